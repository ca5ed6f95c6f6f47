"""Where a notice stands on a day, from what is known of it and of the child's case."""

from dataclasses import dataclass
from datetime import date

from notoneless.casework.notices.rules.kinds import NoticeKind, NoticeState


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a notice. `is_standing`: the dropout that it was issued for is verified still.
    is_refused: the family has answered that the child will not be back."""

    kind: NoticeKind
    issued_on: date
    until: date
    is_standing: bool
    served_on: date | None = None
    replied_on: date | None = None
    handed_on: date | None = None
    withdrawn_on: date | None = None
    is_refused: bool = False


def state_on(known: Known, day: date) -> NoticeState:
    """The state when a day begins. A notice runs out after its last day, served or not: who was not found is not back."""
    if known.withdrawn_on is not None:
        return NoticeState.WITHDRAWN
    # a case that was closed and verified anew asks for a notice of its own
    if not known.is_standing:
        return NoticeState.ENDED
    if known.handed_on is not None:
        return NoticeState.HANDED_OVER
    if day > known.until:
        return NoticeState.OVERDUE
    return NoticeState.WAITING if known.served_on is not None else NoticeState.UNSERVED
