"""Rows of one roster that are one child: equal ID and name, or a partner in common, or evidence enough among the rest."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from notoneless.linkage.assign import may_duplicate, vetoed
from notoneless.linkage.compare import Comparer
from notoneless.linkage.compare_ids import Owners
from notoneless.linkage.encode import Encoded, Population, stack
from notoneless.linkage.joins import Joins
from notoneless.linkage.model import LinkSettings
from notoneless.linkage.neighbours import Neighbours

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


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


def duplicate_pairs(
    population: Population, still_open: Sequence[npt.NDArray[np.bool_]], settings: LinkSettings
) -> list[tuple[Ints, Ints]]:
    """For each roster the pairs of positions (the smaller first) of open rows that are one child, by the duplicates' bound.

    still_open: per roster the rows without a partner elsewhere; the others need none of this, since a common partner makes
    them one child.
    """
    rosters = population.rosters
    part = stack([roster.take(np.flatnonzero(still)) for roster, still in zip(rosters, still_open, strict=True)])
    origin = np.concatenate([np.full(int(still.sum()), k) for k, still in enumerate(still_open)])
    rows = np.concatenate([np.flatnonzero(still) for still in still_open])
    i, j = _pairs(population, part, len(rosters[0]), settings)
    same = (origin[i] == origin[j]) & (i < j)
    i, j = i[same], j[same]
    return [
        (rows[i[origin[i] == k]].astype(np.int32), rows[j[origin[i] == k]].astype(np.int32))
        for k in range(len(rosters))
    ]


def _pairs(population: Population, part: Encoded, among: int, settings: LinkSettings) -> tuple[Ints, Ints]:
    """Pairs of positions in `part` that are one child, in no particular order and maybe both ways round."""
    with Joins(population, part, part) as joins:
        exact = joins.exact()
        i, j = exact.left, exact.right
        a, b = joins.duplicates(settings.block_cap)
    learned = Neighbours.learn(part, part, i[:0], j[:0])
    comparer = Comparer(population, part, part, Owners.nothing_known(len(part), len(part)), learned, among)
    forward = a < b
    pairs = comparer.score(a[forward], b[forward], settings.link_at)
    sure = may_duplicate(pairs, settings) & ~vetoed(pairs)
    return np.concatenate([i, pairs.left[sure]]), np.concatenate([j, pairs.right[sure]])
