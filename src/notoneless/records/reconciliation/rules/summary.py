"""Counts of the comparison: for the county, by township, by village, by school."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.records.reconciliation.rules.ages import sought
from notoneless.records.reconciliation.rules.comparison import Reconciliation
from notoneless.records.reconciliation.rules.missing import BY_STATUS, Why
from notoneless.records.reconciliation.rules.tracks import Track

Bools = npt.NDArray[np.bool_]


def totals(result: Reconciliation) -> dict[str, int]:
    """The county's figures. Children are counted once however many rows they have.

    A child of unknown age is counted among those of compulsory age, since nobody may leave it out.
    """
    home, school = result.household, result.school
    children, here, away, settled, _ = _where_children_are(result)
    reasons = by_reason(result)
    return {
        "household_rows": len(home.rows),
        "school_rows": len(school.rows),
        "elsewhere_rows": 0 if result.elsewhere is None else len(result.elsewhere.rows),
        "children_of_compulsory_age": int(children.sum()),
        "links": result.school_links.links.num_rows,
        "elsewhere_links": 0 if result.elsewhere_links is None else result.elsewhere_links.links.num_rows,
        "children_here": int(here.sum()),
        "children_elsewhere": int(away.sum()),
        "children_finished": int((settled & _children(home, result.accounted.finished)).sum()),
        "children_deceased": int((settled & _children(home, result.accounted.deceased)).sum()),
        "not_in_school": sum(reasons.values()),
        "not_in_school_to_check_first": reasons.get("doubtful", 0),
        "not_in_school_by_status": sum(reasons.get(why, 0) for why in BY_STATUS),
        "duplicate_household_rows": int((home.group != np.arange(len(home.rows))).sum()),
        "duplicate_school_rows": int((school.group != np.arange(len(school.rows))).sum()),
        "school_rows_without_child": int((~school.linked).sum()),
    }


def by_reason(result: Reconciliation) -> dict[str, int]:
    """How many children are listed for each reason; a child of several rows counts for the most telling."""
    order = {why.value: at for at, why in enumerate(Why)}
    most: dict[int, str] = {}
    for child, why in zip(*(result.not_in_school[name].to_pylist() for name in ("child", "why")), strict=True):
        most[child] = min(most.get(child, why), why, key=order.__getitem__)
    counts = Counter(most.values())
    return {why.value: counts[why.value] for why in Why if counts[why.value]}


def _children(track: Track, chosen: Bools) -> Bools:
    """The first row of each child any of whose rows is chosen."""
    first = np.zeros(len(track.group), dtype=bool)
    first[track.group[chosen]] = True
    return first


def _where_children_are(result: Reconciliation) -> tuple[Bools, ...]:
    """First rows of children of compulsory age: all; in school here, elsewhere, settled, missing, which add up to all.

    Settled: finished the nine years, or died, as the roll has it.
    """
    home, accounted = result.household, result.accounted
    within = _children(home, sought(home.standing))
    settled = accounted.finished | accounted.deceased
    places = (accounted.here, accounted.elsewhere, settled, ~accounted.any())
    return within, *(within & _children(home, place) for place in places)


def by_place(result: Reconciliation, fields: Sequence[str]) -> list[tuple[str, ...]]:
    """Per place named by `fields` of the household roster: its names, children of compulsory age, and of
    these here, elsewhere, settled, missing.

    Each child is in one of the last four; who is both here and elsewhere is here. Sorted by missing children, most first,
    then by name. Rows without a place are counted under an empty name.
    """
    home = result.household
    names = [_texts(home.table, field) for field in fields]
    keys = list(zip(*names, strict=True)) if names else [()] * len(home.rows)
    counts: dict[tuple[str, ...], list[int]] = {}
    for column, chosen in enumerate(_where_children_are(result)):
        for at in np.flatnonzero(chosen).tolist():
            counts.setdefault(keys[at], [0] * 5)[column] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1][-1], item[0]))
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


def _texts(table: pa.Table, field: str) -> list[str]:
    if field not in table.column_names:
        return [""] * table.num_rows
    return [text or "" for text in table[field].to_pylist()]
