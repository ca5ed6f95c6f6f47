"""In which class children are on a day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit


def rooms_on(day: date, children: Collection[UUID]) -> dict[UUID, Unit]:
    """The class of each child on a day, with what it stands under; who is in none is left out."""
    rows = ChildUnit._base_manager.filter(in_force(day), child_id__in=children, track=Track.SCHOOL)
    rows = rows.filter(unit__kind=UnitKind.CLASS).select_related("unit__parent")
    return {row.child_id: row.unit for row in rows}
