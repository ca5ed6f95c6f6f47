"""Two who act on one change of the roll at the same instant: one of them wins, and the other is told why in words.

Real threads, each with a connection of its own: on SQLite over a file, on PostgreSQL as the application's role.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from notoneless.casework.special_education.models import Placement
from notoneless.casework.special_education.services import decide_placement
from notoneless.foundation.access.refusals import Refused
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.services import approve, confirm_arrival, hand_over, refuse_change
from support.county import DAY, County, appoint, build_county
from support.databases import all_of, the
from support.early_warning import delivered
from support.racing import at_once, shared_database
from support.roll_changes import applied, approved_by, documented, graduate, saw, suspension, transfer
from support.rolls import on_roll
from support.special import agreed_to, put_forward


@pytest.fixture
def county(committed: None, tmp_path: Path) -> Iterator[County]:
    """A county in a database that threads do not share a connection to."""
    built = build_county()
    appoint(built, "刘科长", "county_officer", "county", "13700000008")
    with shared_database(tmp_path):
        yield built


def one_wins(*calls: Callable[[], Any]) -> None:
    """Of several made at the same instant one alone was done, and the others were refused in a sentence."""
    ends = at_once(*calls)
    refusals = [end for end in ends if isinstance(end, Exception)]
    assert all(isinstance(each, Refused) for each in refusals), ends
    assert len(refusals) == len(calls) - 1, ends


def test_two_officers_decide_on_one_application(county: County) -> None:
    request = documented(county, suspension(county))
    approved_by(county, request, "李校长")
    seen = {"change_request": request, "saw": saw(request)}
    contexts = [county.ctx(who) for who in ("陈局长", "刘科长")]
    one_wins(
        lambda: approve(contexts[0], **seen, note=None),
        lambda: refuse_change(contexts[1], **seen, reason="不符合条件"),
    )
    state = the(ChangeRequest).state
    assert state in ("carried_out", "refused")
    assert the(RollEntry).state == ("suspended" if state == "carried_out" else "on_roll")
    assert len(all_of(RollEvent, step="suspend")) == (state == "carried_out")


def test_two_apply_for_one_child(county: County) -> None:
    entry = on_roll(county)
    one_wins(
        lambda: applied(county, "transfer", entry, destination="外县小学"),
        lambda: suspension(county, entry=entry),
    )
    assert len(all_of(ChangeRequest)) == 1


def test_a_pupil_arrives_once(county: County) -> None:
    request = transfer(county)
    given = {"change_request": request, "on": DAY, "room": county.units["class_z"], "grade": 3}
    contexts = [county.ctx("孙校长") for _ in range(2)]
    one_wins(*[lambda ctx=ctx: confirm_arrival(ctx, **given) for ctx in contexts])  # type: ignore[misc]
    delivered(county)
    assert sorted(row.state for row in all_of(RollEntry)) == ["on_roll", "transferred"]


def test_a_graduate_is_handed_over_once(county: County) -> None:
    given = {"entry": graduate(county), "receiving_school": county.units["school_z"]}
    contexts = [county.ctx(who) for who in ("李校长", "陈局长")]
    one_wins(*[lambda ctx=ctx: hand_over(ctx, **given) for ctx in contexts])  # type: ignore[misc]
    assert len(all_of(ChangeRequest)) == 1


def test_two_officers_decide_on_one_placement(county: County) -> None:
    seen = agreed_to(put_forward(county))
    contexts = [county.ctx(who) for who in ("陈局长", "刘科长")]
    one_wins(
        lambda: decide_placement(contexts[0], **seen),
        lambda: decide_placement(contexts[1], **seen | {"agreed": False}),
    )
    assert the(Placement).decided in ("agreed", "refused")
