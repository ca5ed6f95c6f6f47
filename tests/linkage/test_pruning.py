"""Letting strangers go early changes nothing: what is kept is what a full comparison would keep."""

import numpy as np
import pytest

from notoneless.linkage.compare import Comparer
from notoneless.linkage.compare_ids import Owners
from notoneless.linkage.encode import encode
from notoneless.linkage.neighbours import Neighbours
from notoneless.synthetic import make_rosters

CHILDREN = 250
NO_BOUND = -100_000


@pytest.fixture(scope="module")
def comparer() -> Comparer:
    """Two rosters full of errors, in which every row is compared with every other."""
    rosters = make_rosters(CHILDREN, 3, error_factor=3.8).rosters
    population = encode([rosters["household"], rosters["school"]])
    left, right = population.rosters
    some = np.arange(0, min(len(left), len(right)), 3, dtype=np.int32)
    owners = Owners.nothing_known(len(left), len(right))
    return Comparer(population, left, right, owners, Neighbours.learn(left, right, some, some), 100_000)


@pytest.mark.parametrize("least", [-60, 20, 90])
def test_pruning_loses_no_pair_and_changes_no_score(comparer: Comparer, least: int) -> None:
    i, j = (side.ravel().astype(np.int32) for side in np.indices((len(comparer.left), len(comparer.right))))
    whole, pruned = comparer.score(i, j, NO_BOUND), comparer.score(i, j, least)
    assert len(whole.left) == len(i)
    kept = whole.take(whole.score >= least)
    assert 0 < len(kept.left) < len(i)
    assert np.array_equal(kept.left, pruned.left)
    assert np.array_equal(kept.right, pruned.right)
    assert np.array_equal(kept.levels, pruned.levels)
    assert np.array_equal(kept.score, pruned.score)
