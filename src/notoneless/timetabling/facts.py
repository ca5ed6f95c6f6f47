"""What a timetable of home lessons is worked out from, and what it is made of. Times are minutes after midnight."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of a weekday (0 is Monday), from a minute until before another."""

    weekday: int
    begins: int
    ends: int

    def holds(self, weekday: int, begins: int, ends: int) -> bool:
        """Whether it holds all of a time."""
        return weekday == self.weekday and self.begins <= begins and ends <= self.ends


@dataclass(frozen=True, slots=True)
class Pupil:
    """A home-taught child. visits: lessons a week; minutes: of one lesson; team, men: how many teachers go at least, and how
    many men among them; good: when the child can learn; may_go: the teachers who may be sent there.

    travel: minutes of one way, of a teacher of no named unit; travel_from: of teachers of some units; known: who goes already.
    """

    key: str
    visits: int
    minutes: int
    team: int
    men: int
    good: tuple[Stretch, ...]
    may_go: frozenset[str]
    travel: int = 0
    travel_from: Mapping[str, int] = field(default_factory=dict)
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Teacher:
    """A home teacher: free when, at most so many lessons a week, away from a day to another (both included).

    is_man is asked only where a plan wants a man to go along.
    """

    key: str
    unit: str
    is_man: bool
    free: tuple[Stretch, ...]
    most: int
    away: tuple[tuple[date, date], ...] = ()

    def is_away(self, day: date) -> bool:
        """Whether the teacher is away on a day."""
        return any(first <= day <= last for first, last in self.away)


@dataclass(frozen=True, slots=True, order=True)
class Lesson:
    """That a team goes to a pupil on a day from a minute on."""

    on: date
    begins: int
    pupil: str
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """That a teacher is with a child of another timetable, travel included; it counts among the lessons of the week."""

    on: date
    begins: int
    ends: int
    teacher: str


@dataclass(frozen=True, slots=True)
class Demands:
    """All that a timetable must fulfil. days: the school days of the term; since: the first day that may still be planned;
    held: the lessons before it, which stay as they are; excused: pupils with the Mondays of weeks of which it is said why they
    have fewer lessons; step: a lesson may begin so many minutes after another time."""

    pupils: tuple[Pupil, ...]
    teachers: tuple[Teacher, ...]
    days: frozenset[date]
    since: date
    held: tuple[Lesson, ...] = ()
    taken: tuple[Taken, ...] = ()
    excused: frozenset[tuple[str, date]] = frozenset()
    step: int = 30


def way(pupil: Pupil, teacher: Teacher) -> int:
    """Minutes of one way of a teacher to a pupil."""
    return pupil.travel_from.get(teacher.unit, pupil.travel)
