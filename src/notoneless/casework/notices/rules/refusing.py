"""What is refused of a notice, each with the sentence that says why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.casework.notices.rules.kinds import NoticeKind, NoticeState
from notoneless.casework.notices.rules.standing import Known, state_on
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem

FARTHEST = timedelta(days=366)
"""A last day beyond a year is a slip of the pen, whatever plans let."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A notice that somebody wants to issue. `within`: most days until its last one, None where no plan says.

    `earlier`: the notices of the same child. `has_effort`: somebody has turned to the family in a procedure. `has_school`: a
    school has the child, and tells its guardians first. `is_ordered`: an order to correct runs. `has_home`: it is known where
    the family lives. `name`: of the child.
    """

    kind: NoticeKind
    until: date
    is_verified: bool
    within: int | None
    earlier: Collection[Known]
    has_effort: bool
    has_school: bool = True
    is_back: bool = False
    is_ordered: bool = False
    has_home: bool = True
    name: str = ""


def why_not_issued(asked: Asked, calendar: Calendar, today: date) -> Problem | None:
    """Why a notice may not be issued today; None where it may."""
    if asked.is_back:
        return Problem("notices.is_back")
    if not asked.is_verified:
        return Problem("notices.not_verified")
    if asked.is_ordered:
        return Problem("notices.is_ordered")
    standing = [(each.kind, state_on(each, today)) for each in asked.earlier]
    gone = {NoticeState.ENDED, NoticeState.WITHDRAWN}
    if any(kind is asked.kind and state not in gone for kind, state in standing):
        return Problem("notices.issued_already")
    past = {NoticeState.OVERDUE, NoticeState.HANDED_OVER}
    after_school = any(kind is NoticeKind.RETURN and state in past for kind, state in standing)
    if asked.kind is NoticeKind.DEADLINE and asked.has_school and not after_school and not asked.has_effort:
        return Problem("notices.school_first")
    if not asked.has_home:
        return Problem("notices.home_missing", {"name": asked.name})
    return _why_not_until(asked, calendar, today)


def _why_not_until(asked: Asked, calendar: Calendar, today: date) -> Problem | None:
    if asked.until - today > FARTHEST:
        return Problem("notices.too_far", {"day": asked.until.isoformat()})
    if asked.until <= today:
        return Problem("notices.no_time", {"day": asked.until.isoformat()})
    if asked.within is not None and (asked.until - today).days > asked.within:
        return Problem("notices.too_long", {"most": asked.within})
    if not calendar.is_school_day(asked.until):
        return Problem("notices.no_school_day", {"day": asked.until.isoformat()})
    return None


def why_not_served(known: Known, on: date, is_proved: bool, today: date) -> Problem | None:
    """Why a notice was not served on a day; None where it may be entered. is_proved: the proof that its means asks for."""
    if state_on(known, today) is NoticeState.WITHDRAWN:
        return Problem("notices.withdrawn")
    if known.served_on is not None:
        return Problem("notices.served_already", {"day": known.served_on.isoformat()})
    if on > today:
        return Problem("notices.to_come", {"day": on.isoformat()})
    if on < known.issued_on:
        return Problem("notices.before_issue", {"day": known.issued_on.isoformat()})
    return None if is_proved else Problem("notices.not_proved")


def why_not_replied(known: Known, on: date, today: date) -> Problem | None:
    """Why an answer may not be entered; None where it may."""
    if state_on(known, today) is NoticeState.WITHDRAWN:
        return Problem("notices.withdrawn")
    if known.served_on is None:
        return Problem("notices.not_served")
    if known.replied_on is not None:
        return Problem("notices.replied_already", {"day": known.replied_on.isoformat()})
    if on > today:
        return Problem("notices.to_come", {"day": on.isoformat()})
    return Problem("notices.before_service", {"day": known.served_on.isoformat()}) if on < known.served_on else None


def why_not_handed_over(known: Known, today: date) -> Problem | None:
    """Why a school may not hand a notice over to the township; None where it has run out, or the family refuses."""
    state = state_on(known, today)
    if known.kind is not NoticeKind.RETURN:
        return Problem("notices.townships_own")
    if state is NoticeState.OVERDUE:
        return None
    if state in (NoticeState.UNSERVED, NoticeState.WAITING):
        return None if known.is_refused else Problem("notices.not_run_out", {"day": known.until.isoformat()})
    return Problem(f"notices.is_{state}")


def why_not_withdrawn(known: Known, today: date) -> Problem | None:
    """Why a notice may not be taken back; None where it may. What was handed over is the township's, what ended is history."""
    state = state_on(known, today)
    if known.handed_on is not None and state is not NoticeState.WITHDRAWN:
        return Problem("notices.is_handed_over")
    if state in (NoticeState.WITHDRAWN, NoticeState.ENDED):
        return Problem(f"notices.is_{state}")
    return None
