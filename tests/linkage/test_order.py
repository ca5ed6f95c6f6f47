"""The same children give the same links, whatever the order of the rows, and every time."""

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

from notoneless.kernel.problems import Lang
from notoneless.linkage import LinkResult, link
from notoneless.synthetic import make_rosters

CHILDREN = 2000
PARTS = ("links", "review", "nearest")

Found = dict[str, Counter[tuple[object, ...]]]


def contents(table: pa.Table) -> list[tuple[object, ...]]:
    """What each row says, without the source's own key: two copies of a row say the same."""
    return list(zip(*(table[name].to_pylist() for name in table.column_names[1:]), strict=True))


def told(result: LinkResult, left: pa.Table, right: pa.Table) -> Found:
    """Links, review pairs and nearest candidates by what their rows say."""
    here, there = contents(left), contents(right)
    return {
        part: Counter(
            (here[row["left_row"] - 1], there[row["right_row"] - 1], row["score"], row["reason"])
            for row in getattr(result, part).to_pylist()
        )
        for part in PARTS
    }


def shuffled(table: pa.Table, rng: np.random.Generator) -> pa.Table:
    return table.take(pa.array(rng.permutation(table.num_rows)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_decides_nothing(seed: int) -> None:
    rosters = make_rosters(CHILDREN, seed, 10.0).rosters
    left, right = rosters["household"], rosters["school"]
    rng = np.random.default_rng(seed)
    mixed = shuffled(left, rng), shuffled(right, rng)
    straight, other = told(link(left, right), left, right), told(link(*mixed), *mixed)
    for part in PARTS:
        assert straight[part], part
        assert straight[part] == other[part], part


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_rosters_give_the_same_tables_twice(lang: Lang) -> None:
    rosters = make_rosters(CHILDREN // 2, 4).rosters
    first, second = (link(rosters["household"], rosters["school"], lang=lang) for _ in range(2))
    for part in PARTS:
        assert getattr(first, part).to_pylist() == getattr(second, part).to_pylist()
