"""Whether a text can be the value of a number, and if not, what is wrong with it in words for whoever wrote it."""

import re
from datetime import date

from notoneless.policy.model import measured

_BELOW = re.compile(r"-[0-9]+(\.[0-9]+)?")
_WHOLE = re.compile(r"[0-9]+")
_FIGURES = re.compile(r"[0-9]+(\.[0-9]+)?")
_LEAP = 2028
AGE = "age"
"""The unit of ages, in full years; plans from before it say years."""


def unfit_number(unit: str, value: str) -> str:
    """The code of what is wrong with a value that is to be compared: no day of a year, below nought, too long, no number."""
    if unit == "month-day":
        return "" if is_day_of_year(value) else "policy.no_month_day"
    if is_below_nought(value):
        return "policy.below_nought"
    try:
        measured(value)
    except ValueError:
        return "policy.too_much" if _FIGURES.fullmatch(value) else "policy.no_number"
    return "policy.no_number" if "-" in value else ""


def counted_in(unit: str) -> str:
    """The unit by which numbers of a unit are compared: an age and a length are both of years."""
    return "year" if unit == AGE else unit


def is_whole(value: str) -> bool:
    """Whether it is made of figures alone, those of every keyboard."""
    return _WHOLE.fullmatch(value) is not None


def is_below_nought(value: str) -> bool:
    """Whether it is a number with a minus before it."""
    return _BELOW.fullmatch(value) is not None


def is_day_of_year(value: str) -> bool:
    """Whether it is a month and a day that some year has, such as 12-31."""
    month, _, day = value.partition("-")
    if not (is_whole(month) and is_whole(day) and len(month) <= 2 and len(day) <= 2):
        return False
    try:
        date(_LEAP, int(month), int(day))
    except ValueError:
        return False
    return True
