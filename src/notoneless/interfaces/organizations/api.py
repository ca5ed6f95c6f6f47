"""Organizations for programs: the gaps, the assignments, the leading groups, one unit. The same selectors as the pages have."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.organizations.rules.gaps import GapKind
from notoneless.foundation.organizations.rules.kinds import AssignmentKind
from notoneless.foundation.organizations.selectors import READ
from notoneless.foundation.organizations.selectors.missing import list_gaps
from notoneless.foundation.organizations.selectors.showing import (
    GroupLine,
    TieLine,
    UnitCard,
    list_groups,
    list_ties,
    open_unit,
)
from notoneless.interfaces.api.api import Operation
from notoneless.kernel.problems import sentence

MOST = 1000
"""Lines of one answer."""


@dataclass(frozen=True, slots=True)
class GapTold:
    """A gap, with what is missing in Chinese and English."""

    kind: str
    unit: UUID
    name: str
    above: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class GapsTold:
    """The gaps, and how many there are of each kind."""

    lines: tuple[GapTold, ...]
    counts: dict[str, int]


def gaps(ctx: Context, kind: GapKind | None = None) -> GapsTold:
    """What is missing in reach today, of all kinds or one."""
    found = list_gaps(ctx, kind, MOST)
    lines = tuple(
        GapTold(line.kind, line.unit, line.name, line.above, sentence(line.what, "zh"), sentence(line.what, "en"))
        for line in found.lines
    )
    return GapsTold(lines, {each.value: count for each, count in found.counts.items()})


def assignments(ctx: Context, kind: AssignmentKind | None = None) -> list[TieLine]:
    """The assignments in reach of either side, of all kinds or one."""
    return list_ties(ctx, kind, MOST)


def groups(ctx: Context) -> list[GroupLine]:
    """The leading groups in reach."""
    return list_groups(ctx, MOST)


def unit(ctx: Context, unit: UUID) -> UnitCard:
    """One unit with its profile, posts, groups and assignments."""
    return open_unit(ctx, unit)


OPERATIONS = (
    Operation("GET", "organizations/gaps", "gap.list", READ, gaps, GapsTold, "缺口 / Gaps"),
    Operation(
        "GET", "organizations/assignments", "assignment.list", READ, assignments, list[TieLine], "包保 / Assignments"
    ),
    Operation("GET", "organizations/groups", "group.list", READ, groups, list[GroupLine], "领导小组 / Leading groups"),
    Operation("GET", "organizations/units/{uuid:unit}", "unit.open", READ, unit, UnitCard, "一个单位 / One unit"),
)
