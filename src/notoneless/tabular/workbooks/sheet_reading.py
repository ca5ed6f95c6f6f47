"""Read the worksheets of one workbook: header, columns, rows, merged cells, hidden parts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from notoneless.kernel.problems import Problem
from notoneless.tabular.cells import CellValue, as_text, lost_digits, mask
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.fields import IDENTITY, Field
from notoneless.tabular.issues import CellIssue, Place, column_letter
from notoneless.tabular.recognition.headings import Header, chosen_header, find_header, headless, located
from notoneless.tabular.rows.harvest import BATCH_ROWS, Harvest, text_column
from notoneless.tabular.rows.sampling import recognise_below
from notoneless.tabular.rows.sifting import Batch
from notoneless.tabular.rows.unreadable_cells import NUMBER_FIELDS
from notoneless.tabular.workbooks.opening import Sheet

HEAD_ROWS = 600

_UNFILLED_FIELDS = IDENTITY | {Field.FORMER_NAME, Field.SEX, Field.KEY}
"""What is never copied down from a merged cell: two rows under one name are not two children of that name."""

Rows = list[list[CellValue]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sheet with its header found and its columns recognised."""

    sheet: Sheet
    header: Header
    columns: ColumnMap


def prepare(sheet: Sheet, chosen: ColumnMap | None) -> Prepared | None:
    """The sheet's header and columns; None where no header and no telling content is found.

    Raises NotonelessError where two header rows contradict, or where the chosen map does not fit.
    """
    head = head_texts(sheet, HEAD_ROWS)
    if not any(any(row) for row in head):
        return None
    if chosen is not None:
        bound = chosen_header(head, sheet.merges, chosen)
        return bound and Prepared(sheet, bound[0], located(recognise_below(head, *bound), bound[0], (sheet.name,)))
    found = find_header(head, sheet.merges) or headless(head)
    if found is None:
        return None
    return Prepared(sheet, found, located(recognise_below(head, found), found, (sheet.name,)))


def head_texts(sheet: Sheet, most: int) -> list[list[str]]:
    """The first rows of a sheet as stripped text."""
    return [[as_text(cell).strip() for cell in row] for row in islice(sheet.rows(), most)]


def harvest_sheet(prepared: Prepared, harvest: Harvest, advance: Callable[[int], None]) -> None:
    """Read all rows below the header into `harvest`; calls `advance` with the number of rows read so far."""
    sheet, positions = prepared.sheet, prepared.columns.positions()
    first = prepared.header.last + 1
    unreadable = {
        place: CellIssue(
            problem, sheet.name, place[0] + 1, column_letter(place[1]), name, str(problem.params.get("value", ""))
        )
        for name, index in positions.items()
        for place, problem in sheet.facts.unreadable.items()
        if place[1] == index
    }
    filler = _MergeFiller(sheet, {index for name, index in positions.items() if name not in _UNFILLED_FIELDS})
    source = islice(sheet.rows(), first, None)
    while rows := list(islice(source, BATCH_ROWS)):
        filler.fill(rows, first)
        filled = [(number, row) for number, row in enumerate(rows, start=first + 1) if any(row)]
        if filled:
            _harvest_rows(filled, harvest, unreadable, leading=first == prepared.header.last + 1)
        first += len(rows)
        advance(first)
    _report_hidden(prepared, harvest)
    if filler.filled:
        harvest.log.add(CellIssue(Problem("tabular.merged_filled", {"count": filler.filled}), sheet.name))


def _harvest_rows(
    filled: Sequence[tuple[int, list[CellValue]]],
    harvest: Harvest,
    unreadable: dict[Place, CellIssue],
    *,
    leading: bool,
) -> None:
    """Read some rows, each with its 1-based number in the sheet."""
    positions = harvest.columns.positions()
    rows = [row for _, row in filled]
    by_column = list(zip(*rows, strict=True))
    nothing = ("",) * len(rows)
    values = {name: by_column[index] if index < len(by_column) else nothing for name, index in positions.items()}
    columns = {name: text_column(cells) for name, cells in values.items()}
    batch = Batch(columns, lambda position: [as_text(cell) for cell in rows[position]], len(rows), leading)
    numbers = np.fromiter((number for number, _ in filled), dtype=np.int32, count=len(rows))
    kept = harvest.add(batch, numbers, unreadable)
    for name in NUMBER_FIELDS:
        for position, value in enumerate(values.get(name, ())):
            if lost_digits(value) and kept[position]:
                text = mask(as_text(value))
                problem = Problem("tabular.number_lost_digits", {"value": text})
                place = (int(numbers[position]), column_letter(positions[name]))
                harvest.log.add(CellIssue(problem, harvest.sheet, *place, name, text))


class _MergeFiller:
    """Copies the value of a cell merged over several rows into each of them."""

    def __init__(self, sheet: Sheet, columns: set[int]) -> None:
        spans = sorted(
            (top, bottom, left)
            for (top, left), (bottom, right) in sheet.merges
            if bottom > top and left == right and left in columns and left < sheet.width
        )
        self._spans = list(_apart(spans))
        self._value: dict[tuple[int, int], CellValue] = {}
        self.filled = 0

    def fill(self, rows: Rows, first: int) -> None:
        """Fill the merged ranges that reach into `rows`, whose first row is the sheet's 0-based row `first`."""
        end = first + len(rows)
        for top, bottom, column in self._reaching(first, end):
            if first <= top:
                self._value[top, column] = rows[top - first][column]
            value = self._value.get((top, column), "")
            if value == "":
                continue
            for row in range(max(top + 1, first), min(bottom + 1, end)):
                rows[row - first][column] = value
                self.filled += 1

    def _reaching(self, first: int, end: int) -> Iterator[tuple[int, int, int]]:
        for span in self._spans:
            if span[0] >= end:
                return
            if span[1] >= first:
                yield span


def _apart(spans: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Spans (top, bottom, column) without those that lie over an earlier one: no program merges a cell twice."""
    ends: dict[int, int] = {}
    for top, bottom, column in spans:
        if top > ends.get(column, -1):
            ends[column] = bottom
            yield top, bottom, column


def _report_hidden(prepared: Prepared, harvest: Harvest) -> None:
    sheet = prepared.sheet
    if sheet.hidden:
        harvest.log.add(CellIssue(Problem("tabular.hidden_sheet", {"sheet": sheet.name}), sheet.name))
    hidden = [row + 1 for row in sheet.facts.hidden_rows if prepared.header.last < row < sheet.height]
    if hidden:
        problem = Problem("tabular.hidden_rows", {"count": len(hidden), "first": hidden[0]})
        harvest.log.add(CellIssue(problem, sheet.name, hidden[0]))
    letters = [column_letter(index) for index in sorted(set(sheet.facts.hidden_columns)) if index < sheet.width]
    if letters:
        harvest.log.add(CellIssue(Problem("tabular.hidden_columns", {"columns": "、".join(letters)}), sheet.name))
