"""What becomes of an event that a phone hands in, and how long things are kept on a phone."""

from datetime import datetime, timedelta
from enum import StrEnum

ROSTER_LASTS = timedelta(hours=72)
"""How long a phone may show names without a line (decision 0025): after that the book is locked until it has been online."""

KEPT_FOR = timedelta(days=14)
"""How long a phone keeps what was acknowledged, and offers it again: a server restored from a backup asks for it."""

ENVELOPE = "envelope"
"""The kind of file that an envelope is."""

MOST_BYTES = 3 * 1024 * 1024
"""Bytes of one envelope: three photos of a phone, made small, and a signature."""

MOST_AT_ONCE = 20
"""Events of one delivery."""

MOST_HELD = 2_000
"""Ids that a phone may ask about at once."""


class EventState(StrEnum):
    """How an event stands.

    WAITING: received and not tried yet. DONE: entered. CONTENDED: entered, beside another that says otherwise. REFUSED: it
    could not be entered. QUARANTINED: whoever wrote it may not do it any more. CONFLICTING: another content came under its id.
    TAKEN: a person entered it. SET_ASIDE: a person decided that it does not count.
    """

    WAITING = "waiting"
    DONE = "done"
    CONTENDED = "contended"
    REFUSED = "refused"
    QUARANTINED = "quarantined"
    CONFLICTING = "conflicting"
    TAKEN = "taken"
    SET_ASIDE = "set_aside"


TO_SETTLE = frozenset({EventState.CONTENDED, EventState.REFUSED, EventState.QUARANTINED, EventState.CONFLICTING})
"""What waits for a person."""

MAY_BECOME = {
    EventState.WAITING: frozenset({EventState.DONE, *TO_SETTLE}),
    EventState.DONE: frozenset({EventState.CONTENDED}),
    EventState.CONTENDED: frozenset({EventState.TAKEN, EventState.SET_ASIDE}),
    EventState.REFUSED: frozenset({EventState.TAKEN, EventState.SET_ASIDE}),
    EventState.QUARANTINED: frozenset({EventState.TAKEN, EventState.SET_ASIDE}),
    EventState.CONFLICTING: frozenset({EventState.TAKEN, EventState.SET_ASIDE}),
    EventState.TAKEN: frozenset[EventState](),
    EventState.SET_ASIDE: frozenset[EventState](),
}
"""Which state may follow which. What a person has settled stays so."""

EARLIEST = datetime.fromisoformat("2024-01-01T00:00:00+00:00")
"""A phone that says it is earlier has a clock that was never set."""


def made_at(told: str, received: datetime) -> datetime | None:
    """When an event was made, as its phone says; None where that cannot be: it is shown, and nothing is decided by it."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return None
    if at.tzinfo is None or not EARLIEST <= at <= received + timedelta(days=1):
        return None
    return at
