"""Cells as people write them: numbers with a unit, percent signs and full-width digits; yes and no in several languages."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.risk.arrays import Floats, Texts

_PLAIN = r"^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$"
_BLANK = frozenset(
    {"", "na", "n/a", "#n/a", "nan", "null", "none", "-", "--", "—", "——", "/", "\\", ".", "无", "未知", "不详", "缺"}
)
_BLANK_WORDS = frozenset({"", "na", "n/a", "#n/a", "nan", "null"})
_WITH_UNIT = re.compile(
    r"([-+]?\d+(?:\.\d+)?)\s*(?:%|天|日|次|节|课时|门|科|岁|周岁|分|公里|千米|里|米|km|m|h|小时|分钟|元|人|个|年级|级|years?|days?|yrs?|pct)"
)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_COMMA = re.compile(r"[-+]?\d+,\d+")
YES = frozenset(
    [
        "1",
        "1.0",
        "y",
        "yes",
        "t",
        "true",
        "si",
        "sí",
        "sim",
        "oui",
        "ja",
        "da",
        "是",
        "有",
        "对",
        "真",
        "会",
        "已",
        "√",
        "✓",
        "辍学",
        "离校",
        "流失",
        "dropout",
        "dropped",
        "left",
    ]
)
NO = frozenset(
    [
        "0",
        "0.0",
        "n",
        "no",
        "f",
        "false",
        "não",
        "nao",
        "non",
        "nein",
        "net",
        "否",
        "无",
        "没有",
        "不",
        "未",
        "不是",
        "假",
        "×",
        "✗",
        "在校",
        "在读",
        "未辍学",
        "enrolled",
        "stayed",
    ]
)
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_GRADE = re.compile(
    r"(?:小学)?([一二三四五六七八九])(?:年级|年|级)?|(?:初中?|八年制)([一二三123])(?:年级)?|(?:grade|year|g|第)?\s*(\d{1,2})(?:\.0+)?\s*(?:年级|年|级|st|nd|rd|th)?(?:\s*grade)?"
)


@dataclass(slots=True)
class Unread:
    """Cells of a column that are no number although they should be: how many, and the first with their rows."""

    column: str
    count: int = 0
    first: list[tuple[int, str]] = field(default_factory=list)


def fold_cell(text: str) -> str:
    """A cell without what people vary: width, case, outer spaces."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def number_in(text: str, *, decimal_comma: bool = False) -> float | None:
    """The number a cell holds; None for a blank one. Raises ValueError for what is no number."""
    folded = fold_cell(text)
    if folded in _BLANK:
        return None
    folded = folded.replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(_PLAIN, folded):
        return _finite(float(folded))
    if decimal_comma and _COMMA.fullmatch(folded):
        return float(folded.replace(",", "."))
    if _THOUSANDS.fullmatch(folded):
        return float(folded.replace(",", ""))
    if _COMMA.fullmatch(folded):
        return float(folded.replace(",", "."))
    found = _WITH_UNIT.fullmatch(folded)
    if found is None:
        raise ValueError(text)
    return float(found[1])


def _finite(number: float) -> float:
    if not np.isfinite(number):
        raise ValueError(str(number))
    return number


def numbers(column: pa.ChunkedArray, unread: Unread, *, decimal_comma: bool = False) -> Floats:
    """The numbers of a column of texts, NaN where there is none; what is no number is told in `unread`."""
    texts = pa.chunked_array(column.chunks, pa.string()) if column.num_chunks else column
    plain = pc.fill_null(pc.match_substring_regex(texts, _PLAIN), False)
    plainly = pc.if_else(plain, texts, pa.scalar(None, pa.string())).cast(pa.float64())
    found = np.array(plainly.to_numpy(), np.float64)
    found[~np.isfinite(found)] = np.nan
    rest = np.flatnonzero(~np.asarray(plain))
    if not len(rest):
        return found
    cells = texts.take(pa.array(rest)).to_pylist()
    known: dict[str, float | None] = {}
    for row, text in zip(rest.tolist(), cells, strict=True):
        if not text:
            continue
        if text not in known:
            known[text] = _read(text, decimal_comma)
        number = known[text]
        if number is not None:
            found[row] = number
        elif fold_cell(text) not in _BLANK:
            unread.count += 1
            if len(unread.first) < 1000:
                unread.first.append((row, text))
    return found


def _read(text: str, decimal_comma: bool) -> float | None:
    try:
        return number_in(text, decimal_comma=decimal_comma)
    except ValueError:
        return None


def mapped(column: pa.ChunkedArray, read: Callable[[str | None], object]) -> Texts:
    """What `read` makes of each cell, asked once for each text."""
    encoded = column.combine_chunks().dictionary_encode() if column.num_chunks else column
    if not len(encoded):
        return np.empty(0, object)
    values: list[Any] = [*(read(text) for text in encoded.dictionary.to_pylist()), None]
    made = np.array(values, dtype=object)
    return np.asarray(made[pc.fill_null(encoded.indices, len(made) - 1).to_numpy(zero_copy_only=False)])


def words(column: pa.ChunkedArray) -> Texts:
    """The texts of a column, None where a cell is blank; width and outer spaces do not matter."""

    def read(text: str | None) -> str | None:
        tidy = unicodedata.normalize("NFKC", text or "").strip()
        return None if tidy.lower() in _BLANK_WORDS else tidy

    return mapped(column, read)


def flags(column: pa.ChunkedArray, unread: Unread, yes: frozenset[str] = YES, no: frozenset[str] = NO) -> Floats:
    """1 for yes, 0 for no, NaN for blank cells; what is neither is told in `unread`."""

    def read(text: str | None) -> float | None:
        folded = fold_cell(text or "")
        if folded in yes:
            return 1.0
        if folded in no:
            return 0.0
        return None if folded in _BLANK else 2.0

    found = mapped(column, read).astype(np.float64)
    other = np.flatnonzero(found == 2.0)
    unread.count += len(other)
    unread.first += [(int(row), column[int(row)].as_py()) for row in other[:1000]]
    found[other] = np.nan
    return found


def grade_of(text: str) -> str:
    """A grade as a plan names it, 1 to 9 and beyond; what is no grade stays as it is."""
    folded = fold_cell(text)
    found = _GRADE.fullmatch(folded)
    if found is None:
        return text
    if found[1]:
        return str(_CHINESE[found[1]])
    if found[2]:
        return str(6 + int(_CHINESE.get(found[2], 0) or found[2]))
    return str(int(found[3]))
