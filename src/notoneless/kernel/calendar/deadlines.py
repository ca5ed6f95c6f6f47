"""A span of time counted from a day, and the deadline that it gives."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from notoneless.kernel.calendar.calendar import Calendar
from notoneless.kernel.calendar.periods import last_day_of_month
from notoneless.kernel.calendar.terms import Term


class SpanUnit(StrEnum):
    """What a span counts."""

    DAY = "day"
    WORKING_DAY = "working_day"
    SCHOOL_DAY = "school_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """So many of a unit; 0 ends on the day itself. Raises ValueError for fewer."""

    value: int
    unit: SpanUnit

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("a span goes forwards")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a span.

    `provisional`: a notice that is not known yet, or a term that nobody has entered, may still move it. What is not
    provisional is moved by neither.
    """

    day: date
    provisional: bool


def deadline(start: date, span: Span, calendar: Calendar, legal: bool) -> Deadline:
    """The last day of a span that begins with `start`; `start` itself is not counted.

    Months and years end on the corresponding day or, where the month lacks it, on its last (《民法典》第二百零二条).
    `legal`: a last day that is no working day moves to the next (《民事诉讼法》第八十五条、《民法典》第二百零三条).
    Raises ValueError or OverflowError beyond the year 9999.
    """
    match span.unit:
        case SpanUnit.WORKING_DAY if span.value:
            day = calendar.nth_working_day_after(start, span.value)
            is_known = calendar.knows_all(start + timedelta(days=1), day)
        case SpanUnit.SCHOOL_DAY if span.value:
            day = calendar.nth_school_day_after(start, span.value)
            is_known = _knows_school_days(start, day, calendar)
        case _:
            day, is_known = _counted(start, span), True
    if legal:
        begun, day = day, calendar.next_working_day(day)
        is_known = is_known and calendar.knows_all(begun, day)
    return Deadline(day, not is_known)


def _counted(start: date, span: Span) -> date:
    """The last day of a span that no calendar has to be asked for."""
    match span.unit:
        case SpanUnit.WEEK:
            return start + timedelta(weeks=span.value)
        case SpanUnit.MONTH:
            return _months_after(start, span.value)
        case SpanUnit.YEAR:
            return _months_after(start, 12 * span.value)
        case _:
            return start + timedelta(days=span.value)


def _months_after(day: date, months: int) -> date:
    """The corresponding day so many months later, or the last of that month."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    last = last_day_of_month(date(year, month + 1, 1))
    return last.replace(day=min(day.day, last.day))


def _knows_school_days(start: date, last: date, calendar: Calendar) -> bool:
    """Whether neither a notice nor a term could still move the school days after `start` until `last`."""
    terms = _touched(start, last, calendar)
    after = start + timedelta(days=1)
    return not any(term.provisional for term in terms) and all(
        calendar.knows_all(max(term.first_day, after), min(term.last_day, last)) for term in terms
    )


def _touched(start: date, last: date, calendar: Calendar) -> list[Term]:
    """The terms from that which had begun last on `start` until `last`: each could be longer than is supposed."""
    years = range(start.year - 2, last.year + 1)
    begun = [term for year in years for term in calendar.terms_of_year(year) if term.first_day <= last]
    before = [term for term in begun if term.first_day <= start]
    return [*before[-1:], *(term for term in begun if term.first_day > start)]
