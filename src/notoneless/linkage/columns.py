"""The columns of rosters as integers: each distinct text is read once, however many rows carry it."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.codes import parse_grade, parse_sex
from notoneless.kernel.dates import DateKind, parse_date
from notoneless.kernel.places import fold_place
from notoneless.linkage.arrow_bytes import decimal, digits_of, of_width
from notoneless.linkage.id_numbers import SEX_NUMBERS, read_ids, read_student_numbers
from notoneless.linkage.name_index import NameIndex

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

NONE = -1
_NO_PHONE = 0
_NO_ADDRESS = frozenset({"", "无", "不详", "未知", "-", "/"})

_RELATIONS = (
    ("祖", 3),
    ("爷", 3),
    ("奶", 3),
    ("外公", 3),
    ("外婆", 3),
    ("姥", 3),
    ("父", 1),
    ("爸", 1),
    ("母", 2),
    ("妈", 2),
)


def _relation(text: str) -> int:
    """1 father, 2 mother, 3 grandparent, 0 anything else."""
    return next((kin for word, kin in _RELATIONS if word in text), 0)


def _sex(text: str) -> int:
    return SEX_NUMBERS.get(parse_sex(text) or "", 0)


def _grade(text: str) -> int:
    grade = parse_grade(text)
    return NONE if grade is None else grade


def _column(table: pa.Table, field: str) -> pa.Array:
    if field not in table.column_names:
        return pa.nulls(table.num_rows, pa.string())
    chunks = table[field]
    column = chunks.chunk(0) if chunks.num_chunks == 1 else chunks.combine_chunks()
    return column if column.type == pa.string() else column.cast(pa.string())


def _coded(tables: Sequence[pa.Table], field: str) -> tuple[list[Ints], pa.Array]:
    """Positions into the distinct texts of one column over all rosters, and those texts."""
    columns = [_column(table, field) for table in tables]
    if all(column.null_count == len(column) for column in columns):
        return [np.full(len(column), NONE, dtype=np.int32) for column in columns], pa.array([], pa.string())
    coded = pa.chunked_array(columns).dictionary_encode()
    parts = [chunk.indices.fill_null(NONE).to_numpy(zero_copy_only=False) for chunk in coded.chunks]
    codes = np.concatenate(parts).astype(np.int32)
    bounds = np.cumsum([len(column) for column in columns])[:-1]
    return list(np.split(codes, bounds)), coded.chunk(coded.num_chunks - 1).dictionary


def _distinct(tables: Sequence[pa.Table], field: str, read: Callable[[str], int]) -> list[Ints]:
    codes, texts = _coded(tables, field)
    nothing = read("")
    values = np.array([*(read(text) for text in texts.to_pylist()), nothing], dtype=np.int32)
    return [values[code] for code in codes]


def _days(tables: Sequence[pa.Table]) -> list[Ints]:
    """Birth dates as yyyymmdd."""
    codes, texts = _coded(tables, "dob")
    days = np.append(_dates(texts), np.int32(0))
    return [days[code] for code in codes]


def _numbered(tables: Sequence[pa.Table], field: str) -> list[Ints]:
    """Ranks of the folded texts of a column: places and schools are compared as wholes, and no order of rows decides."""
    codes, texts = _coded(tables, field)
    folded = [fold_place(text) for text in texts.to_pylist()]
    number = {text: k for k, text in enumerate(sorted(set(folded) - _NO_ADDRESS))}
    values = [number.get(text, NONE) for text in folded]
    table = np.array([*values, NONE], dtype=np.int32)
    return [table[code] for code in codes]


NAME_FIELDS = ("name", "former_name", "guardian_name", "guardian2_name")


def read_names(tables: Sequence[pa.Table]) -> tuple[dict[str, list[Ints]], NameIndex]:
    """Each name column as positions in one index of folded names; children's own names give the frequencies."""
    stacked = [_column(table, field) for field in NAME_FIELDS for table in tables]
    flat = [pa.table({"name": column}) for column in stacked]
    codes, texts = _coded(flat, "name")
    width = len(tables)
    index, folded = NameIndex.build(texts, np.concatenate(codes[:width]))
    folded = np.append(folded, np.int32(NONE))
    columns = [folded[code] for code in codes]
    index.prepare()
    return {field: columns[k * width : (k + 1) * width] for k, field in enumerate(NAME_FIELDS)}, index


_PLAIN_DATES = ((8, (0, 4, 6), ()), (10, (0, 5, 8), (4, 7)))
"""Widths in which most dates come: 20150301, and 2015-03-01 or 2015/03/01; where their parts begin and their marks stand."""


def _dates(texts: pa.Array) -> Ints:
    """Dates as yyyymmdd. The commonest spellings are read a column at a time, the others as the kernel reads them."""
    values = np.zeros(len(texts), dtype=np.int32)
    left = np.ones(len(texts), dtype=bool)
    for width, (year, month, day), marks in _PLAIN_DATES:
        matrix, whole = of_width(texts, width)
        rows = np.flatnonzero(whole)
        digits = matrix.astype(np.int32) - 48
        kept = np.delete(digits, marks, axis=1)
        good = ((kept >= 0) & (kept <= 9)).all(axis=1)
        for mark in marks:
            good &= (matrix[:, mark] == ord("-")) | (matrix[:, mark] == ord("/"))
        y = digits[:, year : year + 4] @ np.array([1000, 100, 10, 1], dtype=np.int32)
        m, d = (digits[:, at] * 10 + digits[:, at + 1] for at in (month, day))
        good &= (y >= 1920) & (y <= 2099) & (m >= 1) & (m <= 12) & (d >= 1) & (d <= 28)
        values[rows[good]] = (y * 10000 + m * 100 + d)[good]
        left[rows[good]] = False
    rest = np.flatnonzero(left)
    values[rest] = [_ymd(text) for text in texts.take(pa.array(rest)).to_pylist()]
    return values


def _ymd(text: str) -> int:
    parsed = parse_date(text)
    if parsed.kind is DateKind.DAY and parsed.value is not None:
        return parsed.value.year * 10000 + parsed.value.month * 100 + parsed.value.day
    if parsed.kind is DateKind.MONTH:
        return (parsed.year or 0) * 10000 + (parsed.month or 0) * 100
    if parsed.kind is DateKind.YEAR:
        return (parsed.year or 0) * 10000
    return 0


def _phones(table: pa.Table, field: str) -> Longs:
    column = _column(table, field)
    if column.null_count == len(column):
        return np.zeros(len(column), dtype=np.int64)
    matrix, whole = of_width(column, 11)
    values = np.zeros(len(column), dtype=np.int64)
    digits = digits_of(matrix)
    good = (digits <= 9).all(axis=0)
    positions = np.flatnonzero(whole)[good]
    values[positions] = decimal(digits, np.int64)[good]
    left = column.is_valid().to_numpy(zero_copy_only=False).copy()
    left[positions] = False
    rest = np.flatnonzero(left)
    for position, text in zip(rest, column.take(pa.array(rest)).to_pylist(), strict=True):
        values[position] = _phone(text)
    local = values % 10_000_000
    values[(values < 1_000_000) | (local == 0) | (local == 1_111_111) | (local == 8_888_888)] = _NO_PHONE
    return values


def _phone(text: str) -> int:
    digits = "".join(c for c in text if c.isdigit() and c.isascii())
    digits = digits.removeprefix("86") if len(digits) == 13 else digits
    return int(digits) if 7 <= len(digits) <= 12 else _NO_PHONE


SHARED: dict[str, Callable[[Sequence[pa.Table]], list[Ints]]] = {
    "dob": _days,
    "sex": lambda tables: _distinct(tables, "sex", _sex),
    "relation": lambda tables: _distinct(tables, "guardian_rel", _relation),
    "grade": lambda tables: _distinct(tables, "grade", _grade),
    "village": lambda tables: _numbered(tables, "village"),
    "township": lambda tables: _numbered(tables, "township"),
    "school": lambda tables: _numbered(tables, "school"),
}
"""Columns whose values are numbered over all rosters."""

OWN: dict[str, Callable[[pa.Table], Any]] = {
    "id": lambda table: read_ids(_column(table, "id_no")),
    "alt_id": lambda table: read_student_numbers(_column(table, "student_no")),
    "guardian_id": lambda table: read_ids(_column(table, "guardian_id")),
    "phone": lambda table: _phones(table, "phone"),
    "phone2": lambda table: _phones(table, "phone2"),
}
"""Columns that are read for each roster by itself."""
