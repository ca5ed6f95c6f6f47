"""The clocks of law as the county has them, and the calendar by which they are counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.limits import PLAN, Limits, limits_of
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.plans.selectors import settings
from notoneless.kernel.calendar import Calendar

AHEAD = timedelta(days=400)
"""The farthest that a clock reaches: half a year for a suit, three months for the court, and their holidays."""


@dataclass(frozen=True, slots=True)
class Counting:
    """By what the clocks of a procedure are counted."""

    limits: Limits
    calendar: Calendar


def counting(facts: Iterable[Fact], today: date) -> Counting:
    """The limits in force today, and the calendar from the first fact on."""
    first = min((fact.on for fact in facts), default=today)
    return Counting(limits_of(settings(PLAN, today)), load_calendar(first, today + AHEAD))
