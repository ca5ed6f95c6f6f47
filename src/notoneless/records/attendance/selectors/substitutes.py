"""Who stands in for the teacher of a class, and who may be asked to."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.organizations.models import Post
from notoneless.records.attendance.models import Substitution
from notoneless.records.attendance.selectors.permitting import READ_BOARD


@dataclass(frozen=True, slots=True)
class SubstituteLine:
    """A substitution that is not over: from a first to a last day."""

    id: UUID
    name: str
    first_on: date
    last_on: date


def substitutes_of(ctx: Context, unit: UUID) -> tuple[SubstituteLine, ...]:
    """Who stands in for the teacher of a class, now and in days to come."""
    rows = visible_to(ctx, READ_BOARD, Substitution).filter(unit_id=unit, until_on__gt=ctx.today)
    # who has left the school stands in no more: there the grant has ended before the substitution
    rows = rows.filter(grant__until_on__gt=ctx.today).filter(grant__until_on__gt=F("from_on"))
    found = rows.select_related("account", "grant").order_by("from_on", "id")
    return tuple(SubstituteLine(row.pk, row.account.name, row.from_on, _last_of(row)) for row in found)


def _last_of(row: Substitution) -> date:
    return min(row.until_on, row.grant.until_on or row.until_on) - timedelta(days=1)


def posts_to_stand_in(ctx: Context, unit: Unit) -> tuple[tuple[UUID, str], ...]:
    """The posts of the school of a class that others hold today, to choose one."""
    rows = visible_to(ctx, "attendance.substitute", Post).exclude(holder_id=ctx.actor)
    rows = rows.filter(in_force(ctx.today), in_force(ctx.today, "grant__"))
    rows = rows.filter(Q(unit__parent=unit.parent) | Q(unit=unit.parent))
    found = rows.select_related("unit", "holder").order_by("unit__sort_key", "title", "id")
    return tuple((row.pk, f"{row.holder.name} {row.unit.name} {row.title}") for row in found if row.unit_id != unit.pk)


def substitution_in_reach(ctx: Context, substitution: UUID, code: str) -> Substitution:
    """A substitution on which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, Substitution).filter(pk=substitution).first()
    if row is None:
        raise NotFound
    return row
