"""The rules of working groups, and of what they do, as a table that an official reads."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest
import yaml

from notoneless.casework.procedures.rules.facts import Side
from notoneless.casework.working_groups.rules.arriving import (
    Arrival,
    Coming,
    Course,
    Deciding,
    course_of,
    due_on,
    why_not_decided,
    why_not_named,
)
from notoneless.casework.working_groups.rules.failing import Numbers, Reporting, failed_on, why_not_reported
from notoneless.casework.working_groups.rules.leading import Basis, Lead, lead_of, settled
from notoneless.casework.working_groups.rules.outreach import is_joint, missing_for_joint, sides_of
from notoneless.casework.working_groups.rules.parties import Party, Placed, units_of
from notoneless.casework.working_groups.rules.refusing import Changing, why_not_changed
from notoneless.casework.working_groups.rules.remedies import (
    Planning,
    RemedyKind,
    RemedyState,
    unsaid,
    why_not_ended,
    why_not_left_out,
    why_not_planned,
    why_not_where,
)
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem

TABLE = yaml.safe_load(Path(__file__).with_name("groups.yaml").read_text(encoding="utf-8"))


def rows(part: str) -> Any:
    return pytest.mark.parametrize("row", TABLE[part], ids=lambda row: row["例"])


def named(name: str) -> UUID | None:
    return None if name == "无" else uuid5(NAMESPACE_OID, name)


def placed(row: dict[str, Any]) -> Placed:
    names = [row.get(name, "无") for name in ("乡镇", "村", "就读学校", "中心校", "包村学校")]
    return Placed(*(named(name) for name in names))


def code(refusal: Problem | None) -> str:
    return refusal.code.removeprefix("working_groups.") if refusal else "可以"


@rows("牵头")
def test_who_leads(row: dict[str, Any]) -> None:
    assert lead_of(placed(row)) == Lead(named(row["牵头"]), named(row["配合"]), Basis(row["依据"]))


@rows("再看")
def test_what_stays_for_who_sees_less(row: dict[str, Any]) -> None:
    now = settled(Lead(named(row["原牵头"]), named(row["原配合"]), Basis.ENROLLED), lead_of(placed(row)))
    assert (now.unit, now.support) == (named(row["牵头"]), named(row["配合"]))


@rows("各方")
def test_who_the_parties_are(row: dict[str, Any]) -> None:
    keys = {Party.TOWNSHIP: "乡镇", Party.VILLAGE: "村", Party.SCHOOL: "学校", Party.CENTRE: "中心校"}
    assert units_of(placed(row)) == {party: named(row[name]) for party, name in keys.items()}


@rows("换人")
def test_who_may_give_a_place_to_whom(row: dict[str, Any]) -> None:
    unit, role = row["换成"]
    wanted = (uuid5(NAMESPACE_OID, unit), role)
    asked = Changing(
        party=Party(row["席位"]),
        now=(uuid5(NAMESPACE_OID, "柳树村"), "village_secretary"),
        wanted=wanted,
        kind=UnitKind(row["单位种类"]),
        is_open=row.get("在办", "是") == "是",
        leads=row.get("牵头", "是") == "是",
        held=() if row.get("空着") == "是" else (wanted,),
    )
    refusal = why_not_changed(asked)
    assert code(refusal) == row["结果"]


FIRST, TODAY = date(2026, 9, 1), date(2026, 9, 10)


@rows("定措施")
def test_which_measures_may_be_planned(row: dict[str, Any]) -> None:
    said = [row.get(name, "是") == "是" for name in ("在办", "核实", "组员")]
    asked = Planning(row.get("期限", TODAY), *said)
    assert code(why_not_planned(asked, FIRST)) == row["结果"]


@rows("办结")
def test_which_measures_may_end(row: dict[str, Any]) -> None:
    assert code(why_not_ended(RemedyState(row["状态"]))) == row["结果"]


@rows("不采取")
def test_which_kinds_are_left_out_and_of_which_nothing_is_said(row: dict[str, Any]) -> None:
    known = [(RemedyKind(kind), RemedyState(state)) for kind, state in row["已有"]]
    assert code(why_not_left_out(RemedyKind(row["类"]), known, is_open=True)) == row["结果"]
    assert code(why_not_left_out(RemedyKind(row["类"]), known, is_open=False)) == "case_ended"
    assert list(unsaid(known)) == row["还没说"]


@rows("动向")
def test_of_which_days_it_is_recorded_where_a_child_is(row: dict[str, Any]) -> None:
    assert code(why_not_where(row["日"], FIRST, TODAY)) == row["结果"]


@rows("联合入户")
def test_what_a_joint_visit_is(row: dict[str, Any]) -> None:
    sides = frozenset(Side(each) for each in row["参加"])
    assert is_joint(sides, at_home=row["到家"] == "是") is (row["联合"] == "是")
    assert list(missing_for_joint(sides)) == row["缺"]


@rows("去的人")
def test_for_whom_visitors_go(row: dict[str, Any]) -> None:
    assert sides_of([UnitKind(each) for each in row["单位"]]) == set(row["算"])


@rows("劝返无效")
def test_when_persuasion_has_failed(row: dict[str, Any]) -> None:
    found = failed_on(row["核实"], row["劝返"], Numbers(row["次数"], row["天数"]))
    assert found == (None if row["无效"] == "没有" else row["无效"])


@rows("报政府")
def test_what_may_be_reported_to_the_government(row: dict[str, Any]) -> None:
    asked = Reporting(
        is_verified=row.get("核实", "是") == "是",
        is_own=row.get("本校", "是") == "是",
        has_township=row.get("乡镇", "是") == "是",
        is_reported=row.get("报过") == "是",
        efforts=row.get("劝返", 1),
        numbers=None if row.get("方案") == "没有" else Numbers(row.get("次数", 1), 7),
    )
    assert code(why_not_reported(asked)) == row["结果"]


@rows("转学")
def test_what_becomes_of_the_lead_when_a_child_moves(row: dict[str, Any]) -> None:
    given_to = named(row.get("转给", "无"))
    coming = Coming(named(row["牵头"]), named(row["就读学校"]), given_to, is_new=row.get("新立") == "是")
    assert course_of(coming) == Course(row["结果"])


def deciding(row: dict[str, Any]) -> Deciding:
    state = None if row["状态"] == "无" else Arrival(row["状态"])
    is_open, is_head = row.get("在办") != "否", row.get("校长") != "否"
    return Deciding(state, is_open, is_head=is_head, due_on=row.get("期限"))


@rows("接收")
def test_who_accepts_or_refuses_a_case_that_came_along(row: dict[str, Any]) -> None:
    assert code(why_not_decided(deciding(row))) == row["结果"]


@rows("指定")
def test_when_it_is_named_who_leads_and_whom(row: dict[str, Any]) -> None:
    before, where = named("清溪小学"), Placed(school=named("高坪小学"), accountable=named("石桥小学"))
    lead = named(row["由谁"])
    assert before is not None
    assert lead is not None
    assert code(why_not_named(deciding(row), lead, before, where, date(2026, 9, 10))) == row["结果"]


def test_without_a_number_of_the_county_there_is_no_day() -> None:
    assert due_on(date(2026, 9, 1), None) is None
    assert due_on(date(2026, 9, 1), 3) == date(2026, 9, 4)
