"""Which due days of screening another calendar moves: asked when a term, a day or a notice changes it."""

from collections.abc import Iterator
from datetime import date, timedelta

from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.watch_list.selectors.numbers import numbers_on
from notoneless.foundation.access.context import Context
from notoneless.kernel.calendar import Calendar, Deadline, MovedDay, moved_days

_GROUP, _KIND = "watch_list.moved_screening", "watch_list.due_screening"


def moved_screenings(ctx: Context, before: Calendar, after: Calendar, last: date) -> tuple[MovedDay, ...]:
    """By when the screening of a term is to be finished, from today to a last day, as far as one calendar has it otherwise than
    another."""
    if not ctx.may(READ_WATCH_LIST):
        return ()
    within = timedelta(days=numbers_on(ctx.today).screening_days)
    found = (
        (_KIND, Deadline(was + within, False), Deadline(now + within, False))
        for was, now in _begun(ctx.today, last, before, after)
    )
    return moved_days(_GROUP, found, ctx.today, last)


def _begun(first: date, last: date, before: Calendar, after: Calendar) -> Iterator[tuple[date, date]]:
    """The first day of each term about some days, in both calendars."""
    for year in range(first.year - 1, last.year + 1):
        now = {term.number: term.first_day for term in after.terms_of_year(year)}
        for term in before.terms_of_year(year):
            if term.number in now:
                yield term.first_day, now[term.number]
