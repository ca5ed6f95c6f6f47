"""What a term, a changed day and a loaded notice must be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import pairwise

from notoneless.kernel.calendar import AUTUMN, SPRING, Calendar, Notice, PublicHoliday, Term, UsualTerms
from notoneless.kernel.problems import Problem
from notoneless.policy.parameters import load_parameters, load_plan

_PLAN = "local/terms"
_HOLIDAYS, _HOLIDAY = "national/public_holidays", "holiday."


@dataclass(frozen=True, slots=True)
class TermLength:
    """Between how many days a term lasts, both included."""

    shortest: int
    longest: int


def usual_terms(on: date) -> UsualTerms:
    """When terms usually begin and end, by the settings in force on a day; of a day before the first of them, by the first."""
    first = min(each.since for each in load_plan(_PLAN).parameters)
    plan = load_parameters(_PLAN, max(on, first))

    def month_day(key: str) -> tuple[int, int]:
        month, day = plan[key].value.split("-")
        return int(month), int(day)

    return UsualTerms(
        autumn_first=month_day("autumn_first"),
        autumn_last=month_day("autumn_last"),
        spring_first=month_day("spring_first"),
        spring_last=month_day("spring_last"),
        school_year_from=month_day("school_year_from"),
    )


def public_holidays(on: date) -> tuple[PublicHoliday, ...]:
    """The holidays that law gives everybody, as it stands on a day, in the order of the file; none before the file begins."""
    plan = load_parameters(_HOLIDAYS, on)
    if not plan:
        return ()
    reach = int(plan["holiday_reach"].value)

    def holiday(key: str, value: str) -> PublicHoliday:
        by, *days = value.split()
        first, last = ((int(day[:2]), int(day[3:])) for day in (days[0], days[-1]))
        return PublicHoliday(key.removeprefix(_HOLIDAY), first, last, by == "moon", reach)

    return tuple(holiday(key, each.value) for key, each in plan.items() if key.startswith(_HOLIDAY))


def named_holidays(holidays: Sequence[PublicHoliday]) -> Problem:
    """How public holidays are called, one or more."""
    names = (Problem(f"calendar.holiday_{each.key}") for each in holidays)
    return reduce(lambda before, name: Problem("calendar.holidays", {"before": before, "name": name}), names)


def term_length(on: date) -> TermLength:
    """How long a term may be, by the settings in force on a day."""
    plan = load_parameters(_PLAN, on)
    return TermLength(int(plan["term_shortest"].value), int(plan["term_longest"].value))


def wrong_term(term: Term, others: Sequence[Term], length: TermLength) -> Problem | None:
    """What is wrong with a term beside the county's others; None if nothing is."""
    if term.number not in (AUTUMN, SPRING):
        return Problem("calendar.no_such_term")
    begins = term.school_year + (term.number == SPRING)
    if term.first_day.year != begins:
        return Problem(f"calendar.other_year_{term.number}", {"school_year": term.school_year, "year": begins})
    if not length.shortest <= term.length <= length.longest:
        told = {"shortest": length.shortest, "longest": length.longest, "days": term.length}
        return Problem("calendar.term_length", told)
    ordered = sorted([*others, term], key=lambda each: (each.school_year, each.number))
    for before, after in pairwise(ordered):
        if before.last_day >= after.first_day:
            other = after if before == term else before
            days = {"first": other.first_day.isoformat(), "last": other.last_day.isoformat()}
            return Problem("calendar.terms_overlap", {"term": named(other), **days})
    return None


def named(term: Term) -> Problem:
    """How a term is called."""
    return Problem(f"calendar.term_{term.number}", {"first": term.school_year, "second": term.school_year + 1})


def wrong_change(calendar: Calendar, day: date, taught: bool) -> Problem | None:
    """Why the county cannot take a day off or teach it; None if it can."""
    if calendar.term_of(day) is None:
        return Problem("calendar.outside_terms", {"day": day.isoformat()})
    if day in calendar.changes:
        return Problem("calendar.changed_already", {"day": day.isoformat()})
    if calendar.is_school_day(day) == taught:
        return Problem("calendar.taught_anyway" if taught else "calendar.off_anyway", {"day": day.isoformat()})
    return None


def left_out(year: int, calendar: Calendar) -> tuple[PublicHoliday, ...]:
    """The public holidays that the notices of a year do not name, also where one of them was said to be complete."""
    return replace(calendar, notices=tuple(replace(each, complete=False) for each in calendar.notices)).missing(year)


def why_ask(year: int, calendar: Calendar) -> Problem | None:
    """What is asked before a notice is loaded of a year that then lacks a public holiday; None if it lacks none.

    It is asked each time: what was said before was said of what was missing then.
    """
    lacking = left_out(year, calendar)
    return Problem("calendar.notice_lacks", {"year": year, "names": named_holidays(lacking)}) if lacking else None


def wrong_notice(notice: Notice, shipped: Sequence[Notice], loaded: Sequence[Notice]) -> Problem | None:
    """Why the county cannot load a notice beside those that came with the program and those loaded before; None if it can."""
    if not notice.verified:
        return Problem("calendar.notice_unseen")
    if notice.number in {each.number for each in shipped}:
        return Problem("calendar.notice_shipped", {"number": notice.number})
    years = {each.year for each in shipped}
    known = years | {each.year for each in loaded}
    if notice.amends:
        return None if notice.year in known else Problem("calendar.notice_of_no_year", {"year": notice.year})
    if notice.year in years:
        return Problem("calendar.notice_year_shipped", {"year": notice.year})
    if notice.year not in known and notice.year != max(known) + 1:
        return Problem("calendar.notice_year_missing", {"year": max(known) + 1})
    return None


def joined(shipped: Sequence[Notice], loaded: Sequence[Notice]) -> tuple[Notice, ...]:
    """All notices in the order in which they count: what came with the program stands in place of what was loaded of it.

    loaded: in the order loaded.
    """
    years, numbers = {each.year for each in shipped}, {each.number for each in shipped}
    own = [each for each in loaded if each.number not in numbers and (each.amends or each.year not in years)]
    return (*shipped, *sorted(own, key=lambda each: (each.year, each.amends)))
