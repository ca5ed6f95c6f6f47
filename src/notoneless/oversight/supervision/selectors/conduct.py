"""What schools keep of their conduct, class by class, and what is lacking in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.oversight.supervision.models import ClassTimetable, ConductRecord, Inspection, Shortcoming
from notoneless.oversight.supervision.rules.kinds import (
    ACTIVITIES,
    ConductKind,
    InspectionKind,
    Matter,
    MendState,
)
from notoneless.oversight.supervision.rules.teaching import Gap
from notoneless.oversight.supervision.selectors import READ_SUPERVISION
from notoneless.oversight.supervision.selectors.inspections import MOST, ShortcomingLine, lines_of
from notoneless.oversight.supervision.selectors.knowing import gaps_of, required_on


@dataclass(frozen=True, slots=True)
class ClassConduct:
    """A class: its timetable with what it lacks (None: it cannot be said), activities of the term, homework."""

    id: UUID
    name: str
    school: str
    has_timetable: bool
    hours: Mapping[str, int]
    gaps: tuple[Gap, ...] | None
    activities: Mapping[ConductKind, int]
    minutes: int | None
    checked_on: date | None
    excess: ShortcomingLine | None


@dataclass(frozen=True, slots=True)
class RecordLine:
    """An activity or a measure for ethics."""

    id: UUID
    unit_name: str
    kind: ConductKind
    on: date
    what: str
    people: int | None
    proof: UUID | None
    is_withdrawn: bool
    because: str
    by: str


@dataclass(frozen=True, slots=True)
class ConductPage:
    """The classes in reach, and the records of the term. `is_set`: the county has set the required hours."""

    classes: tuple[ClassConduct, ...]
    records: tuple[RecordLine, ...]
    is_set: bool
    since: date


def conduct_page(ctx: Context) -> ConductPage:
    """What the schools and classes in reach keep of their conduct this term. It leaves an entry."""
    rows = visible_to(ctx, READ_SUPERVISION, Unit).filter(in_force(ctx.today), kind=UnitKind.CLASS)
    rooms = list(rows.select_related("parent").order_by("sort_key", "id")[:MOST])
    since = term_begun(ctx.today)
    records = visible_to(ctx, READ_SUPERVISION, ConductRecord).filter(on__gte=since, on__lte=ctx.today)
    kept = tuple(map(_record, records.select_related("unit", "by").order_by("-on", "-id")[:MOST]))
    listed(ctx, READ_SUPERVISION, [row.pk for row in rooms], {"supervision": "conduct"})
    return ConductPage(_classes(ctx, rooms, since), kept, required_on(ctx.today) is not None, since)


def term_begun(day: date) -> date:
    """The first day of the term of a day; without one, of the half of the year in which schools call it a term."""
    term = load_calendar(day, day).term_of(day)
    if term is not None:
        return term.first_day
    return date(day.year, 2, 1) if 2 <= day.month < 9 else date(day.year if day.month >= 9 else day.year - 1, 9, 1)


def _record(row: ConductRecord) -> RecordLine:
    is_out = row.withdrawn_on is not None
    kind = ConductKind(row.kind)
    told = row.people, row.proof_id, is_out, row.because, row.by.name
    return RecordLine(row.pk, row.unit.name, kind, row.on, row.what, *told)


def _classes(ctx: Context, rooms: list[Unit], since: date) -> tuple[ClassConduct, ...]:
    ids, required = [row.pk for row in rooms], required_on(ctx.today)
    tables = visible_to(ctx, READ_SUPERVISION, ClassTimetable).filter(unit__in=ids, from_on__lte=ctx.today)
    timetables = {row.unit_id: row for row in tables.order_by("from_on", "at", "id")}
    checks = visible_to(ctx, READ_SUPERVISION, Inspection).filter(unit__in=ids, kind=InspectionKind.HOMEWORK)
    checked = {row.unit_id: row for row in checks.filter(withdrawn_on__isnull=True).order_by("on", "at", "id")}
    lacking = visible_to(ctx, READ_SUPERVISION, Shortcoming).filter(unit__in=ids, matter=Matter.HOMEWORK)
    lacking = lacking.exclude(state=MendState.CLOSED).select_related("unit__parent").order_by("-mend_by", "id")
    excess = {line.unit: line for line in lines_of(lacking, ctx.today)}
    done = _counted(ctx, ids, since)
    return tuple(
        ClassConduct(
            row.pk,
            row.name,
            row.parent.name if row.parent else "",
            row.pk in timetables,
            dict(timetables[row.pk].hours) if row.pk in timetables else {},
            gaps_of(timetables.get(row.pk), required),
            {kind: done[row.pk, kind] for kind in ACTIVITIES},
            checked[row.pk].minutes if row.pk in checked else None,
            checked[row.pk].on if row.pk in checked else None,
            excess.get(row.pk),
        )
        for row in rooms
    )


def _counted(ctx: Context, rooms: list[UUID], since: date) -> Counter[tuple[UUID, str]]:
    rows = visible_to(ctx, READ_SUPERVISION, ConductRecord).filter(unit__in=rooms, on__gte=since)
    rows = rows.filter(on__lte=ctx.today, withdrawn_on__isnull=True)
    return Counter(rows.values_list("unit_id", "kind"))


def record_in_reach(ctx: Context, record: UUID, code: str) -> ConductRecord:
    """A record to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, ConductRecord).select_related("unit").filter(pk=record).first()
    if row is None:
        raise NotFound
    return row


def unit_in_reach(ctx: Context, unit: UUID, code: str) -> Unit:
    """A unit on which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, Unit).filter(in_force(ctx.today), pk=unit).select_related("parent").first()
    if row is None:
        raise NotFound
    return row
