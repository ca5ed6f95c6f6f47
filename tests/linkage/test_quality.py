"""The engine on rosters with planted truth: what it links and whom it hides."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pytest

from notoneless.records.reconciliation.rules.comparison import reconcile
from notoneless.records.reconciliation.rules.parameters import parameters_on
from notoneless.synthetic import Demonstration, make_rosters

CHILDREN = 5000
SEEDS = (1, 2, 3)
AS_OF = date(2025, 8, 31)

Pairs = set[tuple[int, int, int]]


@dataclass
class Pooled:
    """What was found and what is true over all seeds; every row and child carries its seed."""

    found: Pairs
    true: Pairs
    linked: set[tuple[int, int]]
    listed: set[tuple[int, int]]
    out: set[tuple[int, int]]


def numbered(table: pa.Table) -> pa.Table:
    return table.append_column("row", pa.array(range(1, table.num_rows + 1), pa.int32()))


def add(pooled: Pooled, seed: int, demo: Demonstration) -> None:
    result = reconcile(
        *(numbered(demo.rosters[part]) for part in ("household", "school", "elsewhere")), parameters_on(AS_OF)
    )
    people = demo.truth["people"].to_pylist()
    person = {row["row"]: row["person"] for row in people if row["roster"] == "household"}
    assert result.elsewhere_links is not None
    links = result.school_links.links
    pooled.found |= {(seed, i, j) for i, j in pairs(links, "left_row", "right_row")}
    pooled.true |= {(seed, i, j) for i, j in pairs(demo.truth["links"], "household_row", "school_row")}
    rows = links["left_row"].to_pylist() + result.elsewhere_links.links["left_row"].to_pylist()
    pooled.linked |= {(seed, person[row]) for row in rows}
    pooled.listed |= {(seed, person[row]) for row in result.not_in_school["household_row"].to_pylist()}
    pooled.out |= {(seed, child) for child in demo.truth["out_of_school"]["person"].to_pylist()}


def pairs(table: pa.Table, left: str, right: str) -> list[tuple[int, int]]:
    return list(zip(table[left].to_pylist(), table[right].to_pylist(), strict=True))


@pytest.fixture(scope="module")
def pooled() -> Pooled:
    whole = Pooled(set(), set(), set(), set(), set())
    for seed in SEEDS:
        add(whole, seed, make_rosters(CHILDREN, seed))
    return whole


def test_links_are_the_true_ones(pooled: Pooled) -> None:
    right = len(pooled.found & pooled.true)
    assert len(pooled.true) > 2 * CHILDREN
    assert 2 * right / (len(pooled.found) + len(pooled.true)) >= 0.999


def test_hardly_a_child_is_hidden_by_a_false_link(pooled: Pooled) -> None:
    assert len(pooled.linked & pooled.out) <= 1


def test_children_in_no_school_are_listed(pooled: Pooled) -> None:
    assert len(pooled.out) > 100
    assert len(pooled.listed & pooled.out) / len(pooled.out) >= 0.997


def test_most_of_those_listed_are_in_no_school(pooled: Pooled) -> None:
    assert len(pooled.listed & pooled.out) / len(pooled.listed) >= 0.82
