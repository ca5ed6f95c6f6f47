"""Every day of 23 years beside an independent table, and every deadline from each of them beside one counted day by day.

The oracle knows nothing of notices, ordinals or bisecting: it asks a published library which days are worked, and steps.
"""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import chain

import chinese_calendar
import pytest

from notoneless.kernel.calendar import AUTUMN, SPRING, Calendar, Span, SpanUnit, Term, UsualTerms, deadline
from notoneless.policy.working_days import load_working_days

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
DAY = timedelta(days=1)
DIFFERS = {date(2005, 12, 31): True}
"""Where the library is wrong: the notice of 2006 (国办发明电〔2005〕35号) has this Saturday worked."""

VALUES = tuple(range(int(os.environ["NOTONELESS_SPANS"]))) if "NOTONELESS_SPANS" in os.environ else (1, 2, 6, 15, 40)
"""How long the spans are; `make soak` asks for more."""

USUAL = UsualTerms((9, 1), (1, 20), (2, 20), (7, 10), (9, 1))


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


@cache
def works(day: date) -> bool:
    """What the library says; of a year that it does not know, that weekends are off."""
    if day in DIFFERS:
        return DIFFERS[day]
    return chinese_calendar.is_workday(day) if FIRST <= day <= LAST else day.isoweekday() < 6


def is_known(day: date) -> bool:
    """Whether no notice to come may rule on the day: the last week of December belongs to two of them."""
    return FIRST <= day < date(2026, 12, 25)


# terms of all shapes: from August or September on, some entered and some only usual, and days changed in them


def terms() -> list[Term]:
    found = []
    for year in range(2002, 2029):
        begins, ends = date(year, 8, 25) + year % 11 * DAY, date(year + 1, 1, 5) + year % 23 * DAY
        opens, closes = date(year + 1, 2, 15) + year % 17 * DAY, date(year + 1, 7, 1) + year % 13 * DAY
        autumn = Term(year, AUTUMN, begins, ends) if year % 3 else None
        spring = Term(year, SPRING, opens, closes) if year % 4 != 1 else None
        found.append(autumn or Term(year, AUTUMN, date(year, 9, 1), date(year + 1, 1, 20), provisional=True))
        found.append(spring or Term(year, SPRING, date(year + 1, 2, 20), date(year + 1, 7, 10), provisional=True))
    return found


TERMS = terms()
TERM_OF = {day: term for term in TERMS for day in days(term.first_day, term.last_day)}
CHANGES = {day: not works(day) for number, day in enumerate(sorted(TERM_OF)) if number % 37 == 5}


def teaches(day: date) -> bool:
    return day in TERM_OF and CHANGES.get(day, works(day))


CALENDAR = Calendar(load_working_days(), tuple(term for term in TERMS if not term.provisional), CHANGES, USUAL)


# the oracle


def step(start: date, value: int, counts: Callable[[date], bool]) -> date:
    """Day by day until so many have counted."""
    while value:
        start += DAY
        value -= counts(start)
    return start


def months(start: date, value: int) -> date:
    """Month by month; then back from the same number until there is such a day."""
    year, month = start.year, start.month
    for _ in range(value):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    for number in range(start.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


ENDS: dict[SpanUnit, Callable[[date, int], date]] = {
    SpanUnit.DAY: lambda start, value: step(start, value, lambda _: True),
    SpanUnit.WEEK: lambda start, value: step(start, 7 * value, lambda _: True),
    SpanUnit.WORKING_DAY: lambda start, value: step(start, value, works),
    SpanUnit.SCHOOL_DAY: lambda start, value: step(start, value, teaches),
    SpanUnit.MONTH: months,
    SpanUnit.YEAR: lambda start, value: months(start, 12 * value),
}


def moved(day: date) -> date:
    while not works(day):
        day += DAY
    return day


def is_firm(start: date, end: date, unit: SpanUnit) -> bool:
    """Whether every day that was asked about is known, and every term that could have been longer is entered."""
    if start == end:
        return True
    if unit is SpanUnit.WORKING_DAY:
        return all(map(is_known, days(start + DAY, end)))
    if unit is not SpanUnit.SCHOOL_DAY:
        return True
    begun = max((term for term in TERMS if term.first_day <= start), key=lambda term: term.first_day)
    touched = [begun, *(term for term in TERMS if start < term.first_day <= end)]
    taught = (day for day in days(start + DAY, end) if day in TERM_OF)
    return not any(term.provisional for term in touched) and all(map(is_known, taught))


# the comparison


def test_every_day_is_worked_as_the_library_says() -> None:
    wrong = [day for day in days(FIRST, LAST) if CALENDAR.is_working_day(day) != works(day)]
    assert wrong == []
    said = {day: chinese_calendar.is_workday(day) for day in days(FIRST, LAST)}
    assert {day for day in said if CALENDAR.is_working_day(day) != said[day]} == set(DIFFERS)


def test_every_day_is_taught_and_in_its_term_as_the_oracle_says() -> None:
    span = list(days(FIRST, LAST))
    assert [day for day in span if CALENDAR.is_school_day(day) != teaches(day)] == []
    assert [day for day in span if CALENDAR.term_of(day) != TERM_OF.get(day)] == []
    assert {term.provisional for term in TERM_OF.values()} == {True, False}
    # what a list of them says is the same
    assert list(CALENDAR.school_days(FIRST, LAST)) == [day for day in span if teaches(day)]
    assert list(CALENDAR.working_days(FIRST, LAST)) == [day for day in span if works(day)]


@pytest.mark.parametrize("unit", list(SpanUnit))
def test_every_deadline_from_every_day_is_as_counted_day_by_day(unit: SpanUnit) -> None:
    told: set[tuple[bool, bool]] = set()
    for start in days(FIRST, LAST):
        for value in VALUES:
            end, span = ENDS[unit](start, value), Span(value, unit)
            firm = is_firm(start, end, unit)
            found = deadline(start, span, CALENDAR, legal=False)
            assert (found.day, found.provisional) == (end, not firm), (start, span)
            last = moved(end)
            firm = firm and all(map(is_known, days(end, last)))
            found = deadline(start, span, CALENDAR, legal=True)
            assert (found.day, found.provisional) == (last, not firm), (start, span)
            told |= {(found.provisional, last != end)}
    # a comparison in which nothing is provisional or nothing moves proves little
    assert {provisional for provisional, _ in told} == {True, False}
    assert unit is SpanUnit.WORKING_DAY or {over for _, over in told} == {True, False}


def test_the_days_that_make_trouble_are_among_them() -> None:
    starts = set(chain(days(FIRST, LAST)))
    assert {date(2026, 8, 31), date(2024, 2, 29), date(2008, 1, 31), date(2025, 12, 31)} <= starts
    assert ENDS[SpanUnit.MONTH](date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert ENDS[SpanUnit.YEAR](date(2024, 2, 29), 1) == date(2025, 2, 28)
