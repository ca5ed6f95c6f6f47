"""What plans count of migrant children: who is in no school, at the school that answers for them, and what was applied for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.measures import Done, Evidence, Flow, Level, Units
from notoneless.foundation.people.measures import ages_on
from notoneless.records.migrants.models import MigrantApplication, MigrantChild
from notoneless.records.migrants.selectors.knowing import placed_among


def _unplaced(day: date, units: Units) -> Mapping[UUID, int]:
    """Migrant children of compulsory age in no school, at the school that answers for the place where they live."""
    rows = MigrantChild._base_manager.filter(opened_on__lte=day).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    )
    rows = rows if units is None else rows.filter(school__in=units)
    ages = ages_on(day)
    known = [
        (child, school)
        for child, school, born in rows.values_list("child_id", "school_id", "born_on")
        if ages.hold(born)
    ]
    placed = placed_among({child for child, _ in known}, day)
    return Counter(school for child, school in known if child not in placed)


def _applied(first: date, last: date, units: Units) -> Iterator[Done]:
    """Applications, each on the day on which it was made, at the school that answers."""
    rows = MigrantApplication._base_manager.filter(applied_on__gte=first, applied_on__lte=last)
    rows = rows if units is None else rows.filter(school__in=units)
    for school, day, child in rows.order_by("id").values_list("school_id", "applied_on", "child_id"):
        yield Done(school, day, about=child)


EVIDENCE: tuple[Evidence, ...] = (
    Level("registry.migrants_unplaced", _unplaced),
    Flow("registry.applications", _applied),
)
