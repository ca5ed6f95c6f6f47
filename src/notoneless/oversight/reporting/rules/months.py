"""Which month may be asked for, and when a return is late."""

from datetime import date

from notoneless.kernel.calendar import last_day_of_month
from notoneless.kernel.problems import Problem

MOST_MONTHS = 12
"""Months back that may still be signed or corrected."""


def is_near(month: date, today: date) -> bool:
    """Whether a day begins a month that may be asked for: no more than a year away, before or after."""
    return month.day == 1 and abs(months_between(month, today)) <= MOST_MONTHS


def why_not_signed(month: date, opens: date, today: date) -> Problem | None:
    """Why a month cannot be signed on a day: it is no month, too long ago, or it has not come to its last school day."""
    if month.day != 1 or months_between(month, today) > MOST_MONTHS:
        return Problem("reporting.no_month")
    if today < opens:
        return Problem("reporting.too_early", {"day": opens.isoformat()})
    return None


def months_between(month: date, today: date) -> int:
    """How many months lie between a month and that of a day; below nought for one to come."""
    return (today.year - month.year) * 12 + today.month - month.month


def is_late(signed_on: date, month: date) -> bool:
    """Whether a return was signed after the last day of its month."""
    return signed_on > last_day_of_month(month)


def is_overdue(month: date, today: date) -> bool:
    """Whether a return that is not signed is owed for a month that is over."""
    return today > last_day_of_month(month)
