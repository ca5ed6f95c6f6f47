"""What may be done: groups formed and changed, causes and destinations recorded, measures taken, failure reported."""

from notoneless.casework.working_groups.services.changing import change_place
from notoneless.casework.working_groups.services.finding import record_cause, record_destination
from notoneless.casework.working_groups.services.forming import form_group
from notoneless.casework.working_groups.services.remedying import finish, give_up, leave_out, plan_remedy
from notoneless.casework.working_groups.services.reporting import issue_report, receive_report

__all__ = [
    "change_place",
    "finish",
    "form_group",
    "give_up",
    "issue_report",
    "leave_out",
    "plan_remedy",
    "receive_report",
    "record_cause",
    "record_destination",
]
