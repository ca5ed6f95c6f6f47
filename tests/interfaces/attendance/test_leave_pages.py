"""Leave on the web, where it meets a move to another class and the registers."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from notoneless.casework.early_warning.models import FollowUp
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.services import open_account
from notoneless.foundation.people.services import add_guardian, place_child, register_child
from notoneless.foundation.sealing.models import opened
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.attendance.models import AbsenceTrace, ArrivalReport, AttendanceMark, Leave
from notoneless.records.attendance.services import amend, report
from support.attendance import applied, appoint_teacher, granted, post_of, reported, substituted
from support.browsing import sign_in
from support.county import DAY, County, made_up_id
from support.databases import all_of, the
from support.early_warning import delivered
from support.early_warning import reckoned as reckoned_tasks
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.roll_work import prefixed

NEXT = DAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave is of today, so the pages live in the time of the county, signing in included."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def page_of(county: County, on: date = DAY, unit: str = "class_a") -> str:
    return f"/attendance/classes/{county.units[unit]}/{on}/morning/"


def fields(county: County, **marks: str) -> dict[str, str]:
    """What the form of a class sends: by key of the child a mark, or `mark/reason`."""
    found = {}
    for key, text in marks.items():
        child = county.children[key].hex
        mark, _, reason = text.partition("/")
        found |= {f"m-{child}": mark, f"r-{child}": reason}
    return found


def plain(answer: Any) -> str:
    """What the main part of a page says, without its marks."""
    text = text_of(answer)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.split("<main")[-1].split('class="toasts"')[0]))


def to(county: County, day: date) -> None:
    county.time.at += timedelta(days=(day - county.ctx("王老师").today).days)


def moved(county: County, key: str = "both", on: date = NEXT, who: str = "代课老师") -> None:
    """A pupil of 王老师 goes over to the other class of the school, which somebody else teaches."""
    appoint_teacher(county, who)
    place_child(county.ctx("陈局长"), child=county.children[key], unit=county.units["class_b"], from_on=on)


# leave goes with the child


def test_the_teacher_of_the_new_class_has_the_leave_of_who_has_moved_there_and_the_old_one_no_more(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave = f"/attendance/leaves/{granted(county, 3)}/"
    moved(county)
    to(county, NEXT)
    new, old, head = sign_in(county, "代课老师"), sign_in(county, "王老师"), sign_in(county, "李校长")
    assert "慕容甲乙" in plain(new.get("/attendance/leaves/"))
    assert "三年级（2）班" in plain(head.get(leave))
    assert "假至 09-03" in plain(new.get(page_of(county, NEXT, "class_b")))
    assert "慕容甲乙" not in plain(old.get("/attendance/leaves/"))
    assert old.get(leave).status_code == 404
    assert old.post(f"{leave}close/", {"on": NEXT}).status_code == 404
    later = {"last_on": NEXT + timedelta(days=2), "reason": "还没好"}
    assert send(head, leave, f"{leave}extend/", **later).status_code == 302
    assert "续假" in plain(new.get(leave))
    # being seen in the new class ends it, as it would have in the old one
    send(new, page_of(county, NEXT, "class_b"), **fields(county, both="present"))
    assert (the(Leave).state, the(Leave).closed_on) == ("closed", NEXT)
    monkeypatch.undo()  # who a person is, is proved by the machine's clock
    assert sign_in(county, "代课老师").post(f"{leave}note/").status_code == 200
    assert sign_in(county, "王老师").post(f"{leave}note/").status_code == 404


def test_leave_that_a_teacher_may_not_extend_leads_to_asking_the_head_for_the_days_after(county: County) -> None:
    leave = f"/attendance/leaves/{granted(county, 2)}/"
    wang, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    last = DAY + timedelta(days=6)
    refused = send(wang, leave, f"{leave}extend/", last_on=last, reason="还没好")
    assert refused.status_code == 409
    assert "续的这几天请另登记一次请假" in plain(refused)
    [form] = set(re.findall(r'href="(/attendance/children/[^"]+after=[^"]+)"', text_of(refused).replace("&amp;", "&")))
    shown = text_of(wang.get(form))
    assert re.findall(r'name="(?:first|last)_on"[^>]* value="([\d-]+)"', shown) == ["2026-09-03", str(last)]
    asked = {"first_on": "2026-09-03", "last_on": str(last), "reason": "sick"}
    made = send(wang, form, **asked)["Location"]
    assert "超过 3 天，请校长准假" in plain(wang.get(made))
    assert send(head, made, f"{made}grant/").status_code == 302
    assert the(Leave, first_on=date(2026, 9, 3)).state == "granted"
    # whose leave it is not, and who grants it anyway, is not led there
    assert wang.get(form.replace(str(county.children["both"]), str(county.children["class_only"]))).status_code == 404
    assert wang.get(f"/attendance/children/{county.children['both']}/leave/?after=x").status_code == 404
    assert "登记后面几天的请假" not in plain(head.get(leave))
    assert "登记后面几天的请假" in plain(wang.get(leave))


def test_the_village_sees_the_leave_of_its_child_wherever_that_goes_to_school(county: County) -> None:
    leave = granted(county, 3)
    moved(county)
    to(county, NEXT)
    assert "2026-09-01–2026-09-03" in plain(sign_in(county, "周支书").get(f"/children/{county.children['both']}/"))
    assert sign_in(county, "赵老师").get(f"/attendance/leaves/{leave}/").status_code == 404


@pytest.mark.clause("5.38")
def test_leave_that_has_run_out_is_owed_by_the_class_the_pupil_is_in(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    granted(county, 2)
    moved(county)
    to(county, DAY + timedelta(days=7))
    reckoned(county)
    week = {row.unit_id: row.state for row in all_of(DutyRow, duty="leave_closed") if row.due_on == date(2026, 9, 4)}
    assert week[county.units["class_a"]] != "broken"
    assert week[county.units["class_b"]] == "broken"


def test_a_late_report_of_the_class_before_closes_the_leave_of_who_has_moved_by_who_sees_both(county: County) -> None:
    leave = granted(county, 1)
    moved(county, on=DAY + timedelta(days=2))
    to(county, DAY + timedelta(days=2))
    reckoned_tasks(county)
    late = page_of(county, NEXT)
    # the teacher of the class before sees the pupil no more, and is not asked about one who has gone
    assert "慕容甲乙" not in plain(sign_in(county, "王老师").get(late))
    given = {"unit": county.units["class_a"], "on": NEXT, "session": "morning", "exceptions": "", "reason": "补报"}
    amend(county.ctx("李校长"), **given, report=None)
    assert (the(Leave, pk=leave).state, the(Leave, pk=leave).closed_on) == ("closed", NEXT)
    delivered(county)
    assert not [row for row in all_of(FollowUp, trigger="leave_expired") if row.state != "ended"]


# corrections


def test_a_correction_leaves_alone_what_was_said_of_who_has_moved_to_another_class(county: County) -> None:
    reported(county, both="absent/unwilling/不想来")
    moved(county)
    to(county, NEXT)
    page = f"{page_of(county)}correct/"
    wang = sign_in(county, "王老师")
    assert "慕容甲乙" not in plain(wang.get(page))
    assert send(wang, page, **fields(county, class_only="late/road"), why="九点到的").status_code == 302
    row = the(ArrivalReport, is_current=True)
    assert (row.absent, row.late) == (1, 1)
    mark = the(AttendanceMark, is_current=True, child_id=county.children["both"])
    assert (mark.kind, mark.reason) == ("absent", "unwilling")
    assert opened(mark.same_as, "note") == "不想来"
    assert not all_of(AbsenceTrace)  # nobody has seen the pupil


def test_correcting_one_pupil_does_not_put_another_on_leave_who_was_seen(county: County) -> None:
    granted(county, 3)
    reported(county, who="李校长", class_only="absent")  # 慕容甲乙 came although there was leave
    the(Leave)
    granted(county, 2)  # and has leave again, which covers the same day
    form = text_of(sign_in(county, "王老师").get(f"{page_of(county)}correct/"))
    child = county.children["both"].hex
    assert f'name="m-{child}" value="present" checked' in form
    assert f'name="m-{child}" value="leave" checked' not in form


def test_a_correction_made_from_a_report_that_somebody_has_changed_meanwhile_is_refused_and_shows_both(
    county: County,
) -> None:
    reported(county, both="absent")
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    page = f"{page_of(county)}correct/"
    hidden = dict(re.findall(r'name="(request|made_from)" value="([^"]*)"', text_of(wang.get(page))))
    others = fields(county, both="leave/sick", class_only="late/road")
    assert send(li, page, **others, why="家长来电").status_code == 302
    mine = fields(county, both="present", class_only="present") | {"why": "记错了人"}
    answer = wang.post(page, {**mine, **hidden})
    assert answer.status_code == 409
    told = plain(answer)
    assert "这份报告刚被别人改过" in told
    assert "李校长刚才写的" in told
    assert "家长来电" in told
    assert re.search(r"慕容甲乙 请假 [^ ]+", told)
    assert 'value="记错了人"' in text_of(answer)
    assert f'name="m-{county.children["both"].hex}" value="present" checked' in text_of(answer)
    assert the(ArrivalReport, is_current=True).on_leave == 1
    # having seen it, one may correct it
    again = dict(re.findall(r'name="(request|made_from)" value="([^"]*)"', text_of(answer)))
    assert wang.post(page, {**mine, **again}).status_code == 302
    assert the(ArrivalReport, is_current=True).on_leave == 0


def test_a_correction_takes_no_report_of_another_class(county: County) -> None:
    reported(county, both="absent")
    others = reported(county, unit="class_b", who="李校长")
    page = f"{page_of(county)}correct/"
    for who in ("王老师", "李校长"):
        visitor = sign_in(county, who)
        hidden = dict(re.findall(r'name="(request|made_from)" value="([^"]*)"', text_of(visitor.get(page))))
        sent = {**fields(county, both="present"), **hidden, "made_from": str(others), "why": "记错了人"}
        assert visitor.post(page, sent).status_code == 404
    given = {"unit": county.units["class_a"], "on": DAY, "session": "morning", "exceptions": "", "reason": "补报"}
    with pytest.raises(Refused):
        amend(county.ctx("李校长"), **given, report=others)
    assert {row.unit_id: row.absent for row in all_of(ArrivalReport)} == {
        county.units["class_a"]: 1,
        county.units["class_b"]: 0,
    }


def test_the_head_does_not_amend_over_a_report_that_came_in_meanwhile(county: County) -> None:
    to(county, DAY + timedelta(days=30))
    li = sign_in(county, "李校长")
    page = f"{page_of(county)}correct/"
    hidden = dict(re.findall(r'name="(request|made_from)" value="([^"]*)"', text_of(li.get(page))))
    given = {"unit": county.units["class_a"], "on": DAY, "session": "morning", "exceptions": "", "reason": "补报"}
    amend(county.ctx("李校长"), **given)
    answer = li.post(page, {**fields(county, both="absent"), "why": "补", **hidden})
    assert answer.status_code == 409
    assert "全部到校" in plain(answer)


# leave and register


def test_leave_granted_after_the_pupil_was_marked_absent_is_told_and_ends_the_task_of_turning_to_the_family(
    county: County,
) -> None:
    reported(county, both="absent")
    reckoned_tasks(county)
    assert the(FollowUp, trigger="contact").state == "due"
    leave = granted(county, 2)
    wang = sign_in(county, "王老师")
    page = plain(wang.get(page_of(county)))
    assert re.search(r"慕容甲乙 缺课 [^·]+ · 09-01 \d\d:\d\d 起有假", page)
    reckoned_tasks(county)
    assert (the(FollowUp, trigger="contact").state, the(FollowUp, trigger="contact").end) == ("ended", "explained")
    # taken back, the absence is one without leave again, and somebody's task
    at = f"/attendance/leaves/{leave}/"
    assert send(wang, at, f"{at}withdraw/", reason="").status_code == 409
    assert send(wang, at, f"{at}withdraw/", reason="准错了人").status_code == 302
    told = plain(wang.get(at))
    assert "已撤销" in told
    assert "准错了人" in told
    assert "准假" in told  # what happened before is kept
    assert "起有假" not in plain(wang.get(page_of(county)))
    reckoned_tasks(county)
    assert the(FollowUp, trigger="contact").state == "due"


def test_leave_that_waits_to_be_granted_is_shown_where_the_class_is_reported(county: County) -> None:
    applied(county, 5)
    wang = sign_in(county, "王老师")
    assert "待准假 至 09-05" in plain(wang.get(page_of(county)))
    reported(county, both="absent")
    assert "待准假 至 09-05" in plain(wang.get(page_of(county)))


def test_leave_written_down_when_the_pupil_is_back_already_is_closed_at_once(county: County) -> None:
    reported(county, both="absent")
    to(county, NEXT)
    reported(county, NEXT)
    granted(county, 1)
    assert (the(Leave).state, the(Leave).closed_on) == ("closed", NEXT)
    page = plain(sign_in(county, "王老师").get(f"{page_of(county, NEXT)}correct/"))
    assert "假期" not in page.replace(
        "有学生已确认辍学、待准假、假期已满，或者已经点了没到、迟到", ""
    )  # what a dialog asks wherever it is


def test_correcting_one_pupil_does_not_end_the_leave_of_another_who_left_after_the_report(county: County) -> None:
    reported(county, class_only="absent")
    leave = granted(county, 3)  # 慕容甲乙 was there in the morning, and has gone home ill
    page = f"{page_of(county)}correct/"
    late = fields(county, both="present", class_only="late/road")
    assert send(sign_in(county, "王老师"), page, **late, why="九点到的").status_code == 302
    assert the(Leave, pk=leave).state == "granted"
    to(county, NEXT)
    assert "假至 09-03" in plain(sign_in(county, "王老师").get(page_of(county, NEXT)))


def test_what_the_head_has_granted_the_head_withdraws(county: County) -> None:
    leave = f"/attendance/leaves/{granted(county, 5)}/"
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    assert "撤销请假" not in plain(wang.get(leave))
    answer = wang.post(f"{leave}withdraw/", {"reason": "准错了", "request": asking.new_form(county.ctx("王老师"))})
    assert answer.status_code == 409
    assert "请校长撤销" in plain(answer)
    assert send(li, leave, f"{leave}withdraw/", reason="准错了").status_code == 302
    assert the(Leave).state == "withdrawn"


def test_leave_that_adjoins_is_counted_with_it_and_the_page_says_who_grants_it(county: County) -> None:
    granted(county, 3)
    more = f"/attendance/leaves/{applied(county, first_on=DAY + timedelta(days=3), last_on=DAY + timedelta(days=3))}/"
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    page = plain(wang.get(more))
    assert "1 天" in page
    assert "与前后的假相连，共 4 天（2026-09-01–2026-09-04）" in page
    assert "由谁准 校长" in page
    assert f'action="{more}grant/"' not in text_of(wang.get(more))
    assert "1 个假要校长准" in plain(li.get("/today/"))
    assert send(li, more, f"{more}grant/").status_code == 302
    # what the class teacher may grant says so too
    alone = f"/attendance/leaves/{applied(county, 2, 'class_only')}/"
    assert "由谁准 班主任或校长" in plain(wang.get(alone))
    assert "相连" not in plain(wang.get(alone))


def test_leave_asked_for_a_pupil_who_was_marked_as_there_tells_so_and_goes_on(county: County) -> None:
    wang, page = sign_in(county, "王老师"), f"/attendance/children/{county.children['both']}/leave/"
    assert "今天已登记到校" not in plain(wang.get(page))
    reported(county, class_only="absent")
    assert "今天已登记到校" in plain(wang.get(page))
    assert "今天已登记到校" not in plain(wang.get(f"/attendance/children/{county.children['class_only']}/leave/"))
    asked = {"first_on": DAY, "last_on": NEXT, "reason": "sick", "note": "", "asked_by": "", "grant": "yes"}
    answer = send(wang, page, **asked)
    assert answer.status_code == 302
    told = plain(wang.get(answer["Location"]))
    assert "假期内的 2026-09-01 已登记到校" in told
    assert the(Leave).state == "granted"


def test_the_slip_of_a_leave_that_is_withdrawn_is_withdrawn_too(county: County) -> None:
    prefixed(county)
    leave = f"/attendance/leaves/{granted(county)}/"
    wang = sign_in(county, "王老师")
    paper = str(send(wang, leave, f"{leave}slip/")["Location"])
    assert send(wang, leave, f"{leave}withdraw/", reason="登记成了别人").status_code == 302
    said = plain(wang.get(paper))
    assert "已撤回" in said
    assert "登记成了别人" in said


def test_that_leave_covers_an_absence_is_still_told_when_the_pupil_is_back(county: County) -> None:
    reported(county, both="absent")
    granted(county, 1)
    to(county, NEXT)
    reported(county, NEXT)
    assert the(Leave).state == "closed"
    assert "起有假" in plain(sign_in(county, "王老师").get(page_of(county)))
    assert "缺课 有假" in plain(sign_in(county, "王老师").get(f"/attendance/children/{county.children['both']}/"))


def test_who_is_marked_as_there_is_not_looked_for_as_not_back_from_leave(county: County) -> None:
    """On the days of the leave nobody reported the class: no report tells that the pupil was away."""
    reported(county)
    to(county, NEXT)
    granted(county, first_on=NEXT, last_on=NEXT)
    to(county, NEXT + timedelta(days=1))
    reckoned_tasks(county)
    wang = sign_in(county, "王老师")
    assert the(FollowUp, trigger="leave_expired").state == "due"
    assert "慕容甲乙：请假期满未到" in plain(wang.get("/today/"))
    assert send(wang, page_of(county, NEXT + timedelta(days=1)), **fields(county)).status_code == 302
    delivered(county)
    assert "请假期满未到" not in plain(wang.get("/today/"))
    assert not [row for row in all_of(FollowUp, trigger="leave_expired") if row.state != "ended"]


def test_leave_that_was_closed_by_hand_has_nobody_looked_for_though_the_pupil_is_marked_as_there_only_then(
    county: County,
) -> None:
    leave = f"/attendance/leaves/{granted(county, 1)}/"
    to(county, NEXT)
    reckoned_tasks(county)
    wang = sign_in(county, "王老师")
    assert "请假期满未到" in plain(wang.get("/today/"))
    assert send(wang, leave, f"{leave}close/", on=NEXT).status_code == 302
    assert send(wang, page_of(county, NEXT), **fields(county)).status_code == 302
    county.time.at += timedelta(seconds=1)
    reckoned_tasks(county)
    delivered(county)
    assert "请假期满未到" not in plain(wang.get("/today/"))


def test_from_leave_that_is_withdrawn_nobody_is_to_come_back(county: County) -> None:
    leave = f"/attendance/leaves/{granted(county, 1)}/"
    to(county, NEXT)
    reckoned_tasks(county)
    wang = sign_in(county, "王老师")
    assert "请假期满未到" in plain(wang.get("/today/"))
    assert send(wang, leave, f"{leave}withdraw/", reason="记错了人").status_code == 302
    reckoned_tasks(county)
    assert "请假期满未到" not in plain(wang.get("/today/"))


# substitutes


def test_who_hands_over_the_post_stands_in_for_nobody_any_more(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    substituted(county, days=5)
    assert send(sign_in(county, "代课老师"), page_of(county), **fields(county)).status_code == 302
    newcomer = {"unit": county.units["school_a"], "sign_in_name": "newcomer", "name": "新老师", "phone": None}
    open_account(county.ctx("系统管理员"), **newcomer)
    monkeypatch.undo()  # who a person is, is proved by the machine's clock
    security, post = sign_in(county, "安全管理员"), f"/organizations/posts/{post_of(county)}/"
    assert send(security, post, f"{post}hand-over/", account="newcomer", from_on=NEXT).status_code == 302
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)
    assert sign_in(county, "代课老师").get(page_of(county)).status_code == 200  # until then the post is held
    to(county, NEXT)
    gone = sign_in(county, "代课老师")
    assert gone.get(page_of(county, NEXT)).status_code in (403, 404)
    assert gone.post(page_of(county, NEXT), fields(county)).status_code in (403, 404)
    assert (
        "代课老师"
        not in plain(
            sign_in(county, "李校长").get(f"/attendance/classes/{county.units['class_a']}/substitutes/")
        ).split("安排代班")[0]
    )


# odd days


@pytest.mark.parametrize("on", ["0001-01-01", "1000-06-01", "2000-01-03", "9999-12-31"])
def test_a_day_of_no_such_year_is_refused_in_words_wherever_it_is_asked_for(county: County, on: str) -> None:
    wang, li, unit = sign_in(county, "王老师"), sign_in(county, "李校长"), county.units["class_a"]
    at = f"/attendance/classes/{unit}/{on}/morning/"
    pages = [at, f"{at}correct/", f"/attendance/classes/{unit}/?day={on}", f"/attendance/?day={on}"]
    pages += [f"/attendance/classes/{unit}/register/?day={on}&period={each}" for each in ("week", "month", "term")]
    for each in pages:
        answer = li.get(each)
        assert answer.status_code in (400, 404, 422), (each, answer.status_code)
    assert "请核对年份" in plain(wang.get(at))
    days = {"unit": unit, "on": on, "session": "morning", "exceptions": ""}
    for does, given in ((report, days), (amend, {**days, "reason": "补"})):
        with pytest.raises(Unusable, match="请核对年份"):
            does(county.ctx("李校长"), **given)
    page = f"/attendance/classes/{unit}/substitutes/"
    answer = send(li, page, post=str(post_of(county)), first_on=on, last_on=on)
    assert answer.status_code == 422
    assert f'value="{on}"' in text_of(answer)
    for first, last in ((on, on), (DAY, on), (on, DAY)):
        asked = {"first_on": first, "last_on": last, "reason": "sick", "note": "出水痘"}
        answer = send(wang, f"/attendance/children/{county.children['both']}/leave/", **asked)
        assert answer.status_code == 422
        assert "出水痘" in text_of(answer)
    leave = f"/attendance/leaves/{granted(county)}/"
    assert send(wang, leave, f"{leave}extend/", last_on=on, reason="没好").status_code == 409
    assert send(wang, leave, f"{leave}close/", on=on).status_code == 409


def test_a_note_that_is_sent_second_is_kept(county: County) -> None:
    first = reported(county, both="absent/sick")
    second = reported(county, both="absent/sick/在医院")
    assert second != first
    mark = the(AttendanceMark, is_current=True)
    assert opened(mark, "note") == "在医院"
    assert reported(county, both="absent/sick/在医院") == second
    assert reported(county, both="absent/sick") == second


def test_who_came_is_listed_in_the_marks_of_the_readers_language(county: County) -> None:
    reported(county)
    wang = sign_in(county, "王老师")
    assert "慕容甲乙、欧阳丙丁" in plain(wang.get(page_of(county)))
    wang.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "慕容甲乙, 欧阳丙丁" in plain(wang.get(page_of(county)))


def test_the_signs_of_a_register_and_the_marks_between_words_are_of_the_readers_language(county: County) -> None:
    reported(county, both="absent", class_only="late")
    add_guardian(
        county.ctx("陈局长"), child=county.children["both"], name="慕容英", relation="母亲", phone="13712345678"
    )
    wang, register = sign_in(county, "王老师"), f"/attendance/classes/{county.units['class_a']}/register/"
    signs = re.compile(r'<span title="[^"]*">([^<]+)</span>')
    assert sorted(signs.findall(text_of(wang.get(register)))) == ["缺", "迟"]
    assert "打给慕容英（母亲）" in plain(wang.get(page_of(county)))
    wang.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert sorted(signs.findall(text_of(wang.get(register)))) == ["A", "T"]
    assert "A absent" in plain(wang.get(register))
    page = plain(wang.get(page_of(county)))
    assert "(mother)" in page
    assert "母亲" not in page


def test_a_register_downloaded_in_english_comes_back_and_reports_several_days_late(county: County) -> None:
    reported(county, both="absent/unwilling", class_only="leave")
    to(county, DAY + timedelta(days=3))
    wang = sign_in(county, "王老师")
    wang.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    at = f"/attendance/classes/{county.units['class_a']}/"
    book = wang.get(f"{at}register.xlsx?period=term")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    head = next(number for number, row in enumerate(rows) if "name" in row)
    [both, other] = [row for row in rows[head + 1 :] if row[1]]
    assert (both[3], other[3]) == ("A (does not want to come)", "L")
    both[4:6], other[4:6] = ["A", "√"], ["T", "√"]  # of the days that nobody has reported
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows[head:])
    page = f"{at}import/"
    file = SimpleUploadedFile("register.csv", text.encode())
    preview = send(wang, page, file=file)["Location"]
    assert "2026-09-02" in plain(wang.get(preview))
    assert send(wang, preview, f"{preview}apply/").status_code == 302
    found = {row.on: (row.absent, row.on_leave, row.late, row.is_in_time) for row in all_of(ArrivalReport)}
    assert found == {
        DAY: (1, 1, 0, True),
        NEXT: (1, 0, 1, False),
        NEXT + timedelta(days=1): (0, 0, 0, False),
    }


def test_leave_is_one_tap_from_the_page_of_the_class(county: County) -> None:
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    choose = f"/attendance/leaves/new/?unit={county.units['class_a']}"
    assert "/attendance/leaves/new/" in text_of(wang.get("/attendance/leaves/"))
    assert choose in text_of(wang.get(page_of(county)))
    assert f"/attendance/children/{county.children['both']}/leave/" in text_of(wang.get(choose))
    assert "慕容甲乙" in plain(wang.get("/attendance/leaves/new/"))  # there is one class alone
    assert "先选班级" in plain(li.get("/attendance/leaves/new/"))
    assert "慕容甲乙" in plain(li.get(choose))
    assert sign_in(county, "赵老师").get(choose).status_code == 404
    assert sign_in(county, "周支书").get(choose).status_code == 403


def test_two_pupils_of_one_name_are_told_apart_wherever_the_class_is_shown(county: County) -> None:
    given = {"unit": county.units["class_a"], "name": "慕容甲乙", "sex": "女", "born_on": date(2017, 5, 6)}
    other = register_child(county.ctx("陈局长"), **given, from_on=DAY, id_number=made_up_id(700), student_number=None)
    wang, at = sign_in(county, "王老师"), f"/attendance/classes/{county.units['class_a']}/"
    form = plain(wang.get(page_of(county)))
    assert "慕容甲乙 女、2017-05-06" in form
    assert re.search(r"慕容甲乙 [男女]、2017-01-01", form)
    assert "欧阳丙丁 男" not in form
    assert "2017-01-02" not in form  # of whom nobody else has the name
    assert 'aria-label="慕容甲乙（女、2017-05-06）"' in text_of(wang.get(page_of(county)))
    assert "慕容甲乙 女、2017-05-06" in plain(wang.get("/attendance/leaves/new/"))
    sent = {f"m-{other.hex}": "absent", f"r-{other.hex}": "", f"n-{other.hex}": ""}
    assert send(wang, page_of(county), **sent).status_code == 302
    done = plain(wang.get(page_of(county)))
    assert "慕容甲乙 女、2017-05-06 缺课" in done
    assert re.search(r"慕容甲乙（[男女]、2017-01-01）", done)
    register = plain(wang.get(f"{at}register/"))
    assert "慕容甲乙 女、2017-05-06" in register
    assert "欧阳丙丁 2017" not in register


@pytest.mark.parametrize("session", [" ", "１２", "<b>", "24:00", "noon"])
def test_a_session_that_there_is_not_is_not_found(county: County, session: str) -> None:
    page = f"/attendance/classes/{county.units['class_a']}/"
    assert sign_in(county, "王老师").get(page, {"day": DAY.isoformat(), "session": session}).status_code == 404
