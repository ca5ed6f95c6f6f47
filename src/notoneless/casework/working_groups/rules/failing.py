"""When persuasion has failed, and what is refused of the report that says so (clause 5.17)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.kernel.problems import Problem

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a plan sets: how many efforts are to be made, and within how many days of the dropout's verification."""

    efforts: int
    within: int


def failed_on(verified_on: date, efforts: Collection[date], numbers: Numbers) -> date | None:
    """The first day on which persuasion has failed, if the child is not back by then; None where too little was tried.

    efforts: the days on which somebody has turned to the family since. It has failed once as many were made as the plan asks,
    and the days of its first step are over.
    """
    made = sorted(day for day in efforts if day >= verified_on)
    if not made or len(made) < numbers.efforts:
        return None
    enough = made[max(numbers.efforts, 1) - 1]
    return max(enough, verified_on + timedelta(days=numbers.within) + _DAY)


@dataclass(frozen=True, slots=True)
class Reporting:
    """A report that somebody wants to issue. `numbers`: None where no plan binds the school to any; `is_own`: the school is one
    for which this person answers, and the child is its pupil."""

    is_verified: bool
    is_own: bool
    has_township: bool
    is_reported: bool
    efforts: int
    numbers: Numbers | None
    is_back: bool = False


def why_not_reported(asked: Reporting) -> Problem | None:
    """Why persuasion may not be reported to have failed; None where it may. A family that refuses is reported before the days
    are over: only what the plan asks to be tried has to be."""
    if not asked.is_own:
        return Problem("working_groups.not_its_school")
    if not asked.is_verified:
        return Problem("working_groups.not_verified")
    if asked.is_back:
        return Problem("working_groups.is_back")
    if asked.is_reported:
        return Problem("working_groups.reported_already")
    needed = max(asked.numbers.efforts if asked.numbers is not None else 1, 1)
    if asked.efforts < needed:
        return Problem("working_groups.too_few_efforts", {"made": asked.efforts, "needed": needed})
    return None if asked.has_township else Problem("working_groups.no_township")
