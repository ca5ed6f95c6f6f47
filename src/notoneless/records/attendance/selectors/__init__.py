"""Reading attendance: a class for a session, the board of a school and the county, registers, leave, facts for others."""

from notoneless.records.attendance.rules.excusing import AbsentDay
from notoneless.records.attendance.selectors.at_home import at_home_from, taught_at_home
from notoneless.records.attendance.selectors.facts import (
    ExpiredLeave,
    absences_traced,
    absent_days,
    expected_days,
    leave_running,
    leaves_closed,
    leaves_expired,
    present_days,
    sessions_seen,
)
from notoneless.records.attendance.selectors.permitting import READ_ATTENDANCE, READ_BOARD, REVEAL_NOTE

__all__ = [
    "READ_ATTENDANCE",
    "READ_BOARD",
    "REVEAL_NOTE",
    "AbsentDay",
    "ExpiredLeave",
    "absences_traced",
    "absent_days",
    "at_home_from",
    "expected_days",
    "leave_running",
    "leaves_closed",
    "leaves_expired",
    "present_days",
    "sessions_seen",
    "taught_at_home",
]
