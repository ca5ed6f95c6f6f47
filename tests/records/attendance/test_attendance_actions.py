"""Reporting who came, by actions: the first report, corrections, leave, substitutes, and everything that is refused."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from notoneless.foundation.access import outbox
from notoneless.foundation.access.measures import Flow
from notoneless.foundation.access.models import Grant
from notoneless.foundation.access.refusals import Conflict, NotAllowed, NotFound, Refused, Unusable
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.organizations.services import close_unit
from notoneless.foundation.people.services import place_child
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.kernel.problems import NotonelessError
from notoneless.records.attendance.measures import EVIDENCE
from notoneless.records.attendance.models import (
    AbsenceTrace,
    ArrivalReport,
    AttendanceMark,
    Leave,
    LeaveStep,
    NoReport,
    Substitution,
)
from notoneless.records.attendance.rules.reporting import unpacked
from notoneless.records.attendance.selectors import (
    absences_traced,
    absent_days,
    expected_days,
    leaves_expired,
    present_days,
)
from notoneless.records.attendance.selectors.classes import traces_of
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.registers import pupil_register
from notoneless.records.attendance.services import (
    amend,
    close_leave,
    correct,
    end_substitution,
    explain,
    extend_leave,
    grant_leave,
    import_register,
    refuse_leave,
    report,
    substitute,
    trace,
)
from support.attendance import applied, granted, kept_register, marked, post_of, reported, said, substituted
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.rolls import suspended

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The events that are published."""
    found: list[Any] = []
    module = "notoneless.records.attendance.services.recording.publish"
    monkeypatch.setattr(module, lambda _, event: found.append(event))
    return found


def names(events: list[Any], county: County) -> list[tuple[str, str]]:
    keys = {child: key for key, child in county.children.items()}
    return [(type(each).__name__, keys[each.child]) for each in events]


def to(county: County, day: date) -> None:
    county.time.at += timedelta(days=(day - county.ctx("王老师").today).days)


def code_of(call: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(NotonelessError) as refusal:
        call(*args, **given)
    return refusal.value.problem.code


def test_all_but_the_exceptions_were_there_and_it_leaves_one_entry(county: County, told: list[Any]) -> None:
    before = len(all_of(Entry))
    made = reported(county, both="absent/unwilling/说不想读了")
    row = the(ArrivalReport, pk=made)
    assert set(unpacked(bytes(row.asked))) == {county.children["both"], county.children["class_only"]}
    assert (row.due, row.absent, row.on_leave, row.late, row.left_early) == (2, 1, 0, 0, 0)
    assert (row.is_current, row.is_in_time, row.by.name) == (True, True, "王老师")
    mark = the(AttendanceMark)
    assert (mark.kind, mark.reason, mark.also_unit_id) == ("absent", "unwilling", county.units["group_a"])
    assert len(all_of(Entry)) == before + 1
    assert names(told, county) == [("AbsenceFound", "both")]
    [day] = absent_days(DAY, DAY)
    assert (day.child, day.unit, day.sessions, day.excused) == (
        county.children["both"],
        county.units["class_a"],
        1,
        False,
    )
    both = list(county.children.values())
    assert present_days(DAY, DAY, both) == {county.children["class_only"]: frozenset({DAY})}
    assert expected_days(DAY, DAY, both) == dict.fromkeys(unpacked(bytes(row.asked)), 1)


def test_the_same_request_is_done_once_and_other_content_is_a_conflict(county: County) -> None:
    ctx = county.ctx("王老师", uuid4())
    given: dict[str, Any] = {"unit": county.units["class_a"], "on": DAY, "session": "morning"}
    first = report(ctx, **given, exceptions=said(county, both="late"))
    assert report(ctx, **given, exceptions=said(county, both="late")) == first
    with pytest.raises(Conflict):
        report(ctx, **given, exceptions="")
    # the same person says the same again with another form: nothing happens
    assert reported(county, both="late") == first
    assert len(all_of(ArrivalReport)) == 1


def test_two_requests_that_differ_only_far_behind_are_told_apart(county: County) -> None:
    ctx = county.ctx("王老师", uuid4())
    given: dict[str, Any] = {"unit": county.units["class_a"], "on": DAY, "session": "morning"}
    blank = "\n" * 3000
    report(ctx, **given, exceptions=f"{said(county, both='late')}{blank}{said(county, class_only='late')}")
    with pytest.raises(Conflict):
        report(ctx, **given, exceptions=f"{said(county, both='late')}{blank}{said(county, class_only='absent')}")


def test_what_somebody_else_reported_is_not_overwritten_but_corrected_and_both_are_kept(
    county: County, told: list[Any]
) -> None:
    first = reported(county, both="absent/sick/在县医院", class_only="leave")
    assert code_of(reported, county, who="李校长") == "arrivals.reported_already"
    told.clear()
    second = correct(
        county.ctx("李校长"),
        report=first,
        exceptions=said(county, both="absent/sick", class_only="late"),
        reason="九点到了",
    )
    old, new = the(ArrivalReport, pk=first), the(ArrivalReport, pk=second)
    assert (old.is_current, new.is_current, new.corrects_id, new.why) == (False, True, first, "九点到了")
    assert new.is_in_time
    kept = the(AttendanceMark, report=new, child=county.children["both"])
    assert kept.note is None
    assert kept.same_as.note is not None  # what was noted before stands
    assert names(told, county) == [("ChildArrived", "class_only")]
    assert code_of(correct, county.ctx("王老师"), report=first, exceptions="", reason="再改") == (
        "arrivals.corrected_already"
    )
    assert [day.child for day in absent_days(DAY, DAY)] == [county.children["both"]]


def test_a_correction_needs_a_reason_and_a_teacher_of_another_school_cannot_even_see_it(county: County) -> None:
    first = reported(county)
    assert code_of(correct, county.ctx("王老师"), report=first, exceptions="", reason="") == "access.missing_parameter"
    with pytest.raises(NotFound):
        correct(county.ctx("赵老师"), report=first, exceptions="", reason="越权")
    with pytest.raises(NotFound):
        reported(county, who="赵老师")
    for who in ("张镇长", "陈局长", "周支书"):
        with pytest.raises(NotAllowed):
            reported(county, who=who)


@pytest.mark.parametrize(
    ("on", "days", "code"),
    [
        (DAY + timedelta(days=1), 0, "arrivals.day_to_come"),
        (date(2026, 9, 5), 10, "arrivals.no_school_day"),
        (date(2026, 10, 1), 40, "arrivals.no_school_day"),
        (date(2026, 8, 20), 0, "arrivals.outside_terms"),
    ],
)
def test_a_day_of_which_nothing_is_reported_is_refused(county: County, on: date, days: int, code: str) -> None:
    county.time.pass_by(days=days)
    assert code_of(reported, county, on) == code
    assert not all_of(ArrivalReport)


def test_a_county_may_let_class_teachers_report_late_for_fewer_days(county: County) -> None:
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="local/attendance")
    given = {"key": "report_within", "value": "2", "reason": "早报"}
    set_number(county.ctx("陈局长"), version=version, **given)
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")
    county.time.pass_by(days=3)
    assert code_of(reported, county, DAY) == "arrivals.too_late"
    assert not all_of(ArrivalReport)


def test_why_a_class_has_no_report_is_said_of_days_of_one_term_that_have_come(county: County) -> None:
    county.time.pass_by(days=3)
    wrong = [
        (DAY, DAY + timedelta(days=4), "arrivals.day_to_come"),
        (DAY, DAY + timedelta(days=3), "arrivals.day_not_over"),
        (DAY + timedelta(days=1), DAY, "arrivals.explained_days"),
        (date(2026, 8, 20), DAY, "arrivals.explained_days"),
    ]
    for first, last, code in wrong:
        given = {"unit": county.units["class_a"], "first_on": first, "last_on": last, "reason": "停课"}
        assert code_of(explain, county.ctx("李校长"), **given) == code
    given = {"unit": county.units["school_a"], "first_on": DAY, "last_on": DAY, "reason": "停电停课"}
    explain(county.ctx("李校长"), **given)
    assert {row.unit_id for row in all_of(NoReport)} == {county.units["class_a"], county.units["class_b"]}
    with pytest.raises(NotAllowed):
        explain(county.ctx("王老师"), **given)
    again = given | {"last_on": DAY + timedelta(days=1)}
    assert code_of(explain, county.ctx("李校长"), **again) == "arrivals.explained_already"
    assert code_of(explain, county.ctx("李校长"), **given | {"unit": county.units["class_a"]}) == (
        "arrivals.explained_already"
    )


def test_why_a_class_has_no_report_is_said_of_school_days_that_lack_one(county: County) -> None:
    to(county, DAY + timedelta(days=1))
    reported(county, on=DAY + timedelta(days=1))
    to(county, DAY + timedelta(days=7))
    saturday, unit = DAY + timedelta(days=4), county.units["class_a"]
    wrong = [
        (saturday, saturday, "arrivals.no_school_day"),
        (saturday - timedelta(days=1), saturday + timedelta(days=1), "arrivals.no_school_day"),
        (saturday, saturday + timedelta(days=2), "arrivals.no_school_day"),
        (DAY + timedelta(days=1), DAY + timedelta(days=1), "arrivals.nothing_to_explain"),
    ]
    for first, last, code in wrong:
        given = {"unit": unit, "first_on": first, "last_on": last, "reason": "停课"}
        assert code_of(explain, county.ctx("李校长"), **given) == code
    # of a school those classes are meant that lack a report
    given = {"first_on": DAY + timedelta(days=1), "last_on": DAY + timedelta(days=1), "reason": "停电停课"}
    explain(county.ctx("李校长"), unit=county.units["school_a"], **given)
    assert {row.unit_id for row in all_of(NoReport)} == {county.units["class_b"]}


def test_two_school_days_later_it_can_be_reported_and_is_not_in_time(county: County) -> None:
    county.time.pass_by(days=2)
    assert not the(ArrivalReport, pk=reported(county)).is_in_time
    county.time.pass_by(hours=6)  # three in the afternoon
    assert not the(ArrivalReport, pk=reported(county, DAY + timedelta(days=2))).is_in_time


def test_the_head_amends_however_long_ago_it_was(county: County) -> None:
    first = reported(county, both="absent")
    county.time.pass_by(days=30)
    late = {"report": first, "exceptions": "", "reason": "查明到校"}
    assert code_of(correct, county.ctx("王老师"), **late) == "arrivals.too_late_to_correct"
    given = {"unit": county.units["class_a"], "session": "morning", "reason": "查明到校"}
    with pytest.raises(NotAllowed):
        amend(county.ctx("王老师"), on=DAY, **given)
    made = amend(county.ctx("李校长"), on=DAY, **given)
    assert the(ArrivalReport, pk=made).corrects_id == first
    missing = amend(county.ctx("李校长"), on=date(2026, 9, 3), **given)
    assert the(ArrivalReport, pk=missing).corrects is None
    assert absent_days(DAY, DAY) == []


@pytest.mark.parametrize(
    ("exceptions", "code"),
    [
        ("other_class=absent", "arrivals.other_class"),
        ("both=absent/personal", "arrivals.reason_unfit"),
        ("both=absent/nonsense", "arrivals.reason_unfit"),
        ("both=gone", "arrivals.exceptions_unread"),
        (f"both=absent/sick/{'长' * 201}", "arrivals.note_long"),
    ],
)
def test_exceptions_that_cannot_be_are_refused(county: County, exceptions: str, code: str) -> None:
    key, _, mark = exceptions.partition("=")
    assert code_of(reported, county, **{key: mark}) == code
    assert not all_of(ArrivalReport)


def test_exceptions_that_are_no_list_are_refused(county: County) -> None:
    ctx, given = county.ctx, {"unit": county.units["class_a"], "on": DAY, "session": "morning"}
    twice = "\n".join([said(county, both="late")] * 2)
    texts = {
        "张三没来": "arrivals.exceptions_unread",
        twice: "arrivals.twice",
        "x" * 40_001: "access.too_long",
    }
    for text, code in texts.items():
        assert code_of(report, ctx("王老师"), **given, exceptions=text) == code
    assert code_of(report, ctx("王老师"), **given | {"session": "midnight"}) == "arrivals.no_session"
    assert code_of(report, ctx("李校长"), **given | {"unit": county.units["school_a"]}) == "arrivals.no_class"


def test_a_class_that_is_closed_or_empty_is_not_reported(county: County) -> None:
    empty = found_unit(
        county.ctx("陈局长"), parent=county.units["school_a"], kind="class", name="三年级（3）班", from_on=DAY
    )
    county.units["empty"] = empty
    assert code_of(reported, county, unit="empty", who="李校长") == "arrivals.nobody"
    close_unit(county.ctx("陈局长"), unit=empty, until_on=NEXT)
    to(county, NEXT)
    assert code_of(reported, county, NEXT, unit="empty", who="李校长") == "arrivals.class_closed"


def test_who_is_on_suspension_of_studies_is_not_asked_about(county: County) -> None:
    suspended(county)
    row = the(ArrivalReport, pk=reported(county))
    assert unpacked(bytes(row.asked)) == (county.children["class_only"],)
    to(county, NEXT)
    assert code_of(reported, county, NEXT, both="absent") == "arrivals.not_asked"
    # of a day that is over, the roll is asked how it was then
    to(county, DAY + timedelta(days=2))
    assert the(ArrivalReport, pk=reported(county, NEXT)).due == 1


# runs, and being back


def test_who_was_away_and_is_there_again_has_arrived_and_is_traced(county: County, told: list[Any]) -> None:
    reported(county, both="absent")
    to(county, NEXT)
    told.clear()
    reported(county, NEXT, class_only="late")
    assert names(told, county) == [("ChildArrived", "both")]
    row = the(AbsenceTrace)
    assert (row.child_id, row.on, row.traced_to, row.traced_on) == (county.children["both"], DAY, "back", NEXT)


def test_a_correction_takes_back_that_a_pupil_was_back(county: County) -> None:
    reported(county, both="absent")
    to(county, NEXT)
    wrong = reported(county, NEXT)
    other = correct(county.ctx("王老师"), report=wrong, exceptions=said(county, class_only="late"), reason="迟到")
    assert the(AbsenceTrace).is_current
    again = correct(county.ctx("王老师"), report=other, exceptions=said(county, both="absent"), reason="点错了")
    assert [row.is_current for row in all_of(AbsenceTrace)] == [False]
    both = [county.children["both"]]
    assert absences_traced(NEXT, both) == []
    assert traces_of(county.ctx("王老师"), both, DAY) == {}
    days = pupil_register(county.ctx("王老师"), both[0], DAY, attendance_numbers(DAY)).days
    assert [each.where for each in days] == [(), ()]
    [traced] = [each for each in EVIDENCE if each.code == "attendance.absence_traced"]
    assert isinstance(traced, Flow)
    with owners_eyes():
        assert list(traced.done(DAY, NEXT, None)) == []
    correct(county.ctx("王老师"), report=again, exceptions="", reason="来了")
    assert sorted(row.is_current for row in all_of(AbsenceTrace)) == [False, True]


def test_who_was_seen_since_stays_found_whatever_is_corrected(county: County) -> None:
    reported(county, both="absent")
    to(county, NEXT)
    wrong = reported(county, NEXT)
    to(county, NEXT + timedelta(days=1))
    reported(county, NEXT + timedelta(days=1))
    correct(county.ctx("王老师"), report=wrong, exceptions=said(county, both="absent"), reason="点错了")
    assert the(AbsenceTrace).is_current


def test_what_a_person_said_of_an_absence_outlives_a_correction(county: County) -> None:
    mark = marked(county, both="absent")
    to(county, NEXT)
    trace(county.ctx("王老师"), mark=mark, traced_to="back")
    wrong = reported(county, NEXT)
    correct(county.ctx("王老师"), report=wrong, exceptions=said(county, both="absent"), reason="点错了")
    assert the(AbsenceTrace).is_current


def test_a_pupil_who_comes_from_another_class_ends_the_run_there(county: County, told: list[Any]) -> None:
    reported(county, both="absent")
    to(county, NEXT)
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_b"], from_on=NEXT)
    told.clear()
    reported(county, NEXT, unit="class_b", who="李校长")
    assert names(told, county) == [("ChildArrived", "both")]


def test_correcting_a_day_before_the_present_run_does_not_end_it(county: County, told: list[Any]) -> None:
    first = reported(county, both="absent")
    to(county, NEXT)
    reported(county, NEXT, both="absent")
    told.clear()
    correct(county.ctx("王老师"), report=first, exceptions="", reason="记错了")
    assert told == []
    assert [day.on for day in absent_days(DAY, NEXT)] == [NEXT]


def test_where_an_absent_pupil_is_can_be_said_as_long_as_the_mark_counts(county: County) -> None:
    mark = marked(county, both="absent")
    trace(county.ctx("王老师"), mark=mark, traced_to="working", note="在邻县饭店")
    row = the(AbsenceTrace)
    assert (row.traced_to, row.unit_id, row.also_unit_id) == (
        "working",
        county.units["class_a"],
        county.units["group_a"],
    )
    correct(county.ctx("王老师"), report=the(ArrivalReport).pk, exceptions=said(county, both="late"), reason="迟到")
    again = {"mark": mark, "traced_to": "at_home"}
    assert code_of(trace, county.ctx("王老师"), **again) == "arrivals.corrected_already"
    late = the(AttendanceMark, kind="late").pk
    assert code_of(trace, county.ctx("王老师"), mark=late, traced_to="ill") == "arrivals.trace_present"
    with pytest.raises(NotFound):
        trace(county.ctx("赵老师"), mark=mark, traced_to="ill")


# leave


def test_a_class_teacher_grants_three_days_and_the_head_more(county: County) -> None:
    short, long = applied(county, 3), applied(county, 4, "class_only")
    grant_leave(county.ctx("王老师"), leave=short)
    assert code_of(grant_leave, county.ctx("王老师"), leave=long) == "arrivals.leave_for_head"
    grant_leave(county.ctx("李校长"), leave=long)
    more = {"leave": short, "last_on": DAY + timedelta(days=5), "reason": "还没好"}
    assert code_of(extend_leave, county.ctx("王老师"), **more) == "arrivals.leave_for_head"
    extend_leave(county.ctx("李校长"), **more)
    steps = sorted((row.number, row.step) for row in all_of(LeaveStep, leave=short))
    assert steps == [(1, "apply"), (2, "grant"), (3, "extend")]
    assert the(Leave, pk=short).note is not None


def test_absence_on_leave_is_excused_and_being_seen_closes_it(county: County, told: list[Any]) -> None:
    leave = granted(county, 3)
    reported(county, both="leave/sick")
    assert told == []
    assert [day.excused for day in absent_days(DAY, DAY)] == [True]
    to(county, NEXT)
    reported(county, NEXT, both="late")
    row = the(Leave, pk=leave)
    assert (row.state, row.closed_on) == ("closed", NEXT)
    assert names(told, county) == [("ChildArrived", "both")]


def test_leave_that_a_wrong_mark_has_closed_goes_on_when_that_is_corrected(county: County, told: list[Any]) -> None:
    leave = granted(county, 3)
    wrong = reported(county)
    assert (the(Leave, pk=leave).state, the(Leave, pk=leave).closed_on) == ("closed", DAY)
    to(county, NEXT)
    reported(county, NEXT, both="leave/sick")
    told.clear()
    correct(county.ctx("王老师"), report=wrong, exceptions=said(county, both="leave/sick"), reason="点错了")
    row = the(Leave, pk=leave)
    assert (row.state, row.closed_on) == ("granted", None)
    assert [day.excused for day in absent_days(DAY, NEXT)] == [True, True]
    assert told == []
    steps = [(each.number, each.step) for each in all_of(LeaveStep, leave=leave)]
    assert sorted(steps) == [(1, "apply"), (2, "grant"), (3, "close"), (4, "go_on")]


@pytest.mark.parametrize("decided", ["applied", "granted"])
def test_leave_that_goes_on_ends_before_leave_that_was_asked_for_since(county: County, decided: str) -> None:
    first = granted(county, 4)
    wrong = reported(county)
    days = {"first_on": DAY + timedelta(days=2), "last_on": DAY + timedelta(days=3)}
    second = granted(county, **days) if decided == "granted" else applied(county, **days)
    correct(county.ctx("王老师"), report=wrong, exceptions=said(county, both="leave/sick"), reason="点错了")
    row = the(Leave, pk=first)
    assert (row.state, row.closed_on) == ("closed", DAY + timedelta(days=2))
    assert (the(Leave, pk=second).state, the(Leave, pk=second).first_on) == (decided, DAY + timedelta(days=2))
    assert [day.excused for day in absent_days(DAY, DAY)] == [True]
    steps = sorted((each.number, each.step) for each in all_of(LeaveStep, leave=first))
    assert steps[2:] == [(3, "close"), (4, "go_on"), (5, "close")]


def test_leave_whose_days_other_leave_has_taken_since_does_not_go_on(county: County) -> None:
    first = granted(county, 4)
    wrong = reported(county)
    second = granted(county, 4)
    correct(county.ctx("王老师"), report=wrong, exceptions=said(county, both="leave/sick"), reason="点错了")
    assert (the(Leave, pk=first).state, the(Leave, pk=first).closed_on) == ("closed", DAY)
    assert the(Leave, pk=second).state == "granted"


def test_leave_closed_by_a_wrong_mark_ends_when_the_pupil_was_really_seen(county: County) -> None:
    leave = granted(county, 3)
    wrong = reported(county)
    to(county, NEXT)
    reported(county, NEXT)
    correct(county.ctx("王老师"), report=wrong, exceptions=said(county, both="leave/sick"), reason="点错了")
    row = the(Leave, pk=leave)
    assert (row.state, row.closed_on) == ("closed", NEXT)


def test_who_is_back_from_leave_of_which_no_report_told_has_arrived(county: County, told: list[Any]) -> None:
    granted(county, 1)  # and nobody has reported the class on that day
    to(county, NEXT)
    reported(county, NEXT)
    assert the(Leave).state == "closed"
    assert names(told, county) == [("ChildArrived", "both")]
    assert not all_of(AbsenceTrace)  # nobody was looked for


def test_leave_that_has_run_out_excuses_nothing_from_the_next_school_day(county: County, told: list[Any]) -> None:
    leave = granted(county, 4)  # until Friday the fourth
    friday, monday = DAY + timedelta(days=3), DAY + timedelta(days=6)
    assert leaves_expired(friday) == []
    assert leaves_expired(friday + timedelta(days=2)) == []
    assert [(each.child, each.ended_on) for each in leaves_expired(monday)] == [(county.children["both"], friday)]
    to(county, monday)
    reported(county, monday, both="leave")
    assert names(told, county) == [("AbsenceFound", "both")]
    assert [day.excused for day in absent_days(monday, monday)] == [False]
    extend_leave(county.ctx("李校长"), leave=leave, last_on=monday, reason="续")
    assert [day.excused for day in absent_days(monday, monday)] == [True]
    assert leaves_expired(monday) == []
    close_leave(county.ctx("王老师"), leave=leave, on=monday)
    assert code_of(close_leave, county.ctx("王老师"), leave=leave, on=monday) == "arrivals.leave_is_closed"


def test_a_teachers_word_excuses_three_days_of_a_fortnight(county: County, told: list[Any]) -> None:
    days = [DAY + timedelta(days=number) for number in range(4)]
    for day in days:
        to(county, day)
        reported(county, day, both="leave/personal")
    assert [day.excused for day in absent_days(days[0], days[-1])] == [True, True, True, False]
    assert names(told, county) == [("AbsenceFound", "both")]


def test_leave_that_cannot_be_is_refused(county: County) -> None:
    leave = applied(county)
    assert code_of(applied, county) == "arrivals.leave_overlaps"
    assert code_of(applied, county, 0, "class_only") == "arrivals.leave_backwards"
    assert code_of(applied, county, 91, "class_only") == "arrivals.leave_long"
    assert code_of(applied, county, key="group_only", who="陈局长") == "access.not_allowed"
    assert code_of(applied, county, key="class_only", reason="unwilling") == "arrivals.reason_unfit"
    assert code_of(close_leave, county.ctx("王老师"), leave=leave, on=DAY) == "arrivals.leave_is_applied"
    refuse_leave(county.ctx("王老师"), leave=leave, reason="要考试")
    assert code_of(grant_leave, county.ctx("李校长"), leave=leave) == "arrivals.leave_is_refused"
    other = granted(county, key="class_only")
    days = {"leave": other, "last_on": DAY, "reason": "短"}
    assert code_of(extend_leave, county.ctx("王老师"), **days) == "arrivals.leave_not_longer"
    early = {"leave": other, "on": DAY - timedelta(days=1)}
    assert code_of(close_leave, county.ctx("王老师"), **early) == "arrivals.leave_not_begun"
    assert code_of(close_leave, county.ctx("王老师"), leave=other, on=NEXT) == "arrivals.day_to_come"
    with pytest.raises(NotFound):
        grant_leave(county.ctx("赵老师"), leave=other)


# substitutes


def test_a_substitute_reports_on_the_days_named_and_not_afterwards(county: County) -> None:
    substitution = substituted(county)
    reported(county, who="代课老师")
    to(county, NEXT)
    reported(county, NEXT, who="代课老师")
    gone = DAY + timedelta(days=2)
    to(county, gone)
    with pytest.raises(NotFound):
        reported(county, gone, who="代课老师")
    assert code_of(end_substitution, county.ctx("李校长"), substitution=substitution) == ("arrivals.substitution_over")
    # of its own class it is the teacher all the time
    reported(county, gone, unit="class_b", who="代课老师")


def test_a_substitution_ends_when_the_head_says_so(county: County) -> None:
    end_substitution(county.ctx("李校长"), substitution=substituted(county))
    assert the(Substitution).until_on == DAY
    with pytest.raises(NotFound):
        reported(county, who="代课老师")
    assert the(Grant, role="substitute_teacher").until_on == DAY


def test_who_may_not_stand_in_or_name_anybody(county: County) -> None:
    given = {"unit": county.units["class_a"], "post": post_of(county), "first_on": DAY, "last_on": NEXT}
    with pytest.raises(NotAllowed):
        substitute(county.ctx("王老师"), **given)
    head = county.ctx("李校长")
    assert code_of(substitute, head, **given | {"last_on": DAY - timedelta(days=1)}) == "arrivals.substitute_days"
    assert code_of(substitute, head, **given | {"first_on": DAY - timedelta(days=1)}) == "arrivals.substitute_days"
    later = {"last_on": DAY + timedelta(days=60)}
    assert code_of(substitute, head, **given | later) == "arrivals.substitute_long"
    assert code_of(substitute, head, **given | {"post": post_of(county, "李校长")}) == "access.not_oneself"
    with pytest.raises(NotFound):
        substitute(head, **given | {"post": post_of(county, "赵老师")})
    substitute(head, **given)
    assert code_of(substitute, county.ctx("李校长"), **given) == "access.held_already"


# a filled register


def test_a_register_is_imported_whole_and_twice_is_once(county: County) -> None:
    given = {"unit": county.units["class_a"], "attachment": kept_register(county)}
    import_register(county.ctx("王老师"), **given)
    row = the(ArrivalReport)
    assert (row.on, row.absent, row.due) == (DAY, 1, 2)
    assert the(AttendanceMark).reason == "unwilling"
    import_register(county.ctx("王老师"), **given)
    assert len(all_of(ArrivalReport)) == 1


def test_a_register_with_a_fault_writes_nothing(county: County) -> None:
    text = "姓名,2026-09-01\n慕容甲乙,√\n没有的人,缺\n"
    given = {"unit": county.units["class_a"], "attachment": kept_register(county, text)}
    assert code_of(import_register, county.ctx("王老师"), **given) == "arrivals.sheet_faulty"
    assert not all_of(ArrivalReport)
    with pytest.raises((Refused, Unusable)):
        import_register(
            county.ctx("王老师"), **given | {"attachment": kept_register(county, "姓名,备注\n慕容甲乙,好\n")}
        )


def test_events_go_to_who_listens(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(outbox, "listeners", lambda: seen.append(1) or ())
    reported(county, both="absent")
    assert seen


def test_the_facts_see_everything_only_with_the_owners_eyes(county: County) -> None:
    reported(county, both="absent")
    reported(county, unit="class_z", who="赵老师", far="absent")
    with owners_eyes():
        assert len(absent_days(DAY, DAY)) == 2
        assert [day.child for day in absent_days(DAY, DAY, [county.children["far"]])] == [county.children["far"]]


def test_a_class_teacher_grants_no_row_of_leave_that_is_longer_than_one_leave(county: County) -> None:
    first = applied(county, 2)
    grant_leave(county.ctx("王老师"), leave=first)
    second = applied(county, first_on=DAY + timedelta(days=2), last_on=DAY + timedelta(days=3))
    assert code_of(grant_leave, county.ctx("王老师"), leave=second) == "arrivals.leave_for_head"
    grant_leave(county.ctx("李校长"), leave=second)


def test_extended_over_another_leave_is_refused_as_asking_for_it_is(county: County) -> None:
    first = granted(county, 2)
    granted(county, first_on=DAY + timedelta(days=4), last_on=DAY + timedelta(days=5))
    more = {"leave": first, "last_on": DAY + timedelta(days=4), "reason": "还没好"}
    assert code_of(extend_leave, county.ctx("李校长"), **more) == "arrivals.leave_overlaps"


def test_a_mistyped_year_is_asked_about(county: County) -> None:
    for year in (1, 26, 2006, 2036):
        days = {"first_on": date(year, 9, 1), "last_on": date(year, 9, 2)}
        assert code_of(applied, county, **days) == "arrivals.leave_far"
