"""One roster as the comparison sees it: the household track, the school track, the children schooled elsewhere."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.linkage.encode import Encoded

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Track:
    """One roster in the comparison: its rows as read and as integers, where each stands, and what it was linked to.

    group: for each row the position of the first row of the same child. child: the number of that child, one numbering for all
    rosters of the comparison. linked: rows that have a partner.
    presence: what the status of each row says of the pupil, numbered as in `status.PRESENCES`.
    """

    table: pa.Table
    rows: Encoded
    standing: npt.NDArray[np.uint8]
    group: Ints
    child: Ints
    linked: Bools
    presence: npt.NDArray[np.uint8]


def positions(roster: Encoded, rows: pa.ChunkedArray) -> npt.NDArray[np.intp]:
    """Where source row numbers stand in a roster."""
    wanted, known = rows.to_numpy(), roster.row
    if len(known) and known[-1] - known[0] == len(known) - 1:  # no row left out: the number says the place
        return np.asarray(wanted - known[0], dtype=np.intp)
    return np.asarray(np.searchsorted(known, wanted), dtype=np.intp)
