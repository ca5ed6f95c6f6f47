"""One fault of a workbook, and what should be read and said in spite of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tabular_files import HEADERS, children, names

Said = tuple[str, int | None, str | None]
"""Code, row and column of an issue."""


@dataclass(frozen=True)
class Fault:
    """A fault: the rows or the change that makes it, the names read, every issue said, and cells to look at."""

    name: str
    rows: Sequence[Sequence[Any]] | None = None
    edit: Callable[[Any], None] | None = None
    patch: Callable[[Path], object] | None = None
    read: Sequence[str] = field(default_factory=lambda: names(3))
    said: Sequence[Said] = ()
    cells: dict[str, list[Any]] = field(default_factory=dict)


def table(**columns: dict[int, Any]) -> list[list[Any]]:
    """Header and three children, with some cells changed: `table(姓名={0: "x"})`."""
    rows = [list(HEADERS), *children(3)]
    for header, changes in columns.items():
        for number, value in changes.items():
            rows[number + 1][HEADERS.index(header)] = value
    return rows


def insert(at: int, row: Sequence[Any]) -> list[list[Any]]:
    rows: list[list[Any]] = [list(HEADERS), *children(3)]
    rows.insert(at, list(row))
    return rows
