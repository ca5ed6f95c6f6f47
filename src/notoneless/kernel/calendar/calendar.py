"""`Calendar`: which days are worked and taught, which term a day is in, and the n-th such day after another."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from notoneless.kernel.calendar.notices import NEW_YEAR_REACH, Notice, Ruling, rulings
from notoneless.kernel.calendar.public_holidays import PublicHoliday, missing
from notoneless.kernel.calendar.terms import AUTUMN, Term, UsualTerms, terms_of_year

_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The days of a county. Any day may be asked; where nothing is known, weekends alone are off and terms are the usual.

    notices: in the order in which they were issued. terms: as the county entered them, none provisional. changes: days of a
    term that the county itself takes off (False) or teaches (True). expected: the public holidays that the notices of each
    year are to name; the days around one that is missing are not known. Raises ValueError for terms that overlap or stand in
    another order than their school years.
    """

    notices: tuple[Notice, ...]
    terms: tuple[Term, ...]
    changes: Mapping[date, bool]
    usual: UsualTerms
    expected: tuple[PublicHoliday, ...] = ()
    _working: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _taught: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _terms: dict[int, tuple[Term, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = sorted(self.terms, key=lambda term: (term.school_year, term.number))
        if any(before.last_day >= after.first_day for before, after in pairwise(ordered)):
            raise ValueError("terms overlap")

    # working days

    @cached_property
    def rulings(self) -> Mapping[date, Ruling]:
        """What the notices say of each day that is no plain weekday or weekend."""
        return rulings(self.notices)

    @cached_property
    def known_years(self) -> frozenset[int]:
        """The years of which a notice is known."""
        return frozenset(notice.year for notice in self.notices)

    def missing(self, year: int) -> tuple[PublicHoliday, ...]:
        """The public holidays that the notices of a known year leave out without being said to be complete."""
        return missing(year, self.notices, self.rulings, self.expected) if year in self.known_years else ()

    @cached_property
    def _open(self) -> list[int]:
        """The days, as ordinals, on which a public holiday that is missing may still rule."""
        ruled = (each.ruled(year) for year in self.known_years for each in self.missing(year))
        return sorted({day.toordinal() for days in ruled for day in days})

    def knows(self, day: date) -> bool:
        """Whether all that may rule on the day is known: the notice of its year with the public holidays near the day; at the
        year's end also the next year's.
        """
        if day.year not in self.known_years or _between(day, day, (self._open,)):
            return False
        return day.month < 12 or day.day <= 31 - NEW_YEAR_REACH or day.year + 1 in self.known_years

    def knows_all(self, first: date, last: date) -> bool:
        """Whether it knows every day from `first` to `last`; true where there is none."""
        return first > last or (
            all(year in self.known_years for year in range(first.year, last.year + 1))
            and self.knows(last)
            and not _between(first, last, (self._open,))
        )

    def is_working_day(self, day: date) -> bool:
        """Whether the day is worked: by the notices, else Monday to Friday."""
        ruling = self.rulings.get(day)
        return day.weekday() < _SATURDAY if ruling is None else ruling.is_working

    def next_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the first after it."""
        return day if self.is_working_day(day) else self.nth_working_day_after(day, 1)

    def nth_working_day_after(self, day: date, n: int) -> date:
        """The n-th working day after `day`, n from 1 on. Raises ValueError for a smaller n, or beyond the year 9999."""
        return _nth_after(day, n, self._worked_from(day.year))

    def working_days(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from `first` to `last`, both included."""
        return _between(first, last, (self._worked_in(year) for year in range(first.year, last.year + 1)))

    def _worked_from(self, year: int) -> Iterator[Sequence[int]]:
        while True:
            yield self._worked_in(year)
            year += 1

    def _worked_in(self, year: int) -> list[int]:
        """The working days of a year as ordinals."""
        if year not in self._working:
            days = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
            self._working[year] = [day for day in days if self.is_working_day(date.fromordinal(day))]
        return self._working[year]

    # school days

    def school_year_of(self, day: date) -> int:
        """The school year of a day: it begins on its usual first day, or with its autumn term if that begins before."""
        return day.year if day >= self.school_year_begins(day.year) else day.year - 1

    def school_year_begins(self, school_year: int) -> date:
        """The first day of a school year."""
        first = self.usual.begins(school_year)
        autumn = [term.first_day for term in self.terms_of_year(school_year) if term.number == AUTUMN]
        return min([first, *autumn])

    def terms_of_year(self, school_year: int) -> tuple[Term, ...]:
        """The terms of a school year in order, provisional where the county has entered none."""
        if school_year not in self._terms:
            self._terms[school_year] = terms_of_year(school_year, self._entered, self.usual)
        return self._terms[school_year]

    @cached_property
    def _entered(self) -> Mapping[tuple[int, int], Term]:
        return {(term.school_year, term.number): term for term in self.terms}

    def term_of(self, day: date) -> Term | None:
        """The term that a day is in; None in the long holidays."""
        near = (*self.terms_of_year(day.year - 1), *self.terms_of_year(day.year))
        return next((term for term in near if term.first_day <= day <= term.last_day), None)

    def terms_between(self, first: date, last: date) -> tuple[Term, ...]:
        """The terms with a day from `first` to `last`, in order."""
        years = range(first.year - 1, last.year + 1)
        terms = (term for year in years for term in self.terms_of_year(year))
        return tuple(term for term in terms if term.last_day >= first and term.first_day <= last)

    def is_school_day(self, day: date) -> bool:
        """Whether there are lessons: in a term, on a working day; what the county has changed wins."""
        return self.term_of(day) is not None and self.changes.get(day, self.is_working_day(day))

    def school_days(self, first: date, last: date) -> tuple[date, ...]:
        """The school days from `first` to `last`, both included."""
        return _between(first, last, (self._taught_in(year) for year in range(first.year - 1, last.year + 1)))

    def nth_school_day_after(self, day: date, n: int) -> date:
        """The n-th school day after `day`, n from 1 on. Raises ValueError for a smaller n, or beyond the year 9999."""
        return _nth_after(day, n, self._taught_from(day.year - 1))

    def _taught_from(self, school_year: int) -> Iterator[Sequence[int]]:
        while True:
            yield self._taught_in(school_year)
            school_year += 1

    def _taught_in(self, school_year: int) -> list[int]:
        """The school days of a school year as ordinals."""
        if school_year not in self._taught:
            self._taught[school_year] = [
                day
                for term in self.terms_of_year(school_year)
                for day in range(term.first_day.toordinal(), term.last_day.toordinal() + 1)
                if self.changes.get(found := date.fromordinal(day), self.is_working_day(found))
            ]
        return self._taught[school_year]


def _nth_after(day: date, n: int, years: Iterator[Sequence[int]]) -> date:
    """The n-th of the days after `day`, which come year by year, each year in order."""
    if n < 1:
        raise ValueError("the first day after another is its first")
    left, after = n - 1, day.toordinal()
    for days in years:
        at = bisect_right(days, after) + left
        if at < len(days):
            return date.fromordinal(days[at])
        left = at - len(days)
    raise ValueError("no such day")  # pragma: no cover (the years do not end)


def _between(first: date, last: date, years: Iterable[Sequence[int]]) -> tuple[date, ...]:
    low, high = first.toordinal(), last.toordinal()
    return tuple(
        date.fromordinal(day) for days in years for day in days[bisect_left(days, low) : bisect_right(days, high)]
    )
