"""The time of a demonstration, which begins half a year ago."""

import os
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from notoneless.kernel.identifiers import IdSource

MONTHS = 6
"""How far back the history of a demonstration goes."""

_LEGAL = ZoneInfo("Asia/Shanghai")
_MORNING = time(9)
_HOLIDAYS = (2, 8)
"""The months in which no school brings a roster."""

_SUMMER_ENDS = (8, 31)


@dataclass
class Times:
    """The instant at which things happen; ids are of that instant too."""

    at: datetime
    ids: IdSource = field(init=False)

    def __post_init__(self) -> None:
        self.ids = IdSource(lambda: int(self.at.timestamp() * 1000), os.urandom)

    def go_to(self, day: date) -> None:
        """The morning of a day, if that is still to come."""
        self.at = max(self.at, morning(day))

    def pass_by(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


def morning(day: date) -> datetime:
    """The morning of a day."""
    return datetime.combine(day, _MORNING, _LEGAL)


def months_before(today: date, count: int = MONTHS) -> list[date]:
    """The first days of the last months, the earliest first; none to come, and none of the holidays.

    Nor today: on the first of a month its rosters are still on their way, and nothing of a demonstration is yet to happen.
    """
    days = []
    yesterday = today - timedelta(days=1)
    year, month = yesterday.year, yesterday.month
    for _ in range(count + 1):
        if month not in _HOLIDAYS:
            days.append(date(year, month, 1))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return sorted(days)


def summer_before(day: date) -> date:
    """The last 31 August up to a day."""
    end = date(day.year, *_SUMMER_ENDS)
    return end if end <= day else date(day.year - 1, *_SUMMER_ENDS)
