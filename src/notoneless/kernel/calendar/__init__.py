"""Working days, school days, terms and deadlines, as pure values: no clock, no files."""

from notoneless.kernel.calendar.calendar import Calendar
from notoneless.kernel.calendar.changes import (
    ChangedDay,
    ChangedDeadline,
    MovedDay,
    changed_days,
    changed_deadlines,
    moved_days,
)
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
    "MovedDay",
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
    "moved_days",
    "week_of",
]
