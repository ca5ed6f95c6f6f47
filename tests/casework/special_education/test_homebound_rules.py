"""Homebound instruction: teams, criteria, schedules, lessons and money, as rules."""

from datetime import date
from decimal import Decimal

import pytest

from notoneless.casework.special_education.rules.homebound import (
    HomeNumbers,
    Place,
    Slot,
    home_numbers,
    monday_of,
    slots_of,
    why_not_fee,
    why_not_given,
    why_not_planned,
    why_not_sent,
    why_not_team,
    yuan_of,
)
from notoneless.kernel.problems import Problem

DAY = date(2026, 9, 1)


def code(problem: Problem | None) -> str:
    """Why something is refused, empty where it is not."""
    return problem.code.removeprefix("special_education.") if problem else ""


@pytest.mark.parametrize(
    ("teachers", "men", "place", "why"),
    [
        (2, 1, Place.HOME, ""),
        (1, 1, Place.HOME, "too_few"),
        (2, 0, Place.HOME, "no_man"),
        (3, 0, Place.WELFARE, "no_man"),
        (1, 0, Place.POINT, ""),
        (0, 0, Place.POINT, "nobody_goes"),
    ],
)
def test_two_go_to_a_home_one_of_them_a_man_and_a_teaching_point_is_no_visit(
    teachers: int, men: int, place: Place, why: str
) -> None:
    assert code(why_not_team(teachers, men, place, HomeNumbers(teachers_per_visit=2, men_per_visit=1))) == why


def test_without_a_plan_somebody_goes_all_the_same() -> None:
    assert code(why_not_team(0, 0, Place.HOME, HomeNumbers())) == "too_few"
    assert code(why_not_team(1, 0, Place.HOME, HomeNumbers())) == ""


def test_who_sends_is_what_the_plans_say_and_both_may_where_both_do() -> None:
    school, home = {"special.teacherless_allowed": "0"}, {"special.without_teacher_allowed": "0"}
    assert home_numbers(school).sends == {"school"}
    assert home_numbers(home).sends == {"home"}
    assert home_numbers(school | home).sends == home_numbers({}).sends == {"school", "home"}


def test_numbers_and_names_are_read_by_their_keys() -> None:
    found = home_numbers({"homebound.visits_per_week": "2", "homebound.domains": "认知 语言交流"})
    assert (found.visits_per_week, found.teachers_per_visit, found.domains) == (2, 1, ("认知", "语言交流"))


def test_a_teacher_meets_each_criterion_and_was_told_of_each_danger() -> None:
    numbers = HomeNumbers(criteria=("热爱特教", "有责任心"), subjects=("人身安全", "交通安全"))
    assert code(why_not_sent(["热爱特教"], numbers.subjects, numbers)) == "not_fit"
    assert code(why_not_sent(numbers.criteria, ["人身安全"], numbers)) == "not_briefed"
    assert code(why_not_sent(numbers.criteria, numbers.subjects, numbers)) == ""


@pytest.mark.parametrize(
    "line",
    [
        "2026-09-03",
        "2026-09-03 9:00 3",
        "2026-09-03 24:00 3",
        "周三 09:00 3",
        "2026-09-03 09:00 9",
        "2026-09-03 09:00 0",
    ],
)
def test_a_line_that_says_no_lesson_is_named(line: str) -> None:
    found = slots_of(f"2026-09-02 09:00 3\n\n{line}")
    assert isinstance(found, Problem)
    assert found.params == {"line": 2}


def test_a_schedule_lies_within_the_rest_of_the_term_each_day_once() -> None:
    slots = slots_of("2026-09-02 09:00 3\n2026-09-04 14:30 2")
    assert slots == (Slot(date(2026, 9, 2), "09:00", 3), Slot(date(2026, 9, 4), "14:30", 2))
    assert code(why_not_planned(slots, DAY, date(2027, 1, 20))) == ""
    assert code(why_not_planned((), DAY, date(2027, 1, 20))) == "no_slots"
    assert code(why_not_planned((*slots, slots[0]), DAY, date(2027, 1, 20))) == "slot_twice"
    assert code(why_not_planned(slots, date(2026, 9, 3), date(2027, 1, 20))) == "slot_outside"
    assert code(why_not_planned(slots, DAY, date(2026, 9, 3))) == "slot_outside"


def test_a_lesson_has_a_time_hours_and_domains_of_the_plan() -> None:
    numbers = HomeNumbers(domains=("认知",))
    for begins_at, hours, domains, why in (
        ("09:00", 3, ["认知"], ""),
        ("9点", 3, ["认知"], "no_time"),
        ("09:00", 0, ["认知"], "no_hours"),
        ("09:00", 9, ["认知"], "no_hours"),
        ("09:00", 3, [], "no_domain"),
        ("09:00", 3, ["书法"], "strange_domain"),
    ):
        assert code(why_not_given(begins_at, hours, domains, numbers)) == why
    assert code(why_not_given("09:00", 1, ["书法"], HomeNumbers())) == "", "where no plan names any, each may be"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("240", Decimal(240)),
        (" 0.05 ", Decimal("0.05")),
        ("1.005", None),
        ("0", None),
        ("-3", None),
        ("NaN", None),
        ("1e9", None),
        ("许多", None),
        ("Infinity", None),
    ],
)
def test_an_amount_is_yuan_above_nought_with_two_decimals(text: str, amount: Decimal | None) -> None:
    assert yuan_of(text) == amount


def test_a_fee_is_entered_as_it_was_and_a_week_begins_on_monday() -> None:
    assert [code(why_not_fee(each)) for each in (0, 20, -1, 1_000_000)] == ["", "", "no_fee", "no_fee"]
    assert monday_of(DAY) == date(2026, 8, 31) == monday_of(date(2026, 9, 6))
