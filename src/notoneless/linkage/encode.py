"""Rosters of text turned into integers under one numbering."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.linkage.columns import OWN, SHARED, read_names
from notoneless.linkage.id_numbers import ReadIds
from notoneless.linkage.name_index import NameIndex

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_GENERATION = 13
NO_PUPIL_BEFORE = 19900101
"""Born before this day, a person in a roster of today's children is a guardian, or a grown-up of the village."""

_AT_ONCE = 2
"""Columns read at once: more would not be faster on two cores, and each holds memory."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One roster as arrays of equal length; -1 (0 for numbers and dates) says the source has nothing there.

    id, alt_id: first 17 digits times 11 plus the check digit (X is 10). alt_id is the body of the student number.
    id_sound: the ID is whole and its check digit and birth date are right. odd: IDs that are not whole, by position.
    id_foreign: the ID is of someone born in another generation than the row's own birth date, so a guardian's.
    dob, id_dob: yyyymmdd; an unknown day or month is 00. dates: distinct dates are compared, not rows.
    """

    row: Ints
    name: Ints
    former: Ints
    id: Longs
    alt_id: Longs
    id_sound: Bools
    id_foreign: Bools
    odd: dict[int, str]
    dob: Ints
    id_dob: Ints
    sex: Ints
    guardian: Ints
    guardian2: Ints
    guardian_id: Longs
    relation: Ints
    phone: Longs
    phone2: Longs
    village: Ints
    township: Ints
    school: Ints
    grade: Ints

    def __len__(self) -> int:
        """Rows in the roster."""
        return len(self.row)

    @property
    def id_odd(self) -> Bools:
        """Rows whose ID is not whole."""
        mask = np.zeros(len(self), dtype=bool)
        mask[list(self.odd)] = True
        return mask

    @property
    def id_there(self) -> Bools:
        """Rows with an ID, whole or not."""
        return np.asarray((self.id > 0) | self.id_odd, dtype=bool)

    @property
    def own_id_dob(self) -> Ints:
        """Birth dates in IDs that are sound and no guardian's; 0 elsewhere."""
        return np.where(self.id_sound & ~self.id_foreign, self.id_dob, 0)

    def take(self, positions: npt.NDArray[np.intp]) -> "Encoded":
        """The roster of the rows at `positions`, in that order."""
        arrays = {f.name: getattr(self, f.name)[positions] for f in fields(self) if f.name != "odd"}
        odd = {new: self.odd[old] for new, old in enumerate(positions.tolist()) if old in self.odd}
        return Encoded(odd=odd, **arrays)


def stack(rosters: Sequence[Encoded]) -> Encoded:
    """Several rosters of one population as one, in their order."""
    if len(rosters) == 1:
        return rosters[0]
    starts = np.cumsum([0, *(len(roster) for roster in rosters)]).tolist()
    odd = {at + start: text for roster, start in zip(rosters, starts, strict=False) for at, text in roster.odd.items()}
    names = [f.name for f in fields(Encoded) if f.name != "odd"]
    arrays = {name: np.concatenate([getattr(roster, name) for roster in rosters]) for name in names}
    return Encoded(odd=odd, **arrays)


@dataclass(frozen=True, slots=True)
class Population:
    """Rosters under one common numbering of names, places and schools, and the index of those names."""

    rosters: list[Encoded]
    names: NameIndex


def encode(tables: Sequence[pa.Table]) -> Population:
    """Tables of text columns (named as tabular's fields; any may be missing, nulls allowed) as integers.

    Columns are read side by side: the arrays do the work, and they do not hold the interpreter.
    """
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as readers:
        naming = readers.submit(read_names, tables)
        shared = {key: readers.submit(read, tables) for key, read in SHARED.items()}
        own = [{key: readers.submit(read, table) for key, read in OWN.items()} for table in tables]
        columns = {key: reading.result() for key, reading in shared.items()}
        names, index = naming.result()
        rosters = [
            _encoded(
                table,
                {key: column[at] for key, column in (columns | names).items()},
                {key: reading.result() for key, reading in own[at].items()},
            )
            for at, table in enumerate(tables)
        ]
    return Population(rosters, index)


def _encoded(table: pa.Table, columns: Mapping[str, Ints], own: Mapping[str, Any]) -> Encoded:
    """One roster from its columns as read: `columns` by the numbering of all rosters, `own` by its own."""
    ids: ReadIds = own["id"]
    sex = columns["sex"]
    return Encoded(
        row=_rows(table),
        name=columns["name"],
        former=columns["former_name"],
        id=ids.code,
        alt_id=np.where(own["alt_id"] == ids.code, 0, own["alt_id"]),
        id_sound=ids.sound,
        id_foreign=_of_another_generation(columns["dob"], ids.dob),
        odd=ids.odd,
        dob=columns["dob"],
        id_dob=ids.dob,
        sex=np.where(sex == 0, ids.sex, sex).astype(np.int32),
        guardian=columns["guardian_name"],
        guardian2=columns["guardian2_name"],
        relation=columns["relation"],
        guardian_id=own["guardian_id"].code,
        phone=own["phone"],
        phone2=own["phone2"],
        village=columns["village"],
        township=columns["township"],
        school=columns["school"],
        grade=columns["grade"],
    )


def _of_another_generation(dob: Ints, id_dob: Ints) -> Bools:
    apart = np.abs(dob // 10000 - id_dob // 10000) >= _GENERATION
    return np.asarray(apart & (dob > 0) & (id_dob > 0) | (id_dob > 0) & (id_dob < NO_PUPIL_BEFORE), dtype=bool)


def _rows(table: pa.Table) -> Ints:
    if "row" in table.column_names:
        return np.asarray(table["row"].combine_chunks().to_numpy(zero_copy_only=False), dtype=np.int32)
    return np.arange(1, table.num_rows + 1, dtype=np.int32)
