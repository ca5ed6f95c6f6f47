"""What a person has decided about pairs of rows. It stands before every stage: the same child, or never one child."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from notoneless.kernel.groups import Groups
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.linkage.duplicates import group_rows
from notoneless.linkage.encode import Encoded
from notoneless.linkage.explain import DECIDED
from notoneless.linkage.joining import Joining
from notoneless.linkage.joins import Exact

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


class RowAt(NamedTuple):
    """A row of one of the rosters: which roster, 0 the first, and the row's number there."""

    roster: int
    row: int


Pair = tuple[RowAt, RowAt]


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs of rows, of two rosters or of one, that a person has held to be one child, or two.

    What follows is decided with them: the same as one that is the same, and apart from one that is apart.
    """

    same: Sequence[Pair] = ()
    different: Sequence[Pair] = ()

    def __bool__(self) -> bool:
        """Whether anything is decided."""
        return bool(self.same or self.different)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The decisions by position, those of the first roster before those of the others, as the engine stacks them.

    group: for each position its group, -1 where nothing is decided of it. foes: groups told apart, each pair both ways.
    """

    starts: npt.NDArray[np.int64]
    group: Ints
    groups: Groups[int]
    different: tuple[Ints, Ints]

    @classmethod
    def of(cls, decided: Decided, rosters: Sequence[Encoded]) -> "Verdicts":
        """Raises NotonelessError where decisions contradict one another, ValueError for a row that is not there."""
        starts = np.cumsum([0, *(len(roster) for roster in rosters)])
        at = _positions(decided, rosters, starts)
        groups: Groups[int] = Groups()
        for one, other in decided.same:
            groups.join(at[one], at[other])
        for one, other in decided.different:
            if not groups.part(at[one], at[other]):
                raise NotonelessError(Problem("linkage.contradiction", {"left": one.row, "right": other.row}))
        group = np.full(starts[-1], -1, dtype=np.int32)
        for position in at.values():
            group[position] = groups.of(position)
        left, right = (np.array([at[pair[k]] for pair in decided.different], dtype=np.int32) for k in (0, 1))
        return cls(starts, group, groups, (left, right))

    def told(self, left: Ints, right: Ints) -> tuple[Bools, Bools]:
        """Which pairs of positions are decided: those that are the same, and those that are apart."""
        mine, theirs = self.group[left], self.group[right]
        known = (mine >= 0) & (theirs >= 0)
        same, apart = known & (mine == theirs), np.zeros(len(left), dtype=bool)
        open_ = np.flatnonzero(known & ~same)
        apart[open_] = [
            self.groups.are_apart(*pair) for pair in zip(mine[open_].tolist(), theirs[open_].tolist(), strict=True)
        ]
        return same, apart

    def links(self) -> tuple[Ints, Ints]:
        """Every pair of a row of the first roster and one of another that is the same child, by positions; sorted."""
        pairs = [
            (left, right)
            for members in self._members()
            for left in members
            for right in members
            if left < self.starts[1] <= right
        ]
        return _columns(sorted(pairs))

    def within(self) -> tuple[Ints, Ints]:
        """Pairs of positions that hold the rows of one group together, whatever their rosters."""
        return _columns(pair for members in self._members() for pair in pairwise(members))

    def _members(self) -> list[list[int]]:
        """The positions of each group of several."""
        found: dict[int, list[int]] = {}
        for position in np.flatnonzero(self.group >= 0).tolist():
            found.setdefault(int(self.group[position]), []).append(position)
        return [members for members in found.values() if len(members) > 1]

    def judge(self, found: Exact) -> "Judged":
        """What decisions leave of the exact pairs, and what they add.

        Where exact pairs would join what a person told apart, none of them stands: which of the two children the entry
        belongs to is for a person again.
        """
        same, apart = self.told(found.left, found.right + np.int32(self.starts[1]))
        exact = _chosen(found, ~apart)
        label = self._labels(exact)
        left, right = self.different
        torn = np.isin(label[exact.left], label[left[label[left] == label[right]]]) & ~same[~apart]
        if torn.any():
            exact = _chosen(exact, ~torn)
            label = self._labels(exact)
        groups: Groups[int] = Groups()
        for one, other in zip(label[left].tolist(), label[right].tolist(), strict=True):
            groups.part(one, other)
        return Judged(exact, self._with_own(exact), Joining(label, groups), self)

    def _with_own(self, exact: Exact) -> Exact:
        """The exact pairs, with those that a person holds for one child in place of theirs."""
        first = np.int32(self.starts[1])
        rest = _chosen(exact, ~self.told(exact.left, exact.right + first)[0])
        left, right = self.links()
        how = np.full(len(left), DECIDED, dtype=np.int8)
        parts = ((left, rest.left), (right - first, rest.right), (how, rest.how))
        return Exact(*(np.concatenate(part) for part in parts))

    def _labels(self, exact: Exact) -> Ints:
        left, right = self.within()
        return group_rows(
            len(self.group),
            np.concatenate([left, exact.left]),
            np.concatenate([right, exact.right + np.int32(self.starts[1])]),
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """The exact pairs and what decisions make of them.

    exact: those that no decision speaks against. certain: with those that a person decided, links before evidence is weighed.
    joining, verdicts: None where nothing is decided.
    """

    exact: Exact
    certain: Exact
    joining: Joining | None = None
    verdicts: Verdicts | None = None

    @classmethod
    def of(cls, decided: Decided | None, rosters: Sequence[Encoded], found: Exact) -> "Judged":
        """Raises NotonelessError where decisions contradict one another."""
        return Verdicts.of(decided, rosters).judge(found) if decided else cls(found, found)

    def undecided(self, pairs: tuple[Ints, Ints], first: int) -> tuple[Ints, Ints]:
        """The candidates of which nothing is decided. first: where the rows on the right begin among all."""
        if self.verdicts is None:
            return pairs
        left, right = pairs
        same, apart = self.verdicts.told(left, right + np.int32(first))
        rest = ~same & ~apart
        return left[rest], right[rest]

    def within(self, alike: Sequence[tuple[Ints, Ints]]) -> list[tuple[Ints, Ints]]:
        """Pairs of positions of rows that look like one child, without those told apart and with those told one."""
        if self.joining is None or self.verdicts is None:
            return list(alike)
        kept = []
        for one, other in alike:
            chosen = self.joining.kept(one, other)
            kept.append((one[chosen], other[chosen]))
        return [*kept, self.verdicts.within()]


def _positions(decided: Decided, rosters: Sequence[Encoded], starts: npt.NDArray[np.int64]) -> dict[RowAt, int]:
    """Where the rows stand of which something is decided."""
    named = {row for pairs in (decided.same, decided.different) for pair in pairs for row in pair}
    found: dict[RowAt, int] = {}
    for at, roster in enumerate(rosters):
        wanted = np.array(sorted(row.row for row in named if row.roster == at), dtype=np.int64)
        places = np.flatnonzero(np.isin(roster.row, wanted))
        rows = roster.row[places].tolist()
        found |= {RowAt(at, row): int(starts[at]) + place for row, place in zip(rows, places.tolist(), strict=True)}
    if found.keys() != named:
        raise ValueError("a decision names a row that is not there")
    return found


def _chosen(exact: Exact, chosen: Bools) -> Exact:
    return Exact(exact.left[chosen], exact.right[chosen], exact.how[chosen])


def _columns(pairs: Iterable[tuple[int, int]]) -> tuple[Ints, Ints]:
    left, right = np.array(list(pairs), dtype=np.int32).reshape(-1, 2).T
    return left, right
