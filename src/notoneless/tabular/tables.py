"""Small tables that are no rosters: rows under headings that are recognised by their names, wherever the header stands."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from notoneless.kernel.problems import Problem
from notoneless.tabular.cells import as_text
from notoneless.tabular.issues import column_letter
from notoneless.tabular.kinds import Kind, about, file_kind, refuse
from notoneless.tabular.limits import Limits
from notoneless.tabular.recognition.headers import fold
from notoneless.tabular.recognition.shown import listed_headers
from notoneless.tabular.text.files import read_text
from notoneless.tabular.workbooks.opening import open_workbook

SEARCHED_ROWS = 30
"""How many rows from the top a header is looked for in."""

_DELIMITERS = ",\t;|，"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column that a table may have: its key, how people head it, and whether no table does without it."""

    key: str
    names: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: where it stands as a person sees it, and its recognised cells by key as tidy text."""

    sheet: str
    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of all sheets that have the header. `letters`: the column of each key. `unknown`: headings nobody knows.

    `has_merged`: whether cells were merged over several rows of a sheet.
    """

    rows: tuple[TableRow, ...]
    letters: Mapping[str, str]
    unknown: tuple[str, ...]
    has_merged: bool = False


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet as rows of stripped text; one text file is one sheet without a name."""

    name: str
    rows: Sequence[Sequence[str]]
    has_merged: bool = False


def read_sheets(path: Path, limits: Limits, no_value: str = "") -> list[PlainSheet]:
    """Every visible sheet of a workbook or text file as text. Raises NotonelessError for a file that is no table or hostile.

    `no_value`: what stands for a cell of an .xlsx that holds an error, or a formula without its result.
    """
    with about(path):
        kind = file_kind(path, limits)
        if kind is Kind.PARQUET:
            raise refuse("foreign_kind", file=path.name, kind="parquet")
        sheets = [_text_sheet(path)] if kind is Kind.DELIMITED else list(_workbook_sheets(path, kind, limits, no_value))
        if not any(any(row) for sheet in sheets for row in sheet.rows):
            raise refuse("no_rows", file=path.name)
        return sheets


def read_table(path: Path, headings: Sequence[Heading], limits: Limits, no_value: str = "") -> Table:
    """The rows beneath the headings. Raises NotonelessError where no sheet has the required ones."""
    sheets = read_sheets(path, limits, no_value)
    found = [(sheet, header) for sheet in sheets if (header := _header(sheet.rows, headings))]
    if not found:
        told = next((row for sheet in sheets for row in sheet.rows if sum(map(bool, row)) > 1), ())
        wanted = "、".join(each.names[0] for each in headings if each.required)
        raise refuse("no_table_header", file=path.name, wanted=wanted, headers=listed_headers(list(told)))
    letters: dict[str, str] = {}
    unknown: dict[str, None] = {}
    rows: list[TableRow] = []
    for sheet, (number, columns) in found:
        letters |= {key: column_letter(index) for key, index in columns.items() if key not in letters}
        taken = set(columns.values())
        unknown |= dict.fromkeys(text for index, text in enumerate(sheet.rows[number]) if text and index not in taken)
        rows += _rows(sheet, number, columns)
    if not rows:
        raise refuse("no_rows", file=path.name)
    return Table(tuple(rows), letters, tuple(unknown), any(sheet.has_merged for sheet, _ in found))


def _rows(sheet: PlainSheet, header: int, columns: Mapping[str, int]) -> Iterator[TableRow]:
    """The rows below the header that say something in a recognised column and do not repeat the header."""
    head = [sheet.rows[header][index] for index in columns.values()]
    for number, row in enumerate(sheet.rows[header + 1 :], start=header + 2):
        cells = {key: row[index] if index < len(row) else "" for key, index in columns.items()}
        if any(cells.values()) and list(cells.values()) != head:
            yield TableRow(sheet.name, number, cells)


def _header(rows: Sequence[Sequence[str]], headings: Sequence[Heading]) -> tuple[int, dict[str, int]] | None:
    """The row of the first SEARCHED_ROWS that names most columns, all required ones among them, and where each stands."""
    best: tuple[int, dict[str, int]] | None = None
    for number, row in enumerate(islice(rows, SEARCHED_ROWS)):
        columns = _columns(row, headings)
        if all(each.key in columns for each in headings if each.required) and (
            best is None or len(columns) > len(best[1])
        ):
            best = (number, columns)
    return best


def _columns(row: Sequence[str], headings: Sequence[Heading]) -> dict[str, int]:
    known = {fold(name): each.key for each in headings for name in each.names}
    found: dict[str, int] = {}
    for index, text in enumerate(row):
        key = known.get(fold(text)) if text else None
        if key is not None and key not in found:
            found[key] = index
    return found


def _workbook_sheets(path: Path, kind: Kind, limits: Limits, no_value: str) -> Iterator[PlainSheet]:
    """The sheets in sight; a cell that was merged over several rows counts for each of them."""
    for sheet in open_workbook(path, kind, limits).sheets:
        if sheet.hidden:
            continue
        rows = [[as_text(cell).strip() for cell in row] for row in sheet.rows()]
        for row, column in sheet.facts.unreadable:
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = no_value
        has_merged = False
        for (top, left), (bottom, right) in sheet.merges:
            if left == right and top < len(rows) and left < len(rows[top]):
                for number in range(top + 1, min(bottom + 1, len(rows))):
                    rows[number][left], has_merged = rows[top][left], True
        yield PlainSheet(sheet.name, rows, has_merged)


def _text_sheet(path: Path) -> PlainSheet:
    text = read_text(path).content.decode("utf-8-sig", "replace")
    start = "".join(text.splitlines(keepends=True)[:SEARCHED_ROWS])
    delimiter = max(_DELIMITERS, key=start.count)
    try:
        rows = [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise refuse("damaged_workbook", file=path.name) from error
    return PlainSheet("", rows)


def place_of(row: TableRow, key: str, letters: Mapping[str, str]) -> Problem:
    """Where a cell stands, as a phrase: sheet, row, column."""
    told: dict[str, str | int | Problem] = {"sheet": row.sheet, "row": row.number, "column": letters.get(key, "")}
    return Problem("tabular.place_in_sheet" if row.sheet else "tabular.place_in_text", told)
