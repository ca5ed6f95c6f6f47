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
    """For each roster the pairs of positions of rows that are one child, by the duplicates' bound.

    still_open: per roster the rows without a partner elsewhere. The first of a pair is one of these; the second as well, but
    in the first roster it may be any row: there an open row is a child about to be called missing.
    """
    first, *others = population.rosters
    compared = [np.arange(len(first)), *(np.flatnonzero(still) for still in still_open[1:])]
    whole = stack([first, *(roster.take(rows) for roster, rows in zip(others, compared[1:], strict=True))])
    rows = np.concatenate(compared)
    origin = np.repeat(np.arange(len(compared)), [len(part) for part in compared])
    i, j = _pairs(
        population, whole, np.flatnonzero(np.concatenate([still_open[0], origin[len(first) :] > 0])), settings
    )
    return [
        (rows[i[mine]].astype(np.int32), rows[j[mine]].astype(np.int32))
        for k in range(len(compared))
        for mine in [(origin[i] == k) & (origin[j] == k)]
    ]


def _pairs(
    population: Population, whole: Encoded, rows: npt.NDArray[np.intp], settings: LinkSettings
) -> tuple[npt.NDArray[np.intp], Ints]:
    """Pairs of positions in `whole` that are one child, of which the first is one of `rows`."""
    part = whole.take(rows)
    with Joins(population, part, whole) as joins:
        i, j = joins.duplicates(settings.block_cap)
    unknown = Owners.nothing_known(len(part), len(whole))
    learned = Neighbours.learn(part, whole, i[:0], j[:0])
    comparer = Comparer(population, part, whole, unknown, learned, len(population.rosters[0]))
    others = rows[i] != j
    pairs = comparer.score(i[others], j[others], settings.link_at)
    sure = may_duplicate(pairs, settings) & ~vetoed(pairs)
    return rows[pairs.left[sure]], pairs.right[sure]
