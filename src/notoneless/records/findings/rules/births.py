"""The day of birth as it was understood."""

from datetime import date

from notoneless.kernel.dates import parse_date
from notoneless.kernel.resident_id import IdKind, parse_resident_id

_LONGEST = 20


def birth_told(written: str | None, number: str | None) -> str:
    """What a finding keeps of a birth: the day of the cell, else that of a sound ID number, else the cell as it stands."""
    day = day_understood(written) or _of_number(number)
    return day.isoformat() if day else (written or "")[:_LONGEST]


def day_understood(written: str | None) -> date | None:
    """The day that a cell means; None where it means none, or no whole day."""
    return parse_date(written).value


def _of_number(number: str | None) -> date | None:
    found = parse_resident_id(number)
    return found.birth if found.kind in (IdKind.VALID, IdKind.FIFTEEN) else None
