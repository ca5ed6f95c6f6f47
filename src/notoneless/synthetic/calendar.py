"""The days on which the children of a demonstration are born, and what each day means on the as-of date.

A day is an index into these tables: 0 is the earliest birthday of a child of 17 years, the last is the latest birthday
of one of 3.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from notoneless.synthetic.arrays import Ints

AS_OF: Final = date(2025, 8, 31)
"""The day a demonstration speaks of where nobody names another."""

YOUNGEST: Final = 3
OLDEST: Final = 17
COMPULSORY_FROM: Final = 6
COMPULSORY_BELOW: Final = 16


@dataclass(frozen=True, eq=False)
class Calendar:
    """The birthdays of a demonstration, and for each of them what it means on `as_of`, a 31 August."""

    as_of: date
    days: tuple[date, ...]
    ages: Ints
    grades: Ints
    years: Ints
    digits: NDArray[np.uint8]
    compulsory: NDArray[np.bool_]
    new_year: int

    def texts(self, style: str) -> pa.Array:
        """Every day, spelled in `style`."""
        return pa.array([spelled(day.year, day.month, day.day, style) for day in self.days], pa.string())


@lru_cache(maxsize=4)
def calendar_of(as_of: date) -> Calendar:
    """The tables for one as-of date."""
    first, last = date(as_of.year - OLDEST - 1, 9, 1), date(as_of.year - YOUNGEST, 8, 31)
    days = tuple(first + timedelta(days=i) for i in range((last - first).days + 1))
    ages = np.array([_age(day, as_of) for day in days])
    turned = last.replace(year=last.year - 2, month=1, day=1)
    return Calendar(
        as_of=as_of,
        days=days,
        ages=ages,
        grades=np.array([_grade(day, as_of) for day in days]),
        years=np.array([day.year for day in days]),
        digits=np.array([list(f"{day:%Y%m%d}".encode()) for day in days], np.uint8),
        compulsory=(ages >= COMPULSORY_FROM) & (ages < COMPULSORY_BELOW),
        new_year=sum(day < turned for day in days),
    )


def _age(day: date, as_of: date) -> int:
    return as_of.year - day.year - ((as_of.month, as_of.day) < (day.month, day.day))


def _grade(day: date, as_of: date) -> int:
    """The grade of a child who entered at six full years on 31 August and never repeated; 0 is the year before."""
    entry = day.year + (6 if day.month < 9 else 7)
    return as_of.year - entry + 1


STYLES: Final = ("iso", "digits", "slashes")


def spelled(year: int, month: int, day: int | None, style: str) -> str:
    """A date as a roster writes it; without a day only year and month. Takes 30 February too."""
    if style == "slashes":
        return f"{year}/{month}" if day is None else f"{year}/{month}/{day}"
    mark = "-" if style == "iso" else ""
    head = f"{year}{mark}{month:02d}"
    return head if day is None else f"{head}{mark}{day:02d}"
