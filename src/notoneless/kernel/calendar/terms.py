"""School terms: those that the county has entered, and the usual ones where it has entered none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

AUTUMN, SPRING = 1, 2

_DAY = timedelta(days=1)

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """One term, both days included. `school_year` is that in which its autumn term begins; `number` AUTUMN or SPRING.

    `provisional`: nobody has entered it; it is what is usual here.
    """

    school_year: int
    number: int
    first_day: date
    last_day: date
    provisional: bool = False

    @property
    def length(self) -> int:
        """Its days, weekends and holidays included."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True, slots=True)
class UsualTerms:
    """When terms usually begin and end here, as (month, day), and the first day of a school year. Settings of a county."""

    autumn_first: MonthDay
    autumn_last: MonthDay
    spring_first: MonthDay
    spring_last: MonthDay
    school_year_from: MonthDay

    def begins(self, school_year: int) -> date:
        """The first day of a school year."""
        return date(school_year, *self.school_year_from)

    def autumn(self, school_year: int) -> Term:
        """The usual autumn term, which may end in the year after."""
        first = date(school_year, *self.autumn_first)
        ends = school_year + (self.autumn_last < self.autumn_first)
        return Term(school_year, AUTUMN, first, date(ends, *self.autumn_last), provisional=True)

    def spring(self, school_year: int) -> Term:
        """The usual spring term, in the year after."""
        first, last = (date(school_year + 1, *each) for each in (self.spring_first, self.spring_last))
        return Term(school_year, SPRING, first, last, provisional=True)


Entered = Mapping[tuple[int, int], Term]
"""The terms that were entered, by school year and number."""


def terms_of_year(school_year: int, entered: Entered, usual: UsualTerms) -> tuple[Term, ...]:
    """The terms of a school year in order: as entered, else the usual one, cut where an entered one already stands."""
    found = []
    for number, default in ((AUTUMN, usual.autumn), (SPRING, usual.spring)):
        term = entered.get((school_year, number))
        if term is None:
            term = _cut(default(school_year), entered)
        if term is not None:
            found.append(term)
    return tuple(found)


def _cut(term: Term, entered: Entered) -> Term | None:
    """A usual term without the days of the entered ones before and after it; None if nothing is left."""
    before, after = (entered.get(key) for key in _neighbours(term))
    first = max(term.first_day, before.last_day + _DAY) if before else term.first_day
    last = min(term.last_day, after.first_day - _DAY) if after else term.last_day
    return replace(term, first_day=first, last_day=last) if first <= last else None


def _neighbours(term: Term) -> tuple[tuple[int, int], tuple[int, int]]:
    """School year and number of the terms before and after."""
    if term.number == AUTUMN:
        return (term.school_year - 1, SPRING), (term.school_year, SPRING)
    return (term.school_year, AUTUMN), (term.school_year + 1, AUTUMN)
