"""Where a row stands for a person who opens the file: its sheet, and its row there."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.kernel.problems import Problem
from notoneless.records.reconciliation.rules.tracks import Track


class Places:
    """The places of the rows of one roster; `part` is household, school or elsewhere.

    A file without sheets has lines for rows; Parquet, which nobody opens, has only its data rows.
    """

    def __init__(self, part: str, track: Track) -> None:
        self._part, self._numbers = part, track.rows.row
        columns = track.table.column_names
        self._sheet: pa.ChunkedArray | None = track.table["sheet"] if "sheet" in columns else None
        self._row: pa.ChunkedArray | None = track.table["sheet_row"] if "sheet_row" in columns else None
        self.several = self._sheet is not None and pc.count_distinct(self._sheet).as_py() > 1

    def sheet(self, row: int) -> str:
        """The sheet of a data row; empty where the file has none."""
        return "" if self._sheet is None else self._sheet[self._at(row)].as_py() or ""

    def row(self, row: int) -> int:
        """The row a person sees for a data row."""
        return row if self._row is None else int(self._row[self._at(row)].as_py())

    def told(self, row: int) -> Problem:
        """The place in words, with the roster's name; the sheet only where there are several."""
        return self._told("place", row, {"roster": Problem(f"reconciliation.roster.{self._part}")})

    def told_within(self, row: int) -> Problem:
        """The place in words for a sentence that has named the roster."""
        return self._told("place_within", row, {})

    def _told(self, code: str, row: int, params: dict[str, str | int | Problem]) -> Problem:
        shown: dict[str, str | int | Problem] = params | {"row": self.row(row)}
        if self.several:
            return Problem(f"reconciliation.{code}.sheet", shown | {"sheet": self.sheet(row)})
        return Problem(f"reconciliation.{code}.row", shown)

    def _at(self, row: int) -> int:
        return int(np.searchsorted(self._numbers, row))
