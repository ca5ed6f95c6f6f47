"""The check of a timetable: one that stands, and each single edit that breaks a rule, by its name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from notoneless.timetabling import Broken, Demands, Lesson, Pupil, Stretch, Taken, Teacher, broken

MON, TUE, WED, THU, FRI, SAT = (date(2026, 9, 7) + timedelta(days=n) for n in range(6))
WEEK = tuple(Stretch(day, 480, 1020) for day in range(5))
CHILD = Pupil(
    "child", 2, 120, 2, 1, tuple(Stretch(day, 540, 720) for day in (0, 2)), frozenset({"he", "she", "his"}), 30
)
OTHER = Pupil(
    "other", 1, 60, 1, 0, (Stretch(0, 540, 840), Stretch(1, 540, 720)), frozenset({"he", "she"}), 0, {"far": 60}
)
HE, SHE, HIS = (
    Teacher("he", "near", True, WEEK, 3),
    Teacher("she", "near", False, WEEK, 3),
    Teacher("his", "far", True, (Stretch(0, 480, 1020),), 3),
)
AWAY = Teacher("away", "near", True, WEEK, 3, ((MON, WED),))
DEMANDS = Demands((CHILD, OTHER), (HE, SHE, HIS, AWAY), frozenset({MON, TUE, WED, THU, FRI}), MON)
PAIR = ("he", "she")
STANDS = (Lesson(MON, 540, "child", PAIR), Lesson(WED, 570, "child", PAIR), Lesson(TUE, 600, "other", ("she",)))
FIRST, SECOND, THIRD = STANDS


def codes(*lessons: Lesson, demands: Demands = DEMANDS) -> set[str]:
    return {each.code for each in broken(lessons, demands)}


def test_a_timetable_that_keeps_every_rule_stands() -> None:
    assert broken(STANDS, DEMANDS) == ()


@pytest.mark.parametrize(
    ("edited", "code"),
    [
        (replace(FIRST, team=("he",)), "too_few"),
        (replace(FIRST, team=("he", "he")), "too_few"),
        (replace(FIRST, team=("she", "she")), "no_man"),
        (replace(FIRST, team=("he", "stranger")), "stranger"),
        (replace(FIRST, team=("away", "she")), "may_not_go"),
        (replace(FIRST, begins=510), "not_good"),
        (replace(FIRST, begins=601), "not_good"),
        (replace(FIRST, on=TUE), "not_good"),
        (replace(FIRST, on=SAT), "no_school_day"),
        (replace(FIRST, on=WED), "twice_a_day"),
        (replace(SECOND, team=("his", "she")), "not_free"),
    ],
)
def test_one_edit_breaks_one_rule(edited: Lesson, code: str) -> None:
    rest = [
        each
        for each in STANDS
        if each is not FIRST and not (each is SECOND and edited.on == WED and code == "not_free")
    ]
    assert code in codes(edited, *rest)


def test_who_is_away_does_not_go() -> None:
    asked = replace(DEMANDS, pupils=(replace(CHILD, may_go=frozenset({"away", "she"})), OTHER))
    lessons = [replace(each, team=("away", "she")) for each in STANDS[:2]]
    assert codes(*lessons, THIRD, demands=asked) == {"away"}


def test_the_way_there_and_back_is_reckoned_in() -> None:
    right_after = replace(THIRD, on=MON, begins=690, team=("she",))
    assert codes(FIRST, SECOND, right_after) == set()
    assert broken((FIRST, SECOND, replace(right_after, begins=689)), DEMANDS) == (
        Broken("two_places", "child", MON, ("she",)),
    )
    far = replace(DEMANDS, pupils=(CHILD, replace(OTHER, may_go=frozenset({"his"}))))
    assert codes(FIRST, SECOND, replace(THIRD, on=MON, begins=540, team=("his",)), demands=far) == set()
    early = replace(DEMANDS, pupils=(CHILD, replace(OTHER, may_go=frozenset({"his"}), good=(Stretch(0, 480, 720),))))
    assert codes(FIRST, SECOND, replace(THIRD, on=MON, begins=510, team=("his",)), demands=early) == {"not_free"}


def test_nobody_is_with_a_child_of_another_school_at_once() -> None:
    assert codes(*STANDS, demands=replace(DEMANDS, taken=(Taken(TUE, 640, 700, "she"),))) == {"two_places", "too_much"}
    assert codes(*STANDS, demands=replace(DEMANDS, taken=(Taken(TUE, 660, 700, "she"),))) == {"too_much"}
    assert (
        codes(*STANDS, demands=replace(DEMANDS, taken=(Taken(TUE, 640, 700, "his"), Taken(TUE, 650, 700, "his"))))
        == set()
    )


def test_nobody_has_more_lessons_than_may_be() -> None:
    less = replace(DEMANDS, teachers=(HE, replace(SHE, most=2), HIS, AWAY))
    assert broken(STANDS, less) == (Broken("too_much", "", MON, ("she",), 3, 2),)


def test_a_week_with_too_few_lessons_is_named_unless_somebody_said_why() -> None:
    assert broken((FIRST, THIRD), DEMANDS) == (Broken("too_seldom", "child", MON, (), 1, 2),)
    excused = replace(DEMANDS, excused=frozenset({("child", MON)}))
    assert broken((FIRST, THIRD), excused) == ()


def test_in_a_week_that_a_holiday_cuts_each_day_left_that_fits_is_owed() -> None:
    cut = replace(DEMANDS, days=frozenset({TUE, WED, THU}))
    assert broken((SECOND, THIRD), cut) == ()
    assert broken((THIRD,), cut) == (Broken("too_seldom", "child", MON, (), 0, 1),)
    none = replace(DEMANDS, days=frozenset({THU, FRI}))
    assert broken((), none) == ()


def test_what_was_held_stays_as_it_was() -> None:
    later = replace(DEMANDS, since=WED, held=(FIRST, THIRD))
    assert broken(STANDS, later) == ()
    assert codes(SECOND, THIRD, demands=later) == {"held_changed", "too_seldom"}
    assert codes(*STANDS, Lesson(TUE, 540, "child", PAIR), demands=later) == {"held_changed", "too_much"}


def test_other_weeks_are_not_looked_at() -> None:
    assert broken((), DEMANDS, {MON + timedelta(days=7)}) == ()
