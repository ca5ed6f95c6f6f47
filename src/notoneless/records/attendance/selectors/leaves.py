"""Leave as pages show it: what waits, what runs, what has run out; one leave with its steps; a child's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.attendance.models import ArrivalReport, AttendanceMark, Leave, LeaveStep
from notoneless.records.attendance.rules.excusing import LeaveSpan
from notoneless.records.attendance.rules.kinds import AWAY, LeaveState
from notoneless.records.attendance.rules.leaving import days_of, in_a_row
from notoneless.records.attendance.rules.reporting import packed_ids
from notoneless.records.attendance.selectors.facts import HELD, spans_of
from notoneless.records.attendance.selectors.permitting import READ_ATTENDANCE, READ_BOARD
from notoneless.records.attendance.selectors.rooms import rooms_on

_NEAR = timedelta(days=366)
"""How far off other leave is looked at."""

SHOWN = 200
"""Leaves on one page; those that are closed are on the child's page."""


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """A leave in a list. `unit`, `room`, `school`: where the pupil is today; of who is in no class, where it was asked for.
    `is_over`: its last day has passed and nobody has said that the pupil is back.
    """

    id: UUID
    child: UUID
    name: str
    unit: UUID
    room: str
    school: str
    first_on: date
    last_on: date
    reason: str
    state: str
    closed_on: date | None
    is_over: bool
    has_note: bool
    asked_by: str

    @property
    def days(self) -> int:
        """How many days, both ends included."""
        return days_of(self.first_on, self.last_on)


@dataclass(frozen=True, slots=True)
class StepLine:
    """What happened to a leave."""

    step: str
    until_on: date | None
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LeavePage:
    """One leave with its steps in order. `row`: its first and last day together with the leave that adjoins it, by whose
    number of days it is granted. `seen`: days of it on which the pupil is reported to have been there.
    """

    line: LeaveLine
    steps: tuple[StepLine, ...]
    row: tuple[date, date]
    seen: tuple[date, ...]


def list_leaves(ctx: Context) -> tuple[LeaveLine, ...]:
    """What waits to be decided and what is not closed, in reach: what has run out first. The list leaves an entry."""
    rows = _leaves(ctx).filter(state__in=(LeaveState.APPLIED, LeaveState.GRANTED))
    lines = _lines(ctx, list(rows.order_by("last_on", "id")[:SHOWN]))
    listed(ctx, READ_ATTENDANCE, [line.child for line in lines], {"leave": "open"})
    return tuple(sorted(lines, key=lambda line: (line.state != LeaveState.APPLIED, not line.is_over, line.last_on)))


def open_leave(ctx: Context, leave: UUID) -> LeavePage:
    """One leave. It leaves an entry. Raises NotFound out of reach."""
    row = leave_in_reach(ctx, leave)
    opened_row(ctx, READ_ATTENDANCE, row)
    steps = visible_to(ctx, READ_ATTENDANCE, LeaveStep).filter(leave=row).select_related("by").order_by("number")
    told = tuple(StepLine(each.step, each.until_on, each.why, each.by.name, each.at) for each in steps)
    seen = seen_on(ctx, row.child_id, row.first_on, min(row.last_on, ctx.today))
    return LeavePage(_lines(ctx, [row])[0], told, in_row(row, row.last_on), seen)


def in_row(leave: Leave, last_on: date) -> tuple[date, date]:
    """The first and the last day of a leave that lasts until a day, with the leave that adjoins it."""
    return _joined(leave.first_on, last_on, spans_beside(leave, *HELD))


def _joined(first: date, last: date, others: Sequence[LeaveSpan]) -> tuple[date, date]:
    days = [first, last, *(each.first for each in others), *(each.ends for each in others)]
    return in_a_row(first, last, others, load_calendar(min(days), max(days)))


def spans_beside(leave: Leave, *states: LeaveState) -> list[LeaveSpan]:
    """The child's other leave in some states, of the year before and after."""
    rows = Leave._base_manager.filter(child_id=leave.child_id, state__in=states).exclude(pk=leave.pk)
    rows = rows.filter(first_on__gte=leave.first_on - _NEAR, first_on__lte=leave.first_on + _NEAR)
    return [LeaveSpan(each.first_on, each.last_on, each.closed_on) for each in rows]


def seen_on(ctx: Context, child: UUID, first: date, last: date) -> tuple[date, ...]:
    """The days on which a child is reported to have been there, by the reports in reach."""
    rooms = ChildUnit._base_manager.filter(child_id=child).values("unit_id")
    rows = visible_to(ctx, READ_BOARD, ArrivalReport).filter(is_current=True, on__gte=first, on__lte=last)
    rows = rows.filter(unit_id__in=rooms)
    asked = {pk: on for pk, on, kept in rows.values_list("pk", "on", "asked") if child.bytes in packed_ids(bytes(kept))}
    marks = visible_to(ctx, READ_ATTENDANCE, AttendanceMark).filter(report__in=asked, child_id=child, kind__in=AWAY)
    away = set(marks.values_list("report_id", flat=True)) if asked else set()
    return tuple(sorted({on for pk, on in asked.items() if pk not in away}))


def leave_in_reach(ctx: Context, leave: UUID, code: str = READ_ATTENDANCE) -> Leave:
    """A leave on which `code` may be done. Raises NotFound."""
    rows = visible_to(ctx, code, Leave).select_related("child", "unit__parent")
    row = rows.filter(pk=leave).first()
    if row is None:
        raise NotFound
    return row


def leaves_of(ctx: Context, child: UUID) -> tuple[LeaveLine, ...]:
    """The leave of one child, the latest first; whoever shows it records that."""
    return tuple(_lines(ctx, list(_leaves(ctx).filter(child_id=child).order_by("-first_on", "-id")[:SHOWN])))


def leaves_waiting(ctx: Context, longer_than: int) -> list[date]:
    """The first days of applications that wait for more days than a class teacher may grant, with the leave that adjoins, the
    earliest first.
    """
    rows = visible_to(ctx, "leave.grant", Leave).filter(state=LeaveState.APPLIED).order_by("first_on", "id")
    found = list(rows.values_list("child_id", "first_on", "last_on"))
    if not found:
        return []
    held = spans_of({child for child, _, _ in found}, max(last for _, _, last in found) + _NEAR)
    return [
        first
        for child, first, last in found
        if days_of(first, last) > longer_than or days_of(*_joined(first, last, held.get(child, []))) > longer_than
    ]


def _leaves(ctx: Context) -> QuerySet[Leave]:
    return visible_to(ctx, READ_ATTENDANCE, Leave).select_related("child", "unit__parent")


def _lines(ctx: Context, rows: Sequence[Leave]) -> list[LeaveLine]:
    rooms = rooms_on(ctx.today, {row.child_id for row in rows})
    return [_line(ctx, row, rooms.get(row.child_id, row.unit)) for row in rows]


def _line(ctx: Context, row: Leave, room: Unit) -> LeaveLine:
    return LeaveLine(
        row.pk,
        row.child_id,
        row.child.name,
        room.pk,
        room.name,
        room.parent.name if room.parent else "",
        row.first_on,
        row.last_on,
        row.reason,
        row.state,
        row.closed_on,
        row.state == LeaveState.GRANTED and row.last_on < ctx.today,
        row.note is not None,
        row.asked_by,
    )
