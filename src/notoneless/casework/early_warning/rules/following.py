"""How what stands is followed up: who was reached by whom, what of it does what a trigger asks for, and how a task stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.casework.early_warning.rules.known import CaseFacts, PupilFacts
from notoneless.casework.early_warning.rules.triggers import Stood, Trigger
from notoneless.kernel.problems import Problem


class How(StrEnum):
    """How somebody turned to the family, or to those above."""

    PHONE = "phone"
    MESSAGE = "message"
    TALK = "talk"
    VISIT = "visit"
    REPORT = "report"


class Whom(StrEnum):
    """Who was spoken to, or told."""

    GUARDIAN = "guardian"
    CHILD = "child"
    RELATIVE = "relative"
    VILLAGE = "village"
    SCHOOL = "school"
    AUTHORITY = "authority"


FAMILY = frozenset({Whom.GUARDIAN, Whom.CHILD, Whom.RELATIVE})
"""Whose answer decides what comes next."""


class Answered(StrEnum):
    """What came of it. UNREACHED: nobody was spoken to, so nothing is done yet."""

    COMES_BACK = "comes_back"
    ON_LEAVE = "on_leave"
    REFUSES = "refuses"
    MOVED = "moved"
    OTHER = "other"
    UNREACHED = "unreached"


class TaskState(StrEnum):
    """How a task stands: to be done, done by its bearer, not done in time; ended where what it rests on is over."""

    DUE = "due"
    DONE = "done"
    OVERDUE = "overdue"
    ENDED = "ended"


OPEN = (TaskState.DUE, TaskState.OVERDUE)
"""States in which something is still to be done."""

_SPOKEN = frozenset({How.PHONE, How.TALK, How.VISIT, How.MESSAGE})
DOES: Mapping[Trigger, frozenset[How]] = {
    Trigger.CONTACT: _SPOKEN,
    Trigger.VISIT: frozenset({How.VISIT}),
    Trigger.COUNTY_LIST: _SPOKEN | {How.REPORT},
    Trigger.SUSPECTED: frozenset({How.REPORT}),
    Trigger.DROPOUT: frozenset({How.REPORT}),
    Trigger.NOT_REGISTERED: _SPOKEN,
    Trigger.TRANSFER_UNCONFIRMED: frozenset(How),
    Trigger.LEAVE_EXPIRED: _SPOKEN,
    Trigger.STUDY_SUSPENSION_EXPIRED: _SPOKEN,
    Trigger.NO_SHOW_1: _SPOKEN,
    Trigger.NO_SHOW_7: _SPOKEN,
}
"""What does what a trigger asks for: a visit is not made on the telephone, and a suspicion is reported."""

COUNTYS = frozenset({Trigger.COUNTY_LIST})
"""What the county does itself: that a school has spoken to the family does not take a child from its list."""


@dataclass(frozen=True, slots=True)
class Reached:
    """One contact: on which day, how, what came of it; `at_county`: by whoever acts for the county; `traces`: it was found out
    where the child is who was away on that day; `of_run`: of a dropout report, when the run of the case that it reports was
    opened."""

    id: UUID
    on: date
    how: How
    answered: Answered
    at_county: bool = False
    traces: date | None = None
    of_run: date | None = None


TRACED = frozenset({Trigger.CONTACT, Trigger.NOT_REGISTERED, Trigger.LEAVE_EXPIRED})
"""What is done where somebody has found out where the child is: the class teacher was to ask, and has."""


def does(trigger: Trigger, contact: Reached) -> bool:
    """Whether a contact does what a trigger asks for."""
    if contact.traces is not None:
        return trigger in TRACED
    spoke = contact.answered is not Answered.UNREACHED
    return spoke and contact.how in DOES[trigger] and (contact.at_county or trigger not in COUNTYS)


def done_by(stood: Stood, contacts: Iterable[Reached], case: CaseFacts | None = None) -> Reached | None:
    """The first contact that did what a trigger asks for, while it stood; `case`: that of the child, as it stands. Where a
    child was on an earlier absence answers for that one alone: who comes back in the morning may be missed again at noon."""
    held = [
        each
        for each in contacts
        if (each.on >= stood.stands_on or _is_of_run(each, stood, case))
        and (stood.ended_on is None or each.on <= stood.ended_on)
        and (each.traces is None or each.traces >= stood.since)
    ]
    return next((each for each in sorted(held, key=lambda each: (each.on, each.id)) if does(stood.trigger, each)), None)


def _is_of_run(contact: Reached, stood: Stood, case: CaseFacts | None) -> bool:
    """Whether a dropout report reports the run of the case that goes on for what stands: each run is reported once, be it
    before a later rung is reached."""
    opened = contact.of_run
    return opened is not None and (opened >= stood.since or (case is not None and opened == case.opened_on))


def state_of(stood: Stood, done: Reached | None, day: date) -> TaskState:
    """How a task stands on a day."""
    if stood.ended_on is not None:
        return TaskState.ENDED
    if done is not None:
        return TaskState.DONE
    return TaskState.OVERDUE if day > stood.due_on else TaskState.DUE


def why_no_contact(on: date, today: date, since: date, how: How, whom: Whom) -> Problem | None:
    """Why a contact cannot be recorded so; None where it can."""
    if on > today:
        return Problem("early_warning.future", {"day": on.isoformat()})
    if on < since:
        return Problem("early_warning.before", {"day": on.isoformat(), "since": since.isoformat()})
    if (how is How.REPORT) != (whom is Whom.AUTHORITY):
        return Problem("early_warning.report_to_authority")
    return None


def case_needed(stood: Stood, case: CaseFacts | None) -> bool:
    """Whether a case must be opened, or opened again, for what stands: none is open, and none was decided since it stands."""
    if stood.ended_on is not None:
        return False
    return case is None or (case.closed_on is not None and case.closed_on < stood.stands_on)


def put_off_too_long(stood: Stood, facts: PupilFacts, day: date) -> bool:
    """Whether a child whose entry was put off has not come though its time and that to enter are over: that opens a case,
    since no register will ever miss it.
    """
    if stood.trigger is not Trigger.STUDY_SUSPENSION_EXPIRED or stood.due_on >= day:
        return False
    return any(each.is_deferral and each.on == stood.since for each in facts.study_suspensions)


def last_reached(contacts: Sequence[Reached]) -> Reached | None:
    """The last contact in which somebody was spoken to."""
    spoken = [each for each in contacts if each.how is not How.REPORT and each.answered is not Answered.UNREACHED]
    return max(spoken, key=lambda each: (each.on, each.id), default=None)
