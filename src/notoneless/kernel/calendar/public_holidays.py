"""The holidays that law gives everybody, and on which days one may still rule while no notice has entered it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.kernel.calendar.notices import NEW_YEAR_REACH, Notice, Ruling
from notoneless.kernel.calendar.terms import MonthDay
from notoneless.kernel.lunar import lunar_to_solar


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """A holiday of every year, called `key`: it falls on one of the days from `first` to `last`, as (month, day).

    `is_lunar`: these are of the moon's year. `reach`: days before and after on which its notice may rule.
    """

    key: str
    first: MonthDay
    last: MonthDay
    is_lunar: bool
    reach: int

    def days(self, year: int) -> tuple[date, ...]:
        """The days of a year that it may fall on; none for a year whose moons are not known."""
        if self.is_lunar:
            found = lunar_to_solar(year, *self.first)
            return (found,) if found else ()
        first, last = date(year, *self.first), date(year, *self.last)
        return tuple(first + timedelta(days=at) for at in range((last - first).days + 1))

    def ruled(self, year: int) -> Iterator[date]:
        """The days on which the notice of a year may rule for its sake; those of a year before or after are not its own."""
        days = self.days(year)
        if days:
            earliest, latest = date(year - 1, 12, 31) - timedelta(days=NEW_YEAR_REACH - 1), date(year, 12, 31)
            day = max(days[0] - timedelta(days=self.reach), earliest)
            while day <= min(days[-1] + timedelta(days=self.reach), latest):
                yield day
                day += timedelta(days=1)


def missing(
    year: int, notices: Iterable[Notice], rulings: Mapping[date, Ruling], expected: Sequence[PublicHoliday]
) -> tuple[PublicHoliday, ...]:
    """The public holidays that the notices of a year leave out; none where one of them is said to be complete.

    Told by the days that are off, not by names: a notice may join two holidays, or call one otherwise.
    """
    if any(notice.year == year and notice.complete for notice in notices):
        return ()
    return tuple(
        each
        for each in expected
        if (days := each.days(year)) and not any(day in rulings and not rulings[day].is_working for day in days)
    )
