"""What may be done: groups formed, changed and handed on, causes and destinations recorded, measures taken, failure told."""

from notoneless.casework.working_groups.services.accepting import accept_case, refuse_case, settle_case
from notoneless.casework.working_groups.services.changing import change_place
from notoneless.casework.working_groups.services.finding import record_cause, record_destination
from notoneless.casework.working_groups.services.forming import follow_children, form_group
from notoneless.casework.working_groups.services.remedying import finish, give_up, leave_out, plan_remedy
from notoneless.casework.working_groups.services.reporting import issue_report, receive_report

__all__ = [
    "accept_case",
    "change_place",
    "finish",
    "follow_children",
    "form_group",
    "give_up",
    "issue_report",
    "leave_out",
    "plan_remedy",
    "receive_report",
    "record_cause",
    "record_destination",
    "refuse_case",
    "settle_case",
]
