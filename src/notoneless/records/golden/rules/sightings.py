"""The rows of one child as one sighting: each field from the row that has the best claim to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.foundation.access import unit_kinds as access
from notoneless.kernel.names.cleaning import clean_name
from notoneless.kernel.phones import phone_number
from notoneless.kernel.student_number import StudentNumberKind, parse_student_number
from notoneless.linkage.id_numbers import id_texts
from notoneless.records.golden.rules.known import Facts
from notoneless.records.reconciliation.rules.comparison import Matched
from notoneless.records.reconciliation.rules.status import PRESENCES, Presence
from notoneless.records.reconciliation.rules.tracks import Track
from notoneless.records.rosters.rules.stacking import Stack
from notoneless.tabular.fields import Field

Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

GROWN_UP = 18
"""Years from which nobody is a minor (Minors Protection Law, article 2): a roster of all inhabitants lists them too."""

_ON_THE_ROLL = (Presence.PRESENT, Presence.NOT_ATTENDING, Presence.UNCLEAR)
_NO_NUMBER = (StudentNumberKind.OTHER, StudentNumberKind.MISSING)
_SEXES = ("", "男", "女")
_BORN = Facts._fields.index("born")
_LONGEST = 60
_LONGEST_ADDRESS = 200


class Sighting(NamedTuple):
    """What the rows of one child say together. home, school: the unit it belongs to, empty for none, and since which day."""

    facts: Facts
    home: str
    home_on: str
    school: str
    school_on: str
    others: tuple[str, ...] = ()
    """ID numbers that other rows of the child give."""


@dataclass(frozen=True, slots=True)
class Side:
    """One track of the comparison with the rows it was made of. `units`: those to which a child may belong on it."""

    track: Track
    stack: Stack
    days: Mapping[UUID, date]
    units: frozenset[UUID]

    def on(self) -> Longs:
        """The day of each row's roster, as a number that grows."""
        of = {roster: day.toordinal() for roster, day in self.days.items()}
        return np.fromiter((of[roster] for roster in self.stack.rosters), np.int64, len(self.stack.rosters))

    def placed(self) -> Bools:
        """The rows that are in a unit of this track."""
        return np.fromiter((unit in self.units for unit in self.stack.units), bool, len(self.stack.units))


def sightings(
    found: Matched,
    home: Stack,
    school: Stack,
    days: Mapping[UUID, date],
    units: Mapping[access.Track, frozenset[UUID]],
) -> list[Sighting]:
    """One sighting for each child with a row in the household or the school roster, in the order of what they say.

    `days`: the day of each roster. `units`: those of each track. Grown-ups who are on no roll are left out, and rows
    without a name.
    """
    return sorted(seen for _, seen in sightings_of_groups(found, home, school, days, units))


def sightings_of_groups(
    found: Matched,
    home: Stack,
    school: Stack,
    days: Mapping[UUID, date],
    units: Mapping[access.Track, frozenset[UUID]],
) -> list[tuple[int, Sighting]]:
    """The same, each with the number of the child in this comparison (`Track.child`)."""
    sides = [
        Side(found.household, home, days, units[access.Track.HOUSEHOLD]),
        Side(found.school, school, days, units[access.Track.SCHOOL]),
    ]
    size = 1 + max((int(side.track.child.max(initial=-1)) for side in sides), default=-1)
    best = [_best(side, size, None) for side in sides]
    on_roll = _best(sides[1], size, _on_roll(sides[1]))
    own = [_Told(side) for side in sides]
    said = [_merged(*(told.said(each, rows) for told, rows in zip(own, best, strict=True))) for each in Facts._fields]
    ids = [told.said("id_number", rows) for told, rows in zip(own, best, strict=True)]
    whole = (said[0] != "") & ((on_roll >= 0) | ~_grown_up(said[_BORN], found.parameters.as_of))
    groups = np.flatnonzero(whole)
    facts = map(Facts._make, zip(*(column[groups].tolist() for column in said), strict=True))
    where = (own[0].units, best[0]), (own[0].since, best[0]), (own[1].units, on_roll), (own[1].since, on_roll)
    columns = (column[rows][groups].tolist() for column, rows in where)
    return list(zip(groups.tolist(), map(Sighting, facts, *columns, _others(*ids)[groups].tolist()), strict=True))


def _on_roll(side: Side) -> Bools:
    return np.isin(side.track.presence, [PRESENCES.index(each) for each in _ON_THE_ROLL])


def _best(side: Side, size: int, usable: Bools | None) -> Longs:
    """For each child the position of its best row on a side, -1 for none.

    First a row in a unit of this track, then one with a sound ID number, then that of the later roster.
    """
    rows, child = side.track.rows, side.track.child
    sound = rows.id_sound & ~rows.id_foreign
    order = np.lexsort((_by_content(side, child), -side.on(), ~sound, ~side.placed(), child))
    if usable is not None:
        order = order[usable[order]]
    best = np.full(size, -1, dtype=np.int64)
    best[child[order][::-1]] = order[::-1]  # the last one written stays: the first of each child
    return best


def _by_content(side: Side, child: npt.NDArray[np.int32]) -> Longs:
    """A rank of the rows of children with several, by what they say: where rows stand in a file decides nothing."""
    rank = np.zeros(len(child), dtype=np.int64)
    several = np.flatnonzero(np.bincount(child, minlength=1)[child] > 1) if len(child) else np.array([], np.int64)
    if len(several):
        part = side.stack.table.take(pa.array(several))
        fields = [part[name].to_pylist() for name in sorted(part.column_names) if name in set(Field)]
        fields.append([str(side.stack.units[at]) for at in several.tolist()])
        texts = ["\x1f".join(cell or "" for cell in cells) for cells in zip(*fields, strict=True)]
        rank[several] = np.unique(np.array(texts, object), return_inverse=True)[1]  # one long text widens no other
    return rank


class _Told:
    """What the rows of one side say, a column for each fact. The last entry of each is empty: -1 is no row."""

    def __init__(self, side: Side) -> None:
        table, rows = side.stack.table, side.track.rows
        sound = np.where(rows.id_sound & ~rows.id_foreign, rows.id, 0)
        self._facts = {
            "name": _read(table, Field.NAME, _name),
            "sex": _ended(np.array(_SEXES, object)[rows.sex]),
            "born": _days(np.where(_whole(rows.dob), rows.dob, rows.own_id_dob), _iso),
            "id_number": _ended(np.where(sound > 0, id_texts(sound), "")),
            "student_number": _read(table, Field.STUDENT_NO, _student_number),
            "guardian": _read(table, Field.GUARDIAN_NAME, _name),
            "relation": _read(table, Field.GUARDIAN_REL, lambda text: text[:_LONGEST]),
            "phone": _read(table, Field.PHONE, lambda text: phone_number(text) or ""),
            "address": _read(table, Field.ADDRESS, lambda text: text[:_LONGEST_ADDRESS]),
        }
        texts = {unit: unit.hex for unit in side.units}
        self.units = _ended(np.array([texts.get(unit, "") for unit in side.stack.units], object))
        self.since = _days(side.on(), lambda day: date.fromordinal(day).isoformat())

    def said(self, fact: str, rows: Longs) -> Texts:
        """What these rows say of one fact."""
        return self._facts[fact][rows]


def _read(table: pa.Table, field: Field, read: Callable[[str], str]) -> Texts:
    """A column as `read` understands it; each different text is read once."""
    if field.value not in table.column_names:
        return np.full(table.num_rows + 1, "", object)
    coded = pc.fill_null(table[field.value], "").combine_chunks().dictionary_encode()
    different = [read(text) if text else "" for text in coded.dictionary.to_pylist()]
    return _ended(np.array([*different, ""], object)[coded.indices.to_numpy()])


def _days(days: npt.NDArray[Any], told: Callable[[int], str]) -> Texts:
    """Days as text; each different one is told once."""
    different, at = np.unique(days, return_inverse=True)
    return _ended(np.array([*map(told, different.tolist()), ""], object)[at])


def _ended(column: Texts) -> Texts:
    return np.append(column, np.array([""], object))


def _merged(first: Texts, second: Texts) -> Texts:
    """What the first says; what the second says where it is silent."""
    return np.where(first != "", first, second)


def _others(home: Texts, school: Texts) -> npt.NDArray[Any]:
    """The number that the school gives, where the household gives another."""
    found = np.full(len(home), None, object)
    found[:] = [()] * len(home)
    differs = np.flatnonzero((home != "") & (school != "") & (home != school))
    for at in differs.tolist():
        found[at] = (school[at],)
    return found


def _name(text: str) -> str:
    return clean_name(text)[:_LONGEST]


def _whole(days: npt.NDArray[np.int32]) -> Bools:
    return np.asarray((days // 100 % 100 > 0) & (days % 100 > 0), dtype=bool)


def _iso(day: int) -> str:
    if not day:
        return ""
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"


def _student_number(text: str) -> str:
    read = parse_student_number(text)
    return "" if read.problem is not None or read.kind in _NO_NUMBER else read.kind + read.body


def _grown_up(born: Texts, today: date) -> Bools:
    limit = f"{today.year - GROWN_UP:04}{today.isoformat()[4:]}"
    return np.asarray((born != "") & (born < limit), dtype=bool)
