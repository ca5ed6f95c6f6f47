"""Inspections and what they found, as a person sees them; each list and each opening leaves an entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, QuerySet, Value, When

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import beneath, in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.oversight.supervision.models import Inspection, MendingStep, Shortcoming
from notoneless.oversight.supervision.rules.kinds import InspectionKind, Matter, MendState
from notoneless.oversight.supervision.selectors import READ_SUPERVISION
from notoneless.oversight.supervision.selectors.knowing import school_of

MOST = 300
"""Rows of one list."""
_OFFERED = 4_000
"""Units to choose from."""
_CLASSES_LAST = Case(When(kind=UnitKind.CLASS, then=Value(1)), default=Value(0))


@dataclass(frozen=True, slots=True)
class ShortcomingLine:
    """What was found lacking. `is_overdue`: its day is past and it is not closed."""

    id: UUID
    unit: UUID
    school: UUID
    unit_name: str
    school_name: str
    matter: Matter
    what: str
    mender: str
    found_on: date
    mend_by: date
    state: MendState
    is_own: bool
    is_overdue: bool
    is_told: bool
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection in a list."""

    id: UUID
    unit_name: str
    school_name: str
    by_name: str
    kind: InspectionKind
    on: date
    is_own: bool
    minutes: int | None
    is_excess: bool
    is_concluded: bool
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """One inspection with the marks of its checklist and what it found."""

    line: InspectionLine
    marks: tuple[tuple[str, str], ...]
    note: str
    because: str
    by: str
    shortcomings: tuple[ShortcomingLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing that was done about a shortcoming."""

    move: str
    on: date
    note: str
    proof: UUID | None
    by: str


@dataclass(frozen=True, slots=True)
class ShortcomingPage:
    """One shortcoming with what was done about it. `mended_by`: who said that it is mended."""

    line: ShortcomingLine
    inspection: UUID | None
    mended_by: UUID | None
    steps: tuple[StepLine, ...]


def list_inspections(ctx: Context) -> tuple[InspectionLine, ...]:
    """The inspections in reach, the latest first."""
    rows = _inspections(ctx).order_by("-on", "-at", "-id")[:MOST]
    found = tuple(map(_inspection, rows))
    listed(ctx, READ_SUPERVISION, [row.id for row in found], {"supervision": "inspections"})
    return found


def _inspections(ctx: Context, code: str = READ_SUPERVISION) -> QuerySet[Inspection]:
    return visible_to(ctx, code, Inspection).select_related("unit__parent", "by_unit", "by")


def _inspection(row: Inspection) -> InspectionLine:
    return InspectionLine(
        row.pk,
        row.unit.name,
        school_of(row.unit).name,
        row.by_unit.name,
        InspectionKind(row.kind),
        row.on,
        row.is_own,
        row.minutes,
        row.excess,
        row.concluded_on is not None,
        row.withdrawn_on is not None,
    )


def inspection_in_reach(ctx: Context, inspection: UUID, code: str) -> Inspection:
    """An inspection to which `code` may be done. Raises NotFound."""
    row = _inspections(ctx, code).filter(pk=inspection).first()
    if row is None:
        raise NotFound
    return row


def open_inspection(ctx: Context, inspection: UUID) -> InspectionPage:
    """One inspection. Raises NotFound out of reach."""
    row = inspection_in_reach(ctx, inspection, READ_SUPERVISION)
    opened_row(ctx, READ_SUPERVISION, row)
    found = _shortcomings(ctx).filter(inspection=row).order_by("mend_by", "id")
    marks = tuple((str(item), str(mark)) for item, mark in row.checked.items())
    return InspectionPage(_inspection(row), marks, row.note, row.because, row.by.name, lines_of(found, ctx.today))


def _shortcomings(ctx: Context, code: str = READ_SUPERVISION) -> QuerySet[Shortcoming]:
    return visible_to(ctx, code, Shortcoming).select_related("unit__parent")


def lines_of(rows: Iterable[Shortcoming], today: date) -> tuple[ShortcomingLine, ...]:
    """Shortcomings as lines."""
    return tuple(
        ShortcomingLine(
            row.pk,
            row.unit_id,
            school_of(row.unit).pk,
            row.unit.name,
            school_of(row.unit).name,
            Matter(row.matter),
            row.what,
            row.mender,
            row.found_on,
            row.mend_by,
            MendState(row.state),
            row.is_own,
            row.state != MendState.CLOSED and row.mend_by < today,
            row.told_in_id is not None,
            row.closed_on,
        )
        for row in rows
    )


def list_shortcomings(ctx: Context) -> tuple[ShortcomingLine, ...]:
    """The shortcomings in reach: what is not closed first, by the day it is due."""
    rows = _shortcomings(ctx).exclude(state=MendState.CLOSED).order_by("mend_by", "id")[:MOST]
    closed = _shortcomings(ctx).filter(state=MendState.CLOSED).order_by("-closed_on", "id")[:MOST]
    found = (*lines_of(rows, ctx.today), *lines_of(closed, ctx.today))
    listed(ctx, READ_SUPERVISION, [row.id for row in found], {"supervision": "shortcomings"})
    return found


def to_tell(ctx: Context, code: str) -> tuple[ShortcomingLine, ...]:
    """The shortcomings that no circular has told of yet, for who may issue one."""
    rows = _shortcomings(ctx, code).filter(is_own=False, told_in__isnull=True).order_by("-found_on", "id")
    return lines_of(rows[:MOST], ctx.today)


def shortcomings_of(ctx: Context, school: UUID, code: str) -> tuple[ShortcomingLine, ...]:
    """What those above have found at a school and in its classes, the latest first."""
    rows = _shortcomings(ctx, code).filter(beneath([school]).holds("unit_id"), is_own=False)
    return lines_of(rows.order_by("-found_on", "id")[:MOST], ctx.today)


def shortcoming_in_reach(ctx: Context, shortcoming: UUID, code: str) -> Shortcoming:
    """A shortcoming to which `code` may be done. Raises NotFound."""
    row = _shortcomings(ctx, code).filter(pk=shortcoming).first()
    if row is None:
        raise NotFound
    return row


def open_shortcoming(ctx: Context, shortcoming: UUID) -> ShortcomingPage:
    """One shortcoming with its course. Raises NotFound out of reach."""
    row = shortcoming_in_reach(ctx, shortcoming, READ_SUPERVISION)
    opened_row(ctx, READ_SUPERVISION, row)
    steps = visible_to(ctx, READ_SUPERVISION, MendingStep).filter(shortcoming=row).select_related("by")
    told = tuple(
        StepLine(each.move, each.on, each.note, each.proof_id, each.by.name) for each in steps.order_by("at", "id")
    )
    [line] = lines_of([row], ctx.today)
    return ShortcomingPage(line, row.inspection_id, row.mended_by_id, told)


def units_to_choose(ctx: Context, code: str, *kinds: UnitKind) -> list[tuple[str, str]]:
    """The units of some kinds to which `code` may be done, to choose from: classes last, so that they crowd no school out."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), kind__in=kinds).select_related("parent")
    return [
        (str(row.pk), f"{row.parent.name} {row.name}" if row.kind == UnitKind.CLASS and row.parent else row.name)
        for row in rows.order_by(_CLASSES_LAST, "sort_key", "id")[:_OFFERED]
    ]
