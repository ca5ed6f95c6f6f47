"""The gaps in reach."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Assignment, LeadingGroup, Post
from notoneless.foundation.organizations.rules.gaps import (
    AssignmentFact,
    Facts,
    Gap,
    GapKind,
    PostFact,
    UnitFact,
    find_gaps,
)
from notoneless.foundation.organizations.rules.kinds import AssignmentKind
from notoneless.foundation.organizations.rules.tiers import ending_days, tiers_on
from notoneless.foundation.organizations.selectors import READ
from notoneless.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap in a list, with the unit's name and that of the unit above."""

    kind: GapKind
    unit: UUID
    name: str
    above: str
    what: Problem
    post: UUID | None
    assignment: UUID | None


@dataclass(frozen=True, slots=True)
class GapList:
    """The gaps shown, and how many there are of each kind."""

    lines: tuple[GapLine, ...]
    counts: dict[GapKind, int]


def list_gaps(ctx: Context, kind: GapKind | None, most: int) -> GapList:
    """The gaps in reach today, all counted and the first `most` of a kind shown. The list leaves an entry."""
    facts = _facts(ctx)
    found = find_gaps(facts, ctx.today, ending_days(ctx.today))
    counts = dict.fromkeys(GapKind, 0)
    for gap in found:
        counts[gap.kind] += 1
    shown = [gap for gap in found if kind is None or gap.kind is kind][:most]
    names = _names({gap.unit for gap in shown})
    listed(ctx, READ, [gap.unit for gap in shown], {"gaps": kind.value if kind else ""})
    return GapList(tuple(_line(gap, *names.get(gap.unit, ("", ""))) for gap in shown), counts)


def _line(gap: Gap, name: str, above: str) -> GapLine:
    return GapLine(gap.kind, gap.unit, name, above, gap.what, gap.post, gap.assignment)


def _names(units: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Names of units are public, also beyond one's reach."""
    rows = Unit._base_manager.filter(pk__in=units).select_related("parent")
    return {row.pk: (row.name, row.parent.name if row.parent and row.parent.parent_id else "") for row in rows}


def _facts(ctx: Context) -> Facts:
    units = visible_to(ctx, READ, Unit).filter(from_on__lte=ctx.today).order_by("sort_key", "id")
    posts = (
        visible_to(ctx, READ, Post).filter(in_force(ctx.today)).select_related("holder", "grant").order_by("until_on")
    )
    groups = visible_to(ctx, READ, LeadingGroup).filter(in_force(ctx.today)).values_list("unit_id", flat=True)
    ties = visible_to(ctx, READ, Assignment).filter(in_force(ctx.today)).order_by("id")
    return Facts(
        units=[UnitFact(row.pk, UnitKind(row.kind), row.name, row.parent_id, row.until_on) for row in units],
        posts=[
            PostFact(row.pk, row.unit_id, row.grant.role, row.title, row.holder.name, row.until_on) for row in posts
        ],
        groups=frozenset(groups),
        assignments=[
            AssignmentFact(row.pk, AssignmentKind(row.kind), row.to_unit_id, row.from_unit_id, row.tier) for row in ties
        ],
        tiers=tiers_on(ctx.today),
    )
