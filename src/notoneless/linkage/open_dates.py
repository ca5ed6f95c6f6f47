"""The other days that a birth date written down may mean: read as lunar, turned around, or the one in the ID."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.dates import solar_to_lunar
from notoneless.linkage.compare_births import solar_readings
from notoneless.linkage.encode import Encoded, Population
from notoneless.linkage.keys import key_columns

Bools = npt.NDArray[np.bool_]

DATE_PARTNERS = ("surname", "given", "guardian", "phone", "village")
"""What rows must share beside another reading of the birth date."""


@dataclass(frozen=True, slots=True)
class OpenDates:
    """The other readings of the open rows' birth dates, beside the columns they are joined with."""

    left: pa.Table
    right: pa.Table

    @classmethod
    def of(
        cls, population: Population, left: Encoded, right: Encoded, left_open: Bools, right_open: Bools
    ) -> "OpenDates":
        """For each open row of the side with fewer, each other solar date its numbers may stand for, and its ID's for all.

        A reading works from either side: 3 March read as lunar is 3 April, and 3 April's lunar numbers are 3 March.
        """
        fewer = "left" if left_open.sum() <= right_open.sum() else "right"
        return cls(
            _other_days(population, left, left_open, readings=fewer == "left"),
            _other_days(population, right, right_open, readings=fewer == "right"),
        )


def _other_days(population: Population, roster: Encoded, still_open: Bools, *, readings: bool) -> pa.Table:
    """Rows of the open ones with each other day they may mean; with `readings` off only the day in the ID."""
    rows = np.flatnonzero(still_open)
    dob = roster.dob[rows]
    distinct, back = np.unique(dob, return_inverse=True)
    others = [_readings(int(value)) if readings else [] for value in distinct]
    counts = np.array([len(found) for found in others], dtype=np.int64)
    flat = np.fromiter(chain.from_iterable(others), dtype=np.int32)
    starts = np.cumsum(counts) - counts
    repeat = counts[back]
    owner = np.repeat(np.arange(len(rows)), repeat)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    days = flat[np.repeat(starts[back], repeat) + offset] if len(owner) else np.empty(0, np.int32)
    in_id = np.flatnonzero((roster.id_dob[rows] > 0) & (roster.id_dob[rows] != dob))
    positions = np.concatenate([rows[owner], rows[in_id]])
    columns = key_columns(population, roster.take(positions), DATE_PARTNERS)
    columns = columns.set_column(0, "i", pa.array(positions.astype(np.int32)))
    return columns.append_column("day", pa.array(np.concatenate([days, roster.id_dob[rows][in_id]]).astype(np.int32)))


def _readings(ymd: int) -> list[int]:
    """Other dates that the one written may stand for, or that may have been written for it."""
    year, month, day = ymd // 10000, ymd // 100 % 100, ymd % 100
    if not (month and day):
        return []
    found = set(solar_readings(ymd)) | set(_lunar_numbers(ymd))
    if day <= 12:
        found.add(year * 10000 + day * 100 + month)
    return sorted(found - {ymd})


def _lunar_numbers(ymd: int) -> tuple[int, ...]:
    try:
        lunar = solar_to_lunar(date(ymd // 10000, ymd // 100 % 100, ymd % 100))
    except ValueError:
        return ()
    return () if lunar is None else (lunar[0] * 10000 + lunar[1] * 100 + lunar[2],)
