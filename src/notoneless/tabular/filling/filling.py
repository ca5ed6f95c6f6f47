"""Fill a form: rows of text into its open rows, its styles, merged cells, formulas, printing and footer kept."""

import io
import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notoneless.tabular.fields import Field
from notoneless.tabular.filling.form import Form, load
from notoneless.tabular.filling.references import moved, moved_formula, moved_ranges, reaches_out

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ACTIVE = tuple("=+-@\t\r＝＋－＠")
_LONGEST = 32_767

Row = Mapping[Field, str]
"""The values of one child by field."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form, as the bytes of an .xlsx. `removed`: formulas and names that reached outside of it, now empty."""

    content: bytes
    removed: int


def fill(path: Path, form: Form, chosen: Mapping[int, Field], rows: Sequence[Row]) -> Filled:
    """The form at `path` with `rows` in it; `chosen` says by 0-based column what goes where. Raises NotonelessError."""
    book = load(path)
    removed = _disarm(book)
    sheet = book[form.sheet]
    more = len(rows) - form.room
    if more > 0:
        _open_rows(book, sheet, form, more)
    serial = [column.index for column in form.columns if column.is_serial]
    for number, row in enumerate(rows):
        for index in serial:
            _put(sheet, form.first + number, index, number + 1)
        for index, field in chosen.items():
            if row.get(field):
                _put(sheet, form.first + number, index, row[field])
    made = io.BytesIO()
    book.save(made)
    return Filled(made.getvalue(), removed)


def _put(sheet: Any, row: int, column: int, value: str | int) -> None:
    """A value in its cell: a text is a text whatever it begins with, also after somebody has edited the cell."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(row, column + 1)
    if isinstance(cell, MergedCell):
        return
    if isinstance(value, int):
        cell.value = value
        return
    cell.value = None
    cell.number_format = "@"
    cell._value, cell.data_type = _UNWRITABLE.sub("\ufffd", value)[:_LONGEST], "s"
    if value.startswith(_ACTIVE):
        cell.quotePrefix = True


def _disarm(book: Any) -> int:
    """Take out what reaches outside of the file, wherever a formula may stand; how many there were."""
    removed = 0
    for sheet in book.worksheets:
        for cell in _formulas(sheet):
            if reaches_out(_formula(cell)):
                cell.value = None
                removed += 1
        for cell in list(sheet._cells.values()):
            if getattr(cell, "hyperlink", None) is not None:
                cell.hyperlink = None
                removed += 1
        sheet._hyperlinks.clear()
        checks = sheet.data_validations.dataValidation
        kept = [check for check in checks if not any(map(reaches_out, filter(None, (check.formula1, check.formula2))))]
        removed += len(checks) - len(kept)
        sheet.data_validations.dataValidation = kept
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name in [name for name, named in names.items() if reaches_out(str(named.value)) or "auto_" in name.lower()]:
            del names[name]
            removed += 1
    return removed


def _formulas(sheet: Any) -> list[Any]:
    return [cell for cell in sheet._cells.values() if getattr(cell, "data_type", "") == "f"]


def _formula(cell: Any) -> str:
    """The text of a formula; one over a range is an object."""
    return str(getattr(cell.value, "text", cell.value) or "")


def _open_rows(book: Any, sheet: Any, form: Form, more: int) -> None:
    """Put rows in behind the last open one, in its style, and move what stands below."""
    last = form.first + max(form.room, 1) - 1
    behind = form.first + form.room
    merged = [str(each) for each in sheet.merged_cells.ranges]
    sheet.merged_cells.ranges.clear()
    sheet.insert_rows(behind, more)
    for place in merged:
        sheet.merged_cells.add(_merged(place, form, more))
    for number in sorted((number for number in sheet.row_dimensions if number >= behind), reverse=True):
        dimension = sheet.row_dimensions.pop(number)
        dimension.index = number + more
        sheet.row_dimensions[number + more] = dimension
    _move_formulas(book, sheet, last, more)
    _move_ranges(sheet, last, more)
    if form.room:
        _repeat(sheet, form, last, more)


def _merged(place: str, form: Form, more: int) -> str:
    """A merged range moves as a whole: none grows, for what is merged over open rows is the form's own."""
    behind = form.first + form.room
    return re.sub(r"\d+", lambda row: str(int(row[0]) + (more if int(row[0]) >= behind else 0)), place)


def _move_formulas(book: Any, changed: Any, last: int, more: int) -> None:
    for sheet in book.worksheets:
        for cell in _formulas(sheet):
            if isinstance(cell.value, str):
                cell.value = moved_formula(cell.value, sheet.title, changed.title, last, more)
    for names, here in ((book.defined_names, ""), (changed.defined_names, changed.title)):
        for named in names.values():
            named.value = moved_formula(f"={named.value}", here, changed.title, last, more).removeprefix("=")


def _move_ranges(sheet: Any, last: int, more: int) -> None:
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.worksheet.cell_range import MultiCellRange

    for check in sheet.data_validations.dataValidation:
        check.sqref = MultiCellRange(moved_ranges(str(check.sqref), last, more))
    formats = ConditionalFormattingList()
    for each in sheet.conditional_formatting:
        for rule in each.rules:
            formats.add(moved_ranges(str(each.sqref), last, more), rule)
    sheet.conditional_formatting = formats
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = moved(sheet.auto_filter.ref, last, more)
    if sheet.print_area:
        areas = sheet.print_area if isinstance(sheet.print_area, str) else ",".join(sheet.print_area)
        sheet.print_area = ",".join(moved(area.rpartition("!")[2], last, more) for area in areas.split(","))
    for line in sheet.row_breaks.brk:
        line.id += more if line.id > last else 0


def _repeat(sheet: Any, form: Form, last: int, more: int) -> None:
    """The style, height, merged cells and formulas of an open row in the rows behind it."""
    from openpyxl.formula.translate import Translator

    across = [each for each in sheet.merged_cells.ranges if each.min_row == each.max_row == last]
    height = sheet.row_dimensions[last].height
    pattern = [(cell.column, copy(cell._style), _formula(sheet.cell(form.first, cell.column))) for cell in sheet[last]]
    for row in range(last + 1, last + more + 1):
        sheet.row_dimensions[row].height = height
        for column, style, formula in pattern:
            cell = sheet.cell(row, column)
            cell._style = copy(style)
            if formula.startswith("="):
                origin = sheet.cell(form.first, column).coordinate
                cell.value = Translator(formula, origin=origin).translate_formula(cell.coordinate)
        for each in across:
            sheet.merge_cells(start_row=row, end_row=row, start_column=each.min_col, end_column=each.max_col)
