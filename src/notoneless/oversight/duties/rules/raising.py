"""To which unit an overdue duty is told: one post up for each span of days that it is overdue."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from notoneless.foundation.access.roles import UnitKind
from notoneless.kernel.calendar import Calendar, Span, deadline

LEADS: dict[str, str] = {
    UnitKind.CLASS: "class_teacher",
    UnitKind.SCHOOL: "school_head",
    UnitKind.TEACHING_POINT: "school_head",
    UnitKind.TUTORING_GROUP: "tutoring_leader",
    UnitKind.GROUP: "group_head",
    UnitKind.VILLAGE: "village_secretary",
    UnitKind.TOWNSHIP: "township_leader",
    UnitKind.COUNTY: "county_officer",
}
"""Whose post answers for a unit of a kind."""


def raised_to(path: Sequence[UUID], due: date, day: date, after: Span, calendar: Calendar) -> UUID | None:
    """The unit that is told of a duty of the first unit of `path`, which leads upwards: None while it is not overdue enough.

    At the top there is nobody further up.
    """
    level, moment = 0, due
    while level < len(path) - 1:
        moment = deadline(moment, after, calendar, legal=False).day
        if day <= moment:
            break
        level += 1
    return path[level] if level else None
