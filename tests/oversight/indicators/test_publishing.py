"""What is published: nothing hidden can be worked out by sums, shown by going through all tables that it could be."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notoneless.oversight.indicators.rules.publishing import Mark, exposed, published

FEW, REST, SHOWN = Mark.FEW, Mark.REST, Mark.SHOWN
BELOW = 3
"""In the tables gone through: small numbers, so that all tables can be."""
MOST = 7


def with_sums(parts: Sequence[Sequence[int]], over: Sequence[int] | None = None) -> list[list[int]]:
    """A table with its sums; `over`: by how much the last row holds more than the rows, as where children count twice."""
    last = [sum(column) + more for column, more in zip(zip(*parts, strict=True), over or [0] * 99, strict=False)]
    return [[*row, sum(row)] for row in [*map(list, parts), last]]


def tables(numbers: list[list[int]], marks: list[list[Mark]], below: int) -> Iterator[list[list[int]]]:
    """All tables with parts up to MOST that agree with what is published and add up by the same amounts."""
    rows, wide = len(numbers) - 1, len(numbers[0]) - 1
    extra = [numbers[-1][at] - sum(row[at] for row in numbers[:-1]) for at in range(wide)]
    free = [(at, to) for at in range(rows) for to in range(wide) if marks[at][to] is not SHOWN]
    for values in product(*(_choices(numbers, marks, cell, below) for cell in free)):
        parts = [list(row[:-1]) for row in numbers[:-1]]
        for (at, to), value in zip(free, values, strict=True):
            parts[at][to] = value
        told = with_sums(parts, extra)
        if all(
            _agrees(told[at][to], numbers[at][to], marks[at][to], below)
            for at, to in product(range(rows + 1), range(wide + 1))
        ):
            yield told


def _choices(numbers: list[list[int]], marks: list[list[Mark]], cell: tuple[int, int], below: int) -> range:
    return range(1, below) if marks[cell[0]][cell[1]] is FEW else range(MOST + 1)


def _agrees(value: int, number: int, mark: Mark, below: int) -> bool:
    return {SHOWN: value == number, FEW: 0 < value < below, REST: value >= 0}[mark]


small = st.integers(0, MOST - 1)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda wide: st.lists(st.lists(small, min_size=wide, max_size=wide), min_size=1, max_size=5 - wide)
    )
)
@example([[1], [1], [1], [1]])
@example([[2], [2]])
@example([[2, 5], [0, 6]])
@example([[1, 0]])
def test_no_hidden_number_follows_from_the_published_table(parts: list[list[int]]) -> None:
    numbers = with_sums(parts)
    marks = published(numbers, BELOW, adds_up=True)
    assert not list(exposed(numbers, marks, BELOW))
    held: dict[tuple[int, int], set[int]] = {}
    for table in tables(numbers, marks, BELOW):
        for at, to in product(range(len(numbers)), range(len(numbers[0]))):
            held.setdefault((at, to), set()).add(table[at][to])
    for (at, to), values in held.items():
        assert (len(values) == 1) is (marks[at][to] is SHOWN), (numbers, marks, at, to)
        assert marks[at][to] is not SHOWN or not 0 < numbers[at][to] < BELOW


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, MOST - 1), min_size=1, max_size=4), st.integers(0, 2))
def test_nor_from_a_column_that_adds_up_with_nothing_beside_it(column: list[int], more: int) -> None:
    numbers = [[each] for each in [*column, sum(column) + more]]
    marks = published(numbers, BELOW, adds_up=False)
    bare = [[*row, REST] for row in marks]
    both = [[*row, *row] for row in numbers]
    told = [[row[0] for row in table] for table in tables(both, bare, BELOW)]
    for at, values in enumerate(map(set, zip(*told, strict=True))):
        assert (len(values) == 1) is (marks[at][0] is SHOWN), (numbers, marks, at)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 60), min_size=2, max_size=2), min_size=1, max_size=25),
    st.lists(st.integers(0, 9), min_size=2, max_size=2),
)
def test_a_table_of_real_size_is_safe_and_small_numbers_never_stand_in_it(
    parts: list[list[int]], over: list[int]
) -> None:
    numbers = with_sums(parts, over)
    marks = published(numbers, 5, adds_up=True)
    assert not list(exposed(numbers, marks, 5))
    for row, told in zip(numbers, marks, strict=True):
        for number, mark in zip(row, told, strict=True):
            assert mark is not FEW or 0 < number < 5
            assert mark is not SHOWN or number == 0 or number >= 5


CASES = [
    # parts of the units, and how all cells are published, the sums last
    ([[96, 0], [88, 0]], [[SHOWN, SHOWN, SHOWN], [SHOWN, SHOWN, SHOWN], [SHOWN, SHOWN, SHOWN]]),
    ([[96, 2], [88, 0]], [[REST, FEW, SHOWN], [SHOWN, SHOWN, SHOWN], [REST, FEW, SHOWN]]),
    ([[96, 2], [88, 9]], [[REST, FEW, SHOWN], [REST, REST, SHOWN], [SHOWN, SHOWN, SHOWN]]),
    ([[3, 0], [88, 9]], [[FEW, REST, FEW], [REST, REST, REST], [SHOWN, SHOWN, SHOWN]]),
]


@pytest.mark.parametrize(("parts", "marks"), CASES)
def test_what_is_hidden(parts: list[list[int]], marks: list[list[Mark]]) -> None:
    assert published(with_sums(parts), 5, adds_up=True) == marks


@pytest.mark.parametrize("numbers", [[], [[]], [[1, 2], [3]], [[-1], [-1]]])
def test_what_is_no_table_is_refused(numbers: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="a table has rows"):
        published(numbers, 5, adds_up=True)
