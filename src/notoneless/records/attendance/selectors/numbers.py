"""By which numbers attendance is reported."""

from datetime import date

from notoneless.foundation.plans.selectors import settings
from notoneless.records.attendance.rules.parameters import PLAN, AttendanceParameters, attendance_parameters


def attendance_numbers(on: date) -> AttendanceParameters:
    """What the county has decided for a day, or what stands until it does."""
    return attendance_parameters(settings(PLAN, on))
