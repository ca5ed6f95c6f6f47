"""What may become of a leave, and who may let it."""

from datetime import date

from notoneless.kernel.problems import Problem
from notoneless.records.attendance.rules.excusing import LeaveSpan
from notoneless.records.attendance.rules.kinds import NEXT, LeaveState, LeaveStepKind
from notoneless.records.attendance.rules.parameters import AttendanceParameters


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


def why_not_granted(first: date, last: date, numbers: AttendanceParameters, *, is_head: bool) -> Problem | None:
    """Why this person may not grant so many days."""
    if is_head or days_of(first, last) <= numbers.teacher_leave:
        return None
    return Problem("arrivals.leave_for_head", {"days": days_of(first, last), "most": numbers.teacher_leave})


def why_not_extended(last: date, until: date) -> Problem | None:
    """Why a leave cannot be extended to a day."""
    return None if until > last else Problem("arrivals.leave_not_longer", {"day": last.isoformat()})


def why_not_closed(first: date, on: date, today: date) -> Problem | None:
    """Why a leave cannot be closed on a day."""
    if on > today:
        return Problem("arrivals.day_to_come", {"day": on.isoformat()})
    return Problem("arrivals.leave_not_begun", {"day": first.isoformat()}) if on < first else None


def overlaps(first: date, last: date, others: list[LeaveSpan]) -> bool:
    """Whether another leave covers one of the days."""
    return any(
        span.first <= last and first <= span.last and (span.closed_on is None or first < span.closed_on)
        for span in others
    )
