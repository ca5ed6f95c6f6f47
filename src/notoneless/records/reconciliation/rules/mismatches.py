"""Registrations that do not match a person (人籍不一致), each named by its kind and its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.records.reconciliation.rules.ages import Standing
from notoneless.records.reconciliation.rules.comparison import Reconciliation
from notoneless.records.reconciliation.rules.tracks import Track, positions

_ROWS_NAMED = 5
"""Other rows named beside an entry whose ID many share."""


class Kind(StrEnum):
    """Kinds of mismatch, in the order a clerk works them off."""

    SAME_ID = "same_id"
    TWO_ENTRIES = "two_entries"
    ID_DIFFERS = "id_differs"
    NAME_DIFFERS = "name_differs"
    HERE_AND_ELSEWHERE = "here_and_elsewhere"
    NO_CHILD = "no_child"
    UNDER_AGE = "under_age"
    OVER_AGE = "over_age"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One finding: row numbers of the sources (0 for none) and, for differing records, the engine's reason."""

    kind: Kind
    household_row: int
    school_row: int
    elsewhere_row: int
    evidence: str


def mismatches(result: Reconciliation) -> list[Mismatch]:
    """All mismatches, by kind, then by row."""
    found = [*_same_id(result.school), *_two_entries(result.school), *_differing(result), *_here_and_elsewhere(result)]
    found += [*_no_child(result.school), *_ages(result.school)]
    order = list(Kind)
    return sorted(found, key=lambda m: (order.index(m.kind), m.school_row, m.household_row, m.elsewhere_row))


def count_by_kind(result: Reconciliation) -> dict[str, int]:
    """How many mismatches of each kind, without naming those of which there may be many."""
    school = result.school
    ids, names = _differences(result)
    listed = [*_same_id(school), *_here_and_elsewhere(result)]
    counts = {
        Kind.SAME_ID: sum(m.kind is Kind.SAME_ID for m in listed),
        Kind.TWO_ENTRIES: len(_second_entries(school)),
        Kind.ID_DIFFERS: int(ids.sum()),
        Kind.NAME_DIFFERS: int((names & ~ids).sum()),
        Kind.HERE_AND_ELSEWHERE: sum(m.kind is Kind.HERE_AND_ELSEWHERE for m in listed),
        Kind.NO_CHILD: int((~_linked_child(school)).sum()),
        Kind.UNDER_AGE: int((school.standing == Standing.UNDER).sum()),
        Kind.OVER_AGE: int((school.standing == Standing.OVER).sum()),
    }
    return {kind.value: count for kind, count in counts.items()}


def _same_id(school: Track) -> Iterator[Mismatch]:
    """Entries whose ID another child's entry carries too."""
    order = np.argsort(school.rows.id, kind="stable")
    ids = school.rows.id[order]
    ends = np.flatnonzero(np.append(ids[1:] != ids[:-1], True)) + 1
    starts = np.concatenate([[0], ends[:-1]])
    for start, end in zip(starts[ends - starts > 1].tolist(), ends[ends - starts > 1].tolist(), strict=True):
        entries = order[start:end]
        if ids[start] > 0 and len(set(school.group[entries].tolist())) > 1:
            rows = school.rows.row[entries].tolist()
            for row in rows:
                others = [str(other) for other in rows[: _ROWS_NAMED + 1] if other != row]
                yield Mismatch(Kind.SAME_ID, 0, row, 0, ",".join(others[:_ROWS_NAMED]))


def _second_entries(school: Track) -> npt.NDArray[np.intp]:
    """Positions of entries of children who have more than one."""
    return np.flatnonzero(np.bincount(school.group, minlength=len(school.group))[school.group] > 1)


def _two_entries(school: Track) -> Iterator[Mismatch]:
    """Entries of a child who has more than one."""
    for at in _second_entries(school).tolist():
        first = int(school.rows.row[school.group[at]])
        yield Mismatch(Kind.TWO_ENTRIES, 0, int(school.rows.row[at]), 0, str(first))


def _differences(result: Reconciliation) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For each link to the roll, whether the ID numbers and whether the names differ."""
    home, school, links = result.household.rows, result.school.rows, result.school_links.links
    i, j = positions(home, links["left_row"]), positions(school, links["right_row"])
    ids = (home.id[i] != school.id[j]) & (home.id[i] != school.alt_id[j])
    return ids, home.name[i] != school.name[j]


def _differing(result: Reconciliation) -> Iterator[Mismatch]:
    """Linked records that do not say the same of ID or name."""
    links = result.school_links.links
    ids, names = _differences(result)
    at = np.flatnonzero(ids | names)
    columns = (links[name].take(pa.array(at)).to_pylist() for name in ("left_row", "right_row", "reason"))
    for by_id, home, school, reason in zip(ids[at].tolist(), *columns, strict=True):
        yield Mismatch(Kind.ID_DIFFERS if by_id else Kind.NAME_DIFFERS, home, school, 0, reason)


def _here_and_elsewhere(result: Reconciliation) -> Iterator[Mismatch]:
    """Children linked to a roll entry here and to a row of the elsewhere roster."""
    if result.elsewhere_links is None:
        return
    here, away = result.school_links.links, result.elsewhere_links.links
    homes, first = np.unique(here["left_row"].to_numpy(), return_index=True)
    entries = here["right_row"].to_numpy()[first]
    both = np.isin(away["left_row"].to_numpy(), homes)
    children = away["left_row"].to_numpy()[both]
    there = away["right_row"].to_numpy()[both]
    found = entries[np.searchsorted(homes, children)]
    for home, entry, other in zip(children.tolist(), found.tolist(), there.tolist(), strict=True):
        yield Mismatch(Kind.HERE_AND_ELSEWHERE, home, entry, other, "")


def _no_child(school: Track) -> Iterator[Mismatch]:
    """Entries to which no child living here answers: children of other places, or entries of nobody."""
    for at in np.flatnonzero(~_linked_child(school)).tolist():
        yield Mismatch(Kind.NO_CHILD, 0, int(school.rows.row[at]), 0, "")


def _linked_child(track: Track) -> npt.NDArray[np.bool_]:
    of_child = np.zeros(len(track.group), dtype=bool)
    of_child[track.group[track.linked]] = True
    return of_child[track.group]


def _ages(school: Track) -> Iterator[Mismatch]:
    for standing, kind in ((Standing.UNDER, Kind.UNDER_AGE), (Standing.OVER, Kind.OVER_AGE)):
        for at in np.flatnonzero(school.standing == standing).tolist():
            yield Mismatch(kind, 0, int(school.rows.row[at]), 0, "")
