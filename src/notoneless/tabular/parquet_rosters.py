"""Read a parquet roster: recognise its columns from the schema and the first rows, then read only those."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from notoneless.kernel.problems import Problem
from notoneless.tabular.arrow_text import matching, tidy
from notoneless.tabular.cells import mask
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.fields import Field
from notoneless.tabular.issues import CellIssue, IssueLog, column_letter
from notoneless.tabular.kinds import named_in_unicode, refuse, too_much
from notoneless.tabular.limits import Limits
from notoneless.tabular.recognition.columns import recognise, with_examples
from notoneless.tabular.recognition.contents import SAMPLE
from notoneless.tabular.request import Columns, Request, check_columns
from notoneless.tabular.rows.unreadable_cells import CHECKED, cell_issues

_HEAD_ROWS = 2_000
_BUFFER_BYTES = 1 << 16
_COUNTED_ROWS = 1 << 16
_EXACT_INTEGER = 2.0**53


def read_parquet(request: Request) -> tuple[ColumnMap, Columns]:
    """The columns recognised and the rows. Raises NotonelessError."""
    source = ParquetRoster(request.path, request.limits)
    request.log.extend(source.left_out())
    columns = source.columns(request.chosen)
    check_columns(columns, request.required)
    return columns, source.read(columns, request.log, request.advance(source.rows), request.wanted)


class ParquetRoster:
    """An opened parquet file. Every method raises NotonelessError for a file that cannot be read."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._name = path.name
        try:
            # without prefetching, the first rows cost a few pages and not whole columns
            source = path if named_in_unicode(path) else pa.BufferReader(path.read_bytes())
            self._file = pq.ParquetFile(source, pre_buffer=False, buffer_size=_BUFFER_BYTES)
            self._schema = self._file.schema_arrow
        except (pa.ArrowException, OSError, ValueError) as error:
            raise refuse("damaged_parquet", file=path.name) from error
        about = self._file.metadata
        self.rows: int = about.num_rows
        size = sum(about.row_group(group).total_byte_size for group in range(about.num_row_groups))
        if self.rows > limits.max_rows:
            raise refuse("too_many_rows", most=limits.max_rows)
        if size > limits.max_uncompressed_bytes:
            raise refuse("file_too_large", file=path.name, size=size >> 20, most=limits.max_uncompressed_bytes >> 20)
        if len(self._schema) > limits.max_columns:
            raise refuse("too_many_columns", sheet=path.name, columns=len(self._schema), most=limits.max_columns)
        if size > limits.max_text_bytes or self._text_bytes(source) > limits.max_text_bytes:
            raise too_much(Problem("tabular.of_text"), path.name, limits.max_text_bytes >> 20)

    def _text_bytes(self, source: Path | pa.BufferReader) -> int:
        """The bytes of all texts, each as often as it stands: a dictionary holds a text once for a million rows."""
        names = [kind.name for kind in self._schema if _holds_text(kind.type) and kind.name]
        if isinstance(source, pa.BufferReader):
            source.seek(0)
        total = 0
        try:
            file = pq.ParquetFile(source, read_dictionary=names, pre_buffer=False, buffer_size=_BUFFER_BYTES)
            for batch in file.iter_batches(batch_size=_COUNTED_ROWS, columns=names, use_threads=False):
                for column in batch.columns:
                    total += _bytes_of(column)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise refuse("damaged_parquet", file=self._name) from error
        return total

    def left_out(self) -> Iterator[CellIssue]:
        """The columns that hold something other than single values, and are not read."""
        for index, kind in enumerate(self._schema):
            if not _is_text(kind.type):
                problem = Problem("tabular.nested_column", {"header": kind.name, "kind": str(kind.type)[:40]})
                yield CellIssue(problem, column=column_letter(index))

    def columns(self, chosen: ColumnMap | None) -> ColumnMap:
        """The columns as recognised, or as `chosen` says."""
        headers = [kind.name if _is_text(kind.type) else "" for kind in self._schema]
        head = self._first_rows()
        samples = {
            index: self._sample(head, index) for index, header in enumerate(headers) if header and head is not None
        }
        said = chosen.bind(headers) if chosen is not None else None
        return with_examples(said, samples) if said is not None and said.complete else recognise(headers, samples, said)

    def _first_rows(self) -> pa.RecordBatch | None:
        try:
            head = next(self._file.iter_batches(batch_size=_HEAD_ROWS, use_threads=False), None)
            if head is not None:
                head.validate(full=True)
            return head
        except (pa.ArrowException, OSError, ValueError) as error:
            raise refuse("damaged_parquet", file=self._name) from error

    def _sample(self, head: pa.RecordBatch, index: int) -> Sequence[str | None]:
        column = head.column(index)
        if _zone_unknown(column.type):
            return []
        text = as_strings(column)
        sampled: list[str | None] = text.take(
            pa.array(np.arange(0, len(text), max(1, len(text) // SAMPLE)))
        ).to_pylist()
        return sampled

    def read(
        self, columns: ColumnMap, log: IssueLog, advance: Callable[[int], None], wanted: frozenset[Field] | None = None
    ) -> dict[str, pa.ChunkedArray]:
        """The recognised columns, or those of them that are `wanted`, as tidy text by field name."""
        positions = {field: index for field, index in columns.positions().items() if wanted is None or field in wanted}
        names = [self._schema.names[index] for index in positions.values()]
        if len(set(names)) < len(names) or any(self._schema.names.count(name) > 1 for name in names):
            twice = next(name for name in names if self._schema.names.count(name) > 1)
            raise refuse("same_header_twice", header=twice)
        for index in positions.values():
            if _zone_unknown(kind := self._schema.field(index).type):
                raise refuse("unknown_zone", file=self._name, header=self._schema.names[index], zone=kind.tz)
        try:
            table = self._file.read(columns=names)
            with ThreadPoolExecutor(pa.cpu_count()) as pool:
                chosen = map(table.column, names)
                done = list(pool.map(_read_column, chosen, positions.keys(), positions.values()))
        except (pa.ArrowException, OSError, ValueError) as error:
            raise refuse("damaged_parquet", file=self._name) from error
        for _, issues in done:
            log.extend(issues)
        advance(self.rows)
        return {field.value: column for field, (column, _) in zip(positions, done, strict=True)}


def _read_column(column: pa.ChunkedArray, field: Field, index: int) -> tuple[pa.ChunkedArray, list[CellIssue]]:
    """One column as tidy text, and its unreadable cells."""
    column.validate(full=True)  # parquet does not hold its writers to UTF-8
    chunks = [tidy(as_strings(chunk)) for chunk in column.chunks]
    issues: list[CellIssue] = []
    start = 1
    for chunk in chunks:
        numbers = np.arange(start, start + len(chunk), dtype=np.int32)
        if field in CHECKED:
            issues += cell_issues({field.value: chunk}, numbers, {field: index}, None)
        if _is_binary(column.type):
            issues += _replaced_characters(chunk, start, field, index)
        start += len(chunk)
    return pa.chunked_array(chunks, pa.string()), issues


def _replaced_characters(chunk: pa.StringArray, start: int, field: Field, index: int) -> Iterator[CellIssue]:
    for position in matching(chunk, "�"):
        place = (start + int(position), column_letter(index))
        value = mask(chunk[int(position)].as_py(), field)
        yield CellIssue(Problem("tabular.unreadable_characters"), None, *place, field, value)


def as_strings(column: pa.Array) -> pa.StringArray:
    """Any flat column as text: whole floats without ".0" or exponent, instants of one day as that day."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_strings(column.dictionary_decode())
    if pa.types.is_timestamp(kind):
        return pc.cast(pc.cast(column, pa.date32(), safe=False), pa.string())
    if pa.types.is_float16(kind):
        return as_strings(pc.cast(column, pa.float32()))
    if pa.types.is_floating(kind) and _all_whole(column):
        return pc.cast(pc.cast(column, pa.int64(), safe=False), pa.string())
    if pa.types.is_null(kind):
        return pa.nulls(len(column), pa.string())
    if _is_binary(kind):
        return _decoded(column)
    return column if kind == pa.string() else pc.cast(column, pa.string())


def _decoded(column: pa.Array) -> pa.StringArray:
    """Bytes as text, each cell in the encoding that fits it; U+FFFD where none does."""
    try:
        return pc.cast(column, pa.string())
    except pa.ArrowException:
        return pa.array([None if cell is None else _text(cell) for cell in column.to_pylist()], pa.string())


def _text(cell: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return cell.decode(encoding)
        except UnicodeDecodeError:
            continue
    return cell.decode("utf-8", "replace")


def _is_binary(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_binary_view(kind)
        or pa.types.is_fixed_size_binary(kind)
    )


def _is_text(kind: pa.DataType) -> bool:
    """Whether each value of this type can be told as one text."""
    if _zone_unknown(kind):
        return True
    try:
        as_strings(pa.array([], kind))
    except pa.ArrowException:
        return False
    return not pa.types.is_nested(kind)


def _holds_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(kind) or pa.types.is_binary(kind))


def _bytes_of(column: pa.Array) -> int:
    if not pa.types.is_dictionary(column.type):
        return pc.sum(pc.binary_length(column)).as_py() or 0
    return pc.sum(pc.take(pc.binary_length(column.dictionary), column.indices)).as_py() or 0


def _zone_unknown(kind: pa.DataType) -> bool:
    """Whether it cannot be told on which day an instant of this type was."""
    if not pa.types.is_timestamp(kind) or kind.tz is None:
        return False
    try:
        as_strings(pa.array([0], kind))
    except pa.ArrowException:
        return True
    return False


def _all_whole(column: pa.Array) -> bool:
    whole = pc.and_(pc.equal(pc.floor(column), column), pc.less(pc.abs(column), _EXACT_INTEGER))
    return bool(pc.all(whole, min_count=0).as_py())
