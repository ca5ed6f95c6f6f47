"""Who of the children in no school is on the poverty roster in force: by ID number, or by name and birth, as rosters link."""

from collections.abc import Sequence

import pyarrow as pa

from notoneless.linkage import link


def poor_rows(home: pa.Table, rows: Sequence[int], poor: pa.Table) -> set[int]:
    """Those of `rows`, numbers of the household roster's rows, that are linked to a row of the poverty roster."""
    if not rows or not poor.num_rows:
        return set()
    missing = home.take(pa.array([row - 1 for row in sorted(rows)], pa.int64()))
    return set(link(missing, poor).links["left_row"].to_pylist())
