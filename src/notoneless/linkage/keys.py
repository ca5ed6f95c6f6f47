"""The candidate keys, and the columns of a roster that they speak of."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.linkage.encode import Encoded, Population
from notoneless.linkage.name_index import NameIndex

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Longs = npt.NDArray[np.int64]

_RARE_NAME = 12


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


def key_columns(population: Population, e: Encoded, wanted: Collection[str] = ()) -> pa.Table:
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
        "id_serial": lambda: (digits % 1000, e.id > 0),  # another birth date makes another check digit
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
