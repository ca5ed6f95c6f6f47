"""Where a file stands on a day, from what was entered of it."""

from collections.abc import Iterable, Sequence
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
    # of two agreed on one day the later one: of equals, max takes the first
    return max(reversed(agreed), key=lambda each: each.decided_on or each.on, default=None)


def spans_of(agreed: Iterable[tuple[date, Learns]], learns: Learns) -> list[tuple[date, date | None]]:
    """Of placements in the order in which they were agreed, each with its day: from when until when this one was in force. The
    end is the first day of another, None while there is none."""
    found: list[tuple[date, date | None]] = []
    begun: date | None = None
    for on, placed in agreed:
        if placed is learns:
            begun = begun or on
        elif begun is not None:
            found.append((begun, on))
            begun = None
    return [*found, (begun, None)] if begun is not None else found


def placed_since(proposals: Sequence[Proposal], day: date) -> date | None:
    """Since when a child has learned as it does on a day, also where that was agreed anew since; None without a placement."""
    agreed = sorted(
        (each.decided_on, each.learns)
        for each in proposals
        if each.decided is Decided.AGREED and each.decided_on is not None and each.decided_on <= day
    )
    since: date | None = None
    before: Learns | None = None
    for on, learns in agreed:
        since, before = on if learns is not before or since is None else since, learns
    return since


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
