"""Which school a class or a teaching point belongs to, and who learns at schools on a day. It shows nothing to anybody."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit

_TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT, UnitKind.CLASS)
PLACE = ("unit_id", "unit__kind", "unit__parent_id", "unit__parent__kind", "unit__parent__parent_id")
"""What `school_of` asks of the unit that a row names."""


def school_of(unit: UUID, kind: str, parent: UUID | None, parent_kind: str | None, above: UUID | None) -> UUID | None:
    """The school that a school, a teaching point or a class belongs to: a central school does not hold those beneath it."""
    if kind == UnitKind.SCHOOL:
        return unit
    if kind == UnitKind.TEACHING_POINT or parent_kind == UnitKind.SCHOOL:
        return parent
    return above if parent_kind == UnitKind.TEACHING_POINT else None


def within_schools(schools: Collection[UUID] | None) -> Q:
    """Rows whose `unit` is one of some schools, or of all, one of their teaching points, or a class of either."""
    if schools is None:
        return Q(unit__kind__in=_TAUGHT)
    inner = (UnitKind.TEACHING_POINT, UnitKind.CLASS)
    found = Q(unit_id__in=schools) | Q(unit__kind__in=inner, unit__parent_id__in=schools)
    point = Q(unit__parent__kind=UnitKind.TEACHING_POINT, unit__parent__parent_id__in=schools)
    return Q(found | (Q(unit__kind=UnitKind.CLASS) & point), unit__kind__in=_TAUGHT)


def pupils_on(day: date, schools: Collection[UUID] | None = None) -> Mapping[UUID, Mapping[UUID, UUID]]:
    """The pupils of schools by their id, each with the unit that it is in."""
    rows = ChildUnit._base_manager.filter(within_schools(schools), in_force(day), track=Track.SCHOOL)
    found: dict[UUID, dict[UUID, UUID]] = defaultdict(dict)
    for unit, kind, parent, parent_kind, above, child in rows.order_by("id").values_list(*PLACE, "child_id"):
        school = school_of(unit, kind, parent, parent_kind, above)
        if school is not None:
            found[school][child] = unit
    return found
