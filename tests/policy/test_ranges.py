"""Between what the numbers of plans lie, told as an official reads it: number, value, verdict."""

from pathlib import Path

import pytest

from notoneless.foundation.plans.rules import (
    check_number,
    check_whole,
    examined,
    examined_own,
    offered_plans,
    standing_plans,
)
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.policy import ranges
from notoneless.policy.changing import Change, ChangeKind, changed
from notoneless.policy.model import Parameter, Plan
from notoneless.policy.parameters import plans_folder
from notoneless.policy.ranges import Reason, out_of_range, range_in, range_of, why
from support.own_plans import GOOD, instead, number
from support.policies import a_number

FINE = ""
TABLE = [
    ("ladder.contact_after", "school_day", "0", " 1 到 5 个上课日"),
    ("ladder.contact_after", "school_day", "1", FINE),
    ("ladder.contact_after", "school_day", "5", FINE),
    ("ladder.contact_after", "school_day", "6", " 1 到 5 个上课日"),
    ("ladder.suspected_after", "week", "999", " 1 到 4 周"),
    ("ladder.suspected_after", "week", "0", " 1 到 4 周"),
    ("ladder.dropout_after", "month", "4", " 1 到 3 个月"),
    ("contact_within", "school_day", "0", FINE),
    ("watch.contact_every", "day", "0", " 1 到 60 天"),
    ("duty.shown_before", "day", "0", " 1 到 62 天"),
    ("due_day", "day", "32", " 1 到 31 天"),
    ("listed_from", "point", "0", " 1 到 20 分"),
    ("attendance_cap", "point", "0", FINE),
    ("attendance_cap", "point", "21", " 0 到 20 分"),
    ("attendance_low", "percent", "5.5", " 1 到 100%"),
    ("visit.per_term", "visit", "0", " 1 到 200 人次"),
    ("organization.groups_needed", "group", "0", " 1 到 1000 个小组"),
    ("homebound.men_per_visit", "person", "0", FINE),
    ("dropout.allowed", "child", "0", FINE),
    ("organization.unassigned_allowed", "unit", "1001", " 0 到 1000 个单位"),
    ("roll.comparisons", "comparison", "0", " 1 到 5 次比对"),
    ("roll.comparisons", "comparison", "5", FINE),
    ("roll.comparisons", "comparison", "6", " 1 到 5 次比对"),
    ("rate.enrolment_wanted", "percent", "99.5", FINE),
    ("rate.enrolment_wanted", "percent", "0", " 1 到 100%"),
    ("own.anything_within", "week", "27", " 0 到 26 周"),
    ("own.anything_within", "working_day", "120", FINE),
    ("own.anything", "booklet", "10000", " 0 到 9999 册"),
]
LISTS = [
    ("ladder.no_show_days", "text", "1 3 7", FINE),
    ("ladder.no_show_days", "text", "0 3", " 1 到 60 "),
    ("ladder.no_show_days", "text", "soon", " 1 到 60 "),
    ("warning.key_grades", "grade", "6 8 9", FINE),
    ("warning.key_grades", "grade", "6 10", " 1 到 9 "),
    ("campaign.months", "month", "3 13", " 1 到 12 "),
    ("grade_light", "name", "seven", " 1 到 9 "),
]


def told(found: Parameter) -> str:
    problem = out_of_range(found)
    return sentence(problem) if problem else FINE


@pytest.mark.parametrize(("key", "unit", "value", "between"), TABLE)
def test_a_number_and_its_verdict(key: str, unit: str, value: str, between: str) -> None:
    said = told(a_number(key, value, unit))
    assert said.startswith(f"参数 {key} 应在{between}之间，不能是 {value}：") if between else said == FINE


@pytest.mark.parametrize(("key", "unit", "value", "between"), LISTS)
def test_several_numbers_and_their_verdict(key: str, unit: str, value: str, between: str) -> None:
    said = told(a_number(key, value, unit, "none"))
    assert (f"每个在{between}之间，不能是 {value}" in said) if between else said == FINE


@pytest.mark.parametrize("value", ["1", "999"])
def test_no_dropout_is_not_one(value: str) -> None:
    said = told(a_number("dropout.allowed", value, "child"))
    assert said.startswith(f"参数 dropout.allowed 只能是 0 名，不能是 {value}：零辍学就是一名也没有")


def test_a_number_that_waits_for_the_county_lies_nowhere() -> None:
    assert told(a_number("enforcement.argument_within", "awaited", "working_day")) == FINE


def test_every_number_that_is_brought_lies_in_a_range_and_is_whole_where_it_is_read() -> None:
    for plan in (*standing_plans(), *(each.plan for each in offered_plans())):
        if plan.key == "local/roll_work":
            continue  # measures, whose values are a day and a role
        for each in plan.parameters:
            assert told(each) == FINE, (plan.key, each.key)
            if each.stricter != "none" and each.unit != "month-day":
                assert range_of(each), (plan.key, each.key)


def test_every_reason_is_a_sentence_and_is_used() -> None:
    numbers = [each for plan in (*standing_plans(), *(one.plan for one in offered_plans())) for each in plan.parameters]
    found = {between.reason: between for each in numbers if (between := range_of(each))}
    group = _brought("model/plan_5")
    [within] = [each for each in group.parameters if each.key == "organization.group_within"]
    narrowed = range_in(group, within)
    assert narrowed is not None
    found[narrowed.reason] = narrowed
    assert set(found) == set(Reason)
    assert len({sentence(why(each), "en") for each in found.values()}) == len(Reason)


def _brought(key: str) -> Plan:
    [plan] = [each.plan for each in offered_plans() if each.key == key]
    return plan


def _numbers() -> list[tuple[str, str]]:
    """Every number of every plan that may be adopted of which a form says between what it lies."""
    found = [(one.key, each.key) for one in offered_plans() for each in one.plan.parameters if range_of(each)]
    return list(dict.fromkeys(found))


def _verdict(plan: Plan, key: str, value: str) -> Problem | None:
    """What a county is told that sets a number so; law is another matter, and is told as such."""
    try:
        check_number(plan, key, value)
        check_whole(changed(plan, [Change(ChangeKind.NUMBER, key, value)]))
    except NotonelessError as refused:
        found = refused.told.params.get("what", refused.told)
        assert isinstance(found, Problem)
        return found if found.code != "policy.laxer_than_law" else None
    return None


@pytest.mark.parametrize(("plan", "key"), _numbers())
def test_what_the_form_says_is_what_is_taken_with_both_its_ends(plan: str, key: str) -> None:
    brought = _brought(plan)
    lies = next(found for each in brought.parameters if each.key == key and (found := range_in(brought, each)))
    for value in (lies.least, lies.most):
        assert _verdict(brought, key, str(value)) is None
    for value in (lies.least - 1, lies.most + 1, 9_999_999):
        refused = _verdict(brought, key, str(value))
        assert refused is not None
        assert sentence(ranges.told(lies)) in sentence(refused)
        assert sentence(ranges.told(lies), "en") in sentence(refused, "en")


def test_a_file_is_refused_with_file_line_and_range_in_both_languages() -> None:
    file = number("ladder.suspected_after", "999", "week", "lower")
    [fault] = examined("own.yaml", file.encode()).faults
    assert sentence(fault.told()) == (
        "own.yaml 第 28 行：参数 ladder.suspected_after 应在 1 到 4 周之间，不能是 999：台阶不能取消，也不能晚到失去作用"
    )
    assert "line 28: ladder.suspected_after must be 1 to 4 weeks, not 999: no step" in sentence(fault.told(), "en")


def test_what_is_wrong_with_a_value_is_told_once_and_the_plainest_of_it() -> None:
    for value, code in (("-5", "policy.below_nought"), ("9999", "policy.length_too_long"), ("2.5", "policy.no_length")):
        found = examined_own("own.yaml", instead('value: "5"', f'value: "{value}"').encode()).faults
        assert [each.problem.code for each in found] == [code]
    [fault] = examined_own("own.yaml", instead('value: "5"', 'value: "101"').encode()).faults
    assert fault.problem.code == "policy.out_of_range"
    assert not examined_own("own.yaml", GOOD.encode()).faults


@pytest.mark.parametrize("name", ["local/ladder", "local/points", "local/watch_list", "local/attendance"])
def test_a_setting_that_a_room_reads_as_a_number_is_no_word(name: str) -> None:
    text = Path(plans_folder() / f"{name}.yaml").read_text(encoding="utf-8")
    wanted = {each.key for plan in standing_plans() if plan.key == name for each in plan.parameters if range_of(each)}
    for key in wanted:
        start = text.index(f"key: {key}\n")
        place = text.index("value: ", start)
        broken = text[:place] + "value: abc\n" + text[text.index("\n", place) + 1 :]
        assert examined("x.yaml", broken.encode()).faults, key
