"""Holds a timetable against the rules, whoever made it. It shares nothing with the model but the facts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from notoneless.timetabling.facts import Demands, Lesson, Pupil, Taken, Teacher


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """A rule that a timetable breaks: its code, and the pupil, day and teachers it breaks it with; how many there are, how
    many there must be."""

    code: str
    pupil: str = ""
    on: date | None = None
    teachers: tuple[str, ...] = ()
    there: int = 0
    needed: int = 0


def broken(lessons: Collection[Lesson], demands: Demands, weeks: Collection[date] | None = None) -> tuple[Broken, ...]:
    """Every rule that a timetable breaks, in the order of days; nothing where it stands. weeks: look at these Mondays only.

    What is before the first day that may be planned is not judged again, but must be there as it was.
    """
    seen = [each for each in lessons if weeks is None or _monday(each.on) in weeks]
    found = [*_held(seen, demands, weeks), *_each(seen, demands), *_together(seen, demands), *_weekly(seen, demands)]
    found += _norms(seen, demands, weeks)
    return tuple(sorted(set(found), key=lambda each: (each.on or date.min, each.code, each.pupil, each.teachers)))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _held(seen: Sequence[Lesson], demands: Demands, weeks: Collection[date] | None) -> Iterator[Broken]:
    asked = [each for each in demands.held if weeks is None or _monday(each.on) in weeks]
    past = [each for each in seen if each.on < demands.since]
    for each in set(asked) ^ set(past):
        yield Broken("held_changed", each.pupil, each.on, each.team)


def _each(seen: Sequence[Lesson], demands: Demands) -> Iterator[Broken]:
    """What a lesson breaks by itself."""
    pupils = {each.key: each for each in demands.pupils}
    teachers = {each.key: each for each in demands.teachers}
    for lesson in seen:
        if lesson.on < demands.since:
            continue
        pupil = pupils.get(lesson.pupil)
        strangers = [each for each in lesson.team if each not in teachers]
        if pupil is None or strangers:
            yield Broken("stranger", lesson.pupil, lesson.on, tuple(strangers))
            continue
        if lesson.on not in demands.days:
            yield Broken("no_school_day", lesson.pupil, lesson.on)
        if not _good(lesson, pupil):
            yield Broken("not_good", lesson.pupil, lesson.on)
        yield from _team(lesson, pupil, [teachers[each] for each in lesson.team])


def _good(lesson: Lesson, pupil: Pupil) -> bool:
    day, first, last = lesson.on.weekday(), lesson.begins, lesson.begins + pupil.minutes
    return any(each.weekday == day and each.begins <= first and last <= each.ends for each in pupil.good)


def _team(lesson: Lesson, pupil: Pupil, team: Sequence[Teacher]) -> Iterator[Broken]:
    going = {each.key for each in team}
    if len(going) < pupil.team or len(going) < len(team):
        yield Broken("too_few", pupil.key, lesson.on, lesson.team, len(going), pupil.team)
    men = len({each.key for each in team if each.is_man})
    if men < pupil.men:
        yield Broken("no_man", pupil.key, lesson.on, lesson.team, men, pupil.men)
    for each in team:
        if each.key not in pupil.may_go:
            yield Broken("may_not_go", pupil.key, lesson.on, (each.key,))
        if any(first <= lesson.on <= last for first, last in each.away):
            yield Broken("away", pupil.key, lesson.on, (each.key,))
        leaves, back = _gone(lesson, pupil, each)
        day = lesson.on.weekday()
        if not any(free.weekday == day and free.begins <= leaves and back <= free.ends for free in each.free):
            yield Broken("not_free", pupil.key, lesson.on, (each.key,))


def _gone(lesson: Lesson, pupil: Pupil, teacher: Teacher) -> tuple[int, int]:
    """From when until when a teacher is gone for a lesson."""
    minutes = pupil.travel_from.get(teacher.unit, pupil.travel)
    return lesson.begins - minutes, lesson.begins + pupil.minutes + minutes


def _together(seen: Sequence[Lesson], demands: Demands) -> Iterator[Broken]:
    """A pupil with two lessons on one day, and a teacher in two places at once."""
    days = Counter((each.pupil, each.on) for each in seen if each.on >= demands.since)
    for (pupil, day), number in days.items():
        if number > 1:
            yield Broken("twice_a_day", pupil, day, (), number, 1)
    for (key, day), times in _absences(seen, demands).items():
        for one, other in combinations(times, 2):
            if one[0] < other[1] and other[0] < one[1] and (one[2] or other[2]):
                yield Broken("two_places", one[2] or other[2], day, (key,))


def _absences(seen: Sequence[Lesson], demands: Demands) -> dict[tuple[str, date], list[tuple[int, int, str]]]:
    """From when until when each teacher is gone on each day, and to which pupil of this timetable."""
    pupils = {each.key: each for each in demands.pupils}
    teachers = {each.key: each for each in demands.teachers}
    found: dict[tuple[str, date], list[tuple[int, int, str]]] = defaultdict(list)
    for lesson in seen:
        if lesson.on >= demands.since and lesson.pupil in pupils:
            for key in set(lesson.team) & teachers.keys():
                leaves, back = _gone(lesson, pupils[lesson.pupil], teachers[key])
                found[key, lesson.on].append((leaves, back, lesson.pupil))
    for taken in demands.taken:
        found[taken.teacher, taken.on].append((taken.begins, taken.ends, ""))
    return found


def _weekly(seen: Sequence[Lesson], demands: Demands) -> Iterator[Broken]:
    """Teachers with more lessons in a week than they may have."""
    counts: Counter[tuple[str, date]] = Counter()
    for lesson in seen:
        counts.update((key, _monday(lesson.on)) for key in set(lesson.team))
    planned = {(key, _monday(each.on)) for each in seen if each.on >= demands.since for key in each.team}
    counts.update(_taken(demands.taken))
    for teacher in demands.teachers:
        for (key, monday), number in counts.items():
            if key == teacher.key and number > teacher.most and (key, monday) in planned:
                yield Broken("too_much", "", monday, (key,), number, teacher.most)


def _taken(taken: Sequence[Taken]) -> Iterator[tuple[str, date]]:
    for each in taken:
        yield each.teacher, _monday(each.on)


def _norms(seen: Sequence[Lesson], demands: Demands, weeks: Collection[date] | None) -> Iterator[Broken]:
    """Weeks in which a pupil has too few lessons. In a week that holidays cut, each day left that fits is owed a lesson; where
    somebody said why, nothing is."""
    counts = Counter((each.pupil, _monday(each.on)) for each in seen)
    mondays = {_monday(day) for day in demands.days if day >= demands.since}
    for monday in sorted(mondays if weeks is None else mondays & set(weeks)):
        week = [monday + timedelta(days=n) for n in range(7)]
        open_days = [day for day in week if day in demands.days]
        is_whole = set(week[:5]) <= set(open_days) and monday >= demands.since
        for pupil in demands.pupils:
            fits = {each.weekday for each in pupil.good if each.ends - each.begins >= pupil.minutes}
            left = sum(day.weekday() in fits for day in open_days if day >= demands.since)
            held = sum(each.pupil == pupil.key for each in demands.held if _monday(each.on) == monday)
            owed = pupil.visits if is_whole else min(pupil.visits, held + left)
            there = counts[pupil.key, monday]
            if there < owed and (pupil.key, monday) not in demands.excused:
                yield Broken("too_seldom", pupil.key, monday, (), there, owed)
