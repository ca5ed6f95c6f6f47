"""Read a roster of any shape into one Arrow table with canonical columns."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.kernel.problems import Problem
from notoneless.kernel.progress import Progress
from notoneless.tabular.column_map import Column, ColumnMap
from notoneless.tabular.fields import Field
from notoneless.tabular.issues import CellIssue, IssueLog
from notoneless.tabular.kinds import Kind, about, file_kind, refuse
from notoneless.tabular.limits import DEFAULT_LIMITS, Limits
from notoneless.tabular.recognition.headers import fold
from notoneless.tabular.recognition.spellings import SERIAL
from notoneless.tabular.request import Columns, Request


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster as read.

    `data`: one `pa.string()` column for each recognised field, named by its value (tidy text, empty is null), plus
    `row` (int32, 1-based data row counted over all sheets), for workbooks `sheet` (string), and for all but parquet
    `sheet_row` (int32, 1-based row in the sheet or line in the file).
    `issues`: what a person should look at. `fingerprint`: SHA-256 of the file.
    """

    data: pa.Table
    columns: ColumnMap
    issues: tuple[CellIssue, ...]
    source: Path
    format: str
    fingerprint: str


def read_roster(
    path: Path,
    *,
    columns: ColumnMap | None = None,
    required: frozenset[Field] = frozenset({Field.NAME}),
    progress: Progress | None = None,
    limits: Limits = DEFAULT_LIMITS,
    wanted: frozenset[Field] | None = None,
) -> Roster:
    """The roster in the file at `path`, with its columns recognised or as `columns` says.

    wanted: fields that will be used; others may be left out of `data` where that saves work.
    Needs the `required` fields and an ID number column, which only a map with `id_no: null` may waive. Raises
    NotonelessError, with the one sentence to tell, for a file that cannot be used.
    """
    kind = file_kind(path, limits)
    log = IssueLog(limits.max_issues_alike)
    request = Request(path, kind, columns, required, limits, log, progress, wanted)
    with about(path):
        found, data = _reading(kind)(request)
    count = len(next(iter(data.values())))
    if count == 0:
        raise refuse("no_rows", file=path.name)
    found, data = _without_false_key(found, data, count)
    row = pa.array(np.arange(1, count + 1, dtype=np.int32))
    with path.open("rb") as file:
        fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
    return Roster(pa.table(data | {"row": row}), found, tuple(log.closed()), path, kind.value, fingerprint)


def _reading(kind: Kind) -> Callable[[Request], tuple[ColumnMap, Columns]]:
    """The reader for `kind`; only that one is imported, since a command that reads parquet should start at once."""
    if kind is Kind.PARQUET:
        from notoneless.tabular.parquet_rosters import read_parquet

        return read_parquet
    if kind is Kind.DELIMITED:
        from notoneless.tabular.text.rosters import read_text_table

        return read_text_table
    from notoneless.tabular.workbooks.rosters import read_workbook

    return read_workbook


def _without_false_key(columns: ColumnMap, data: Columns, count: int) -> tuple[ColumnMap, Columns]:
    """A counting column is the source's key only where no value repeats: one that starts anew by village is not."""
    key = next((column for column in columns.columns if column.field is Field.KEY), None)
    if key is None or key.header == "" or fold(key.header) not in SERIAL:
        return columns, data
    values = data[Field.KEY.value]
    if values.null_count == 0 and pc.count_distinct(values).as_py() == count:
        return columns, data
    plain = Column(key.index, key.header, None, 0.0, (Problem("tabular.serial_repeats"),))
    kept = tuple(plain if column is key else column for column in columns.columns)
    return replace(columns, columns=kept), {name: column for name, column in data.items() if name != Field.KEY.value}
