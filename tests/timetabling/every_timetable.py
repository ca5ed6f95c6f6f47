"""Tries every timetable of a small week, without a solver: how many lessons must be missing at least."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from notoneless.timetabling import Demands, Pupil, Teacher

Given = tuple[date, int, int, str]
"""A day, from when until when a teacher is gone, and which."""


def least_short(demands: Demands, monday: date) -> int:
    """How many lessons of a week cannot be given, whatever is tried."""
    days = sorted(day for day in demands.days if monday <= day < monday + timedelta(days=7))
    is_whole = len([day for day in days if day.weekday() < 5]) == 5
    owed = []
    for pupil in demands.pupils:
        fits = [
            day
            for day in days
            if any(s.weekday == day.weekday() and s.ends - s.begins >= pupil.minutes for s in pupil.good)
        ]
        owed += [(pupil, days)] * (pupil.visits if is_whole else min(pupil.visits, len(fits)))
    best = [len(owed)]
    _try(demands, owed, 0, [], {}, 0, best)
    return best[0]


def _try(
    demands: Demands,
    owed: list[tuple[Pupil, list[date]]],
    at: int,
    gone: list[Given],
    after: dict[str, date],
    short: int,
    best: list[int],
) -> None:
    if short >= best[0]:
        return
    if at == len(owed):
        best[0] = short
        return
    pupil, days = owed[at]
    for day in days:
        # the lessons of a pupil in the order of days, so that none is tried twice
        if day > after.get(pupil.key, date.min):
            for new in _lessons(demands, pupil, day, gone):
                _try(demands, owed, at + 1, gone + new, after | {pupil.key: day}, short, best)
                if best[0] == 0 or short >= best[0]:
                    return
    rest = sum(each is pupil for each, _ in owed[at:])
    _try(demands, owed, at + rest, gone, after, short + rest, best)


def _lessons(demands: Demands, pupil: Pupil, day: date, gone: list[Given]) -> Iterator[list[Given]]:
    for good in pupil.good:
        if good.weekday != day.weekday():
            continue
        for begins in range(good.begins, good.ends - pupil.minutes + 1, 30):
            there = [each for each in demands.teachers if _can(demands, each, pupil, day, begins, gone)]
            for team in combinations(there, max(pupil.team, pupil.men)):
                if sum(each.is_man for each in team) >= pupil.men:
                    yield [(day, *_gone(each, pupil, begins), each.key) for each in team]


def _gone(teacher: Teacher, pupil: Pupil, begins: int) -> tuple[int, int]:
    minutes = pupil.travel_from.get(teacher.unit, pupil.travel)
    return begins - minutes, begins + pupil.minutes + minutes


def _can(demands: Demands, teacher: Teacher, pupil: Pupil, day: date, begins: int, gone: list[Given]) -> bool:
    if teacher.key not in pupil.may_go or any(first <= day <= last for first, last in teacher.away):
        return False
    leaves, back = _gone(teacher, pupil, begins)
    if not any(s.weekday == day.weekday() and s.begins <= leaves and back <= s.ends for s in teacher.free):
        return False
    mine = [each for each in gone if each[3] == teacher.key]
    return len(mine) < teacher.most and not any(on == day and a < back and leaves < b for on, a, b, _ in mine)
