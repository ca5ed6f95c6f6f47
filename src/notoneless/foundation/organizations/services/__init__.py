"""Writing organizations: posts, units and their profiles, spreadsheets, leading groups, assignments, the joint mechanism."""

from notoneless.foundation.organizations.services.assigning import end_assignment, make_assignment
from notoneless.foundation.organizations.services.groups import (
    close_group,
    found_group,
    leave_seat,
    seat_holders,
    seat_member,
)
from notoneless.foundation.organizations.services.importing import import_classes, import_divisions, import_schools
from notoneless.foundation.organizations.services.mechanism import (
    end_contact,
    name_contact,
    raise_problem,
    settle_problem,
)
from notoneless.foundation.organizations.services.posts import hand_over_post, leave_post, take_post
from notoneless.foundation.organizations.services.staffing import confirm_post, decline_post, import_staff
from notoneless.foundation.organizations.services.units import close_unit, describe_unit, rename_unit

__all__ = [
    "close_group",
    "close_unit",
    "confirm_post",
    "decline_post",
    "describe_unit",
    "end_assignment",
    "end_contact",
    "found_group",
    "hand_over_post",
    "import_classes",
    "import_divisions",
    "import_schools",
    "import_staff",
    "leave_post",
    "leave_seat",
    "make_assignment",
    "name_contact",
    "raise_problem",
    "rename_unit",
    "seat_holders",
    "seat_member",
    "settle_problem",
    "take_post",
]
