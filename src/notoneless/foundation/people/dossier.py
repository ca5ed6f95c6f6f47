"""What a child's page is gathered from: dated lines of every room, and the child's places from first to last.

A room that knows dated things of a child has a selector `dossier_lines(ctx, child) -> list[DossierLine]`. It reads by the
room's own permission and leaves no entry of its own, because opening the page leaves one. Its lines stand in the order of
things, the earliest first: of one day nobody knows the hours. What an earlier room tells led to what a later one tells.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.people.selectors import READ, names_above
from notoneless.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One dated thing of a child: on a day, or from a day to another, in words of the catalogue."""

    on: date
    told: Problem
    until: date | None = None


Lines = Callable[[Context, UUID], Iterable[DossierLine]]


@dataclass(frozen=True, slots=True)
class DossierRoom:
    """A room that has lines: the permission by which it reads, and its selector."""

    need: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Membership:
    """A unit to which a child belongs or belonged, until before a day."""

    track: str
    unit: UUID
    name: str
    above: str
    from_on: date
    until_on: date | None


def memberships(ctx: Context, child: UUID) -> tuple[Membership, ...]:
    """All units of a child in reach on both tracks, the latest first; those that lasted no day are left out."""
    rows = visible_to(ctx, READ, ChildUnit).filter(child_id=child).select_related("unit__parent__parent")
    found = [row for row in rows.order_by("track", "-from_on", "-id") if row.until_on != row.from_on]
    return tuple(
        Membership(row.track, row.unit_id, row.unit.name, names_above(row.unit, row.track), row.from_on, row.until_on)
        for row in found
    )


def dossier_lines(ctx: Context, child: UUID) -> list[DossierLine]:
    """When the child came to a unit, and when it left the last one of a track, the earliest first."""
    lines, open_on = [], set()
    for each in memberships(ctx, child):
        where = {"unit": f"{each.above} {each.name}".strip()}
        home = each.track == Track.HOUSEHOLD
        told = Problem("people.dossier_home" if home else "people.dossier_class", where)
        lines.append(DossierLine(each.from_on, told))
        if each.until_on is not None and each.track not in open_on and each.until_on <= ctx.today:
            lines.append(DossierLine(each.until_on, Problem("people.dossier_left", where)))
        open_on.add(each.track)
    return [line for line in reversed(lines) if line.on <= ctx.today]


def gathered(ctx: Context, child: UUID, rooms: Iterable[DossierRoom]) -> list[DossierLine]:
    """The lines of all rooms that this person may read, the latest first, also within a day."""
    found = [line for room in rooms if ctx.may(room.need) for line in room.lines(ctx, child)]
    return sorted(found, key=lambda line: line.on)[::-1]
