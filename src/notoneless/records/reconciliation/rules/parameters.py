"""The numbers the comparison stands on, from law and county setting."""

from dataclasses import dataclass
from datetime import date

from notoneless.kernel.ages import CompulsoryAge
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.linkage import LinkSettings
from notoneless.policy.parameters import load_parameters


@dataclass(frozen=True, slots=True)
class Parameters:
    """as_of: the day ages are counted on. age: compulsory age in whole years. link: the engine's bounds.

    plan_age: compulsory age as the plan has it. laxer: the county's own ages leave out children whom the plan does not.
    """

    as_of: date
    age: CompulsoryAge
    link: LinkSettings
    plan_age: CompulsoryAge
    laxer: bool


def default_as_of(today: date) -> date:
    """The latest day of the plan's month and day (31 August) up to `today`. Raises NotonelessError before the plan."""
    plan = load_parameters("national/school_age", today)
    if "as_of_month_day" not in plan:
        raise NotonelessError(Problem("reconciliation.no_ages", {"as_of": today.isoformat()}))
    month, day = (int(part) for part in plan["as_of_month_day"].value.split("-"))
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def parameters_on(as_of: date, *, from_years: int | None = None, until_years: int | None = None) -> Parameters:
    """Parameters in force on a date; the county's own ages stand over the defaults.

    Raises NotonelessError for a date before the plan, and for ages that end before they begin.
    """
    plan = load_parameters("national/school_age", as_of)
    if not {"school_age_from", "school_age_until"} <= plan.keys():
        raise NotonelessError(Problem("reconciliation.no_ages", {"as_of": as_of.isoformat()}))
    first, last = plan["school_age_from"], plan["school_age_until"]
    plan_age = CompulsoryAge(int(first.value), int(last.value))
    begins = from_years if from_years is not None else plan_age.from_years
    ends = until_years if until_years is not None else plan_age.until_years
    if begins >= ends:
        raise NotonelessError(Problem("reconciliation.ages_crossed", {"from": begins, "until": ends}))
    return Parameters(
        as_of=as_of,
        age=CompulsoryAge(begins, ends),
        link=LinkSettings(),
        plan_age=plan_age,
        laxer=first.laxer(begins) or last.laxer(ends),
    )
