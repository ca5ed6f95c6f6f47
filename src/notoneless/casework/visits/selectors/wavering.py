"""The clocks of wavering marks: from the day of the mark until somebody has been to the home."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.visits.selectors.facts import visits_of
from notoneless.casework.watch_list.models import Wavering
from notoneless.casework.watch_list.rules.files import Clock
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
    been = visits_since(((child, on) for _, child, on, _ in marks), ctx.today)
    order = sorted(marks, key=lambda mark: ((mark[1], mark[2]) in been, mark[3], mark[0]))
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
    """The wavering pupils to whose home nobody has been: since when, and by when that is due. For drawing lists."""
    return _unvisited(waverings(day - KNOWN, day), day)


def _unvisited(rows: QuerySet[Wavering], day: date) -> Mapping[UUID, tuple[date, date]]:
    """Of marked several times without a visit, a pupil's first mark counts: its clock is the first to run out."""
    marks = list(rows.order_by("-on").values_list("child_id", "on", "due_on"))
    been = visits_since(((child, on) for child, on, _ in marks), day)
    return {child: (on, due) for child, on, due in marks if (child, on) not in been}


def visits_since(marks: Iterable[tuple[UUID, date]], day: date) -> Mapping[tuple[UUID, date], date]:
    """For each mark the first day from its own on, up to a day, on which somebody was at the home."""
    wanted = sorted(set(marks))
    if not wanted:
        return {}
    days: dict[UUID, list[date]] = {}
    for each in visits_of({child for child, _ in wanted}, min(on for _, on in wanted), day):
        days.setdefault(each.child, []).append(each.on)
    found = {
        (child, on): min((each for each in days.get(child, ()) if each >= on), default=None) for child, on in wanted
    }
    return {mark: first for mark, first in found.items() if first is not None}


def _lines(ctx: Context, rows: Collection[Wavering]) -> list[ClockLine]:
    been = visits_since(((row.child_id, row.on) for row in rows), ctx.today)
    places = places_of(ctx, [row.child_id for row in rows])
    lines = []
    for row in rows:
        clock = Clock(row.on, row.due_on, been.get((row.child_id, row.on)))
        where = places.get(row.child_id, {})
        school, room = where.get(Field.SCHOOL, ""), where.get(Field.CLASS_NAME, "")
        told = (clock.days_left(ctx.today), clock.is_late(ctx.today), row.note is not None)
        lines.append(ClockLine(row.pk, row.child_id, row.child.name, school, room, clock, *told))
    return lines
