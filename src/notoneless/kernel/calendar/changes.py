"""What another calendar makes of the same days and the same spans: for telling what a new notice has changed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from notoneless.kernel.calendar.calendar import Calendar
from notoneless.kernel.calendar.deadlines import Deadline, Span, deadline


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """A day that is worked or taught in one calendar and not in the other."""

    day: date
    was_working: bool
    is_working: bool
    was_school_day: bool
    is_school_day: bool


@dataclass(frozen=True, slots=True)
class ChangedDeadline:
    """A deadline that has another day now, or is firm now and was provisional, or the other way round."""

    start: date
    span: Span
    legal: bool
    before: Deadline
    after: Deadline

    @property
    def moved(self) -> bool:
        """Whether it has another day."""
        return self.before.day != self.after.day


Asked = tuple[date, Span, bool]
"""What a deadline is worked out from: the day it counts from, the span, whether it is legal."""


def changed_days(before: Calendar, after: Calendar) -> tuple[ChangedDay, ...]:
    """The days that two calendars differ on, in order."""
    found = []
    for day in sorted(set(_doubtful(before, after))):
        was = before.is_working_day(day), before.is_school_day(day)
        now = after.is_working_day(day), after.is_school_day(day)
        if was != now:
            found.append(ChangedDay(day, was[0], now[0], was[1], now[1]))
    return tuple(found)


def _doubtful(before: Calendar, after: Calendar) -> Iterator[date]:
    """The days on which they may differ: of rulings, changes and terms that are not in both."""
    for day in before.rulings.keys() | after.rulings.keys():
        if before.is_working_day(day) != after.is_working_day(day):
            yield day
    for day, _ in set(before.changes.items()) ^ set(after.changes.items()):
        yield day
    for year in _school_years(before, after):
        yield from set(_taught(before, year)) ^ set(_taught(after, year))


def _school_years(before: Calendar, after: Calendar) -> set[int]:
    """The school years in which their terms may differ: an entered term also cuts its usual neighbours."""
    if before.usual != after.usual:
        raise ValueError("calendars of different usual terms differ without end")
    entered = {term.school_year for term in set(before.terms) ^ set(after.terms)}
    return {near for year in entered for near in (year - 1, year, year + 1)}


def _taught(calendar: Calendar, school_year: int) -> Iterator[date]:
    for term in calendar.terms_of_year(school_year):
        yield from calendar.school_days(term.first_day, term.last_day)


def changed_deadlines(before: Calendar, after: Calendar, asked: Iterable[Asked]) -> tuple[ChangedDeadline, ...]:
    """Those of the deadlines asked about that the two calendars do not agree on, in the order asked."""
    found = []
    for start, span, legal in asked:
        was, now = deadline(start, span, before, legal), deadline(start, span, after, legal)
        if was != now:
            found.append(ChangedDeadline(start, span, legal, was, now))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class MovedDay:
    """A kind of due day that two calendars have otherwise: of how many things, before and after; None where there is none.

    `group` and `kind`: codes of the catalogue for what it belongs to and for the kind itself. `becomes_firm`: it was
    provisional and is not.
    """

    group: str
    kind: str
    before: date | None
    after: date | None
    becomes_firm: bool
    count: int = 1


def moved_days(
    group: str, found: Iterable[tuple[str, Deadline, Deadline]], first: date, last: date
) -> tuple[MovedDay, ...]:
    """The due days of a group that differ, or are firm now, as far as one of them lies between two days; alike ones counted.

    found: of each due day its kind, and what one calendar and the other make of it.
    """
    counted: Counter[MovedDay] = Counter()
    for kind, before, after in found:
        firm = before.provisional and not after.provisional
        if (before.day != after.day or firm) and any(first <= each.day <= last for each in (before, after)):
            counted[MovedDay(group, kind, before.day, after.day, firm)] += 1
    return tuple(replace(each, count=count) for each, count in counted.items())
