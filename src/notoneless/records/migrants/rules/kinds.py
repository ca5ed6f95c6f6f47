"""Papers of applications, where one stands, and on which grounds it is refused."""

from enum import StrEnum


class PaperKind(StrEnum):
    """What is attached to an application."""

    APPLICATION = "application"
    RESIDENCE = "residence"
    IDENTITY = "identity"
    WORK = "work"
    HOUSEHOLD = "household"


class State(StrEnum):
    """Where an application stands. NEAREST, OTHER: placed at the nearest school, at another. QUEUED: waits for a place."""

    WAITING = "waiting"
    QUEUED = "queued"
    NEAREST = "nearest"
    OTHER = "other"
    REFUSED = "refused"


OPEN = frozenset({State.WAITING, State.QUEUED})
"""In these there is no outcome yet."""


class Ground(StrEnum):
    """Why an application is refused, or why somebody would like to refuse it."""

    NOT_LIVING_HERE = "not_living_here"
    NOT_OF_AGE = "not_of_age"
    IN_SCHOOL = "in_school"
    HUKOU = "hukou"
    FEE = "fee"
    TEST = "test"


BARRED = frozenset({Ground.HUKOU, Ground.FEE, Ground.TEST})
"""Grounds that equal terms forbid: Compulsory Education Law 2 (no fees), 12 (no entrance test, equal terms where one lives)."""


class CloseReason(StrEnum):
    """Why a child is no migrant child here any more."""

    LEFT = "left"
    SETTLED = "settled"
    GROWN = "grown"
