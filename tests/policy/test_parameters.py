"""Plan parameters: read with their source, refused when anything is missing."""

from datetime import date

import pytest

from notoneless.kernel.problems import NotonelessError
from notoneless.policy import parameters
from notoneless.policy.parameters import load_parameters

GOOD = """
plan: county/ages
title: {zh: 县, en: county}
parameters:
  - {key: school_age_from, title: {zh: 入学, en: entry}, value: "6", unit: year, binding: law, stricter: lower,
     from: 2006-09-01, source: {document: 法, clause: 一, says: 六周岁}, checked: 2026-11-23}
  - {key: school_age_from, title: {zh: 入学, en: entry}, value: "7", unit: year, binding: law, stricter: lower,
     from: 2030-09-01, source: {document: 新法, clause: 二, says: 七周岁}, checked: 2026-11-23}
"""


@pytest.fixture
def county(tmp_path, monkeypatch):
    """A folder of plans to write into."""
    monkeypatch.setattr(parameters, "plans_folder", lambda: tmp_path)
    (tmp_path / "county").mkdir()

    def write(text: str) -> None:
        (tmp_path / "county" / "ages.yaml").write_text(text, encoding="utf-8")

    return write


def test_the_national_plan_gives_the_ages_with_their_law():
    plan = load_parameters("national/school_age", date(2025, 8, 31))
    assert (plan["school_age_from"].value, plan["school_age_until"].value) == ("6", "16")
    assert plan["school_age_from"].document == "中华人民共和国义务教育法"
    assert plan["school_age_until"].binding == "setting"


def test_a_later_value_stands_from_its_day(county):
    county(GOOD)
    assert load_parameters("county/ages", date(2030, 8, 31))["school_age_from"].value == "6"
    assert load_parameters("county/ages", date(2030, 9, 1))["school_age_from"].value == "7"


def test_before_its_first_day_a_parameter_is_not_there(county):
    county(GOOD)
    assert load_parameters("county/ages", date(2006, 8, 31)) == {}


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (GOOD.replace("unit: year, ", "", 1), "第 5 行：缺少“unit”"),
        (GOOD.replace("unit: year", "unit: year, colour: red", 1), "第 5 行：不认识的项目“colour”"),
        (GOOD.replace('value: "6"', "value: six"), "第 5 行：参数 school_age_from 的值不是数字（如 20 或 99.5）：six"),
        (GOOD.replace("document: 法", "document: ''"), "第 6 行：这里应有内容"),
        (GOOD.replace("clause: 一, ", ""), "第 6 行：缺少“clause”"),
        (GOOD.replace("2006-09-01", "soon"), "第 6 行：“from”不是日期（如 2026-03-01）：soon"),
        (
            GOOD.replace("binding: law", "binding: custom", 1),
            "第 5 行：“binding”不能是“custom”，只能是：law、plan、setting",
        ),
        (
            GOOD.replace("stricter: lower", "stricter: sideways", 1),
            "第 5 行：“stricter”不能是“sideways”，只能是：higher、lower、none",
        ),
    ],
)
def test_a_parameter_that_is_not_whole_is_refused_at_its_line(county, broken, named):
    county(broken)
    with pytest.raises(NotonelessError) as refused:
        load_parameters("county/ages", date(2025, 1, 1))
    assert str(refused.value) == f"plans/county/ages.yaml {named}"


@pytest.mark.parametrize(
    ("key", "number", "laxer"),
    [
        ("school_age_from", 5, False),
        ("school_age_from", 6, False),
        ("school_age_from", 7, True),
        ("school_age_until", 15, True),
        ("school_age_until", 16, False),
        ("school_age_until", 18, False),
    ],
)
def test_what_is_laxer_follows_the_direction_of_the_parameter(key, number, laxer):
    assert load_parameters("national/school_age", date(2025, 8, 31))[key].laxer(number) is laxer


def test_an_unknown_plan_is_refused():
    with pytest.raises(NotonelessError, match="county/none"):
        load_parameters("county/none", date(2025, 1, 1))
