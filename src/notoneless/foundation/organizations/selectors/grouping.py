"""What leading groups lack: the units without one, and the posts that do not sit in one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.selectors import name_above
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import GroupSeat, LeadingGroup, Post
from notoneless.foundation.organizations.rules.groups import GROUPED, MEMBERS, Held, lacking
from notoneless.foundation.organizations.selectors import READ
from notoneless.foundation.organizations.selectors.showing import GroupLine


@dataclass(frozen=True, slots=True)
class WithoutGroup:
    """A unit that has no leading group."""

    unit: UUID
    name: str
    above: str


@dataclass(frozen=True, slots=True)
class NotSeated:
    """A post that should sit in a group and does not: of which unit, in which role, who holds it (empty: nobody)."""

    unit: UUID
    unit_name: str
    role: str
    holder: str


def units_without_group(ctx: Context, asked: UUID | None, most: int) -> list[WithoutGroup]:
    """The units in reach that lack a leading group, at most so many; one that is asked for is first, of whatever kind."""
    grouped = visible_to(ctx, READ, LeadingGroup).filter(in_force(ctx.today)).values("unit_id")
    rows = visible_to(ctx, READ, Unit).filter(in_force(ctx.today)).exclude(pk__in=grouped).select_related("parent")
    lacks = rows.filter(Q(kind__in=GROUPED) | Q(pk=asked)).order_by("sort_key", "id")
    found = [WithoutGroup(row.pk, row.name, name_above(row)) for row in lacks[:most]]
    return sorted(found, key=lambda each: each.unit != asked)


def not_seated(ctx: Context, groups: Sequence[GroupLine]) -> Mapping[UUID, tuple[NotSeated, ...]]:
    """By unit who should sit in its group and does not, for the units of some groups. Queries: as many for many as for one."""
    kinds = {pk: UnitKind(kind) for pk, kind in _kinds({each.unit for each in groups}) if UnitKind(kind) in MEMBERS}
    if not kinds:
        return {}
    below = _below(ctx, set(kinds))
    units = {unit.pk: unit for some in below.values() for unit in some}
    posts, names = _held(ctx, set(units))
    seated = _seated(ctx, set(kinds))
    found = {}
    for pk, kind in kinds.items():
        beneath = {unit.pk: UnitKind(unit.kind) for unit in below[pk]}
        here = [each for unit in beneath for each in posts.get(unit, ())]
        found[pk] = tuple(
            NotSeated(each.unit, units[each.unit].name, each.role, names.get(each.holder, "") if each.holder else "")
            for each in lacking(kind, beneath, here, seated.get(pk, frozenset()))
        )
    return found


def _kinds(units: set[UUID]) -> QuerySet[Unit, tuple[UUID, str]]:
    return Unit._base_manager.filter(pk__in=units).values_list("pk", "kind")


def _below(ctx: Context, tops: set[UUID]) -> Mapping[UUID, list[Unit]]:
    """Each unit with those beneath it that are schools or classes, in the order of the tree."""
    ties = UnitClosure.objects.filter(ancestor_id__in=tops).values_list("ancestor_id", "descendant_id")
    above: dict[UUID, list[UUID]] = defaultdict(list)
    for top, unit in ties:
        above[unit].append(top)
    kinds = [UnitKind.SCHOOL, UnitKind.CLASS]
    beneath = UnitClosure.objects.filter(ancestor_id__in=tops).values("descendant_id")
    rows = visible_to(ctx, READ, Unit).filter(in_force(ctx.today), kind__in=kinds, pk__in=beneath)
    found: dict[UUID, list[Unit]] = defaultdict(list)
    for row in rows.order_by("sort_key", "id"):
        for top in above[row.pk]:
            found[top].append(row)
    return found


def _held(ctx: Context, units: set[UUID]) -> tuple[Mapping[UUID, list[Held]], Mapping[UUID, str]]:
    """The posts that matter at some units, and the names of who holds them."""
    roles = {role for some in MEMBERS.values() for role in some}
    rows = visible_to(ctx, READ, Post).filter(in_force(ctx.today), unit_id__in=units, grant__role__in=roles)
    found: dict[UUID, list[Held]] = defaultdict(list)
    names: dict[UUID, str] = {}
    for row in rows.select_related("grant", "holder").order_by("from_on", "id"):
        found[row.unit_id].append(Held(row.unit_id, row.grant.role, row.holder_id))
        names[row.holder_id] = row.holder.name
    return found, names


def _seated(ctx: Context, units: set[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Who has a seat in a group of each unit."""
    rows = visible_to(ctx, READ, GroupSeat).filter(in_force(ctx.today), group__unit_id__in=units)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for unit, holder in rows.filter(in_force(ctx.today, "group__")).values_list("group__unit_id", "holder_id"):
        found[unit].add(holder)
    return {unit: frozenset(some) for unit, some in found.items()}
