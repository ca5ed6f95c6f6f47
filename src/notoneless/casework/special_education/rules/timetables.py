"""Timetables of home lessons: their states, what plans ask of each child's, and how conflicts and broken rules are told."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from notoneless.casework.special_education.rules.homebound import HomeNumbers, Place, monday_of
from notoneless.kernel.problems import Problem
from notoneless.timetabling import Broken, Conflict, stretches_of


class TimetableState(StrEnum):
    """Where a timetable stands."""

    ASKED = "asked"
    PROPOSED = "proposed"
    IMPOSSIBLE = "impossible"
    ADOPTED = "adopted"
    REPLACED = "replaced"


_MOST_TRAVEL, _MOST_PEOPLE, _MOST_LESSONS = 300, 6, 20
_LEAST_MINUTES, _MOST_MINUTES = 20, 60
"""Of a class hour; beyond is a slip of the pen, as beyond the others."""

Names = Callable[[str], str]
"""The name of a pupil or teacher by its key."""


@dataclass(frozen=True, slots=True)
class TeacherLoad:
    """The lessons of a home teacher in a timetable. `busiest`: in the week with the most of them."""

    teacher: str
    lessons: int
    busiest: int


def loads_of(lessons: Iterable[tuple[date, str]]) -> tuple[TeacherLoad, ...]:
    """How a timetable burdens each home teacher, the most burdened first; of (day, keys of who goes) of each lesson."""
    weeks: dict[str, Counter[date]] = defaultdict(Counter)
    for day, team in lessons:
        for teacher in team.split():
            weeks[teacher][monday_of(day)] += 1
    found = (TeacherLoad(teacher, each.total(), max(each.values())) for teacher, each in weeks.items())
    return tuple(sorted(found, key=lambda each: (-each.lessons, each.teacher)))


def people_for(numbers: HomeNumbers, place: Place, people: int, needs_man: bool) -> tuple[int, int]:
    """How many teachers go to a child, and how many men among them: what the plan says, or more where the child needs it.

    At a teaching point the parent comes along, and nobody goes to a home: one teacher is there.
    """
    if place is Place.POINT:
        return max(1, people), 0
    men = max(numbers.men_per_visit, int(needs_man))
    return max(numbers.teachers_per_visit, people, men), men


def why_not_hours(text: str) -> Problem | None:
    """Why hours of a week cannot be read; None where they can."""
    found = stretches_of(text)
    if isinstance(found, str):
        return Problem("special_education.no_stretch", {"said": found[:40]})
    return None if found else Problem("special_education.no_stretches")


def why_not_teacher_hours(text: str, most: int, away: tuple[date | None, date | None]) -> Problem | None:
    """Why a home teacher's hours cannot be so."""
    if not 0 < most <= _MOST_LESSONS:
        return Problem("special_education.no_most", {"most": _MOST_LESSONS})
    first, last = away
    if (first is None) != (last is None) or (first is not None and last is not None and last < first):
        return Problem("special_education.no_absence")
    return why_not_hours(text)


def why_not_pupil_hours(text: str, travel: int, people: int) -> Problem | None:
    """Why a child's hours cannot be so."""
    if not 0 <= travel <= _MOST_TRAVEL:
        return Problem("special_education.no_travel", {"most": _MOST_TRAVEL})
    if not 0 <= people <= _MOST_PEOPLE:
        return Problem("special_education.no_people", {"most": _MOST_PEOPLE})
    return why_not_hours(text)


def why_not_minutes(minutes: int) -> Problem | None:
    """Why a class hour cannot have so many minutes."""
    if _LEAST_MINUTES <= minutes <= _MOST_MINUTES:
        return None
    return Problem("special_education.no_minutes", {"least": _LEAST_MINUTES, "most": _MOST_MINUTES})


def kept_text(conflicts: Iterable[Conflict]) -> str:
    """Conflicts as a row keeps them."""
    rows = [
        (each.code, each.pupil, each.monday.isoformat() if each.monday else "", each.teachers, *_numbers(each))
        for each in conflicts
    ]
    return json.dumps(rows) if rows else ""


def _numbers(conflict: Conflict) -> tuple[int, int, int, int]:
    return conflict.lessons, conflict.minutes, conflict.there, conflict.needed


def conflicts_of(text: str) -> tuple[Conflict, ...]:
    """Conflicts out of what a row keeps."""
    return tuple(
        Conflict(code, pupil, date.fromisoformat(monday) if monday else None, tuple(teachers), *numbers)
        for code, pupil, monday, teachers, *numbers in (json.loads(text) if text else [])
    )


def told_conflict(conflict: Conflict, name: Names) -> Problem:
    """A conflict in words: which child, which rule, which teachers, how much is missing."""
    week = Problem("special_education.in_week", {"monday": conflict.monday.isoformat()}) if conflict.monday else None
    return Problem(
        f"special_education.conflict_{conflict.code}",
        {
            "pupil": name(conflict.pupil),
            "week": week or Problem("special_education.each_week"),
            "teachers": _named(conflict.teachers, name),
            "lessons": conflict.lessons,
            "minutes": conflict.minutes,
            "there": conflict.there,
            "needed": conflict.needed,
        },
    )


def told_broken(broken: Broken, name: Names) -> Problem:
    """A broken rule in words."""
    return Problem(
        f"special_education.broken_{broken.code}",
        {
            "pupil": name(broken.pupil) if broken.pupil else "",
            "day": broken.on.isoformat() if broken.on else "",
            "teachers": _named(broken.teachers, name),
            "there": broken.there,
            "needed": broken.needed,
        },
    )


_NAMED = 5
"""Teachers of a conflict who are named; of more it is told how many there are."""


def _named(keys: Sequence[str], name: Names) -> Problem | str:
    names = "、".join(name(each) for each in keys[:_NAMED])
    return Problem("special_education.and_more", {"names": names, "all": len(keys)}) if len(keys) > _NAMED else names
