"""Absences of which nobody has said where the pupil was found to be: whom class teachers have still to trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.records.attendance.models import AbsenceTrace, AttendanceMark
from notoneless.records.attendance.rules.kinds import AWAY
from notoneless.records.attendance.selectors.classes import Pupil, pupils_of
from notoneless.records.attendance.selectors.facts import absent_days
from notoneless.records.attendance.selectors.permitting import READ_ATTENDANCE, READ_BOARD

LOOKED_BACK = timedelta(days=62)
"""At least so far back absences are listed, and to the beginning of the term."""


SHOWN = 400
"""So many are listed, the first days first."""


@dataclass(frozen=True, slots=True)
class Untraced:
    """A day that a pupil missed without leave, and the first session marked, with its `mark`. `pupil`: None who is not of the
    class any more, and in the list of a wider unit."""

    child: UUID
    name: str
    pupil: Pupil | None
    room: Unit
    on: date
    session: str
    mark: UUID


@dataclass(frozen=True, slots=True)
class UntracedList:
    """Those of one class, or of all classes beneath a unit, the first day first; `count`: how many there are in all."""

    unit: Unit
    count: int
    lines: tuple[Untraced, ...]


def untraced_of(ctx: Context, unit: UUID) -> UntracedList:
    """Whom somebody has still to trace. The list leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_BOARD, Unit).select_related("parent").filter(pk=unit).first()
    if row is None:
        raise NotFound
    marks = _marks(ctx, unit)
    children, first = {child for child, _ in marks}, min((on for _, on in marks), default=ctx.today)
    missed = {(each.child, each.on) for each in absent_days(first, ctx.today, children) if not each.excused}
    traces = visible_to(ctx, READ_ATTENDANCE, AbsenceTrace).filter(is_current=True, on__gte=first)
    traced = set(traces.filter(child_id__in=children).values_list("child_id", "on"))
    found = sorted(missed & marks.keys() - traced, key=lambda each: (each[1], each[0]))
    pupils = {each.id: each for each in pupils_of(ctx, READ_ATTENDANCE, unit, ctx.today)}
    lines = tuple(_line(marks[each], pupils) for each in found[:SHOWN])
    listed(ctx, READ_ATTENDANCE, [each.child for each in lines], {"untraced": str(unit)})
    return UntracedList(row, len(found), lines)


def _marks(ctx: Context, unit: UUID) -> dict[tuple[UUID, date], AttendanceMark]:
    """The marks of absence beneath a unit, one a child and day: of several sessions the one that was written first."""
    term = load_calendar(ctx.today, ctx.today).term_of(ctx.today)
    first = min(ctx.today - LOOKED_BACK, term.first_day if term else ctx.today)
    beneath = UnitClosure._base_manager.filter(ancestor_id=unit).values("descendant_id")
    rows = visible_to(ctx, READ_ATTENDANCE, AttendanceMark).filter(is_current=True, kind__in=AWAY, unit_id__in=beneath)
    rows = rows.filter(on__gte=first, on__lte=ctx.today).select_related("child", "unit")
    return {(each.child_id, each.on): each for each in rows.order_by("-id")}


def _line(mark: AttendanceMark, pupils: Mapping[UUID, Pupil]) -> Untraced:
    child = mark.child_id
    return Untraced(child, mark.child.name, pupils.get(child), mark.unit, mark.on, mark.session, mark.pk)
