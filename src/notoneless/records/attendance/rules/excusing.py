"""Whether an absence is excused: by a leave that covers the day, or for a few days by the class teacher's word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.kernel.calendar import Calendar
from notoneless.records.attendance.rules.kinds import MarkKind
from notoneless.records.attendance.rules.parameters import AttendanceParameters


@dataclass(frozen=True, slots=True)
class LeaveSpan:
    """The days of a granted leave; `closed_on`: the day on which the pupil was back."""

    first: date
    last: date
    closed_on: date | None = None

    @property
    def ends(self) -> date:
        """The last day that it really took."""
        return self.last if self.closed_on is None else min(self.last, self.closed_on - timedelta(days=1))

    def covers(self, day: date) -> bool:
        """Whether the day is one of the leave."""
        return self.first <= day <= self.last and (self.closed_on is None or day < self.closed_on)

    def has_run_out(self, day: date) -> bool:
        """Whether the leave is over on a day and the pupil not back."""
        return self.last < day and (self.closed_on is None or day < self.closed_on)


@dataclass(frozen=True, slots=True)
class AwayMark:
    """That a pupil was not seen in a session."""

    child: UUID
    unit: UUID
    on: date
    session: str
    kind: MarkKind
    reason: str


@dataclass(frozen=True, slots=True)
class AbsentDay:
    """A school day on which a child of a class missed a session. `excused`: each that was missed, with leave."""

    child: UUID
    unit: UUID
    on: date
    sessions: int
    excused: bool
    reason: str


def is_excused(
    mark: AwayMark, spans: Sequence[LeaveSpan], spoken: Iterable[date], numbers: AttendanceParameters
) -> bool:
    """Whether a leave covers a mark. `spoken`: the other days of this child that were marked as leave without an application.

    A leave that has run out excuses nothing more, whatever was marked: it is to be extended, or the pupil to come back.
    """
    if any(span.covers(mark.on) for span in spans):
        return True
    if mark.kind is not MarkKind.LEAVE or any(span.has_run_out(mark.on) for span in spans):
        return False
    since = mark.on - timedelta(days=numbers.spoken_within)
    before = {day for day in spoken if since < day < mark.on}
    return len(before) < numbers.teacher_leave


def absent_days_of(
    marks: Iterable[AwayMark], leaves: Mapping[UUID, Sequence[LeaveSpan]], numbers: AttendanceParameters
) -> list[AbsentDay]:
    """The days missed, by day and child; `marks` reach back far enough for leave by word of mouth to be added up."""
    by_child: dict[UUID, list[AwayMark]] = defaultdict(list)
    for each in marks:
        by_child[each.child].append(each)
    found = [day for child, known in by_child.items() for day in _days_of(known, list(leaves.get(child, ())), numbers)]
    return sorted(found, key=lambda day: (day.on, day.child))


def _days_of(marks: Sequence[AwayMark], spans: Sequence[LeaveSpan], numbers: AttendanceParameters) -> list[AbsentDay]:
    spoken = {
        each.on for each in marks if each.kind is MarkKind.LEAVE and not any(span.covers(each.on) for span in spans)
    }
    days: dict[date, list[AwayMark]] = defaultdict(list)
    for each in marks:
        days[each.on].append(each)
    return [_day(known, spans, spoken, numbers) for known in days.values()]


def _day(
    marks: Sequence[AwayMark], spans: Sequence[LeaveSpan], spoken: set[date], numbers: AttendanceParameters
) -> AbsentDay:
    ordered = sorted(marks, key=lambda each: numbers.order(each.session))
    first, excused = ordered[0], [is_excused(each, spans, spoken, numbers) for each in ordered]
    telling = next((each for each, held in zip(ordered, excused, strict=True) if not held), first)
    return AbsentDay(first.child, telling.unit, first.on, len(ordered), all(excused), telling.reason)


def is_overdue(span: LeaveSpan, calendar: Calendar, day: date) -> bool:
    """Whether a leave is over and the pupil not back: from the first school day after its last."""
    return span.has_run_out(day) and bool(calendar.school_days(span.last + timedelta(days=1), day))
