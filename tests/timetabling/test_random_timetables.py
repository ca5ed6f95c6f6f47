"""Timetables of demands drawn by chance: none breaks a rule, and what cannot be has its name. Every timetable is tried beside.

`NOTONELESS_TIMETABLES` says how many are drawn; `make soak` draws a thousand.
"""

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from notoneless.timetabling import Demands, Effort, broken
from notoneless.timetabling.planning import work_out
from support.timetables import small
from timetabling.every_timetable import least_short

MANY = int(os.environ.get("NOTONELESS_TIMETABLES", "200"))
EFFORT = Effort(rules=5.0, wishes=0.05, cut=0.05)


@pytest.mark.parametrize("part", range(10))
def test_no_rule_is_ever_broken_and_what_cannot_be_is_named(part: int) -> None:
    for seed in range(part, MANY, 10):
        judge(small(seed), seed)


def judge(demands: Demands, seed: int) -> None:
    found = work_out(demands, EFFORT)
    mondays = {day - timedelta(days=day.weekday()) for day in demands.days}
    whole = {m for m in mondays if {m + timedelta(days=n) for n in range(5)} <= demands.days}
    ill = {
        m
        for m in mondays
        for each in demands.teachers
        if any(f < m + timedelta(days=7) and m <= u for f, u in each.away)
    }
    must = {monday: least_short(demands, monday) for monday in mondays}
    plain = (
        least_short(replace(demands, teachers=tuple(replace(each, away=()) for each in demands.teachers)), min(whole))
        if whole
        else 0
    )
    assert bool(found.conflicts) == bool(plain), (seed, found.conflicts)
    assert all(
        each.code != "undecided" and each.pupil and each.lessons > 0 for each in (*found.conflicts, *found.short)
    )
    if found.conflicts:
        assert found.lessons == ()
        return
    short = Counter(dict.fromkeys(mondays, 0))
    for each in found.short:
        assert each.monday in (mondays - whole) | ill, (seed, each)
        short[each.monday] += each.lessons
    assert dict(short) == must, seed
    excused = frozenset((each.pupil, each.monday) for each in found.short)
    assert broken(found.lessons, replace(demands, excused=excused)) == (), seed
    assert work_out(demands, EFFORT) == found, "the same demands give the same timetable"
