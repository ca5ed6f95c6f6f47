"""The rules of attendance as tables: what excuses an absence, who grants how many days, what a filled register says."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from notoneless.foundation.calendar.rules import usual_terms
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem
from notoneless.policy.parameters import load_parameters
from notoneless.policy.working_days import load_working_days
from notoneless.records.attendance.rules.excusing import AwayMark, LeaveSpan, absent_days_of, is_overdue
from notoneless.records.attendance.rules.kinds import NEXT, LeaveState, LeaveStepKind, MarkKind
from notoneless.records.attendance.rules.leaving import (
    in_a_row,
    overlaps,
    why_not_days,
    why_not_granted,
    why_not_so_far,
    why_not_step,
)
from notoneless.records.attendance.rules.parameters import PLAN, attendance_parameters
from notoneless.records.attendance.rules.reporting import (
    Noted,
    as_text,
    packed,
    read_exceptions,
    school_days_since,
    unpacked,
    why_not_the_day,
)
from notoneless.records.attendance.rules.sheets import KnownPupil, checked, read_register
from notoneless.tabular.tables import PlainSheet

DAY = date(2026, 9, 1)
CHILD, OTHER, CLASS = UUID(int=1), UUID(int=2), UUID(int=9)
NUMBERS = attendance_parameters({key: each for key, each in load_parameters(PLAN, DAY).items() if not each.is_awaited})
CALENDAR = Calendar(load_working_days(), (), {}, usual_terms(DAY))


def on(number: int) -> date:
    """The n-th of September."""
    return date(2026, 9, number)


def away(number: int, kind: MarkKind = MarkKind.ABSENT, child: UUID = CHILD, session: str = "morning") -> AwayMark:
    return AwayMark(child, CLASS, on(number), session, kind, "unknown")


# excused or not

LEAVE, ABSENT = MarkKind.LEAVE, MarkKind.ABSENT


@pytest.mark.parametrize(
    ("marks", "spans", "excused"),
    [
        ([away(1)], [], [False]),
        ([away(1, LEAVE)], [], [True]),
        # leave covers its first day and its last, and what is marked as absence on them
        ([away(1), away(3), away(4)], [LeaveSpan(on(1), on(3))], [True, True, False]),
        ([away(4, LEAVE)], [LeaveSpan(on(1), on(3))], [False]),
        # who was back has no leave any more; what is marked later is the teacher's word
        ([away(3)], [LeaveSpan(on(1), on(9), on(3))], [False]),
        ([away(3, LEAVE)], [LeaveSpan(on(1), on(9), on(3))], [True]),
        # one leave has run out, another covers the day
        ([away(4, LEAVE)], [LeaveSpan(on(1), on(3)), LeaveSpan(on(4), on(4))], [True]),
        # the teacher's word: three days of a fortnight, and again when they lie back far enough
        ([away(each, LEAVE) for each in (1, 2, 3, 4)], [], [True, True, True, False]),
        ([away(each, LEAVE) for each in (1, 2, 3, 14)], [], [True, True, True, False]),
        ([away(each, LEAVE) for each in (1, 2, 3, 15)], [], [True, True, True, True]),
        # days that leave covers do not count against it
        ([away(each, LEAVE) for each in (1, 2, 3, 4)], [LeaveSpan(on(1), on(1), on(2))], [True, True, True, True]),
    ],
)
def test_what_excuses_a_day(marks: list[AwayMark], spans: list[LeaveSpan], excused: list[bool]) -> None:
    assert [day.excused for day in absent_days_of(marks, {CHILD: spans}, NUMBERS)] == excused


def test_a_day_with_one_session_without_leave_is_not_excused_and_counts_its_sessions() -> None:
    marks = [away(1, LEAVE), away(1, ABSENT, session="afternoon"), away(1, child=OTHER)]
    one, other = absent_days_of(marks, {}, NUMBERS)
    assert (one.child, one.sessions, one.excused) == (CHILD, 2, False)
    assert (other.child, other.sessions) == (OTHER, 1)


@pytest.mark.parametrize(
    ("last", "closed", "day", "overdue"),
    [
        (4, None, 4, False),  # Friday
        (4, None, 6, False),  # Sunday
        (4, None, 7, True),  # Monday
        (4, 7, 7, False),
        (4, 8, 7, True),
        (2, None, 3, True),
    ],
)
def test_leave_is_overdue_from_the_next_school_day(last: int, closed: int | None, day: int, overdue: bool) -> None:
    span = LeaveSpan(on(1), on(last), on(closed) if closed else None)
    assert is_overdue(span, CALENDAR, on(day)) is overdue


# leave


@pytest.mark.parametrize(("days", "is_head", "code"), [(3, False, None), (4, False, "leave_for_head"), (4, True, None)])
def test_who_grants_how_many_days(days: int, is_head: bool, code: str | None) -> None:
    found = why_not_granted(DAY, DAY + timedelta(days=days - 1), NUMBERS, is_head=is_head)
    assert (found.code if found else None) == (f"arrivals.{code}" if code else None)


@pytest.mark.parametrize(("days", "code"), [(0, "leave_backwards"), (1, None), (90, None), (91, "leave_long")])
def test_how_long_leave_may_be(days: int, code: str | None) -> None:
    found = why_not_days(DAY, DAY + timedelta(days=days - 1), NUMBERS)
    assert (found.code if found else None) == (f"arrivals.{code}" if code else None)


@pytest.mark.parametrize(("days", "code"), [(-91, "leave_far"), (-90, None), (0, None), (90, None), (91, "leave_far")])
def test_leave_begins_near_today(days: int, code: str | None) -> None:
    found = why_not_so_far(DAY + timedelta(days=days), DAY, NUMBERS)
    assert (found.code if found else None) == (f"arrivals.{code}" if code else None)


def test_leave_that_adjoins_is_one_row() -> None:
    # over a weekend too, and not over a school day
    week = [LeaveSpan(on(7), on(9)), LeaveSpan(on(10), on(11)), LeaveSpan(on(14), on(15)), LeaveSpan(on(17), on(18))]
    assert in_a_row(on(10), on(11), [week[0], week[2], week[3]], CALENDAR) == (on(7), on(15))
    assert in_a_row(on(14), on(15), [LeaveSpan(on(7), on(11), on(10))], CALENDAR) == (
        on(14),
        on(15),
    )  # came back before


@pytest.mark.parametrize("state", list(LeaveState))
@pytest.mark.parametrize("step", list(LeaveStepKind))
def test_what_may_follow(state: LeaveState, step: LeaveStepKind) -> None:
    found = why_not_step(state, step)
    assert (found is None) == (step in NEXT[state])
    assert found is None or found.code == f"arrivals.leave_is_{state}"


def test_leave_that_is_closed_early_leaves_the_rest_free() -> None:
    whole, closed = LeaveSpan(on(1), on(9)), LeaveSpan(on(1), on(9), on(4))
    assert overlaps(on(9), on(10), [whole])
    assert not overlaps(on(10), on(11), [whole])
    assert overlaps(on(3), on(5), [closed])
    assert not overlaps(on(4), on(9), [closed])


# the day


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 9, 1), None),
        (date(2026, 9, 5), "no_school_day"),
        (date(2026, 10, 1), "no_school_day"),
        (date(2026, 8, 31), "outside_terms"),
        (date(2026, 11, 3), "day_to_come"),
    ],
)
def test_of_which_days_anything_is_reported(day: date, code: str | None) -> None:
    found = why_not_the_day(CALENDAR, day, date(2026, 11, 2))
    assert (found.code if found else None) == (f"arrivals.{code}" if code else None)


@pytest.mark.parametrize(("day", "today", "days"), [(1, 1, 0), (1, 2, 1), (1, 3, 2), (4, 6, 0), (4, 7, 1), (3, 7, 2)])
def test_school_days_that_have_begun_since(day: int, today: int, days: int) -> None:
    assert school_days_since(CALENDAR, on(day), on(today)) == days


def test_exceptions_are_text_and_come_back() -> None:
    noted = [Noted(CHILD, MarkKind.ABSENT, "sick", "在医院 二楼"), Noted(OTHER, MarkKind.LATE, "road")]
    assert read_exceptions(as_text(noted), NUMBERS) == noted
    assert read_exceptions(f"{CHILD}\tabsent", NUMBERS) == [Noted(CHILD, MarkKind.ABSENT, "unknown")]
    assert read_exceptions("", NUMBERS) == []
    assert isinstance(read_exceptions(f"{CHILD}\tabsent\tsick\tx\ty", NUMBERS), Problem)
    assert set(unpacked(packed([OTHER, CHILD]))) == {CHILD, OTHER}


def test_the_session_of_a_time_of_day() -> None:
    plan = load_parameters(PLAN, DAY)
    two = attendance_parameters(
        {
            key: replace(each, value="17:30") if key == "session.afternoon" else each
            for key, each in plan.items()
            if key != "session.evening"
        }
    )
    assert [each.key for each in two.sessions] == ["morning", "afternoon"]
    assert two.current(time(11, 59)).key == "morning"
    assert two.current(time(12, 0)).key == "afternoon"
    assert two.current(time(20, 0)).key == "afternoon"
    assert two.order("morning") < two.order("afternoon") < two.order("gone")
    assert two.usual_reason(MarkKind.ABSENT) == "unknown"
    assert {each.key for each in two.reasons_for(MarkKind.LEAVE)} == {"unknown", "sick", "personal", "family"}


# a filled register

PUPILS = [
    KnownPupil(CHILD, "慕容甲乙", date(2017, 1, 1)),
    KnownPupil(OTHER, "欧阳丙丁", date(2017, 1, 2)),
    KnownPupil(UUID(int=3), "欧阳丙丁", date(2017, 1, 3)),
]


def sheet(*rows: str) -> list[PlainSheet]:
    return [PlainSheet("", [row.split(",") for row in rows])]


def test_a_column_without_any_sign_was_not_reported_and_an_empty_cell_beside_signs_means_present() -> None:
    plan = read_register(sheet("姓名,2026-09-01 上午,2026-09-02", "慕容甲乙,假（病）,"), PUPILS, NUMBERS)
    assert plan.faults == ()
    assert plan.blank == 1
    [report] = plan.reports
    assert (report.on, report.session) == (DAY, "morning")
    assert report.noted == (Noted(CHILD, MarkKind.LEAVE, "sick"),)


@pytest.mark.parametrize(
    ("cell", "kind", "reason"),
    [
        ("缺", "absent", "unknown"),
        ("旷课", "absent", "unknown"),
        ("缺(不愿上学)", "absent", "unwilling"),
        ("病假", "leave", "sick"),
        ("事假", "leave", "personal"),
        ("迟", "late", "unknown"),
        ("早退", "left_early", "unknown"),
    ],
)
def test_a_sign_is_understood(cell: str, kind: str, reason: str) -> None:
    [report] = read_register(sheet("姓名,2026-09-01", f"慕容甲乙,{cell}"), PUPILS, NUMBERS).reports
    assert report.noted == (Noted(CHILD, MarkKind(kind), reason),)


@pytest.mark.parametrize("cell", ["√", "到", "1", "√ "])
def test_present_is_no_mark(cell: str) -> None:
    [report] = read_register(sheet("姓名,2026-09-01", f"慕容甲乙,{cell}"), PUPILS, NUMBERS).reports
    assert (report.noted, set(report.said)) == ((), {CHILD})


@pytest.mark.parametrize(
    ("rows", "code", "row", "column"),
    [
        (("姓名,2026-09-01", "慕容甲乙,没来"), "sheet_no_sign", 2, "B"),
        (("姓名,2026-09-01", "慕容甲乙,假（打工）"), "sheet_no_sign", 2, "B"),
        (("姓名,2026-09-01", "慕容甲乙,√（病）"), "sheet_no_sign", 2, "B"),
        (("姓名,2026-09-01", "欧阳丙丁,缺"), "sheet_which_pupil", 2, "A"),
        (("姓名,2026-09-01", ",缺"), "sheet_no_name", 2, "A"),
        (("姓名,2026-09-01 晚上", "慕容甲乙,缺"), "sheet_no_day", 1, "B"),
        (("学生,2026-09-01", "慕容甲乙,缺"), "sheet_no_header", 1, "A"),
    ],
)
def test_a_fault_is_named_at_its_cell(rows: tuple[str, ...], code: str, row: int, column: str) -> None:
    [fault] = read_register(sheet(*rows), PUPILS, NUMBERS).faults
    assert (fault.what.code, fault.row, fault.column) == (f"arrivals.{code}", row, column)


def test_two_of_one_name_are_told_apart_by_their_births() -> None:
    rows = ("姓名,出生日期,2026-09-01", "欧阳丙丁,2017-01-03,缺", "欧阳丙丁,2017-01-02,√")
    [report] = read_register(sheet(*rows), PUPILS, NUMBERS).reports
    assert [each.child for each in report.noted] == [UUID(int=3)]


def test_what_is_reported_already_just_so_is_left_alone_and_otherwise_a_fault() -> None:
    plan = read_register(sheet("姓名,2026-09-01,2026-09-02", "慕容甲乙,缺,缺"), PUPILS, NUMBERS)
    mark = (CHILD, "absent", "unknown")
    known = {(DAY, "morning"): frozenset({mark}), (on(2), "morning"): frozenset[tuple[UUID, str, str]]()}
    found = checked(plan, lambda _: None, lambda _: frozenset({CHILD}), known)
    assert (found.same, found.reports) == (1, ())
    assert [each.what.code for each in found.faults] == ["arrivals.sheet_reported"]
    other = checked(plan, lambda _: None, lambda _: frozenset({OTHER}), {})
    assert {each.what.code for each in other.faults} == {"arrivals.sheet_not_asked"}
