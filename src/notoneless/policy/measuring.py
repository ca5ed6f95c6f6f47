"""What a measure is: a fact that rooms count and plans may name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What is counted."""

    FLOW = "flow"
    """Things done at units on days: they add up over a period."""
    LEVEL = "level"
    """What holds of a unit on a day."""
    RATE = "rate"
    """A share of a unit in per cent, of a day; for targets."""
    EVENT = "event"
    """Things that happen at a unit on a day, each of which a duty may follow."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A fact that can be counted. `is_own`: of the unit itself; otherwise all beneath a unit counts for it.

    `awaits`: the area whose room is still to be built; until then nobody counts it, and clauses that need it are pending.
    `kept_by`: the measures any of which shows that a unit keeps the records in which this would stand. Where none does,
    that nothing of it is counted says nothing: a class that never reported has no open leave either.
    `brings_back`: it is done so that one child comes back, and is not owed of who is back.
    `owed_where`: the level without which nothing of it is owed at all: a school that teaches nobody at home owes no visits.
    """

    code: str
    unit: str
    nature: Nature
    zh: str
    en: str
    is_own: bool = False
    awaits: str = ""
    kept_by: tuple[str, ...] = ()
    brings_back: bool = False
    owed_where: str = ""


def registry(measures: Iterable[Measure]) -> Mapping[str, Measure]:
    """The measures by code. Raises ValueError for one that is named twice."""
    found: dict[str, Measure] = {}
    for each in measures:
        if each.code in found:
            raise ValueError(f"{each.code} is named twice")
        found[each.code] = each
    return found
