"""Where a child stands to compulsory age, for a whole roster at once."""

from calendar import monthrange
from datetime import date
from enum import IntEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.ages import CompulsoryAge, stands
from notoneless.linkage.encode import NO_PUPIL_BEFORE, Encoded

Ints = npt.NDArray[np.int32]


class Standing(IntEnum):
    """A row's standing to compulsory age. UNSURE: birth date and ID number disagree on it; UNKNOWN: neither is known."""

    WITHIN = 0
    UNDER = 1
    OVER = 2
    UNSURE = 3
    UNKNOWN = 4


OLDEST = 110
"""Years beyond which nobody lives: an earlier birth date is a slip, or a number that a spreadsheet took for a date."""

_OF_WORD = {"within": Standing.WITHIN, "under": Standing.UNDER, "over": Standing.OVER}


def standings(dob: Ints, id_dob: Ints, as_of: date, age: CompulsoryAge) -> npt.NDArray[np.uint8]:
    """The `Standing` of each row from its birth date and the one in its ID number (yyyymmdd, 0 for none).

    A child either date puts within compulsory age is looked for: to miss one is worse than to ask once too often. For the
    same reason a birth date a year or more after `as_of`, or of somebody older than anyone lives to be, counts as none where
    the ID number does not bear it out.
    """
    day = as_of.month * 100 + as_of.day
    slip = (dob >= (as_of.year + 1) * 10000 + day) | (dob > 0) & (dob < (as_of.year - OLDEST) * 10000 + day)
    dob = np.where(slip & (dob != id_dob), 0, dob)
    by_field, by_id = np.split(_standing(np.concatenate([dob, id_dob]), as_of, age), 2)
    known, known_id = by_field != Standing.UNKNOWN, by_id != Standing.UNKNOWN
    result = np.where(known, by_field, by_id)
    result[known & known_id & (by_field != by_id)] = Standing.UNSURE
    return result.astype(np.uint8)


def dates_in_ids(roster: Encoded) -> Ints:
    """The birth dates in the ID numbers that may speak of age: sound ones, and any of a grown-up's (0 for none).

    A number with a wrong digit proves no age; but in a roster of all inhabitants nobody looks for the grown-ups among them.
    """
    return np.where(roster.id_sound | (roster.id_dob < NO_PUPIL_BEFORE), roster.id_dob, 0)


def _standing(days: Ints, as_of: date, age: CompulsoryAge) -> npt.NDArray[np.uint8]:
    coded = pa.array(days).dictionary_encode()
    found = [_of_day(day, as_of, age) for day in coded.dictionary.to_pylist()]
    return np.asarray(np.array(found, dtype=np.uint8)[coded.indices.to_numpy()], dtype=np.uint8)


@lru_cache(maxsize=1 << 15)
def _of_day(ymd: int, as_of: date, age: CompulsoryAge) -> Standing:
    """An incomplete date counts for the whole span it may mean: within if any day of it is."""
    year, month, day = ymd // 10000, ymd // 100 % 100, ymd % 100
    if year == 0:
        return Standing.UNKNOWN
    first = date(year, month or 1, day or 1)
    last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    found = {_OF_WORD[stands(birth, as_of, age)] for birth in (first, last)}
    return Standing.WITHIN if Standing.WITHIN in found else min(found)


def sought(standing: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Rows to be looked for in a school: within compulsory age, or not surely outside it."""
    return np.isin(standing, [Standing.WITHIN, Standing.UNSURE, Standing.UNKNOWN])


def full_years(dob: Ints, id_dob: Ints, as_of: date) -> Ints:
    """The age of each row in full years, from its birth date or else from its ID number; -1 where neither is known."""
    born = np.where(dob > 0, dob, id_dob)
    years = (as_of.year * 10000 + as_of.month * 100 + as_of.day - born) // 10000
    return np.where(born > 0, np.maximum(years, 0), -1).astype(np.int32)
