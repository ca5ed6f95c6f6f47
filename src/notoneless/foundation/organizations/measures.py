"""What plans may count of organisations: leading groups and their seats, contacts of departments, gaps."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count

from notoneless.foundation.access.measures import Evidence, Level, Units
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Assignment, DepartmentContact, GroupSeat, LeadingGroup, Post
from notoneless.foundation.organizations.rules.gaps import (
    AssignmentFact,
    Facts,
    GapKind,
    PostFact,
    UnitFact,
    find_gaps,
)
from notoneless.foundation.organizations.rules.kinds import AssignmentKind
from notoneless.foundation.organizations.rules.tiers import tiers_on


def _groups(day: date, units: Units) -> Mapping[UUID, int]:
    rows = LeadingGroup._base_manager.filter(in_force(day))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return dict(rows.order_by().values_list("unit_id").annotate(number=Count("id")))


def _seats(day: date, units: Units) -> Mapping[UUID, int]:
    rows = GroupSeat._base_manager.filter(in_force(day), in_force(day, "group__"))
    if units is not None:
        rows = rows.filter(group__unit_id__in=units)
    return dict(rows.order_by().values_list("group__unit_id").annotate(number=Count("id")))


def _contacts(day: date, units: Units) -> Mapping[UUID, int]:
    rows = DepartmentContact._base_manager.filter(in_force(day))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return dict(rows.order_by().values_list("unit_id").annotate(number=Count("id")))


def _broken_chains(day: date, units: Units) -> Mapping[UUID, int]:
    return _gaps(day, GapKind.CHAIN, units)


def _unassigned(day: date, units: Units) -> Mapping[UUID, int]:
    return _gaps(day, GapKind.VILLAGE, units)


def _gaps(day: date, kind: GapKind, units: Units) -> Mapping[UUID, int]:
    """The gaps of a kind on a day, by unit: asked of the whole tree, because a chain runs through all of it."""
    found = Counter(gap.unit for gap in find_gaps(_facts(day), day, 0) if gap.kind is kind)
    return {unit: number for unit, number in found.items() if units is None or unit in units}


def _facts(day: date) -> Facts:
    standing = Unit._base_manager.filter(from_on__lte=day).order_by("sort_key", "id")
    columns = ("pk", "kind", "name", "parent_id", "until_on")
    posts = Post._base_manager.filter(in_force(day)).values_list("pk", "unit_id", "grant__role")
    ties = Assignment._base_manager.filter(in_force(day)).values_list(
        "pk", "kind", "to_unit_id", "from_unit_id", "tier"
    )
    return Facts(
        units=[
            UnitFact(pk, UnitKind(kind), name, parent, until)
            for pk, kind, name, parent, until in standing.values_list(*columns)
        ],
        posts=[PostFact(pk, unit, role, "", "") for pk, unit, role in posts],
        groups=frozenset(LeadingGroup._base_manager.filter(in_force(day)).values_list("unit_id", flat=True)),
        assignments=[AssignmentFact(pk, AssignmentKind(kind), to, frm, tier) for pk, kind, to, frm, tier in ties],
        tiers=tiers_on(day),
    )


EVIDENCE: tuple[Evidence, ...] = (
    Level("organization.leading_group", _groups),
    Level("organization.group_posts", _seats),
    Level("organization.contacts", _contacts),
    Level("organization.broken_chains", _broken_chains),
    Level("organization.unassigned", _unassigned),
)
