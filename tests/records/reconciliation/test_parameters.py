"""The numbers of the comparison come from the plan file, unless the county says otherwise."""

from datetime import date

import pytest

from notoneless.kernel.problems import NotonelessError
from notoneless.policy import parameters
from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on

PLAN = """
plan: national/school_age
title: {zh: 县, en: county}
parameters:
"""
ENTRY = """
  - {key: %s, title: {zh: 一, en: one}, value: "%s", unit: year, binding: setting, stricter: none,
     from: %s, source: {document: 法, clause: 一, says: 一}, checked: 2026-11-23}
"""


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 8, 30), date(2024, 8, 31)),
        (date(2025, 8, 31), date(2025, 8, 31)),
        (date(2025, 9, 1), date(2025, 8, 31)),
        (date(2025, 12, 31), date(2025, 8, 31)),
        (date(2026, 1, 1), date(2025, 8, 31)),
        (date(2024, 2, 29), date(2023, 8, 31)),
    ],
)
def test_ages_are_counted_on_the_last_reference_day(today: date, expected: date) -> None:
    assert default_as_of(today) == expected


def test_ages_and_day_come_from_the_plan_file(tmp_path, monkeypatch) -> None:
    entries = [("school_age_from", "7", "2006-09-01"), ("school_age_until", "18", "2006-09-01"),
               ("as_of_month_day", "12-31", "2006-09-01"), ("school_age_from", "5", "2030-01-01")]  # fmt: skip
    (tmp_path / "national").mkdir()
    text = PLAN + "".join(ENTRY % entry for entry in entries)
    text = text.replace('"12-31", unit: year', '"12-31", unit: month-day')
    (tmp_path / "national" / "school_age.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(parameters, "plans_folder", lambda: tmp_path)
    age = parameters_on(date(2025, 8, 31)).age
    assert (age.from_years, age.until_years) == (7, 18)
    assert parameters_on(date(2030, 1, 1)).age.from_years == 5
    assert default_as_of(date(2026, 6, 1)) == date(2025, 12, 31)


def test_the_county_may_set_its_own_ages() -> None:
    age = parameters_on(date(2025, 8, 31), from_years=7, until_years=17).age
    assert (age.from_years, age.until_years) == (7, 17)
    assert parameters_on(date(2025, 8, 31), from_years=0).age.from_years == 0


@pytest.mark.parametrize(
    ("begins", "ends", "laxer"),
    [(None, None, False), (6, 16, False), (5, 18, False), (7, None, True), (None, 15, True), (5, 15, True)],
)
def test_ages_laxer_than_the_plans_are_known_as_such(begins: int | None, ends: int | None, laxer: bool) -> None:
    found = parameters_on(date(2025, 8, 31), from_years=begins, until_years=ends)
    assert found.laxer is laxer
    assert (found.plan_age.from_years, found.plan_age.until_years) == (6, 16)


@pytest.mark.parametrize(("begins", "ends"), [(None, 5), (None, 6), (16, None), (20, None), (9, 8)])
def test_ages_that_end_before_they_begin_are_refused(begins: int | None, ends: int | None) -> None:
    with pytest.raises(NotonelessError) as refused:
        parameters_on(date(2025, 8, 31), from_years=begins, until_years=ends)
    assert refused.value.problem.code == "reconciliation.ages_crossed"


def test_a_day_before_the_plan_is_refused() -> None:
    with pytest.raises(NotonelessError) as refused:
        parameters_on(date(2006, 8, 31))
    assert refused.value.problem.params["as_of"] == "2006-08-31"
    assert parameters_on(date(2006, 9, 1)).age.from_years == 6
