"""One request to read a file: what is wanted of it, what it must hold, and what was found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.kernel.progress import Progress
from notoneless.tabular.cells import mask
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.fields import NUMBERS, Field
from notoneless.tabular.issues import IssueLog, column_letter
from notoneless.tabular.kinds import Kind, refuse
from notoneless.tabular.limits import Limits
from notoneless.tabular.recognition.mojibake import garbled
from notoneless.tabular.recognition.shown import listed_headers, shown_headings

Columns = dict[str, pa.ChunkedArray]
"""Columns of text by field name; of a workbook also `sheet`, of all but parquet `sheet_row`."""


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read: `chosen` is the map a person gave, `required` the fields it must hold; findings go to `log`.

    wanted: the fields that will be used, None for all; a reader may leave out others where that saves work.
    """

    path: Path
    kind: Kind
    chosen: ColumnMap | None
    required: frozenset[Field]
    limits: Limits
    log: IssueLog
    progress: Progress | None
    wanted: frozenset[Field] | None = None

    def advance(self, total: int, before: int = 0) -> Callable[[int], None]:
        """A function to call with the rows read so far, `before` of which were read from earlier sheets."""

        def advanced(done: int) -> None:
            if self.progress is not None:
                self.progress("tabular.stage_reading", before + done, total)

        return advanced


class ColumnsError(NotonelessError):
    """The columns do not suffice; `columns` are those recognised, so that a person can see and mend the map."""

    def __init__(self, problem: Problem, columns: ColumnMap) -> None:
        super().__init__(problem)
        self.columns = columns


def check_columns(columns: ColumnMap, required: frozenset[Field]) -> None:
    """Raise ColumnsError for a map in which a needed column is missing or claimed twice."""
    problem = _contest(columns) or _lack(columns, required)
    if problem is not None:
        raise ColumnsError(problem, columns)


def _contest(columns: ColumnMap) -> Problem | None:
    if not columns.contests:
        return None
    contest = columns.contests[0]
    shown = shown_headings([column.header for column in columns.columns])
    first, second = (f"{column_letter(index)} {shown[index]}".strip() for index in (contest.first, contest.second))
    return Problem("tabular.columns_contest", {"field": field_words(contest.field), "first": first, "second": second})


def _lack(columns: ColumnMap, required: frozenset[Field]) -> Problem | None:
    held = columns.positions().keys()
    seen: dict[str, str | int | Problem] = {"headers": listed_headers([column.header for column in columns.columns])}
    if Field.NAME in required and Field.NAME not in held:
        return Problem("tabular.no_name_column", seen)
    if Field.ID_NO not in held and Field.ID_NO not in columns.absent:
        return Problem("tabular.no_id_column", seen)
    if not NUMBERS & held:
        return Problem("tabular.no_number_column", seen)
    lacking = sorted(required - held - {Field.NAME, Field.ID_NO})
    return Problem("tabular.no_required_column", {"field": field_words(lacking[0]), **seen}) if lacking else None


def field_words(field: Field) -> Problem:
    """The field's name for people, as a phrase."""
    return Problem(f"tabular.field.{field.value}")


def no_header(rows: Sequence[Sequence[str]]) -> NotonelessError:
    """The error for a table without a header, which says so if the text is garbled."""
    bad = garbled(rows[:30])
    if bad is not None:
        return refuse("mojibake", sample=mask(bad)[:20])
    first = next((row for row in rows if sum(bool(cell) for cell in row) > 1), rows[0] if rows else [])
    return refuse("no_header", headers=listed_headers(list(first)))
