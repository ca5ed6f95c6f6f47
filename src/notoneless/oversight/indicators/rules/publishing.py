"""What of a table of children may be published: small numbers are hidden, and so is whatever would let them be worked out by
sums.

A table has a row for each unit and a last row of all; a column for each part and a last one of their sum. Whoever reads it
knows that rows and columns add up (or by how much they do not), that FEW stands for 1 or more and fewer than the plan's
number, and that REST stands for any number. A hidden cell is safe where another table with the same published cells has
another number in it.

All tables that agree with the published cells differ from one another by cycles: along a cycle of hidden cells, one is raised
and the next lowered. So a cell is safe just if such a cycle leads through it (its steps are whole numbers because the
equations are those of a network). Below, the cells are edges between rows and columns; the sums have the opposite sign and
are raised where parts are lowered.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from heapq import heappop, heappush

Numbers = Sequence[Sequence[int]]
Cell = tuple[int, int]
Node = tuple[str, int]


class Mark(StrEnum):
    """How a cell is published: as it is, as few, or not at all."""

    SHOWN = "shown"
    FEW = "few"
    REST = "rest"


Marks = list[list[Mark]]


def published(numbers: Numbers, below: int, *, adds_up: bool) -> Marks:
    """The mark of each cell, the sums included. `numbers`: a row for each unit, the last of all; with `adds_up` the last
    column holds the sum of the others, else columns have nothing to do with one another.

    `below`: the fewest children of a cell that is shown as it is; 0 is shown. Raises ValueError for an empty table, one with
    rows of unequal length, or with less than none.
    """
    wide = len(numbers[0]) if numbers else 0
    if not wide or any(len(row) != wide or min(row) < 0 for row in numbers):
        raise ValueError("a table has rows of one length, and nobody less than none")
    if adds_up:
        return _hidden([list(row) for row in numbers], below)
    columns = [_column([row[at] for row in numbers], below) for at in range(wide)]
    return [list(row) for row in zip(*columns, strict=True)]


def _column(numbers: Sequence[int], below: int) -> list[Mark]:
    """A column by itself: beside it stands one that nobody sees, so that rows hold nothing together."""
    return [row[0] for row in _hidden([[each, each] for each in numbers], below, unseen=True)]


def _hidden(numbers: list[list[int]], below: int, *, unseen: bool = False) -> Marks:
    """Hide what is small, then more until nothing hidden can be worked out."""
    marks = [[Mark.FEW if 0 < each < below else Mark.SHOWN for each in row] for row in numbers]
    if unseen:
        marks = [[*row[:-1], Mark.REST] for row in marks]
    while (cell := next(exposed(numbers, marks, below, unseen=unseen), None)) is not None:
        for at, to in _cheapest_cycle(numbers, marks, below, cell):
            marks[at][to] = Mark.REST
    _shown_again(numbers, marks, below, unseen=unseen)
    return marks


def _shown_again(numbers: list[list[int]], marks: Marks, below: int, *, unseen: bool) -> None:
    """Give back what need not be hidden, the sums first: what was hidden early may be safe by what was hidden later."""
    last = len(marks) - 1, len(marks[0]) - 1
    hidden = [(at, to) for at, row in enumerate(marks) for to, mark in enumerate(row) if mark is Mark.REST]
    if unseen:
        hidden = [place for place in hidden if place[1] != last[1]]
    for at, to in sorted(hidden, key=lambda place: (-(place[0] == last[0]) - (place[1] == last[1]), place)):
        marks[at][to] = Mark.FEW if 0 < numbers[at][to] < below else Mark.SHOWN
        if next(exposed(numbers, marks, below, unseen=unseen), None) is not None:
            marks[at][to] = Mark.REST


def exposed(numbers: Numbers, marks: Sequence[Sequence[Mark]], below: int, *, unseen: bool = False) -> Iterator[Cell]:
    """The hidden cells whose number follows from the published table. `unseen`: the last column is in no table."""
    moves = _moves(numbers, marks, below)
    for at, row in enumerate(marks):
        for to, mark in enumerate(row[:-1] if unseen else row):
            if mark is not Mark.SHOWN and not _on_cycle((at, to), moves):
                yield at, to


Moves = dict[Node, list[tuple[Node, float, Cell]]]
"""From each row and column where a cell leads, what it costs to hide that cell so far, and which it is."""


def _moves(numbers: Numbers, marks: Sequence[Sequence[Mark]], below: int, *, dear: bool = False) -> Moves:
    """From a row to a column where the cell between may be raised, back where it may be lowered; sums the other way round.

    With `dear` also the moves that would be there were more hidden, each with its price.
    """
    last_row, last_column = len(numbers) - 1, len(numbers[0]) - 1
    found: Moves = {}
    for at, row in enumerate(marks):
        for to, mark in enumerate(row):
            ways = _ways(numbers[at][to], mark, below, at == last_row, to == last_column)
            if (at == last_row) != (to == last_column):
                ways = ways[1], ways[0]
            ends: tuple[Node, Node] = ("row", at), ("column", to)
            for here, there, price in ((ends[0], ends[1], ways[0]), (ends[1], ends[0], ways[1])):
                if price == 0 or (dear and price is not None):
                    found.setdefault(here, []).append((there, price, (at, to)))
    return found


_PART, _NOBODY, _COLUMN_SUM, _ROW_SUM, _UNSAID = 10.0, 15.0, 12.0, 30.0, 40.0
"""What it costs to hide a part, a 0, the sum of a column, the sum of a row or of all, and no longer to say that a cell is
few: first parts go, then sums of parts, and only then how many children there are. A larger number costs a little more than a
smaller one.
"""
_LARGE = 10_000


def _ways(
    number: int, mark: Mark, below: int, is_last_row: bool, is_last_column: bool
) -> tuple[float | None, float | None]:
    """What it costs to let a cell be one more, and one less: nothing where it may be already, None where it never may."""
    if mark is Mark.FEW:
        return (0.0 if number + 1 < below else _UNSAID), (0.0 if number > 1 else _UNSAID)
    price = 0.0
    if mark is Mark.SHOWN:
        whole = _ROW_SUM if is_last_column else _COLUMN_SUM if is_last_row else _PART if number else _NOBODY
        price = whole + min(number, _LARGE) / _LARGE
    return price, price if number else None


def _on_cycle(cell: Cell, moves: Moves) -> bool:
    """Whether a cycle leads through a cell, either way."""
    return any(way is not None for way in _cycles(cell, moves))


def _cycles(cell: Cell, moves: Moves) -> Iterator[tuple[float, list[Cell]] | None]:
    """The cheapest cycle through a cell in each direction that it may change in: its price, and the cells to hide for it."""
    row, column = ("row", cell[0]), ("column", cell[1])
    for here, there in ((row, column), (column, row)):
        own = next((price for to, price, _ in moves.get(here, ()) if to == there), None)
        if own is not None and (way := _way(there, here, moves, cell)) is not None:
            yield own + way[0], [*([cell] if own else []), *way[1]]


def _way(start: Node, goal: Node, moves: Moves, cell: Cell) -> tuple[float, list[Cell]] | None:
    """The cheapest way from one end of a cell to the other that does not lead through itself, and what to hide for it."""
    ahead: list[tuple[float, Node, list[Cell]]] = [(0.0, start, [])]
    seen: set[Node] = set()
    while ahead:
        price, here, way = heappop(ahead)
        if here == goal:
            return price, way
        if here in seen:
            continue
        seen.add(here)
        for there, more, through in moves.get(here, ()):
            if through != cell and there not in seen:
                heappush(ahead, (price + more, there, [*way, through] if more else way))
    return None


def _cheapest_cycle(numbers: Numbers, marks: Marks, below: int, cell: Cell) -> list[Cell]:
    """The cells to hide, or no longer to call few, so that an exposed cell is exposed no more."""
    moves = _moves(numbers, marks, below, dear=True)
    return min(each for each in _cycles(cell, moves) if each is not None)[1]
