"""A case that has to wait: for what, until when at most, and what is refused. It waits for nothing without a day to look
again.
"""

from datetime import date, timedelta
from enum import StrEnum

from notoneless.casework.cases.rules.standing import OPEN, State
from notoneless.kernel.problems import Problem

PLAN, LONGEST = "local/cases", "case.pause_longest"
"""The number of the county: most days until a case that waits is looked at again."""


class WaitsFor(StrEnum):
    """Why nothing can be done in a case for a while."""

    ILLNESS = "illness"
    NOT_FOUND = "not_found"
    LEFT_COUNTRY = "left_country"
    DETAINED = "detained"
    OTHER = "other"


SENSITIVE: frozenset[WaitsFor] = frozenset({WaitsFor.ILLNESS, WaitsFor.DETAINED})
"""Told by need only."""


def why_not_paused(state: State, review_on: date, longest: int, today: date) -> Problem | None:
    """Why a case may not wait until a day; None where it may: it is open, and the day is after today and not too far away."""
    if state not in OPEN:
        return Problem("cases.not_open")
    last = today + timedelta(days=longest)
    return None if today < review_on <= last else Problem("cases.review_day", {"last": last.isoformat()})
