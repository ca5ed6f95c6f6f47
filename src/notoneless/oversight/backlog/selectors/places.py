"""The school, village and township of children, as owners of what is next."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from notoneless.casework.working_groups.models import WorkingGroup
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.oversight.backlog.rules.position import Owner

_PIECE = 500
_KINDS = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT, UnitKind.VILLAGE, UnitKind.TOWNSHIP, UnitKind.COUNTY)
_SCHOOLS = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A unit, ordered as in the tree. Village after township, school after both, where the tree has them so."""

    order: str
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where a child belongs: its school, its village, the township of its home, else that of its school, and the county;
    `lead`: the unit that leads its working group, where the child is its own: whom a unit does not see it cannot bring back.
    """

    school: Place | None = None
    village: Place | None = None
    township: Place | None = None
    county: Place | None = None
    lead: Place | None = None

    def owner(self, owner: Owner) -> Place | None:
        """The unit whose turn it is; where there is none of the kind, the next one above."""
        if owner is Owner.COUNTY:
            return self.county
        first = (self.lead, self.school, self.village) if owner is Owner.LEAD else ()
        return next(filter(None, (*first, self.township, self.county)), None)


def places_of_children(ctx: Context, children: Collection[UUID]) -> Mapping[UUID, Places]:
    """Where children belong today. Who belongs nowhere is left out."""
    periods = [each for piece in _pieces(list(children)) for each in _periods(ctx, piece)]
    above = _above({unit for _, _, unit in periods})
    found: dict[UUID, dict[str, dict[UnitKind, Place]]] = {}
    for child, track, unit in periods:
        found.setdefault(child, {}).setdefault(track, {}).update(above.get(unit, {}))
    leads = _leads(ctx, set(found))
    return {child: _places(tracks, leads.get(child)) for child, tracks in found.items()}


def _leads(ctx: Context, children: Collection[UUID]) -> Mapping[UUID, Place]:
    """The unit that leads the working group of each child, as far as somebody may see groups."""
    if not ctx.may(READ_GROUP):
        return {}
    rows = visible_to(ctx, READ_GROUP, WorkingGroup).filter(lead__isnull=False)
    told = rows.values_list("child_id", "lead__sort_key", "lead_id", "lead__name")
    return {child: Place(order, unit, name) for child, order, unit, name in told if child in children}


def _places(tracks: Mapping[str, Mapping[UnitKind, Place]], lead: Place | None) -> Places:
    home, school = tracks.get(Track.HOUSEHOLD, {}), tracks.get(Track.SCHOOL, {})
    own = {*home.values(), *school.values()}
    return Places(
        school=next((school[kind] for kind in _SCHOOLS if kind in school), None),
        village=home.get(UnitKind.VILLAGE),
        township=home.get(UnitKind.TOWNSHIP) or school.get(UnitKind.TOWNSHIP),
        county=home.get(UnitKind.COUNTY) or school.get(UnitKind.COUNTY),
        lead=lead if lead in own else None,
    )


def _pieces(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """In pieces that every database takes."""
    for begin in range(0, len(ids), _PIECE):
        yield ids[begin : begin + _PIECE]


def _periods(ctx: Context, children: Sequence[UUID]) -> list[tuple[UUID, str, UUID]]:
    rows = ChildUnit._base_manager.filter(in_force(ctx.today), child_id__in=children)
    return list(rows.order_by("id").values_list("child_id", "track", "unit_id"))


def _above(units: Collection[UUID]) -> Mapping[UUID, Mapping[UnitKind, Place]]:
    """For each unit those of the kinds wanted that it is or stands beneath."""
    found: dict[UUID, dict[UnitKind, Place]] = {}
    for piece in _pieces(sorted(units)):
        rows = UnitClosure._base_manager.filter(descendant_id__in=piece, ancestor__kind__in=_KINDS)
        for unit, kind, order, place, name in rows.values_list(
            "descendant_id", "ancestor__kind", "ancestor__sort_key", "ancestor_id", "ancestor__name"
        ):
            found.setdefault(unit, {})[UnitKind(kind)] = Place(order, place, name)
    return found
