"""What the numbered papers of a file say of the plan, and what is refused of a handbook."""

from collections.abc import Mapping, Sequence
from datetime import date

from notoneless.casework.special_education.rules.homebound import HomeNumbers
from notoneless.kernel.problems import Problem

MOST_LESSONS = 400
"""Lessons of one handbook: two a week of a whole year are a quarter of it."""


def why_no_handbook(since: date, until: date, today: date, lessons: int) -> Problem | None:
    """Why no handbook can be made of so many lessons between two days; None where it can."""
    if not since <= until <= today:
        return Problem("special_education.handbook_days")
    if not lessons:
        return Problem("special_education.handbook_empty")
    return Problem("special_education.handbook_long", {"most": MOST_LESSONS}) if lessons > MOST_LESSONS else None


_A_YEAR = 366


def why_not_begun(on: date, today: date) -> Problem | None:
    """Why no agreement begins on a day: it is more than a year away from today."""
    return Problem("special_education.agreement_day") if abs((on - today).days) > _A_YEAR else None


def norm_words(numbers: HomeNumbers) -> Sequence[tuple[str, Mapping[str, str]]]:
    """The codes and numbers of what the plan demands of each week and lesson (clauses 2.13, 5.23, 5.31)."""
    found: list[tuple[str, Mapping[str, str]]] = []
    if numbers.visits_per_week:
        found.append(("paper_visits", {"times": str(numbers.visits_per_week)}))
    if numbers.hours_per_visit:
        found.append(("paper_least_hours", {"hours": str(numbers.hours_per_visit)}))
    found.append(("paper_people", {"people": str(numbers.teachers_per_visit)}))
    if numbers.men_per_visit:
        found.append(("paper_men", {"men": str(numbers.men_per_visit)}))
    return (*found, ("paper_norm_end", {}))
