"""What is done about attendance and leave."""

from notoneless.records.attendance.services.explaining import explain
from notoneless.records.attendance.services.importing import import_register
from notoneless.records.attendance.services.leaving import (
    apply_leave,
    close_leave,
    extend_leave,
    grant_leave,
    refuse_leave,
    withdraw_leave,
)
from notoneless.records.attendance.services.reporting import amend, correct, report, report_beside
from notoneless.records.attendance.services.slips import issue_slip
from notoneless.records.attendance.services.substituting import end_substitution, substitute
from notoneless.records.attendance.services.tracing import trace

__all__ = [
    "amend",
    "apply_leave",
    "close_leave",
    "correct",
    "end_substitution",
    "explain",
    "extend_leave",
    "grant_leave",
    "import_register",
    "issue_slip",
    "refuse_leave",
    "report",
    "report_beside",
    "substitute",
    "trace",
    "withdraw_leave",
]
