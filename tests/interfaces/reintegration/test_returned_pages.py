"""Returned pupils on the web (5.19, 5.21): recorded with evidence, placed, planned, followed up until they stay."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from notoneless.casework.notices.rules.kinds import NoticeKind
from notoneless.casework.notices.selectors.errands import lacking_notice
from notoneless.casework.notices.services import issue_notice
from notoneless.casework.reintegration.models import CaseHandover, Return, ReturnFollowUp, ReturnPlacement
from notoneless.casework.reintegration.services import record_return
from notoneless.casework.working_groups.selectors.reports import failed_without_report
from notoneless.foundation.papers.models import Paper
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.attendance.models import ArrivalReport
from notoneless.records.attendance.services import correct
from support.attendance import said
from support.browsing import Visitor, sign_in
from support.cases import events_of, state_of, verified
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.procedures import recorded
from support.returned import back, confirmed, days_go_by, keeper, moved, planned, seen_again, stays, to_approve
from support.roll_work import prefixed

LIST = "/returns/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states(county: County, duty: str) -> dict[date, str]:
    """How the school's duties of a kind stand, by the day they are due."""
    return {row.due_on: row.state for row in all_of(DutyRow, duty=duty, unit=county.units["school_a"])}


def chosen(form: str, name: str) -> str:
    """What a form has chosen in a field."""
    field = re.search(rf'<select[^>]* name="{name}".*?</select>', form, re.DOTALL)
    found = re.search(r'value="([^"]*)" selected', field[0]) if field else None
    return found[1] if found else ""


@pytest.mark.clause("5.19")
def test_who_comes_back_is_recorded_by_what_registers_saw_and_placed_within_five_school_days(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    case = seen_again(prefixed(county))
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    assert "1 名辍学学生又到校了" in plain(wang.get("/today/"))
    record = f"{LIST}cases/{case}/record/"
    assert "到校登记：2026-09-01 以来实到 1 次" in plain(wang.get(record))
    assert send(wang, record, on="2026-09-01", seen_by="王老师").status_code == 302
    returned = the(Return).pk
    reckoned(county)
    assert states(county, "returned_placed") == {date(2026, 9, 8): "due"}
    assert "1 名复学学生还没有安置" in plain(li.get("/today/"))
    form = text_of(li.get(f"{LIST}{returned}/place/"))
    assert chosen(form, "teaching") == "original", "away for a day only"
    given = {"teaching": "make_up", "lessons": "周三补数学", "funds_source": "aid", "funds_amount": "625"}
    half = send(li, f"{LIST}{returned}/place/", **given)
    assert half.status_code == 422
    assert "写明经费多少、用在哪里" in plain(half)
    assert send(li, f"{LIST}{returned}/place/", **given, funds_purpose="生活补助").status_code == 302
    page = text_of(li.get(f"{LIST}{returned}/"))
    assert not re.search(r">[^<]*\b625\b", page), "money tells of poverty: it opens by need only"
    assert f"/papers/{the(Paper).pk}/" in page
    assert "随班上课并补课" in page
    reckoned(county)
    assert states(county, "returned_placed") == {date(2026, 9, 8): "done"}


@pytest.mark.clause("5.19")
def test_a_school_that_places_nobody_breaks_its_duty(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    back(county)
    county.time.pass_by(days=8)
    reckoned(county)
    assert states(county, "returned_placed") == {date(2026, 9, 8): "broken"}


@pytest.mark.clause("5.19")
def test_another_way_of_learning_is_approved_by_the_bureau_with_one_tap(county: County) -> None:
    placement = to_approve(county)
    returned = the(ReturnPlacement).returned_id
    chen = sign_in(county, "陈局长")
    assert "1 名复学学生的安置待批准" in plain(chen.get("/today/"))
    assert "安置待批准：职业教育" in plain(chen.get(f"{LIST}{returned}/"))
    assert send(chen, f"{LIST}{returned}/", f"{LIST}placements/{placement}/approve/").status_code == 302
    assert the(ReturnPlacement).approved_on == DAY
    assert "待批准" not in plain(chen.get("/today/"))


@pytest.mark.clause("5.21")
def test_each_returned_pupil_has_a_plan_by_its_condition_within_five_school_days(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    returned = back(county)
    li = sign_in(county, "李校长")
    reckoned(county)
    assert states(county, "return_plan") == {date(2026, 9, 8): "due"}
    plan = f"{LIST}{returned}/plan/"
    assert chosen(text_of(li.get(plan)), "keeper") == keeper(county)
    given = {"goals": "跟上数学", "measures": "每周谈一次", "keeper": keeper(county), "condition": "父亲患尘肺病"}
    assert send(li, plan, **given, review_on="2026-09-30").status_code == 302
    reckoned(county)
    assert states(county, "return_plan") == {date(2026, 9, 8): "done"}
    page = f"{LIST}{returned}/"
    assert "尘肺" not in text_of(li.get(page))
    assert "跟上数学" in text_of(li.get(plan)), "a further version begins with the one before"


@pytest.mark.clause("5.21")
def test_a_pupil_is_followed_up_at_each_mark_until_it_stays_and_only_then_closed_out(county: County) -> None:
    returned = planned(county)
    page = f"{LIST}{returned}/"
    days_go_by(county, 30)
    wang = sign_in(county, "王老师")
    assert "1 名复学学生到了核实日" in plain(wang.get("/today/"))
    told = plain(wang.get(f"{page}follow-up/"))
    assert re.search(r"2026-09-01 至 2026-10-01：应报 (\d+) 次，已报 \1 次，实到 \1 次，最长连续无故缺课 0 天", told)
    assert send(wang, f"{page}follow-up/", followed_how="talk", steady="true", talk="家里同意读完").status_code == 302
    assert "到了核实日" not in plain(wang.get("/today/"))
    assert "家里同意" not in text_of(wang.get(page))
    for days in (30, 30):
        days_go_by(county, days)
        confirmed(county, returned)
    days_go_by(county, 90)
    li, chen = sign_in(county, "李校长"), sign_in(county, "陈局长")
    assert send(li, f"{page}follow-up/", f"{page}close-out/").status_code == 409
    assert send(li, f"{page}follow-up/", followed_how="visit", steady="true", talk="").status_code == 302
    marks = sorted((row.mark, row.hold) for row in all_of(ReturnFollowUp))
    assert marks == [(30, "holds"), (60, "holds"), (90, "holds"), (180, "holds")]
    assert "1 名复学学生已经稳定，可以申请销号" in plain(li.get("/today/"))
    assert send(li, page, f"{page}close-out/").status_code == 302
    case = the(Return).case_id
    assert "各核实日到校情况" in events_of(case)[-1].note
    today = county.time.at.date().isoformat()
    assert send(chen, f"/cases/{case}/close_out/", on=today).status_code == 302
    assert state_of(case) == "closed_out"


@pytest.mark.clause("5.21")
def test_a_month_in_which_nobody_follows_up_breaks_the_duty(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    back(county)
    county.time.pass_by(days=62)
    reckoned(county)
    found = states(county, "returned_followed")
    assert (found[date(2026, 9, 30)], found[date(2026, 10, 31)]) == ("done", "broken")


def test_what_is_out_of_school_by_word_alone_is_told_what_is_missing(county: County) -> None:
    case = verified(county)
    answer = send(sign_in(county, "王老师"), f"{LIST}cases/{case}/record/", on="2026-09-01", seen_by="邻居")
    assert answer.status_code == 422
    assert "先请班主任报到校情况，或者附上照片" in plain(answer)
    assert not all_of(Return)


def test_a_pupil_who_moves_is_accepted_by_the_other_school(county: County) -> None:
    returned = moved(county)
    li, sun = sign_in(county, "李校长"), sign_in(county, "孙校长")
    assert "慕容甲乙" not in plain(li.get(LIST))
    assert "已转走，待接收" in plain(sign_in(county, "陈局长").get(LIST))
    assert "1 名复学学生转到了本校" in plain(sun.get("/today/"))
    page = f"{LIST}{returned}/"
    assert "接收个案" in plain(sun.get(page))
    assert send(sun, page, f"{page}accept/").status_code == 302
    assert the(CaseHandover).accepted_by_id == county.accounts["孙校长"]
    assert li.get(page).status_code == 404
    assert "跟上本学期数学" in plain(sun.get(page)), "plan and follow-up go with the pupil"


def test_a_head_hands_over_before_the_pupil_goes(county: County) -> None:
    returned = planned(county)
    li = sign_in(county, "李校长")
    page = f"{LIST}{returned}/hand-over/"
    assert "高坪乡中心小学" in plain(li.get(page))
    assert send(li, page, to_school=county.units["school_z"], note="下周一").status_code == 302
    assert send(li, page, to_school=county.units["school_z"], note="").status_code == 422


def test_case_and_child_show_return_placement_plan_and_marks_in_one_strip(county: County) -> None:
    returned = stays(county)
    zhang = sign_in(county, "张镇长")
    child = county.children["both"]
    for path in (f"/children/{child}/", f"{LIST}children/{child}/"):
        said = plain(zhang.get(path))
        assert "2026-09-01 复学" in said
        assert "随班上课并补课" in said
        assert "方案第 1 版（王老师）" in said
        assert "180 天 稳定" in said
    case = the(Return, pk=returned).case_id
    assert f"{LIST}children/{child}/" in text_of(zhang.get(f"/cases/{case}/"))


def test_whoever_is_back_is_asked_no_more_to_come_back(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    case, other = seen_again(county), verified(county, "other_class")
    for key in ("both", "other_class"):
        recorded(county, key, "李校长")
    li = sign_in(county, "李校长")
    assert f"{LIST}cases/{case}/record/" in text_of(li.get(f"/cases/{case}/"))
    record_return(county.ctx("王老师"), case=case, on=DAY, seen_by="王老师", proof=None)
    assert f"{LIST}cases/{case}/record/" not in text_of(li.get(f"/cases/{case}/"))
    assert f"{LIST}cases/{other}/record/" in text_of(li.get(f"/cases/{other}/"))
    county.time.pass_by(days=8)
    ctx = county.ctx("李校长")
    named = lacking_notice(ctx, issue_notice.code, county.units["school_a"], NoticeKind.RETURN)
    assert [each.child for each in named] == [county.children["other_class"]]
    assert failed_without_report(ctx) == (county.children["other_class"],)


def test_a_return_that_was_wrong_is_taken_back(county: County) -> None:
    returned = back(county)
    li = sign_in(county, "李校长")
    assert send(li, f"{LIST}{returned}/withdraw/", reason="认错了人").status_code == 302
    assert "认错了人" in plain(li.get(f"{LIST}{returned}/"))
    assert "没有在跟踪的复学学生" in plain(li.get(LIST))


def test_a_teacher_of_another_school_finds_nothing(county: County) -> None:
    returned = planned(county)
    zhao: Visitor = sign_in(county, "赵老师")
    child, case = county.children["both"], the(Return).case_id
    for path in (f"{returned}/", f"{returned}/follow-up/", f"children/{child}/", f"cases/{case}/record/"):
        assert zhao.get(f"{LIST}{path}").status_code == 404
    assert county.markers["both"][0] not in text_of(zhao.get(LIST))
    placement = the(ReturnPlacement).pk
    assert zhao.post(f"{LIST}reveal/funds/{placement}/").status_code in (403, 404)


def test_a_return_whose_registers_were_corrected_says_so(county: County) -> None:
    returned = back(county)
    li = sign_in(county, "李校长")
    page = f"/returns/{returned}/"
    assert "哪一次都没有见到" not in text_of(li.get(page))
    report = the(ArrivalReport, is_current=True, unit=county.units["class_a"]).pk
    correct(county.ctx("王老师"), report=report, exceptions=said(county, both="absent"), reason="点错了")
    assert "哪一次都没有见到" in text_of(li.get(page))
