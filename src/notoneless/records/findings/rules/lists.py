"""What the list of another office says of the children: who on it is in no school, and whom neither track knows."""

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.linkage import link
from notoneless.linkage.encode import encode
from notoneless.records.reconciliation.rules.ages import Standing, standings
from notoneless.records.reconciliation.rules.parameters import Parameters
from notoneless.tabular.fields import Field

_NOT_SOUGHT = (Standing.UNDER, Standing.OVER)


def listed_rows(home: pa.Table, rows: Sequence[int], listed: pa.Table) -> set[int]:
    """Those of `rows`, numbers of the household roster's rows, that are linked to a row of a list."""
    if not rows or not listed.num_rows:
        return set()
    sought = home.take(pa.array([row - 1 for row in sorted(rows)], pa.int64()))
    return set(link(sought, listed).links["left_row"].to_pylist())


def of_age(listed: pa.Table, parameters: Parameters) -> pa.Table:
    """The rows of a list that may be of compulsory age: who is surely younger or older is not sought."""
    if not listed.num_rows:
        return listed
    read = encode([listed]).rosters[0]
    standing = standings(read.dob, read.own_id_dob, parameters.as_of, parameters.age)
    return listed.filter(pa.array(~np.isin(standing, _NOT_SOUGHT)))


def known_to(listed: pa.Table, rosters: Iterable[pa.Table]) -> set[int]:
    """The numbers (`row`) of a list's rows that some roster knows: by the very ID number, else as rosters are linked."""
    left, found = listed, set[int]()
    for roster in rosters:
        if not left.num_rows or not roster.num_rows:
            continue
        at_once = _same_number(left, roster)
        found.update(left.filter(at_once)["row"].to_pylist())
        left = left.filter(pc.invert(at_once))
        if left.num_rows:
            linked = set(link(left, roster).links["left_row"].to_pylist())
            found |= linked
            left = left.filter(pc.invert(pc.is_in(left["row"], pa.array(sorted(linked), pa.int32()))))
    return found


LISTED = ("listed", "here", "elsewhere", "missing", "unknown")
"""What `schooling_of` counts, each row of the list in one but the first, which holds all."""


def schooling_of(
    listed: pa.Table, home: pa.Table, missing: Sequence[int], school: pa.Table, away: pa.Table | None
) -> dict[str, int]:
    """Where the children of a list learn: on the roll here, elsewhere, found in no school or not accounted for, on no roster.

    `missing`: numbers of the household roster's rows that a comparison found in no school. One of these on the roll, as one who
    dropped out, is in no school all the same. By the names of `LISTED`.
    """
    absent = _found_missing(listed, home, missing)
    here = known_to(listed, [school]) - absent
    elsewhere = known_to(listed, [away]) - absent - here if away is not None else set[int]()
    on_some = known_to(listed, [home]) | here | elsewhere | absent
    unknown = listed.num_rows - len(on_some)
    counts = (
        listed.num_rows,
        len(here),
        len(elsewhere),
        listed.num_rows - len(here) - len(elsewhere) - unknown,
        unknown,
    )
    return dict(zip(LISTED, counts, strict=True))


def _found_missing(listed: pa.Table, home: pa.Table, rows: Sequence[int]) -> set[int]:
    """The numbers of a list's rows that are linked to some rows of the household roster."""
    if not rows or not listed.num_rows:
        return set()
    sought = home.take(pa.array([row - 1 for row in sorted(rows)], pa.int64()))
    return known_to(listed, [sought])


def _same_number(listed: pa.Table, roster: pa.Table) -> pa.Array:
    if not {Field.ID_NO.value} <= {*listed.column_names} & {*roster.column_names}:
        return pa.array(np.zeros(listed.num_rows, bool))
    numbers = roster[Field.ID_NO.value].combine_chunks().drop_null()
    return pc.fill_null(pc.is_in(listed[Field.ID_NO.value].combine_chunks(), numbers, skip_nulls=True), False)
