"""Rosters in force are compared, whatever pieces they came in, and each child in no school is found where it lives."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pyarrow as pa
import pytest

from notoneless.foundation.access.refusals import NotAllowed, Unusable
from notoneless.records.findings.models import Comparison, Finding
from notoneless.records.findings.selectors import latest
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.rosters.rules.stacking import Part, stacked
from notoneless.records.rosters.services import withdraw_roster
from support.county import DAY, County, made_up_id
from support.databases import all_of, the
from support.rosters import HOME, SCHOOL, adopt, adopt_both, adopt_home, adopt_school, sex_of

MISSING = {"巫马三", "巫马四", "巫马五"}


def compare(county: County, **changes: Any) -> UUID:
    return compare_rosters_in_force(county.ctx("陈局长"), **{"unit": county.units["county"]} | changes)


def names(county: County, who: str = "陈局长", why: str = "") -> set[str]:
    found = latest(county.ctx(who), "zh", why)
    return {line.name for line in found.lines} if found else set()


def home_line(number: int, name: str, place: str) -> str:
    return f"{name},{sex_of(number)},{made_up_id(number)},{place}"


def test_the_children_in_no_school_are_found_with_reason_and_place(county: County) -> None:
    adopt_both(county)
    compare(county)
    assert names(county) == MISSING
    found = latest(county.ctx("陈局长"), "zh")
    assert found
    assert found.as_of == date(2026, 8, 31)
    lines = {line.name: line for line in found.lines}
    assert (lines["巫马三"].unit, lines["巫马三"].row) == ("柳树村一组", 4)
    assert lines["巫马四"].unit == "石桥村"
    assert "辍学" in lines["巫马四"].reason
    assert dict(found.whys).keys() >= {lines["巫马四"].why}
    assert names(county, why=lines["巫马四"].why) == {"巫马四"}
    made = the(Comparison)
    assert (made.counts["household"], made.counts["school"]) == (5, 3)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("吴组长", {"巫马三"}),
        ("周支书", {"巫马三"}),
        ("张镇长", {"巫马三", "巫马四"}),
        ("赵老师", set()),
        ("王老师", set()),
    ],
)
def test_each_sees_the_children_who_live_within_reach(county: County, who: str, seen: set[str]) -> None:
    adopt_both(county)
    compare(county)
    assert names(county, who) == seen


def test_rosters_in_pieces_and_in_any_order_find_the_same(county: County) -> None:
    adopt_both(county)
    compare(county)
    at_once = {(each.name, each.unit_id, each.why) for each in all_of(Finding, is_current=True)}
    for roster in {each.roster_id for each in all_of(Finding)}:
        withdraw_roster(county.ctx("陈局长"), roster=roster, reason="分开再来")
    town = ["巫马一", "巫马二", "巫马三", "巫马四"]
    places = ["清溪镇,柳树村,一组", "清溪镇,柳树村,二组", "清溪镇,柳树村,一组", "清溪镇,石桥村,"]
    far = {"unit": county.units["town_z"], "title": "高坪乡底册"}
    near = {"unit": county.units["town_a"], "title": "清溪镇底册"}
    adopt(county, "household", HOME, [home_line(405, "巫马五", "高坪乡,远山村,一组")], **far)
    rows = [home_line(401 + at, name, places[at]) for at, name in reversed(list(enumerate(town)))]
    adopt(county, "household", HOME, rows, **near)
    compare(county)
    assert {(each.name, each.unit_id, each.why) for each in all_of(Finding, is_current=True)} == at_once


def test_a_later_roster_of_a_village_displaces_its_rows_and_taking_it_back_restores_them(county: County) -> None:
    adopt_both(county)
    county.time.pass_by(days=3)
    village = {"unit": county.units["village_a"], "as_of": DAY + timedelta(days=2), "title": "柳树村新底册"}
    newer = adopt(county, "household", HOME, [home_line(406, "巫马六", "清溪镇,柳树村,一组")], **village)
    compare(county)
    assert names(county) == {"巫马四", "巫马五", "巫马六"}
    withdraw_roster(county.ctx("陈局长"), roster=newer, reason="还是原来的对")
    compare(county)
    assert names(county) == MISSING


def test_compared_anew_the_former_findings_are_past(county: County) -> None:
    adopt_both(county)
    compare(county)
    county.time.pass_by(days=1)
    entries = ["巫马三,男,{},清溪镇中心小学,三年级,1班,在读", "巫马四,男,{},清溪镇中心小学,三年级,1班,在读"]
    lines = [each.format(made_up_id(403 + at)) for at, each in enumerate(entries)]
    later = {"as_of": DAY + timedelta(days=1), "title": "补录后的学籍"}
    adopt(county, "school", SCHOOL, [*lines, f"巫马一,男,{made_up_id(401)},清溪镇中心小学,三年级,1班,在读"], **later)
    compare(county)
    assert names(county) == {"巫马二", "巫马五"}
    assert {each.name for each in all_of(Finding, is_current=False)} == MISSING


@pytest.mark.parametrize("missing", ["household", "school"])
def test_without_one_of_the_two_rosters_nothing_is_compared(county: County, missing: str) -> None:
    if missing != "household":
        adopt_home(county)
    if missing != "school":
        adopt_school(county)
    with pytest.raises(Unusable) as refusal:
        compare(county)
    assert refusal.value.problem.code == "findings.no_roster"
    assert not all_of(Comparison)


@pytest.mark.parametrize("who", ["张镇长", "李校长", "赵老师", "系统管理员"])
def test_only_the_county_compares(county: County, who: str) -> None:
    adopt_both(county)
    with pytest.raises(NotAllowed):
        compare_rosters_in_force(county.ctx(who), unit=county.units["county"])


def test_no_finding_holds_a_number(county: County) -> None:
    adopt_both(county)
    compare(county)
    for each in all_of(Finding):
        written = " ".join(str(value) for value in vars(each).values())
        assert not [number for number in range(400, 407) if made_up_id(number) in written]


def test_a_stack_of_several_names_each_by_its_title_and_keeps_its_own_rows() -> None:
    tables = [
        pa.table(
            {"name": ["甲", "乙"], "sheet_row": pa.array([3, 5], pa.int32()), "row": pa.array([1, 2], pa.int32())}
        ),
        pa.table({"name": ["丙"], "village": ["东村"], "row": pa.array([1], pa.int32())}),
    ]
    ids = [UUID(int=1), UUID(int=2)]
    parts = [Part(ids[at], f"册{at}", table, [ids[at]] * table.num_rows) for at, table in enumerate(tables)]
    found = stacked(parts)
    assert found.table["name"].to_pylist() == ["甲", "乙", "丙"]
    assert found.table["village"].to_pylist() == [None, None, "东村"]
    assert found.table["sheet"].to_pylist() == ["册0", "册0", "册1"]
    assert found.table["row"].to_pylist() == [1, 2, 3]
    assert list(found.rows) == [3, 5, 1]
    assert list(found.rosters) == [ids[0], ids[0], ids[1]]
