"""The rows of one child as one sighting: each field from the row that has the best claim to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.foundation.access import roles as access
from notoneless.kernel.names.cleaning import clean_name
from notoneless.kernel.phones import phone_number
from notoneless.kernel.student_number import StudentNumberKind, parse_student_number
from notoneless.linkage.id_numbers import id_text
from notoneless.records.golden.rules.known import Facts
from notoneless.records.reconciliation.rules.comparison import Matched
from notoneless.records.reconciliation.rules.status import PRESENCES, Presence
from notoneless.records.reconciliation.rules.tracks import Track
from notoneless.records.rosters.rules.stacking import Stack
from notoneless.tabular.fields import Field

Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

GROWN_UP = 18
"""Years from which nobody is a minor (Minors Protection Law, article 2): a roster of all inhabitants lists them too."""

_ON_THE_ROLL = (Presence.PRESENT, Presence.NOT_ATTENDING, Presence.UNCLEAR)
_NO_NUMBER = (StudentNumberKind.OTHER, StudentNumberKind.MISSING)
_SEXES = ("", "男", "女")
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
    at_home, listed = (_best(side, size, None) for side in sides)
    at_school = _best(sides[1], size, _on_roll(sides[1]))
    told, today = [_Told(side) for side in sides], found.parameters.as_of
    rows = zip(at_home.tolist(), listed.tolist(), at_school.tolist(), strict=True)
    seen = ((group, _sighting(told, *each, today)) for group, each in enumerate(rows))
    return [(group, sighting) for group, sighting in seen if sighting is not None]


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
        rank[several] = np.unique(np.array(texts), return_inverse=True)[1]
    return rank


class _Told:
    """The columns of one side as lists, read once."""

    def __init__(self, side: Side) -> None:
        table, rows = side.stack.table, side.track.rows
        self.names = _text(table, Field.NAME)
        self.guardians, self.relations = _text(table, Field.GUARDIAN_NAME), _text(table, Field.GUARDIAN_REL)
        self.phones, self.student_numbers = _text(table, Field.PHONE), _text(table, Field.STUDENT_NO)
        self.addresses = _text(table, Field.ADDRESS)
        self.ids = np.where(rows.id_sound & ~rows.id_foreign, rows.id, 0).tolist()
        self.births = np.where(_whole(rows.dob), rows.dob, rows.own_id_dob).tolist()
        self.sexes = rows.sex.tolist()
        self.days = side.on().tolist()
        texts = {unit: unit.hex for unit in side.units}
        self.units = [texts.get(unit, "") for unit in side.stack.units]

    def facts(self, at: int) -> Facts:
        """What one row says."""
        return Facts(
            name=clean_name(self.names[at])[:_LONGEST],
            sex=_SEXES[self.sexes[at]],
            born=_iso(self.births[at]),
            id_number=id_text(self.ids[at]) if self.ids[at] else "",
            student_number=_student_number(self.student_numbers[at]),
            guardian=clean_name(self.guardians[at])[:_LONGEST],
            relation=(self.relations[at] or "")[:_LONGEST],
            phone=phone_number(self.phones[at] or "") or "",
            address=(self.addresses[at] or "")[:_LONGEST_ADDRESS],
        )


def _text(table: pa.Table, field: Field) -> Sequence[str | None]:
    return table[field.value].to_pylist() if field.value in table.column_names else [None] * table.num_rows


def _whole(days: npt.NDArray[np.int32]) -> Bools:
    return np.asarray((days // 100 % 100 > 0) & (days % 100 > 0), dtype=bool)


def _iso(day: int) -> str:
    if not day:
        return ""
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"


def _student_number(text: str | None) -> str:
    if not text:
        return ""
    read = parse_student_number(text)
    return "" if read.problem is not None or read.kind in _NO_NUMBER else read.kind + read.body


def _sighting(told: Sequence[_Told], home_row: int, school_row: int, roll_row: int, today: date) -> Sighting | None:
    home, school = told
    said = [side.facts(at) for side, at in ((home, home_row), (school, school_row)) if at >= 0]
    if not said or not any(each.name for each in said):
        return None
    facts = Facts(*(next((value for value in values if value), "") for values in zip(*said, strict=True)))
    if roll_row < 0 and _is_grown_up(facts.born, today):
        return None
    others = tuple(each.id_number for each in said if each.id_number not in {"", facts.id_number})
    return Sighting(facts, *_where(home, home_row), *_where(school, roll_row), others)


def _where(side: _Told, at: int) -> tuple[str, str]:
    if at < 0:
        return "", ""
    return side.units[at], date.fromordinal(side.days[at]).isoformat()


def _is_grown_up(born: str, today: date) -> bool:
    return bool(born) and born < f"{today.year - GROWN_UP:04}{today.isoformat()[4:]}"
