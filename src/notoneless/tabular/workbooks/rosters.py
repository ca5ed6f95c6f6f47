"""Read the roster in a workbook: its sheets one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa

from notoneless.kernel.problems import Problem
from notoneless.tabular.column_map import Column, ColumnMap
from notoneless.tabular.kinds import refuse
from notoneless.tabular.request import Columns, Request, check_columns, no_header
from notoneless.tabular.rows.harvest import Harvest
from notoneless.tabular.workbooks.opening import open_workbook
from notoneless.tabular.workbooks.sheet_choice import choose_sheets
from notoneless.tabular.workbooks.sheet_names import Told, told_by_names
from notoneless.tabular.workbooks.sheet_reading import Prepared, harvest_sheet, head_texts

_HEAD_ROWS = 30
_BY_NAME, _EXAMPLES = 0.9, 3
"""How sure a sheet's name is, and how many are shown."""


def read_workbook(request: Request) -> tuple[ColumnMap, Columns]:
    """The columns recognised and the rows of all sheets of the roster. Raises NotonelessError."""
    book = open_workbook(request.path, request.kind, request.limits)
    request.log.extend(book.issues)
    chosen = choose_sheets(book.sheets, request.chosen, request.log)
    if not chosen:
        if all(sheet.height == 0 for sheet in book.sheets):
            raise refuse("no_rows", file=request.path.name)
        raise no_header([row for sheet in book.sheets for row in head_texts(sheet, _HEAD_ROWS)])
    for one in chosen:
        check_columns(one.columns, request.required)
    main = max(chosen, key=lambda one: one.sheet.height)
    names = tuple(one.sheet.name for one in chosen)
    told = told_by_names(names, {field for one in chosen for field in (*one.columns.positions(), *one.columns.absent)})
    columns = replace(main.columns, sheets=names, from_sheets=tuple(_from_sheets(told)))
    return columns, _read_all(chosen, told, request)


def _from_sheets(told: Told) -> Iterator[Column]:
    for field, values in told.items():
        examples = tuple(dict.fromkeys(value for value in values if value))[:_EXAMPLES]
        yield Column(None, "", field, _BY_NAME, (Problem("tabular.by_sheet_name"),), examples)


def _read_all(chosen: Sequence[Prepared], told: Told, request: Request) -> Columns:
    total = sum(one.sheet.height for one in chosen)
    harvests: list[Harvest] = []
    before = 0
    for one in chosen:
        harvest = Harvest(one.columns, request.limits, request.log, one.sheet.name)
        harvest_sheet(one, harvest, request.advance(total, before))
        before += one.sheet.height
        harvests.append(harvest)
    if sum(harvest.rows for harvest in harvests) > request.limits.max_rows:
        raise refuse("too_many_rows", most=request.limits.max_rows)
    read = []
    for at, harvest in enumerate(harvests):
        named = {field.value: _same(values[at], harvest.rows) for field, values in told.items()}
        read.append((harvest.sheet or "", harvest.table() | named, harvest.rows))
    return _joined(read)


def _same(text: str | None, rows: int) -> pa.ChunkedArray:
    return pa.chunked_array([pa.repeat(pa.scalar(text, pa.string()), rows)])


def _joined(read: Sequence[tuple[str, Columns, int]]) -> Columns:
    """The sheets below each other; a field that one sheet lacks is null there."""
    names = list(dict.fromkeys(name for _, columns, _ in read for name in columns if name != "sheet_row"))
    joined: Columns = {}
    for name in names:
        chunks = [
            chunk
            for _, columns, rows in read
            for chunk in (columns[name].chunks if name in columns else [pa.nulls(rows, pa.string())])
        ]
        joined[name] = pa.chunked_array(chunks, pa.string())
    sheets = [chunk for sheet, _, rows in read for chunk in _same(sheet, rows).chunks]
    numbers = [chunk for _, columns, _ in read for chunk in columns["sheet_row"].chunks]
    return joined | {"sheet": pa.chunked_array(sheets, pa.string()), "sheet_row": pa.chunked_array(numbers, pa.int32())}
