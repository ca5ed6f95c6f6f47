"""The days on which the children of a demonstration are born, and what each day means on the as-of date.

A day is an index into these tables: 0 is the earliest birthday of a child of 17 years, the last is the latest birthday
of one of 3.
"""

from datetime import date, timedelta
from typing import Final

import numpy as np
import pyarrow as pa

AS_OF: Final = date(2025, 8, 31)
YOUNGEST: Final = 3
OLDEST: Final = 17
COMPULSORY_FROM: Final = 6
COMPULSORY_BELOW: Final = 16
FIRST_DAY: Final = date(AS_OF.year - OLDEST - 1, 9, 1)
LAST_DAY: Final = date(AS_OF.year - YOUNGEST, 8, 31)

DAYS: Final = tuple(FIRST_DAY + timedelta(days=i) for i in range((LAST_DAY - FIRST_DAY).days + 1))


def _age(day: date) -> int:
    return AS_OF.year - day.year - ((AS_OF.month, AS_OF.day) < (day.month, day.day))


def _grade(day: date) -> int:
    """The grade of a child who entered at six full years on 31 August and never repeated; 0 is the year before."""
    entry = day.year + (6 if day.month < 9 else 7)
    return AS_OF.year - entry + 1


AGES: Final = np.array([_age(day) for day in DAYS])
GRADES: Final = np.array([_grade(day) for day in DAYS])
YEARS: Final = np.array([day.year for day in DAYS])
DAY_DIGITS: Final = np.array([list(f"{day:%Y%m%d}".encode()) for day in DAYS], np.uint8)
COMPULSORY: Final = (AGES >= COMPULSORY_FROM) & (AGES < COMPULSORY_BELOW)

STYLES: Final = ("iso", "digits", "slashes")


def spelled(year: int, month: int, day: int | None, style: str) -> str:
    """A date as a roster writes it; without a day only year and month. Takes 30 February too."""
    if style == "slashes":
        return f"{year}/{month}" if day is None else f"{year}/{month}/{day}"
    mark = "-" if style == "iso" else ""
    head = f"{year}{mark}{month:02d}"
    return head if day is None else f"{head}{mark}{day:02d}"


def day_texts(style: str) -> pa.Array:
    """Every day of the tables, spelled in `style`."""
    return pa.array([spelled(day.year, day.month, day.day, style) for day in DAYS], pa.string())
