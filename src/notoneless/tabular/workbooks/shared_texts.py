"""How much text the cells of a workbook come to: one text may stand in a million cells, and is copied into each."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZipInfo

import numpy as np
import numpy.typing as npt

from notoneless.kernel.problems import Problem
from notoneless.tabular.kinds import refuse, too_much
from notoneless.tabular.limits import MIB, Limits
from notoneless.tabular.workbooks.archives import read_entry
from notoneless.tabular.workbooks.sheet_xml import row_blocks

_TABLE = re.compile(rb"<(?:\w{1,30}:)?sst\b")
_END = re.compile(rb"</(?:\w{1,30}:)?si\s*>")
_MOST_TEXT = MIB
"""No cell may hold more: spreadsheet programs allow 32,767 characters."""
_INDEX = re.compile(rb"""<(?:\w{1,30}:)?c\b[^<>]*\st=["']s["'][^<>]*>[^<]*(?:<(?:\w{1,30}:)?f\b[^<>]*>[^<]*(?:</[^<>]*>)?)?"""
                    rb"""[^<]*<(?:\w{1,30}:)?v[^<>]*>\s*(\d{1,9})""")  # fmt: skip


def refuse_swollen_texts(path: Path, entries: Mapping[str, ZipInfo], cells: Mapping[str, int], limits: Limits) -> None:
    """Raise NotonelessError where the shared texts, each as often as a cell refers to it, exceed the limit.

    cells: of each worksheet entry, how many cells it has.
    """
    for name, entry in entries.items():
        if name in cells or not _TABLE.search(next(read_entry(path, entry), b"")):
            continue
        if entry.file_size > limits.max_text_bytes:
            raise too_much(Problem("tabular.of_text"), path.name, limits.max_text_bytes // MIB)
        sizes = _sizes(path, entry)
        longest = int(sizes.max(initial=0))
        if longest > _MOST_TEXT:
            raise refuse("damaged_workbook", file=path.name)
        if longest * sum(cells.values()) > limits.max_text_bytes:
            _refuse_used(path, [entries[part] for part in cells], sizes, limits)


def _sizes(path: Path, entry: ZipInfo) -> npt.NDArray[np.int64]:
    """The bytes of each text, its marks included."""
    ends: list[int] = [0]
    before, tail = 0, b""
    for piece in read_entry(path, entry):
        joined = tail + piece
        ends += [before + found.end() for found in _END.finditer(joined)]
        cut = max(joined.rfind(b"</"), len(joined) - 100, 0)
        before, tail = before + cut, joined[cut:]
        while len(ends) > 1 and ends[-1] > before:
            ends.pop()  # found again with the next piece
    ends += [before + found.end() for found in _END.finditer(tail)]
    places = np.array(ends, np.int64)
    return places[1:] - places[:-1]


def _refuse_used(path: Path, sheets: list[ZipInfo], sizes: npt.NDArray[np.int64], limits: Limits) -> None:
    used = 0
    for entry in sheets:
        for block in _blocks(path, entry):
            indexes = np.array(list(map(int, _INDEX.findall(block))), np.int64)
            used += int(sizes[indexes[indexes < len(sizes)]].sum())
            if used > limits.max_text_bytes:
                raise too_much(Problem("tabular.of_text"), path.name, limits.max_text_bytes // MIB)


def _blocks(path: Path, entry: ZipInfo) -> Iterator[bytes]:
    return (block for _, block in row_blocks(read_entry(path, entry), path.name))
