"""Which term what is counted by terms belongs to: that of a day, in the holidays the one before."""

from datetime import date, timedelta

from notoneless.foundation.calendar.selectors import load_calendar

_LONGEST_HOLIDAY = timedelta(days=100)


def begins_on(day: date) -> date:
    """The first day of the term of a day, or of the last one before it; the day itself where there was none."""
    terms = load_calendar(day - _LONGEST_HOLIDAY, day).terms_between(day - _LONGEST_HOLIDAY, day)
    return terms[-1].first_day if terms else day
