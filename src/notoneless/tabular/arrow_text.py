"""Whole columns of text at once, on Arrow arrays, without a Python step for each row."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

BLANKS = (
    " \t\n\r\x0b\x0c\x1f\x85\xa0\u200b\u200c\u200d\u2060\u3000\ufeff"
    "\u2000\u2001\u2002\u2003\u2009\u200a\u202f\u2028\u2029"
)
"""What is taken off both ends of a cell: blanks of every width, and characters of none."""

_OPENERS = np.zeros(256, dtype=bool)
_OPENERS[:33] = True
_OPENERS[[ord("'"), ord("="), 0xC2, 0xE2, 0xE3, 0xEF]] = True
_CLOSERS = np.zeros(256, dtype=bool)
_CLOSERS[:33] = True
_CLOSERS[[0x80, 0x81, 0x82, 0x83, 0x85, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0xA0, 0xA8, 0xA9, 0xAF, 0xBF, ord('"')]] = True
_LEADS = np.zeros(256, dtype=bool)
_LEADS[[0xC2, 0xE2, 0xE3, 0xEF]] = True


def tidy(column: pa.Array) -> pa.StringArray:
    """`column` (any type) as `pa.string()`: stripped, without Excel's text marks (="…", a leading '), empty as null."""
    if column.type != pa.string():
        column = pc.cast(column, pa.string())
    untidy = _untidy(column) if len(column) > column.null_count else None
    if untidy is None or not untidy.any():
        return column
    cells = column.filter(pa.array(untidy))
    cells = pc.utf8_trim(cells, characters=BLANKS)
    cells = pc.replace_substring_regex(cells, r'^="(.*)"$|^\'(\d.*)$', r"\1\2")
    cells = pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)
    return pc.replace_with_mask(column, pa.array(untidy), cells)


def _untidy(column: pa.StringArray) -> npt.NDArray[np.bool_]:
    """Which cells are empty or begin or end with a byte that blanks and marks are made of; some may be tidy all the same."""
    there = filled(column)
    offsets, data_buffer = _offsets(column), column.buffers()[2]
    starts, ends = offsets[:-1], offsets[1:]
    empty = starts == ends
    untidy: npt.NDArray[np.bool_] = there & empty
    if data_buffer is None or empty.all():
        return untidy
    data = np.frombuffer(data_buffer, np.uint8)
    last = len(data) - 1
    untidy |= there & ~empty & _OPENERS[data[np.minimum(starts, last)]]
    closing = np.flatnonzero(there & ~empty & _CLOSERS[data[np.maximum(ends - 1, 0)]])
    at = ends[closing]
    # a Han character may end in the same byte as a wide blank; only the latter has one of four lead bytes before it
    lone = data[at - 1] <= ord(" ")
    wide = _LEADS[data[np.maximum(at - 2, 0)]] | _LEADS[data[np.maximum(at - 3, 0)]]
    untidy[closing[lone | wide]] = True
    return untidy


def _offsets(column: pa.StringArray) -> npt.NDArray[np.int32]:
    return np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]


def byte_lengths(column: pa.StringArray) -> npt.NDArray[np.int32]:
    """The length of each cell in bytes; 0 for null."""
    return np.diff(_offsets(column)) if len(column) else np.zeros(0, dtype=np.int32)


def filled(column: pa.Array) -> npt.NDArray[np.bool_]:
    """Which cells hold something."""
    if column.null_count == 0:
        return np.ones(len(column), dtype=bool)
    return np.asarray(pc.is_valid(column))


def matching(column: pa.Array, pattern: str) -> npt.NDArray[np.int64]:
    """Positions of the cells in which the RE2 `pattern` is found."""
    hits = pc.fill_null(pc.match_substring_regex(column, pattern), False)
    return np.flatnonzero(np.asarray(hits))


def one_of(column: pa.Array, values: set[str]) -> npt.NDArray[np.bool_]:
    """Which cells equal one of `values`."""
    return np.asarray(pc.is_in(column, value_set=pa.array(sorted(values), pa.string())))


def kept(columns: dict[str, pa.Array], mask: npt.NDArray[np.bool_]) -> dict[str, pa.Array]:
    """The rows of every column where `mask` is true."""
    if mask.all():
        return columns
    chosen = pa.array(mask)
    return {name: column.filter(chosen) for name, column in columns.items()}
