"""To which unit an overdue duty is told: one post up for each span of days that it is overdue."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from notoneless.foundation.access.unit_kinds import UnitKind
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


@dataclass(frozen=True)
class Raising:
    """Who is told on a day of what is overdue: one post further up each time that so many days have passed.

    For thousands of rows of one due day the days are counted once.
    """

    day: date
    after: Span
    calendar: Calendar
    _ends: dict[date, list[date]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def told(self, path: Sequence[UUID], due: date) -> UUID | None:
        """The unit that is told of a duty of the first unit of `path`, which leads upwards: None while not overdue enough.

        At the top there is nobody further up.
        """
        level, most = 0, len(path) - 1
        while level < most and self.day > self._end(due, level):
            level += 1
        return path[level] if level else None

    def _end(self, due: date, level: int) -> date:
        """The last day on which nobody further up than a level is told of what was due on a day."""
        ends = self._ends.setdefault(due, [])
        while len(ends) <= level:
            ends.append(deadline(ends[-1] if ends else due, self.after, self.calendar, legal=False).day)
        return ends[level]


def who_reminds(path: Sequence[UUID], raised_to: UUID | None, led: Collection[UUID]) -> UUID | None:
    """From which of the units that somebody leads whoever owes an overdue duty is reminded, the nearest first.

    `path` leads upwards from the unit of whoever owes it; told is every unit above that until `raised_to`. None where the
    person was not told: nobody reminds oneself, and nobody passes over the posts between.
    """
    if raised_to not in path:
        return None
    told = path[1 : path.index(raised_to) + 1]
    return next((unit for unit in told if unit in led), None)
