"""What is asked of a plan before it binds: shares, whole counts, a value on every day; and each fault told once, plainly."""

from datetime import date

import pytest

from notoneless.foundation.plans.rules import check_whole, examined, examined_own
from notoneless.kernel.catalogue import plans, policy, telling
from notoneless.kernel.problems import sentence
from notoneless.policy.fitness import unfit_to_bind
from notoneless.policy.loading import parse_plan
from notoneless.policy.model import Requirement, Target, Words
from notoneless.policy.reading import PlanRefused
from notoneless.policy.values import unfit_number
from support.own_plans import GOOD, instead, number
from support.policies import a_duty, a_number, a_plan

FROM = date(2026, 12, 20)
A, B = date(2027, 9, 1), date(2028, 1, 1)


def days(*periods: tuple[date, date | None]) -> list[str]:
    """What is told of a plan whose duty needs a number with these periods, adopted from a day on."""
    numbers = [
        a_number("n", "1", since=since, until=until, line=line) for line, (since, until) in enumerate(periods, 1)
    ]
    return [
        f"{each.line} {each.problem.params['first']} {each.problem.params.get('last', '')}".strip()
        for each in unfit_to_bind("own.yaml", a_plan("own/a", *numbers, rules=(a_duty(),)), FROM)
    ]


@pytest.mark.parametrize(
    ("periods", "gap"),
    [
        ([(date(2020, 1, 1), None)], []),
        ([(FROM, None)], []),
        ([(A, None)], ["1 2026-12-20 2027-08-31"]),
        ([(FROM, A)], ["1 2027-09-01"]),
        ([(FROM, A), (A, None)], []),
        ([(FROM, A), (B, None)], ["2 2027-09-01 2027-12-31"]),
        ([(date(2020, 1, 1), FROM)], ["1 2026-12-20"]),
        ([(date(2020, 1, 1), date(2021, 1, 1)), (date(2022, 1, 1), None)], []),
    ],
)
def test_a_number_that_is_needed_has_a_value_on_every_day_from_the_adoption_on(
    periods: list[tuple[date, date | None]], gap: list[str]
) -> None:
    assert days(*periods) == gap


def test_a_number_that_nothing_needs_may_have_gaps() -> None:
    plan = a_plan("own/a", a_number("n", "1"), a_number("other", "1", since=A), rules=(a_duty(),))
    assert list(unfit_to_bind("own.yaml", plan, FROM)) == []


def test_a_gap_is_told_by_line_and_days_from_the_first_day_of_a_file_or_the_day_of_adoption() -> None:
    late = instead("stricter: higher\n        from: 2026-09-01", "stricter: higher\n        from: 2027-09-01")
    [fault] = examined_own("own.yaml", late.encode()).faults
    assert sentence(fault.told()) == (
        "own.yaml 第 14 行：参数 organization.groups_needed 从 2026-09-01 到 2027-08-31（含当天）没有值；采用以后每一天都要有值"
    )
    assert "no value from 2026-09-01 to 2027-08-31" in sentence(fault.told(), "en")
    plan = parse_plan("own.yaml", late)
    check_whole(plan, A)
    with pytest.raises(PlanRefused, match="从 2026-12-20 到 2027-08-31"):
        check_whole(plan, FROM)


@pytest.mark.parametrize(
    ("value", "code"),
    [("0", None), ("100", None), ("99.5", None), ("100.1", "policy.no_percent"), ("150", "policy.no_percent")],
)
def test_a_share_is_of_nought_to_a_hundred(value: str, code: str | None) -> None:
    target = Target("rate", Words("率", "rate"), "school", "term", Requirement("rate.retention", "n", False))
    plan = a_plan("own/a", a_number("n", value, "percent"), rules=(target,))
    assert [each.problem.code for each in unfit_to_bind("own.yaml", plan, FROM)] == ([code] if code else [])
    file = number("own.share", value, "percent", "higher")
    assert [each.problem.code for each in examined("own.yaml", file.encode()).faults] == ([code] if code else [])


def test_what_was_adopted_before_a_share_was_asked_for_is_still_read() -> None:
    assert parse_plan("own.yaml", number("own.share", "150", "percent", "higher")).key == "own/qingxi"


@pytest.mark.parametrize(
    ("unit", "value", "code"),
    [
        ("visit", "20", ""),
        ("visit", "2.5", ""),
        ("visit", "-5", "policy.below_nought"),
        ("percent", "-0.5", "policy.below_nought"),
        ("visit", "many", "policy.no_number"),
        ("visit", "3-4", "policy.no_number"),
        ("visit", "", "policy.no_number"),
        ("visit", "1e8", "policy.no_number"),
        ("visit", "1e999999", "policy.no_number"),
        ("visit", "9e999999-1", "policy.no_number"),
        ("visit", "1_0", "policy.no_number"),
        ("visit", "５", "policy.no_number"),
        ("visit", "08-31", "policy.no_number"),
        ("visit", "999999999.9999", ""),
        ("visit", "1000000000", "policy.too_much"),
        ("visit", "0.00001", "policy.too_much"),
        ("month-day", "12-31", ""),
        ("month-day", "１２-31", "policy.no_month_day"),
        ("month-day", "02-29", ""),
        ("month-day", "02-30", "policy.no_month_day"),
        ("month-day", "-5", "policy.no_month_day"),
    ],
)
def test_what_is_wrong_with_a_value_is_told_apart(unit: str, value: str, code: str) -> None:
    assert unfit_number(unit, value) == code


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # one bad date is one fault, however many rules name the number
        ("        from: 2026-09-01\n", "        from: 2026-02-30\n", ["policy.no_day"]),
        ('value: "1"\n', 'value: "-1"\n', ["policy.below_nought"]),
        ('value: "5"', 'value: "-1"', ["policy.below_nought"]),
        ('value: "1"\n', 'value: "2.5"\n', ["policy.no_length"]),
        ('value: "1"\n', 'value: "9999999999999"\n', ["policy.too_much"]),
        ('value: "5"', 'value: "99999999"', ["policy.length_too_long"]),
        ("        who: {role: school_head, of: school}\n", "", ["policy.missing"]),
        ("stricter: higher\n", "stricter: more\n", ["policy.no_choice"]),
        ("      - id: leading_group\n        title", "      - title", ["policy.missing"]),
    ],
)
def test_one_cause_is_told_once(old: str, new: str, told: list[str]) -> None:
    assert [each.problem.code for each in examined_own("own.yaml", instead(old, new).encode()).faults] == told


@pytest.mark.parametrize(
    ("key", "value", "unit", "way", "told"),
    [
        ("dropout.allowed", "1e999999", "child", "lower", ["policy.no_number"]),
        ("dropout.allowed", "0", "child", "lower", []),
        ("dropout.allowed", "3", "child", "lower", ["policy.not_the_one"]),
        ("dropout.allowed", "0", "child", "higher", ["policy.not_as_read"]),
        ("rate.enrolment_wanted", "95.5", "percent", "higher", []),
        ("rate.enrolment_wanted", "全部", "name", "none", ["policy.not_as_read"]),
        ("rate.retention_wanted", "95", "percent", "lower", ["policy.not_as_read"]),
        ("own.number", "1e8", "day", "higher", ["policy.no_number"]),
    ],
)
def test_a_number_that_no_rule_names_is_checked(key: str, value: str, unit: str, way: str, told: list[str]) -> None:
    found = examined_own("own.yaml", number(key, value, unit, way).encode())
    assert [each.problem.code for each in found.faults] == told


def test_all_causes_are_told_at_once_whoever_finds_them() -> None:
    text = (
        number("school_age_from", "7", "year", "lower")
        .replace("from: 2026-09-01\ndocument", "from: soon\ndocument")
        .replace("own/qingxi", "Qingxi")
        .replace("role: school_head", "role: principal")
    )
    found = examined_own("own.yaml", text.encode())
    assert found.plan is None
    assert sorted(each.problem.code for each in found.faults) == [
        "plans.no_role",
        "plans.own_key",
        "policy.laxer_than_law",
        "policy.no_day",
    ]


def test_a_clause_whose_only_number_is_unreadable_is_not_told_to_be_empty() -> None:
    clause = GOOD.partition('  - id: "9.2"')[0].partition("    duties:\n")[0]
    text = clause.replace("        from: 2026-09-01\n", "        from: soon\n")
    assert [each.problem.code for each in examined_own("own.yaml", text.encode()).faults] == ["policy.no_day"] * 2


def test_english_sentences_have_no_chinese_marks_between_words() -> None:
    marks = set("、；：，（）")
    for words in (plans.WORDS, policy.WORDS, telling.WORDS):
        assert not {code for code, (_, english) in words.items() if marks & set(english)}
