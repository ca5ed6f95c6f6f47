"""What decisions say of the rows of some rosters. It loads the engine: for who compares alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from notoneless.kernel.groups import Groups
from notoneless.linkage import Decided, RowAt
from notoneless.records.adjudication.rules.standing import Ruling
from notoneless.records.rosters.rules.versions import RosterKind

Contents = Mapping[bytes, Sequence[int]]
"""By the search key of what they say, the numbers of the rows that say so."""


@dataclass(frozen=True, slots=True)
class Says:
    """The rows of one roster that rulings may speak of. sure: the keys of contents that tell one child from every other."""

    roster: int
    rows: Contents
    sure: frozenset[bytes]


def bound(rulings: Iterable[Ruling], home: Says, others: Mapping[RosterKind, Says]) -> Decided:
    """What rulings say of rows. Of two that contradict each other the one that comes first stands: give the latest first.

    That two rows are one child binds rows that say exactly the same only where they tell one child from every other:
    else a namesake would be hidden. That they are two binds all.
    """
    groups: Groups[RowAt] = Groups()
    same: list[tuple[RowAt, RowAt]] = []
    different: list[tuple[RowAt, RowAt]] = []
    for ruling in rulings:
        side = others.get(ruling.kind)
        pairs = _pairs(ruling, home, side) if side is not None else []
        if ruling.is_same:
            same += [pair for pair in pairs if groups.join(*pair)]
        else:
            different += [pair for pair in pairs if groups.part(*pair)]
    return Decided(same, different)


def _pairs(ruling: Ruling, home: Says, side: Says) -> list[tuple[RowAt, RowAt]]:
    own, other = _rows(ruling.own, home, ruling.is_same), _rows(ruling.other, side, ruling.is_same)
    return [(RowAt(home.roster, left), RowAt(side.roster, right)) for left in own for right in other]


def _rows(key: bytes, side: Says, is_same: bool) -> Sequence[int]:
    found = side.rows.get(key, ())
    return found if not is_same or len(found) == 1 or key in side.sure else ()
