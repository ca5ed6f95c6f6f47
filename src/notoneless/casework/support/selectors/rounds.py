"""On which days the parents of a whole school had been invited, of all schools at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.casework.campaigns.selectors.terms import first_days
from notoneless.casework.support.models import ParentsDay
from notoneless.casework.support.rules.inviting import whole_rounds
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.unit_kinds import UnitKind

Held = dict[tuple[UUID, date], dict[UUID, list[date]]]
"""By school and first day of the term: the days, by the unit whose parents were invited."""


def school_rounds(first: date, last: date, schools: Collection[UUID] | None) -> Iterator[tuple[UUID, date]]:
    """Schools, and days on which every class of theirs had been invited anew within one term; of some schools, or of all."""
    held = _held(first, last)
    beneath = _beneath({school for school, _ in held})
    covered = _covered({unit for days in held.values() for unit in days})
    for (school, _), days in held.items():
        if schools is not None and school not in schools:
            continue
        latest = max(day for each in days.values() for day in each)
        rooms = {room for room, (from_on, until) in beneath[school].items() if from_on <= latest < (until or date.max)}
        covers = {unit: rooms & covered.get(unit, set()) for unit in days}
        for day in whole_rounds(days, {**covers, school: rooms}):
            yield school, day


def _held(first: date, last: date) -> Held:
    """The days that stand, by their school and term."""
    kept = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=last)
    rows = ParentsDay._base_manager.filter(kept, on__gte=first, on__lte=last).order_by("on", "id")
    days = list(rows.values_list("unit_id", "on"))
    above = UnitClosure._base_manager.filter(descendant__in={unit for unit, _ in days}, ancestor__kind=UnitKind.SCHOOL)
    school_of = dict(above.values_list("descendant_id", "ancestor_id"))
    begun = first_days({day for _, day in days})
    held: Held = defaultdict(lambda: defaultdict(list))
    for unit, day in days:
        held[school_of.get(unit, unit), begun[day]][unit].append(day)
    return held


def _beneath(schools: Collection[UUID]) -> dict[UUID, dict[UUID, tuple[date, date | None]]]:
    """The classes of schools, each with its time."""
    found: dict[UUID, dict[UUID, tuple[date, date | None]]] = defaultdict(dict)
    rows = UnitClosure._base_manager.filter(ancestor__in=schools, descendant__kind=UnitKind.CLASS)
    times = ("ancestor_id", "descendant_id", "descendant__from_on", "descendant__until_on")
    for school, room, from_on, until in rows.values_list(*times):
        found[school][room] = (from_on, until)
    return found


def _covered(units: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """The classes that each unit is about."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = UnitClosure._base_manager.filter(ancestor__in=units, descendant__kind=UnitKind.CLASS)
    for unit, room in rows.values_list("ancestor_id", "descendant_id"):
        found[unit].add(room)
    return found
