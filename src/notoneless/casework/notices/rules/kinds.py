"""What kinds of notices and answers there are, and where a notice may stand."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """Who tells a guardian: the school at once, or the township where that led nowhere. Each is a paper of its own."""

    RETURN = "return_notice"
    DEADLINE = "deadline_notice"


class Reply(StrEnum):
    """What a guardian answers to a notice."""

    RETURNS = "returns"
    ASKS_HELP = "asks_help"
    REFUSES = "refuses"


class NoticeState(StrEnum):
    """Where a notice stands on a day."""

    UNSERVED = "unserved"
    WAITING = "waiting"
    OVERDUE = "overdue"
    HANDED_OVER = "handed_over"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


OPEN: frozenset[NoticeState] = frozenset({NoticeState.UNSERVED, NoticeState.WAITING, NoticeState.OVERDUE})
"""Where something is left to be done by whoever issued it."""
