"""How much has room on the list of today, and what goes first where there is more."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from notoneless.foundation.access.scope import sight
from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.selectors import READ_DUTY, listing
from notoneless.oversight.duties.selectors import today as room
from notoneless.oversight.duties.selectors.holding import led_by
from notoneless.oversight.duties.selectors.today import Today, today
from support.county import County
from support.databases import is_postgres, owners_eyes, the
from support.plans import adopted, raised, reckoned

GROUP, AUGUST = "leading_group", date(2026, 8, 1)


def seen(county: County, who: str) -> Today:
    return today(county.ctx(who))


def sealed(county: County, like: DutyRow, number: int) -> None:
    """So many verdicts of a month that is sealed, of a duty that is over, told to the same post as a row."""
    chen = county.ctx("陈局长")
    with owners_eyes():
        month = SealedMonth.objects.create(
            id=uuid4(), unit_id=county.units["county"], month=AUGUST, rows=number, sha256="0" * 64, sealed_at=chen.at
        )
        for at in range(number):
            like.pk, like.duty, like.period, like.due_on = uuid4(), "over", f"2026-{at}", AUGUST
            like.sealed = month
            like.save(force_insert=True)


def test_verdicts_of_sealed_months_take_the_room_of_nothing_that_can_still_be_done(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = raised(county)
    monkeypatch.setattr(room, "MOST", 3)
    sealed(county, the(DutyRow, pk=row), 5)
    assert GROUP in {each.duty for each in seen(county, "张镇长").raised}


def test_more_than_found_room_is_told_of_just_where_there_is_more(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=40)
    reckoned(county)
    whole = seen(county, "张镇长")
    own = sum(each.times for each in (*whole.overdue, *whole.due, *whole.coming, *whole.done))
    come_up = sum(each.times for each in whole.raised)
    assert min(own, come_up) > 1
    monkeypatch.setattr(room, "MOST", max(own, come_up))
    assert seen(county, "张镇长") == whole
    assert not whole.is_cut
    monkeypatch.setattr(room, "MOST", max(own, come_up) - 1)
    assert seen(county, "张镇长").is_cut


def test_of_thousands_of_rows_told_to_a_post_only_the_first_are_read_in_the_order_of_the_list(county: County) -> None:
    ctx = county.ctx("陈局长")
    led = led_by(ctx)
    assert led == [county.units["county"]]
    with connection.cursor() as cursor:
        if is_postgres():  # of a table that is empty it would rather read all and sort
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    seen_rows = sight(ctx, READ_DUTY, DutyRow)
    told = listing._raised.as_queryset(seen_rows, led, ctx.today, room.MOST + 1).explain()
    assert "duties_raised_in_order" in told
    assert "TEMP B-TREE" not in told
    assert "Sort" not in told
