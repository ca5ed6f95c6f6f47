"""Surveys of need (1.07), distance (4.23) and the menu from cause to help on the page of a case."""

import re
from typing import Any

import pytest

from notoneless.casework.support.models import HelpScheme, NeedFinding, NeedSurvey
from notoneless.casework.working_groups.services import record_cause
from notoneless.oversight.duties.models import DutyRow
from support.browsing import sign_in
from support.cases import verified
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.helping import PLAN, found_in_need, surveyed, talked
from support.plans import adopted, reckoned

pytestmark = pytest.mark.usefixtures("same_time")


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states(duty: str, unit: Any) -> set[str]:
    """How the duties of a kind stand at a unit."""
    return {row.state for row in all_of(DutyRow, duty=duty, unit=unit)}


@pytest.mark.clause("1.07")
def test_a_survey_finds_pupils_in_need_and_who_is_not_followed_up_is_listed(county: County) -> None:
    adopted(county, plan=1)
    county.time.pass_by(days=130)
    wang, room = sign_in(county, "王老师"), county.units["class_a"]
    reckoned(county)
    assert states("need_surveyed", room) == {"due"}
    both, other = county.children["both"], county.children["class_only"]
    form = f"/need-surveys/classes/{room}/"
    assert send(wang, form, struggling=[str(both)], poor=[str(other)]).status_code == 302
    reckoned(county)
    assert states("need_surveyed", room) == {"done"}
    assert states("need_answered", room) == {"due"}
    listed = plain(wang.get("/need-surveys/"))
    assert listed.count("没有跟进") == 2
    assert "贫困" not in listed.replace("学困贫困调查", ""), "poverty is told by need only"
    assert "调查出来还没有跟进" in plain(wang.get("/help/lacking/"))
    talked(county)
    assert plain(wang.get("/need-surveys/")).count("没有跟进") == 1, "the struggling one was counselled"
    reckoned(county)
    assert states("need_answered", room) == {"due"}
    body = {"trouble": "family", "help_means": "referral"}
    assert send(wang, f"/help/children/{other}/open/", **body).status_code == 302
    reckoned(county)
    assert states("need_answered", room) == {"done"}, "the poor one is referred to student aid"


@pytest.mark.clause("1.07")
def test_a_pupil_found_by_two_surveys_is_one_and_both_are_told(county: County) -> None:
    surveyed(county, struggling="both")
    county.time.pass_by(days=7)
    surveyed(county, far_away="both")
    wang = sign_in(county, "王老师")
    page = plain(wang.get("/need-surveys/"))
    assert "2 次调查都查到，已合并" in page
    assert "2026-09-01 2026-09-08" in page
    assert page.count("慕容甲乙") == 1
    first = all_of(NeedFinding)[0].pk
    assert send(wang, f"/need-surveys/findings/{first}/withdraw/", reason="看错了人").status_code == 302
    page = plain(wang.get("/need-surveys/"))
    assert "已合并" not in page
    assert "学习困难" not in page
    again = send(wang, f"/need-surveys/findings/{first}/withdraw/", reason="再次")
    assert "已经撤销" in plain(again)


def test_a_survey_takes_only_pupils_of_its_class_and_only_from_its_school(county: County) -> None:
    room, stranger = county.units["class_a"], county.children["far"]
    answer = send(sign_in(county, "王老师"), f"/need-surveys/classes/{room}/", struggling=[str(stranger)])
    assert answer.status_code == 422
    assert "有的学生不在三年级（1）班" in plain(answer)
    assert not all_of(NeedSurvey)
    found_in_need(county)
    zhao = sign_in(county, "赵老师")
    assert zhao.get(f"/need-surveys/classes/{room}/").status_code == 404
    assert "慕容甲乙" not in plain(zhao.get("/need-surveys/"))
    assert sign_in(county, "张镇长").get("/need-surveys/").status_code == 403


@pytest.mark.clause("4.23")
@pytest.mark.parametrize("means", ["transport", "boarding"])
def test_distance_as_a_cause_leads_to_transport_or_boarding_with_one_tap(county: County, means: str) -> None:
    adopted(county, plan=4)
    case = verified(county, "both")
    county.time.pass_by(days=130)
    given = {"on": county.ctx("王老师").today, "reason": "distance", "note": None}
    record_cause(county.ctx("李校长"), case=case, **given)
    wang, li, school = sign_in(county, "王老师"), sign_in(county, "李校长"), county.units["school_a"]
    reckoned(county)
    assert states("far_helped", school) == {"due"}
    assert f"/help/children/{county.children['both']}/cases/{case}/" in text_of(wang.get(f"/cases/{case}/"))
    menu = f"/help/children/{county.children['both']}/cases/{case}/"
    assert "上学路远：接送" in plain(wang.get(menu))
    assert "上学路远：寄宿" in plain(wang.get(menu))
    taken = send(wang, menu, f"/help/cases/{case}/open/", trouble="distance", help_means=means)
    assert taken.status_code == 302
    scheme = the(HelpScheme)
    assert (scheme.trouble, scheme.means, scheme.case_id) == ("distance", means, case)
    assert "对症的帮扶已经在做" in plain(wang.get(menu))
    reckoned(county)
    assert states("far_helped", school) == {"due"}, "nobody sees to it yet"
    send(wang, f"/help/{scheme.pk}/plan/", **PLAN)
    send(li, f"/help/{scheme.pk}/assign/", mentor=county.accounts["王老师"])
    reckoned(county)
    assert states("far_helped", school) == {"done"}


@pytest.mark.parametrize(
    ("reason", "offered"),
    [
        ("struggling", {"study/teaching", "study/tutoring"}),
        ("hardship", {"family/referral"}),
        ("distance", {"distance/transport", "distance/boarding"}),
        ("early_marriage", {"study/teaching", "thought/talk", "conduct/talk", "family/care", "distance/transport"}),
    ],
)
def test_the_cause_of_a_case_offers_the_help_that_fits(county: County, reason: str, offered: set[str]) -> None:
    case = verified(county, "both")
    record_cause(county.ctx("李校长"), case=case, on=DAY, reason=reason, note=None)
    menu = f"/help/children/{county.children['both']}/cases/{case}/"
    page = text_of(sign_in(county, "王老师").get(menu))
    pairs = re.findall(r'name="trouble" value="(\w+)"><input type="hidden" name="help_means" value="(\w+)"', page)
    assert {"/".join(each) for each in pairs} == offered
    assert ("原因保密" in page) == (reason == "early_marriage"), "a confidential cause stays by need"
    assert "早婚" not in page


def test_the_menu_refuses_what_overlaps_and_others(county: County) -> None:
    case = verified(county, "both")
    record_cause(county.ctx("李校长"), case=case, on=DAY, reason="struggling", note=None)
    wang, take = sign_in(county, "王老师"), f"/help/cases/{case}/open/"
    menu = f"/help/children/{county.children['both']}/cases/{case}/"
    body = {"trouble": "study", "help_means": "teaching"}
    assert send(wang, menu, take, **body).status_code == 302
    again = send(wang, f"/help/{the(HelpScheme).pk}/plan/", take, **{**body, "help_means": "tutoring"})
    assert again.status_code == 302
    assert "不重复开展" in plain(wang.get(f"/cases/{case}/"))
    assert len(all_of(HelpScheme)) == 1
    assert sign_in(county, "赵老师").post(take, body).status_code == 404
    assert sign_in(county, "周支书").get(menu).status_code == 403
