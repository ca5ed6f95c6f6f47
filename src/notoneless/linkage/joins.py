"""The joins of the plan, in SQL: the exact stage and the candidate keys. Equi-joins only, so any SQL engine can run them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.dates import solar_to_lunar
from notoneless.linkage.compare_births import solar_readings
from notoneless.linkage.encode import Encoded, Population
from notoneless.linkage.name_index import NameIndex

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Longs = npt.NDArray[np.int64]

_SHARED_BY = 8
"""An ID that more rows of one roster carry than a child can have duplicates identifies nobody."""
_RARE_NAME = 12
_DATE_PARTNERS = ("surname", "given", "guardian", "phone", "village")
"""What rows must share beside another reading of the birth date."""


@dataclass(frozen=True, slots=True)
class Key:
    """A candidate key: rows with equal, non-null values in all expressions become a pair.

    A value that more rows than the cap share makes no pairs: the other keys find those children.
    """

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @classmethod
    def same(cls, name: str, *expressions: str) -> "Key":
        """The same expressions on both sides."""
        return cls(name, expressions, expressions)

    def turned(self) -> "Key":
        """The key seen from the other side."""
        return Key(self.name, self.right, self.left)


SECOND_ROW_KEYS = (
    Key.same("id", "id"),
    Key("student number", ("id",), ("alt_id",)),
    Key.same("name and day", "name", "day"),
    Key.same("name and phone", "name", "phone"),
    Key.same("name and guardian", "name", "guardian"),
    Key.same("name and village", "name", "village"),
    Key.same("sound and day", "sound", "day"),
    Key.same("guardian and day", "guardian", "day"),
    Key.same("birth and serial in ID", "id_tail"),
    Key.same("end of ID", "id_end"),
)
"""For open rows against all rows: whoever has a partner already is this child only by the very name or by an ID."""

FIRST_ROW_KEYS = (
    Key.same("sound and year", "sound", "year"),
    Key.same("rare name", "rare_name"),
    Key.same("rare sound", "rare_sound"),
    Key.same("surname and day", "surname", "day"),
    Key.same("given name and day", "given", "day"),
    Key.same("phone", "phone"),
    Key("second phone", ("phone2",), ("phone",)),
    Key("phone and second", ("phone",), ("phone2",)),
    Key.same("guardian and surname", "guardian", "surname"),
    Key.same("guardian and year", "guardian", "year"),
    Key.same("guardian ID", "guardian_id"),
    Key.same("skeleton and year", "skeleton", "year"),
    Key.same("skeleton and month-day", "skeleton", "month_day"),
    Key.same("first two and year", "pair01", "year"),
    Key.same("outer two and year", "pair02", "year"),
    Key.same("last two and year", "pair12", "year"),
    Key.same("area, serial and surname", "id_head", "id_serial", "surname"),
    Key.same("village and day", "village", "day"),
    Key("former name", ("former",), ("name",)),
    Key("name before", ("name",), ("former",)),
)
"""For open rows against open rows: the wider net."""


@dataclass(frozen=True, slots=True)
class Exact:
    """Pairs of the exact stage; by_student_number: the ID that agrees is the one in the student number, not the ID cell."""

    left: Ints
    right: Ints
    by_student_number: Bools

    def part(self, start: int, size: int) -> "Exact":
        """The pairs whose right row is one of `size` from `start` on, with positions counted from there."""
        mine = (self.right >= start) & (self.right < start + size)
        return Exact(self.left[mine], (self.right[mine] - start).astype(np.int32), self.by_student_number[mine])


class Joins:
    """One DuckDB connection holding both rosters as integer columns."""

    def __init__(self, population: Population, left: Encoded, right: Encoded, threads: int | None = None) -> None:
        self._con = duckdb.connect(config={"threads": threads} if threads else {})
        self._population = population
        self._left, self._right = left, right
        self._filled: dict[str, set[str]] = {}
        wanted = {column for key in SECOND_ROW_KEYS for column in (*key.left, *key.right)}
        for name, roster in (("l", left), ("r", right)):
            self._offer(name, _columns(population, roster, wanted))

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
            f"""
            with shared as (
                select id from l where id is not null group by id having count(*) > {_SHARED_BY}
                union all select id from r where id is not null group by id having count(*) > {_SHARED_BY}
            ),
            mine as (select i, id, name from l anti join shared using (id) where id is not null and name is not null)
            select i, j, min(other) > 0 as by_student_number from (
                select m.i, r.i as j, 0 as other from mine m join r on m.id = r.id and m.name = r.name
                union all
                select m.i, r.i as j, 1 as other from mine m join r on m.id = r.alt_id and m.name = r.name
            ) group by i, j order by i, j
            """
        ).to_arrow_table()
        return Exact(*_pair(pairs), pairs.column(2).combine_chunks().to_numpy(zero_copy_only=False))

    def holders(self) -> tuple[Ints, Ints]:
        """Pairs of rows that carry the same ID, whatever their names."""
        return _pair(
            self._con.sql(
                f"""
                with few as (select id from l where id is not null group by id having count(*) <= {_SHARED_BY})
                select l.i, r.i as j from l semi join few using (id) join r on l.id = r.id
                """
            ).to_arrow_table()
        )

    def candidates(self, left_open: Bools, right_open: Bools, dates: "OpenDates", cap: int) -> tuple[Ints, Ints]:
        """Pairs that share a key and of which at least one row is still open; distinct, sorted."""
        for name, roster, still_open in (("lp", self._left, left_open), ("rp", self._right, right_open)):
            rows = np.flatnonzero(still_open)
            table = _columns(self._population, roster.take(rows))
            self._offer(name, table.set_column(0, "i", pa.array(rows.astype(np.int32))))
        return self._collect(self._meetings(cap) + self._date_meetings(dates))

    def duplicates(self, cap: int) -> tuple[Ints, Ints]:
        """Pairs of rows that share one of the keys a second row of a child must share."""
        return self._collect(self._meeting(SECOND_ROW_KEYS, "l", "r", cap))

    def _collect(self, meetings: Sequence[str]) -> tuple[Ints, Ints]:
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

    def _meeting(self, keys: Sequence[Key], small: str, large: str, cap: int, *, turned: bool = False) -> list[str]:
        """The join of two tables on those keys whose columns hold anything in both; nothing where there is none."""
        usable = [
            key
            for key in keys
            if self._filled[small].issuperset(key.left) and self._filled[large].issuperset(key.right)
        ]
        return [_meeting(usable, small, large, cap, turned=turned)] if usable else []

    def _date_meetings(self, dates: "OpenDates") -> list[str]:
        """Open rows by the other readings of their birth date: lunar, day and month swapped, the ID's."""
        self._con.register("ld", dates.left)
        self._con.register("rd", dates.right)
        sides = (("ld", "rp", "d.i as i, o.i as j", dates.left), ("rd", "lp", "o.i as i, d.i as j", dates.right))
        shared = " or ".join(f"d.{column} = o.{column}" for column in _DATE_PARTNERS)
        return [
            f"select {columns} from {few} d join {many} o on d.day = o.day where {shared}"
            for few, many, columns, rows in sides
            if rows.num_rows
        ]


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


def _exploded(keys: Sequence[tuple[str, ...]], table: str, row: str) -> str:
    """SQL for one row for each key a row of `table` has: k (hash of the key's number and value) and the row."""
    return " union all ".join(
        f"select hash({number}, {', '.join(columns)}) as k, {row} from {table} where "
        + " and ".join(f"{column} is not null" for column in columns)
        for number, columns in enumerate(keys)
    )


@dataclass(frozen=True, slots=True)
class OpenDates:
    """The other readings of the open rows' birth dates, beside the columns they are joined with."""

    left: pa.Table
    right: pa.Table

    @classmethod
    def of(
        cls, population: Population, left: Encoded, right: Encoded, left_open: Bools, right_open: Bools
    ) -> "OpenDates":
        """For each open row of the side with fewer, each other solar date its numbers may stand for, and its ID's for all.

        A reading works from either side: 3 March read as lunar is 3 April, and 3 April's lunar numbers are 3 March.
        """
        fewer = "left" if left_open.sum() <= right_open.sum() else "right"
        return cls(
            _other_days(population, left, left_open, readings=fewer == "left"),
            _other_days(population, right, right_open, readings=fewer == "right"),
        )


def _other_days(population: Population, roster: Encoded, still_open: Bools, *, readings: bool) -> pa.Table:
    """Rows of the open ones with each other day they may mean; with `readings` off only the day in the ID."""
    rows = np.flatnonzero(still_open)
    dob = roster.dob[rows]
    distinct, back = np.unique(dob, return_inverse=True)
    others = [_readings(int(value)) if readings else [] for value in distinct]
    counts = np.array([len(found) for found in others], dtype=np.int64)
    flat = np.fromiter(chain.from_iterable(others), dtype=np.int32)
    starts = np.cumsum(counts) - counts
    repeat = counts[back]
    owner = np.repeat(np.arange(len(rows)), repeat)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    days = flat[np.repeat(starts[back], repeat) + offset] if len(owner) else np.empty(0, np.int32)
    in_id = np.flatnonzero((roster.id_dob[rows] > 0) & (roster.id_dob[rows] != dob))
    positions = np.concatenate([rows[owner], rows[in_id]])
    columns = _columns(population, roster.take(positions), _DATE_PARTNERS)
    columns = columns.set_column(0, "i", pa.array(positions.astype(np.int32)))
    return columns.append_column("day", pa.array(np.concatenate([days, roster.id_dob[rows][in_id]]).astype(np.int32)))


def _readings(ymd: int) -> list[int]:
    """Other dates that the one written may stand for, or that may have been written for it."""
    year, month, day = ymd // 10000, ymd // 100 % 100, ymd % 100
    if not (month and day):
        return []
    found = set(solar_readings(ymd)) | set(_lunar_numbers(ymd))
    if day <= 12:
        found.add(year * 10000 + day * 100 + month)
    return sorted(found - {ymd})


def _lunar_numbers(ymd: int) -> tuple[int, ...]:
    try:
        lunar = solar_to_lunar(date(ymd // 10000, ymd // 100 % 100, ymd % 100))
    except ValueError:
        return ()
    return () if lunar is None else (lunar[0] * 10000 + lunar[1] * 100 + lunar[2],)


def _columns(population: Population, e: Encoded, wanted: Collection[str] = ()) -> pa.Table:
    """The roster as the columns the keys speak of (or those `wanted`); null where a row cannot take part."""
    whole = (e.dob % 100 > 0) & (e.dob > 0)
    digits = e.id // 11
    plain: dict[str, Callable[[], tuple[npt.NDArray[np.integer[Any]], Bools]]] = {
        "former": lambda: (e.former, e.former >= 0),
        "id": lambda: (e.id, e.id > 0),
        "alt_id": lambda: (e.alt_id, e.alt_id > 0),
        "day": lambda: (e.dob, whole),
        "year": lambda: (e.dob // 10000, e.dob > 0),
        "month_day": lambda: (e.dob % 10000, whole),
        "phone": lambda: (e.phone, e.phone > 0),
        "phone2": lambda: (e.phone2, e.phone2 > 0),
        "village": lambda: (e.village, e.village >= 0),
        "guardian_id": lambda: (e.guardian_id, e.guardian_id > 0),
        "id_tail": lambda: (digits % 10**11, e.id > 0),
        "id_head": lambda: (digits // 10**11, e.id > 0),
        "id_serial": lambda: (digits % 1000 * 11 + e.id % 11, e.id > 0),
        "id_end": lambda: _present(_id_end(e)),
        "skeleton": lambda: _present(population.names.skeletons.keys(e.name)),
        "guardian": lambda: _present(_of_name(_sound_or_itself(population.names), e.guardian)),
    }
    arrays = {"i": pa.array(np.arange(len(e), dtype=np.int32))}
    for key, read in plain.items():
        if not wanted or key in wanted:
            values, known = read()
            arrays[key] = pa.array(values, mask=~known)
    for key, of_name in _name_keys(population.names).items():
        if not wanted or key in wanted:
            values, known = _present(_of_name(of_name(), e.name))
            arrays[key] = pa.array(values, mask=~known)
    return pa.table(arrays)


def _name_keys(names: NameIndex) -> dict[str, Callable[[], Longs]]:
    """The keys a name gives, per distinct name; -1 where it gives none."""
    itself = np.arange(len(names), dtype=np.int64)
    return {
        "name": lambda: itself,
        "sound": lambda: names.sound_key,
        "rare_name": lambda: np.where(names.count <= _RARE_NAME, itself, -1),
        "rare_sound": lambda: np.where(names.sound_count <= _RARE_NAME, names.sound_key, -1),
        "surname": lambda: names.surname_key,
        "given": lambda: names.given_key,
        "pair01": lambda: names.pair_key(0, 1),
        "pair02": lambda: names.pair_key(0, 2),
        "pair12": lambda: names.pair_key(1, 2),
    }


def _sound_or_itself(names: NameIndex) -> Longs:
    return np.where(names.sound_key >= 0, names.sound_key, (1 << 50) + np.arange(len(names)))


def _of_name(values: Longs, name: Ints) -> Longs:
    """The value of each row's name; -1 where the row has no name."""
    if not len(values):
        return np.full(len(name), -1, dtype=np.int64)
    found = values[np.maximum(name, 0)]
    found[name < 0] = -1
    return found


def _present(values: Longs) -> tuple[Longs, Bools]:
    return values, values >= 0


def _id_end(e: Encoded) -> Longs:
    """The last eight characters of an ID, also of one that lost or gained a digit before them; -1 for none."""
    end = np.where(e.id > 0, e.id // 11 % 10**7 * 11 + e.id % 11, -1)
    for position, text in e.odd.items():
        tail = text[-8:]
        if len(tail) == 8 and tail[:7].isdigit() and (tail[7].isdigit() or tail[7] == "X"):
            end[position] = int(tail[:7]) * 11 + (10 if tail[7] == "X" else int(tail[7]))
    return end


def _pair(table: pa.Table) -> tuple[Ints, Ints]:
    columns = (table.column(k).combine_chunks().to_numpy(zero_copy_only=False) for k in (0, 1))
    left, right = (np.asarray(column, dtype=np.int32) for column in columns)
    return left, right
