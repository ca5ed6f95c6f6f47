"""Timetables worked out: whole terms, holidays, conflicts by name, few changes, other timetables."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from notoneless.timetabling import (
    Conflict,
    Demands,
    Effort,
    Lesson,
    Pupil,
    Stretch,
    Taken,
    Teacher,
    broken,
    changes,
    clock_of,
    minutes_of,
    planning,
    stretches_of,
)
from notoneless.timetabling.planning import work_out
from notoneless.timetabling.stretches import written
from support.timetables import FIRST, school, school_days

EFFORT = Effort(rules=5.0, wishes=0.2, cut=0.2)
DAY = Stretch(0, 480, 720)
CHILD = Pupil("child", 1, 120, 2, 1, (DAY,), frozenset({"he", "she"}))
HE, SHE = Teacher("he", "u", True, (DAY,), 2), Teacher("she", "u", False, (DAY,), 2)
ONE = Demands((CHILD,), (HE, SHE), school_days(1), FIRST)


def of(*pupils: Pupil, teachers: tuple[Teacher, ...] = (HE, SHE), **more: object) -> Demands:
    return replace(ONE, pupils=pupils, teachers=teachers, **more)  # type: ignore[arg-type]


def named(demands: Demands) -> tuple[Conflict, ...]:
    found = work_out(demands, EFFORT)
    assert not found.lessons
    return found.conflicts


def test_two_people_and_a_man_go_when_all_are_free() -> None:
    found = work_out(ONE, EFFORT)
    assert [(each.on, each.pupil, each.team) for each in found.lessons] == [(FIRST, "child", ("he", "she"))]
    assert found.gap == 0


@pytest.mark.parametrize(
    ("demands", "conflict"),
    [
        (of(replace(CHILD, may_go=frozenset())), Conflict("nobody", "child", None, (), 1, 120, 0, 2)),
        (of(replace(CHILD, good=())), Conflict("no_hours", "child", None, (), 1, 120, 0, 1)),
        (of(replace(CHILD, may_go=frozenset({"he"}))), Conflict("alone", "child", None, ("he",), 1, 120, 1, 2)),
        (of(replace(CHILD, team=3)), Conflict("few", "child", None, ("he", "she"), 1, 120, 2, 3)),
        (
            of(CHILD, teachers=(replace(HE, is_man=False), SHE)),
            Conflict("no_man", "child", None, ("he", "she"), 1, 120, 0, 1),
        ),
        (of(replace(CHILD, visits=2)), Conflict("few_days", "child", None, (), 1, 120, 1, 2)),
        (of(replace(CHILD, minutes=300)), Conflict("few_days", "child", None, (), 1, 300, 0, 1)),
        (
            of(CHILD, teachers=(replace(HE, free=(Stretch(1, 480, 720),)), SHE)),
            Conflict("team_days", "child", None, ("he", "she"), 1, 120, 0, 1),
        ),
        (of(replace(CHILD, travel=61)), Conflict("team_days", "child", None, ("he", "she"), 1, 120, 0, 1)),
        (
            of(
                replace(CHILD, may_go=frozenset({"he", "she", "her"})),
                teachers=(replace(HE, free=(Stretch(1, 480, 720),)), SHE, replace(SHE, key="her")),
            ),
            Conflict("man_days", "child", None, ("he", "her", "she"), 1, 120, 0, 1),
        ),
    ],
)
def test_what_cannot_be_for_one_child_has_its_name(demands: Demands, conflict: Conflict) -> None:
    assert named(demands) == (conflict,)


@pytest.mark.parametrize(
    ("others", "most", "code"),
    [(1, 1, "load"), (2, 9, "clash")],
)
def test_what_fails_only_together_names_the_rule(others: int, most: int, code: str) -> None:
    pupils = tuple(replace(CHILD, key=f"child{number}") for number in range(others + 1))
    (found,) = named(of(*pupils, teachers=(replace(HE, most=most), replace(SHE, most=most))))
    assert (found.code, found.lessons, found.minutes, found.teachers) == (code, 1, 120, ("he", "she"))


def test_a_man_who_is_needed_in_two_places_is_named() -> None:
    pupils = tuple(
        replace(CHILD, key=key, minutes=240, may_go=frozenset({"he", "she", "a", "b"})) for key in ("x", "y")
    )
    staff = (HE, SHE, replace(SHE, key="a"), replace(SHE, key="b"))
    assert {each.code for each in named(of(*pupils, teachers=staff))} <= {"men", "clash"}


def test_a_term_is_a_pattern_with_holidays_left_out_and_short_weeks_named() -> None:
    demands = school(12, 18, 18)
    found = work_out(demands, EFFORT)
    assert found.conflicts == ()
    assert all(each.on in demands.days for each in found.lessons)
    excused = frozenset((each.pupil, each.monday) for each in found.short)
    assert broken(found.lessons, replace(demands, excused=excused)) == ()
    weeks = {}
    for each in found.lessons:
        weeks.setdefault(each.on - timedelta(days=each.on.weekday()), []).append((each.on.weekday(), *each_of(each)))
    whole = [
        sorted(rows) for monday, rows in weeks.items() if {monday + timedelta(days=n) for n in range(5)} <= demands.days
    ]
    assert len(whole) == 14
    assert all(rows == whole[0] for rows in whole)


def each_of(lesson: Lesson) -> tuple[int, str, tuple[str, ...]]:
    return lesson.begins, lesson.pupil, lesson.team


def test_lessons_are_shared_evenly_and_a_child_knows_its_teachers() -> None:
    week = tuple(Stretch(day, 480, 1020) for day in range(5))
    staff = tuple(Teacher(f"t{n}", "u", True, week, 9) for n in range(4))
    pupils = tuple(Pupil(f"p{n}", 2, 120, 2, 0, week, frozenset(each.key for each in staff), 20) for n in range(4))
    found = work_out(Demands(pupils, staff, school_days(1), FIRST), Effort(wishes=3.0, content=0))
    loads = [sum(each.key in lesson.team for lesson in found.lessons) for each in staff]
    assert loads == [4, 4, 4, 4]
    faces = [{key for each in found.lessons if each.pupil == pupil.key for key in each.team} for pupil in pupils]
    assert [len(each) for each in faces] == [2, 2, 2, 2]
    assert found.gap < 100


def test_the_nearer_teacher_goes() -> None:
    far, near = Teacher("a", "far", False, (DAY,), 2), Teacher("b", "near", False, (DAY,), 2)
    pupil = Pupil("p", 1, 60, 1, 0, (DAY,), frozenset({"a", "b"}), 60, {"near": 10})
    assert [each.team for each in work_out(of(pupil, teachers=(far, near)), EFFORT).lessons] == [("b",)]


def test_who_goes_already_goes_on() -> None:
    staff = tuple(Teacher(key, "u", False, (DAY,), 2) for key in "abc")
    pupil = Pupil("p", 1, 60, 1, 0, (DAY,), frozenset("abc"), known=frozenset("c"))
    assert [each.team for each in work_out(of(pupil, teachers=staff), EFFORT).lessons] == [("c",)]


def test_who_falls_ill_is_replaced_with_as_few_changes_as_can_be() -> None:
    demands = school(12, 18, 6)
    first = work_out(demands, EFFORT)
    since = FIRST + timedelta(days=7)
    ill = first.lessons[0].team[0]
    hit = [each for each in first.lessons if since <= each.on < since + timedelta(days=7) and ill in each.team]
    assert hit
    held = tuple(each for each in first.lessons if each.on < since)
    staff = tuple(
        replace(each, away=((since, since + timedelta(days=6)),)) if each.key == ill else each
        for each in demands.teachers
    )
    said = frozenset((each.pupil, each.monday) for each in first.short)
    asked = replace(demands, since=since, held=held, teachers=staff, excused=said)
    again = work_out(asked, EFFORT, before=first.lessons)
    changed = changes(first.lessons, again.lessons)
    assert {each.was for each in changed} == set(hit), "nothing else changes"
    assert all(each.now is not None and ill not in each.now.team for each in changed)
    assert set(held) <= set(again.lessons)


def test_a_holiday_that_is_loaded_moves_only_what_falls_on_it() -> None:
    demands = school(12, 18, 3)
    first = work_out(demands, EFFORT)
    off = FIRST + timedelta(days=8)
    again = work_out(replace(demands, days=demands.days - {off}), EFFORT, before=first.lessons)
    assert {each.was for each in changes(first.lessons, again.lessons)} >= {
        each for each in first.lessons if each.on == off
    }
    kept = {each for each in first.lessons if not FIRST + timedelta(days=7) <= each.on < FIRST + timedelta(days=14)}
    assert kept <= set(again.lessons)


def test_in_the_week_of_the_change_what_is_held_counts() -> None:
    pupil = replace(CHILD, visits=2, good=(DAY, Stretch(3, 480, 720)))
    week = (DAY, Stretch(3, 480, 720))
    staff = (replace(HE, free=week), replace(SHE, free=week))
    held = Lesson(FIRST, 480, "child", ("he", "she"))
    found = work_out(of(pupil, teachers=staff, since=FIRST + timedelta(days=2), held=(held,)), EFFORT)
    assert [each.on for each in found.lessons] == [FIRST, FIRST + timedelta(days=3)]
    tired = tuple(replace(each, most=1) for each in staff)
    short = work_out(of(pupil, teachers=tired, since=FIRST + timedelta(days=2), held=(held,)), EFFORT)
    assert [(each.code, each.lessons) for each in short.short] == [("load", 1)]


def test_who_is_with_a_child_of_another_school_is_not_sent() -> None:
    taken = (Taken(FIRST, 480, 600, "he"),)
    (lesson,) = work_out(of(replace(CHILD), teachers=(replace(HE, most=2), SHE), taken=taken), EFFORT).lessons
    assert lesson.begins == 600
    (found,) = named(of(CHILD, taken=(Taken(FIRST, 480, 720, "he"),)))
    assert found.code == "team_days"


def test_a_result_that_the_check_refuses_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        planning, "_dated", lambda monday, visits: [Lesson(FIRST, 480, "child", ("he",))] if visits else []
    )
    with pytest.raises(planning.WronglyMade):
        work_out(ONE, EFFORT)


def test_a_search_that_ends_early_does_not_call_it_impossible() -> None:
    crowded = replace(school(30, 26, 1), since=FIRST)
    found = work_out(crowded, Effort(rules=0.0001, wishes=0.0, cut=0.0))
    assert {each.code for each in found.conflicts} <= {"undecided"}


def test_nothing_asked_is_nothing_planned() -> None:
    assert work_out(of(), EFFORT).lessons == ()


def test_stretches_are_read_as_people_write_them() -> None:
    assert stretches_of("周二 14:00-17:00；星期日9:30—10:00\n周二 16:00～18:00") == (
        Stretch(1, 840, 1080),
        Stretch(6, 570, 600),
    )
    assert stretches_of("Tue 14:00-17:00; sunday 9:30-10:00") == (Stretch(1, 840, 1020), Stretch(6, 570, 600))
    assert stretches_of("") == ()
    assert [stretches_of(each) for each in ("周八 9:00-10:00", "周一 10:00-9:00", "周一 25:00-26:00")] == [
        "周八 9:00-10:00",
        "周一 10:00-9:00",
        "周一 25:00-26:00",
    ]
    assert written((Stretch(1, 840, 1080),)) == "周二 14:00-18:00"
    assert (clock_of(570), minutes_of("09:30")) == ("09:30", 570)


def test_two_timetables_are_set_side_by_side() -> None:
    was, now = Lesson(FIRST, 480, "p", ("a",)), Lesson(FIRST + timedelta(days=1), 480, "p", ("a",))
    gone, new = Lesson(FIRST, 480, "q", ("a",)), Lesson(date(2026, 9, 9), 480, "p", ("b",))
    assert [(each.was, each.now) for each in changes([was, gone], [now, new])] == [
        (was, now),
        (gone, None),
        (None, new),
    ]
