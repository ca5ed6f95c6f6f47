"""Read a text table (.csv, .tsv, .txt): fast through Arrow where every line is a record, line by line where not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from notoneless.kernel.problems import Problem
from notoneless.tabular.arrow_text import tidy
from notoneless.tabular.cells import mask
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.issues import CellIssue, column_letter
from notoneless.tabular.recognition.headings import Header, chosen_header, headless, located
from notoneless.tabular.rows.harvest import BATCH_ROWS, Harvest, text_column
from notoneless.tabular.rows.sampling import recognise_below
from notoneless.tabular.rows.sifting import Batch
from notoneless.tabular.text.dividing import Record
from notoneless.tabular.text.files import Layout, Text, records

_BLOCK_BYTES = 8 << 20


def prepare_text(layout: Layout, chosen: ColumnMap | None) -> tuple[Header, ColumnMap] | None:
    """The header and the columns; None where no header and no telling content is found."""
    if chosen is not None:
        bound = chosen_header(layout.head, (), chosen)
        return bound and (bound[0], located(recognise_below(layout.head, *bound), bound[0]))
    found = layout.header or headless(layout.head)
    if found is None:
        return None
    return found, located(recognise_below(layout.head, found), found)


def harvest_text(text: Text, layout: Layout, header: Header, harvest: Harvest, advance: Callable[[int], None]) -> None:
    """Read all records below the header into `harvest`; calls `advance` with the number of rows read so far."""
    harvest.replaced = text.replaced
    divided = records(text, layout)
    harvest.log.extend(_stray(islice(divided, header.last + 1)))
    skipped = next((record.line for record in divided), None)
    if skipped is None:
        return
    width = len(header.texts)
    table = _even_table(text, layout.delimiter, skipped - 1, width)
    if table is not None:
        _harvest_table(table, skipped, harvest, advance)
        return
    _harvest_records(islice(records(text, layout), header.last + 1, None), width, harvest, advance)


def _even_table(text: Text, delimiter: str, skipped: int, width: int) -> pa.Table | None:
    """The table below the first `skipped` lines, where each line is one record of `width` cells; else None."""
    if len(delimiter.encode()) > 1 or width < 2:
        return None
    names = [str(index) for index in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(text.content)),
            read_options=arrow_csv.ReadOptions(skip_rows=skipped, column_names=names, block_size=_BLOCK_BYTES),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in text.content),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    lines = text.content.count(b"\n") + (not text.content.endswith(b"\n"))
    return table if table.num_rows == lines - skipped else None


def _harvest_table(table: pa.Table, line: int, harvest: Harvest, advance: Callable[[int], None]) -> None:
    positions = harvest.columns.positions()
    leading = True
    for batch in table.to_batches():
        columns = {name: tidy(batch.column(index)) for name, index in positions.items()}

        def cells(position: int, batch: pa.RecordBatch = batch) -> list[str]:
            return [column[position].as_py() for column in batch.columns]

        numbers = np.arange(line, line + batch.num_rows, dtype=np.int32)
        harvest.add(Batch(columns, cells, batch.num_rows, leading), numbers)
        line += batch.num_rows
        leading = False
        advance(line)


def _harvest_records(source: Iterator[Record], width: int, harvest: Harvest, advance: Callable[[int], None]) -> None:
    positions = harvest.columns.positions()
    leading = True
    while taken := list(islice(source, BATCH_ROWS)):
        rows = [record.cells for record in taken]
        columns = {
            name: text_column([row[index] if index < len(row) else "" for row in rows])
            for name, index in positions.items()
        }
        numbers = np.fromiter((record.line for record in taken), dtype=np.int32, count=len(taken))
        kept = harvest.add(Batch(columns, rows.__getitem__, len(rows), leading), numbers)
        harvest.log.extend(_stray(taken))
        harvest.log.extend(_ragged(taken, kept.tolist(), width))
        leading = False
        advance(int(numbers[-1]))


def _stray(records: Iterable[Record]) -> Iterator[CellIssue]:
    """Lines whose quotation marks were not believed."""
    return (CellIssue(Problem("tabular.stray_quote"), row=record.line) for record in records if record.stray)


def _ragged(taken: Sequence[Record], kept: Sequence[bool], width: int) -> Iterator[CellIssue]:
    """Records that have more or fewer cells than the header: the cells may stand under the wrong heading."""
    for (line, row, _), is_kept in zip(taken, kept, strict=True):
        if not is_kept or len(row) == width:
            continue
        surplus = [cell for cell in row[width:] if cell.strip()]
        if len(row) < width:
            yield CellIssue(Problem("tabular.short_row", {"cells": len(row), "columns": width}), row=line)
        elif surplus:
            problem = Problem("tabular.long_row", {"cells": len(row), "columns": width})
            yield CellIssue(problem, row=line, column=column_letter(width), value=mask(surplus[0]))
