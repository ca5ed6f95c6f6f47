"""Which term what is counted by terms belongs to: that of a day, in the holidays the one before."""

from collections.abc import Collection
from datetime import date, timedelta

from notoneless.foundation.calendar.selectors import load_calendar

_LONGEST_HOLIDAY = timedelta(days=100)
_LONGEST_TERM = timedelta(days=300)
"""With the holidays after it."""


def begins_on(day: date) -> date:
    """The first day of the term of a day, or of the last one before it; the day itself where there was none."""
    terms = load_calendar(day - _LONGEST_HOLIDAY, day).terms_between(day - _LONGEST_HOLIDAY, day)
    return terms[-1].first_day if terms else day


def first_days(days: Collection[date]) -> dict[date, date]:
    """Of each of some days what `begins_on` says, with one reading of the calendar."""
    if not days:
        return {}
    first, last = min(days) - _LONGEST_HOLIDAY, max(days)
    begun = [term.first_day for term in load_calendar(first, last).terms_between(first, last)]
    return {day: max((each for each in begun if day - _LONGEST_TERM <= each <= day), default=day) for day in days}
