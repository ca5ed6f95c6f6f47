"""The clocks of wavering marks: from the day of the mark until the family or the pupil was met at home."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.visits.selectors.facts import went_to
from notoneless.casework.watch_list.models import Wavering
from notoneless.casework.watch_list.rules.files import Clock, clock_of
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.watch_list.selectors.facts import waverings
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.exporting import places_of
from notoneless.tabular.fields import Field

KNOWN = timedelta(days=180)
"""How far back marks are shown and visits to them asked for."""

_SHOWN = 200
"""Clocks of one list."""


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock in a list."""

    id: UUID
    child: UUID
    name: str
    school: str
    room: str
    clock: Clock
    days_left: int
    is_late: bool
    has_note: bool


def list_clocks(ctx: Context) -> tuple[ClockLine, ...]:
    """The clocks in reach, those that run first, the most urgent of them first. The list leaves an entry."""
    rows = visible_to(ctx, READ_WATCH_LIST, Wavering).filter(on__gt=ctx.today - KNOWN)
    marks = list(rows.values_list("pk", "child_id", "on", "due_on"))
    clocks = clocks_at((mark[1:] for mark in marks), ctx.today)
    order = sorted(marks, key=lambda mark: (not clocks[mark[1:]].is_running, mark[3], mark[0]))
    shown = [pk for pk, *_ in order[:_SHOWN]]
    found = {row.pk: row for row in rows.filter(pk__in=shown).select_related("child")}
    lines = _lines(ctx, [found[pk] for pk in shown])
    listed(ctx, READ_WATCH_LIST, shown, {"use": "wavering"})
    return tuple(lines)


def clocks_of_child(ctx: Context, child: UUID) -> tuple[ClockLine, ...]:
    """The clocks of a child, the latest first, as a part of a page whose opening is recorded."""
    rows = visible_to(ctx, READ_WATCH_LIST, Wavering).filter(child_id=child)
    return tuple(_lines(ctx, list(rows.select_related("child").order_by("-on", "-id"))))


def running(ctx: Context, code: str) -> list[date]:
    """By when the home of each wavering pupil is to be visited by whoever may do `code`, the first first. It names no child."""
    rows = visible_to(ctx, code, Wavering).filter(on__gt=ctx.today - KNOWN)
    return sorted(due for _, due in _unvisited(rows, ctx.today).values())


def unvisited_since(day: date) -> Mapping[UUID, tuple[date, date]]:
    """The wavering pupils of whom nobody was met at home: since when, and by when that is due. For drawing lists."""
    return _unvisited(waverings(day - KNOWN, day), day)


def _unvisited(rows: QuerySet[Wavering], day: date) -> Mapping[UUID, tuple[date, date]]:
    """Of marked several times and not met at home, a pupil's first mark counts: its clock is the first to run out."""
    marks = list(rows.order_by("-on").values_list("child_id", "on", "due_on"))
    clocks = clocks_at(marks, day)
    return {child: (on, due) for child, on, due in marks if clocks[child, on, due].is_running}


Mark = tuple[UUID, date, date]
"""Of a mark the child, its day, and by when the home is to be visited."""


def clocks_at(marks: Iterable[Mark], day: date) -> Mapping[Mark, Clock]:
    """The clock of each mark as it stands when a day ends."""
    wanted = set(marks)
    if not wanted:
        return {}
    went = went_to({child for child, *_ in wanted}, min(on for _, on, _ in wanted), day)
    return {(child, on, due): clock_of(on, due, went.get(child, ())) for child, on, due in wanted}


def _lines(ctx: Context, rows: Collection[Wavering]) -> list[ClockLine]:
    clocks = clocks_at(((row.child_id, row.on, row.due_on) for row in rows), ctx.today)
    places = places_of(ctx, [row.child_id for row in rows])
    lines = []
    for row in rows:
        clock = clocks[row.child_id, row.on, row.due_on]
        where = places.get(row.child_id, {})
        school, room = where.get(Field.SCHOOL, ""), where.get(Field.CLASS_NAME, "")
        told = (clock.days_left(ctx.today), clock.is_late(ctx.today), row.note is not None)
        lines.append(ClockLine(row.pk, row.child_id, row.child.name, school, room, clock, *told))
    return lines
