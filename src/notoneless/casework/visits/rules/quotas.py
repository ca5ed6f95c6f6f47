"""Whether the visits of a term are enough: of each teacher, of each pupil who relapsed, of each listed child."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Made:
    """One visit to a home: to whom, on which day, and by whom; each visitor is one person-time."""

    child: UUID
    on: date
    visitors: frozenset[UUID]


def person_times(made: Collection[Made]) -> int:
    """Each visitor of each visit counts."""
    return sum(len(each.visitors) for each in made)


def times_of(made: Collection[Made]) -> Counter[UUID]:
    """How often each person went."""
    return Counter(visitor for each in made for visitor in each.visitors)


def unvisited(children: Collection[UUID], made: Collection[Made]) -> frozenset[UUID]:
    """Those of some children to whose home nobody went."""
    return frozenset(children) - {each.child for each in made}


def short_of(relapsed: Mapping[UUID, date], made: Collection[Made], needed: int) -> Mapping[UUID, int]:
    """How many visits are missing to each pupil who relapsed, since the day of it; none where enough were made."""
    lacking = {
        child: needed - sum(each.child == child and each.on >= day for each in made) for child, day in relapsed.items()
    }
    return {child: count for child, count in lacking.items() if count > 0}
