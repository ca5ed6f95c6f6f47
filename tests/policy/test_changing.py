"""What a unit changes of a plan, and what then differs from another version: what is meant, not where it stands in a file."""

from dataclasses import replace

import pytest

from notoneless.kernel.problems import NotonelessError
from notoneless.policy.changing import Change, ChangeKind, changed, differences
from notoneless.policy.loading import parse_plan
from notoneless.policy.model import Bearer, Parameter, Plan, Sanction, Words
from support.own_plans import GOOD, instead, number
from support.policies import a_duty, a_number, a_plan

KEY = "organization.groups_needed"


def plan(text: str = GOOD) -> Plan:
    return parse_plan("own.yaml", text)


def told(before: Plan, after: Plan) -> list[tuple[str, str, str, str]]:
    def side(part: object) -> str:
        return part.value if isinstance(part, Parameter) else "" if part is None else str(getattr(part, "id", part))

    return [(each.clause, each.title.zh, side(each.before), side(each.after)) for each in differences(before, after)]


def set_to(value: str, key: str = KEY) -> Change:
    return Change(ChangeKind.NUMBER, key, value)


def omitted(clause: str) -> Change:
    return Change(ChangeKind.OMIT, clause)


def test_a_changed_number_differs_and_nothing_else() -> None:
    before, after = plan(), changed(plan(), [set_to("2")])
    assert told(before, after) == [("9.1", "应有领导小组数", "1", "2")]
    assert told(before, before) == []
    assert [each.value for each in before.parameters if each.key == KEY] == ["1"]


def test_all_periods_of_a_number_are_changed() -> None:
    both = plan(
        number(KEY, "5", "group", "higher", "2027-09-01").replace(
            "        from: 2026-09-01\n", "        from: 2026-09-01\n        until: 2027-09-01\n", 1
        )
    )
    assert {each.value for each in changed(both, [set_to("3")]).parameters if each.key == KEY} == {"3"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (set_to("2", "nothing.there"), "policy.no_parameter"),
        (set_to("many"), "policy.no_number"),
        (set_to("NaN"), "policy.no_number"),
        (set_to("Infinity"), "policy.no_number"),
        (omitted("9.9"), "policy.no_clause"),
    ],
)
def test_what_cannot_be_changed_is_refused(change: Change, code: str) -> None:
    with pytest.raises(NotonelessError) as refused:
        changed(plan(), [change])
    assert refused.value.problem.code == code


def test_an_omitted_clause_asks_for_nothing_and_keeps_its_numbers_for_others() -> None:
    after = changed(plan(), [omitted("9.1")])
    assert after.duties == ()
    assert [each.key for each in after.parameters] == [each.key for each in plan().parameters]
    assert told(plan(), after) == [("9.1", "校级领导小组在册", "leading_group", "")]
    assert differences(plan(), after)[0].is_laxer


def test_what_followed_an_omitted_duty_falls_away_with_it_and_what_follows_an_event_stays() -> None:
    def follows(name: str, on: str) -> Sanction:
        return Sanction(name, Words(name, name), "circular", on, Bearer("school_head", "school"), "")

    first = a_plan("own/a", a_number("n", "1"), rules=(a_duty(),)).clauses[0]
    second = replace(
        first, id="1.2", duties=(), parameters=(), sanctions=(follows("a", "visits"), follows("b", "case.concealed"))
    )
    whole = replace(a_plan("own/a"), clauses=(first, second))
    assert [each.id for each in changed(whole, [omitted("1.1")]).sanctions] == ["b"]
    assert [each.id for each in changed(whole, []).sanctions] == ["a", "b"]


def test_lines_and_days_of_looking_are_no_difference() -> None:
    moved = plan("# 说明\n\n" + GOOD.replace("checked: 2026-11-28", "checked: 2026-12-24"))
    assert told(plan(), moved) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("says: 先劝返，再报告", "says: 先报告，再劝返", [("9.2", "劝返", "先劝返，再报告", "先报告，再劝返")]),
        (
            "role: school_head, of",
            "role: school_director, of",
            [("9.1", "校级领导小组在册", "leading_group", "leading_group")],
        ),
        ("kind: outreach, after: [call]", "kind: outreach", [("9.2", "劝返", "outreach", "outreach")]),
        ("unit: group", "unit: seat", [("9.1", "应有领导小组数", "1", "1")]),
        (
            "        from: 2026-09-01",
            "        from: 2026-09-02",
            [("9.1", "应有领导小组数", "1", ""), ("9.1", "应有领导小组数", "", "1")],
        ),
    ],
)
def test_whatever_is_meant_differently_differs(old: str, new: str, found: list[tuple[str, str, str, str]]) -> None:
    after = instead(old, new)
    if "unit" in old:
        after = after.replace("organization.leading_group", "organization.group_posts")
        found = [*found, ("9.1", "校级领导小组在册", "leading_group", "leading_group")]
    assert sorted(told(plan(), plan(after))) == sorted(found)


def test_clauses_stand_in_their_order() -> None:
    def of(name: str) -> Plan:
        clause = replace(a_plan("own/a", a_number("n", "1")).clauses[0], id=name)
        return replace(a_plan("own/a"), clauses=(clause,))

    many = replace(of("5.1"), clauses=tuple(of(name).clauses[0] for name in ("5.10", "5.2", "5.1")))
    assert [each.clause for each in differences(a_plan("own/a"), many)][::2] == ["5.1", "5.2", "5.10"]


@pytest.mark.parametrize(
    ("way", "before", "after", "laxer"),
    [
        ("higher", "20", "10", True),
        ("higher", "20", "30", False),
        ("lower", "7", "10", True),
        ("lower", "7", "5", False),
        ("none", "甲", "乙", False),
    ],
)
def test_what_asks_for_less_is_told_apart(way: str, before: str, after: str, laxer: bool) -> None:
    [found] = differences(
        a_plan("own/a", a_number("n", before, stricter=way)), a_plan("own/a", a_number("n", after, stricter=way))
    )
    assert found.is_laxer is laxer


def test_numbers_of_the_plan_itself_differ_too() -> None:
    one, other = (a_plan("local/a", own=(a_number("n", value),)) for value in ("1", "2"))
    assert told(one, other) == [("", "n", "1", "2")]
