"""What is said of a return: how the pupil is taught, what pays for it, how it was followed up, and where it stands."""

from enum import StrEnum


class Teaching(StrEnum):
    """How a returned pupil is taught."""

    ORIGINAL = "original"
    MAKE_UP = "make_up"
    LOWER = "lower"
    VOCATIONAL = "vocational"
    OTHER = "other"


class Funds(StrEnum):
    """What pays for a placement. NONE: nothing is needed."""

    NONE = "none"
    AID = "aid"
    SCHOOL = "school"
    COUNTY = "county"
    DONATION = "donation"


class Seen(StrEnum):
    """How somebody followed a returned pupil up, beside what registers say."""

    TALK = "talk"
    VISIT = "visit"
    PHONE = "phone"


class Hold(StrEnum):
    """Whether a pupil stays. UNKNOWN: too little was reported to say so, which is never holding."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "unknown"


class MarkState(StrEnum):
    """Where a day stands on which it is asked whether the pupil stays."""

    COMING = "coming"
    DUE = "due"
    OVERDUE = "overdue"
    HELD = "held"
    BROKEN = "broken"


class ReturnState(StrEnum):
    """Where a return stands. HELD: the last mark holds, so that the case may be closed out. RELAPSED: the pupil is away
    again.
    """

    RUNNING = "running"
    HELD = "held"
    CLOSED = "closed"
    RELAPSED = "relapsed"
    WITHDRAWN = "withdrawn"


OPEN: frozenset[ReturnState] = frozenset({ReturnState.RUNNING, ReturnState.HELD})
"""Where a returned pupil is still followed up."""
