"""The comparison of two or three rosters: links, who is in no school, duplicates, mismatches."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.kernel.problems import Lang
from notoneless.kernel.progress import Progress, silent
from notoneless.linkage import Decided, LinkResult, link_encoded
from notoneless.linkage.duplicates import group_rows
from notoneless.linkage.encode import Encoded, Population, encode
from notoneless.linkage.engine import Linked
from notoneless.records.reconciliation.rules.accounted import Accounted, accounted_children
from notoneless.records.reconciliation.rules.ages import dates_in_ids, full_years, sought, standings
from notoneless.records.reconciliation.rules.elsewhere import where_a_school_is_named
from notoneless.records.reconciliation.rules.missing import missing_children
from notoneless.records.reconciliation.rules.parameters import Parameters
from notoneless.records.reconciliation.rules.status import presences
from notoneless.records.reconciliation.rules.tracks import Track, positions

_AWAY = 2
"""Where the elsewhere roster stands among the rosters."""

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_YEARS_BEFORE_LAST = 8
"""Whoever enters at the age of entry is this much older when the ninth year begins, and not younger when it ends."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Which rows are one child's; row numbers are those of the sources."""

    parameters: Parameters
    household: Track
    school: Track
    elsewhere: Track | None
    school_links: LinkResult
    elsewhere_links: LinkResult | None


@dataclass(frozen=True, slots=True)
class Reconciliation(Matched):
    """All that the comparison found."""

    accounted: Accounted
    not_in_school: pa.Table


def match(
    household: pa.Table,
    school: pa.Table,
    elsewhere: pa.Table | None,
    parameters: Parameters,
    lang: Lang = "zh",
    progress: Progress = silent,
    decided: Decided | None = None,
) -> Matched:
    """Find the rows of one child in the household roster, the roll and, where given, that of children schooled elsewhere.

    Tables have text columns named as tabular's fields and `row`. decided: what a person has said of pairs of rows; the
    rosters are numbered as they stand here.
    """
    tables = [household, school] if elsewhere is None else [household, school, elsewhere]
    population = encode(tables)
    linked = link_encoded(population, parameters.link, lang, progress, decided)
    tracks = _tracks(tables, population, linked, parameters)
    links: list[LinkResult | None] = [*linked.results, None]
    away = tracks[_AWAY] if elsewhere is not None else None
    return Matched(parameters, tracks[0], tracks[1], away, linked.results[0], links[1])


def reconcile(
    household: pa.Table,
    school: pa.Table,
    elsewhere: pa.Table | None,
    parameters: Parameters,
    lang: Lang = "zh",
    progress: Progress = silent,
    decided: Decided | None = None,
) -> Reconciliation:
    """Compare the household roster with the roll and, where given, the roster of children schooled elsewhere.

    A child counts as in school when any row of the child is linked to a roll entry, or a row of the elsewhere roster, whose
    status says that the pupil is there, or says nothing. The rosters and `decided` as for `match`.
    """
    found = match(household, school, elsewhere, parameters, lang, progress, decided)
    home, others = found.household, [track for track in (found.school, found.elsewhere) if track is not None]
    results = [links for links in (found.school_links, found.elsewhere_links) if links is not None]
    accounted = accounted_children(home, others, results)
    absent = np.flatnonzero(~accounted.any() & sought(home.standing))
    return Reconciliation(
        parameters=parameters,
        household=home,
        school=found.school,
        elsewhere=found.elsewhere,
        school_links=found.school_links,
        elsewhere_links=found.elsewhere_links,
        accounted=accounted,
        not_in_school=missing_children(home, others, results, absent, parameters, lang),
    )


def _tracks(tables: list[pa.Table], population: Population, found: Linked, parameters: Parameters) -> list[Track]:
    """The rosters with what the links say of their rows."""
    rosters = population.rosters
    starts = np.cumsum([0, *(len(roster) for roster in rosters)])
    edges = [_edges(rosters, starts, at, result) for at, result in enumerate(found.results, start=1)]
    linked = np.zeros(starts[-1], dtype=bool)
    for left, right in edges:
        linked[left] = linked[right] = True
    still_open = np.split(~linked, starts[1:-1])
    copies = found.look_alikes.of_one_child(population, still_open, parameters.link)
    alike = [(i + start, j + start) for start, (i, j) in zip(starts, copies, strict=False)]
    for start, roster, still in zip(starts, rosters, still_open, strict=False):
        i, j = _copies(roster, still)
        alike.append((i + start, j + start))
    edges += found.judged.within(alike)
    youngest = parameters.plan_age.from_years + _YEARS_BEFORE_LAST
    group = group_rows(int(starts[-1]), *(np.concatenate(side) for side in zip(*edges, strict=True)))
    stated = [
        presences(tables[at], partial(full_years, roster.dob, roster.id_dob, parameters.as_of), youngest)
        for at, roster in enumerate(rosters)
    ]
    stated[_AWAY:] = [where_a_school_is_named(tables[_AWAY], presence) for presence in stated[_AWAY:]]
    return [
        Track(
            table=tables[at],
            rows=roster,
            standing=standings(roster.dob, dates_in_ids(roster), parameters.as_of, parameters.age),
            group=_first_of_group(group[starts[at] : starts[at + 1]]),
            child=group[starts[at] : starts[at + 1]].astype(np.int32),
            linked=linked[starts[at] : starts[at + 1]],
            presence=stated[at],
        )
        for at, roster in enumerate(rosters)
    ]


def _copies(roster: Encoded, still_open: Bools) -> tuple[Ints, Ints]:
    """Pairs of rows of one ID and one name of which a row is open: the other may have a partner the copy may not claim."""
    known = (roster.id > 0) & (roster.name >= 0)
    wanted = pc.is_in(pa.array(roster.id), value_set=pa.array(roster.id[still_open & known]))
    rows = np.flatnonzero(wanted.to_numpy(zero_copy_only=False) & known)
    rows = rows[np.lexsort((roster.name[rows], roster.id[rows]))]
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = (np.diff(roster.id[rows]) != 0) | (np.diff(roster.name[rows]) != 0)
    first: Ints = rows[np.flatnonzero(begins)[np.cumsum(begins) - 1]]
    return rows.astype(np.int32), first.astype(np.int32)


def _edges(rosters: list[Encoded], starts: npt.NDArray[np.int64], at: int, result: LinkResult) -> tuple[Ints, Ints]:
    left = positions(rosters[0], result.links["left_row"])
    right = positions(rosters[at], result.links["right_row"]) + starts[at]
    return left.astype(np.int64), right.astype(np.int64)


def _first_of_group(group: npt.NDArray[np.integer]) -> Ints:
    """The position of the first row of each row's group within one roster."""
    first = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.int32)
    first[group[::-1]] = np.arange(len(group) - 1, -1, -1, dtype=np.int32)  # the last one written stays: the first row
    return np.asarray(first[group], dtype=np.int32)
