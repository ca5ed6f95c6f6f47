"""The months of a school year as a page shows them: weeks of days, each with what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.interfaces.calendar.pages.naming import holiday_name, notice_number
from notoneless.kernel.calendar import Calendar, Holiday, last_day_of_month, week_of
from notoneless.kernel.calendar.notices import in_force

_WEEK = timedelta(days=7)

MARKS = {
    "holiday": "calendar.mark_off",
    "make_up": "calendar.mark_make_up",
    "closed": "calendar.mark_closed",
    "extra": "calendar.mark_taught",
}
"""The kinds of days that a word stands in, and its code."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `kind`: taught, rest (a day off in a term), holiday, make_up, closed or extra (the county's), free (in no term).

    `mark`: the word that stands in it, empty for plain days; `why`: the holiday and the number of its notice.
    """

    day: date
    kind: str
    mark: str
    why: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its weeks from Monday on, None for days of other months; how many of its days are taught."""

    first: date
    weeks: list[list[Day | None]]
    taught: int


def months_of(calendar: Calendar, school_year: int, today: date, marks: Mapping[str, str]) -> list[Month]:
    """The months of a school year, from that in which it begins until its next usual beginning. `marks`: words by kind."""
    first = calendar.school_year_begins(school_year).replace(day=1)
    found = []
    while first < calendar.usual.begins(school_year + 1):
        found.append(_month(calendar, first, today, marks))
        first = last_day_of_month(first) + timedelta(days=1)
    return found


def _month(calendar: Calendar, first: date, today: date, marks: Mapping[str, str]) -> Month:
    last = last_day_of_month(first)
    monday, weeks = week_of(first).first_day, []
    while monday <= last:
        days = (monday + timedelta(days=at) for at in range(7))
        weeks.append([_day(calendar, day, today, marks) if first <= day <= last else None for day in days])
        monday += _WEEK
    return Month(first, weeks, len(calendar.school_days(first, last)))


def _day(calendar: Calendar, day: date, today: date, marks: Mapping[str, str]) -> Day:
    kind, ruling = kind_of(calendar, day), calendar.rulings.get(day)
    why = f"{holiday_name(ruling.name)} {notice_number(ruling.number)}".strip() if ruling else ""
    return Day(day, kind, marks.get(kind, ""), why, day == today)


def kind_of(calendar: Calendar, day: date) -> str:
    """What a day is, as `Day` names it."""
    ruling, in_term = calendar.rulings.get(day), calendar.term_of(day) is not None
    if in_term and day in calendar.changes:
        return "extra" if calendar.changes[day] else "closed"
    if ruling is not None:
        return "make_up" if ruling.is_working else "holiday"
    if not in_term:
        return "free"
    return "taught" if calendar.is_school_day(day) else "rest"


def holidays_between(calendar: Calendar, first: date, last: date) -> list[tuple[str, Holiday, str]]:
    """The holidays with a day from `first` to `last`, in order, each with its name and the number of its notice as shown."""
    found = [
        (holiday_name(holiday.name), holiday, notice_number(notice.number))
        for notice, holiday in in_force(calendar.notices)
        if holiday.last_day >= first and holiday.first_day <= last
    ]
    return sorted(found, key=lambda each: each[1].first_day)
