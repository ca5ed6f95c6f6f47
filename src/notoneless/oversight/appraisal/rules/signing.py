"""What may be done with rules and undertakings, and how far a school is with their signatures."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from notoneless.kernel.problems import Problem

WHOLE = 100
"""Per cent."""


class RulesState(StrEnum):
    """Whether a version of a school's rules is still being written."""

    DRAFT = "draft"
    ADOPTED = "adopted"


class Party(StrEnum):
    """Who promises."""

    TEACHER = "teacher"
    GUARDIAN = "guardian"


class Standing(StrEnum):
    """How the undertaking of somebody stands."""

    MISSING = "missing"
    UNSIGNED = "unsigned"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Known:
    """An undertaking as the rules ask of it."""

    issued_on: date
    signed_on: date | None
    withdrawn_on: date | None


def standing(known: Known | None) -> Standing:
    """How an undertaking stands; without one it is missing."""
    if known is None:
        return Standing.MISSING
    if known.withdrawn_on is not None:
        return Standing.WITHDRAWN
    return Standing.UNSIGNED if known.signed_on is None else Standing.SIGNED


def year_words(school_year: int) -> str:
    """A school year as papers write it, such as 2026—2027."""
    return f"{school_year}—{school_year + 1}"


def share_signed(owing: Collection[Hashable], signed: Collection[Hashable]) -> int:
    """How many of a hundred have signed, rounded down, so that 100 means all; where nobody owes anything, all have."""
    if not owing:
        return WHOLE
    return WHOLE * len(set(owing) & set(signed)) // len(set(owing))


def why_not_signed(known: Known, on: date, today: date) -> Problem | None:
    """Why an undertaking cannot be recorded as signed on a day."""
    if known.withdrawn_on is not None:
        return Problem("appraisal.withdrawn")
    if known.signed_on is not None:
        return Problem("appraisal.signed_already", {"day": known.signed_on.isoformat()})
    if on > today:
        return Problem("appraisal.day_to_come", {"day": on.isoformat()})
    if on < known.issued_on:
        return Problem("appraisal.before_issue", {"day": known.issued_on.isoformat()})
    return None


def why_not_reopened(known: Known) -> Problem | None:
    """Why a signature cannot be taken back."""
    if known.withdrawn_on is not None:
        return Problem("appraisal.withdrawn")
    return None if known.signed_on is not None else Problem("appraisal.not_signed")


def why_not_withdrawn(known: Known) -> Problem | None:
    """Why an undertaking cannot be taken back: what was signed is reopened first, so that no signature is lost unseen."""
    if known.withdrawn_on is not None:
        return Problem("appraisal.withdrawn")
    return Problem("appraisal.signed_stands") if known.signed_on is not None else None


def why_not_in_force(effective_on: date, today: date, former_from: date | None) -> Problem | None:
    """Why rules cannot be in force from a day on: it is past, or no later than that of the version before."""
    if effective_on < today:
        return Problem("appraisal.backdated", {"day": today.isoformat()})
    if former_from is not None and effective_on <= former_from:
        return Problem("appraisal.before_former", {"day": former_from.isoformat()})
    return None
