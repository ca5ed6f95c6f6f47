"""By which numbers attendance is reported."""

from collections.abc import Callable
from datetime import date
from functools import cache

from notoneless.foundation.plans.selectors import settings, settings_through
from notoneless.records.attendance.rules.parameters import PLAN, AttendanceParameters, attendance_parameters


def attendance_numbers(on: date) -> AttendanceParameters:
    """What the county has decided for a day, or what stands until it does."""
    return attendance_parameters(settings(PLAN, on))


def numbers_through(first: date, last: date) -> Callable[[date], AttendanceParameters]:
    """The same for any day from a first to a last one, read once."""
    of_day = settings_through(PLAN, first, last)
    return cache(lambda day: attendance_parameters(of_day(day)))
