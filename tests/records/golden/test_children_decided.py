"""What people have decided of doubtful rows holds for the children that are worked out of them."""

import pytest

from notoneless.foundation.people.models import Child
from notoneless.records.adjudication.services import decide_doubt, undo_decision
from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.services import is_due
from notoneless.records.golden.services.latest import QUIET
from support.county import County
from support.databases import all_of
from support.doubts import doubts
from support.golden import children_now, state_hash

ONE_OF = {"令狐晓芳", "令狐文芳"}


def named() -> set[str]:
    return {child.name for child in all_of(Child)} & ONE_OF


def decided(county: County, verdict: str) -> None:
    [doubt] = doubts(county)
    decide_doubt(county.ctx("陈局长"), doubt=doubt, verdict=verdict)


@pytest.mark.parametrize(("verdict", "left"), [("same", {"令狐晓芳"}), ("different", ONE_OF)])
def test_rows_decided_to_be_one_child_are_one_and_others_two(county: County, verdict: str, left: set[str]) -> None:
    decided(county, verdict)
    children_now(county)
    assert named() == left


def test_decided_and_undone_the_children_are_as_they_were(county: County) -> None:
    [doubt] = doubts(county)
    children_now(county)
    before, were = state_hash(), named()
    decision = decide_doubt(county.ctx("陈局长"), doubt=doubt, verdict="same")
    children_now(county)
    assert (len(were), len(named())) == (2, 1)
    undo_decision(county.ctx("陈局长"), decision=decision)
    children_now(county)
    assert (state_hash(), named()) == (before, were)


def test_children_are_due_once_nobody_has_decided_for_a_while(county: County) -> None:
    [doubt] = doubts(county)
    children_now(county)
    assert not is_due(county.ctx("陈局长"))
    decide_doubt(county.ctx("陈局长"), doubt=doubt, verdict="same")
    assert not is_due(county.ctx("陈局长"))
    county.time.pass_by(seconds=QUIET.total_seconds() - 1)
    assert not is_due(county.ctx("陈局长"))
    county.time.pass_by(seconds=1)
    assert is_due(county.ctx("陈局长"))
    children_now(county)
    assert not is_due(county.ctx("陈局长"))


def test_a_decision_that_changes_no_child_is_worked_out_once(county: County) -> None:
    decided(county, "different")
    children_now(county)
    count = len(all_of(WorkingOut))
    children_now(county)
    assert len(all_of(WorkingOut)) == count
