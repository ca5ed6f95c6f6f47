"""Tell the children's rows from what else stands below a header: totals, notes, repeated headers, blank rows."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.problems import Problem
from notoneless.tabular.arrow_text import filled, matching, one_of
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.fields import NUMBERS, Field
from notoneless.tabular.recognition.contents import looks_like_data, looks_like_date, looks_like_name
from notoneless.tabular.recognition.headers import JOINT, fold, match_header
from notoneless.tabular.recognition.spellings import SERIAL

_TOTAL = re.compile(
    r".{0,8}?(?:合计|总计|小计|共计|汇总|总人数|总数|人数|total|subtotal|grandtotal|sum)[::]?\d*[人名]?"
)
_NOTE = re.compile(
    r"填表|制表|审核|填报|负责人|经办人|盖章|公章|签字|签名|填写说明|以上情况属实|^\(?注[): \d]|^备注:|^说明:|^[*※]"
)
_EXAMPLE = frozenset({"例", "示例", "样例", "例如", "范例", "样表", "填写示例", "填写样例", "example", "sample", "eg"})
_PLACE = re.compile(r"[村组校班乡镇县屯寨社]$|年级|^[一二三四五六七八九十]+、|^第")
_ODD_NAME = r"[:：、()（）]|计|总|数|注|表|审|(?i)total|sum"
"""What no child's name holds, or hardly any: such a row is looked at closely."""

_LEADING_ROWS = 3
_NUMBERED, _HEADINGS = 3, 3
_LONGEST_NAME = 15

Left = tuple[int, Problem, str]
"""A row left out: its position in the batch, why, and the text that shows it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some consecutive rows: tidy columns by field, and all cells of row i (0-based in the batch) as text."""

    columns: Mapping[Field, pa.Array]
    cells: Callable[[int], Sequence[str]]
    size: int
    leading: bool = False


def sift(batch: Batch, columns: ColumnMap) -> tuple[npt.NDArray[np.bool_], list[Left]]:
    """Which rows of `batch` are data, and those left out that hold anything. Blank rows go without a word."""
    headers = {column.field: column.header for column in columns.columns if column.field is not None}
    serial = {column.index for column in columns.columns if fold(column.header) in SERIAL}  # these fill no row
    has = {field: filled(column) for field, column in batch.columns.items()}
    nothing = np.zeros(batch.size, dtype=bool)
    any_field = np.logical_or.reduce([nothing, *has.values()])
    any_number = np.logical_or.reduce([nothing, *(has[field] for field in NUMBERS if field in has)])
    named = has.get(Field.NAME, nothing)
    doubtful = ~any_field | ~named
    if NUMBERS & batch.columns.keys():
        doubtful |= ~any_number
    if Field.NAME in batch.columns:
        doubtful |= one_of(batch.columns[Field.NAME], {headers.get(Field.NAME, "")})
        doubtful[matching(batch.columns[Field.NAME], _ODD_NAME)] = True
    if batch.leading:
        doubtful[:_LEADING_ROWS] = True
    keep, left = np.ones(batch.size, dtype=bool), []
    for position in np.flatnonzero(doubtful):
        cells = [unicodedata.normalize("NFKC", cell).strip() for cell in batch.cells(int(position))]
        texts = [cell for index, cell in enumerate(cells) if cell and index not in serial]
        if not texts:
            keep[position] = False
            continue
        row = {field: column[int(position)].as_py() for field, column in batch.columns.items()}
        reason = _reason(row, texts, headers, [cell for cell in cells if cell])
        if reason is not None:
            keep[position] = False
            left.append((int(position), reason, texts[0]))
    return keep, left


def _reason(
    row: Mapping[Field, str | None], texts: Sequence[str], headers: Mapping[Field, str], cells: Sequence[str]
) -> Problem | None:
    """Why a row is no child's row; None: it is one."""
    if len(texts) == 1 and not row.get(Field.NAME) and looks_like_date(texts[0]):
        return Problem("tabular.note_row")
    if _is_header(row, headers):
        return Problem("tabular.header_again")
    if any(fold(cell) in _EXAMPLE for cell in cells[:2]):
        return Problem("tabular.example_row")
    if any(_TOTAL.fullmatch(fold(text)) for text in texts[:3]) and not _certain(row):
        return Problem("tabular.total_row")
    if _is_numbering(cells):
        return Problem("tabular.numbering_row")
    return None if _certain(row) else _doubtful_reason(row, texts)


def _certain(row: Mapping[Field, str | None]) -> bool:
    return any(looks_like_data(value) for field in NUMBERS if (value := row.get(field)))


def _doubtful_reason(row: Mapping[Field, str | None], texts: Sequence[str]) -> Problem | None:
    """Why a row without a sound number is no child's row. A name that can be one speaks for the child."""
    name = row.get(Field.NAME) or ""
    if not looks_like_name(name) and any(_NOTE.search(text) for text in texts):
        return Problem("tabular.note_row")
    numbered = any(row.get(field) for field in NUMBERS)
    if len(texts) == 1 and not numbered and (len(texts[0]) > _LONGEST_NAME or _PLACE.search(texts[0])):
        return Problem("tabular.section_row")
    return None if name or numbered else Problem("tabular.row_without_child")


def _is_header(row: Mapping[Field, str | None], headers: Mapping[Field, str]) -> bool:
    """The header again, or the same header in another language."""
    values = [(field, value) for field, value in row.items() if value]
    again = sum(fold(value) in _lines(headers.get(field, "")) for field, value in values)
    alike = sum((match := match_header(value)) is not None and match.field is field for field, value in values)
    return again >= 2 or alike >= _HEADINGS


def _lines(header: str) -> set[str]:
    """The heading, and each of its lines: a header of two lines is repeated line by line."""
    return {folded for text in (header, *header.split(JOINT)) if (folded := fold(text))}


def _is_numbering(cells: Sequence[str]) -> bool:
    """The line 1 2 3 4 … (or 甲 乙 1 2 …) that some forms carry under their header."""
    plain = [cell for cell in cells if fold(cell) not in {"甲", "乙", "丙", "丁", "栏次"}]
    if len(plain) < _NUMBERED or not all(cell.isascii() and cell.isdigit() and len(cell) <= 3 for cell in plain):
        return False
    numbers = [int(cell) for cell in plain]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
