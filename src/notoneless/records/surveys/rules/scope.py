"""Who is asked about: by age on the plan's day, and by the class where the school line is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from notoneless.kernel.ages import CompulsoryAge
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.parameters import Parameter, load_parameters
from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on
from notoneless.records.surveys.rules.kinds import SurveyKind

PLAN = "local/survey"


@dataclass(frozen=True, slots=True)
class Births:
    """Born after one day and not after another. `or_taught`: older ones too who are still on a class's list.

    Compulsory education ends for a child when it is completed, not on a birthday (clause 5.03).
    """

    after: date
    until: date
    or_taught: bool

    def include(self, born: date | None, is_taught: bool = False) -> bool:
        """Whether a child is asked about. Whose birth is not known is asked about always."""
        if born is None or self.after < born <= self.until:
            return True
        return self.or_taught and is_taught and born <= self.after


def births_of(kind: SurveyKind, day: date) -> Births | None:
    """Whose births a survey begun on `day` asks about; None where age does not count. Raises NotonelessError without a plan."""
    if kind is SurveyKind.SCHOOL:
        return None
    if "as_of_month_day" not in load_parameters("national/school_age", day):
        raise NotonelessError(Problem("reconciliation.no_ages", {"as_of": day.isoformat()}))
    as_of = default_as_of(day)
    age, youngest = parameters_on(as_of).age, kindergarten_from(as_of)
    first = age.from_years if kind is SurveyKind.HOUSEHOLD else youngest
    last = age.from_years if kind is SurveyKind.KINDERGARTEN else age.until_years
    return births_within(CompulsoryAge(first, last), as_of, or_taught=kind is not SurveyKind.KINDERGARTEN)


def births_within(age: CompulsoryAge, day: date, *, or_taught: bool) -> Births:
    """The days of birth of who is within some ages on a day."""
    return Births(_years_before(day, age.until_years), _years_before(day, age.from_years), or_taught)


def _years_before(day: date, years: int) -> date:
    """The last day of birth of who has turned so many years on `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February: who was born on 1 March has a birthday to come
        return date(day.year - years, 2, 28)


def kindergarten_from(day: date) -> int:
    """The age from which a child is of kindergarten age."""
    plan: Mapping[str, Parameter] = load_parameters(PLAN, day)
    if "kindergarten_age_from" not in plan:
        raise NotonelessError(Problem("policy.no_plan", {"plan": PLAN}))
    return int(plan["kindergarten_age_from"].value)
