"""Tell the children's rows from what else stands below a header: totals, notes, repeated headers, blank rows."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.dates import parse_date
from notoneless.kernel.problems import Problem
from notoneless.tabular.arrow_text import byte_lengths, filled, matching, one_of
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.fields import NUMBERS, Field
from notoneless.tabular.recognition.contents import looks_like_data, looks_like_date, looks_like_name
from notoneless.tabular.recognition.headers import JOINT, fold, match_header
from notoneless.tabular.recognition.spellings import SERIAL
from notoneless.tabular.rows.labels import has_note, is_count, is_date_line, is_label, is_open_label, says_total

EXAMPLE = frozenset({"例", "示例", "样例", "例如", "范例", "样表", "填写示例", "填写样例", "example", "sample", "eg"})
_ITEM = re.compile(r"[\d一二三四五六七八九十(（]+[、.)）]")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+[·•.・‧][\u3400-\u9fff·•.・‧]+")
_PLACE = re.compile(r"[村组校班乡镇县屯寨社]$|年级|^[一二三四五六七八九十]+、|^第")
_ODD_NAME = r"[:：、()（）\d]|计|总|数|注|表|审|人$|^共|(?i)total|sum"
"""What no child's name holds, or hardly any: such a row is looked at closely."""
_ODD_SERIAL = r"[:：]|[\p{Han}A-Za-z].*[\p{Han}A-Za-z]"
"""What counts no row: a word in a column of serial numbers."""
_NUMBER = r"\d{4}|\d\D+\d+\D+\d|[〇○零一二三四五六七八九十]{2}"
"""What every number and birth date holds, and hardly a count of children."""
_COUNTING = re.compile(r"[A-Za-z]{0,2}[\W\d_]+[A-Za-z]?|第?[\d一二三四五六七八九十百]+[\W号名位]*")
"""A serial number; it fills no row."""

_LEADING_ROWS = 3
_ID_BYTES = 18
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


@dataclass(frozen=True, slots=True)
class _Row:
    """One row looked at closely: its fields and their columns, its filled cells by column, and those that say something."""

    fields: Mapping[Field, str | None]
    positions: Mapping[Field, int]
    cells: Mapping[int, str]
    texts: Sequence[str]

    @property
    def name(self) -> str:
        """What stands in the column of names."""
        return self.fields.get(Field.NAME) or ""

    @property
    def named(self) -> bool:
        """Whether that is a person's name: 单位 begins with a surname and is none."""
        return looks_like_name(self.name) and not is_label(self.name)

    @property
    def numbered(self) -> bool:
        """Whether a number or birth date is filled in, readable or not."""
        return any(self.fields.get(field) for field in NUMBERS)

    @property
    def certain(self) -> bool:
        """Whether a number or birth date is one beyond doubt."""
        return any(self._tells(field, value) for field in NUMBERS if (value := self.fields.get(field)))

    def _tells(self, field: Field, value: str) -> bool:
        if is_label(self.cells.get(self.positions[field] - 1, "")):
            return False  # 联系电话 and 填表日期 label what stands behind them
        if field is not Field.DOB:
            return looks_like_data(value)
        if self.named:
            return parse_date(value).year is not None
        return looks_like_data(value) and not any(map(is_label, self.texts))

    def ahead(self) -> list[str]:
        """The cells that stand ahead of the name."""
        name = self.positions.get(Field.NAME)
        return [cell for index, cell in self.cells.items() if name is None or index < name]


def sift(
    batch: Batch, columns: ColumnMap, spend: Callable[[int], None] | None = None
) -> tuple[npt.NDArray[np.bool_], list[Left]]:
    """Which rows of `batch` are data, and those left out that hold anything. Blank rows go without a word.

    spend: told how many rows have to be looked at closely, before they are; may refuse.
    """
    headers = {column.field: column.header for column in columns.columns if column.field is not None}
    serial = {column.index for column in columns.columns if fold(column.header) in SERIAL}
    positions = columns.positions()
    keep, left = np.ones(batch.size, dtype=bool), []
    doubtful = np.flatnonzero(_doubtful(batch, headers))
    if spend is not None:
        spend(len(doubtful))
    for position in doubtful:
        tidied = (unicodedata.normalize("NFKC", cell).strip() for cell in batch.cells(int(position)))
        cells = {index: cell for index, cell in enumerate(tidied) if cell}
        texts = [cell for index, cell in cells.items() if index not in serial or not _COUNTING.fullmatch(cell)]
        if not texts:
            keep[position] = False
            continue
        fields = {field: column[int(position)].as_py() for field, column in batch.columns.items()}
        reason = _reason(_Row(fields, positions, cells, texts), headers)
        if reason is not None:
            keep[position] = False
            left.append((int(position), reason, texts[0]))
    return keep, left


def _doubtful(batch: Batch, headers: Mapping[Field, str]) -> npt.NDArray[np.bool_]:
    """The rows to look at closely: those that lack something a child's row has, or hold what it has not."""
    has = {field: filled(column) for field, column in batch.columns.items()}
    nothing = np.zeros(batch.size, dtype=bool)
    any_field = np.logical_or.reduce([nothing, *has.values()])
    doubtful: npt.NDArray[np.bool_] = ~any_field | ~has.get(Field.NAME, nothing)
    if numbers := NUMBERS & batch.columns.keys():
        doubtful |= ~_numbered([batch.columns[field] for field in sorted(numbers)], batch.size)
    if Field.NAME in batch.columns:
        doubtful |= one_of(batch.columns[Field.NAME], {headers.get(Field.NAME, "")})
        doubtful[matching(batch.columns[Field.NAME], _ODD_NAME)] = True
    if fold(headers.get(Field.KEY, "")) in SERIAL:
        doubtful[matching(batch.columns[Field.KEY], _ODD_SERIAL)] = True
    if batch.leading:
        doubtful[:_LEADING_ROWS] = True
    return doubtful


def _numbered(columns: Sequence[pa.Array], size: int) -> npt.NDArray[np.bool_]:
    """The rows in which one of `columns` holds what a number or birth date holds."""
    numbered = np.zeros(size, dtype=bool)
    for column in columns:
        numbered |= byte_lengths(column) == _ID_BYTES  # most rows: only the others are searched
    for column in columns:
        rest = np.flatnonzero(~numbered)
        numbered[rest[matching(column.take(pa.array(rest)), _NUMBER)]] = True
    return numbered


def _reason(row: _Row, headers: Mapping[Field, str]) -> Problem | None:
    """Why a row is no child's row; None: it is one."""
    cells = list(row.cells.values())
    if len(row.texts) == 1 and not row.name and looks_like_date(row.texts[0]):
        return Problem("tabular.note_row")
    if _is_header(row.fields, headers):
        return Problem("tabular.header_again")
    if any(fold(cell) in EXAMPLE for cell in cells[:2]):
        return Problem("tabular.example_row")
    if not row.certain and _is_total(row):
        return Problem("tabular.total_row")
    if is_numbering(cells):
        return Problem("tabular.numbering_row")
    return None if row.certain else _doubtful_reason(row)


def _is_total(row: _Row) -> bool:
    """Whether a cell of the row says that it counts others; behind a name it is a remark about that child."""
    return is_count(row.name) or says_total(row.ahead() if row.named else row.texts)


def _can_be_child(row: _Row) -> bool:
    """Whether the name may be one, though its surname is rare or it has none."""
    odd = is_label(row.name) or has_note(row.name) or _PLACE.search(row.name)
    return row.named or (_NAME.fullmatch(row.name) is not None and not odd)


def _doubtful_reason(row: _Row) -> Problem | None:
    """Why a row without a sound number is no child's row. A name that can be one speaks for the child."""
    noted = any(map(is_label, row.ahead())) or any(map(is_open_label, row.texts)) or is_date_line(row.texts)
    if noted or (not _can_be_child(row) and any(map(has_note, row.texts))):
        return Problem("tabular.note_row")
    said = [text for text in row.texts if not _ITEM.fullmatch(text)]
    if len(said) == 1 and not row.numbered and _heads_a_section(said[0]):
        return Problem("tabular.section_row")
    child = row.numbered or (row.name and not row.name.isdigit() and not _ITEM.fullmatch(row.name))
    return None if child else Problem("tabular.row_without_child")


def _heads_a_section(text: str) -> bool:
    return len(text) > _LONGEST_NAME or _PLACE.search(text) is not None


def _is_header(row: Mapping[Field, str | None], headers: Mapping[Field, str]) -> bool:
    """The header again, or the same header in another language."""
    values = [(field, value) for field, value in row.items() if value]
    again = sum(fold(value) in _lines(headers.get(field, "")) for field, value in values)
    alike = sum((match := match_header(value)) is not None and match.field is field for field, value in values)
    return again >= 2 or alike >= _HEADINGS


def _lines(header: str) -> set[str]:
    """The heading, and each of its lines: a header of two lines is repeated line by line."""
    return {folded for text in (header, *header.split(JOINT)) if (folded := fold(text))}


def is_numbering(cells: Sequence[str]) -> bool:
    """The line 1 2 3 4 … (or 甲 乙 1 2 …) that some forms carry under their header."""
    plain = [cell for cell in cells if fold(cell) not in {"甲", "乙", "丙", "丁", "栏次"}]
    if len(plain) < _NUMBERED or not all(cell.isascii() and cell.isdigit() and len(cell) <= 3 for cell in plain):
        return False
    numbers = [int(cell) for cell in plain]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
