"""Attendance on the web: a class reported on a phone, corrected, traced; boards, registers, leave, substitutes."""

import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from notoneless.casework.reintegration.services import record_return
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.services import place_child, register_child
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.attendance.models import AbsenceTrace, ArrivalReport, AttendanceMark, Leave, NoReport
from notoneless.records.attendance.services import explain
from support.attendance import applied, granted, post_of, reported, substituted
from support.browsing import Visitor, sign_in
from support.cases import verified
from support.county import DAY, County, made_up_id
from support.databases import all_of, is_postgres, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.roll_work import prefixed
from support.rolls import suspended

BOARD = "/attendance/?board=1"
NEXT = DAY + timedelta(days=1)
FORM_QUERIES = 23
"""Of the form of a class, the frame, session and scope of every page included, however many pupils there are."""
SENDING_QUERIES = 34
"""Of its sending with three exceptions, the two pages apart, however many pupils there are."""


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attendance is of today, so the pages live in the time of the county, signing in included."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def page_of(county: County, on: date = DAY, unit: str = "class_a", session: str = "morning") -> str:
    return f"/attendance/classes/{county.units[unit]}/{on}/{session}/"


def fields(county: County, **marks: str) -> dict[str, str]:
    """What the form of a class sends: by key of the child a mark, or `mark/reason/note`."""
    found = {}
    for key, text in marks.items():
        child = county.children[key].hex
        mark, _, rest = text.partition("/")
        reason, _, note = rest.partition("/")
        found |= {f"m-{child}": mark, f"r-{child}": reason, f"n-{child}": note}
    return found


def plain(answer: Any) -> str:
    """What the main part of a page says, without its marks."""
    text = text_of(answer)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.split("<main")[-1].split('class="toasts"')[0]))


def to(county: County, day: date) -> None:
    county.time.at += timedelta(days=(day - county.ctx("王老师").today).days)


def crowd(county: County, count: int) -> list[UUID]:
    """So many pupils more in the class of 王老师."""
    made = []
    for number in range(count):
        number_of = made_up_id(500 + number)
        given = {"unit": county.units["class_a"], "name": f"学生{number:02}", "sex": "男", "from_on": DAY}
        made.append(
            register_child(
                county.ctx("陈局长"), **given, born_on=date(2017, 2, 1), id_number=number_of, student_number=None
            )
        )
    return made


# clause 4.08: the daily report of arrival


@pytest.mark.clause("4.08")
def test_a_class_teacher_reports_in_two_taps_and_the_head_sees_it_at_once(county: County) -> None:
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    adopted(county, plan=4)
    reckoned(county)
    assert "三年级（1）班 未报" in re.sub(r" +", " ", plain(li.get(BOARD))).replace("清溪镇中心小学 ", "").replace(
        " 2 ", " "
    )
    today = text_of(wang.get("/today/"))
    [href] = re.findall(r'href="(/attendance/classes/[^"]+)"', today)
    assert "三年级（1）班上午还没有报到校" in today
    assert href == page_of(county)
    form = text_of(wang.get(href))
    assert "应到 2" in form
    answer = send(wang, href, **fields(county, both="absent", class_only="present"))
    assert answer.status_code == 302
    done = plain(wang.get(answer["Location"]))
    assert "已报到校情况" in done
    assert "应到 2 实到 1 缺课 1 请假 0" in done
    assert "慕容甲乙 缺课 未说明" in done
    assert re.search(r"三年级（1）班 清溪镇中心小学 2 已报 应到 2 实到 1 缺 1 假 0", plain(li.get(BOARD)))
    assert "还没有报到校" not in text_of(wang.get("/today/"))
    # the duty of the day is done: in time, and the absence told to the school on the same day
    reckoned(county)
    unit = county.units["class_a"]
    states = {row.duty: row.state for row in all_of(DutyRow, unit=unit, due_on=DAY)}
    assert states["arrival_report"] == "done"
    assert states["absence_told"] == "done"


@pytest.mark.clause("4.08")
def test_who_has_not_reported_by_noon_is_listed_to_the_head_and_the_bureau(county: County) -> None:
    adopted(county, plan=4)
    reported(county)
    county.time.pass_by(hours=4)  # one in the afternoon
    chen, li = sign_in(county, "陈局长"), sign_in(county, "李校长")
    county_board = plain(chen.get(f"{BOARD}&only=missing"))
    assert re.search(r"清溪镇中心小学 清溪镇 3 1/2", county_board)
    assert re.search(r"高坪乡中心小学 高坪乡 2 0/1", county_board)
    assert "已截止" in county_board
    school = text_of(chen.get(f"/attendance/units/{county.units['school_a']}/?only=missing"))
    assert "三年级（2）班" in school
    assert "三年级（1）班" not in school.split("<main")[1]
    assert "三年级（2）班" in plain(li.get(f"{BOARD}&only=missing"))
    assert "高坪乡" not in plain(li.get(BOARD))
    # what is reported after its time is a report, and late
    send(li, page_of(county, unit="class_b"), **fields(county, other_class="present"))
    assert "迟报" in plain(li.get(page_of(county, unit="class_b")))
    to(county, NEXT)
    reckoned(county)
    states = {row.unit_id: row.state for row in all_of(DutyRow, duty="arrival_report", due_on=DAY)}
    assert states[county.units["class_a"]] == "done"
    assert states[county.units["class_b"]] == "broken"
    assert county.units["class_z"] not in states  # its school has adopted no such plan


# clause 5.38: leave, and absences traced


@pytest.mark.clause("5.38")
def test_leave_is_asked_for_granted_and_closed_by_coming_back(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    wang = sign_in(county, "王老师")
    apply_page = f"/attendance/children/{county.children['both']}/leave/"
    days = {"first_on": DAY, "last_on": NEXT, "reason": "sick", "asked_by": "母亲", "note": "出水痘"}
    answer = send(wang, apply_page, **days, grant="yes")
    assert answer.status_code == 302, plain(answer)
    page = text_of(wang.get(answer["Location"]))
    assert "已准假" in page
    assert "出水痘" not in page
    assert 'value="leave" checked' in text_of(wang.get(page_of(county)))  # whom leave covers is on leave to begin with
    send(wang, page_of(county), **fields(county, both="leave/sick", class_only="present"))
    # the leave is over on Wednesday: on Thursday it stands there open, and whoever is not there is absent without leave
    thursday = DAY + timedelta(days=2)
    to(county, thursday)
    wang = sign_in(county, "王老师")
    assert "假满未销" in plain(wang.get("/attendance/leaves/"))
    assert "假期 09-02 已满" in plain(wang.get(page_of(county, thursday)))
    send(wang, page_of(county, thursday), **fields(county, both="leave/sick"))
    assert "没有有效的假" in plain(wang.get(f"/attendance/children/{county.children['both']}/"))
    to(county, DAY + timedelta(days=3))
    wang = sign_in(county, "王老师")
    send(wang, page_of(county, DAY + timedelta(days=3)), **fields(county, both="present"))
    leave = the(Leave)
    assert (leave.state, leave.closed_on) == ("closed", DAY + timedelta(days=3))
    to(county, DAY + timedelta(days=7))
    reckoned(county)
    [week] = [
        row
        for row in all_of(DutyRow, duty="leave_closed", unit=county.units["class_a"])
        if row.due_on == date(2026, 9, 4)
    ]
    assert week.state == "done"


@pytest.mark.clause("5.38")
def test_each_absence_is_told_and_traced_within_a_school_day(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    wang = sign_in(county, "王老师")
    send(wang, page_of(county), **fields(county, both="absent", class_only="absent"))
    reckoned(county)
    rows = all_of(DutyRow, duty="absence_traced", unit=county.units["class_a"])
    assert {row.state for row in rows} == {"due"}
    owed = text_of(wang.get("/compliance/duties/absence_traced/", {"month": "2026-09"}))
    for key in ("both", "class_only"):  # which child, and where it is done
        assert f'href="/children/{county.children[key]}/"' in owed
    assert owed.count(f'href="/attendance/units/{county.units["class_a"]}/untraced/"') == 2
    above = text_of(sign_in(county, "李校长").get("/compliance/duties/absence_traced/", {"month": "2026-09"}))
    assert f'href="/children/{county.children["both"]}/"' in above
    assert "去办理" not in above
    done = text_of(wang.get(page_of(county)))
    traces = re.findall(r'action="(/attendance/marks/[^"]+/trace/)"', done)
    assert len(traces) == 2
    for each, states in zip(
        traces, (["done", "due"], ["done", "done"]), strict=True
    ):  # one pupil's trace is not the other's
        answer = send(wang, page_of(county), each, traced_to="working", note="在邻县")
        assert answer.status_code == 302
        reckoned(county)
        rows = all_of(DutyRow, duty="absence_traced", unit=county.units["class_a"])
        assert sorted(row.state for row in rows) == states
    assert "外出打工" in plain(wang.get(page_of(county)))
    reckoned(county)
    rows = all_of(DutyRow, duty="absence_traced", unit=county.units["class_a"])
    assert {row.state for row in rows} == {"done"}
    assert "登记去向" not in plain(sign_in(county, "张镇长").get(page_of(county)))


# the form


def test_a_class_of_forty_five_needs_few_queries_and_few_taps(county: County) -> None:
    pupils = crowd(county, 43)
    wang = sign_in(county, "王老师")
    wang.get(page_of(county))
    with CaptureQueriesContext(
        connection,
    ) as shown:
        form = text_of(wang.get(page_of(county)))
    assert is_postgres() or len(shown) == FORM_QUERIES  # there each read tells first who asks
    assert form.count('class="pupil"') == 45
    assert form.count('value="present" checked') == 45
    sent = {f"m-{child.hex}": "present" for child in pupils}
    sent |= {f"m-{pupils[0].hex}": "absent", f"m-{pupils[1].hex}": "late", f"m-{pupils[2].hex}": "leave"}
    sent["request"] = re.findall(r'name="request" value="([^"]+)"', form)[-1]
    before = len(all_of(Entry))
    with CaptureQueriesContext(connection) as sending:
        answer = wang.post(page_of(county), sent)
    assert answer.status_code == 302
    assert is_postgres() or len(sending) == SENDING_QUERIES
    assert len(all_of(Entry)) == before + 1
    row = the(ArrivalReport)
    assert (row.due, row.absent, row.on_leave, row.late) == (45, 1, 1, 1)
    # taps: the line of today, three buttons, the button at the bottom
    assert 1 + 3 + 1 <= 8


def test_nothing_is_lost_when_a_report_is_refused(county: County) -> None:
    wang = sign_in(county, "王老师")
    sent = fields(county, both="absent/personal/头疼请核实", class_only="late/road")
    answer = send(wang, page_of(county), **sent)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "这个原因不能用于“缺课”" in page
    child = county.children["both"].hex
    assert f'name="m-{child}" value="absent" checked' in page
    assert "头疼请核实" in page
    assert re.search(rf'name="m-{county.children["class_only"].hex}" value="late" checked', page)
    assert not all_of(ArrivalReport)


def test_what_somebody_else_has_reported_meanwhile_is_told_and_can_be_corrected(county: County) -> None:
    wang = sign_in(county, "王老师")
    form = text_of(wang.get(page_of(county)))
    request = re.findall(r'name="request" value="([^"]+)"', form)[-1]
    reported(county, who="李校长", both="absent/sick/在医院")
    answer = wang.post(page_of(county), {**fields(county, both="late"), "request": request})
    assert answer.status_code == 422
    assert "已由李校长报过" in plain(answer)
    correct = f"{page_of(county)}correct/"
    form = text_of(wang.get(correct))
    assert f'name="m-{county.children["both"].hex}" value="absent" checked' in form
    assert "已有备注" in form
    assert "在医院" not in form
    assert send(wang, correct, **fields(county, both="late")).status_code == 422  # without a reason
    assert send(wang, correct, **fields(county, both="late"), why="十点到的").status_code == 302
    page = plain(wang.get(page_of(county)))
    assert "更正经过" in page
    assert "十点到的" in page
    assert "李校长" in page


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (DAY + timedelta(days=1), "2026-09-02 还没有到"),
        (date(2026, 10, 1), "2026-10-01 还没有到"),
        (date(2026, 8, 30), "2026-08-30 不在学期内"),
    ],
)
def test_a_day_of_which_nothing_is_reported_says_so(county: County, on: date, words: str) -> None:
    page = plain(sign_in(county, "王老师").get(page_of(county, on)))
    assert words in page
    assert "提交到校情况" not in page


def test_a_day_long_ago_is_refused_to_the_teacher_and_amended_by_the_head(county: County) -> None:
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="local/attendance")
    set_number(county.ctx("陈局长"), version=version, key="report_within", value="2", reason="早报")
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")
    county.time.pass_by(days=30)
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    assert "请校长更正" in plain(wang.get(page_of(county)))  # before anything is filled in for nothing
    assert wang.post(page_of(county), fields(county, both="absent")).status_code in (403, 422)
    assert not all_of(ArrivalReport)
    answer = send(wang, f"{page_of(county)}correct/", **fields(county, both="absent"), why="补")
    assert answer.status_code in (403, 422)
    answer = send(li, f"{page_of(county)}correct/", **fields(county, both="absent"), why="补报")
    assert answer.status_code == 302, plain(answer)
    assert the(AttendanceMark).kind == "absent"


def test_a_holiday_can_be_neither_seen_as_due_nor_sent(county: County) -> None:
    to(county, date(2026, 10, 1))
    wang = sign_in(county, "王老师")
    assert "不上课" in plain(wang.get(page_of(county, date(2026, 10, 1))))
    assert "还没有报到校" not in text_of(wang.get("/today/"))
    assert "不上课" in plain(sign_in(county, "李校长").get(BOARD))


def test_a_pupil_of_another_class_cannot_be_smuggled_in(county: County) -> None:
    answer = send(sign_in(county, "王老师"), page_of(county), **fields(county, other_class="absent"))
    assert answer.status_code == 422
    assert "不在这个班" in plain(answer)
    assert not all_of(ArrivalReport)


def test_who_is_on_suspension_is_shown_and_not_asked(county: County) -> None:
    suspended(county)
    page = text_of(sign_in(county, "王老师").get(page_of(county)))
    assert page.count('class="pupil"') == 1
    assert re.search(r"慕容甲乙 <span class=\"badge[^>]*>休学", page)


def test_who_came_into_the_class_by_a_later_entry_is_shown_and_not_asked_when_it_is_corrected(county: County) -> None:
    reported(county, both="absent")
    before = the(ArrivalReport)
    place_child(county.ctx("陈局长"), child=county.children["far"], unit=county.units["class_a"], from_on=before.on)
    wang = sign_in(county, "王老师")
    form = text_of(wang.get(f"{page_of(county)}correct/"))
    assert f"m-{county.children['both'].hex}" in form
    assert f"m-{county.children['far'].hex}" not in form
    assert re.search(r"夏侯子丑 <span class=\"badge[^>]*>报到时还不在名单里", form)
    assert re.search(r"夏侯子丑 <span class=\"badge[^>]*>报到时还不在名单里", text_of(wang.get(page_of(county))))


@pytest.mark.parametrize("who", ["赵老师", "周支书", "吴组长", "何老师"])
def test_others_see_no_class(county: County, who: str) -> None:
    reported(county, both="absent")
    visitor = sign_in(county, who)
    assert visitor.get(page_of(county)).status_code in (403, 404)
    assert visitor.get(f"/attendance/classes/{county.units['class_a']}/register/").status_code in (403, 404)
    assert "慕容甲乙" not in text_of(visitor.get("/attendance/"))
    mark = the(AttendanceMark)
    assert visitor.post(f"/attendance/marks/{mark.pk}/trace/", {}).status_code in (403, 404)


def test_the_village_sees_on_the_childs_page_that_it_was_absent_and_not_why(county: County) -> None:
    reported(county, both="absent/working")
    page = plain(sign_in(county, "周支书").get(f"/children/{county.children['both']}/"))
    assert "到校与请假" in page
    assert "2026-09-01 上午 缺课" in page
    assert "外出打工" not in page
    assert "外出打工" in plain(sign_in(county, "王老师").get(f"/children/{county.children['both']}/"))


def test_the_home_of_an_absent_pupil_is_called_by_one_tap_which_is_recorded(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # who a person is, is proved by the machine's clock
    reported(county, both="absent")
    wang = sign_in(county, "王老师")
    page = text_of(wang.get(page_of(county)))
    assert county.markers["both"][4] not in page
    [address] = re.findall(r'action="(/guardians/[^"]+/phone/reveal/)"', page)
    shown = text_of(wang.post(address))
    assert f'href="tel:{county.markers["both"][4]}"' in shown
    assert all_of(Entry, action="guardian.reveal")


def test_a_note_is_opened_by_who_may_and_that_is_recorded(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # who a person is, is proved by the machine's clock
    reported(county, both="leave/sick/出水痘")
    wang = sign_in(county, "王老师")
    [address] = re.findall(r'action="(/attendance/marks/[^"]+/note/)"', text_of(wang.get(page_of(county))))
    assert "出水痘" in plain(wang.post(address))
    assert all_of(Entry, action="attendance.reveal")


def test_whose_dropout_is_confirmed_is_marked_beside_the_name_until_the_pupil_is_back(county: County) -> None:
    case = verified(county)
    page = text_of(sign_in(county, "王老师").get(page_of(county)))
    rows = re.findall(r'<li class="pupil">.*?</li>', page, re.DOTALL)
    assert [("已确认辍学" in row) for row in rows if "慕容甲乙" in row] == [True]
    assert sum("已确认辍学" in row for row in rows) == 1
    reported(county)
    record_return(county.ctx("王老师"), case=case, on=DAY, seen_by="王老师", proof=None)
    to(county, NEXT)
    assert "已确认辍学" not in text_of(sign_in(county, "李校长").get(page_of(county, NEXT))).split("<dialog")[0]


def test_all_days_of_a_pupil_are_traced_by_one_form_or_those_that_are_ticked(county: County) -> None:
    for number in range(3):
        to(county, DAY + timedelta(days=number))
        reported(county, county.ctx("王老师").today, both="absent", class_only="absent")
    at = f"/attendance/units/{county.units['class_a']}/untraced/"
    wang = sign_in(county, "王老师")
    page = text_of(wang.get(at))
    assert page.count('<li class="card-body">') == 2  # one for each pupil
    marks = sorted(str(row.pk) for row in all_of(AttendanceMark, child_id=county.children["both"]))
    assert all(f'value="{mark}"' in page for mark in marks)
    assert send(wang, at, mark=[], traced_to="working").status_code == 422
    assert send(wang, at, mark=marks, traced_to="").status_code == 422
    assert not all_of(AbsenceTrace)
    assert send(wang, at, mark=marks[:2], traced_to="working", note="在邻县").status_code == 302
    assert len(all_of(AbsenceTrace, child_id=county.children["both"])) == 2
    assert send(wang, at, mark=marks[2:], traced_to="working").status_code == 302
    left = text_of(wang.get(at)).split("<main")[1]
    assert "<b>慕容甲乙</b>" not in left
    assert "<b>欧阳丙丁</b>" in left


def test_who_is_back_is_looked_for_of_no_day_any_more(county: County) -> None:
    for number in range(3):
        to(county, DAY + timedelta(days=number))
        reported(county, county.ctx("王老师").today, **({"both": "absent"} if number < 2 else {}))
    assert {(row.on, row.traced_to) for row in all_of(AbsenceTrace)} == {(DAY, "back"), (NEXT, "back")}
    assert "都登记了" in plain(sign_in(county, "王老师").get(f"/attendance/units/{county.units['class_a']}/untraced/"))


# registers


def test_a_register_shows_who_was_absent_when_and_comes_back_as_it_went(county: County) -> None:
    reported(county, both="absent/unwilling", class_only="late")
    to(county, NEXT)
    reported(county, NEXT, both="leave")
    li = sign_in(county, "李校长")
    address = f"/attendance/classes/{county.units['class_a']}/register"
    for period in ("week", "month", "term"):
        page = plain(li.get(f"{address}/?period={period}"))
        assert "慕容甲乙" in page
        assert "欧阳丙丁" in page
    assert li.get(f"{address}/?period=decade").status_code == 404
    book = li.get(f"{address}.xlsx?period=week")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    head = next(row for row in rows if "姓名" in row)
    assert head[3:8] == [f"2026-09-0{day} 上午" for day in range(1, 5)] + ["请假天数"] or head[3] == "2026-09-01 上午"
    by_name = {row[1]: row for row in rows}
    assert by_name["慕容甲乙"][3:5] == ["缺（不愿上学）", "假"]
    assert by_name["欧阳丙丁"][3:5] == ["迟", "√"]
    # taken back, it says nothing new
    wang = sign_in(county, "王老师")
    answer = upload(wang, county, "register.xlsx", book.content)
    preview = plain(wang.get(answer["Location"]))
    assert "要报的时段 0 与已报相同 2 没有填的列 0 要改的格 0" in preview
    assert "确认导入" not in preview
    # a mark without its reason is another one, which is told at its cell
    text = "姓名,2026-09-01\n慕容甲乙,缺\n欧阳丙丁,迟\n"
    answer = upload(wang, county, "register.csv", text.encode())
    assert "2026-09-01 已经报过而且不一样" in plain(wang.get(answer["Location"]))


def upload(visitor: Visitor, county: County, name: str, content: bytes) -> Any:
    to_page = f"/attendance/classes/{county.units['class_a']}/import/"
    found = re.findall(r'name="request" value="([^"]+)"', text_of(visitor.get(to_page)))
    return visitor.post(to_page, {"request": found[-1], "file": SimpleUploadedFile(name, content)})


def test_a_filled_register_is_looked_at_and_then_taken(county: County) -> None:
    county.time.pass_by(days=2)
    wang = sign_in(county, "王老师")
    good = "姓名,2026-09-01 上午,2026-09-02,2026-09-03\n慕容甲乙,√,缺（不愿上学）,\n欧阳丙丁,,迟,\n"
    answer = upload(wang, county, "register.csv", good.encode())
    preview = text_of(wang.get(answer["Location"]))
    assert "没有填的列" in preview
    assert "第 2 行 慕容甲乙 “缺（不愿上学）”：缺课" in preview
    assert "第 3 行 欧阳丙丁 “迟”：迟到" in preview
    applied_at = re.findall(r'action="([^"]+/apply/)"', preview)[0]
    answer = send(wang, answer["Location"], applied_at)
    assert answer.status_code == 302
    assert sorted((row.on, row.absent, row.late) for row in all_of(ArrivalReport)) == [(DAY, 0, 0), (NEXT, 1, 1)]


def test_the_programs_own_register_says_whom_it_does_not_ask_about_and_is_taken_filled_in(county: County) -> None:
    suspended(county)
    county.time.pass_by(days=1)
    wang = sign_in(county, "王老师")
    book = wang.get(f"/attendance/classes/{county.units['class_a']}/register.xlsx?period=week")
    table = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    at = next(number for number, row in enumerate(table) if "姓名" in row)
    head, rows = table[at], [row for row in table[at + 1 :] if row[1]]
    days = [column for column, cell in enumerate(head) if str(cell).startswith("2026-")]
    assert [row[column] for row in rows if row[1] == "慕容甲乙" for column in days] == ["—", "—"]
    lines = [",".join(str(cell) or "√" for cell in row) for row in (head, *rows)]
    answer = upload(wang, county, "register.csv", "\n".join(lines).encode())
    page = text_of(wang.get(answer["Location"]))
    [applied_at] = re.findall(r'action="([^"]+/apply/)"', page)
    assert send(wang, answer["Location"], applied_at).status_code == 302
    assert len(all_of(ArrivalReport)) == 2


def test_a_sign_for_whom_nobody_asks_about_is_refused_with_name_day_and_cell(county: County) -> None:
    suspended(county)
    wang = sign_in(county, "王老师")
    answer = upload(wang, county, "register.csv", "姓名,2026-09-01\n欧阳丙丁,√\n慕容甲乙,√\n".encode())
    assert "第 3 行 B 列：慕容甲乙 2026-09-01 不在这个班、在休学或送教上门，这一格写“—”" in plain(
        wang.get(answer["Location"])
    )


def test_how_an_x_was_understood_is_said_row_by_row_before_it_is_taken(county: County) -> None:
    wang = sign_in(county, "王老师")
    answer = upload(wang, county, "register.csv", "姓名,2026-09-01\n慕容甲乙,√\n欧阳丙丁,X\n".encode())
    preview = plain(wang.get(answer["Location"]))
    assert "2026-09-01 上午 1 第 3 行 欧阳丙丁 “X”：缺课" in preview
    assert "慕容甲乙" not in preview


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("姓名,2026-09-01\n慕容甲乙,？\n", "第 2 行 B 列：看不懂“？”"),
        ("姓名,2026-09-01\n王小明,缺\n", "第 2 行 A 列：这个班没有叫王小明的"),
        ("姓名,2026-09-05\n慕容甲乙,缺\n", "第 1 行 B 列：2026-09-05 还没有到"),
        ("姓名,昨天\n慕容甲乙,缺\n", "第 1 行 B 列：“昨天”不是日期和时段"),
        ("姓名,2026-09-01\n慕容甲乙,缺\n慕容甲乙,缺\n", "第 3 行 A 列：慕容甲乙写了两行"),
        ("姓名,2026-09-01,2026-09-01 上午\n慕容甲乙,缺,缺\n", "第 1 行 C 列：“2026-09-01 上午”写了两列"),
        ("学生,2026-09-01\n慕容甲乙,缺\n", "没有找到表头"),
    ],
)
def test_a_faulty_register_is_told_at_the_cell_and_writes_nothing(county: County, text: str, words: str) -> None:
    wang = sign_in(county, "王老师")
    answer = upload(wang, county, "register.csv", text.encode())
    preview = plain(wang.get(answer["Location"]))
    assert words in preview
    assert "确认导入" not in preview
    forced = wang.post(f"{answer['Location']}apply/", {"request": asking.new_form(county.ctx("王老师"))})
    assert forced.status_code == 422
    assert not all_of(ArrivalReport)


# leave and substitutes


def test_long_leave_waits_for_the_head_who_finds_it_on_today(county: County) -> None:
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    page = f"/attendance/children/{county.children['both']}/leave/"
    days = {"first_on": DAY, "last_on": DAY + timedelta(days=6), "reason": "family"}
    answer = send(wang, page, **days, grant="yes")
    assert answer.status_code == 422
    assert "请校长准假" in plain(answer)
    assert not all_of(Leave)  # neither is there, and all that was typed is
    answer = send(wang, page, **days)
    assert "超过 3 天，请校长准假" in plain(wang.get(answer["Location"]))
    assert "1 个假要校长准" in plain(li.get("/today/"))
    leave = str(answer["Location"])
    assert send(li, leave, f"{leave}grant/").status_code == 302
    assert the(Leave).state == "granted"
    assert send(wang, leave, f"{leave}extend/", last_on=DAY + timedelta(days=9), reason="续").status_code == 409
    assert send(li, leave, f"{leave}extend/", last_on=DAY + timedelta(days=9), reason="续").status_code == 302
    assert send(li, leave, f"{leave}close/", on=DAY).status_code == 302
    assert sign_in(county, "赵老师").get(leave).status_code == 404


def test_refused_leave_has_no_slip_and_says_why(county: County) -> None:
    leave = f"/attendance/leaves/{applied(county)}/"
    wang = sign_in(county, "王老师")
    assert send(wang, leave, f"{leave}refuse/", reason="期中考试").status_code == 302
    assert "期中考试" in plain(wang.get(leave))
    assert "请假条" not in plain(wang.get(leave))
    answer = wang.post(f"{leave}slip/", {"request": asking.new_form(county.ctx("王老师"))})
    assert answer.status_code == 409
    assert "这次请假没有准" in plain(answer)
    assert wang.post(f"{leave}erase/", {}).status_code == 404


def test_the_slip_of_a_leave_is_a_numbered_paper_of_the_school_that_the_class_teacher_prints(county: County) -> None:
    prefixed(county)
    leave = f"/attendance/leaves/{granted(county)}/"
    wang = sign_in(county, "王老师")
    assert "请假条" in plain(wang.get(leave))
    answer = send(wang, leave, f"{leave}slip/")
    assert answer.status_code == 302, plain(answer)
    paper = str(answer["Location"])
    assert "清溪小学请假〔2026〕1号" in plain(wang.get(paper))
    pdf = PdfReader(io.BytesIO(wang.get(f"{paper}pdf/").content))
    said = re.sub(r"\s+", "", "".join(page.extract_text() for page in pdf.pages))
    for words in (
        "学生：慕容甲乙，清溪镇中心小学三年级（1）班",
        "请假时间：2026年9月1日至2026年9月2日，共2天，其中上课日2天",
        "申请人（监护人）：母亲",
        "准假：李校长，2026年9月1日",
        "监护人签字",
        "班主任签字",
    ):
        assert words in said, said
    word = zipfile.ZipFile(io.BytesIO(wang.get(f"{paper}word/").content)).read("word/document.xml").decode()
    assert "慕容甲乙" in word
    assert "发烧" not in said + word  # the sealed note opens on the leave's page alone
    assert Entry.objects.filter(action="paper.read", object=UUID(paper.split("/")[-2])).count() == 3
    far = sign_in(county, "赵老师")
    assert far.post(f"{leave}slip/", {"request": asking.new_form(county.ctx("赵老师"))}).status_code == 404
    assert far.get(paper).status_code == 404
    assert "请假〔2026〕" not in plain(far.get("/papers/"))


def test_a_slip_serves_until_something_happens_to_the_leave(county: County) -> None:
    prefixed(county)
    friday = DAY + timedelta(days=3)
    leave = f"/attendance/leaves/{granted(county, first_on=friday, last_on=friday)}/"
    wang = sign_in(county, "王老师")
    first = str(send(wang, leave, f"{leave}slip/")["Location"])
    assert str(send(wang, leave, f"{leave}slip/")["Location"]) == first
    county.time.pass_by(minutes=1)
    extended = {"last_on": friday + timedelta(days=2), "reason": "还没好"}
    assert send(wang, leave, f"{leave}extend/", **extended).status_code == 302
    second = str(send(wang, leave, f"{leave}slip/")["Location"])
    assert second != first
    assert "已被新文书代替" in plain(wang.get(first))
    to(county, friday + timedelta(days=3))
    wang = sign_in(county, "王老师")
    assert send(wang, leave, f"{leave}close/", on=friday + timedelta(days=3)).status_code == 302
    third = str(send(wang, leave, f"{leave}slip/")["Location"])
    pdf = PdfReader(io.BytesIO(wang.get(f"{third}pdf/").content))
    said = re.sub(r"\s+", "", "".join(page.extract_text() for page in pdf.pages))
    # the fifth and sixth are a weekend without lessons
    assert "2026年9月4日至2026年9月6日，共3天，其中上课日1天" in said
    assert "续假：续到2026年9月6日，原因：还没好；王老师准，2026年9月1日" in said
    assert "销假：2026年9月7日已返校" in said


def test_a_school_without_a_prefix_says_who_sets_one(county: County) -> None:
    leave = f"/attendance/leaves/{granted(county)}/"
    answer = send(sign_in(county, "王老师"), leave, f"{leave}slip/")
    assert answer.status_code == 409
    assert "请校长先在“文书”页面设置发文代字" in plain(answer)


def test_the_note_of_a_leave_is_sealed(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # who a person is, is proved by the machine's clock
    leave = f"/attendance/leaves/{granted(county)}/"
    wang = sign_in(county, "王老师")
    assert "发烧" not in text_of(wang.get(leave))
    assert "发烧" in plain(wang.post(f"{leave}note/"))


def test_the_head_names_a_substitute_who_reports_and_is_gone_afterwards(county: County) -> None:
    post = post_of(county)
    li = sign_in(county, "李校长")
    page = f"/attendance/classes/{county.units['class_a']}/substitutes/"
    assert send(li, page, post=str(post), first_on=DAY, last_on=DAY).status_code == 302
    assert "代课老师" in plain(li.get(page))
    visitor = sign_in(county, "代课老师")
    assert "三年级（1）班上午还没有报到校" in text_of(visitor.get("/today/"))
    assert send(visitor, page_of(county), **fields(county, both="absent")).status_code == 302
    assert visitor.get(f"/children/{county.children['both']}/").status_code == 404
    to(county, NEXT)
    assert sign_in(county, "代课老师").get(page_of(county, NEXT)).status_code == 404
    assert sign_in(county, "王老师").get(page).status_code == 403


def test_a_substitution_is_ended_by_a_button(county: County) -> None:
    substitution = substituted(county)
    li = sign_in(county, "李校长")
    page = f"/attendance/classes/{county.units['class_a']}/substitutes/"
    assert send(li, page, f"/attendance/substitutions/{substitution}/end/").status_code == 302
    assert sign_in(county, "代课老师").get(page_of(county)).status_code == 404


def test_a_teacher_of_one_class_comes_to_it_at_once_and_a_head_to_the_board(county: County) -> None:
    assert sign_in(county, "王老师").get("/attendance/")["Location"] == (
        f"/attendance/classes/{county.units['class_a']}/"
    )
    li = sign_in(county, "李校长")
    board = text_of(li.get("/attendance/"))
    assert 'hx-trigger="every 60s"' in board
    part = text_of(li.get(BOARD, headers={"HX-Request": "true"}))
    assert "<!doctype" not in part
    assert "三年级（1）班" in part
    assert li.get(f"/attendance/units/{county.units['class_a']}/")["Location"].startswith("/attendance/classes/")
    assert li.get(f"/attendance/units/{county.units['school_z']}/").status_code == 404


def test_a_county_with_two_sessions_has_each_reported_and_the_day_done_by_both(
    county: County,
) -> None:
    ctx = county.ctx
    version = draft_plan(ctx("陈局长"), unit=county.units["county"], key="local/attendance")
    number = {"version": version, "key": "session.afternoon", "value": "17:30", "reason": "下午也点名"}
    set_number(ctx("陈局长"), **number)
    adopt_plan(ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")
    adopted(county, plan=4)
    reported(county)
    county.time.pass_by(hours=4)
    wang = sign_in(county, "王老师")
    assert "三年级（1）班下午还没有报到校" in text_of(wang.get("/today/"))
    reckoned(county)
    [row] = all_of(DutyRow, duty="arrival_report", unit=county.units["class_a"], due_on=DAY)
    assert row.state == "due"
    afternoon = page_of(county, session="afternoon")
    assert send(wang, afternoon, **fields(county, both="absent")).status_code == 302
    reckoned(county)
    [row] = all_of(DutyRow, duty="arrival_report", unit=county.units["class_a"], due_on=DAY)
    assert row.state == "done"
    assert wang.get(page_of(county, session="midnight")).status_code == 404


def test_a_child_who_changes_class_is_asked_about_in_the_new_one(county: County) -> None:
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_b"], from_on=NEXT)
    to(county, NEXT)
    assert "慕容甲乙" not in plain(sign_in(county, "王老师").get(page_of(county, NEXT)))
    assert "慕容甲乙" in plain(sign_in(county, "李校长").get(page_of(county, NEXT, "class_b")))


# school days that are over


def test_a_day_nobody_reported_stays_with_the_class_teacher_until_it_is_reported_late(county: County) -> None:
    reported(county)  # Tuesday; of Wednesday and Thursday nothing is told
    to(county, DAY + timedelta(days=3))
    teacher = sign_in(county, "王老师")
    today = text_of(teacher.get("/today/")).split("<main")[1]
    assert "补报到校情况：2 次没有报，最早的是 2026-09-02 上午" in today
    assert "逾期2天" in today
    for day in (DAY + timedelta(days=1), DAY + timedelta(days=2)):
        assert page_of(county, day) in today  # one tap to the form of each day
    assert page_of(county, DAY) not in today
    first = page_of(county, DAY + timedelta(days=1))
    assert send(teacher, first, **fields(county, both="absent")).status_code == 302
    assert "迟报" in plain(teacher.get(first))
    today = text_of(teacher.get("/today/")).split("<main")[1]
    assert "补报到校情况：2026-09-03 上午" in today


def test_it_is_asked_for_to_the_end_of_the_term_and_can_be_reported_as_long(county: County) -> None:
    to(county, date(2026, 12, 1))
    teacher = sign_in(county, "王老师")
    assert "最早的是 2026-09-01" in text_of(teacher.get("/today/"))
    assert send(teacher, page_of(county, DAY), **fields(county)).status_code == 302
    assert "最早的是 2026-09-02" in text_of(teacher.get("/today/"))
    to(county, date(2027, 3, 10))  # the next term has begun: nobody is asked for the last one
    county.time.at += timedelta(seconds=1)
    assert "2026-09-02" not in text_of(sign_in(county, "王老师").get("/today/"))


def test_the_head_sees_day_and_class_and_says_why_there_is_none(county: County) -> None:
    reported(county)
    to(county, DAY + timedelta(days=3))
    head = sign_in(county, "李校长")
    listed = plain(head.get("/attendance/missing/"))
    assert "三年级（1）班 清溪镇中心小学 有 2 天没有报 2026-09-02" in listed
    assert "三年级（2）班 清溪镇中心小学 有 3 天没有报 2026-09-01" in listed
    path = f"/attendance/classes/{county.units['class_a']}/2026-09-02/none/"
    assert path in text_of(head.get(page_of(county, DAY + timedelta(days=1))))
    assert send(head, path, reason="", last_on="2026-09-03").status_code == 422
    assert send(head, path, reason="外出研学", last_on="2026-09-03")["Location"] == "/attendance/missing/"
    listed = plain(head.get("/attendance/missing/"))
    assert "三年级（1）班" not in listed
    assert "三年级（2）班" in listed
    teacher = sign_in(county, "王老师")
    assert "补报到校情况" not in text_of(teacher.get("/today/"))
    assert "外出研学" in plain(teacher.get(page_of(county, DAY + timedelta(days=1))))
    assert teacher.post(path, {"reason": "不想报"}).status_code == 403
    assert Entry.objects.filter(action="attendance.explain", outcome="done").count() == 1


def test_what_is_missing_is_one_number_for_the_head_the_township_and_the_bureau_at_once(county: County) -> None:
    from notoneless.oversight.indicators.services import count_units

    reported(county)
    count_units(county.ctx("陈局长"), unit=county.units["county"])  # the night before: nothing is missing yet
    to(county, DAY + timedelta(days=2))
    # class_a one day, class_b two, class_z of the other township two
    visitors = {who: sign_in(county, who) for who in ("李校长", "张镇长", "陈局长")}
    for fewer in (0, 1):
        for who, count in (("李校长", 3 - fewer), ("张镇长", 3 - fewer), ("陈局长", 5 - fewer)):
            for page in ("/today/", "/dashboard/"):
                assert f"{count} 个班次没有报到校情况" in text_of(visitors[who].get(page)), (who, page)
            assert f"没有报的班次 {count} " in plain(visitors[who].get(BOARD)), who
            assert f"没有报的 {count} 次" in plain(visitors[who].get("/attendance/missing/")), who
        if not fewer:
            bureau = plain(visitors["陈局长"].get("/attendance/missing/"))
            assert re.search(r"清溪镇中心小学 清溪镇 2 3 ", bureau)
            assert re.search(r"高坪乡中心小学 高坪乡 1 2 ", bureau)
            reported(county, on=NEXT)
    for who in ("周支书", "王老师"):  # who has the class is asked for each day
        assert "班次没有报" not in text_of(sign_in(county, who).get("/today/")).split("<main")[1]


def test_several_days_of_a_class_are_explained_by_one_form(county: County) -> None:
    reported(county)
    to(county, DAY + timedelta(days=8))  # Wednesday of the second week: five school days since are not reported
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    page = f"/attendance/classes/{county.units['class_a']}/missing/"
    assert page in text_of(li.get("/attendance/missing/"))
    assert "有 5 天没有报" in plain(li.get(page))
    assert page_of(county, NEXT) in text_of(li.get(page))
    days = [str(DAY + timedelta(days=number)) for number in (1, 3, 6)]  # Wednesday; Friday and the Monday after it
    assert "请先勾选日子" in plain(send(li, page, reason="外出研学"))
    answer = send(li, page, day=days, reason="")
    assert answer.status_code == 422
    assert text_of(answer).count(" checked") == 3
    assert not all_of(NoReport)
    assert send(li, page, day=days, reason="外出研学").status_code == 302
    assert sorted((row.first_on, row.last_on) for row in all_of(NoReport)) == [
        (NEXT, NEXT),
        (DAY + timedelta(days=3), DAY + timedelta(days=6)),
    ]
    assert "有 2 天没有报" in plain(li.get(page))
    # once more, and for a day that is reported: nothing is written, of all the days
    assert send(li, page, day=[str(DAY + timedelta(days=7)), days[0]], reason="停课").status_code == 422
    assert len(all_of(NoReport)) == 2
    # the class teacher sees the days, and cannot explain them
    assert "写明原因" not in plain(wang.get(page))
    assert "下载本学期登记表" in plain(wang.get(page))
    assert wang.post(page, {"day": days, "reason": "不想报"}).status_code == 403
    assert sign_in(county, "赵老师").get(page).status_code == 404


def test_many_days_of_a_class_are_one_line_of_today_that_leads_to_them(county: County) -> None:
    to(county, DAY + timedelta(days=14))
    today = text_of(sign_in(county, "王老师").get("/today/")).split("<main")[1]
    page = f"/attendance/classes/{county.units['class_a']}/missing/"
    assert f'href="{page}"' in today
    assert page_of(county, NEXT) not in today


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-09-05", "2026-09-05 不上课"),  # Saturday
        ("2026-09-02", "没有缺报的班次"),  # reported
        ("2026-09-08", "2026-09-08 还没有过完"),  # today
        ("2026-09-09", "2026-09-09 还没有到"),
        ("2026-08-20", "2026-08-20 不在学期内"),
    ],
)
def test_of_a_day_that_lacks_no_report_nothing_is_explained(county: County, on: str, words: str) -> None:
    to(county, NEXT)
    reported(county, on=NEXT)
    to(county, date(2026, 9, 8))
    li = sign_in(county, "李校长")
    answer = li.get(f"/attendance/classes/{county.units['class_a']}/{on}/none/")
    assert answer.status_code == 404
    assert words in plain(answer)
    assert "<form" not in text_of(answer).split("<main")[1].split("</main")[0]
    assert li.get(f"/attendance/classes/{county.units['class_a']}/1000-01-01/none/").status_code in (400, 404, 422)


def test_what_is_missing_of_many_classes_is_counted_first_and_the_same(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    from notoneless.records.attendance.selectors import missing

    for day in (DAY, NEXT):
        to(county, day)
        reported(county, on=day)
    reported(county, on=DAY, unit="class_z", who="赵老师")
    to(county, DAY + timedelta(days=2))
    bureau = county.ctx("陈局长")
    slow = [(each.unit.name, each.on) for each in missing.list_missing(bureau)]
    assert missing.count_missing(bureau) == 3
    monkeypatch.setattr(missing, "MANY", 0)
    assert [(each.unit.name, each.on) for each in missing.list_missing(bureau)] == slow
    assert missing.count_missing(bureau) == 3
    days = {"first_on": DAY, "last_on": DAY, "reason": "停课"}
    explain(county.ctx("李校长"), unit=county.units["class_b"], **days)
    assert missing.count_missing(bureau) == len(missing.list_missing(bureau)) == 2
    assert slow == [("三年级（2）班", DAY), ("三年级（2）班", NEXT), ("四年级（1）班", NEXT)]
