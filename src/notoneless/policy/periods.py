"""The periods of a duty and their due days: a pure function of its trigger, the plan's numbers and the calendar.

A due day is counted from the start, the middle or the end of its period. From the start, the first day counts: within 1 school
day of the start of a month is its first school day. From the end, the day after it is the first.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.kernel.calendar import Calendar, Deadline, SpanUnit, deadline, month_after
from notoneless.kernel.calendar import Span as Length
from notoneless.policy.judging import Span
from notoneless.policy.model import Anchor, Every, Parameter, Trigger

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a duty falls due. `period` names it among those of its duty, `last` is the last day of that period, which
    may lie before the due day. `is_provisional`: its due day may move.
    """

    period: str
    span: Span
    last: date
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with a name."""

    name: str
    first: date
    last: date
    is_provisional: bool = False


Numbers = Mapping[str, Parameter]


def occurrences(
    trigger: Trigger, numbers: Numbers, calendar: Calendar, first: date, last: date
) -> Iterator[Occurrence]:
    """The occurrences of a periodic duty that are due from `first` to `last`. Nothing for a duty that follows events."""
    if not trigger.every:
        return
    # a due day may lie behind the end of its period, and a period begins before its due day
    begin = first - timedelta(days=LONGEST[trigger.every] + (AFTER if trigger.within else 0))
    for period in _PERIODS[trigger.every](trigger, numbers, calendar, begin, last):
        found = _due(trigger, numbers, calendar, period)
        if first <= found.span.due <= last:
            yield found


def after_event(trigger: Trigger, numbers: Numbers, calendar: Calendar, subject: str, day: date) -> Occurrence:
    """The occurrence that an event on a day brings; without a number it is due the same day."""
    due = _plus(day, trigger.within, numbers, calendar)
    return Occurrence(subject, Span(day, due.day), day, due.provisional)


def period_of(trigger: Trigger, numbers: Numbers, calendar: Calendar, day: date) -> Occurrence | None:
    """The occurrence whose period holds a day, if there is one."""
    for period in _PERIODS[trigger.every](trigger, numbers, calendar, day, day):
        if period.first <= day <= period.last:
            return _due(trigger, numbers, calendar, period)
    return None


def _due(trigger: Trigger, numbers: Numbers, calendar: Calendar, period: Period) -> Occurrence:
    due = _due_day(trigger, numbers, calendar, period)
    return Occurrence(period.name, Span(period.first, due.day), period.last, due.provisional or period.is_provisional)


def _due_day(trigger: Trigger, numbers: Numbers, calendar: Calendar, period: Period) -> Deadline:
    if trigger.on:
        return Deadline(_day_within(numbers[trigger.on].value, period), False)
    if trigger.at == Anchor.START and trigger.within:
        return _from_first(period.first, trigger.within, numbers, calendar)
    anchor = {
        Anchor.START: period.first,
        Anchor.MIDDLE: period.first + (period.last - period.first) // 2,
        Anchor.END: period.last,
    }[Anchor(trigger.at)]
    return _plus(anchor, trigger.within, numbers, calendar)


def _from_first(first: date, within: str, numbers: Numbers, calendar: Calendar) -> Deadline:
    """The first day counts. Whole months from 1 March end on 31 March, although the month before had but 28 days."""
    found = _plus(first - _DAY, within, numbers, calendar)
    if numbers[within].unit not in (SpanUnit.MONTH, SpanUnit.YEAR):
        return found
    return max(found, Deadline(_plus(first, within, numbers, calendar).day - _DAY, False), key=lambda each: each.day)


def _plus(day: date, within: str, numbers: Numbers, calendar: Calendar) -> Deadline:
    if not within:
        return Deadline(day, False)
    number = numbers[within]
    return deadline(day, Length(int(number.value), SpanUnit(number.unit)), calendar, legal=False)


def _day_within(month_day: str, period: Period) -> date:
    """A day of the year such as 12-31 within a period of a year; 29 February is the 28th in other years."""
    month, day = (int(part) for part in month_day.split("-"))
    for year in (period.first.year, period.last.year):
        found = _date(year, month, day)
        if period.first <= found <= period.last:
            return found
    return period.last


def _date(year: int, month: int, day: int) -> date:
    return date(year, month, day) if (month, day) != (2, 29) or _is_leap(year) else date(year, 2, 28)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days(trigger: Trigger, _: Numbers, calendar: Calendar, first: date, last: date) -> Iterator[Period]:
    counts = {"working": calendar.is_working_day, "school": calendar.is_school_day}.get(trigger.days or "school")
    day = first
    while day <= last:
        if counts is None or counts(day):
            yield Period(day.isoformat(), day, day, _is_shaky(day, trigger.days or "school", calendar))
        day += _DAY


def _is_shaky(day: date, counted: str, calendar: Calendar) -> bool:
    """Whether a day may yet be counted otherwise: by a notice, and as a school day also by a term that nobody has entered."""
    term = calendar.term_of(day) if counted == "school" else None
    return not calendar.knows(day) or (term is not None and term.provisional)


def _weeks(trigger: Trigger, _: Numbers, calendar: Calendar, first: date, last: date) -> Iterator[Period]:
    """Weeks from Monday; of school or working days they end on the last of these, and without one there is no week."""
    counts = {"working": calendar.is_working_day, "school": calendar.is_school_day}.get(trigger.days)
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        days = [monday + timedelta(days=number) for number in range(7)]
        kept = [day for day in days if counts is None or counts(day)]
        if kept:
            year, week, _weekday = monday.isocalendar()
            shaky = counts is not None and any(_is_shaky(day, trigger.days, calendar) for day in days)
            yield Period(f"{year}-W{week:02d}", monday, kept[-1] if counts else days[-1], shaky)
        monday += timedelta(days=7)


def _months(trigger: Trigger, numbers: Numbers, _: Calendar, first: date, last: date) -> Iterator[Period]:
    wanted = {int(each) for each in numbers[trigger.months].value.split()} if trigger.months else set(range(1, 13))
    month = first.replace(day=1)
    while month <= last:
        following = month_after(month)
        if month.month in wanted:
            yield Period(f"{month:%Y-%m}", month, following - _DAY)
        month = following


def _terms(_trigger: Trigger, _: Numbers, calendar: Calendar, first: date, last: date) -> Iterator[Period]:
    for term in calendar.terms_between(first, last):
        yield Period(f"{term.school_year}-{term.number}", term.first_day, term.last_day, term.provisional)


def _school_years(_trigger: Trigger, _: Numbers, _calendar: Calendar, first: date, last: date) -> Iterator[Period]:
    """School years from 1 September: what falls on a day of the year does not wait for the terms of a county."""
    for year in range(first.year - 1, last.year + 1):
        if date(year, 9, 1) <= last and date(year + 1, 8, 31) >= first:
            yield Period(f"{year}/{year + 1}", date(year, 9, 1), date(year + 1, 8, 31))


def _years(_trigger: Trigger, _: Numbers, _calendar: Calendar, first: date, last: date) -> Iterator[Period]:
    for year in range(first.year, last.year + 1):
        yield Period(str(year), date(year, 1, 1), date(year, 12, 31))


_PERIODS: Mapping[str, Callable[[Trigger, Numbers, Calendar, date, date], Iterator[Period]]] = {
    Every.DAY: _days,
    Every.WEEK: _weeks,
    Every.MONTH: _months,
    Every.TERM: _terms,
    Every.SCHOOL_YEAR: _school_years,
    Every.YEAR: _years,
}
LONGEST: Mapping[str, int] = {
    Every.DAY: 1,
    Every.WEEK: 7,
    Every.MONTH: 31,
    Every.TERM: 220,
    Every.SCHOOL_YEAR: 366,
    Every.YEAR: 366,
}
"""Days of a period at most: how far before a due day its period may begin."""
AFTER = 200
"""Days after its period on which a duty may still fall due: what is longer is refused (checking_values.py)."""
