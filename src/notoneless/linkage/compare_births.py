"""How two birth dates agree, for many pairs at once: by their parts, and by the lunar calendar."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from notoneless.kernel.dates import lunar_to_solar
from notoneless.linkage.levels import Birth

Ints = npt.NDArray[np.int32]
Levels = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]

_NO_SIBLING_WITHIN = 240
"""Days between births that no brother or sister can be apart, twins excepted."""

_SIBLINGS = 2
"""Years beyond which a birth date is not the same one written wrong, but a brother's or sister's."""

_YEARS_OF_A_SLIP = 12
"""Years further apart than that are two people, whatever else the dates share."""

_LUNAR_LAG = (14, 60)
"""Days, counting 31 to a month, by which the numbers of a lunar date lag those of its solar date (18 to 51), with a margin."""


def compare_births(x: Ints, y: Ints) -> Levels:
    """The `Birth` level of each pair of yyyymmdd numbers (0 for none, 00 for an unknown day or month)."""
    level = np.where(np.abs(x // 10000 - y // 10000) > _SIBLINGS, Birth.YEARS_APART, Birth.DIFFERENT).astype(np.uint8)
    level[x == y] = Birth.EQUAL
    month = (x % 100 == 0) | (y % 100 == 0)
    level[month & (x // 100 == y // 100)] = Birth.MONTH_ONLY
    year = (x % 10000 == 0) | (y % 10000 == 0)
    level[year & (x // 10000 == y // 10000)] = Birth.YEAR_ONLY
    level[(x == 0) | (y == 0)] = Birth.MISSING
    rest = np.flatnonzero(~month & (x != y) & (np.abs(x // 10000 - y // 10000) <= _YEARS_OF_A_SLIP))
    level[rest] = _differing(x[rest], y[rest])
    return level


def _differing(x: Ints, y: Ints) -> Levels:
    """Whole dates that differ."""
    (y1, m1, d1), (y2, m2, d2) = _parts(x), _parts(y)
    level = np.where(np.abs(y1 - y2) > _SIBLINGS, Birth.YEARS_APART, Birth.DIFFERENT).astype(np.uint8)
    apart = np.abs((y1 - y2) * 372 + (m1 - m2) * 31 + d1 - d2)
    level[apart <= _NO_SIBLING_WITHIN] = Birth.WITHIN_MONTHS
    level[(m1 == m2) & (d1 == d2)] = Birth.OTHER_YEAR
    level[(y1 == y2) & (d1 == d2)] = Birth.OTHER_MONTH
    level[(y1 == y2) & (m1 == m2)] = Birth.OTHER_DAY
    level[(y1 == y2) & ((x % 10000 == 101) | (y % 10000 == 101))] = Birth.FIRST_OF_YEAR
    level[(y1 == y2) & (m1 == d2) & (d1 == m2)] = Birth.DAY_MONTH_SWAPPED
    lag = np.flatnonzero((apart >= _LUNAR_LAG[0]) & (apart <= _LUNAR_LAG[1]))
    level[lag[_other_calendar(x[lag], y[lag])]] = Birth.OTHER_CALENDAR
    return level


def _other_calendar(x: Ints, y: Ints) -> Bools:
    """One date, its numbers read as a lunar date, is the other."""
    dates = np.unique(np.concatenate([x, y]))
    read = [(*solar_readings(int(day)), 0, 0)[:2] for day in dates]
    solar = np.array(read, dtype=np.int32).reshape(-1, 2)
    p, q = np.searchsorted(dates, x), np.searchsorted(dates, y)
    return np.asarray((solar[p] == y[:, None]).any(axis=1) | (solar[q] == x[:, None]).any(axis=1), dtype=bool)


@lru_cache(maxsize=1 << 16)
def solar_readings(ymd: int) -> tuple[int, ...]:
    """The solar dates (yyyymmdd) that a date's numbers, read as lunar, may stand for; at most two, none if impossible."""
    year, month, day = ymd // 10000, ymd // 100 % 100, ymd % 100
    if day > 30:
        return ()
    found = (lunar_to_solar(year, month, day, leap) for leap in (False, True))
    return tuple(d.year * 10000 + d.month * 100 + d.day for d in found if d is not None)


def _parts(x: Ints) -> tuple[Ints, Ints, Ints]:
    return x // 10000, x // 100 % 100, x % 100
