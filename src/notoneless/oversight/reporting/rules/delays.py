"""By when a report of a dropout is due under the plans that bind, and how late it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from notoneless.kernel.calendar import Calendar, Deadline, Span, SpanUnit, deadline
from notoneless.policy.model import Parameter

TEACHER, READ_WITHIN = "report.teacher_within", "report.acknowledged_within"
"""Numbers of plans: until a class teacher has reported, until the head has acknowledged; from the opening of the case."""

SAME_DAY, RECEIPTS = "report.same_day", "report.receipts_within"
"""Until the school has reported upwards, and until everybody to whom it went has acknowledged it."""

_HOUR = timedelta(hours=1)


def due(key: str, numbers: Mapping[str, Parameter], opened_on: date, calendar: Calendar) -> Deadline | None:
    """By when something is to be done after a case was opened; None where no plan that binds says so."""
    number = numbers.get(key)
    if number is None or number.is_awaited:
        return None
    return deadline(opened_on, Span(int(number.value), SpanUnit(number.unit)), calendar, legal=False)


@dataclass(frozen=True, slots=True)
class Delay:
    """How long something took: hours since the case was entered, and days beyond its due day (0 in time, None without one)."""

    hours: int
    days_late: int | None

    @property
    def is_late(self) -> bool:
        """Whether it was done after its due day."""
        return bool(self.days_late)


def delay(entered: datetime, done: datetime, done_on: date, due: date | None) -> Delay:
    """How long it took from the moment a case was entered until `done`, on the legal day `done_on`."""
    hours = max(0, (done - entered) // _HOUR)
    return Delay(hours, None if due is None else max(0, (done_on - due).days))
