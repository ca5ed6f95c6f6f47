"""An open case goes to another school with its child: the new head accepts or refuses, who stands above names who leads."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.services import close_out, propose_close_out
from notoneless.casework.working_groups.models import ArrivedCase, GroupPlace, WorkingGroup
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.browsing import Visitor, sign_in
from support.cases import BACK, proposal_of_case, verified
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.forms import send, text_of
from support.working_groups import answering, minute, moved_to

LIST = "/working-groups/arrivals/"
NAME = "慕容甲乙"
NEW, OLD, THIRD = "石桥小学", "清溪镇中心小学", "高坪乡中心小学"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture
def case(county: County) -> UUID:
    """An open case of 李校长's school that has come with its child to 钱校长's, in the same township."""
    made = (("school_n", "town_a", UnitKind.SCHOOL, NEW), ("class_n", "school_n", UnitKind.CLASS, "一班"))
    for key, parent, kind, name in made:
        given = {"parent": county.units[parent], "kind": kind, "name": name, "from_on": DAY}
        county.units[key] = found_unit(county.ctx("陈局长"), **given)
    appoint(county, "钱校长", "school_head", "school_n", "13900007777")
    found = verified(county)
    minute(county)
    county.time.pass_by(days=3)
    moved_to(county, "class_n")
    return found


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def group_page(county: County) -> str:
    return f"/working-groups/children/{county.children['both']}/"


def accepts(visitor: Visitor, county: County, case: UUID) -> Any:
    return send(visitor, group_page(county), f"/working-groups/cases/{case}/accept/")


def lead(county: County) -> UUID:
    found: UUID = the(WorkingGroup, child_id=county.children["both"]).lead_id
    return found


def seat(county: County) -> UUID:
    found: UUID = the(GroupPlace, child_id=county.children["both"], party="school", until_on=None).unit_id
    return found


def days_to_accept(county: County, days: str) -> None:
    """The county sets by when a case is accepted."""
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="local/cases")
    set_number(county.ctx("陈局长"), version=version, key="case.accept_within", value=days, reason="县里定")
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")


def test_the_old_school_leads_until_the_new_head_accepts_and_then_the_new_one(county: County, case: UUID) -> None:
    li, qian, zhao, zhang = (sign_in(county, who) for who in ("李校长", "钱校长", "赵老师", "张镇长"))
    assert (lead(county), seat(county)) == (county.units["school_a"], county.units["school_a"])
    assert f"2026-09-04 从{OLD}转来的学生有在办个案，等您接收或退回" in plain(qian.get("/today/"))
    assert group_page(county) in text_of(qian.get("/today/"))
    assert f"2026-09-04 转到{NEW}的学生的个案等对方接收" in plain(li.get("/today/"))
    # the head who handed over sees that it waits, and nothing more of the child
    old = plain(li.get(LIST))
    assert f"{OLD} {NEW} 等新学校接收" in old
    assert NAME not in old
    assert li.get(f"/cases/{case}/").status_code == 404
    seen = plain(qian.get(group_page(county)))
    assert "接收个案" in seen
    assert "新学校接收以前，仍由原来的牵头单位牵头" in seen
    # nobody else has anything to do with it
    assert "随学生转" not in plain(zhang.get("/today/"))
    assert f"{NEW}" not in plain(zhao.get(LIST))
    assert zhao.post(f"/working-groups/cases/{case}/accept/").status_code in (403, 404)
    answer = accepts(qian, county, case)
    assert answer.status_code == 302
    assert (lead(county), seat(county)) == (county.units["school_n"], county.units["school_n"])
    minute(county)
    assert lead(county) == county.units["school_n"]
    assert f"牵头单位 {NEW}" in plain(qian.get(group_page(county)))
    for who in (li, qian):
        assert "学生的个案" not in plain(who.get("/today/"))
        assert "学生有在办个案" not in plain(who.get("/today/"))
    assert "已接收" in plain(li.get(LIST))
    assert the(ArrivedCase).decided_by_id == county.accounts["钱校长"]
    assert all_of(Entry, action="working_group.accept_case", outcome=Outcome.DONE)


def test_accepting_twice_and_by_whoever_is_not_the_new_head_is_refused(county: County, case: UUID) -> None:
    li, qian, zhang, wang = (sign_in(county, who) for who in ("李校长", "钱校长", "张镇长", "王老师"))
    path = f"/working-groups/cases/{case}/accept/"
    assert li.post(path).status_code == 404  # out of reach by now
    assert zhang.post(path).status_code == 403
    assert wang.post(path).status_code == 403
    first, second = (
        re.findall(r'name="request" value="([^"]+)"', text_of(qian.get(group_page(county))))[0] for _ in "12"
    )
    assert qian.post(path, {"request": first}).status_code == 302
    assert qian.post(path, {"request": first}).status_code == 302  # the same form sent twice is done once
    assert "没有等待接收的个案" in plain(qian.post(path, {"request": second}))
    assert len(all_of(Entry, action="working_group.accept_case", outcome=Outcome.DONE)) == 1


def test_a_refused_case_stays_with_the_old_school_until_the_township_names_who_leads(
    county: County, case: UUID
) -> None:
    answering(county, "school_a")
    li, qian, zhang, zhao = (sign_in(county, who) for who in ("李校长", "钱校长", "张镇长", "赵老师"))
    path, settle = f"/working-groups/cases/{case}/refuse/", f"/working-groups/cases/{case}/lead/"
    given = {"lead_unit": str(county.units["school_a"]), "reason": "学生还住在镇上"}
    early = send(zhang, settle, **given)
    assert early.status_code == 422
    assert "先由新学校决定" in plain(early)
    assert send(qian, path, reason="").status_code == 422
    assert send(qian, path, reason="学生没有到校报到").status_code == 302
    assert lead(county) == county.units["school_a"]
    assert "的个案被退回，等乡镇或县级指定牵头单位" in plain(li.get("/today/"))
    assert "1 个随学生转走的个案没有被接收，请指定牵头单位" in plain(zhang.get("/today/"))
    assert "学生没有到校报到" in plain(li.get(LIST))
    second = send(qian, path, reason="再退一次")
    assert second.status_code == 422
    assert "已经退回" in plain(second)
    assert qian.get(settle).status_code == 403
    assert zhao.get(settle).status_code == 403
    wrong = send(zhang, settle, lead_unit=str(county.units["school_z"]), reason="离家近")
    assert wrong.status_code == 422
    assert "只能指定转出学校、转入学校" in plain(wrong)
    assert send(zhang, settle, **given).status_code == 302
    minute(county)
    assert (lead(county), seat(county)) == (county.units["school_a"], county.units["school_a"])
    assert "由乡镇或县级指定牵头单位" in plain(qian.get(group_page(county)))
    assert "学生还住在镇上" in plain(li.get(LIST))
    for who in (li, qian, zhang):
        assert "随学生转走" not in plain(who.get("/today/"))
        assert "学生的个案" not in plain(who.get("/today/"))
    assert send(zhang, settle, **given).status_code == 422


def test_the_township_names_the_new_school_too_and_then_the_rule_holds_again(county: County, case: UUID) -> None:
    qian, zhang = sign_in(county, "钱校长"), sign_in(county, "张镇长")
    send(qian, f"/working-groups/cases/{case}/refuse/", reason="不是本校学区")
    given = {"lead_unit": str(county.units["school_n"]), "reason": "就读学校牵头"}
    assert send(zhang, f"/working-groups/cases/{case}/lead/", **given).status_code == 302
    minute(county)
    row, group = the(ArrivedCase), the(WorkingGroup, child_id=county.children["both"])
    assert (row.state, row.is_standing) == ("settled", False)
    assert (group.lead_id, group.basis) == (county.units["school_n"], "enrolled")


def test_a_child_that_moves_on_supersedes_what_waits_and_a_closed_case_ends_it(county: County, case: UUID) -> None:
    appoint(county, "孙校长", "school_head", "school_z", "13900007778")
    li, qian, sun = (sign_in(county, who) for who in ("李校长", "钱校长", "孙校长"))
    county.time.pass_by(minutes=5)
    moved_to(county, "class_z")
    assert {row.also_unit_id: row.state for row in all_of(ArrivedCase)} == {
        county.units["school_n"]: "superseded",
        county.units["school_z"]: "waits",
    }
    assert "有在办个案" not in plain(qian.get("/today/"))
    assert qian.post(f"/working-groups/cases/{case}/accept/").status_code == 404
    assert f"从{OLD}转来的学生有在办个案" in plain(sun.get("/today/"))
    county.time.pass_by(minutes=5)
    moved_to(county, "class_b")  # home again: nothing waits, and the school that led leads
    assert [row.state for row in all_of(ArrivedCase) if row.is_standing] == []
    assert lead(county) == county.units["school_a"]
    county.time.pass_by(minutes=5)
    moved_to(county, "class_z")
    assert f"转到{THIRD}的学生的个案" in plain(li.get("/today/"))
    day = county.time.at.date()
    propose_close_out(county.ctx("张镇长"), case=case, on=day, **BACK)
    close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=day)
    minute(county)
    assert "over" in {row.state for row in all_of(ArrivedCase)}
    assert not [row for row in all_of(ArrivedCase) if row.is_standing]
    for who in (li, sun):
        assert "的个案" not in plain(who.get("/today/"))
    refused = send(sun, f"/working-groups/cases/{case}/refuse/", reason="没有报到")
    assert "个案已经结束，不用再接收" in plain(refused)


def test_past_the_day_that_the_county_has_set_the_township_may_name_who_leads(county: County, case: UUID) -> None:
    days_to_accept(county, "3")
    qian = sign_in(county, "钱校长")
    until = (county.time.at.date() + timedelta(days=3)).isoformat()
    assert f"{until} 以前接收" in plain(qian.get(LIST))
    county.time.pass_by(days=4)
    zhang = sign_in(county, "张镇长")
    assert "1 个随学生转走的个案没有被接收，请指定牵头单位" in plain(zhang.get("/today/"))
    given = {"lead_unit": str(county.units["school_n"]), "reason": "过了期限"}
    assert send(zhang, f"/working-groups/cases/{case}/lead/", **given).status_code == 302
    assert lead(county) == county.units["school_n"]
    assert the(Case, pk=case).state == "verified"
