"""Inspections on the web (1.05, 1.08, 5.41): checklists, what is found, mending with proof and who looks at it."""

from datetime import date, timedelta
from typing import Any

import pytest

from notoneless.oversight.supervision.models import Inspection, Shortcoming
from notoneless.oversight.supervision.rules.kinds import InspectionKind, checklist
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.supervision import checked, director, found, inspected, mended, paper_file, plain, settled, states

LIST, OPEN = "/supervision/inspections/", "/supervision/shortcomings/"


def filled(kind: InspectionKind, **marks: str) -> dict[str, str]:
    """A checklist as its form sends it."""
    return {item: marks.get(item, "good") for item in checklist(kind)}


def dated(day: date) -> str:
    return day.isoformat()


@pytest.mark.clause("1.08")
def test_a_safety_check_lists_hazards_with_who_mends_each_by_when_until_it_is_closed(county: County) -> None:
    adopted(county, plan=1)
    reckoned(county)
    assert states(county, "safety_checked") == {"due"}
    li, sun = sign_in(county, "李校长"), sign_in(county, director(county))
    given = {"unit": str(county.units["school_a"]), "on": dated(DAY), "note": ""}
    form = "/supervision/checks/new/safety/"
    half = send(sun, form, **given, **filled(InspectionKind.SAFETY) | {"fire": ""})
    assert (half.status_code, "清单填写有误" in plain(half)) == (422, True)
    assert send(sun, form, **given, **filled(InspectionKind.SAFETY, fire="lacking")).status_code == 302
    check = the(Inspection)
    hazard = {"matter": "hazard", "what": "三楼灭火器过期", "mender": "总务主任"}
    early = send(sun, f"{LIST}{check.pk}/find/", **hazard, mend_by=dated(DAY - timedelta(days=1)))
    assert (early.status_code, "整改日期不能早于发现日期" in plain(early)) == (422, True)
    assert "三楼灭火器过期" in text_of(early), "what was typed stays"
    assert send(sun, f"{LIST}{check.pk}/find/", **hazard, mend_by=dated(DAY + timedelta(days=5))).status_code == 302
    reckoned(county)
    assert states(county, "safety_checked") == {"done"}
    row = the(Shortcoming)
    assert "三楼灭火器过期" in plain(li.get(OPEN))
    assert "总务主任" in plain(li.get(OPEN))
    county.time.pass_by(days=10)
    sun, li = sign_in(county, "孙主任"), sign_in(county, "王老师")
    assert "整改已逾期" in plain(sun.get(f"{OPEN}{row.pk}/"))
    reckoned(county)
    assert states(county, "hazards_mended") == {"due"}, "its month is not over"
    told = {"on": dated(DAY + timedelta(days=9)), "note": "换了新的"}
    assert "请先选择文件" in plain(send(sun, f"{OPEN}{row.pk}/mend/", **told))
    assert send(sun, f"{OPEN}{row.pk}/mend/", **told, proof=paper_file()).status_code == 302
    own = send(sun, f"{OPEN}{row.pk}/accept/", note="")
    assert (own.status_code, "自己报的整改不能自己验收" in plain(own)) == (422, True)


def test_schools_are_offered_before_classes_and_none_is_crowded_out(county: County) -> None:
    page = text_of(sign_in(county, "陈局长").get("/supervision/inspections/new/routine/"))
    places = [page.index(str(county.units[name])) for name in ("school_a", "class_a")]
    assert places == sorted(places)
    assert page.index("高坪乡中心小学<") < page.index("清溪镇中心小学 三年级（1）班<")


def test_somebody_else_closes_what_was_mended(county: County) -> None:
    row = mended(county, found(county, checked(county), who=director(county)), who=director(county))
    li = sign_in(county, "李校长")
    assert "1 项整改待验收" in plain(li.get("/today/"))
    assert send(li, f"{OPEN}{row}/send-back/", note="照片看不清").status_code == 302
    assert "退回 照片看不清" in plain(li.get(f"{OPEN}{row}/"))
    mended(county, row, who="孙主任")
    assert send(li, f"{OPEN}{row}/accept/", note="").status_code == 302
    assert "已销账 1" in plain(li.get(f"{OPEN}?show=closed"))
    assert "消防栓没有水" in plain(li.get(f"{OPEN}?show=closed"))
    twice = send(li, f"{OPEN}{row}/accept/", note="")
    assert "这个问题已经销账" in plain(twice)


def test_homebound_lessons_are_looked_at_item_by_item_and_what_lacks_is_somebodys(county: County) -> None:
    chen, unit = sign_in(county, "陈局长"), str(county.units["school_a"])
    given = {"unit": unit, "on": dated(DAY), "note": ""}
    form = f"{LIST}new/homebound/"
    assert send(chen, form, **given).status_code == 422, "each item is answered"
    filled_in = filled(InspectionKind.HOMEBOUND, two_teachers="lacking")
    assert send(chen, form, **given, **filled_in).status_code == 302
    row = the(Inspection)
    assert (row.kind, row.is_own) == ("homebound", False)
    assert "送教质量" in plain(sign_in(county, "李校长").get(LIST))
    assert "送教质量" not in plain(sign_in(county, "赵老师").get(LIST))


@pytest.mark.clause("1.05")
def test_homework_is_checked_class_by_class_and_an_excess_is_followed_until_mended(county: County) -> None:
    adopted(county, plan=1)
    settled(county, homework_minutes="1-2=0 3-6=60")
    sun = sign_in(county, director(county))
    timetable = f"/supervision/conduct/{county.units['class_a']}/timetable/"
    assert send(sun, timetable, grade="3", from_on=dated(DAY), hours="语文=7").status_code == 302
    form, room = "/supervision/checks/new/homework/", str(county.units["class_a"])
    given = {"unit": room, "on": dated(DAY), "is_excess_said": "false", **filled(InspectionKind.HOMEWORK)}
    nobody = send(sun, form, **given, homework="95", mender="", mend_by="", note="")
    assert (nobody.status_code, "超标的要写明谁整改" in plain(nobody)) == (422, True)
    assert all_of(Inspection) == []
    told = {"mender": "王老师", "mend_by": dated(DAY + timedelta(days=7)), "note": ""}
    assert send(sun, form, **given, homework="95", **told).status_code == 302
    reckoned(county)
    assert states(county, "homework_checked", "class_a") == {"done"}
    assert states(county, "homework_checked", "class_b") == {"due"}
    assert states(county, "homework_mended") == {"due"}
    wang = sign_in(county, "王老师")
    assert "95 分钟（09-01 查） 超标" in plain(wang.get("/supervision/conduct/"))
    row = the(Shortcoming)
    mended(county, row.pk, who="孙主任")
    li = sign_in(county, "李校长")
    assert send(li, f"{OPEN}{row.pk}/accept/", note="重新抽查，40分钟").status_code == 302
    reckoned(county)
    assert states(county, "homework_mended") == {"done"}


@pytest.mark.clause("5.41")
def test_routine_inspections_are_months_of_the_plan_and_a_term_begins_with_one(county: County) -> None:
    adopted(county, who="陈局长", unit="county", plan=5)
    reckoned(county)
    assert "due" in states(county, "routine_inspection", "county")
    assert "due" in states(county, "term_start_inspection", "county")
    checked(county)
    reckoned(county)
    assert "done" not in states(county, "routine_inspection", "county"), "what a school checks itself is no inspection"
    chen, unit = sign_in(county, "陈局长"), str(county.units["school_a"])
    kind = InspectionKind.TERM_START
    given = {"unit": unit, "on": dated(DAY), "note": "", **filled(kind, fire="lacking")}
    assert send(chen, f"{LIST}new/term_start/", **given).status_code == 302
    reckoned(county)
    assert "done" in states(county, "term_start_inspection", "county")
    assert "done" in states(county, "routine_inspection", "county")
    assert "开学重点督查" in plain(sign_in(county, "李校长").get(LIST))
    assert "开学重点督查" not in plain(sign_in(county, "赵老师").get(LIST))


def test_nobody_inspects_the_own_school_and_nobody_else_sees_it(county: County) -> None:
    row, li = inspected(county), sign_in(county, "李校长")
    assert li.get(f"{LIST}new/routine/").status_code == 403
    shown = send(li, f"{LIST}{row}/find/", matter="hazard", what="没有问题", mender="无", mend_by=dated(DAY))
    assert (shown.status_code, "由上级办理" in plain(shown)) == (422, True)
    zhao = sign_in(county, "赵老师")
    assert zhao.get(f"{LIST}{row}/").status_code == 404
    assert zhao.get(f"{OPEN}{found(county, row)}/").status_code == 404


def test_a_head_does_not_close_what_the_bureau_found_in_a_class(county: County) -> None:
    row = mended(county, found(county, inspected(county, unit="class_a")), who=director(county))
    shown = send(sign_in(county, "李校长"), f"{OPEN}{row}/accept/", note="")
    assert (shown.status_code, "由上级办理" in plain(shown)) == (422, True)
    assert send(sign_in(county, "张镇长"), f"{OPEN}{row}/accept/", note="").status_code == 302


def test_an_inspection_that_found_something_is_not_taken_back(county: County) -> None:
    row, empty = inspected(county), inspected(county, "safety")
    found(county, row)
    chen = sign_in(county, "陈局长")
    kept = send(chen, f"{LIST}{row}/withdraw/", reason="写错")
    assert "不能撤销" in plain(kept)
    assert send(chen, f"{LIST}{empty}/withdraw/", reason="写错学校").status_code == 302
    assert "已撤销：写错学校" in plain(chen.get(f"{LIST}{empty}/"))
    assert send(chen, f"{LIST}{row}/conclude/").status_code == 302
    again: Any = send(chen, f"{LIST}{row}/conclude/")
    assert "这次督查已经结束" in plain(again)
