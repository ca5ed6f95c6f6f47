"""The yearly notices that say which days are holidays, and which weekend days are worked in their place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

NEW_YEAR_REACH = 7
"""How many of the last days of a year the next year's notice may rule on: its New Year's holiday begins there."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off, the first and the last included, and the weekend days that are worked in their place."""

    name: str
    first_day: date
    last_day: date
    make_up: tuple[date, ...] = ()

    def days(self) -> Iterator[date]:
        """The days off."""
        day = self.first_day
        while day <= self.last_day:
            yield day
            day += _DAY


@dataclass(frozen=True, slots=True)
class Notice:
    """What one notice says of a year. `number`: as printed on it, empty where `verified` is False: then it is not known.

    `amends`: it changes an earlier notice of the year: a holiday of the same name is replaced with its make-up days.
    `complete`: whoever entered it has said that it names all holidays of the year, although one is missing that is usual.
    """

    year: int
    number: str
    verified: bool
    holidays: tuple[Holiday, ...]
    amends: bool = False
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the notices say of a day: worked or not, for which holiday, by which notice (its number may be empty)."""

    is_working: bool
    name: str
    number: str
    year: int


def in_force(notices: Iterable[Notice]) -> Iterator[tuple[Notice, Holiday]]:
    """The holidays that stand after all amendments, each with the notice that it comes from. The later notice wins."""
    standing: dict[tuple[int, str], tuple[Notice, Holiday]] = {}
    for notice in notices:
        standing |= {(notice.year, holiday.name): (notice, holiday) for holiday in notice.holidays}
    yield from standing.values()


def rulings(notices: Iterable[Notice]) -> Mapping[date, Ruling]:
    """What is said of each day that is no plain weekday or weekend."""
    found: dict[date, Ruling] = {}
    for notice, holiday in in_force(notices):
        off = Ruling(False, holiday.name, notice.number, notice.year)
        found |= dict.fromkeys(holiday.days(), off)
        found |= dict.fromkeys(holiday.make_up, Ruling(True, holiday.name, notice.number, notice.year))
    return found
