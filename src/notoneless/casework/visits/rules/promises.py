"""What became of a promise made at a visit: pure. A promise is a word given, so it is kept by deeds that others record."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

LOOKED_BACK = timedelta(days=60)
"""How long a promise that nobody followed up is asked about: two months, as tasks of early warning are."""


class PromiseState(StrEnum):
    """Where a promise stands: its day is to come, is today, the child came, somebody went on, or none of it."""

    TO_COME = "to_come"
    DUE = "due"
    KEPT = "kept"
    FOLLOWED = "followed"
    BROKEN = "broken"


def promise_state(promised_on: date, seen: Collection[date], is_followed: bool, today: date) -> PromiseState:
    """How a promise stands today. `seen`: days at school; `is_followed`: a visit, a plan or a contact since its day."""
    if promised_on > today:
        return PromiseState.TO_COME
    if any(promised_on <= day <= today for day in seen):
        return PromiseState.KEPT
    if is_followed:
        return PromiseState.FOLLOWED
    return PromiseState.DUE if promised_on == today else PromiseState.BROKEN
