"""Homebound instruction on the web: agreements, home teachers, schedules, lessons on a phone, weeks, notes and money."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.special_education.models import (
    HomeboundMoney,
    HomeLesson,
    HomeTeacher,
    HomeTeaching,
    LessonTeacher,
    PlannedLesson,
)
from notoneless.casework.special_education.services import send_teacher
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.enrolment.models import RollEntry
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.rolls import on_roll
from support.special import (
    CRITERIA,
    DOMAINS,
    SUBJECTS,
    home_agreement,
    home_taught,
    lesson,
    placed,
    programmed,
    second_teacher,
    taught,
    teacher_named,
    teacher_ready,
)
from support.visits import picture

LIST = "/special/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def enter(county: County, who: str) -> Visitor:
    """Somebody signs in, also when time has passed since the last time."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states(county: County, duty: str, unit: str = "school_a") -> dict[date, str]:
    """How a unit's duties of a kind stand, reckoned anew, by the day they are due."""
    reckoned(county)
    return {row.due_on: row.state for row in all_of(DutyRow, duty=duty, unit=county.units[unit])}


def stands(county: County, duty: str, unit: str = "school_a") -> set[str]:
    """How all of them stand."""
    return set(states(county, duty, unit).values())


def typed(given: dict[str, Any]) -> dict[str, Any]:
    """What an action is given, as a form sends it."""
    kept = {name: value for name, value in given.items() if name != "special_file" and value is not None}
    several = {
        name: str(kept[name]).split() for name in ("home_teachers", "domains", "criteria", "subjects") if name in kept
    }
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in kept.items()
    } | several


def note(county: County, file: Any, kind: str, said: str = "", value: str = "", who: str = "李校长") -> int:
    """Something noted on the page; the status of the answer."""
    given = {"note_kind": kind, "on": county.time.at.date().isoformat(), "note_value": value, "said": said}
    status: int = send(enter(county, who), f"{LIST}{file}/homebound/note/", **given).status_code
    return status


@pytest.mark.clause("2.12")
def test_home_teaching_is_agreed_with_the_family_assessed_and_planned(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = placed(county)
    li = enter(county, "李校长")
    page = f"{LIST}{file}/homebound/"
    assert "因病休学" in plain(li.get(f"{page}agree/"))
    refused = send(li, f"{page}agree/", **typed(home_agreement(county, signed_on_paper=False)))
    assert refused.status_code == 422
    assert "协议要有签字" in plain(refused)
    assert send(li, f"{page}agree/", **typed(home_agreement(county))).status_code == 302
    assert "送教对象 居家" in plain(li.get(page))
    county.time.pass_by(days=170)
    assert stands(county, "homebound_prepared") == {"broken"}, "there is no programme"


@pytest.mark.clause("2.12")
def test_with_agreement_needs_assessment_and_programme_the_school_has_done_its_duty(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = programmed(county)
    assert (
        send(enter(county, "李校长"), f"{LIST}{file}/homebound/agree/", **typed(home_agreement(county))).status_code
        == 302
    )
    county.time.pass_by(days=170)
    assert stands(county, "homebound_prepared") == {"done"}


@pytest.mark.clause("2.24")
def test_the_school_of_the_roll_sends_teachers_and_who_has_none_is_listed(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = programmed(county)
    teacher_ready(county, "何老师", "village_a", "张镇长")
    li = enter(county, "李校长")
    assert "没有教师" in plain(li.get(f"{LIST}homes/"))
    assert "1 名送教学生还没有教师" in plain(li.get("/today/"))
    page = f"{LIST}{file}/homebound/send/"
    assert "何老师" not in plain(li.get(page)), "by this plan the school of the roll sends them"
    refused = send(li, page, home_teacher=the(HomeTeacher).pk)
    assert refused.status_code == 404
    teacher = teacher_ready(county)
    assert "王老师（清溪镇中心小学）" in plain(li.get(page))
    assert send(li, page, home_teacher=teacher).status_code == 302
    assert "没有教师" not in plain(li.get(f"{LIST}homes/"))
    county.time.pass_by(days=32)
    assert states(county, "homebound_teachers_sent")[date(2026, 9, 30)] == "done"


@pytest.mark.clause("5.08")
def test_where_the_child_lives_teachers_are_sent_from_there(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = programmed(county)
    teacher = teacher_ready(county, "何老师", "village_a", "张镇长")
    zhang = enter(county, "张镇长")
    assert "何老师（柳树村）" in plain(zhang.get(f"{LIST}{file}/homebound/send/"))
    assert send(zhang, f"{LIST}{file}/homebound/send/", home_teacher=teacher).status_code == 302
    county.time.pass_by(days=32)
    assert states(county, "home_teaching_arranged", "town_a")[date(2026, 9, 30)] == "done"


@pytest.mark.clause("5.08")
def test_a_township_that_leaves_a_home_taught_child_without_teacher_breaks_its_duty(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    programmed(county)
    county.time.pass_by(days=32)
    assert states(county, "home_teaching_arranged", "town_a")[date(2026, 9, 30)] == "broken"


@pytest.mark.clause("5.45")
def test_each_criterion_is_checked_before_a_teacher_is_sent(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = programmed(county)
    li = enter(county, "李校长")
    page = f"{LIST}teachers/units/{county.units['school_a']}/name/"
    assert all(each in plain(li.get(page)) for each in CRITERIA.split())
    given = {"teacher_account": county.accounts["王老师"], "is_man": "true"}
    assert send(li, page, **given, criteria=CRITERIA.split()[:4]).status_code == 302
    assert "王老师" not in plain(li.get(page)).split("派谁", 1)[1].split("是否", 1)[0], "who teaches at home already"
    refused = send(li, f"{LIST}{file}/homebound/send/", home_teacher=the(HomeTeacher).pk)
    assert refused.status_code == 422
    assert "选派条件没有对上：经验丰富" in plain(refused)
    county.time.pass_by(days=170)
    assert stands(county, "home_teachers_fit") == {"broken"}


@pytest.mark.clause("5.46")
def test_a_teacher_is_briefed_on_safety_dated_and_signed_before_being_sent(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = programmed(county)
    teacher = teacher_named(county)
    li = enter(county, "李校长")
    refused = send(li, f"{LIST}{file}/homebound/send/", home_teacher=teacher)
    assert "还没有受安全教育：人身安全、交通安全" in plain(refused)
    page = f"{LIST}teachers/{teacher}/brief/"
    unsigned = send(li, page, on="2026-09-01", subjects=SUBJECTS.split(), signed_on_paper="false")
    assert unsigned.status_code == 422
    assert send(li, page, on="2026-09-01", subjects=SUBJECTS.split(), signed_on_paper="true").status_code == 302
    assert "2026-09-01 人身安全 交通安全" in plain(li.get(f"{LIST}teachers/"))
    assert send(li, f"{LIST}{file}/homebound/send/", home_teacher=teacher).status_code == 302
    county.time.pass_by(days=120)
    assert "broken" not in stands(county, "home_teachers_briefed")


@pytest.mark.clause("5.29")
def test_the_term_is_scheduled_by_day_and_hour_and_what_is_taught_is_held_against_it(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    li = enter(county, "李校长")
    page = f"{LIST}{file}/homebound/schedule/"
    for slots, told in (
        ("下周三", "第 1 行要写成"),
        ("2026-09-03 09:00 3\n2026-09-03 14:00 3", "2026-09-03 排了两次"),
        ("2025-09-03 09:00 3", "2025-09-03 不在"),
    ):
        refused = send(li, page, slots=slots, lesson_place="home")
        assert refused.status_code == 422
        assert told in plain(refused)
    assert send(li, page, slots="2026-09-01 09:00 3\n2026-09-08 09:00 3", lesson_place="home").status_code == 302
    assert stands(county, "homebound_scheduled") == {"done"}
    taught(county, file, hours=2)
    assert "已上 2，到今天应上 3" in plain(li.get(f"{LIST}{file}/homebound/"))
    assert send(li, page, slots="2026-09-02 09:00 2", lesson_place="home").status_code == 302
    assert [row.is_replaced for row in sorted(all_of(PlannedLesson), key=lambda row: row.on)] == [True, False, True]


@pytest.mark.clause("5.31")
def test_a_team_that_breaks_the_rule_is_refused_with_the_reason_and_nothing_is_lost(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = programmed(county)
    man, woman = teacher_ready(county), second_teacher(county)
    for teacher in (man, woman):
        send_teacher(county.ctx("李校长"), special_file=file, home_teacher=teacher)
    wang, page = enter(county, "王老师"), f"{LIST}{file}/homebound/record/"
    alone = send(wang, page, **typed(lesson(county, file, home_teachers=str(man))))
    assert alone.status_code == 422
    assert "上门送教至少 2 名教师，现在只有 1 名" in plain(alone)
    assert "认水果" in text_of(alone)
    with owners_eyes():
        HomeTeaching._base_manager.filter(teacher_id=man).update(is_man=False)
    without = send(wang, page, **typed(lesson(county, file)))
    assert without.status_code == 422
    assert "上门送教至少 1 名男教师，现在有 0 名" in plain(without)
    assert not all_of(HomeLesson)
    with owners_eyes():
        HomeTeaching._base_manager.filter(teacher_id=man).update(is_man=True)
    assert send(wang, page, **typed(lesson(county, file))).status_code == 302
    assert len(all_of(LessonTeacher)) == 2


@pytest.mark.clause("5.27")
def test_lessons_cover_the_seven_domains_with_parents_trained_and_exercises_set(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    wang, page = enter(county, "王老师"), f"{LIST}{file}/homebound/record/"
    assert all(each in plain(wang.get(page)) for each in DOMAINS.split())
    none = send(wang, page, **typed(lesson(county, file)) | {"domains": []})
    assert none.status_code == 422
    county.time.pass_by(days=120)
    wang = enter(county, "王老师")
    six = " ".join(DOMAINS.split()[:6])
    assert send(wang, page, **typed(lesson(county, file, domains=six))).status_code == 302
    assert note(county, file, "domain", "", "特长培养") == 422, "why has to be said"
    assert note(county, file, "domain", "孩子还坐不住", "特长培养") == 302
    county.time.pass_by(days=40)
    assert stands(county, "homebound_content") == {"done"}


@pytest.mark.clause("5.47")
def test_each_lesson_cites_the_curriculum_standard_it_follows(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    wang, page = enter(county, "王老师"), f"{LIST}{file}/homebound/record/"
    refused = send(wang, page, **typed(lesson(county, file, standard="")))
    assert refused.status_code == 422
    assert "写明依据哪一类课程标准：盲校义务教育课程标准" in plain(refused)
    assert send(wang, page, **typed(lesson(county, file))).status_code == 302
    assert "培智学校义务教育课程标准" in plain(wang.get(f"{LIST}{file}/homebound/"))
    county.time.pass_by(days=170)
    assert stands(county, "standard_cited") == {"done"}


@pytest.mark.clause("5.28")
def test_content_is_agreed_with_the_family_and_materials_are_recorded(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    county.time.pass_by(days=120)
    taught(county, file)
    assert "识字卡一套" in plain(enter(county, "李校长").get(f"{LIST}{file}/homebound/"))
    county.time.pass_by(days=40)
    assert stands(county, "content_agreed") == {"done"}


@pytest.mark.clause("2.13")
def test_two_visits_of_two_teachers_and_three_hours_each_week_and_what_is_below_is_flagged(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = home_taught(county)
    li, wang = enter(county, "李校长"), enter(county, "王老师")
    assert "0/2" in plain(li.get(f"{LIST}homes/"))
    page = f"{LIST}{file}/homebound/record/"
    assert send(wang, page, **typed(lesson(county, file))).status_code == 302
    assert states(county, "homebound_week")[date(2026, 9, 4)] == "due"
    county.time.pass_by(days=2)
    wang = enter(county, "王老师")
    assert send(wang, page, **typed(lesson(county, file))).status_code == 302
    assert "2/2" in plain(enter(county, "李校长").get(f"{LIST}homes/"))
    assert states(county, "homebound_week")[date(2026, 9, 4)] == "done"
    county.time.pass_by(days=12)
    assert states(county, "homebound_week")[date(2026, 9, 11)] == "broken"
    assert "0/2 少送教" in plain(enter(county, "李校长").get(f"{LIST}{file}/homebound/"))


@pytest.mark.clause("2.13")
def test_a_lesson_that_is_too_short_is_below_the_norm(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = home_taught(county)
    taught(county, file, hours=2)
    county.time.pass_by(days=2)
    taught(county, file)
    county.time.pass_by(days=5)
    assert states(county, "homebound_week")[date(2026, 9, 4)] == "broken"


@pytest.mark.clause("5.23")
def test_a_school_that_teaches_nobody_at_home_owes_no_visits(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    home_taught(county)
    county.time.pass_by(days=5)
    assert states(county, "homebound_week")[date(2026, 9, 4)] == "broken"
    assert states(county, "homebound_week", "school_z") == {}


@pytest.mark.clause("5.23")
def test_one_visit_a_week_and_an_exception_needs_its_reason(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    assert note(county, file, "week") == 422
    assert note(county, file, "week", "孩子住院，医院不让探视") == 302
    county.time.pass_by(days=5)
    assert states(county, "homebound_week")[date(2026, 9, 4)] == "done"
    county.time.pass_by(days=3)
    taught(county, file)
    assert states(county, "homebound_week")[date(2026, 9, 11)] == "done"
    page = plain(enter(county, "陈局长").get(f"{LIST}{file}/homebound/"))
    assert "0/1 已说明原因" in page
    assert "住院" not in page, "what is said opens by need only"


@pytest.mark.clause("2.13", "5.23")
@pytest.mark.parametrize(("also", "shown", "verdict"), [(False, "1/1", "done"), (True, "1/2", "broken")])
def test_one_lesson_is_enough_by_plan_5_and_too_few_where_plan_2_binds_too(
    county: County, also: bool, shown: str, verdict: str
) -> None:
    adopted(county, "陈局长", "county", 5)
    if also:
        adopted(county, "张镇长", "town_a", 2)
    file = home_taught(county)
    wang = enter(county, "王老师")
    assert send(wang, f"{LIST}{file}/homebound/record/", **typed(lesson(county, file))).status_code == 302
    assert shown in plain(enter(county, "李校长").get(f"{LIST}homes/"))
    county.time.pass_by(days=5)
    assert states(county, "homebound_week")[date(2026, 9, 4)] == verdict


@pytest.mark.clause("5.24")
def test_a_lesson_is_given_where_the_plan_says_and_at_a_teaching_point_a_parent_is_there(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    wang, page = enter(county, "王老师"), f"{LIST}{file}/homebound/record/"
    form = plain(wang.get(page))
    assert all(each in form for each in ("家庭", "福利院", "康复机构", "送教点（家长陪同）"))
    alone = send(wang, page, **typed(lesson(county, file, lesson_place="point", accompanied=False)))
    assert alone.status_code == 422
    assert "在送教点学习要有家长陪同" in plain(alone)
    for place in ("point", "rehabilitation"):
        assert send(wang, page, **typed(lesson(county, file, lesson_place=place))).status_code == 302
        county.time.pass_by(days=1)
        wang = enter(county, "王老师")


@pytest.mark.clause("5.26")
def test_at_the_first_visit_the_family_is_heard_and_the_child_assessed_then_a_programme_is_written(
    county: County,
) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    wang = enter(county, "王老师")
    given = typed(lesson(county, file)) | {"interview": "孩子怕生，喜欢音乐"}
    assert send(wang, f"{LIST}{file}/homebound/record/", **given).status_code == 302
    page = plain(enter(county, "李校长").get(f"{LIST}{file}/homebound/"))
    assert "查看访谈" in page
    assert "喜欢音乐" not in page
    assert stands(county, "first_assessment") == {"done"}
    assert stands(county, "first_programme") == {"done"}


@pytest.mark.clause("5.26")
def test_a_first_visit_without_interview_breaks_the_duty(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    taught(county, file)
    county.time.pass_by(days=1)
    assert stands(county, "first_assessment") == {"broken"}


@pytest.mark.clause("5.22")
def test_lessons_are_free_and_the_family_is_asked_whether_it_is_satisfied(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    wang = enter(county, "王老师")
    assert send(wang, f"{LIST}{file}/homebound/record/", **typed(lesson(county, file, fee=20))).status_code == 302
    assert "收费 20 元" in plain(wang.get(f"{LIST}{file}/homebound/"))
    county.time.pass_by(days=32)
    assert states(county, "homebound_free")[date(2026, 9, 30)] == "broken"
    county.time.pass_by(days=90)
    assert note(county, file, "satisfaction", "", "还行") == 422
    assert note(county, file, "satisfaction", "老师很耐心", "satisfied") == 302
    county.time.pass_by(days=40)
    assert stands(county, "homebound_satisfaction") == {"done"}


@pytest.mark.clause("5.33")
def test_the_log_goes_to_parents_and_village_is_kept_and_inspected(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    county.time.pass_by(days=120)
    assert note(county, file, "log_parents") == 302
    assert note(county, file, "log_village") == 302
    assert note(county, file, "log_inspected", "填写完整，缺两处签名", who="张镇长") == 302
    assert note(county, file, "log_kept") == 302
    county.time.pass_by(days=40)
    assert stands(county, "handbooks_handed_over") == {"done"}
    assert stands(county, "handbooks_inspected", "town_a") == {"done"}


@pytest.mark.clause("5.33")
def test_a_log_that_the_village_did_not_get_breaks_the_duty(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    county.time.pass_by(days=120)
    for kind in ("log_parents", "log_kept"):
        assert note(county, file, kind) == 302
    county.time.pass_by(days=40)
    assert stands(county, "handbooks_handed_over") == {"broken"}


@pytest.mark.clause("5.34")
def test_a_child_in_rehabilitation_is_followed_each_month(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    li = enter(county, "李校长")
    given = typed(home_agreement(county, situation="rehabilitation", party_name="县康复中心"))
    assert send(li, f"{LIST}{file}/homebound/agree/", **given).status_code == 302
    assert "康复机构 每月跟踪" in plain(li.get(f"{LIST}{file}/homebound/"))
    assert note(county, file, "tracking", "每天训练两小时，能站一会儿") == 302
    county.time.pass_by(days=61)
    found = states(county, "care_tracked")
    assert (found[date(2026, 9, 30)], found[date(2026, 10, 31)]) == ("done", "broken")


@pytest.mark.clause("5.30")
def test_money_is_spent_on_what_the_plan_names_and_never_more_than_there_is(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    li, unit = enter(county, "李校长"), county.units["school_a"]
    page = f"{LIST}money/{unit}/enter/"
    day = {"on": "2026-09-01"}
    assert send(li, page, **day, money_flow="received", money_use="拨款", yuan="1000", voucher="拨1").status_code == 302
    for given, told in (
        ({"money_use": "拨款", "yuan": "10"}, "经费只用于：教学设备、教材、慰问品、交通补贴、工作补贴"),
        ({"money_use": "教材", "yuan": "1000.01"}, "只剩 1000.00 元，不能超支"),
        ({"money_use": "教材", "yuan": "-5"}, "金额要是大于 0"),
    ):
        refused = send(li, page, **day, money_flow="spent", voucher="", **given)
        assert refused.status_code == 422
        assert told in plain(refused)
    assert send(li, page, **day, money_flow="spent", money_use="交通补贴", yuan="240", voucher="").status_code == 302
    shown = plain(li.get(f"{LIST}money/{unit}/"))
    assert "结余（元） 760" in shown
    assert "国家差旅费管理办法" in shown
    assert "未入账" in shown
    county.time.pass_by(days=170)
    assert stands(county, "homebound_funds") == {"broken"}, "a use without voucher is not accounted for"


def test_money_entered_wrongly_is_reversed_with_a_reason_and_both_entries_stay(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    li, unit = enter(county, "李校长"), county.units["school_a"]
    page = f"{LIST}money/{unit}/"
    came = {"on": "2026-09-01", "money_flow": "received", "money_use": "拨款", "yuan": "1000", "voucher": "拨1"}
    went = {"on": "2026-09-01", "money_flow": "spent", "money_use": "教材", "yuan": "240", "voucher": ""}
    for given in (came, went):
        assert send(li, f"{page}enter/", **given).status_code == 302
    given_on = {row.flow: row.pk for row in all_of(HomeboundMoney)}
    undo = {flow: f"{LIST}money/entries/{pk}/reverse/" for flow, pk in given_on.items()}
    more = send(li, undo["received"], reason="重复登记")
    assert more.status_code == 422
    assert "只剩 760.00 元，不能超支" in plain(more)
    assert "重复登记" in text_of(more), "nothing that was typed is lost"
    assert send(li, undo["spent"], reason="").status_code == 422
    assert send(li, undo["spent"], reason="甲" * 5000).status_code == 422
    assert sign_in(county, "赵老师").get(undo["spent"]).status_code in (403, 404)
    assert send(li, undo["spent"], reason="记到了别的学校").status_code == 302
    shown = plain(li.get(page))
    assert "结余（元） 1000" in shown
    assert "冲销 ：记到了别的学校" in shown.replace("冲销：", "冲销 ：")
    assert "已冲销" in shown
    assert "未入账" not in shown, "what never was needs no voucher"
    again = send(li, undo["spent"], reason="再来一次")
    assert again.status_code == 422
    assert "这一笔已经冲销过" in plain(again)
    [reversal] = [row for row in all_of(HomeboundMoney) if row.reverses_id]
    assert send(li, f"{LIST}money/entries/{reversal.pk}/reverse/", reason="又错了").status_code == 422
    assert send(li, undo["received"], reason="重复登记").status_code == 302
    assert "结余（元） 0" in plain(li.get(page))
    assert len(all_of(HomeboundMoney)) == 4, "nothing is deleted"
    county.time.pass_by(days=170)
    assert stands(county, "homebound_funds") == {"done"}


@pytest.mark.clause("2.15")
def test_the_file_is_complete_with_needs_assessment_programme_record_and_photo(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    on_roll(county)
    file = home_taught(county)
    wang = enter(county, "王老师")
    assert "档案还缺 送教记录 照片" in plain(wang.get(f"{LIST}{file}/homebound/"))
    page, photo = f"{LIST}{file}/homebound/record/", SimpleUploadedFile("a.png", picture(1), "image/png")
    refused = send(wang, page, **typed(lesson(county, file, begins_at="9点")) | {"photo": photo})
    assert refused.status_code == 422
    kept = re.search(r'name="kept_photo" value="([^"]+)"', text_of(refused))
    assert kept, "a photo need not be chosen again"
    film = SimpleUploadedFile("a.png", b"no picture", "image/png")
    assert send(wang, page, **typed(lesson(county, file)) | {"photo": film}).status_code == 422
    assert send(wang, page, **typed(lesson(county, file)), kept_photo=kept[1]).status_code == 302
    assert the(HomeLesson).photo_id is not None
    assert "档案还缺 齐全" in plain(wang.get(f"{LIST}{file}/homebound/"))
    county.time.pass_by(days=170)
    assert stands(county, "homebound_filed") == {"done"}


@pytest.mark.clause("2.14")
def test_the_statistics_form_fills_itself_and_the_township_sums_it_up(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    on_roll(county)
    file = home_taught(county)
    li = enter(county, "李校长")
    assert send(
        li, f"{LIST}{file}/homebound/schedule/", slots="2026-09-03 09:00 3\n2026-09-05 09:00 3", lesson_place="home"
    )
    county.time.pass_by(days=1)
    li, zhang = enter(county, "李校长"), enter(county, "张镇长")
    form = "/statistics/home_teaching/"
    for page in (plain(li.get(f"{form}?school={county.units['school_a']}")), plain(zhang.get(form))):
        assert "慕容甲乙" in page
        assert "王老师、马老师" in page
        assert "第1版" in page
    school = f"{form}?school={county.units['school_a']}"
    signed = send(li, school, f"{form}schools/{county.units['school_a']}/sign/")
    assert signed.status_code == 302
    county.time.pass_by(days=400)
    assert states(county, "homebound_summed", "town_a")[min(states(county, "homebound_summed", "town_a"))] == "done"


@pytest.mark.clause("5.48")
def test_home_teaching_stands_in_the_routine_inspection(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    file = home_taught(county)
    county.time.pass_by(days=120)
    assert note(county, file, "teaching_checked", "教案齐全，记录规范") == 302
    county.time.pass_by(days=40)
    assert stands(county, "homebound_checked") == {"done"}


@pytest.mark.clause("5.32")
def test_every_home_taught_child_is_on_the_roll(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    home_taught(county)
    county.time.pass_by(days=32)
    assert states(county, "homebound_on_roll")[date(2026, 9, 30)] == "broken"
    on_roll(county, on=county.time.at.date())
    assert states(county, "homebound_on_roll")[date(2026, 9, 30)] == "late"


@pytest.mark.clause("5.32")
def test_who_completes_primary_school_is_handed_to_a_middle_school(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    entry = on_roll(county, grade=6)
    file = home_taught(county)
    county.time.pass_by(days=300)
    with owners_eyes():
        RollEntry._base_manager.filter(pk=entry).update(state="completed", left_on=county.time.at.date())
    assert note(county, file, "middle_school") == 422
    county.time.pass_by(days=1)
    assert note(county, file, "middle_school", "", "清溪镇初级中学") == 302
    county.time.pass_by(days=70)
    found = states(county, "homebound_handed_over")
    assert found[min(found)] == "done"


def test_a_teacher_who_was_not_sent_records_nothing_and_another_schools_sees_nothing(county: County) -> None:
    file = home_taught(county)
    given = typed(lesson(county, file))
    he = enter(county, "何老师")
    assert send(he, f"{LIST}{file}/homebound/record/", **given).status_code == 422
    assert not all_of(HomeLesson)
    zhao = enter(county, "赵老师")
    for path in (f"{file}/homebound/", f"{file}/homebound/record/", f"{file}/homebound/note/"):
        assert zhao.get(f"{LIST}{path}").status_code in (403, 404)
    assert "慕容甲乙" not in plain(zhao.get(f"{LIST}homes/"))
    assert zhao.get(f"{LIST}money/{county.units['school_a']}/").status_code in (403, 404)


def test_a_teacher_who_was_relieved_goes_no_more(county: County) -> None:
    file = home_taught(county)
    li = enter(county, "李校长")
    first = next(row for row in all_of(HomeTeaching) if row.file_id == file)
    assert send(li, f"{LIST}{file}/homebound/", f"{LIST}teachings/{first.pk}/relieve/").status_code == 302
    gone = typed(lesson(county, file, home_teachers=str(first.teacher_id)))
    refused = send(li, f"{LIST}{file}/homebound/record/", **gone)
    assert refused.status_code == 422
    assert "先指派再登记" in plain(refused)
    other = next(row for row in all_of(HomeTeacher) if row.pk != first.teacher_id)
    assert send(li, f"{LIST}teachers/", f"{LIST}teachers/{other.pk}/end/").status_code == 302
    assert the(HomeTeacher, pk=other.pk).until_on == DAY
    assert not all_of(HomeTeaching, until_on=None)
