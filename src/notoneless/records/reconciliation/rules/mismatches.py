"""Registrations that do not match a person (人籍不一致), each named by its kind and its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.codes import LAST_COMPULSORY_GRADE
from notoneless.linkage import LinkResult
from notoneless.records.reconciliation.rules.ages import Standing
from notoneless.records.reconciliation.rules.comparison import Reconciliation
from notoneless.records.reconciliation.rules.status import PRESENCES, Presence
from notoneless.records.reconciliation.rules.tracks import Track, positions

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_ROWS_NAMED = 5
"""Other rows named beside an entry whose ID many share."""


class Kind(StrEnum):
    """Kinds of mismatch, in the order a clerk works them off."""

    SAME_ID = "same_id"
    TWO_ENTRIES = "two_entries"
    ID_DIFFERS = "id_differs"
    NAME_DIFFERS = "name_differs"
    ROLL_ID_MISSING = "roll_id_missing"
    HOUSEHOLD_ID_MISSING = "household_id_missing"
    HERE_AND_ELSEWHERE = "here_and_elsewhere"
    DECEASED = "deceased"
    NO_CHILD = "no_child"
    UNDER_AGE = "under_age"
    OVER_AGE = "over_age"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One finding: row numbers of the sources (0 for none).

    other_rows: entries of the roll it is about beside its own. reason: why the engine holds the two for one child.
    """

    kind: Kind
    household_row: int
    school_row: int
    elsewhere_row: int
    other_rows: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """The findings of one kind as columns of row numbers, None where the kind has none; `groups` of entries, one a finding."""

    school: Ints
    household: Ints | None = None
    elsewhere: Ints | None = None
    groups: Callable[[int], Ints] | None = None
    reasons: pa.ChunkedArray | None = None


def mismatches(result: Reconciliation) -> list[Mismatch]:
    """All mismatches, by kind, then by row."""
    seen = _Seen(result)
    found = [one for kind, finder in _FINDERS.items() for one in _named(kind, finder(seen))]
    order = list(Kind)
    return sorted(found, key=lambda m: (order.index(m.kind), m.school_row, m.household_row, m.elsewhere_row))


def count_by_kind(result: Reconciliation) -> dict[str, int]:
    """How many mismatches of each kind, without naming those of which there may be many."""
    seen = _Seen(result)
    return {kind.value: len(finder(seen).school) for kind, finder in _FINDERS.items()}


class _Seen:
    """A comparison, and what several kinds look at."""

    def __init__(self, result: Reconciliation) -> None:
        self.result = result

    @cached_property
    def sides(self) -> "_Sides":
        """The two sides of each link to the roll."""
        return _Sides.of(self.result)


def _named(kind: Kind, found: _Found) -> list[Mismatch]:
    nothing = np.zeros(len(found.school), dtype=np.int32)
    columns = (nothing if rows is None else rows for rows in (found.household, found.school, found.elsewhere))
    reasons = found.reasons.to_pylist() if found.reasons is not None else [""] * len(nothing)
    others = [() if found.groups is None else _others(found.groups(at), row) for at, row in enumerate(found.school)]
    listed = zip(*(column.tolist() for column in columns), others, reasons, strict=True)
    return [Mismatch(kind, *one) for one in listed]


def _others(entries: Ints, own: int) -> tuple[int, ...]:
    rows: list[int] = entries[: _ROWS_NAMED + 1].tolist()
    return tuple(row for row in rows if row != own)[:_ROWS_NAMED]


def _same_id(seen: _Seen) -> _Found:
    """Entries whose ID another child's entry carries too."""
    school = seen.result.school
    order = np.argsort(school.rows.id, kind="stable")
    ids, group = school.rows.id[order], school.group[order]
    starts = np.flatnonzero(np.append(True, ids[1:] != ids[:-1])) if len(ids) else np.zeros(0, dtype=np.intp)
    ends = np.append(starts[1:], len(ids)).astype(np.intp)
    shared = np.minimum.reduceat(group, starts) != np.maximum.reduceat(group, starts) if len(ids) else starts > 0
    shared &= ids[starts] > 0
    spans = list(zip(starts[shared].tolist(), ends[shared].tolist(), strict=True))
    rows = [school.rows.row[order[start:end]] for start, end in spans]
    of_entry = np.repeat(np.arange(len(rows)), [len(entries) for entries in rows])
    whole = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32)
    return _Found(whole, groups=lambda at: rows[of_entry[at]])


def _two_entries(seen: _Seen) -> _Found:
    """Entries of a child who has more than one."""
    school = seen.result.school
    several = np.flatnonzero(np.bincount(school.group, minlength=len(school.group))[school.group] > 1)
    several = several[np.argsort(school.group[several], kind="stable")]
    group, rows = school.group[several], school.rows.row[several]

    def entries(at: int) -> Ints:
        return rows[np.searchsorted(group, group[at]) : np.searchsorted(group, group[at], side="right")]

    return _Found(rows, groups=entries)


def _linked_entries(seen: _Seen, chosen: Bools) -> _Found:
    """The chosen links to the roll, as findings."""
    picked = seen.result.school_links.links.filter(pa.array(chosen))
    return _Found(picked["right_row"].to_numpy(), picked["left_row"].to_numpy(), reasons=picked["reason"])


@dataclass(frozen=True, slots=True)
class _Sides:
    """What the two sides of each link to the roll say of ID and name.

    An entry without an ID speaks by its student number. here_empty, there_empty: an empty cell in a column that has
    numbers in others.
    """

    ids_differ: Bools
    names_differ: Bools
    here_empty: Bools
    there_empty: Bools

    @classmethod
    def of(cls, result: Reconciliation) -> "_Sides":
        """The sides of all links to the roll."""
        household, roll, links = result.household, result.school, result.school_links.links
        home, school = household.rows, roll.rows
        i, j = positions(home, links["left_row"]), positions(school, links["right_row"])
        blanks_here, blanks_there = _blank(household), _blank(roll)
        blank_here, blank_there = blanks_here[i], blanks_there[j] & (school.alt_id[j] == 0)
        differ = (home.id[i] != school.id[j]) & (home.id[i] != school.alt_id[j])
        return cls(
            ids_differ=differ & ~blank_here & ~blank_there,
            names_differ=home.name[i] != school.name[j],
            here_empty=blank_here & ~blanks_here.all(),
            there_empty=blank_there & ~blanks_there.all(),
        )


def _blank(track: Track) -> Bools:
    """Rows without an ID number."""
    if "id_no" not in track.table.column_names:
        return np.ones(len(track.rows), dtype=bool)
    return np.asarray(track.table["id_no"].is_null().to_numpy(), dtype=bool)


def _here_and_elsewhere(seen: _Seen) -> _Found:
    """Children linked to a roll entry here and to a row of the elsewhere roster."""
    result = seen.result
    if result.elsewhere_links is None:
        return _Found(np.zeros(0, dtype=np.int32))
    here, away = result.school_links.links, result.elsewhere_links.links
    homes, first = np.unique(here["left_row"].to_numpy(), return_index=True)
    entries = here["right_row"].to_numpy()[first]
    both = np.isin(away["left_row"].to_numpy(), homes)
    children = away["left_row"].to_numpy()[both]
    return _Found(entries[np.searchsorted(homes, children)], children, away["right_row"].to_numpy()[both])


def _deceased(seen: _Seen) -> _Found:
    """Entries that say a child of the household roster has died: to be proved, then struck off in both."""
    result = seen.result
    school = _died(result.school, result.school_links)
    away = _died(result.elsewhere, result.elsewhere_links)
    nothing = np.zeros_like
    return _Found(
        np.concatenate([school["right_row"].to_numpy(), nothing(away["right_row"].to_numpy())]),
        np.concatenate([school["left_row"].to_numpy(), away["left_row"].to_numpy()]),
        np.concatenate([nothing(school["right_row"].to_numpy()), away["right_row"].to_numpy()]),
    )


def _died(track: Track | None, result: LinkResult | None) -> pa.Table:
    if track is None or result is None:
        return pa.table({"left_row": pa.array([], pa.int32()), "right_row": pa.array([], pa.int32())})
    at = positions(track.rows, result.links["right_row"])
    return result.links.filter(pa.array(track.presence[at] == PRESENCES.index(Presence.DECEASED)))


def _no_child(seen: _Seen) -> _Found:
    """Entries to which no child living here answers: children of other places, or entries of nobody."""
    school = seen.result.school
    of_child = np.zeros(len(school.group), dtype=bool)
    of_child[school.group[school.linked]] = True
    return _Found(school.rows.row[~of_child[school.group]])


def _under_age(seen: _Seen) -> _Found:
    school = seen.result.school
    return _Found(school.rows.row[school.standing == Standing.UNDER])


def _over_age(seen: _Seen) -> _Found:
    """Entries of pupils over compulsory age, but for those in senior secondary school, who are of the age for it."""
    school = seen.result.school
    return _Found(school.rows.row[(school.standing == Standing.OVER) & (school.rows.grade <= LAST_COMPULSORY_GRADE)])


_FINDERS: Mapping[Kind, Callable[[_Seen], _Found]] = {
    Kind.SAME_ID: _same_id,
    Kind.TWO_ENTRIES: _two_entries,
    Kind.ID_DIFFERS: lambda seen: _linked_entries(seen, seen.sides.ids_differ),
    Kind.NAME_DIFFERS: lambda seen: _linked_entries(seen, seen.sides.names_differ & ~seen.sides.ids_differ),
    Kind.ROLL_ID_MISSING: lambda seen: _linked_entries(seen, seen.sides.there_empty),
    Kind.HOUSEHOLD_ID_MISSING: lambda seen: _linked_entries(seen, seen.sides.here_empty),
    Kind.HERE_AND_ELSEWHERE: _here_and_elsewhere,
    Kind.DECEASED: _deceased,
    Kind.NO_CHILD: _no_child,
    Kind.UNDER_AGE: _under_age,
    Kind.OVER_AGE: _over_age,
}
