"""The numbers that rates are counted with, read from the plan, and the school year that a day lies in."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from notoneless.foundation.people.measures import Ages, ages_on
from notoneless.kernel.ages import CompulsoryAge
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.parameters import load_parameters

PLAN = "national/indicators"
_DAYS_KEPT = 64


@dataclass(frozen=True, slots=True)
class IndicatorParameters:
    """Years of both stages, month and day of the school year's first day, the cap in percent, the fewest in a published cell.

    `control_lines`: per cent of dropouts that some places do not want exceeded, primary and junior; shown, never a target.
    """

    primary_years: int
    junior_years: int
    school_year_from: tuple[int, int]
    retention_cap: int
    suppress_below: int
    control_lines: tuple[Decimal, Decimal]

    @property
    def last_grades(self) -> tuple[int, int]:
        """The last grade of primary and of junior secondary school."""
        return self.primary_years, self.primary_years + self.junior_years

    def school_year(self, day: date) -> date:
        """The first day of the school year that a day lies in."""
        begun = date(day.year, *self.school_year_from)
        return begun if begun <= day else begun.replace(year=day.year - 1)

    def years_before(self, begun: date, years: int) -> date:
        """The first day of the school year so many years before that which began on `begun`."""
        return date(begun.year - years, *self.school_year_from)


@lru_cache(_DAYS_KEPT)
def indicator_parameters(on: date) -> IndicatorParameters:
    """The numbers in force on a day. Raises NotonelessError for a day before the plan."""
    plan = load_parameters(PLAN, on)
    try:
        month, of_month = (int(part) for part in plan["school_year_from"].value.split("-"))
        return IndicatorParameters(
            primary_years=int(plan["primary_years"].value),
            junior_years=int(plan["junior_years"].value),
            school_year_from=(month, of_month),
            retention_cap=int(plan["retention_cap"].value),
            suppress_below=int(plan["suppress_below"].value),
            control_lines=(
                Decimal(plan["control_line_primary"].value),
                Decimal(plan["control_line_junior"].value),
            ),
        )
    except KeyError as missing:
        raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {missing.args[0]}"})) from None


def stage_ages(day: date) -> tuple[Ages, Ages]:
    """The ages of primary and of junior secondary school: the age of entry, and as many years on as each stage has."""
    whole, given = ages_on(day), indicator_parameters(day)
    first = whole.rule.from_years
    second = first + given.primary_years
    return (
        Ages(CompulsoryAge(first, second), whole.as_of),
        Ages(CompulsoryAge(second, second + given.junior_years), whole.as_of),
    )


def day_before(begun: date) -> date:
    """The last day of the school year before."""
    return begun - timedelta(days=1)
