"""How often the parents of a whole school were invited, when some days were those of single classes."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID


def whole_rounds(days: Mapping[UUID, Collection[date]], covers: Mapping[UUID, Collection[UUID]]) -> list[date]:
    """Of one school and term, the days on which every class had been invited once, twice and so on.

    `days`: the days of the school, a teaching point or a class; `covers`: which classes each of these is about, with every
    class of the school among them. A school without classes counts each of its days.
    """
    by_class = {
        each: sorted(day for unit, held in days.items() if each in covers.get(unit, ()) for day in held)
        for each in {room for rooms in covers.values() for room in rooms}
    }
    if not by_class:
        return sorted(day for held in days.values() for day in held)
    full = min(len(held) for held in by_class.values())
    return [max(held[number] for held in by_class.values()) for number in range(full)]
