"""Why help may not be opened, planned, held, measured or closed; and what a measurement shows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from notoneless.casework.support.rules.kinds import MEANS, Change, Closing, Means, Trouble
from notoneless.kernel.problems import Problem

LEAST, MOST = 0, 1000
"""Values of a measurement: points of a test, a level, days, counts; the higher, the better."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A scheme that stands: since when, with which mentor, if any."""

    trouble: Trouble
    since: date
    mentor: str


def why_not_opened(trouble: Trouble, means: Means, standing: Collection[Standing]) -> Problem | None:
    """Why help may not be opened; None where it may: one scheme for each trouble of a pupil, by means that fit it."""
    same = next((each for each in standing if each.trouble is trouble), None)
    if same is not None:
        kind = Problem(f"helping.trouble_{trouble}")
        if not same.mentor:
            return Problem("helping.overlaps_alone", {"trouble": kind, "day": same.since.isoformat()})
        return Problem("helping.overlaps", {"trouble": kind, "day": same.since.isoformat(), "mentor": same.mentor})
    if means not in MEANS[trouble]:
        given = {"trouble": Problem(f"helping.trouble_{trouble}"), "means": Problem(f"helping.means_{means}")}
        return Problem("helping.means_unfit", given)
    return None


def why_not_valued(value: int) -> Problem | None:
    """Why a value is none that a measurement may have; None where it is one."""
    return None if LEAST <= value <= MOST else Problem("helping.no_value", {"least": LEAST, "most": MOST})


def why_not_on(day: date, today: date, opened_on: date) -> Problem | None:
    """Why something cannot have been done on a day; None where it can: since the scheme was opened, and not to come."""
    if day > today:
        return Problem("helping.to_come", {"day": day.isoformat()})
    return Problem("helping.before_opened", {"day": opened_on.isoformat()}) if day < opened_on else None


def change_of(begin: int, value: int) -> Change:
    """What a measurement shows against the beginning."""
    if value == begin:
        return Change.SAME
    return Change.BETTER if value > begin else Change.WORSE


def why_not_closed(closing: Closing, marks: Collection[tuple[Change, bool | None]]) -> Problem | None:
    """Why help may not end so; None where it may. `marks`: what was measured, and whether it was agreed to, if that was said.

    That the goal is reached needs a measurement that shows a change for the better and was agreed to by somebody else.
    """
    if closing is Closing.REACHED and (Change.BETTER, True) not in marks:
        return Problem("helping.not_reached")
    return None
