"""Write official workbooks: title, notes, header, frozen panes, filter, widths, colours; every text stays text."""

import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count, islice
from pathlib import Path
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from notoneless.tabular.kinds import refuse
from notoneless.tabular.scratch import open_scratch
from notoneless.tabular.sheet_stream import CELL_CHARACTERS, LINE_POINTS, RowStyles, StreamedSheet, lines_of

__all__ = [
    "Cell",
    "ColumnSpec",
    "SheetSpec",
    "Tone",
    "Value",
    "WorkbookSpec",
    "is_small",
    "open_scratch",
    "workbook_bytes",
    "write_workbook_file",
]

Tone = Literal["differs", "missing", "warn", "good"]
"""What a cell's colour says: two sides differ, something is missing, look at it, all is well."""

Value = str | int | float | None

_TONES: dict[Tone, dict[str, str | bool]] = {
    "differs": {"bg_color": "#FCE4D6", "font_color": "#9C2A00"},
    "missing": {"bg_color": "#F2F2F2", "font_color": "#7F7F7F"},
    "warn": {"bg_color": "#FFF2CC", "font_color": "#7F6000"},
    "good": {"bg_color": "#E2EFDA", "font_color": "#375623"},
}
_FRAME: dict[str, str | int] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_BORDER: dict[str, str | int] = {"border": 1, "border_color": "#BFBFBF"}
_LAST_ROW = 1_048_576
_IN_MEMORY_ROWS = 5_000
"""A workbook of so many rows is put together in memory: its dozen small parts would cost more as files than all its cells."""
_PROGRESS_ROWS = 5_000
_A3, _A4 = 8, 9
_A4_CHARACTERS = 160
"""Characters a landscape A4 page holds in a line that can still be read."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a colour."""

    value: Value
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: `width` in characters of the default font; `kind` "number" writes int and float as numbers.

    `choices` are offered as a list to pick from; any other text may be written all the same. They take 255 characters at most.
    """

    header: str
    width: float = 12.0
    kind: Literal["text", "number"] = "text"
    wrap: bool = False
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet. `rows` may be a generator; each row has one value or Cell for each column, missing ones are blank.

    `title` stands merged above the header, `note` merged below the title; `frozen` columns stay in view. Only the first
    `printed` columns are printed, all where None; title and note stand over these.
    Beyond 1,048,576 rows the sheet goes on in another whose name ends in a number.
    """

    name: str
    title: str
    columns: Sequence[ColumnSpec]
    rows: Iterable[Sequence[Value | Cell]]
    note: str = ""
    frozen: int = 0
    printed: int | None = None


@dataclass(frozen=True, slots=True)
class WorkbookSpec:
    """A workbook: its sheets in order, and the moment it says it was made, so that equal content makes equal files."""

    sheets: Sequence[SheetSpec]
    created: datetime = datetime(2000, 1, 1)  # noqa: DTZ001 (the format holds no time zone)


def write_workbook_file(
    path: Path, workbook: WorkbookSpec, progress: Callable[[str, int, int], None] | None = None
) -> None:
    """Write `workbook` to `path` as .xlsx: beside it first, then renamed, so that no half file bears the name.

    `progress` is called with a stage, the rows written and 0. Raises NotonelessError where the file cannot be written.
    """
    try:
        # nothing of a roster lies in a common folder, and nothing stays behind whatever happens
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", suffix=".partial", dir=path.parent) as folder:
            partial = Path(folder) / "workbook.xlsx"
            with _opened(partial, workbook) as book:
                formats = _Formats(book)
                done = 0
                for sheet in workbook.sheets:
                    done += _write_sheet(book, sheet, formats, _teller(progress, done))
            partial.replace(path)
    except (OSError, XlsxWriterException) as error:
        raise refuse("cannot_write", file=str(path)) from error


def is_small(workbook: WorkbookSpec) -> bool:
    """Whether the rows are so few, as far as that is known before they come, that a workbook is put together in memory."""
    known = [len(each.rows) if isinstance(each.rows, Sized) else _IN_MEMORY_ROWS + 1 for each in workbook.sheets]
    return sum(known) <= _IN_MEMORY_ROWS


def workbook_bytes(workbook: WorkbookSpec) -> bytes:
    """The bytes of a small workbook, which touches no disk."""
    held = io.BytesIO()
    with _opened(held, workbook) as book:
        formats = _Formats(book)
        for sheet in workbook.sheets:
            _write_sheet(book, sheet, formats, _teller(None, 0))
    return held.getvalue()


def _teller(progress: Callable[[str, int, int], None] | None, before: int) -> Callable[[int], None]:
    def tell(rows: int) -> None:
        if progress is not None:
            progress("tabular.stage_writing", before + rows, 0)

    return tell


@contextmanager
def _opened(where: Path | io.BytesIO, workbook: WorkbookSpec) -> Iterator[Any]:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(where.parent) if isinstance(where, Path) else None,
        "in_memory": is_small(workbook),
    }
    book = Workbook(str(where) if isinstance(where, Path) else where, options)
    book.set_properties({"created": workbook.created})
    try:
        yield book
        book.close()
    finally:
        # after an error the workbook would otherwise be written when it is collected
        book.fileclosed = True
        for sheet in book.worksheets():
            sheet.discard()


class _Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, str | int | bool], ...], Any] = {}
        self.title = self._format({"bold": True, "font_size": 16, "align": "center"})
        self.note = self._format({"text_wrap": True, "font_color": "#595959"})
        self.header = self._format(
            {"bold": True, "text_wrap": True, "align": "center", "bg_color": "#DDEBF7", **_BORDER}
        )

    def _format(self, properties: dict[str, str | int | bool]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_FRAME, **properties})
        return self._made[key]

    def styles(self, columns: Sequence[ColumnSpec]) -> RowStyles:
        """The style number of each column without a tone (None) and with each tone."""
        numbers: dict[str | None, list[int]] = {}
        for tone in (None, *_TONES):
            look = _TONES[tone] if tone else {}
            formats = [
                self._format(
                    {
                        **_BORDER,
                        **look,
                        "num_format": "General" if column.kind == "number" else "@",
                        "text_wrap": column.wrap,
                        "align": "center" if column.kind == "number" else "left",
                    }
                )
                for column in columns
            ]
            numbers[tone] = [made._get_xf_index() for made in formats]
        return numbers


def _write_sheet(book: Any, spec: SheetSpec, formats: _Formats, tell: Callable[[int], None]) -> int:
    """Write one sheet, and further ones where the rows do not fit; returns the rows written."""
    rows, total = iter(spec.rows), 0
    for number in count(1):
        name = spec.name if number == 1 else f"{spec.name[:27]} {number}"
        sheet = book.add_worksheet(name, StreamedSheet)
        first = _write_head(sheet, spec, formats)
        wrapped = {index: column.width for index, column in enumerate(spec.columns) if column.wrap}
        add = sheet.start_rows(
            first, formats.styles(spec.columns), [column.kind == "number" for column in spec.columns], wrapped
        )
        written = 0
        for written, row in enumerate(islice(rows, _LAST_ROW - first), start=1):
            add(row)
            if written % _PROGRESS_ROWS == 0:
                tell(total + written)
        total += written
        if spec.columns and written:
            sheet.autofilter(first - 1, 0, first - 1 + written, len(spec.columns) - 1)
            _finish(sheet, spec, first, first - 1 + written)
        following = next(rows, None)
        if following is None:
            break
        rows = chain([following], rows)
    tell(total)
    return total


def _finish(sheet: Any, spec: SheetSpec, first: int, last: int) -> None:
    """What hangs on how many rows there are: the lists to pick from, and what is printed."""
    for index, column in enumerate(spec.columns):
        if column.choices:
            offer = {"validate": "list", "source": list(column.choices), "show_error": False}
            sheet.data_validation(first, index, last, index, offer)
    if spec.printed is not None:
        sheet.print_area(0, 0, last, spec.printed - 1)


def _write_head(sheet: Any, spec: SheetSpec, formats: _Formats) -> int:
    """Title, notes, header, and how the sheet is shown and printed. Returns the 0-based row of the first data row."""
    shown = spec.columns[: spec.printed]
    last = max(len(shown) - 1, 0)
    row = 0
    if spec.title:
        _merged(sheet, row, last, spec.title, formats.title)
        sheet.set_row(row, 30)
        row += 1
    if spec.note:
        _merged(sheet, row, last, spec.note, formats.note)
        sheet.set_row(row, _note_height(spec.note, shown))
        row += 1
    for index, column in enumerate(spec.columns):
        sheet.write_string(row, index, column.header, formats.header)
        sheet.set_column(index, index, column.width)
    lines = max((lines_of(column.header, column.width) for column in spec.columns), default=1)
    sheet.set_row(row, LINE_POINTS * lines + 9.0)
    sheet.freeze_panes(row + 1, spec.frozen)
    sheet.repeat_rows(row)
    sheet.set_landscape()
    sheet.set_paper(_A3 if sum(column.width for column in shown) > _A4_CHARACTERS else _A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
    return row + 1


def _merged(sheet: Any, row: int, last: int, text: str, look: Any) -> None:
    if last:
        sheet.merge_range(row, 0, row, last, text[:CELL_CHARACTERS], look)
    else:
        sheet.write_string(row, 0, text[:CELL_CHARACTERS], look)


def _note_height(note: str, columns: Sequence[ColumnSpec]) -> float:
    """Points for the lines a note needs: a Han character is two wide; a merged cell does not grow by itself."""
    width = max(sum(column.width for column in columns), 1.0)
    return min(LINE_POINTS * lines_of(note, width) + 5.0, 400.0)
