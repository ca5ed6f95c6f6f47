"""Targets split to teaching groups, classes and teachers: of a school, and as they are counted."""

from collections import defaultdict
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.schools import school_of
from notoneless.oversight.appraisal.models import OwnTarget
from notoneless.oversight.appraisal.selectors import READ_TARGET
from notoneless.oversight.appraisal.selectors.parties import school_year_of

_CLASSES = 4_000
"""Classes of one page."""


def school_above(unit: Unit) -> UUID:
    """The school that a school or a class belongs to. Raises NotFound for others."""
    parent = unit.parent
    found = school_of(
        unit.pk, unit.kind, unit.parent_id, parent.kind if parent else None, parent.parent_id if parent else None
    )
    if found is None:
        raise NotFound
    return found


def list_targets(ctx: Context) -> tuple[OwnTarget, ...]:
    """The targets of this school year in reach, those taken back too. It leaves an entry."""
    rows = visible_to(ctx, READ_TARGET, OwnTarget).filter(school_year=school_year_of(ctx.today))
    rows = rows.select_related("unit__parent", "holder").order_by(
        "withdrawn_on", "unit__sort_key", "level", "group", "id"
    )
    found = tuple(rows[:400])
    listed(ctx, READ_TARGET, [row.pk for row in found], {"targets": "split"})
    return found


def target_in_reach(ctx: Context, target: UUID, code: str) -> OwnTarget:
    """A target to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, OwnTarget).select_related("unit", "holder").filter(pk=target).first()
    if row is None:
        raise NotFound
    return row


def untargeted_classes(ctx: Context) -> tuple[tuple[Unit, tuple[Unit, ...]], ...]:
    """The classes in reach for which nobody answers for a target this school year, school by school."""
    rows = visible_to(ctx, READ_TARGET, Unit).filter(in_force(ctx.today), kind=UnitKind.CLASS)
    standing = OwnTarget._base_manager.filter(school_year=school_year_of(ctx.today), withdrawn_on__isnull=True)
    return _by_school(rows.exclude(pk__in=standing.values("unit_id")))


def units_to_split(ctx: Context, code: str) -> tuple[tuple[Unit, tuple[Unit, ...]], ...]:
    """The schools for which somebody may lay targets down, each with its classes."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), kind=UnitKind.CLASS)
    schools = visible_to(ctx, code, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL)
    found = dict(_by_school(rows))
    return tuple((school, found.get(school, ())) for school in schools.order_by("sort_key", "id")[:400])


def _by_school(classes: QuerySet[Unit]) -> tuple[tuple[Unit, tuple[Unit, ...]], ...]:
    """Some classes, sorted into their schools."""
    rooms = {row.pk: row for row in classes.order_by("sort_key", "id")[:_CLASSES]}
    above = UnitClosure._base_manager.filter(descendant__in=rooms, ancestor__kind=UnitKind.SCHOOL)
    found: dict[Unit, list[Unit]] = defaultdict(list)
    for row in above.select_related("ancestor").order_by("ancestor__sort_key", "ancestor_id"):
        found[row.ancestor].append(rooms[row.descendant_id])
    order = {pk: number for number, pk in enumerate(rooms)}
    return tuple((school, tuple(sorted(held, key=lambda row: order[row.pk]))) for school, held in found.items())
