"""Where a return stands on a day, and each of its marks: from dated facts, the numbers and the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.casework.reintegration.rules.kinds import Hold, MarkState, ReturnState
from notoneless.casework.reintegration.rules.settings import ReturnNumbers


@dataclass(frozen=True, slots=True)
class Followed:
    """That a returned pupil was followed up: on which day, for which mark (None between marks), and whether it stays."""

    on: date
    mark: int | None
    hold: Hold


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a return. `again_on`: the day on which its case was opened again; `closed_on`: was closed out."""

    on: date
    followed: Sequence[Followed] = ()
    relapsed_on: date | None = None
    again_on: date | None = None
    closed_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A day after the return on which it is asked whether the pupil stays; `until`: by when somebody confirms it."""

    days: int
    on: date
    until: date
    state: MarkState


def marks_on(known: Known, numbers: ReturnNumbers, day: date) -> tuple[Mark, ...]:
    """The marks of a return in their order. One that was asked and could not be told is still to be confirmed."""
    last = {each.mark: each.hold for each in known.followed if each.mark is not None and each.hold is not Hold.UNKNOWN}
    return tuple(_mark(known.on, days, last.get(days), numbers, day) for days in numbers.marks)


def _mark(begun: date, days: int, hold: Hold | None, numbers: ReturnNumbers, day: date) -> Mark:
    on = begun + timedelta(days=days)
    until = on + timedelta(days=numbers.confirm_within)
    if hold is not None:
        state = MarkState.HELD if hold is Hold.HOLDS else MarkState.BROKEN
    else:
        state = MarkState.COMING if day < on else MarkState.DUE if day <= until else MarkState.OVERDUE
    return Mark(days, on, until, state)


def mark_asked(marks: Sequence[Mark]) -> Mark | None:
    """The mark that is to be confirmed now: the first whose day has come."""
    return next((each for each in marks if each.state in (MarkState.DUE, MarkState.OVERDUE)), None)


def away_again_on(known: Known) -> date | None:
    """The day since which a returned pupil is known to be away again."""
    return min((each for each in (known.relapsed_on, known.again_on) if each is not None), default=None)


def state_on(known: Known, numbers: ReturnNumbers, day: date) -> ReturnState:
    """Where a return stands. What was taken back never was; a relapse outlasts the close-out before it."""
    if known.withdrawn_on is not None:
        return ReturnState.WITHDRAWN
    if away_again_on(known) is not None:
        return ReturnState.RELAPSED
    if known.closed_on is not None:
        return ReturnState.CLOSED
    marks = marks_on(known, numbers, day)
    return ReturnState.HELD if marks and marks[-1].state is MarkState.HELD else ReturnState.RUNNING


def is_early(known: Known, numbers: ReturnNumbers) -> bool:
    """Whether the pupil was away again within the first days after the return."""
    again = away_again_on(known)
    return again is not None and (again - known.on).days <= numbers.relapse_early


def was_followed(known: Known, first: date, day: date) -> bool:
    """Whether somebody has followed the pupil up from a first day on; who is back only since then has time until the month
    ends.
    """
    return any(first <= each.on <= day for each in known.followed)
