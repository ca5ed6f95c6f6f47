"""What the registers of attendance tell, as this room asks for it: the one place that asks them."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from notoneless.records.attendance.selectors import (
    absences_traced,
    absent_days,
    at_home_from,
    expected_days,
    leave_running,
    leaves_closed,
    leaves_expired,
    present_days,
)

__all__ = [
    "absences_traced",
    "absent_days",
    "at_home_from",
    "expected_days",
    "leave_running",
    "leaves_closed",
    "leaves_expired",
    "missed_without_leave",
    "present_days",
    "together",
]

_TOGETHER = 5000
"""Children of one question: a database takes only so many ids at a time."""


def together(children: Collection[UUID]) -> Iterator[list[UUID]]:
    """Children in parts, in order."""
    ordered = sorted(children)
    for start in range(0, len(ordered), _TOGETHER):
        yield ordered[start : start + _TOGETHER]


def missed_without_leave(first: date, last: date) -> set[UUID]:
    """The children who missed a school day without leave."""
    return {each.child for each in absent_days(first, last) if not each.excused}
