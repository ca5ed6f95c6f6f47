"""The list of today as people see it: what their posts owe and may decide, each line one tap from where it is done."""

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notoneless.casework.early_warning.models import FollowUp
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import found_group, import_staff, leave_post
from notoneless.foundation.plans.services import draft_plan
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.interfaces.frame.pages import FIRST_PAGES
from notoneless.interfaces.today.pages import ways
from notoneless.interfaces.today.pages.approving import APPROVALS
from notoneless.interfaces.today.pages.listing import for_whom
from notoneless.oversight.duties.measures import EVIDENCE
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.duties.services import seal_month
from notoneless.oversight.indicators.services import count_units
from notoneless.policy.judging import State
from notoneless.records.attendance.models import AttendanceMark
from notoneless.records.attendance.services import grant_leave, trace
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.services import transfer_in, transfer_out
from notoneless.records.surveys.services import sign_off
from support import roll_work
from support.attendance import applied, reported
from support.browsing import Visitor, sign_in
from support.cases import proposed, suspected
from support.county import CAST, DAY, County
from support.databases import all_of, is_postgres, owners_eyes, the
from support.early_warning import reckoned as triggers_reckoned
from support.early_warning import task
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.rolls import on_roll, sent
from support.samples import _STAFF, _sheet
from support.surveys import answered_all, cell_of, opened

PAGE = "/today/"
_PARTS = ("已逾期", "今天要办", "下级逾期，已报到您这里", "现在要办", "即将开始", "刚办好")
ADMINISTRATORS = ("系统管理员", "安全管理员", "审计管理员")
LATE = "补报到校情况"
"""What a class teacher is asked for of days that are over: nobody reports any class here."""
QUERIES = 94 if is_postgres() else 93
"""Of the page for somebody with overdue, due and raised duties, one for each measure that they name: however many there are.

One of them asks for all alerts that wait, one for graduates handed to no school, one for drafts that were sent back, one for
what posts owe that nobody holds, one for cases of which a report waits, one for those that came with their child, one for
suspected ones that may be confirmed elsewhere, two for undertakings that were not signed, two for decisions of meetings and
briefings, three for shortcomings and interviews, four for appraisals, appeals against them and what follows from
dropouts, two for complaints and inquiries, seven for where the open cases stand, one for places of groups that no
unit has, the others for what groups, returns, procedures and reports owe. The numbers of the night
tell of classes that never reported a day that is over."""


@pytest.fixture(autouse=True)
def _clock(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the county's time."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture
def bound(county: County) -> County:
    """The county with plans of the county and of a township, forty days on."""
    adopted(county, "陈局长", "county", 5)
    adopted(county, "张镇长", "town_a", 2)
    county.time.pass_by(days=40)
    reckoned(county)
    return county


def main_of(visitor: Visitor, page: str = PAGE) -> str:
    return text_of(visitor.get(page)).split("<main")[1]


def parts(page: str) -> dict[str, str]:
    """Each part of the list by its heading."""
    found = re.findall(r'<h2 class="card-title">(\S+) .*?</h2></div>(.*?)</section>', page, re.DOTALL)
    return dict(found)


def lines(part: str) -> list[tuple[str, str, str]]:
    """Title, for whom, and where each line leads."""
    pattern = r'<a class="duty-do" href="([^"]*)">.*?<b>(.*?)</b>(?:<span class="duty-whom">(.*?)</span>)?'
    return [(title, whom, href.replace("&amp;", "&")) for href, title, whom in re.findall(pattern, part, re.DOTALL)]


def test_everybody_but_the_administrators_comes_to_it_after_signing_in(county: County) -> None:
    for who in CAST:
        if who == "审计管理员":  # no page of theirs but the audit, which others test
            continue
        visitor = sign_in(county, who)
        assert (visitor.get("/")["Location"] == PAGE) is (who not in ADMINISTRATORS), who
        page = text_of(visitor.get(PAGE))
        assert re.findall(r'class="nav-link".*?<span>(.*?)</span>', page, re.DOTALL)[:1] == ["今日待办"], who
    assert FIRST_PAGES[0][1] == "today"


def test_the_overview_is_one_tap_away_for_who_has_one(bound: County) -> None:
    assert 'href="/dashboard/"' in main_of(sign_in(bound, "张镇长"))
    assert 'href="/dashboard/"' not in main_of(sign_in(bound, "王老师"))


def test_a_head_of_school_sees_what_is_overdue_and_due_and_where_it_is_done(bound: County) -> None:
    found = parts(main_of(sign_in(bound, "李校长")))
    assert lines(found["已逾期"]) == [
        ("学校控辍领导小组", "清溪镇中心小学", f"/organizations/groups/?unit={bound.units['school_a']}"),
        ("各校控辍月活动", "清溪镇中心小学", "/activities/"),
        ("向政府和村居反馈信息", "清溪镇中心小学", "/feedback/"),
        ("失学辍学月报（含零报告）", "清溪镇中心小学", "/monthly-returns/"),
        ("多渠道宣传", "清溪镇中心小学", "/activities/"),
        ("学籍无空挂借读", "清溪镇中心小学", "/roll-changes/holes/"),
        ("本月人籍比对", "清溪镇中心小学", f"/roll/schools/{bound.units['school_a']}/differences/"),
        ("三包网络不断链", "清溪镇中心小学", "/organizations/gaps/"),
        ("包保村失学辍学汇总", "清溪镇中心小学", "/villages-found/"),
    ]
    due = ["向政府和村居反馈信息", "失学辍学月报（含零报告）", "学籍无空挂借读", "本月人籍比对", "三包网络不断链"]
    due += ["包保村失学辍学汇总", "年报与残疾儿童档案核对"]
    assert [title for title, _, _ in lines(found["现在要办"])] == due
    assert "逾期27天" in found["已逾期"]
    assert "还有20天" in found["现在要办"]
    assert "暂定" in found["已逾期"]  # no term was entered: the day may move
    assert "区控辍保学工作方案（篇五） 5.02" in found["已逾期"]
    assert "中心校、直属学校、城区辅导组照样建立小组" in found["已逾期"]
    assert "完成的学籍人籍比对 0，需要 1" in found["现在要办"]
    assert "三包链条缺口 2，不能超过 0" in found["现在要办"]


def test_a_township_leader_sees_who_beneath_is_behind(bound: County) -> None:
    page = main_of(sign_in(bound, "张镇长"))
    raised = parts(page)["下级逾期，已报到您这里"]
    [compared] = [href for title, _, href in lines(raised) if title == "本月人籍比对"]
    assert compared.startswith("/compliance/duties/roll_compared/?month=2026-09&version=")
    assert compared.endswith(f"&unit={bound.units['school_a']}")
    assert "清溪镇中心小学 校长 李校长" in raised
    assert "高坪乡" not in page


def test_a_townships_overdue_group_leads_to_which_groups_and_members_are_missing(bound: County) -> None:
    zhang = sign_in(bound, "张镇长")
    [href] = [href for title, _, href in lines(parts(main_of(zhang))["已逾期"]) if title == "乡镇领导小组在册"]
    page = main_of(zhang, href)
    missing = page.split("还没有成立小组的单位", 1)[1].split("现有小组")[0]
    assert re.findall(r'<td><a href="[^"?]*">(.*?)</a>', missing) == ["清溪镇", "清溪镇中心小学"]
    assert f'href="/organizations/groups/?unit={bound.units["school_a"]}#found"' in missing
    assert "高坪乡" not in page
    assert re.search(r'name="unit"[^>]*value="清溪镇"', page)
    assert 'value="控辍保学领导小组"' in page
    day = bound.ctx("张镇长").today
    found_group(bound.ctx("张镇长"), unit=bound.units["town_a"], name="控辍领导小组", goals=None, from_on=day)
    [href] = [href for title, _, href in lines(parts(main_of(zhang))["已逾期"]) if title == "各校校长在组内任职"]
    page = main_of(zhang, href)
    assert "<li>清溪镇中心小学 校长 李校长</li>" in page
    given = {"role": "school_head", "seat": "member", "from_on": day.isoformat()}
    [address] = re.findall(r'action="(/organizations/groups/[^"]*/holders/)"', page)
    assert send(zhang, href, address, **given).status_code == 302
    assert "<li>清溪镇中心小学" not in main_of(zhang, href)


def test_the_county_sees_one_line_for_several_units_that_opens(bound: County) -> None:
    raised = parts(main_of(sign_in(bound, "陈局长")))["下级逾期，已报到您这里"]
    [whom] = [whom for title, whom, _ in lines(raised) if title == "乡镇领导小组在册"]
    assert whom == "清溪镇、高坪乡"
    assert "逐个单位（2）" in raised
    assert "高坪乡 乡镇负责人</small>" in raised  # nobody holds that post: no name


def test_what_a_post_owes_that_nobody_holds_stays_with_all_to_whom_it_was_told(bound: County) -> None:
    [row] = all_of(DutyRow, duty="leading_group", bearer=bound.units["school_a"], state="broken")
    assert row.raised_to_id == bound.units["county"], "it was told to the township and has gone on"
    owed = "清溪镇中心小学 校长"
    zhang = sign_in(bound, "张镇长")
    before = parts(main_of(zhang)).get("下级逾期，已报到您这里", "")
    assert "学校控辍领导小组" not in before, "the head has it on the list"
    leave_post(
        bound.ctx("安全管理员"), post=the(Post, holder__name="李校长").pk, until_on=bound.ctx("安全管理员").today
    )
    raised = parts(main_of(zhang))["下级逾期，已报到您这里"]
    assert "学校控辍领导小组" in raised
    assert owed in raised
    assert "学校控辍领导小组" in parts(main_of(sign_in(bound, "陈局长")))["下级逾期，已报到您这里"]
    assert "学校控辍领导小组" not in main_of(sign_in(bound, "王老师"))


@pytest.mark.parametrize(("who", "room"), [("王老师", "三年级（1）班"), ("赵老师", "四年级（1）班")])
def test_a_class_teacher_owes_only_that_leave_is_closed_by_the_end_of_the_week(
    bound: County, who: str, room: str
) -> None:
    found = parts(main_of(sign_in(bound, who)))
    owed = [line for part in found.values() for line in lines(part) if LATE not in line[0]]
    assert set(owed) <= {("本周请假都已销假", room, "/attendance/leaves/")}
    assert owed


def test_the_weeks_of_a_duty_that_was_not_done_are_one_line_with_their_number_and_first_day(bound: County) -> None:
    rows = all_of(DutyRow, duty="leave_closed", unit=bound.units["class_a"], due_on__lt=DAY + timedelta(days=40))
    with owners_eyes():
        DutyRow._base_manager.filter(pk__in=[row.pk for row in rows]).update(state=State.BROKEN, counted="1")
    assert len(rows) > 4
    class_a = bound.units["class_a"]
    part = parts(main_of(sign_in(bound, "王老师")))["已逾期"]
    assert [line for line in lines(part) if LATE not in line[0]] == [
        ("本周请假都已销假", "三年级（1）班", "/attendance/leaves/")
    ]
    assert f"共 {len(rows)} 期，最早 {min(row.due_on for row in rows)}" in part
    with owners_eyes():
        DutyRow._base_manager.filter(pk__in=[row.pk for row in rows]).update(raised_to=bound.units["school_a"])
    raised = parts(main_of(sign_in(bound, "李校长")))["下级逾期，已报到您这里"]
    [href] = [href for title, _, href in lines(raised) if title == "本周请假都已销假"]
    assert href.startswith("/compliance/duties/leave_closed/?month=2026-09")
    assert str(class_a) in href


@pytest.mark.parametrize("who", ["周支书"])
def test_whoever_owes_nothing_is_told_so(bound: County, who: str) -> None:
    page = main_of(sign_in(bound, who))
    assert "没有要办的" in page
    assert parts(page) == {}
    assert "清溪镇中心小学" not in page.replace("清溪镇中心小学 三年级（1）班 班主任", "")


def test_a_teacher_and_a_group_head_have_their_surveys_in_one_tap(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    survey = opened(county)
    county.time.pass_by(days=120)
    reckoned(county)
    [(title, whom, href)] = lines(parts(main_of(sign_in(county, "吴组长")))["现在要办"])
    assert (title, whom) == ("村民小组摸排", "柳树村一组")
    assert href == f"/surveys/cells/{cell_of(survey, county.units['group_a'])}/"
    [(_, whom, href)] = lines(parts(main_of(sign_in(county, "王老师")))["现在要办"])
    assert (whom, href) == ("三年级（1）班", "/surveys/")  # nobody has opened one from class to class
    [(_, whom, _)] = lines(parts(main_of(sign_in(county, "赵老师")))["现在要办"])
    assert whom == "四年级（1）班"


def test_what_was_just_done_is_not_asked_for_though_nothing_was_reckoned_since(bound: County) -> None:
    li = sign_in(bound, "李校长")
    assert "学校控辍领导小组" in parts(main_of(li))["已逾期"]
    day = bound.ctx("李校长").today
    found_group(bound.ctx("李校长"), unit=bound.units["school_a"], name="控辍领导小组", goals=None, from_on=day)
    found = parts(main_of(li))
    assert "学校控辍领导小组" not in found["已逾期"]
    groups = f"/organizations/groups/?unit={bound.units['school_a']}"
    assert lines(found["刚办好"]) == [("学校控辍领导小组", "清溪镇中心小学", groups)]
    reckoned(bound)
    assert "刚办好" not in parts(main_of(li))


def test_an_absence_to_trace_leads_to_the_pupil_and_the_day(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    reported(county)
    for day in (date(2026, 9, 2), date(2026, 9, 3)):
        county.time.at += timedelta(days=1)
        reported(county, on=day, both="absent")
    county.time.at += timedelta(days=5)
    reckoned(county)
    teacher = sign_in(county, "王老师")
    [(_, whom, href)] = [each for each in lines(parts(main_of(teacher))["已逾期"]) if "缺课追踪" in each[0]]
    room = f"/attendance/classes/{county.units['class_a']}/"
    assert (whom, href) == ("三年级（1）班", f"/attendance/units/{county.units['class_a']}/untraced/")
    listed = main_of(teacher, href)
    assert "慕容甲乙" in listed
    assert re.findall(r'href="([^"]+/morning/)"', listed) == [f"{room}2026-09-0{day}/morning/" for day in (2, 3)]
    school = main_of(sign_in(county, "李校长"), f"/attendance/units/{county.units['school_a']}/untraced/")
    assert "三年级（1）班" in school
    trace(county.ctx("王老师"), mark=the(AttendanceMark, on=date(2026, 9, 2)).pk, traced_to="at_home", note=None)
    assert re.findall(r'href="([^"]+/morning/)"', main_of(teacher, href)) == [f"{room}2026-09-03/morning/"]
    given = {"child": county.children["both"], "first_on": date(2026, 9, 3), "last_on": date(2026, 9, 3)}
    grant_leave(county.ctx("李校长"), leave=applied(county, **given))
    assert "都登记了" in main_of(teacher, href)
    assert sign_in(county, "赵老师").get(href).status_code == 404


def test_a_survey_signed_beneath_counts_at_once_for_the_village_above(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    cell = answered_all(county, "group_b")
    county.time.pass_by(days=120)
    reckoned(county)
    zhang = sign_in(county, "张镇长")
    [whom] = [whom for title, whom, _ in lines(parts(main_of(zhang))["现在要办"]) if title == "本学期逐村摸排"]
    assert whom == "柳树村、石桥村"
    sign_off(county.ctx("周支书"), cell=cell, signed_on=DAY, surveyor=None)
    found = parts(main_of(zhang))
    assert "柳树村" in found["刚办好"]
    assert "柳树村" not in found["现在要办"]
    assert "石桥村" in found["现在要办"]


def test_surveys_to_be_signed_lead_to_the_cells_that_are_lacking(county: County) -> None:
    """From the numbers to follow up, and from a duty of a village, whose groups are the cells."""
    adopted(county, "张镇长", "town_a", 2)
    cell = answered_all(county, "group_b")
    county.time.pass_by(days=120)
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    reckoned(county)
    zhang, town = sign_in(county, "张镇长"), f"/surveys/unsigned/?unit={county.units['town_a']}"
    page = main_of(zhang)
    assert town in {href for title, _, href in lines(page) if "摸排签字" in title}
    assert f"/surveys/unsigned/?unit={county.units['village_a']}" in page
    lacking = main_of(zhang, town)
    assert f'href="/surveys/cells/{cell}/"' in lacking
    assert "吴组长" in lacking
    before = len(re.findall(r'href="/surveys/cells/', lacking))
    sign_off(county.ctx("周支书"), cell=cell, signed_on=DAY, surveyor=None)
    after = main_of(zhang, town)
    assert len(re.findall(r'href="/surveys/cells/', after)) == before - 1
    assert f"/surveys/cells/{cell}/" not in after
    assert sign_in(county, "赵老师").get(town).status_code == 404


def test_of_a_sealed_month_only_what_can_still_be_done_is_asked_for(bound: County) -> None:
    bound.time.pass_by(days=10)
    reckoned(bound)
    li = sign_in(bound, "李校长")
    before = [title for title, _, _ in lines(parts(main_of(li))["已逾期"])]
    assert before == [
        "学校控辍领导小组",
        "各校控辍月活动",
        "向政府和村居反馈信息",
        "失学辍学月报（含零报告）",
        "多渠道宣传",
        "学籍无空挂借读",
        "本月人籍比对",
        "三包网络不断链",
        "包保村失学辍学汇总",
    ]
    for_good = ("学籍无空挂借读", "三包网络不断链")  # a chain or an entry that was not in order then was not for good
    later = [title for title in before if title not in for_good]
    seal_month(bound.ctx("陈局长"), unit=bound.units["county"], month=date(2026, 9, 1))
    assert [title for title, _, _ in lines(parts(main_of(li))["已逾期"])] == later
    day = bound.ctx("李校长").today
    found_group(bound.ctx("李校长"), unit=bound.units["school_a"], name="控辍领导小组", goals=None, from_on=day)
    assert [title for title, _, _ in lines(parts(main_of(li))["已逾期"])] == later[1:]


# what waits to be approved


def test_a_close_out_waits_for_another_and_never_for_who_proposed_it(county: County) -> None:
    case = proposed(county)
    page = main_of(sign_in(county, "张镇长"))
    assert ("审批 1 个销号申请", "", f"/cases/{case}/") in lines(parts(page)["现在要办"])
    assert not [marker for marker in county.markers["both"] if marker in page]
    for who in ("陈局长", "李校长", "王老师", "赵老师"):
        assert "销号申请" not in main_of(sign_in(county, who)), who


def test_a_transfer_waits_for_the_school_that_sent_it_and_the_county(county: County) -> None:
    sent(county)
    li = sign_in(county, "李校长")
    [line] = [each for each in lines(main_of(li)) if "接收学校" in each[0]]
    assert line == ("确认 1 名已转出学生的接收学校", "", f"/roll/not-confirmed/?unit={county.units['school_a']}")
    page = main_of(li, line[2])
    [form] = re.findall(r'href="(/roll/children/[^"]*/transfer_in/)"', page)
    assert county.children["both"].hex in form.replace("-", "")
    assert li.get(form).status_code == 200
    assert "确认 1 名" in main_of(sign_in(county, "陈局长"))
    assert "接收学校" not in main_of(sign_in(county, "王老师"))


def test_a_pupil_whose_transfer_nobody_confirmed_stands_once_on_the_list_of_the_head(county: County) -> None:
    sent(county)
    triggers_reckoned(county)
    head = sign_in(county, "李校长")
    assert "确认 1 名已转出学生的接收学校" in main_of(head)
    assert "转出未确认" not in main_of(head)
    assert "慕容甲乙" in main_of(head, "/follow-ups/"), "it is one of the tasks all the same"
    transfer_in(
        county.ctx("陈局长"),
        entry=the(RollEntry).pk,
        on=DAY,
        unit=county.units["class_z"],
        grade=3,
        destination=None,
        proof=None,
    )
    triggers_reckoned(county)
    assert "接收学校" not in main_of(head)
    assert "慕容甲乙" not in main_of(head, "/follow-ups/")


def test_transfers_of_several_schools_lead_to_all_their_pupils_each_with_a_button(county: County) -> None:
    sent(county)
    transfer_out(county.ctx("陈局长"), entry=on_roll(county, "far"), on=DAY, destination="外县一中")
    chen = sign_in(county, "陈局长")
    [href] = [href for title, _, href in lines(main_of(chen)) if "接收学校" in title]
    assert href == "/roll/not-confirmed/"
    page = main_of(chen, href)
    assert [page.count(county.markers[child][0]) > 0 for child in ("both", "far")] == [True, True]
    assert len(re.findall(r'href="/roll/children/[^"]*/transfer_in/"', page)) == 2
    zhao = main_of(sign_in(county, "赵老师"), href)
    assert county.markers["both"][0] not in zhao
    assert "transfer_in" not in zhao
    assert "没有待确认的" in main_of(
        sign_in(county, "李校长"), "/roll/not-confirmed/?unit=" + str(county.units["school_z"])
    )


def test_a_draft_waits_for_who_may_adopt_it_at_its_own_unit(county: County) -> None:
    version = draft_plan(county.ctx("张镇长"), unit=county.units["town_a"], key="model/plan_2")
    assert lines(parts(main_of(sign_in(county, "张镇长")))["现在要办"]) == [
        ("决定是否采用方案草稿：乡镇控辍保学方案（篇二）", "", f"/plans/versions/{version}/")
    ]
    assert "方案草稿" not in main_of(sign_in(county, "陈局长"))


def test_proposed_posts_wait_for_the_security_administrator(county: County) -> None:
    import_staff(county.ctx("系统管理员"), **_sheet(county, "系统管理员", _STAFF))
    assert lines(parts(main_of(sign_in(county, "安全管理员")))["现在要办"]) == [
        ("确认 1 个待任职务", "", "/organizations/proposals/")
    ]
    assert "待任职务" not in main_of(sign_in(county, "系统管理员"))


def test_what_waits_to_be_approved_and_the_numbers_stand_in_the_one_list_by_their_day(bound: County) -> None:
    """A transfer is to be confirmed within 14 days, leave to be decided before it begins; whoever waits comes before days."""
    begins = bound.ctx("李校长").today + timedelta(days=1)
    applied(bound, first_on=begins, last_on=begins + timedelta(days=5))
    sent(bound)
    count_units(bound.ctx("陈局长"), unit=bound.units["county"])

    def told() -> tuple[dict[str, str], dict[str, str]]:
        """For each line its part and how long there is."""
        Authenticator.objects.all().delete()
        where, days = {}, {}
        for name, part in parts(main_of(sign_in(bound, "李校长"))).items():
            for line in part.split('<li class="duty">')[1:]:
                [title] = re.findall(r"<b>(.*?)</b>", line)[:1]
                where[title], days[title] = name, line
        return where, days

    transfer, leave = "确认 1 名已转出学生的接收学校", "1 个假要校长准"
    where, days = told()
    assert where[leave] == "现在要办"
    assert ">明天<" in days[leave]
    bound.time.pass_by(days=1)
    where, days = told()
    assert where[leave] == "今天要办"
    assert ">今天<" in days[leave]
    bound.time.pass_by(days=20)
    where, days = told()
    assert where[leave] == where[transfer] == "已逾期"
    assert "逾期20天" in days[leave]
    assert list(where.values()) == sorted(where.values(), key=_PARTS.index)


def test_of_what_has_no_day_that_for_which_somebody_waits_comes_first_and_numbers_last(bound: County) -> None:
    suspected(bound, "both")
    draft_plan(bound.ctx("张镇长"), unit=bound.units["town_a"], key="model/plan_2")
    count_units(bound.ctx("陈局长"), unit=bound.units["county"])
    titles = [title for title, _, _ in lines(parts(main_of(sign_in(bound, "张镇长")))["现在要办"])]
    assert titles[0].startswith("决定是否采用方案草稿")
    numbers = [at for at, title in enumerate(titles) if title.startswith(("核实 1 名疑似辍学", "核对 2 名未编班"))]
    assert "个班次没有报到校情况" in titles[-2]
    assert numbers == [len(titles) - 3, len(titles) - 1] != [1, 3]


# ways


def test_every_measure_that_is_counted_has_a_way(county: County) -> None:
    waysless = [code for code in EVIDENCE if not any(code.startswith(way.begins) for way in ways.WAYS)]
    assert waysless == []


def test_every_way_leads_to_a_page_and_is_needed(bound: County) -> None:
    unit = bound.units["school_a"]
    chen = sign_in(bound, "陈局长")
    for way in ways.WAYS:
        may = "county_officer" in ROLES.allowing(way.need)
        for address in (way.leads(ways.Places(), unit), way.leads(ways.Places(), None)):
            assert chen.get(address).status_code == (200 if may else 403), address
        assert ROLES.allowing(way.need), way.begins
        assert any(code.startswith(way.begins) for code in EVIDENCE), way.begins


def test_every_approval_is_a_permission_that_somebody_has(county: County) -> None:
    from notoneless.foundation.access.roles import ROLES

    assert all(ROLES.allowing(code) for code, _ in APPROVALS)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["甲"], "甲"),
        (["甲", "乙", "丙"], "甲、乙、丙"),
        (["甲", "乙", "丙", "丁"], "甲、乙等 4 个单位"),
    ],
)
def test_few_units_are_named_and_many_counted(names: list[str], told: str) -> None:
    assert for_whom(names) == told


# what it costs


def asked(visitor: Visitor) -> int:
    visitor.get(PAGE)  # what is kept of plans and settings is kept now
    with CaptureQueriesContext(connection) as found:
        assert visitor.get(PAGE).status_code == 200
    return len([each for each in found.captured_queries if "set_config" not in each["sql"]])


def test_the_page_asks_as_much_for_much_as_for_little(bound: County) -> None:
    first = {who: asked(sign_in(bound, who)) for who in ("李校长", "张镇长", "陈局长")}
    assert max(first.values()) <= QUERIES, first
    bound.time.pass_by(days=31)  # a month more of each duty
    reckoned(bound)
    Authenticator.objects.all().delete()
    later = {who: asked(sign_in(bound, who)) for who in first}
    assert max(later.values()) <= QUERIES, later


def test_what_the_numbers_tell_to_follow_up_stands_on_the_list_too(county: County) -> None:
    suspected(county, "both")
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    for who in ("周支书", "李校长"):
        page = main_of(sign_in(county, who))
        assert "没有要办的" not in page, who
        assert re.search(r'href="/cases/\?state=suspected[^"]*">.{0,80}核实 1 名疑似辍学的儿童', page, re.DOTALL), who


def test_an_overdue_measure_of_a_roll_work_plan_is_on_the_list_of_who_bears_it(county: County) -> None:
    roll_work.adopted(county)
    county.time.pass_by(days=(roll_work.LAST_DUE - DAY).days + 10)
    page = main_of(sign_in(county, "王老师"))
    assert parts(page)["已逾期"].count("逾期10天") == 1
    others = parts(main_of(sign_in(county, "赵老师")))["已逾期"]
    assert all(LATE in title for title, _, _ in lines(others))


def test_what_rooms_have_to_do_stands_where_its_day_puts_it_and_a_pupil_s_cause_in_one_line(county: County) -> None:
    roll_work.adopted(county)
    path = f"/follow-ups/{task(county)}/"
    teacher = sign_in(county, "王老师")
    [words] = [title for title, _, href in lines(parts(main_of(teacher))["今天要办"]) if href == path]
    assert words == "慕容甲乙：联系家长"
    county.time.pass_by(days=(roll_work.LAST_DUE - DAY).days + 3)
    Authenticator.objects.filter(user_id=county.accounts["王老师"]).delete()  # to sign in once more
    row, later = the(FollowUp, trigger="contact"), county.ctx("王老师").today - timedelta(days=2)
    row.pk, row.since, row.stands_on, row.due_on = county.ids.new(), later, later, later
    with owners_eyes():  # the same cause again, some days later
        row.save(force_insert=True)
    page = main_of(sign_in(county, "王老师"))
    overdue = parts(page)["已逾期"]
    assert [(title, href) for title, _, href in lines(overdue) if title == words] == [(words, path)]
    assert overdue.count(f"限 {DAY + timedelta(days=1)}") == overdue.count(f"限 {later}") == 1
    assert words not in parts(page).get("现在要办", "")
    days = [int(each) for each in re.findall(r"逾期(\d+)天", overdue)]
    assert len(days) > 1
    assert days == sorted(days, reverse=True), "duties of plans and tasks of pupils alike"
