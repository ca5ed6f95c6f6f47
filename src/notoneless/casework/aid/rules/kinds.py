"""Grounds of aid, and how what was paid stands to what is due."""

from enum import StrEnum


class AidGround(StrEnum):
    """Why a pupil is entitled to aid; NONE: somebody has looked, and it is not.

    POOR: of a poor family (Compulsory Education Law 44); the others as plan 4, clause 4.15, names them.
    """

    POOR = "poor"
    DISABILITY = "disability"
    ORPHAN = "orphan"
    UNCARED = "uncared"
    NONE = "none"


class Standing(StrEnum):
    """How what was paid in a term stands to what is due. SHORT: less than the county has set."""

    PAID = "paid"
    SHORT = "short"
    UNPAID = "unpaid"
