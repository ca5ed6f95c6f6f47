"""Rows of one roster that are one child: equal ID and name, or a partner in common, or evidence enough among the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from notoneless.linkage.assign import may_duplicate, vetoed
from notoneless.linkage.compare import Comparer
from notoneless.linkage.compare_ids import Owners
from notoneless.linkage.encode import Encoded, Population
from notoneless.linkage.model import LinkSettings
from notoneless.linkage.neighbours import Neighbours

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def group_rows(size: int, left: Longs | Ints, right: Longs | Ints) -> Ints:
    """Connected groups of `size` positions under the pairs (left, right): for each its group's smallest position."""
    group = np.arange(size, dtype=np.int32)
    degree = np.bincount(left, minlength=size) + np.bincount(right, minlength=size)
    alone = (degree[left] == 1) & (degree[right] == 1)
    low, high = np.minimum(left, right), np.maximum(left, right)
    group[high[alone]] = low[alone]
    nodes, ends = np.unique(np.concatenate([low[~alone], high[~alone]]), return_inverse=True)
    group[nodes] = nodes[_connected(len(nodes), *np.split(ends, 2))]
    return group


def _connected(size: int, left: Longs, right: Longs) -> Ints:
    """For each position the smallest it is connected with."""
    group = np.arange(size, dtype=np.int32)
    while True:
        low = np.minimum(group[left], group[right])
        before = group.copy()
        np.minimum.at(group, left, low)
        np.minimum.at(group, right, low)
        group = group[group]
        if np.array_equal(before, group):
            return group


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Pairs of rows of one roster that share what a second row of a child must share, by their positions.

    home: rows of the first roster, of which the first is open: a child about to be called missing. others: open rows of the
    other rosters, stacked; starts: where each of them begins, and where the last one ends.
    """

    first: Encoded
    stacked: Encoded
    starts: npt.NDArray[np.int64]
    home: tuple[Ints, Ints]
    others: tuple[Ints, Ints]

    def of_one_child(
        self, population: Population, still_open: Sequence[Bools], settings: LinkSettings
    ) -> list[tuple[Ints, Ints]]:
        """For each roster the pairs of positions of rows that are one child, by the duplicates' bound.

        still_open: per roster the rows without a partner elsewhere; those with one need none of this.
        """
        i, j = self.home
        home = _one_child(population, self.first, i, j, still_open[0][i] & (i != j), settings)
        i, j = self.others
        is_open = np.concatenate(still_open[1:])
        origin = np.searchsorted(self.starts, np.arange(len(self.stacked)), side="right") - 1
        together = is_open[i] & is_open[j] & (i < j) & (origin[i] == origin[j])
        i, j = _one_child(population, self.stacked, i, j, together, settings)
        of = origin[i]
        return [home] + [
            (i[of == k] - start, j[of == k] - start) for k, start in enumerate(self.starts[:-1].astype(np.int32))
        ]


def _one_child(
    population: Population, roster: Encoded, i: Ints, j: Ints, wanted: Bools, settings: LinkSettings
) -> tuple[Ints, Ints]:
    """The wanted pairs of positions in a roster that are one child."""
    unknown = Owners.nothing_known(len(roster), len(roster))
    learned = Neighbours.learn(roster, roster, i[:0], j[:0])
    comparer = Comparer(population, roster, roster, unknown, learned, len(population.rosters[0]))
    pairs = comparer.score(i[wanted], j[wanted], settings.link_at)
    pairs = pairs.take(may_duplicate(pairs, settings) & ~vetoed(pairs))
    return pairs.left, pairs.right
