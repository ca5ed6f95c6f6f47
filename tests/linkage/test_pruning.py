"""Letting strangers go early changes nothing: what is kept is what a full comparison would keep."""

from dataclasses import fields

import numpy as np
import numpy.typing as npt
import pytest

from notoneless.linkage.compare import Comparer, Scored
from notoneless.linkage.compare_ids import Owners
from notoneless.linkage.encode import encode
from notoneless.linkage.neighbours import Neighbours
from notoneless.synthetic import make_rosters

Ints = npt.NDArray[np.int32]

CHILDREN = 400
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


@pytest.fixture(scope="module")
def pairs(comparer: Comparer) -> tuple[Ints, Ints]:
    """Every row of the left with every row of the right."""
    i, j = (side.ravel().astype(np.int32) for side in np.indices((len(comparer.left), len(comparer.right))))
    return i, j


@pytest.fixture(scope="module")
def whole(comparer: Comparer, pairs: tuple[Ints, Ints]) -> Scored:
    """All pairs, compared in full."""
    scored = comparer.score(*pairs, NO_BOUND)
    assert len(scored.left) == len(pairs[0])
    return scored


@pytest.mark.parametrize("least", range(-80, 420, 10))
def test_pruning_loses_no_pair_and_changes_no_score(
    comparer: Comparer, pairs: tuple[Ints, Ints], whole: Scored, least: int
) -> None:
    kept, pruned = whole.take(whole.score >= least), comparer.score(*pairs, least)
    assert len(kept.left) < len(pairs[0])
    for field in fields(Scored):
        assert np.array_equal(getattr(kept, field.name), getattr(pruned, field.name)), field.name
