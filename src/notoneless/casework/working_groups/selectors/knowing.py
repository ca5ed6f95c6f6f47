"""What the rules ask to be known of a child's units. It shows nothing to anybody by itself."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from notoneless.casework.working_groups.rules.parties import Placed
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Grant, Unit, UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.organizations.models import Assignment, UnitProfile
from notoneless.foundation.organizations.rules.kinds import AssignmentKind
from notoneless.foundation.people.models import ChildUnit

_TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


def placed_of(ctx: Context, code: str, child: UUID) -> Placed:
    """Where a child is today, as far as who does `code` sees: which school is central and which answers for a village may
    be out of reach, and is then not known."""
    places = ChildUnit._base_manager.filter(in_force(ctx.today), child_id=child)
    units = dict(places.order_by("from_on", "id").values_list("track", "unit_id"))
    home = _above(units[Track.HOUSEHOLD]) if Track.HOUSEHOLD in units else {}
    taught = _above(units[Track.SCHOOL]) if Track.SCHOOL in units else {}
    village, township = home.get(UnitKind.VILLAGE), home.get(UnitKind.TOWNSHIP) or taught.get(UnitKind.TOWNSHIP)
    return Placed(
        township=township,
        village=village,
        school=next((taught[kind] for kind in _TAUGHT if kind in taught), None),
        centre=_centre(ctx, code, township) if township is not None else None,
        accountable=_accountable(ctx, code, village) if village is not None else None,
    )


def school_on(child: UUID, day: date) -> UUID | None:
    """The school of a child on a day."""
    places = ChildUnit._base_manager.filter(in_force(day), child_id=child, track=Track.SCHOOL)
    unit = places.values_list("unit_id", flat=True).first()
    taught = _above(unit) if unit is not None else {}
    return next((taught[kind] for kind in _TAUGHT if kind in taught), None)


def _above(unit: UUID) -> dict[UnitKind, UUID]:
    """A unit and those above it by their kind, the nearest of each kind."""
    rows = UnitClosure._base_manager.filter(descendant_id=unit).order_by("-depth")
    return {UnitKind(kind): pk for kind, pk in rows.values_list("ancestor__kind", "ancestor_id")}


def _centre(ctx: Context, code: str, township: UUID) -> UUID | None:
    """The central school of a township: the one that its profile says is, or else the only one with schools beneath it."""
    within = UnitClosure._base_manager.filter(ancestor_id=township).values("descendant_id")
    central = visible_to(ctx, code, UnitProfile).filter(is_central=True, unit_id__in=within)
    found = central.order_by("unit_id").values_list("unit_id", flat=True).first()
    if found is not None:
        return found
    schools = Unit._base_manager.filter(in_force(ctx.today), pk__in=within, kind=UnitKind.SCHOOL)
    above = set(schools.filter(parent__kind=UnitKind.SCHOOL).values_list("parent_id", flat=True))
    return above.pop() if len(above) == 1 else None


def _accountable(ctx: Context, code: str, village: UUID) -> UUID | None:
    """The school that answers for a village."""
    rows = visible_to(ctx, code, Assignment).filter(in_force(ctx.today), to_unit_id=village)
    row = rows.filter(kind=AssignmentKind.VILLAGE).order_by("from_on", "id").last()
    return row.from_unit_id if row is not None else None


def posts_for(child: UUID, roles: Collection[str], day: date) -> list[tuple[UUID, str]]:
    """The posts of some roles that are held and answer for a child on a day: those of its units and of all above them."""
    homes = ChildUnit._base_manager.filter(in_force(day), child_id=child).values("unit_id")
    above = UnitClosure._base_manager.filter(descendant_id__in=homes).values("ancestor_id")
    rows = Grant._base_manager.filter(in_force(day), unit_id__in=above, role__in=roles, account__is_active=True)
    found: Iterable[tuple[UUID, str]] = rows.order_by("unit__sort_key", "id").values_list("unit_id", "role")
    return list(dict.fromkeys(found))


def leads(ctx: Context, code: str, lead: UUID | None) -> bool:
    """Whether who asks leads, or stands above who does; what nobody leads, whoever may change groups may."""
    units = ctx.units_for(code)
    if lead is None:
        return bool(units)
    return UnitClosure._base_manager.filter(descendant_id=lead, ancestor_id__in=units).exists()
