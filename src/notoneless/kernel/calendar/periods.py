"""The month and the week of a day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included."""

    first_day: date
    last_day: date

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first_day <= day <= self.last_day


def last_day_of_month(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_after(day: date) -> date:
    """The first day of the month after that of `day`."""
    return last_day_of_month(day) + timedelta(days=1)


def months_until(day: date, number: int) -> tuple[date, ...]:
    """The first days of so many months, that of `day` the last."""
    last = day.year * 12 + day.month - 1
    return tuple(date(each // 12, each % 12 + 1, 1) for each in range(last - number + 1, last + 1))


def month_of(day: date) -> Period:
    """The month of `day`."""
    return Period(day.replace(day=1), last_day_of_month(day))


def week_of(day: date) -> Period:
    """The week of `day`, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))
