"""Adding up what is counted: a unit holds what is in it and in all beneath it, and nothing twice."""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from notoneless.foundation.access.models import UnitClosure

Lineage = Mapping[UUID, tuple[UUID, ...]]
"""Every unit with itself and all above it."""


def lineage() -> Lineage:
    """The tree as it stands, for what counts all of it at once. It tells of units, and of nobody in them."""
    found: dict[UUID, list[UUID]] = {}
    for lower, upper in UnitClosure.objects.values_list("descendant_id", "ancestor_id"):
        found.setdefault(lower, []).append(upper)
    return {lower: tuple(uppers) for lower, uppers in found.items()}


def added_up(places: Iterable[Iterable[UUID]], above: Lineage) -> dict[UUID, int]:
    """How many are in each unit and beneath it, of those whose units are `places`: one in several of them counts once above."""
    alike: Counter[frozenset[UUID]] = Counter(frozenset(units) for units in places)
    found: Counter[UUID] = Counter()
    for units, count in alike.items():
        for unit in {upper for each in units for upper in above.get(each, ())}:
            found[unit] += count
    return dict(found)
