"""Working days, school days, terms and deadlines, as pure values: no clock, no files."""

from notoneless.kernel.calendar.calendar import Calendar
from notoneless.kernel.calendar.changes import ChangedDay, ChangedDeadline, changed_days, changed_deadlines
from notoneless.kernel.calendar.deadlines import Deadline, Span, SpanUnit, deadline
from notoneless.kernel.calendar.notices import Holiday, Notice, Ruling
from notoneless.kernel.calendar.periods import (
    Period,
    last_day_of_month,
    month_after,
    month_of,
    months_until,
    week_of,
)
from notoneless.kernel.calendar.public_holidays import PublicHoliday
from notoneless.kernel.calendar.terms import AUTUMN, SPRING, Term, UsualTerms

__all__ = [
    "AUTUMN",
    "SPRING",
    "Calendar",
    "ChangedDay",
    "ChangedDeadline",
    "Deadline",
    "Holiday",
    "Notice",
    "Period",
    "PublicHoliday",
    "Ruling",
    "Span",
    "SpanUnit",
    "Term",
    "UsualTerms",
    "changed_days",
    "changed_deadlines",
    "deadline",
    "last_day_of_month",
    "month_after",
    "month_of",
    "months_until",
    "week_of",
]
