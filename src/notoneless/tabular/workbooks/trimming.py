"""Leave stray cells out of a sheet whose rectangle would not fit in memory, and say which.

The workbook reader holds the whole rectangle around a sheet's cells; one stray cell at XFD1048576 makes that
550 GB and ends the process. Such a sheet is rewritten in memory without its stray cells before it is read.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from notoneless.kernel.problems import Problem
from notoneless.tabular.issues import CellIssue, Place, column_index, column_letter
from notoneless.tabular.kinds import refuse
from notoneless.tabular.limits import Limits
from notoneless.tabular.workbooks.archives import read_entry
from notoneless.tabular.workbooks.sheet_facts import filled_places
from notoneless.tabular.workbooks.sheet_xml import CELL_PLACE, row_blocks

_GAP = 10_000
_MOST_STRAY_LINES = 20
_MOST_STRAY_NAMED = 20


@dataclass(frozen=True, slots=True)
class Trim:
    """How much of a sheet is kept: `rows` and `columns` counted from the top left."""

    rows: int
    columns: int


def plan_trim(path: Path, entry: zipfile.ZipInfo, sheet: str, limits: Limits) -> tuple[Trim | None, list[CellIssue]]:
    """What to keep of a sparse sheet and the issues naming what is left out; None: it may be read as it is.

    Raises NotonelessError where too much lies too far apart to call it stray.
    """
    rows, widest, furthest = set(), 0, (0, 0)
    far: set[int] = set()
    for row, column in filled_places(path, entry):
        furthest = max(furthest, (row, column))
        if column >= limits.max_columns:
            far.add(column)
            if len(far) > _MOST_STRAY_LINES:
                raise refuse("too_many_columns", sheet=sheet, columns=max(far) + 1, most=limits.max_columns)
        if column < limits.max_columns:
            rows.add(row)
            widest = max(widest, column)
    trim = Trim(_last_dense_row(sorted(rows)) + 1, widest + 1)
    if trim.rows * trim.columns > limits.max_box:
        raise refuse("sheet_too_sparse", sheet=sheet, cell=_cell(furthest))
    stray = [place for place in filled_places(path, entry) if place[0] >= trim.rows or place[1] >= trim.columns]
    if len({row for row, _ in stray if row >= trim.rows}) > _MOST_STRAY_LINES:
        raise refuse("sheet_too_sparse", sheet=sheet, cell=_cell(furthest))
    return (trim, _stray_issues(stray, sheet)) if stray else (None, [])


def _last_dense_row(rows: list[int]) -> int:
    for row, following in pairwise(rows):
        if following - row > _GAP:
            return row
    return rows[-1] if rows else 0


def _cell(place: Place) -> str:
    return f"{column_letter(place[1])}{place[0] + 1}"


def _stray_issues(stray: list[Place], sheet: str) -> list[CellIssue]:
    issues = [
        CellIssue(Problem("tabular.stray_cell", {"cell": _cell(place)}), sheet, place[0] + 1, column_letter(place[1]))
        for place in stray[:_MOST_STRAY_NAMED]
    ]
    if len(stray) > _MOST_STRAY_NAMED:
        issues.append(CellIssue(Problem("tabular.stray_cells", {"count": len(stray) - _MOST_STRAY_NAMED}), sheet))
    return issues


def trimmed_copy(path: Path, entries: dict[str, zipfile.ZipInfo], trims: dict[str, Trim]) -> io.BytesIO:
    """The workbook as an archive in memory, its sheets cut as `trims` (by archive entry) says, without its media."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, entry in entries.items():
            if name.endswith("/") or "/media/" in name:
                continue
            pieces = read_entry(path, entry)
            content = _trimmed(pieces, path.name, trims[name]) if name in trims else pieces
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in content:
                    part.write(piece)
    copy.seek(0)
    return copy


def _trimmed(pieces: Iterator[bytes], name: str, trim: Trim) -> Iterator[bytes]:
    def kept(found: re.Match[bytes]) -> bytes:
        place = CELL_PLACE.search(found[0])
        if place is None:
            return found[0]
        inside = int(place[2]) <= trim.rows and column_index(place[1].decode("ascii")) < trim.columns
        return found[0] if inside else b""

    for found, block in row_blocks(pieces, name, to_end=True):
        yield found.whole_cell.sub(kept, block)
