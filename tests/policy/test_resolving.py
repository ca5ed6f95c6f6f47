"""What binds where several plans do: the stricter number, the nearest bearer, law as the floor; and what contradicts."""

from dataclasses import replace
from datetime import date

import pytest

from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.policy import telling
from notoneless.policy.floor import laxer_than_law
from notoneless.policy.loading import parse_plan
from notoneless.policy.model import Bearer, Parameter, Plan, Requirement, Target, Trigger, Words
from notoneless.policy.parameters import load_plan
from notoneless.policy.resolving import Adopted, Resolved, Why, Won, resolve
from notoneless.policy.values import AGE
from support.own_plans import number
from support.policies import a_duty, a_law, a_number, a_plan

DAY = date(2026, 10, 1)
LAWS = [load_plan(f"national/{name}") for name in ("school_age", "school_roll")]


def resolved(*plans: Plan, laws: tuple[Plan, ...] = ()) -> Resolved:
    """The nearest first."""
    return resolve([Adopted(plan, at, f"unit{at}") for at, plan in enumerate(plans)], laws, DAY)


def won(*numbers: Parameter, laws: tuple[Plan, ...] = ()) -> Won:
    """What stands of one number that plans give, the nearest first."""
    return resolved(*(a_plan(f"plan{at}", each) for at, each in enumerate(numbers)), laws=laws).numbers["n"]


H, L, N = "higher", "lower", "none"
TABLE = [
    # direction, values the nearest first, law; what wins, from whom, why, over whom
    (H, ["20"], None, "20", "plan0", Why.ALONE, []),
    (H, ["20", "30"], None, "30", "plan1", Why.STRICTER, ["plan0"]),
    (H, ["30", "20"], None, "30", "plan0", Why.STRICTER, ["plan1"]),
    (L, ["7", "5"], None, "5", "plan1", Why.STRICTER, ["plan0"]),
    (L, ["5", "7"], None, "5", "plan0", Why.STRICTER, ["plan1"]),
    (H, ["9", "10"], None, "10", "plan1", Why.STRICTER, ["plan0"]),  # as numbers, not as text
    (H, ["20", "20"], None, "20", "plan0", Why.ALONE, []),
    (H, ["20", "20.0"], None, "20", "plan0", Why.ALONE, []),
    (H, ["10", "30", "20"], None, "30", "plan1", Why.STRICTER, ["plan0", "plan2"]),
    (N, ["甲", "乙"], None, "甲", "plan0", Why.NEAREST, ["plan1"]),
    (N, ["甲", "甲"], None, "甲", "plan0", Why.ALONE, []),
    (H, [], "6", "6", "national/law", Why.LAW, []),
    (H, ["5"], "6", "6", "national/law", Why.LAW, ["plan0"]),
    (H, ["7"], "6", "7", "plan0", Why.STRICTER, ["national/law"]),
    (L, ["7"], "6", "6", "national/law", Why.LAW, ["plan0"]),
    (L, ["5", "7"], "6", "5", "plan0", Why.STRICTER, ["plan1", "national/law"]),
    (H, ["6"], "6", "6", "plan0", Why.ALONE, []),
]


@pytest.mark.parametrize(("way", "values", "law", "value", "plan", "why", "over"), TABLE)
def test_the_stricter_number_stands_and_it_is_said_over_what_and_why(
    way: str, values: list[str], law: str | None, value: str, plan: str, why: Why, over: list[str]
) -> None:
    found = won(
        *(a_number("n", each, stricter=way) for each in values), laws=(a_law("n", law, stricter=way),) if law else ()
    )
    assert (found.parameter.value, found.plan, found.why, [key for key, _ in found.over]) == (value, plan, why, over)


def setting(value: str, way: str = H) -> Parameter:
    return a_number("n", value, stricter=way, binding="setting")


def test_a_setting_gives_way_to_whoever_decides_even_where_it_is_nearer_or_stricter() -> None:
    for numbers, plan in (
        ((setting("50"), a_number("n", "20")), "plan1"),
        ((a_number("n", "20"), setting("50")), "plan0"),
    ):
        found = won(*numbers)
        assert (found.parameter.value, found.plan, found.why) == ("20", plan, Why.DECIDED)
    over_law = won(setting("50"), laws=(a_law("n", "6"),))
    assert (over_law.parameter.value, over_law.why) == ("6", Why.LAW)


def test_of_settings_that_were_adopted_the_stricter_stands_and_without_an_order_the_nearest() -> None:
    """What a county tightens holds in a township that adopted another plan with a laxer number."""
    for numbers, plan in (((setting("5"), setting("9")), "plan1"), ((setting("9"), setting("5")), "plan0")):
        found = won(*numbers)
        assert (found.parameter.value, found.plan, found.why) == ("9", plan, Why.STRICTER)
    found = won(setting("5", N), setting("9", N))
    assert (found.parameter.value, found.plan, found.why) == ("5", "plan0", Why.NEAREST)


def test_a_setting_of_the_program_stands_only_where_nobody_has_adopted_one() -> None:
    found = won(setting("5"), laws=(a_plan("local/own", own=(setting("9"),)),))
    assert (found.parameter.value, found.plan) == ("5", "plan0")


def test_a_setting_between_two_plans_counts_for_nothing() -> None:
    found = won(a_number("n", "20"), setting("99"), a_number("n", "10"))
    assert (found.parameter.value, found.why) == ("20", Why.STRICTER)


def test_only_numbers_of_the_day_are_weighed() -> None:
    ended = a_number("n", "99", until=date(2026, 9, 30))
    later = a_number("n", "88", since=date(2026, 10, 2))
    assert won(ended, a_number("n", "20"), later).parameter.value == "20"


def test_units_and_directions_that_differ_are_refused() -> None:
    with pytest.raises(NotonelessError, match="单位不同：plan0、plan1"):
        won(a_number("n", "1", "visit"), a_number("n", "1", "child"))
    with pytest.raises(NotonelessError, match="更严的方向相反"):
        won(a_number("n", "1", stricter=H), a_number("n", "2", stricter=L))


def test_the_nearest_bearer_stands_with_the_stricter_number() -> None:
    near = a_duty(bearer=Bearer("school_head", "school"))
    found = resolved(
        a_plan("near", a_number("n", "20"), rules=(near,)), a_plan("far", a_number("n", "30"), rules=(a_duty(),))
    )
    bound = found.rules["visits"]
    assert bound.rule.bearer.role == "school_head"  # type: ignore[union-attr]
    assert (bound.plan.key, bound.unit, bound.also) == ("near", "unit0", (("far", "1.1"),))
    assert found.number("n").value == "30"


@pytest.mark.parametrize(
    "other",
    [
        a_duty(each="school"),
        a_duty(trigger=Trigger(every="month")),
        a_duty(trigger=Trigger(event="case.verified", within="n")),
        a_duty(trigger=Trigger(every="term", at="start")),
        a_duty(trigger=Trigger(every="term", within="m")),
        a_duty(trigger=Trigger(every="term", months="m")),
        a_duty(trigger=Trigger(every="term", on="m")),
        a_duty(trigger=Trigger(every="term", days="working")),
        a_duty(requires=(Requirement("survey.signed_off", "n", False),)),
        a_duty(requires=(Requirement("visit.home_visits", "n", True),)),
        a_duty(requires=(Requirement("visit.home_visits", "m", False),)),
        Target("visits", Words("家访", "visits"), "class", "term", Requirement("visit.home_visits", "n", False)),
    ],
)
def test_rules_of_one_name_that_mean_different_things_are_refused(other: object) -> None:
    mine = a_plan("near", a_number("n", "20"), rules=(a_duty(),))
    theirs = a_plan("far", a_number("n", "20"), a_number("m", "20"), rules=(other,))  # type: ignore[arg-type]
    with pytest.raises(NotonelessError, match="《near》与《far》对“家访”的含义不同"):
        resolved(mine, theirs)


def test_targets_of_one_name_mean_the_same_in_both_directions() -> None:
    least = Target("rate", Words("率", "rate"), "school", "term", Requirement("rate.dropout", "n", False))
    most = replace(least, requires=Requirement("rate.dropout", "n", True))
    with pytest.raises(NotonelessError, match="含义不同"):
        resolved(a_plan("near", a_number("n", "1"), rules=(least,)), a_plan("far", a_number("n", "1"), rules=(most,)))


def test_who_bears_it_is_the_nearest_ones_affair_and_within_how_long_the_stricter_ones() -> None:
    """The nearer plan allows more days by the same number: the fewer stand, and its own bearer owes."""
    when = Trigger(every="term", at="start", within="w", line=5)
    mine = a_duty(trigger=when, bearer=Bearer("school_head", "school"))
    theirs = a_duty(trigger=replace(when, line=9))
    near = a_plan("near", a_number("n", "1"), a_number("w", "9", "day", "lower"), rules=(mine,))
    far = a_plan("far", a_number("n", "1"), a_number("w", "5", "day", "lower"), rules=(theirs,))
    found = resolved(near, far)
    assert found.rules["visits"].rule.bearer.role == "school_head"  # type: ignore[union-attr]
    assert found.number("w").value == "5"


def test_all_pairs_of_model_plans_can_bind_together() -> None:
    plans = [load_plan(f"model/plan_{number}") for number in range(1, 9)]
    for near in plans:
        for far in plans:
            if near is not far:
                assert resolve([Adopted(near, 0, "a"), Adopted(far, 1, "b")], LAWS, DAY).rules


VISITS, HOURS = "homebound.visits_per_week", "homebound.hours_per_visit"


def test_homebound_norms_each_by_its_own_where_one_is_adopted_and_by_the_stricter_where_both_are() -> None:
    two, five = load_plan("model/plan_2"), load_plan("model/plan_5")

    def norms(*plans: Plan) -> dict[str, Parameter]:
        found = resolve([Adopted(plan, at, "u") for at, plan in enumerate(plans)], LAWS, DAY)
        return {key: each.parameter for key, each in found.numbers.items() if key.startswith("homebound.")}

    alone_2, alone_5 = norms(two), norms(five)
    assert (alone_2[VISITS].value, alone_5[VISITS].value) == ("2", "1")
    shared = alone_2.keys() & alone_5.keys()
    assert VISITS in shared
    for both in (norms(two, five), norms(five, two)):
        for key in shared:
            mine, theirs = alone_2[key], alone_5[key]
            assert both[key].value == (mine.value if mine.is_laxer(theirs.value) else theirs.value), key


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (
            won(a_number("n", "20")),
            "《plan0》1.1 定为 20 人次，没有不同的规定",
            "plan0, 1.1: 20 visit(s); nothing that binds says otherwise",
        ),
        (
            won(a_number("n", "20"), a_number("n", "30")),
            "从严：《plan1》1.1 的 30 人次，严于《plan0》的 20 人次",
            "The stricter stands: 30 visit(s) of plan1, 1.1, over 20 visit(s) of plan0",
        ),
        (
            won(a_number("n", "5"), laws=(a_law("n", "6"),)),
            "法一 定为 6 人次，是底线，不用更宽的《plan0》的 5 人次",
            None,
        ),
        (won(a_number("n", "20"), setting("9")), "《plan0》1.1 已定为 20 人次，默认的《plan1》的 9 人次不再用", None),
        (
            won(a_number("n", "甲", "name", N), a_number("n", "乙", "name", N)),
            "以最近的一级为准：《plan0》1.1 的甲，不用《plan1》的乙",
            None,
        ),
        (won(laws=(a_law("n", "6"),)), "法一 定为 6 人次，是底线", "法一 sets the floor: 6 visit(s)"),
    ],
)
def test_why_a_number_stands_is_one_sentence(found: Won, zh: str, en: str | None) -> None:
    titles = {f"plan{at}": Words(f"plan{at}", f"plan{at}") for at in range(3)}
    assert sentence(telling.why(found, titles)) == zh
    assert en is None or sentence(telling.why(found, titles), "en") == en


def test_of_plans_of_one_unit_the_same_wins_in_whatever_order_they_come() -> None:
    """Pages ask by adoption, the reckoning by unit: both must name one clause, one bearer and one number."""
    head, teacher = a_duty(bearer=Bearer("school_head", "school")), a_duty()
    one = Adopted(a_plan("own/one", a_number("n", "甲", "name", N), rules=(head,)), 0, "unit")
    two = Adopted(a_plan("own/two", a_number("n", "乙", "name", N), rules=(teacher,)), 0, "unit")
    for chain in ([one, two], [two, one]):
        found = resolve(chain, (), DAY)
        assert (found.rules["visits"].plan.key, found.numbers["n"].plan) == ("own/one", "own/one")
        assert found.rules["visits"].also == (("own/two", "1.1"),)


def test_an_age_that_an_older_plan_says_in_years_is_held_to_law_as_before() -> None:
    own = parse_plan("own", number("school_age_from", "6", "year", "lower"))
    law = load_plan("national/school_age")
    assert {each.unit for each in law.parameters if each.key.startswith("school_age")} == {AGE}
    found = resolve([Adopted(own, 0, "school")], [law], date(2026, 10, 1)).numbers["school_age_from"]
    assert sentence(telling.amount(found.parameter), "zh").strip() in ("6 岁", "6 年")
    assert sentence(telling.amount_of("1", AGE), "en") == "one year of age"
    assert sentence(telling.amount_of("7", AGE), "zh") == " 7 岁"
    late = parse_plan("own", number("school_age_from", "7", "year", "lower"))
    assert [each.told().code for each in laxer_than_law("own", late, [law])]
