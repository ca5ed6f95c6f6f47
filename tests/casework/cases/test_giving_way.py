"""A roster taken back leaves nothing behind, not even the cases that comparing it has opened; what a person recorded stays."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.selectors import list_cases
from notoneless.casework.cases.services import correct, verify
from notoneless.casework.working_groups.models import WorkingGroup
from notoneless.casework.working_groups.services import record_destination
from notoneless.foundation.people.models import Child
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.rosters.services import withdraw_roster
from support.cases import WORKING
from support.county import DAY, County, made_up_id
from support.databases import all_of
from support.golden import children_now, state_hash
from support.rosters import HOME, adopt, adopt_both, sex_of

VILLAGE = "清溪镇,石桥村,"
NEW = [("端木一", 421), ("端木二", 422)]


def lines() -> list[str]:
    """The village's own roster: who lives there by the county's, and two more."""
    return [f"{name},{sex_of(number)},{made_up_id(number)},{VILLAGE}" for name, number in [("巫马四", 404), *NEW]]


def adopt_village(county: County) -> UUID:
    county.time.pass_by(days=1)
    given = {"unit": county.units["village_b"], "as_of": DAY + timedelta(days=1)}
    return adopt(county, "household", HOME, lines(), **given)


def compare(county: County) -> None:
    county.time.pass_by(minutes=5)
    children_now(county)
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])


def test_a_roster_taken_back_takes_the_cases_of_its_children_with_it(county: County) -> None:
    adopt_both(county)
    compare(county)
    before, cases = state_hash(), {each.child.name for each in all_of(Case)}
    roster = adopt_village(county)
    compare(county)
    assert {each.child.name for each in all_of(Case)} == cases | {name for name, _ in NEW}
    withdraw_roster(county.ctx("陈局长"), roster=roster, reason="传错了")
    compare(county)
    assert state_hash() == before
    assert {each.child.name for each in all_of(Case)} == cases
    assert {each.child.name for each in all_of(CaseEvent)} == cases


@pytest.mark.parametrize(
    "change", [{"note": "家长来电"}, {"reference": "走访记录3号"}, {"on": DAY + timedelta(days=1)}]
)
def test_who_was_only_corrected_by_a_person_stays(county: County, change: dict[str, Any]) -> None:
    adopt_both(county)
    roster = adopt_village(county)
    compare(county)
    cases = {line.name: line.id for line in list_cases(county.ctx("陈局长")).lines}
    event = next(each for each in all_of(CaseEvent) if each.case_id == cases["端木一"])
    correct(county.ctx("陈局长"), case_event=event.pk, **change)
    withdraw_roster(county.ctx("陈局长"), roster=roster, reason="传错了")
    compare(county)
    assert cases["端木一"] in {each.pk for each in all_of(Case)}
    assert "端木二" not in {each.child.name for each in all_of(Case)}


def test_whom_a_person_has_dealt_with_stays(county: County) -> None:
    adopt_both(county)
    roster = adopt_village(county)
    compare(county)
    cases = {line.name: line.id for line in list_cases(county.ctx("陈局长")).lines}
    verify(county.ctx("陈局长"), case=cases["端木一"], on=DAY + timedelta(days=1), **WORKING)
    withdraw_roster(county.ctx("陈局长"), roster=roster, reason="传错了")
    compare(county)
    names = {child.name for child in all_of(Child)}
    assert "端木一" in names
    assert "端木二" not in names
    assert cases["端木一"] in {each.pk for each in all_of(Case)}


def test_of_whom_a_person_has_said_where_it_is_stays(county: County) -> None:
    adopt_both(county)
    roster = adopt_village(county)
    compare(county)
    cases = {line.name: line.id for line in list_cases(county.ctx("陈局长")).lines}
    given = {"on": DAY + timedelta(days=1), "traced_to": "with_family", "place": None, "source": "邻居"}
    record_destination(county.ctx("陈局长"), case=cases["端木一"], **given)
    withdraw_roster(county.ctx("陈局长"), roster=roster, reason="传错了")
    compare(county)
    assert cases["端木一"] in {each.pk for each in all_of(Case)}
    assert {each.child.name for each in all_of(WorkingGroup)} >= {"端木一"}
    assert "端木二" not in {each.child.name for each in all_of(WorkingGroup)}
