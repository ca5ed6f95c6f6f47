"""What a timetable is worked out with, and what comes of it; and what is another between two timetables."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from notoneless.timetabling.facts import Lesson


@dataclass(frozen=True, slots=True)
class Effort:
    """How long is searched, in the solver's own deterministic time, which passes alike on every machine: for rules, for wishes
    of a whole week, for those of a week that is cut; and at which distance from the best that may exist, in thousandths, the
    search is content."""

    rules: float = 10.0
    wishes: float = 14.0
    cut: float = 1.0
    content: int = 50


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """A demand that cannot be met: of which pupil, in which week (None in every one), by which rule, among which teachers; how
    many lessons and minutes a week are missing; how many there are of what is needed."""

    code: str
    pupil: str
    monday: date | None = None
    teachers: tuple[str, ...] = ()
    lessons: int = 0
    minutes: int = 0
    there: int = 0
    needed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A timetable, the held lessons included, or conflicts. short: what single weeks lack that holidays or absences cut, each
    of which needs its reason; gap: thousandths between what the weeks cost and the least that they may cost, of the worst."""

    lessons: tuple[Lesson, ...]
    conflicts: tuple[Conflict, ...]
    short: tuple[Conflict, ...]
    gap: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A lesson that is another now: `was` and `now`, one of them None where it is gone or new."""

    was: Lesson | None
    now: Lesson | None


def changes(before: Collection[Lesson], after: Collection[Lesson]) -> tuple[Changed, ...]:
    """What is another after than before: lessons of a pupil in a week are set against one another in their order."""
    gone, come = set(before) - set(after), set(after) - set(before)
    found: list[Changed] = []
    for was in sorted(gone):
        near = [each for each in come if each.pupil == was.pupil and _monday(each.on) == _monday(was.on)]
        now = min(near, key=partial(_distance, was), default=None)
        come -= {now}
        found.append(Changed(was, now))
    return (*found, *(Changed(None, now) for now in sorted(come)))


def _distance(was: Lesson, now: Lesson) -> tuple[int, Lesson]:
    return abs((now.on - was.on).days), now


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
