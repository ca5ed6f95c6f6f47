"""Counts of the comparison: for the county, by township, by village, by school."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.records.reconciliation.rules.ages import sought
from notoneless.records.reconciliation.rules.comparison import Reconciliation, placed
from notoneless.records.reconciliation.rules.tracks import Track, positions

Bools = npt.NDArray[np.bool_]


def totals(result: Reconciliation) -> dict[str, int]:
    """The county's figures. Children are counted once however many rows they have.

    A child of unknown age is counted among those of compulsory age, since nobody may leave it out.
    """
    home, school = result.household, result.school
    children, here, away, _ = _where_children_are(result)
    return {
        "household_rows": len(home.rows),
        "school_rows": len(school.rows),
        "elsewhere_rows": 0 if result.elsewhere is None else len(result.elsewhere.rows),
        "children_of_compulsory_age": int(children.sum()),
        "links": result.school_links.links.num_rows,
        "elsewhere_links": 0 if result.elsewhere_links is None else result.elsewhere_links.links.num_rows,
        "children_here": int(here.sum()),
        "children_elsewhere": int(away.sum()),
        "not_in_school": len(set(result.not_in_school["child"].to_pylist())),
        "not_in_school_to_check_first": len(set(_doubtful(result).tolist())),
        "duplicate_household_rows": int((home.group != np.arange(len(home.rows))).sum()),
        "duplicate_school_rows": int((school.group != np.arange(len(school.rows))).sum()),
        "school_rows_without_child": int((~school.linked).sum()),
    }


def _doubtful(result: Reconciliation) -> npt.NDArray[np.int32]:
    why = result.not_in_school["why"].to_numpy(zero_copy_only=False)
    return np.asarray(result.not_in_school["child"].to_numpy()[why == "doubtful"], dtype=np.int32)


def _children(track: Track, chosen: Bools) -> Bools:
    """The first row of each child any of whose rows is chosen."""
    first = np.zeros(len(track.group), dtype=bool)
    first[track.group[chosen]] = True
    return first


def _where_children_are(result: Reconciliation) -> tuple[Bools, Bools, Bools, Bools]:
    """First rows of children of compulsory age: all, in school here, elsewhere, missing; the last three add up to all."""
    home = result.household
    within = _children(home, sought(home.standing))
    missing = _rows(home, result.not_in_school["child"])
    here = within & placed(home, result.school, result.school_links)
    return within, here, within & ~here & ~missing, missing


def by_place(result: Reconciliation, fields: Sequence[str]) -> list[tuple[str, ...]]:
    """Per place named by `fields` of the household roster: its names, children of compulsory age, here, elsewhere, missing.

    Children are here, elsewhere or missing; who is both here and elsewhere is here. Sorted by missing children, most first,
    then by name. Rows without a place are counted under an empty name.
    """
    home = result.household
    names = [_texts(home.table, field) for field in fields]
    keys = list(zip(*names, strict=True)) if names else [()] * len(home.rows)
    counts: dict[tuple[str, ...], list[int]] = {}
    for column, chosen in enumerate(_where_children_are(result)):
        for at in np.flatnonzero(chosen).tolist():
            counts.setdefault(keys[at], [0, 0, 0, 0])[column] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1][3], item[0]))
    return [(*place, *map(str, figures)) for place, figures in ordered]


def by_school(result: Reconciliation) -> list[tuple[str, ...]]:
    """Per school: roll entries, those linked to a child living here, those without, second entries of a child."""
    school = result.school
    names = _texts(school.table, "school")
    second = school.group != np.arange(len(school.rows))
    counts: dict[str, list[int]] = {}
    for name, linked, extra in zip(names, school.linked.tolist(), second.tolist(), strict=True):
        figures = counts.setdefault(name, [0, 0, 0, 0])
        figures[0] += 1
        figures[1 if linked else 2] += 1
        figures[3] += extra
    return [
        (name, *map(str, figures)) for name, figures in sorted(counts.items(), key=lambda item: (-item[1][2], item[0]))
    ]


def _rows(home: Track, rows: pa.ChunkedArray) -> Bools:
    chosen = np.zeros(len(home.rows), dtype=bool)
    chosen[positions(home.rows, rows)] = True
    return chosen


def _texts(table: pa.Table, field: str) -> list[str]:
    if field not in table.column_names:
        return [""] * table.num_rows
    return [text or "" for text in table[field].to_pylist()]
