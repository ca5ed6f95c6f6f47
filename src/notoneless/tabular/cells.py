"""Single cells: as text, and masked for people who must not see them whole."""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from notoneless.tabular.fields import Field

CellValue = int | float | str | bool | time | date | datetime | timedelta
"""What the workbook reader returns for one cell; an empty cell is ""."""

EXACT_BELOW = 1e15
"""Excel keeps 15 digits: a longer number has lost its last digits when it is read."""

_DIGITS = re.compile(r"\d{6,}[\dXx]?")
_NAMES = frozenset({Field.NAME, Field.FORMER_NAME, Field.GUARDIAN_NAME, Field.GUARDIAN2_NAME})
_SHOWN_AT_START, _SHOWN_AT_END = 3, 4


def as_text(value: CellValue) -> str:
    """The cell as text: whole numbers without ".0", dates as ISO, a number beyond 15 digits with zeros at its end."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, time):
        # a cell formatted as a date that holds 0 comes out as midnight: nobody meant it
        return "" if value == time() else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    if not value.is_integer():
        return repr(value)
    if abs(value) < EXACT_BELOW:
        return str(int(value))
    return format(Decimal(f"{value:.14e}"), "f")


def lost_digits(value: CellValue) -> bool:
    """True for a number too long for a spreadsheet: 510105201503020000 stands for an ID number no longer known."""
    return isinstance(value, float) and math.isfinite(value) and abs(value) >= EXACT_BELOW


def mask(text: str, field: Field | None = None) -> str:
    """`text` fit to be shown: ID numbers as 510***********001X, telephones as 138****1234, names as 王**.

    Any run of six or more digits is masked whatever the column, so that a number in a remark is covered too.
    """
    if field in _NAMES and text:
        return text[0] + "*" * min(len(text) - 1, 3)
    if field is Field.DOB:
        return text[:4] + "*" * len(text[4:])
    if field in {Field.ADDRESS, Field.HUKOU_ADDRESS} and len(text) > 6:
        return text[:6] + "***"
    return _DIGITS.sub(_mask_digits, text[:60])


def _mask_digits(found: re.Match[str]) -> str:
    run = found[0]
    start, end = (_SHOWN_AT_START, _SHOWN_AT_END) if len(run) >= 11 else (2, 1)
    return run[:start] + "*" * (len(run) - start - end) + run[-end:]
