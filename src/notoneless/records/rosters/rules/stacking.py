"""Rosters in force stacked into one table for each kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import pyarrow as pa

from notoneless.tabular.fields import Field

OWN_ROW = "own_row"
"""Where the number of a row in its own roster is kept while it stands in a stack."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one roster that are in force: its title, the table as it was read, and the unit of each row."""

    roster: UUID
    title: str
    table: pa.Table
    units: Sequence[UUID]

    def __post_init__(self) -> None:
        if len(self.units) != self.table.num_rows:
            raise TypeError("each row is in a unit")


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts as one table with rows numbered from 1; for each row its roster and title, its number there, and its unit."""

    table: pa.Table
    rosters: Sequence[UUID]
    titles: Sequence[str]
    rows: Sequence[int]
    units: Sequence[UUID]


def stacked(parts: Sequence[Part]) -> Stack:
    """The parts as one: of several rosters each is a sheet, named by its title, so that a place can be told."""
    fields = [field.value for field in Field if any(field.value in part.table.column_names for part in parts)]
    tables = [_one(part, fields, len(parts) > 1) for part in parts]
    whole = pa.concat_tables(tables)
    numbered = whole.append_column("row", pa.array(np.arange(1, whole.num_rows + 1, dtype=np.int32)))
    return Stack(
        table=numbered.drop_columns([OWN_ROW]),
        rosters=[part.roster for part in parts for _ in part.units],
        titles=[part.title for part in parts for _ in part.units],
        rows=numbered[OWN_ROW].to_pylist(),
        units=[unit for part in parts for unit in part.units],
    )


def _one(part: Part, fields: Sequence[str], is_one_of_many: bool) -> pa.Table:
    table, count = part.table, part.table.num_rows
    columns = {
        field: table[field].cast(pa.string()) if field in table.column_names else pa.nulls(count, pa.string())
        for field in fields
    }
    own = table["sheet_row"] if "sheet_row" in table.column_names else table["row"]
    sheets = table["sheet"].cast(pa.string()) if "sheet" in table.column_names else pa.nulls(count, pa.string())
    if is_one_of_many:
        sheets = pa.array(
            [f"{part.title} {sheet}" if sheet else part.title for sheet in sheets.to_pylist()], pa.string()
        )
    elif sheets.null_count:
        sheets = pa.array([""] * count, pa.string())
    return pa.table({**columns, "sheet": sheets, "sheet_row": own.cast(pa.int32()), OWN_ROW: own.cast(pa.int32())})
