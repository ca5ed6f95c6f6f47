"""What may become of a leave, and who may let it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.rules.excusing import LeaveSpan
from notoneless.records.attendance.rules.kinds import NEXT, LeaveState, LeaveStepKind
from notoneless.records.attendance.rules.parameters import AttendanceParameters

_DAY = timedelta(days=1)

STANDING = (LeaveState.APPLIED, LeaveState.GRANTED, LeaveState.CLOSED)
"""States of a leave whose days no other leave takes: it was neither refused nor withdrawn."""


def days_of(first: date, last: date) -> int:
    """How many days a leave lasts, both included."""
    return (last - first).days + 1


def why_not_step(state: LeaveState, step: LeaveStepKind) -> Problem | None:
    """Why a step may not follow."""
    return None if step in NEXT[state] else Problem(f"arrivals.leave_is_{state}")


def why_no_slip(state: LeaveState) -> Problem | None:
    """Why a leave has no slip: it was not granted."""
    return None if state in (LeaveState.GRANTED, LeaveState.CLOSED) else Problem(f"arrivals.leave_is_{state}")


def why_not_days(first: date, last: date, numbers: AttendanceParameters) -> Problem | None:
    """Why a leave cannot have these days."""
    if last < first:
        return Problem("arrivals.leave_backwards")
    if days_of(first, last) > numbers.leave_longest:
        return Problem("arrivals.leave_long", {"most": numbers.leave_longest})
    return None


def why_not_so_far(first: date, today: date, numbers: AttendanceParameters) -> Problem | None:
    """Why a leave cannot begin on a day: it is farther from today than a leave can last, so that the year is mistyped."""
    if abs((first - today).days) <= numbers.leave_longest:
        return None
    return Problem("arrivals.leave_far", {"day": first.isoformat(), "most": numbers.leave_longest})


def in_a_row(first: date, last: date, others: Iterable[LeaveSpan], calendar: Calendar) -> tuple[date, date]:
    """The first and the last day of a leave with those that adjoin it: between one and the next there is no school day."""
    spans = sorted((each.first, each.ends) for each in others if each.first <= each.ends)
    for begins, ends in reversed(spans):
        if ends < first and not calendar.school_days(ends + _DAY, first - _DAY):
            first = begins
    for begins, ends in spans:
        if begins > last and not calendar.school_days(last + _DAY, begins - _DAY):
            last = ends
    return first, last


def why_not_granted(first: date, last: date, numbers: AttendanceParameters, *, is_head: bool) -> Problem | None:
    """Why this person may not grant so many days, with the leave that adjoins."""
    if is_head or days_of(first, last) <= numbers.teacher_leave:
        return None
    return Problem("arrivals.leave_for_head", {"days": days_of(first, last), "most": numbers.teacher_leave})


def why_not_withdrawn(
    state: LeaveState, first: date, last: date, numbers: AttendanceParameters, *, is_head: bool
) -> Problem | None:
    """Why this person may not withdraw a leave: it is withdrawn or refused, or of so many days that the head has granted it."""
    wrong = why_not_step(state, LeaveStepKind.WITHDRAW)
    if wrong or state is LeaveState.APPLIED or is_head or days_of(first, last) <= numbers.teacher_leave:
        return wrong
    return Problem("arrivals.leave_head_withdraws")


def why_not_extended(last: date, until: date) -> Problem | None:
    """Why a leave cannot be extended to a day."""
    return None if until > last else Problem("arrivals.leave_not_longer", {"day": last.isoformat()})


def why_not_closed(first: date, on: date, today: date) -> Problem | None:
    """Why a leave cannot be closed on a day."""
    if on > today:
        return Problem("arrivals.day_to_come", {"day": on.isoformat()})
    return Problem("arrivals.leave_not_begun", {"day": first.isoformat()}) if on < first else None


def overlaps(first: date, last: date, others: Iterable[LeaveSpan]) -> bool:
    """Whether another leave covers one of the days. One that was closed covers those alone that it really took."""
    return any(span.first <= min(last, span.ends) and first <= span.ends for span in others)


def goes_on_until(last: date, seen: Iterable[date], others: Sequence[LeaveSpan], on: date) -> date | None:
    """Before which day a leave ends that goes on from a day on: the first on which the pupil was seen, or which is one of
    other leave. None where it is its last day that ends it.
    """
    taken = [max(each.first, on) for each in others if each.first <= min(last, each.ends) and each.ends >= on]
    return min((*seen, *taken), default=None)
