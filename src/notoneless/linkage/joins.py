"""The joins of the plan, in SQL: the exact stage and the candidate keys. Equi-joins only, so any SQL engine can run them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.linkage.encode import Encoded, Population
from notoneless.linkage.keys import FIRST_ROW_KEYS, SECOND_ROW_KEYS, Key, key_columns
from notoneless.linkage.open_dates import DATE_PARTNERS, OpenDates

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Longs = npt.NDArray[np.int64]

_SHARED_BY = 8
"""An ID that more rows of one roster carry than a child can have duplicates identifies nobody."""


@dataclass(frozen=True, slots=True)
class Exact:
    """Pairs that stand before evidence is weighed. how: which of `explain.EXACT_REASONS` holds them together."""

    left: Ints
    right: Ints
    how: npt.NDArray[np.int8]

    def part(self, start: int, size: int) -> "Exact":
        """The pairs whose right row is one of `size` from `start` on, with positions counted from there."""
        mine = (self.right >= start) & (self.right < start + size)
        return Exact(self.left[mine], (self.right[mine] - start).astype(np.int32), self.how[mine])


class Joins:
    """One DuckDB connection holding both rosters as integer columns."""

    def __init__(self, population: Population, left: Encoded, right: Encoded) -> None:
        self._con = duckdb.connect()
        self._population = population
        self._left, self._right = left, right
        self._filled: dict[str, set[str]] = {}
        wanted = {column for key in SECOND_ROW_KEYS for column in (*key.left, *key.right)}
        for name, roster in (("l", left), ("r", right)):
            self._offer(name, key_columns(population, roster, wanted))
        self._offer("crowded", self._crowded())

    def _crowded(self) -> pa.Table:
        """The IDs that in one roster more rows carry than a child can have duplicates."""
        counted = [pa.array(roster.id).value_counts() for roster in (self._left, self._right)]
        ids = pa.concat_arrays(
            counts.field("values").filter(pc.greater(counts.field("counts"), _SHARED_BY)) for counts in counted
        )
        return pa.table({"id": ids})

    def _offer(self, name: str, table: pa.Table) -> None:
        """Make a table known to SQL, and note which of its columns hold anything."""
        self._filled[name] = {column for column in table.column_names if table[column].null_count < len(table)}
        self._con.register(name, table)

    def __enter__(self) -> "Joins":
        return self

    def __exit__(self, *_: object) -> None:
        self._con.close()

    def exact(self) -> "Exact":
        """Pairs with equal ID, or the ID in the student number, and equal folded name; sorted."""
        pairs = self._con.sql(
            """
            with mine as (select i, id, name from l anti join crowded using (id) where id is not null and name is not null)
            select i, j, min(other)::tinyint as how from (
                select m.i, r.i as j, 0 as other from mine m join r on m.id = r.id and m.name = r.name
                union all
                select m.i, r.i as j, 1 as other from mine m join r on m.id = r.alt_id and m.name = r.name
            ) group by i, j order by i, j
            """
        ).to_arrow_table()
        return Exact(*_pair(pairs), pairs.column(2).combine_chunks().to_numpy())

    def holders(self) -> tuple[Ints, Ints]:
        """Pairs of rows that carry the same ID, whatever their names."""
        return _pair(
            self._con.sql(
                """
                select l.i, r.i as j from l anti join crowded using (id) join r on l.id = r.id
                """
            ).to_arrow_table()
        )

    def candidates(
        self, left_open: Bools, right_open: Bools, dates: Callable[[], OpenDates], cap: int
    ) -> tuple[Ints, Ints]:
        """Pairs that share a key and of which at least one row is still open; distinct, sorted.

        dates: asked last, so that whoever makes them has time while the other keys are joined.
        """
        for name, roster, still_open in (("lp", self._left, left_open), ("rp", self._right, right_open)):
            rows = np.flatnonzero(still_open)
            table = key_columns(self._population, roster.take(rows))
            self._offer(name, table.set_column(0, "i", pa.array(rows.astype(np.int32))))
        return self._collect(chain(self._meetings(cap), self._date_meetings(dates)))

    def look_alikes(self, cap: int) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
        """Pairs of rows of one side that share one of the keys a second row of a child must share.

        To be asked after `candidates`: on the left open rows with any rows, on the right open rows among themselves.
        """
        sides = (("lp", "l"), ("rp", "rp"))
        alike = [key for key in SECOND_ROW_KEYS if key.left == key.right]
        crossed = [key for key in SECOND_ROW_KEYS if key.left != key.right]
        left, right = (
            self._collect([*self._meeting(alike, few, many, cap, among=True), *self._meeting(crossed, few, many, cap)])
            for few, many in sides
        )
        return left, right

    def _collect(self, meetings: Iterable[str]) -> tuple[Ints, Ints]:
        self._con.execute("create or replace temp table found (i integer, j integer)")
        for meeting in meetings:
            self._con.execute(f"insert into found {meeting}")
        return _pair(self._con.sql("select distinct i, j from found order by i, j").to_arrow_table())

    def _meetings(self, cap: int) -> list[str]:
        turned = [key.turned() for key in SECOND_ROW_KEYS]
        return [
            *self._meeting(SECOND_ROW_KEYS, "lp", "r", cap),
            *self._meeting(turned, "rp", "l", cap, turned=True),
            *self._meeting(FIRST_ROW_KEYS, "lp", "rp", cap),
        ]

    def _meeting(
        self, keys: Sequence[Key], small: str, large: str, cap: int, *, turned: bool = False, among: bool = False
    ) -> list[str]:
        """The join of two tables on those keys whose columns hold anything in both; nothing where there is none.

        among: `small` is a part of `large`, and the keys are the same on both sides.
        """
        usable = [
            key
            for key in keys
            if self._filled[small].issuperset(key.left) and self._filled[large].issuperset(key.right)
        ]
        if not usable:
            return []
        return [_among(usable, small, large, cap) if among else _meeting(usable, small, large, cap, turned=turned)]

    def _date_meetings(self, dates: Callable[[], OpenDates]) -> Iterator[str]:
        """Open rows by the other readings of their birth date: lunar, day and month swapped, the ID's."""
        found = dates()
        self._con.register("ld", found.left)
        self._con.register("rd", found.right)
        sides = (("ld", "rp", "d.i as i, o.i as j", found.left), ("rd", "lp", "o.i as i, d.i as j", found.right))
        shared = " or ".join(f"d.{column} = o.{column}" for column in DATE_PARTNERS)
        for few, many, columns, rows in sides:
            if rows.num_rows:
                yield f"select {columns} from {few} d join {many} o on d.day = o.day where {shared}"


def _meeting(keys: Sequence[Key], small: str, large: str, cap: int, *, turned: bool = False) -> str:
    """SQL that joins the rows of `small` with those of `large` on any of the keys; values too common make no pair.

    Gives i (a row on the left) and j (on the right); turned: `small` is on the right. Each row becomes a row for each key it
    has, under one hash of key and value, so that all keys are one equi-join. Should two values share a hash, they make a
    candidate more, which the evidence refuses.
    """
    few = _exploded([key.left for key in keys], small, "i")
    many = _exploded([key.right for key in keys], large, "i as j")
    return f"""
        with few as ({few}), many as ({many}),
             groups as (select k, list(j) as js from many semi join few using (k) group by k having count(*) <= {cap})
        select {"unnest(js) as i, i as j" if turned else "i, unnest(js) as j"} from few join groups using (k)
    """


def _among(keys: Sequence[Key], part: str, whole: str, cap: int) -> str:
    """SQL that joins a part of a roster with the whole as `_meeting` does; a value of one row alone makes no pair.

    Most values are of one row alone, so they are counted first and listed nowhere.
    """
    few = _exploded([key.left for key in keys], part, "i")
    many = _exploded([key.right for key in keys], whole, "i as j")
    return f"""
        with few as ({few}), many as ({many}),
             shared as (select k from many semi join few using (k) group by k having count(*) between 2 and {cap})
        select i, j from few join shared using (k) join many using (k)
    """


def _exploded(keys: Sequence[tuple[str, ...]], table: str, row: str) -> str:
    """SQL for one row for each key a row of `table` has: k (hash of the key's number and value) and the row."""
    return " union all ".join(
        f"select hash({number}, {', '.join(columns)}) as k, {row} from {table} where "
        + " and ".join(f"{column} is not null" for column in columns)
        for number, columns in enumerate(keys)
    )


def _pair(table: pa.Table) -> tuple[Ints, Ints]:
    columns = (table.column(k).combine_chunks().to_numpy(zero_copy_only=False) for k in (0, 1))
    left, right = (np.asarray(column, dtype=np.int32) for column in columns)
    return left, right
