"""How rows of this room are counted: what was done, what happened, how many children a unit answers for."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.measures import belonging
from notoneless.casework.special_education.selectors.knowing import answering
from notoneless.foundation.access.measures import Done, Happened, Units


def done(rows: Callable[[], QuerySet[Any]], day: str = "on") -> Callable[[date, date, Units], Iterator[Done]]:
    """Rows of a table, each done for its child on its day, at the units to which the child belonged then."""

    def counted_of(first: date, last: date, units: Units) -> Iterator[Done]:
        within = rows().filter(**{f"{day}__gte": first, f"{day}__lte": last})
        found = list(within.order_by(day, "id").values_list("child_id", day))
        belonged = belonging({child for child, _ in found}, last, units)
        for child, on in found:
            for unit in belonged(child, on):
                yield Done(unit, on, about=child)

    return counted_of


def happened(rows: Callable[[], QuerySet[Any]]) -> Callable[[date, date, Units], Iterator[Happened]]:
    """Rows of a table, as what happened to their children on their days."""

    def events_of(first: date, last: date, units: Units) -> Iterator[Happened]:
        found = list(
            rows().filter(on__gte=first, on__lte=last).order_by("on", "id").values_list("pk", "child_id", "on")
        )
        belonged = belonging({child for _, child, _ in found}, last, units)
        for pk, child, on in found:
            for unit in belonged(child, on):
                yield Happened(pk, unit, on, about=child)

    return events_of


def counted(children: Collection[UUID], day: date, units: Units) -> Mapping[UUID, int]:
    """Children at the units that answer for them."""
    return weighed(dict.fromkeys(children, 1), day, units)


def weighed(amounts: Mapping[UUID, int], day: date, units: Units) -> Mapping[UUID, int]:
    """Amounts of children, added up at the units that answer for them."""
    found: Counter[UUID] = Counter()
    places = answering(amounts.keys(), day) if amounts else {}
    for child, unit in places.items():
        if units is None or unit in units:
            found[unit] += amounts[child]
    return found
