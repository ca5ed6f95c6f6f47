"""Which sessions of school days that are over nobody has reported, class by class."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

Days = Sequence[tuple[date, tuple[str, ...]]]
"""School days that are over, each with the sessions that were to be reported."""

Span = tuple[date, date]
"""A first and a last day, both included."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """From when on reports of a class are awaited, and until before which day, None where it is still there."""

    from_on: date
    until_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a report of that day is awaited."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def missing(
    awaited: Awaited, days: Days, reported: Collection[tuple[date, str]], explained: Collection[Span]
) -> Iterator[tuple[date, str]]:
    """The sessions without a report, of days of which nobody has said why there is none."""
    for day, sessions in days:
        if awaited.holds(day) and not any(first <= day <= last for first, last in explained):
            yield from ((day, session) for session in sessions if (day, session) not in reported)
