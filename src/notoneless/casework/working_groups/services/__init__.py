"""What may be done: groups formed, their places given to other posts, causes and whereabouts recorded, measures taken."""

from notoneless.casework.working_groups.services.changing import change_place
from notoneless.casework.working_groups.services.finding import record_cause, record_destination
from notoneless.casework.working_groups.services.forming import form_group
from notoneless.casework.working_groups.services.remedying import finish, give_up, leave_out, plan_remedy

__all__ = [
    "change_place",
    "finish",
    "form_group",
    "give_up",
    "leave_out",
    "plan_remedy",
    "record_cause",
    "record_destination",
]
