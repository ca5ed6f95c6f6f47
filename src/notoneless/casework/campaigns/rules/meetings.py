"""What a meeting may be, when it may be signed off, and how its decisions stand on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.calendar import Term
from notoneless.kernel.problems import Problem

FAR = 400
"""Days from today beyond which no meeting is entered."""

MOST_DECISIONS = 30
"""Decisions of one meeting."""


class MeetingKind(StrEnum):
    """What a meeting is for. The first three are those of a school's leaders at start, middle and end of a term."""

    START = "term_start"
    MIDDLE = "term_middle"
    END = "term_end"
    OFFICE = "office"
    SPECIAL = "special"
    MOBILISATION = "mobilisation"
    OTHER = "other"


TERM_MEETINGS = (MeetingKind.START, MeetingKind.MIDDLE, MeetingKind.END)
"""The three of a term, each of which counts once."""

OF_OFFICES = (MeetingKind.SPECIAL, MeetingKind.MOBILISATION, MeetingKind.OTHER)
"""What a township or the county may call too."""

SIGNERS: Mapping[UnitKind, frozenset[str]] = {
    UnitKind.SCHOOL: frozenset({"school_head"}),
    UnitKind.TOWNSHIP: frozenset({"township_leader"}),
    UnitKind.COUNTY: frozenset({"county_officer"}),
}
"""Whose posts sign a meeting off, by the kind of unit that held it."""

OFFICE_SIGNERS = frozenset({"school_director", "school_head"})
"""The teaching office signs its own meetings."""


class MeetingState(StrEnum):
    """Where a meeting stands."""

    CALLED = "called"
    WRITTEN = "written"
    SIGNED = "signed"
    CALLED_OFF = "called_off"


class DecisionState(StrEnum):
    """What has become of a decision."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


OVERDUE = "overdue"
"""How an open decision stands once its day is over: worked out, never stored."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a meeting when it is to be signed off."""

    kind: MeetingKind
    on: date
    has_report: bool
    has_minutes: bool
    attendees: int
    decisions: int


def standing(has_minutes: bool, is_signed: bool, is_called_off: bool) -> MeetingState:
    """Where a meeting stands."""
    if is_called_off:
        return MeetingState.CALLED_OFF
    if is_signed:
        return MeetingState.SIGNED
    return MeetingState.WRITTEN if has_minutes else MeetingState.CALLED


def decision_standing(state: str, due_on: date, today: date) -> str:
    """How a decision stands on a day: overdue from the day after it was due, while it is open."""
    return OVERDUE if state == DecisionState.OPEN and due_on < today else state


def why_not_called(kind: MeetingKind, of: UnitKind, on: date, term: Term | None) -> Problem | None:
    """Why a unit cannot hold a meeting of a kind on a day: not its kind, or a meeting of a term outside or at its other end."""
    if of not in SIGNERS or (of != UnitKind.SCHOOL and kind not in OF_OFFICES):
        return Problem("campaigns.not_its_meeting")
    if kind not in TERM_MEETINGS:
        return None
    if term is None:
        return Problem("campaigns.outside_term", {"day": on.isoformat()})
    is_late_half = (on - term.first_day).days * 2 >= term.length
    if (kind is MeetingKind.START and is_late_half) or (kind is MeetingKind.END and not is_late_half):
        return Problem("campaigns.other_half", {"day": on.isoformat()})
    return None


def why_not_near(on: date, today: date) -> Problem | None:
    """Why a meeting is not called for a day: it is further off than a school year, so a slip of the pen."""
    return Problem("campaigns.far_day", {"day": on.isoformat()}) if abs((on - today).days) > FAR else None


def why_not_at(on: date, today: date) -> Problem | None:
    """Why nothing can be said of what a meeting came to: its day is still to come."""
    return Problem("campaigns.meeting_to_come", {"day": on.isoformat()}) if on > today else None


def why_not_signed(held: Held, today: date) -> Problem | None:
    """Why a meeting cannot be signed off: still to come, without minutes or people, a term's without report or measures."""
    early = why_not_at(held.on, today)
    if early:
        return early
    if not held.has_minutes:
        return Problem("campaigns.no_minutes")
    if not held.attendees:
        return Problem("campaigns.nobody_there")
    if held.kind in TERM_MEETINGS and not (held.has_report and held.decisions):
        return Problem("campaigns.no_measures")
    return None


def why_not_due(due_on: date, on: date) -> Problem | None:
    """Why a decision cannot be due on a day: it is before the meeting, or too long after."""
    return Problem("campaigns.due_before", {"day": on.isoformat()}) if due_on < on else why_not_near(due_on, on)


def signs(roles: Collection[str], kind: MeetingKind, of: UnitKind) -> bool:
    """Whether whoever holds some roles at a unit signs its meeting off."""
    allowed = OFFICE_SIGNERS if kind is MeetingKind.OFFICE else SIGNERS.get(of, frozenset[str]())
    return not allowed.isdisjoint(roles)
