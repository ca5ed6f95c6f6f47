"""A roster in the making: clean columns for all rows at once, and changes to single cells kept aside until the end."""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from notoneless.synthetic.arrays import Ints
from notoneless.synthetic.marks import Marks, bit
from notoneless.synthetic.names import replaced

NO_ROW: Final = -1


@dataclass
class Sheet:
    """One roster. Rows are counted from 0 here and from 1 in the truth files.

    kind: household, school or elsewhere.
    style: how this roster spells dates.
    person: whose each row is.
    original: the row this one is a copy of, or -1.
    row_of: each person's original row, or -1.
    """

    kind: str
    style: str
    person: Ints
    original: Ints
    row_of: Ints
    columns: dict[str, pa.Array]
    marks: Marks
    edits: dict[str, dict[int, str | None]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.person)

    def read(self, column: str, row: int) -> str | None:
        """The cell as it stands now."""
        changed = self.edits.get(column, {})
        if row in changed:
            return changed[row]
        value: str | None = self.columns[column][row].as_py()
        return value

    def write(self, column: str, row: int, value: str | None, mark: str | None = None) -> None:
        """Change one cell, and note why."""
        self.edits.setdefault(column, {})[row] = value
        if mark is not None:
            self.mark(row, mark)

    def mark(self, row: int, name: str) -> None:
        """Note that `name` was planted in the row."""
        self.marks[row] |= bit(name)

    def copies(self) -> list[int]:
        """The rows that repeat another row."""
        return np.flatnonzero(self.original != NO_ROW).tolist()

    def pass_on_to_copies(self) -> None:
        """Give every copy the changed cells and the marks of its original, unless the copy has its own."""
        for row in self.copies():
            source = int(self.original[row])
            self.marks[row] |= self.marks[source]
            for changed in self.edits.values():
                if source in changed:
                    changed.setdefault(row, changed[source])

    def table(self) -> pa.Table:
        """The roster as a table of text, all changes made."""
        finished = {}
        for name, column in self.columns.items():
            changed = self.edits.get(name, {})
            finished[name] = replaced(column, list(changed), list(changed.values()))
        return pa.table(finished)


@dataclass(frozen=True)
class Entries:
    """Whose rows a roster has, in final order, with what a copy may have different from its original."""

    person: Ints
    original: Ints
    place: Ints


def arrange(person: Ints, place: Ints, copy_of: Ints, keys: tuple[NDArray[Any], ...]) -> tuple[Entries, Ints]:
    """Sort entries by `keys` (last key first, as `numpy.lexsort`); returns them and the order, for further columns.

    `copy_of` is the unsorted entry that an entry copies, or -1.
    """
    order = np.lexsort(keys)
    position = np.empty(len(order), np.int64)
    position[order] = np.arange(len(order))
    original = np.where(copy_of[order] == NO_ROW, NO_ROW, position[copy_of[order]])
    return Entries(person[order], original, place[order]), order


def row_of(entries: Entries, people: int) -> Ints:
    """For each person the row that is no copy, or -1."""
    rows = np.full(people, NO_ROW)
    first = entries.original == NO_ROW
    rows[entries.person[first]] = np.flatnonzero(first)
    return rows
