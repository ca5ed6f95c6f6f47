"""What a form of the calendar is about to change, in one sentence: of which day or term, from what to what."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from notoneless.interfaces.calendar.pages.months import kind_of
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.calendar import Calendar, Term
from notoneless.kernel.problems import Problem, sentence

Says = Callable[[Calendar, Calendar], str]
"""Tells a change by the calendar before and after it."""


def day_said(day: date, reason: str) -> Says:
    """Of a day that is taken off or taught, or is so no more; `reason` may be empty."""

    def says(before: Calendar, after: Calendar) -> str:
        weekday = Problem(f"calendar.weekday_{day.isoweekday()}")
        kinds = {"before": _kind(before, day), "after": _kind(after, day)}
        code = "calendar.changes_day_because" if reason else "calendar.changes_day"
        return sentence(
            Problem(code, {"day": day.isoformat(), "weekday": weekday, "reason": reason, **kinds}), language_of()
        )

    return says


def _kind(calendar: Calendar, day: date) -> Problem:
    return Problem(f"calendar.kind_{kind_of(calendar, day)}")


def term_said(given: Mapping[str, Any]) -> Says:
    """Of a term that is entered or changed."""

    def says(before: Calendar, after: Calendar) -> str:
        year, number = int(given["school_year"]), int(given["number"])
        was, now = (
            next((term for term in each.terms_of_year(year) if term.number == number), None) for each in (before, after)
        )
        named = Problem(f"calendar.term_{number}", {"first": year, "second": year + 1})
        told = {"term": named, "before": _days(was), "after": _days(now)}
        return sentence(Problem("calendar.changes_term", told), language_of())

    return says


def _days(term: Term | None) -> Problem:
    if term is None:
        return Problem("calendar.no_days")
    days = {"first": term.first_day.isoformat(), "last": term.last_day.isoformat()}
    return Problem("calendar.usual_days" if term.provisional else "calendar.entered_days", days)
