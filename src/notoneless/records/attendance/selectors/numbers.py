"""By which numbers attendance is reported."""

from collections.abc import Callable
from datetime import date
from functools import cache

from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.plans.selectors import settings, settings_through
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.rules.parameters import PLAN, AttendanceParameters, attendance_parameters

_BEYOND = 9000
"""From this year on days are mistyped, and what is looked at around a day runs out of the calendar."""


def attendance_numbers(on: date) -> AttendanceParameters:
    """What the county has decided for a day, or what stands until it does. Raises Unusable for a day of no such year."""
    found = settings(PLAN, on) if on.year < _BEYOND else {}
    if not found:
        raise Unusable(Problem("arrivals.day_unfit", {"day": on.isoformat()}))
    return attendance_parameters(found)


def numbers_through(first: date, last: date) -> Callable[[date], AttendanceParameters]:
    """The same for any day from a first to a last one, read once."""
    of_day = settings_through(PLAN, first, last)
    return cache(lambda day: attendance_parameters(of_day(day)))
