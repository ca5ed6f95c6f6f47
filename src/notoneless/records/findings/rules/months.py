"""Comparisons month by month: what the last of each counted, how that differs from the month before, when the next is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.kernel.calendar import month_after
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter

PLAN = "local/comparing"
_BASES = frozenset({"household", "school", "poor", "poor_not_in_school"}) | {
    f"disabled_{name}" for name in ("listed", "here", "elsewhere", "missing", "unknown")
}
"""What a comparison counts beside the children in no school, who are counted by reason."""


@dataclass(frozen=True, slots=True)
class Run:
    """One comparison: the day it was made, and its counts."""

    made_on: date
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its last comparison, how many there were, and how many more are in no school than the month before.

    `poor_not_in_school`: None where no poverty roster was in force. `more`: None for the first month there is.
    """

    first: date
    made_on: date
    runs: int
    household: int
    school: int
    not_in_school: int
    poor_not_in_school: int | None
    whys: Mapping[str, int]
    counts: Mapping[str, int]
    more: int | None

    @property
    def fewer(self) -> int:
        """How many fewer, where it is fewer."""
        return -(self.more or 0)


def by_month(runs: Iterable[Run]) -> list[Month]:
    """The months in which rosters were compared, the latest first. `runs` in the order they were made."""
    gathered: dict[date, list[Run]] = {}
    for run in runs:
        gathered.setdefault(run.made_on.replace(day=1), []).append(run)
    found: list[Month] = []
    for first in sorted(gathered):
        found.append(_month(first, gathered[first], found[-1] if found else None))
    return found[::-1]


def _month(first: date, runs: Sequence[Run], before: Month | None) -> Month:
    last = runs[-1]
    whys = {name: count for name, count in last.counts.items() if name not in _BASES}
    total = sum(whys.values())
    return Month(
        first=first,
        made_on=last.made_on,
        runs=len(runs),
        household=last.counts.get("household", 0),
        school=last.counts.get("school", 0),
        not_in_school=total,
        poor_not_in_school=last.counts.get("poor_not_in_school"),
        whys=whys,
        counts=last.counts,
        more=total - before.not_in_school if before else None,
    )


@dataclass(frozen=True, slots=True)
class Due:
    """By when the next comparison is to be made, and whether that day has gone by."""

    on: date
    is_overdue: bool


def due(last_made_on: date | None, today: date, day: int) -> Due:
    """The comparison after the last: of the month that follows it; where there is none yet, of this month."""
    owed = month_after(last_made_on) if last_made_on else today.replace(day=1)
    last_day = month_after(owed) - timedelta(days=1)
    on = owed.replace(day=min(day, last_day.day))
    return Due(on, today > on)


def due_day(numbers: Mapping[str, Parameter]) -> int:
    """The day of the month, by the county's setting. Raises NotonelessError where there is none yet."""
    found = numbers.get("due_day")
    if found is None:
        raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} due_day"}))
    return int(found.value)
