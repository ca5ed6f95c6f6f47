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


def _same_number(listed: pa.Table, roster: pa.Table) -> pa.Array:
    if not {Field.ID_NO.value} <= {*listed.column_names} & {*roster.column_names}:
        return pa.array(np.zeros(listed.num_rows, bool))
    numbers = roster[Field.ID_NO.value].combine_chunks().drop_null()
    return pc.fill_null(pc.is_in(listed[Field.ID_NO.value].combine_chunks(), numbers, skip_nulls=True), False)
