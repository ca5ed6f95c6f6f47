"""Nobody is away for a time without a day on which the clock ends: refused in words, and by the database itself."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from notoneless.foundation.access.refusals import Refused
from notoneless.records.enrolment.models import RollEvent
from notoneless.records.enrolment.services import correct, suspend
from support.county import DAY, County
from support.databases import all_of, owners_eyes
from support.rolls import on_roll

OFFICER = "陈局长"


def written(county: County, **given: Any) -> None:
    """An event of the roll that goes past every action."""
    entry = on_roll(county)
    row = {"id": uuid4(), "entry_id": entry, "child_id": county.children["both"], "number": 9, "on": DAY}
    row |= {"movement": "", "by": county.accounts[OFFICER], "at": county.time.at}
    with owners_eyes(), transaction.atomic():
        RollEvent._base_manager.create(**row | given)


@pytest.mark.parametrize("step", ["suspend", "defer"])
@pytest.mark.parametrize("until", [None, DAY, DAY - timedelta(days=1)])
def test_the_database_keeps_no_absence_without_an_end(county: County, step: str, until: date | None) -> None:
    with pytest.raises(IntegrityError):
        written(county, step=step, until_on=until)


@pytest.mark.parametrize(
    "given",
    [
        {"step": "suspend", "until_on": DAY + timedelta(days=1)},
        {"step": "suspend", "until_on": None, "is_withdrawal": True},
        {"step": "resume", "until_on": None},
    ],
)
def test_what_ends_or_is_taken_back_is_kept(county: County, given: dict[str, Any]) -> None:
    written(county, **given)
    assert len(all_of(RollEvent, number=9)) == 1


def test_an_extension_entered_late_ends_after_the_day_on_which_it_is_entered(county: County) -> None:
    entry = on_roll(county)
    suspend(county.ctx(OFFICER), entry=entry, on=DAY, until_on=DAY + timedelta(days=30), reason="19")
    county.time.pass_by(days=60)
    day = county.time.at.date()
    for until in (day, day - timedelta(days=10)):
        with pytest.raises(Refused) as refusal:
            suspend(county.ctx(OFFICER), entry=entry, on=day, until_on=until, reason="19")
        assert refusal.value.told.code == "enrolment.ends_before"
    suspend(county.ctx(OFFICER), entry=entry, on=day, until_on=day + timedelta(days=30), reason="19")
    assert len(all_of(RollEvent, step="suspend")) == 2


def test_a_suspension_that_never_held_is_taken_back(county: County) -> None:
    entry = on_roll(county)
    event = suspend(county.ctx(OFFICER), entry=entry, on=DAY, until_on=DAY + timedelta(days=30), reason="19")
    given = dict.fromkeys(("on", "until_on", "reason", "destination", "proof"))
    correct(county.ctx(OFFICER), event=event, **given, withdrawn=True)
    assert [row.is_withdrawal for row in sorted(all_of(RollEvent, step="suspend"), key=lambda row: row.number)] == [
        False,
        True,
    ]
