"""Working groups in reach: that of a child, and a list of those that stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.cases.selectors.cases import of_unit
from notoneless.casework.watch_list.selectors.keepers import holders_of
from notoneless.casework.working_groups.models import GroupPlace, Remedy, WorkingGroup
from notoneless.casework.working_groups.rules.leading import Basis
from notoneless.casework.working_groups.rules.parties import Party
from notoneless.casework.working_groups.rules.remedies import RemedyState
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Sight, sight, visible_to
from notoneless.foundation.people.selectors import child_in_reach

SHOWN = 200
"""Groups of one list."""

_ORDER = {party: number for number, party in enumerate(Party)}


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place of a group: its post, and who holds the post (nobody: a gap). `filler`: the unit that finds somebody for it.

    `until_on`: set where the place is past. `because`, `by`: why and by whom it was given to another post.
    """

    id: UUID
    party: Party
    unit: UUID | None
    unit_name: str
    role: str
    holders: tuple[str, ...]
    filler: UUID | None
    from_on: date
    until_on: date | None
    because: str
    by: str

    @property
    def is_gap(self) -> bool:
        """Whether nobody sits there."""
        return not self.holders


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group with those who sit in it now, and the places that were given to others. `case`: None where it was opened by
    mistake."""

    id: UUID
    child: UUID
    name: str
    case: UUID | None
    is_open: bool
    formed_on: date
    lead: UUID | None
    lead_name: str
    support_name: str
    basis: Basis
    places: tuple[PlaceLine, ...]
    past: tuple[PlaceLine, ...]

    @property
    def gaps(self) -> tuple[PlaceLine, ...]:
        """The places in which nobody sits."""
        return tuple(each for each in self.places if each.is_gap)

    @property
    def accountable(self) -> tuple[str, ...]:
        """The people who answer for the case: those of the unit that leads."""
        return tuple(
            dict.fromkeys(name for each in self.places if each.unit and each.unit == self.lead for name in each.holders)
        )


def open_group(ctx: Context, child: UUID) -> tuple[str, GroupLine | None]:
    """The name of a child and its group. Opening it leaves an entry. Raises NotFound out of reach."""
    row = child_in_reach(ctx, child, READ_GROUP)
    opened_row(ctx, READ_GROUP, row)
    return row.name, group_of_child(ctx, child)


def group_of_child(ctx: Context, child: UUID) -> GroupLine | None:
    """The group of a child in reach, for a page whose opening is recorded."""
    return next(iter(lines_of(ctx, _groups(ctx).filter(child_id=child))), None)


def list_groups(
    ctx: Context, unit: UUID | None = None, *, only_gaps: bool = False, children: Collection[UUID] | None = None
) -> tuple[GroupLine, ...]:
    """The groups in reach that stand, the latest first; SHOWN of them. It leaves an entry.

    unit: of its children. only_gaps: in which somebody is missing. children: of some alone.
    """
    rows = standing_groups(ctx).order_by("-formed_on", "-id")
    if unit is not None:
        rows = rows.filter(of_unit(ctx, unit))
    if children is not None:
        rows = rows.filter(child_id__in=children)
    lines = lines_of(ctx, rows)
    kept = tuple(line for line in lines if not only_gaps or line.gaps or line.lead is None)[:SHOWN]
    listed(ctx, READ_GROUP, [line.id for line in kept], {"unit": str(unit or ""), "gaps": str(only_gaps)})
    return kept


def place_in_reach(ctx: Context, place: UUID, code: str) -> GroupPlace:
    """A place to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, GroupPlace).select_related("child", "group", "unit").filter(pk=place).first()
    if row is None:
        raise NotFound
    return row


def own_remedies(ctx: Context) -> QuerySet[Remedy]:
    """The measures to be taken that one's posts bear, of cases that are open."""
    return _borne.as_queryset(*_bearing(ctx))


def remedies_due(ctx: Context) -> list[date]:
    """By when each of these is due that has a day."""
    return [row.due_on for row in _borne(*_bearing(ctx)) if row.due_on is not None]


def _bearing(ctx: Context) -> tuple[Sight, list[UUID], list[str]]:
    held = list(ctx.holdings())
    return sight(ctx, READ_GROUP, Remedy), [each.unit for each in held], [each.role for each in held]


@prepared
def _borne(seen: Sight, units: Sequence[UUID], roles: Sequence[str]) -> QuerySet[Remedy]:
    rows = seen.of(Remedy).filter(state=RemedyState.PLANNED, case__state__in=OPEN).order_by()
    if not units:
        return rows.none()
    mine = reduce(or_, (Q(unit_id=unit, role=role) for unit, role in zip(units, roles, strict=True)))
    return rows.filter(bearer__in=GroupPlace._base_manager.filter(mine))


def _groups(ctx: Context) -> QuerySet[WorkingGroup]:
    return visible_to(ctx, READ_GROUP, WorkingGroup).select_related("child", "lead", "support")


def standing_groups(ctx: Context) -> QuerySet[WorkingGroup]:
    """The groups in reach whose case is open."""
    return _groups(ctx).filter(Exists(Case._base_manager.filter(child_id=OuterRef("child_id"), state__in=OPEN)))


def lines_of(ctx: Context, rows: Iterable[WorkingGroup]) -> tuple[GroupLine, ...]:
    """Groups with their cases, places and holders: as many queries for many as for one."""
    found = list(rows)
    if not found:
        return ()
    ids = [row.pk for row in found]
    places = list(
        GroupPlace._base_manager.filter(group_id__in=ids, from_on__lte=ctx.today)
        .select_related("unit", "by")
        .order_by("from_on", "id")
    )
    cases = {
        child: (pk, state)
        for child, pk, state in Case._base_manager.filter(child_id__in=[row.child_id for row in found]).values_list(
            "child_id", "pk", "state"
        )
    }
    held = holders_of({(row.unit_id, row.role) for row in places if row.unit_id is not None}, ctx.today)
    by_group: dict[UUID, list[GroupPlace]] = defaultdict(list)
    for row in places:
        by_group[row.group_id].append(row)
    return tuple(_line(row, cases.get(row.child_id), by_group[row.pk], held) for row in found)


def _line(
    row: WorkingGroup,
    case: tuple[UUID, str] | None,
    places: Sequence[GroupPlace],
    held: Mapping[tuple[UUID, str], tuple[str, ...]],
) -> GroupLine:
    township = next((each.unit_id for each in places if each.party == Party.TOWNSHIP and not each.until_on), None)
    told = [_place(each, held, township or row.lead_id) for each in places]
    now = sorted((each for each in told if each.until_on is None), key=lambda each: _ORDER[each.party])
    return GroupLine(
        id=row.pk,
        child=row.child_id,
        name=row.child.name,
        case=case[0] if case is not None else None,
        is_open=case is not None and case[1] in OPEN,
        formed_on=row.formed_on,
        lead=row.lead_id,
        lead_name=row.lead.name if row.lead is not None else "",
        support_name=row.support.name if row.support is not None else "",
        basis=Basis(row.basis),
        places=tuple(now),
        past=tuple(each for each in told if each.until_on is not None),
    )


def _place(row: GroupPlace, held: Mapping[tuple[UUID, str], tuple[str, ...]], otherwise: UUID | None) -> PlaceLine:
    return PlaceLine(
        id=row.pk,
        party=Party(row.party),
        unit=row.unit_id,
        unit_name=row.unit.name if row.unit is not None else "",
        role=row.role,
        holders=held.get((row.unit_id, row.role), ()) if row.unit_id is not None else (),
        filler=row.unit.parent_id if row.unit is not None else otherwise,
        from_on=row.from_on,
        until_on=row.until_on,
        because=row.because,
        by=row.by.name if row.by is not None else "",
    )
