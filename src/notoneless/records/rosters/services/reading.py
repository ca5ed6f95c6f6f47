"""A roster's file made into the table that is kept, before anything is written."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.parquet as pq

from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.store import laid_out
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.checking import checked
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.issues import CellIssue
from notoneless.tabular.limits import UPLOAD_LIMITS
from notoneless.tabular.reading import read_roster
from notoneless.tabular.request import ColumnsError

ROSTER_LIMITS = replace(UPLOAD_LIMITS, max_doubtful=30_000)
"""What a roster may ask of the machine. It comes over the network like any file; but a survey by villages lacks many numbers,
and a row without number and birth costs about an eighth of a millisecond.
"""


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as it was understood: its rows as a sealed table will hold them, its columns, and what is wrong with it."""

    table: bytes
    count: int
    columns: ColumnMap
    issues: tuple[CellIssue, ...]
    fingerprint: str


class ColumnsUnclear(Unusable):
    """A person has to say which column holds what; `columns` are those recognised."""

    def __init__(self, columns: ColumnMap) -> None:
        super().__init__(Problem("rosters.columns_unclear"))
        self.columns = columns


_READ: ContextVar[dict[tuple[str, str], Understood] | None] = ContextVar("read", default=None)
"""Files read before the transaction, by their fingerprint and the columns asked for. Nothing that comes in gets here."""


def understood(content: bytes, ending: str, columns: str) -> Understood:
    """Read a file. `columns`: the map a person has chosen, empty for what is recognised. Raises Unusable with the sentence."""
    ready, key = _READ.get(), (hashlib.sha256(content).hexdigest(), columns)
    if ready is not None and key in ready:
        return ready[key]
    found = _read(content, ending, columns)
    if ready is not None:
        ready[key] = found
    return found


@contextmanager
def read_once() -> Iterator[None]:
    """Within, a file that was read is not read again: a page reads it before its transaction, the action finds it."""
    before = _READ.set({})
    try:
        yield
    finally:
        _READ.reset(before)


def _read(content: bytes, ending: str, columns: str) -> Understood:
    with laid_out(content, ending) as path:
        try:
            chosen = ColumnMap.from_yaml(columns) if columns else None
            roster = checked(read_roster(path, columns=chosen, limits=ROSTER_LIMITS))
        except ColumnsError as error:
            raise ColumnsUnclear(error.columns) from error
        except NotonelessError as error:
            raise Unusable(error.problem) from error
    kept = io.BytesIO()
    pq.write_table(roster.data, kept, compression="zstd")
    return Understood(
        table=kept.getvalue(),
        count=roster.data.num_rows,
        columns=roster.columns,
        issues=roster.issues,
        fingerprint=roster.fingerprint,
    )


def layout_of(content: bytes, ending: str) -> str:
    """What tells one layout of a source from another: a digest of its headings in their order, as they are recognised."""
    try:
        columns = understood(content, ending, "").columns
    except ColumnsUnclear as unclear:
        columns = unclear.columns
    return hashlib.sha256("\x1f".join(column.header for column in columns.columns).encode()).hexdigest()


def table_of(content: bytes) -> pa.Table:
    """A kept table again. Raises NotonelessError where it is none."""
    try:
        return pq.read_table(io.BytesIO(content))
    except pa.ArrowInvalid as error:
        raise NotonelessError(Problem("attachments.gone")) from error
