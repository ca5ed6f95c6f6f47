"""What a form asks for: its header under titles, its columns by field, the rows it leaves open, and what stands below."""

import hashlib
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from notoneless.kernel.problems import Problem
from notoneless.tabular.cells import as_text
from notoneless.tabular.fields import Field
from notoneless.tabular.kinds import Kind, about, file_kind, refuse, too_much
from notoneless.tabular.limits import MIB, Limits
from notoneless.tabular.recognition.columns import recognise
from notoneless.tabular.recognition.headers import fold
from notoneless.tabular.recognition.headings import Header, find_header
from notoneless.tabular.recognition.spellings import SERIAL
from notoneless.tabular.rows.sifting import EXAMPLE, is_numbering
from notoneless.tabular.workbooks.archives import checked_entries
from notoneless.tabular.workbooks.opening import Workbook, open_workbook

FORM_LIMITS: Final = Limits(
    max_file_bytes=10 * MIB,
    max_uncompressed_bytes=24 * MIB,
    max_entries=1_000,
    max_ratio=100,
    ratio_floor=MIB,
    max_rows=20_000,
    max_box=400_000,
    max_text_bytes=8 * MIB,
    max_searched=40_000,
    max_sheets=60,
    max_merges=2_000,
    max_unreadable=40_000,
)
"""A form is small: what edits it keeps every cell as an object."""

MOST_CELLS = 60_000
"""Cells of a form, those of its merged ranges counted one by one."""

_MOST_PART = MIB
"""Bytes of a part that is no sheet: a million styles would be a million objects."""

SURE = 0.6
"""Confidence from which a heading needs no question, judged by its spelling alone."""

_SEARCHED = 60


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column, 0-based: what it holds, whether that is beyond doubt, and whether the form computes it itself."""

    index: int
    heading: str
    field: Field | None = None
    is_sure: bool = False
    is_serial: bool = False
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: rows are 1-based. `first` is the first open row, `room` how many there are; what is below moves down.

    `fingerprint` is the same for two forms of the same headings.
    """

    sheet: str
    header: tuple[int, ...]
    first: int
    room: int
    columns: tuple[FormColumn, ...]
    fingerprint: str


def read_form(path: Path) -> Form:
    """The form at `path`. Raises NotonelessError for a file that is no .xlsx, hostile, too large, or without a header."""
    with about(path):
        book = load(path)
        found = [(sheet, rows, header) for sheet, rows in _grids(book) if (header := _header(sheet, rows)) is not None]
        if not found:
            raise refuse("no_form_header", file=path.name)
        sheet, rows, header = max(found, key=lambda one: sum(map(bool, one[2].texts)))
        first = _first_open(rows, header)
        columns = tuple(_columns(sheet, rows, header, first))
        room = _room(sheet, rows, first, {column.index for column in columns if column.is_serial})
        told = "\n".join([sheet.title, *(fold(text) for text in header.texts)])
        return Form(
            sheet.title, header.numbers, first + 1, room, columns, hashlib.sha256(told.encode()).hexdigest()[:32]
        )


def load(path: Path) -> Any:
    """The workbook to edit, looked through with the same distrust as any other and much smaller. Raises NotonelessError."""
    kind = file_kind(path, FORM_LIMITS)
    if kind is not Kind.XLSX:
        raise refuse("save_as_xlsx", file=path.name, kind=f".{kind.value}")
    _refuse_large(path, open_workbook(path, kind, FORM_LIMITS))
    import openpyxl

    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")  # what is not kept is said of every form
            return openpyxl.load_workbook(file, keep_vba=False, keep_links=False)
    except Exception as error:  # a stranger's file, and a library that fails in many ways
        raise refuse("damaged_workbook", file=path.name) from error


def _refuse_large(path: Path, book: Workbook) -> None:
    merged = sum(
        (bottom - top + 1) * (right - left + 1)
        for sheet in book.sheets
        for (top, left), (bottom, right) in sheet.merges
    )
    if sum(sheet.facts.cells for sheet in book.sheets) + merged > MOST_CELLS:
        raise too_much(Problem("tabular.of_cells"), path.name, MOST_CELLS)
    for entry in checked_entries(path, FORM_LIMITS).values():
        if entry.file_size > _MOST_PART and "/worksheets/" not in entry.filename and "/media/" not in entry.filename:
            raise refuse("zip_bomb", file=path.name)


def _grids(book: Any) -> Iterator[tuple[Any, list[list[str]]]]:
    """The sheets in sight, each as rows of text."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and sheet.max_column <= FORM_LIMITS.max_columns:
            yield sheet, [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _text(value: Any) -> str:
    return (
        "" if value is None else as_text(value).strip() if isinstance(value, str | int | float | bool) else str(value)
    )


def _header(sheet: Any, rows: Sequence[Sequence[str]]) -> Header | None:
    merges = [
        ((one.min_row - 1, one.min_col - 1), (one.max_row - 1, one.max_col - 1)) for one in sheet.merged_cells.ranges
    ]
    return find_header(rows[:_SEARCHED], merges)


def _first_open(rows: Sequence[Sequence[str]], header: Header) -> int:
    """The 0-based row behind the header, its line of numbers and its example."""
    first = header.last + 1
    while first < len(rows):
        cells = [cell for cell in rows[first] if cell]
        if not (is_numbering(cells) or any(fold(cell) in EXAMPLE for cell in cells[:2])):
            break
        first += 1
    return first


def _columns(sheet: Any, rows: Sequence[Sequence[str]], header: Header, first: int) -> Iterator[FormColumn]:
    """Every headed column; of one that is merged over several, the first."""
    found = recognise(header.texts, {})
    covered = {
        column - 1
        for one in sheet.merged_cells.ranges
        if one.min_row <= first + 1 <= one.max_row or (one.max_row == header.last + 1 and one.max_col > one.min_col)
        for column in range(one.min_col + 1, one.max_col + 1)
    }
    for column in found.columns:
        index = int(column.index or 0)
        if not column.header or index in covered:
            continue
        formula = first < len(rows) and index < len(rows[first]) and rows[first][index].startswith("=")
        serial = fold(column.header) in SERIAL
        field = None if serial or formula else column.field
        yield FormColumn(index, column.header, field, field is not None and column.confidence >= SURE, serial, formula)


def _room(sheet: Any, rows: Sequence[Sequence[str]], first: int, serial: set[int]) -> int:
    """How many rows from `first` on are open: they hold formulas and serial numbers and nothing else.

    Where nothing stands below them, they go as far as the form has drawn its lines.
    """
    drawn = 0
    for room, row in enumerate(rows[first:]):
        if not all(_is_open(index, cell, serial) for index, cell in enumerate(row)):
            return room
        if any(cell.has_style for cell in sheet[first + room + 1]):
            drawn = room + 1
    return drawn


def _is_open(index: int, cell: str, serial: set[int]) -> bool:
    return not cell or cell.startswith("=") or (index in serial and cell.isdigit())
