"""Who is asked about, which answer counts and what an answer must say: as tables."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest

from notoneless.kernel.ages import CompulsoryAge, age_on
from notoneless.records.surveys.rules.answering import (
    END_OF_DAY,
    Asked,
    Said,
    asked_at,
    counts_over,
    tidy,
    why_not_asked,
    why_not_said,
)
from notoneless.records.surveys.rules.kinds import AnswerKind, NoSchoolReason, SurveyKind
from notoneless.records.surveys.rules.scope import Births, births_of, births_within

DAY = date(2026, 9, 1)
NOON = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "born", "is_taught", "is_asked"),
    [
        ("household", date(2020, 8, 31), False, True),  # six on 31 August
        ("household", date(2020, 9, 1), False, False),
        ("household", date(2010, 9, 1), False, True),  # fifteen on 31 August
        ("household", date(2010, 8, 31), False, False),  # sixteen on 31 August
        ("household", date(2010, 8, 31), True, True),  # and still taught
        ("household", None, False, True),
        ("kindergarten", date(2020, 9, 1), False, True),
        ("kindergarten", date(2020, 8, 31), False, False),
        ("kindergarten", date(2023, 8, 31), False, True),
        ("kindergarten", date(2023, 9, 1), False, False),
        ("kindergarten", date(2010, 8, 31), True, False),
        ("full", date(2023, 8, 31), False, True),
        ("full", date(2020, 8, 31), False, True),
        ("full", date(2010, 8, 31), False, False),
        ("full", date(2010, 8, 31), True, True),
    ],
)
def test_who_is_asked_about(kind: str, born: date | None, is_taught: bool, is_asked: bool) -> None:
    births = births_of(SurveyKind(kind), DAY)
    assert births
    assert births.include(born, is_taught) is is_asked


def test_in_a_class_everybody_is_asked_about() -> None:
    assert births_of(SurveyKind.SCHOOL, DAY) is None


@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2024, 2, 29), date(2025, 2, 28), date(2026, 1, 1)])
def test_days_of_birth_are_ages_in_full_years(day: date) -> None:
    age = CompulsoryAge(6, 16)
    births = births_within(age, day, or_taught=False)
    for back in range(5 * 365, 17 * 366):
        born = day - timedelta(days=back)
        assert births.include(born) == (6 <= age_on(born, day) < 16), born


@pytest.mark.parametrize("day", [date(2026, 8, 30), date(2027, 3, 1), date(2026, 9, 1)])
def test_ages_are_counted_on_the_latest_thirty_first_of_august(day: date) -> None:
    counted = date(2025, 8, 31) if day < date(2026, 8, 31) else date(2026, 8, 31)
    assert births_of(SurveyKind.HOUSEHOLD, day) == Births(
        counted.replace(year=counted.year - 16), counted.replace(year=counted.year - 6), or_taught=True
    )


def asked(on: int, at: str, entered: int, request: int) -> Asked:
    return Asked(date(2026, 9, on), at, NOON + timedelta(minutes=entered), UUID(int=request))


@pytest.mark.parametrize(
    ("former", "later"),
    [
        (asked(1, "09:00:00", 9, 9), asked(1, "09:00:01", 1, 1)),
        (asked(1, "23:59:59", 9, 9), asked(2, "00:00:00", 1, 1)),
        (asked(1, "09:00:00", 9, 1), asked(1, "09:00:00", 1, 2)),
        (asked(1, "23:59:59", 9, 9), asked(1, END_OF_DAY, 1, 1)),
        (asked(1, END_OF_DAY, 1, 9), asked(1, END_OF_DAY, 2, 1)),
    ],
    ids=["second", "day", "request", "no time", "entered"],
)
def test_what_was_asked_last_counts(former: Asked, later: Asked) -> None:
    assert counts_over(later, former)
    assert not counts_over(former, later)


def test_in_whatever_order_answers_arrive_the_same_one_counts() -> None:
    told = [
        asked(1, "09:00:00", 0, 3),
        asked(1, "09:00:00", 0, 4),
        asked(2, "08:00:00", 0, 1),
        asked(1, "10:00:00", 0, 2),
    ]
    for arriving in permutations(told):
        current = arriving[0]
        for each in arriving[1:]:
            current = each if counts_over(each, current) else current
        assert current == told[2]


@pytest.mark.parametrize(
    ("told", "on", "kept"),
    [
        ("09:30", DAY, "09:30:00"),
        ("09:30:15", date(2026, 8, 1), "09:30:15"),
        (None, DAY, "12:00:00"),
        (None, date(2026, 8, 31), END_OF_DAY),
        ("", date(2026, 8, 31), END_OF_DAY),
    ],
)
def test_the_time_of_an_answer(told: str | None, on: date, kept: str) -> None:
    assert asked_at(told, on, NOON) == kept


@pytest.mark.parametrize(
    ("on", "at", "code"),
    [
        (DAY, None, None),
        (DAY, "23:59", None),
        (date(2026, 9, 2), None, "surveys.day_to_come"),
        (date(2026, 8, 31), None, "surveys.other_day"),
        (DAY, "24:00", "surveys.no_time"),
        (DAY, "9点半", "surveys.no_time"),
    ],
)
def test_when_nobody_can_have_asked(on: date, at: str | None, code: str | None) -> None:
    problem = why_not_asked(on, at, DAY, date(2026, 9, 30), DAY)
    assert (problem.code if problem else None) == code


def test_after_its_last_day_a_survey_still_takes_what_was_asked_before() -> None:
    later = date(2026, 10, 9)
    assert why_not_asked(date(2026, 9, 30), None, DAY, date(2026, 9, 30), later) is None
    assert why_not_asked(later, None, DAY, date(2026, 9, 30), later) is not None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said(AnswerKind.IN_SCHOOL), "surveys.which_school"),
        (Said(AnswerKind.IN_SCHOOL, "清溪镇中心小学"), None),
        (Said(AnswerKind.IN_SCHOOL, "清溪镇中心小学", grade=13), "surveys.no_grade"),
        (Said(AnswerKind.IN_SCHOOL, "清溪镇中心小学", grade=-1), "surveys.no_grade"),
        (Said(AnswerKind.NO_SCHOOL), "surveys.why_in_none"),
        (Said(AnswerKind.NO_SCHOOL, reason=NoSchoolReason.LEFT), None),
        (Said(AnswerKind.MOVED_AWAY), "surveys.where_to"),
        (Said(AnswerKind.MOVED_AWAY, "外省"), None),
        (Said(AnswerKind.NOT_REACHED), None),
        (Said(AnswerKind.DIED), None),
        (Said(AnswerKind.NOT_OF_HERE), None),
    ],
)
def test_what_an_answer_must_say(said: Said, code: str | None) -> None:
    problem = why_not_said(said)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize("kind", AnswerKind)
def test_an_answer_keeps_what_its_kind_has(kind: AnswerKind) -> None:
    kept = tidy(Said(kind, "某校", True, 3, NoSchoolReason.LEFT, "见到祖母"))
    assert kept.note == "见到祖母"
    assert bool(kept.place) is (kind in (AnswerKind.IN_SCHOOL, AnswerKind.MOVED_AWAY))
    assert (kept.grade, kept.elsewhere) == ((3, True) if kind is AnswerKind.IN_SCHOOL else (None, None))
    assert bool(kept.reason) is (kind is AnswerKind.NO_SCHOOL)
