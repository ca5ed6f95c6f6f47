"""Where a file stands on a day, from what was entered of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from notoneless.casework.special_education.rules.kinds import Decided, FileState, Learns


@dataclass(frozen=True, slots=True)
class Proposal:
    """A placement put forward, and what became of it on which day."""

    learns: Learns
    on: date
    decided: Decided
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file. `changed`: versions of the condition after the first, with their days; `programmes`: for which
    version each programme was written, with its day."""

    needs_assessments: tuple[date, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    changed: tuple[tuple[int, date], ...] = ()
    programmes: tuple[tuple[int, date], ...] = ()


def placed_on(proposals: Sequence[Proposal], day: date) -> Proposal | None:
    """The placement in force on a day: the one agreed last."""
    agreed = [
        each for each in proposals if each.decided is Decided.AGREED and each.decided_on and each.decided_on <= day
    ]
    return max(agreed, key=lambda each: each.decided_on or each.on, default=None)


def unanswered_change(known: Known, day: date) -> date | None:
    """The first change of condition after which no programme was written; None where there is none."""
    answered = max((version for version, on in known.programmes if on <= day), default=0)
    return min((on for version, on in known.changed if on <= day and version > answered), default=None)


def state_on(known: Known, day: date) -> FileState:
    """Where a file stands on a day."""
    if placed_on(known.proposals, day) is not None:
        return FileState.CHANGED if unanswered_change(known, day) is not None else FileState.PLACED
    if any(each.decided is Decided.PROPOSED for each in known.proposals):
        return FileState.PROPOSED
    return FileState.ASSESSED if known.needs_assessments else FileState.UNPLACED
