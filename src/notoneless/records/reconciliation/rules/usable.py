"""Which rosters a comparison can use at all; the others are refused before any work is done."""

from collections.abc import Mapping
from itertools import combinations
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.column_map import ColumnMap

_ENOUGH_TO_JUDGE = 20
_ENOUGH_BESIDE_OTHERS = 5
"""Rows from which one value for everybody is a wrong column: fewer are enough where the rows are plainly different people."""
_ENOUGH_TO_BE_NO_ACCIDENT = 5
_NEARLY_ALL, _ENOUGH_TO_SUSPECT = 0.95, 30
"""The share of one roster's people in another, and the rows, from which the other is the same: a real roll lacks more."""

_TELLING = ("name", "id_no")
_WRITTEN_ANEW = frozenset({"row", "sheet", "sheet_row", "dob", "enrolled_on"})
"""What each format writes in its own way: where a row stands, and dates."""
_ROLL_FIELDS = frozenset({"student_no", "school", "grade", "class"})


class Read(Protocol):
    """A roster as read: its rows, and the hash of the file."""

    @property
    def data(self) -> pa.Table:
        """Text columns by field name."""

    @property
    def columns(self) -> ColumnMap:
        """Its columns, with their headings."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the file."""


def refuse_unusable(roster: str, table: pa.Table) -> None:
    """Raise NotonelessError for a roster no comparison can use: no rows, no names, one name or one ID for everybody."""
    params: dict[str, str | int | Problem] = {"roster": Problem(f"reconciliation.roster.{roster}")}
    if table.num_rows == 0:
        raise NotonelessError(Problem("reconciliation.empty", params))
    if table["name"].null_count == table.num_rows:
        raise NotonelessError(Problem("reconciliation.no_names", params))
    same = [field in table.column_names and _says_nothing(table[field]) for field in _TELLING]
    enough = _ENOUGH_TO_JUDGE if all(same) else _ENOUGH_BESIDE_OTHERS
    if any(same) and table.num_rows >= enough:
        raise NotonelessError(Problem(f"reconciliation.all_equal.{_TELLING[same.index(True)]}", params))


def _says_nothing(column: pa.ChunkedArray) -> bool:
    """One value in every row: looks at a sample before it counts everything."""
    head = column.slice(0, 1000)
    if pc.count_distinct(head, mode="all").as_py() > 1:
        return False
    return bool(pc.count_distinct(column, mode="all").as_py() == 1 and column.null_count == 0)


def refuse_twins(rosters: Mapping[str, Read]) -> None:
    """Raise NotonelessError for one content under two parts, in one format or two: it would link everybody to themselves."""
    for (first, one), (second, other) in combinations(rosters.items(), 2):
        if one.fingerprint == other.fingerprint or _one_sheet(one, other):
            names = {
                "first": Problem(f"reconciliation.roster.{first}"),
                "second": Problem(f"reconciliation.roster.{second}"),
            }
            raise NotonelessError(Problem("reconciliation.same_file", names))


def _one_sheet(one: Read, other: Read) -> bool:
    """One sheet saved twice: the same headings, and the same in every cell.

    Equal names and ID numbers in one order are not enough: a village whose children are all enrolled, sorted by ID number,
    gives two honest rosters of that kind. Such rosters differ in what each office keeps beside the child, and in its headings.
    """
    if one.data.num_rows != other.data.num_rows or one.data.num_rows < _ENOUGH_TO_BE_NO_ACCIDENT:
        return False
    fields = set(one.data.column_names) - _WRITTEN_ANEW
    same_fields = fields == set(other.data.column_names) - _WRITTEN_ANEW
    return (
        _headings(one) == _headings(other)
        and same_fields
        and all(one.data[field].equals(other.data[field]) for field in fields)
    )


def refuse_reshuffled(rosters: Mapping[str, Read]) -> None:
    """Raise NotonelessError for a household roster given again as roll or elsewhere roster with its rows in another order.

    Known by its headings, none of which is about schooling, and by nearly the same people: it would leave nobody missing.
    """
    home = rosters.get("household")
    for part, other in rosters.items():
        schooling = _ROLL_FIELDS & set(other.data.column_names)
        if home is None or other is home or schooling or _headings(home) != _headings(other):
            continue
        field = "id_no" if "id_no" in other.data.column_names else "name"
        shared = pc.sum(pc.is_in(home.data[field], value_set=other.data[field].combine_chunks())).as_py() or 0
        if home.data.num_rows >= _ENOUGH_TO_SUSPECT and shared >= _NEARLY_ALL * home.data.num_rows:
            params = {"roster": Problem(f"reconciliation.roster.{part}")}
            raise NotonelessError(Problem("reconciliation.reshuffled", params))


def _headings(roster: Read) -> list[str]:
    return sorted(column.header for column in roster.columns.columns if column.header)


def refuse_swapped(tables: Mapping[str, pa.Table]) -> None:
    """Raise NotonelessError where the household roster looks like a roll and the roll does not."""
    marks = {part: _ROLL_FIELDS & set(table.column_names) for part, table in tables.items()}
    if len(marks.get("household", ())) > 1 and not marks.get("school"):
        raise NotonelessError(Problem("reconciliation.swapped"))
