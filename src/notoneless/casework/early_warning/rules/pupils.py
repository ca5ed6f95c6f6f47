"""What a class teacher may say of a pupil: facts by kind, each with the values it may have, and concerns."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from notoneless.kernel.problems import Problem


class FactKind(StrEnum):
    """What may be recorded of a pupil, one value at a time."""

    SUBJECTS_FAILED = "subjects_failed"
    LOWEST_TENTH = "lowest_tenth"
    BOARDING = "boarding"
    PARENTS_AWAY = "parents_away"
    FAR = "far"


class Concern(StrEnum):
    """What a class teacher is concerned about."""

    WANTS_TO_LEAVE = "wants_to_leave"
    WORKING = "working"
    CONFLICT = "conflict"


class Authority(StrEnum):
    """To whom a school reports a pupil who is inclined to drop out."""

    TOWNSHIP = "township"
    BUREAU = "bureau"


_YES_NO = ("yes", "no")
VALUES: Mapping[FactKind, tuple[str, ...]] = {
    FactKind.SUBJECTS_FAILED: ("0", "1", "2", "3"),
    FactKind.LOWEST_TENTH: _YES_NO,
    FactKind.BOARDING: _YES_NO,
    FactKind.PARENTS_AWAY: ("none", "father", "mother", "both"),
    FactKind.FAR: _YES_NO,
}
"""The values of each kind; of subjects the last stands for that many or more, FAR for far from school without a bus."""


_LONGEST_AGO = timedelta(days=366)
"""How long ago a class teacher can have come to know something: what is earlier is a mistyped year, and would count nowhere."""


def why_not_then(on: date, today: date) -> Problem | None:
    """Why a class teacher cannot have come to know something of a pupil on a day; None where that can be."""
    if on > today:
        return Problem("early_warning.future", {"day": on.isoformat()})
    return Problem("early_warning.long_ago", {"day": on.isoformat()}) if on < today - _LONGEST_AGO else None


def why_no_fact(kind: FactKind, value: str, on: date, today: date) -> Problem | None:
    """Why a fact cannot be recorded so; None where it can."""
    known = value in VALUES[kind]
    return why_not_then(on, today) or (None if known else Problem("early_warning.no_value", {"value": value}))
