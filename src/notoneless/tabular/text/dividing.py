"""Divide text into records of cells, without letting a stray quotation mark swallow the lines after it.

A quoted cell may hold separators and line breaks (RFC 4180). One stray mark turns whole lines of children into the text of
a single cell, so a record of several lines is believed only where its lines could not be records themselves.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_MOST_LINES_IN_RECORD = 200
_FEW_SEPARATORS = 4
"""Up to here a line must have all separators of the header to look like a record; beyond, three in four."""

# a cell may be as long as the file, whose size is limited
csv.field_size_limit((1 << 31) - 1)


class Record(NamedTuple):
    """One record with the 1-based line it begins on; `stray`: its quotation marks were read as plain text."""

    line: int
    cells: list[str]
    stray: bool = False


class _RunawayError(Exception):
    """A quoted cell runs over lines that are records themselves."""


@dataclass(slots=True)
class _Lines:
    """Lines that can be given back, with those taken for the record at hand."""

    source: Iterator[str]
    delimiter: str
    full: int
    taken: list[str] = field(default_factory=list)
    waiting: deque[str] = field(default_factory=deque)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        """The next line. Raises _RunawayError where the lines taken cannot belong to one record."""
        inner = len(self.taken) > 1 and self.looks_whole(self.taken[-1])
        if inner or len(self.taken) == _MOST_LINES_IN_RECORD:
            raise _RunawayError
        line = self.waiting.popleft() if self.waiting else next(self.source)
        self.taken.append(line)
        return line

    def looks_whole(self, line: str) -> bool:
        """Whether `line` has about as many separators as a record."""
        return line.count(self.delimiter) >= self.full

    def keep_first(self) -> str:
        """Give all lines taken back but the first, which is returned."""
        first, *others = self.taken
        self.waiting.extendleft(reversed(others))
        return first


def divide(lines: Iterable[str], delimiter: str, width: int) -> Iterator[Record]:
    """Every record of a table `width` cells wide; a blank line is a record without cells."""
    source = _Lines(iter(lines), delimiter, _full(width))
    reader = csv.reader(source, delimiter=delimiter)
    line = 1
    while True:
        source.taken.clear()
        try:
            cells = next(reader)
            sound = _sound(cells, source, width)
        except StopIteration:
            return
        except (_RunawayError, csv.Error):
            sound = False
        if sound:
            yield Record(line, cells)
            line += len(source.taken)
        else:
            yield Record(line, plain_cells(source.keep_first(), delimiter), stray=True)
            line += 1
            reader = csv.reader(source, delimiter=delimiter)


def _full(width: int) -> int:
    """How many separators make a line look like a whole record."""
    needed = max(width - 1, 1)
    return needed if needed <= _FEW_SEPARATORS else (3 * needed + 3) // 4


def _sound(cells: list[str], lines: _Lines, width: int) -> bool:
    """Whether `cells` are what was meant, and no stray mark has joined cells or lines."""
    taken = lines.taken
    if len(taken) == 1:
        joined = len(cells) < width and '"' in taken[0] and len(plain_cells(taken[0], lines.delimiter)) == width
        return not joined or _strict(taken, lines.delimiter)
    if lines.looks_whole(taken[0]) and lines.looks_whole(taken[-1]):
        return False
    if len(cells) != width and sum(line.count(lines.delimiter) for line in taken) >= max(len(cells), 1):
        return False
    return len(cells) <= width and _strict(taken, lines.delimiter)


def _strict(lines: list[str], delimiter: str) -> bool:
    """Whether every quotation mark opens a cell, closes one or is doubled."""
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def plain_cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line divided at every separator; marks around a cell are taken off, paired or not."""
    line = line.rstrip("\r\n")
    return [_unquoted(cell.strip()) for cell in line.split(delimiter)] if line else []


def _unquoted(cell: str) -> str:
    if cell.startswith('"') or cell.count('"') == 1:
        return cell.removeprefix('"').removesuffix('"').replace('""', '"')
    return cell
