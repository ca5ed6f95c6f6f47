"""Gather the data rows of one sheet or file, batch by batch, and report what was left out or cannot be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.problems import Problem
from notoneless.tabular.arrow_text import kept, matching, tidy
from notoneless.tabular.cells import CellValue, as_text, mask
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.issues import CellIssue, IssueLog, Place, column_letter
from notoneless.tabular.kinds import refuse, too_much
from notoneless.tabular.limits import Limits
from notoneless.tabular.rows.sifting import Batch, sift
from notoneless.tabular.rows.unreadable_cells import cell_issues

BATCH_ROWS = 8_192
"""How many rows are taken at once."""

_REPLACED = "�"


def text_column(cells: Sequence[CellValue]) -> pa.StringArray:
    """Cells of any kind as one tidy column of text."""
    if set(map(type, cells)) <= {str}:
        return tidy(pa.array(cells, pa.string()))
    return tidy(pa.array([cell if type(cell) is str else as_text(cell) for cell in cells], pa.string()))


@dataclass(slots=True)
class Harvest:
    """The rows kept of one sheet, as columns by field name plus `sheet_row`; findings go to `log`."""

    columns: ColumnMap
    limits: Limits
    log: IssueLog
    sheet: str | None = None
    rows: int = 0
    replaced: bool = False
    doubtful: int = 0
    _parts: list[dict[str, pa.Array]] = field(default_factory=list)

    def add(
        self, batch: Batch, numbers: npt.NDArray[np.int32], unreadable: Mapping[Place, CellIssue] | None = None
    ) -> npt.NDArray[np.bool_]:
        """Take the data rows of `batch`; `numbers` are their 1-based rows in the source. Returns which were kept."""
        mask_kept, left = sift(batch, self.columns, self._spend)
        for position, problem, text in left:
            self.log.add(CellIssue(problem, self.sheet, int(numbers[position]), value=mask(text)))
        columns = {name.value: column for name, column in batch.columns.items()}
        part = kept(columns | {"sheet_row": pa.array(numbers, pa.int32())}, mask_kept)
        self.rows += int(np.count_nonzero(mask_kept))
        if self.rows > self.limits.max_rows:
            raise refuse("too_many_rows", most=self.limits.max_rows)
        self._parts.append(part)
        self.log.extend(self._unreadable(part, numbers[mask_kept], unreadable or {}))
        return mask_kept

    def _spend(self, rows: int) -> None:
        self.doubtful += rows
        if self.doubtful > self.limits.max_doubtful:
            raise too_much(Problem("tabular.of_doubtful"), self.sheet or "-", self.limits.max_doubtful)

    def table(self) -> dict[str, pa.ChunkedArray]:
        """The columns gathered so far."""
        names = [name.value for name in self.columns.positions()]
        kinds = dict.fromkeys(names, pa.string()) | {"sheet_row": pa.int32()}
        return {name: pa.chunked_array([part[name] for part in self._parts], kind) for name, kind in kinds.items()}

    def _unreadable(
        self, part: Mapping[str, pa.Array], numbers: npt.NDArray[np.int32], unreadable: Mapping[Place, CellIssue]
    ) -> Iterator[CellIssue]:
        if unreadable:
            present = set((numbers - 1).tolist())
            yield from (issue for (row, _), issue in unreadable.items() if row in present)
        yield from cell_issues(part, numbers, self.columns.positions(), self.sheet)
        if self.replaced:
            yield from self._replaced_characters(part, numbers)

    def _replaced_characters(self, part: Mapping[str, pa.Array], numbers: npt.NDArray[np.int32]) -> Iterator[CellIssue]:
        for name, index in self.columns.positions().items():
            for position in matching(part[name.value], _REPLACED):
                value = mask(part[name.value][int(position)].as_py(), name)
                problem = Problem("tabular.unreadable_characters")
                yield CellIssue(problem, self.sheet, int(numbers[position]), column_letter(index), name, value)
