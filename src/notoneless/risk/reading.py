"""Read a county's file: UTF-8, GBK or UTF-16, any usual separator, every cell as text; no row is left out in silence."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from rapidfuzz import fuzz, process

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.risk.columns import RiskMap
from notoneless.tabular.kinds import Kind, about, file_kind, refuse
from notoneless.tabular.limits import DEFAULT_LIMITS
from notoneless.tabular.recognition.headers import fold
from notoneless.tabular.recognition.shown import listed_headers
from notoneless.tabular.text.files import DELIMITERS, read_text

_BLOCK_BYTES = 16 << 20
_ALIKE = 60
"""Of 100: from where another heading is named as what may have been meant."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a file as texts, by the names the map has for them."""

    columns: dict[str, pa.ChunkedArray]
    headers: tuple[str, ...]
    rows: int
    decimal_comma: bool = False


def read_sheet(path: Path, wanted: Sequence[str] | None) -> Sheet:
    """The wanted columns of the file at `path` (None: all). Raises NotonelessError for what cannot be read or is not there."""
    if file_kind(path, DEFAULT_LIMITS) is not Kind.DELIMITED:
        raise NotonelessError(Problem("risk.only_csv", {"file": path.name}))
    with about(path):
        content = read_text(path).content.removeprefix(b"\xef\xbb\xbf")
        delimiter, headers, lines = _head(content)
        if len(headers) > DEFAULT_LIMITS.max_columns:
            most = DEFAULT_LIMITS.max_columns
            raise refuse("too_many_columns", sheet=path.name, columns=len(headers), most=most)
        chosen = {name: _located(name, headers) for name in (headers if wanted is None else wanted) if name}
        if wanted is None:
            _refuse_twice(headers)
        table = _table(content, delimiter, len(headers), lines, sorted(set(chosen.values())))
        if not table.num_rows:
            raise refuse("no_rows", file=path.name)
        columns = {name: table.column(str(index)) for name, index in chosen.items()}
    return Sheet(columns, tuple(headers), table.num_rows, delimiter == ";")


def wanted_by(risk_map: RiskMap, *, with_outcome: bool) -> Sequence[str] | None:
    """The columns to be read for a map: those it names, or all. Children of this year have no outcome and no visit yet."""
    if risk_map.every:
        return None
    later = (
        () if with_outcome else (risk_map.outcome, risk_map.visited, risk_map.period, risk_map.school, *risk_map.groups)
    )
    mine = {risk_map.id, *(each.column for each in risk_map.inputs)}
    return [name for name in risk_map.named() if name in mine or name not in later]


def _head(content: bytes) -> tuple[str, list[str], int]:
    """The separator, the headings, and how many lines these take."""
    start = content[: 1 << 20].decode("utf-8", "ignore")
    first = start.splitlines()[0] if start.splitlines() else ""
    delimiter = max(DELIMITERS, key=first.count) if any(map(first.count, DELIMITERS)) else ","
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    headers = [cell.strip() for cell in next(reader, [])]
    while headers and not headers[-1]:
        headers.pop()
    return delimiter, headers, reader.line_num


def _refuse_twice(headers: Sequence[str]) -> None:
    for name in headers:
        if headers.count(name) > 1:
            raise refuse("same_header_twice", header=name)


def _located(name: str, headers: Sequence[str]) -> int:
    """The position of a column the map names. Raises NotonelessError with what may have been meant."""
    same = [index for index, header in enumerate(headers) if header == name]
    same = same or [index for index, header in enumerate(headers) if fold(header) and fold(header) == fold(name)]
    if len(same) == 1:
        return same[0]
    if same:
        raise refuse("same_header_twice", header=name)
    near = process.extractOne(name, [header for header in headers if header], scorer=fuzz.ratio, score_cutoff=_ALIKE)
    meant = Problem("risk.meant", {"header": near[0]}) if near else ""
    raise NotonelessError(
        Problem("risk.no_column", {"column": name, "meant": meant, "headers": listed_headers(headers)})
    )


def _table(content: bytes, delimiter: str, width: int, lines: int, wanted: Sequence[int]) -> pa.Table:
    uneven: list[tuple[int | None, int]] = []

    def skipped(row: arrow_csv.InvalidRow) -> str:
        uneven.append((row.number, row.actual_columns))
        return "skip"

    names = [str(index) for index in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(content)),
            read_options=arrow_csv.ReadOptions(
                use_threads=False, skip_rows=lines, column_names=names, block_size=_BLOCK_BYTES
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=b'"' in content, invalid_row_handler=skipped
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=[str(index) for index in wanted],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise NotonelessError(
            Problem("risk.ragged", {"row": "?", "cells": "?", "columns": width, "count": 1})
        ) from error
    if uneven:
        row, cells = uneven[0]
        params: dict[str, str | int] = {"row": row or "?", "cells": cells, "columns": width, "count": len(uneven)}
        raise NotonelessError(Problem("risk.ragged", params))
    if table.num_rows > DEFAULT_LIMITS.max_rows:
        raise refuse("too_many_rows", most=DEFAULT_LIMITS.max_rows)
    return table


def as_texts(column: pa.ChunkedArray) -> list[str]:
    """The cells as they stand: an ID keeps its leading zeros."""
    return [str(cell) for cell in column.to_pylist()]


def distinct(column: pa.ChunkedArray) -> int:
    """How many different texts a column holds."""
    return len(np.unique(np.asarray(column.combine_chunks().dictionary_encode().indices)))
