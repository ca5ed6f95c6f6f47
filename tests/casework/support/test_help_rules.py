"""When help is opened, held, measured and closed; who lacks what in a term; what surveys of need come to together."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notoneless.casework.support.rules.fitting import is_fitted, offers_for
from notoneless.casework.support.rules.helping import (
    LEAST,
    MOST,
    Standing,
    change_of,
    why_not_closed,
    why_not_on,
    why_not_opened,
    why_not_valued,
)
from notoneless.casework.support.rules.kinds import FOUR, MEANS, Change, Closing, Means, PrivateNeed, Trouble
from notoneless.casework.support.rules.lacking import (
    Helped,
    far_unhelped,
    four_without_change,
    four_without_mentor,
    struggling_unhelped,
    without_approach,
    without_effect,
)
from notoneless.casework.support.rules.surveying import Need, ids_in, merged, private_text, unanswered
from notoneless.kernel.problems import Problem

DAY = date(2026, 9, 1)
ONE, TWO = UUID(int=1), UUID(int=2)


def code(problem: Problem | None) -> str:
    return "" if problem is None else problem.code.removeprefix("helping.")


# opening, holding, measuring, closing


@pytest.mark.parametrize(
    ("trouble", "means", "standing", "wanted"),
    [
        (Trouble.STUDY, Means.TEACHING, (), ""),
        (Trouble.STUDY, Means.BOARDING, (), "means_unfit"),
        (Trouble.DISTANCE, Means.BOARDING, (), ""),
        (Trouble.STUDY, Means.TUTORING, (Standing(Trouble.STUDY, DAY, "王老师"),), "overlaps"),
        (Trouble.STUDY, Means.TUTORING, (Standing(Trouble.STUDY, DAY, ""),), "overlaps_alone"),
        (Trouble.STUDY, Means.TUTORING, (Standing(Trouble.FAMILY, DAY, "王老师"),), ""),
    ],
)
def test_one_scheme_stands_for_each_trouble_and_its_means_fit(
    trouble: Trouble, means: Means, standing: Collection[Standing], wanted: str
) -> None:
    assert code(why_not_opened(trouble, means, standing)) == wanted


def test_every_trouble_has_means_and_every_means_helps_with_something() -> None:
    assert set(MEANS) == set(Trouble)
    assert {each for means in MEANS.values() for each in means} == set(Means)
    assert set(Trouble) - set(FOUR) == {Trouble.DISTANCE}


@pytest.mark.parametrize(
    ("day", "wanted"),
    [(DAY, ""), (date(2026, 9, 10), ""), (date(2026, 9, 11), "to_come"), (date(2026, 8, 31), "before_opened")],
)
def test_help_is_held_and_measured_since_it_was_opened_and_not_ahead(day: date, wanted: str) -> None:
    assert code(why_not_on(day, date(2026, 9, 10), DAY)) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"), [(LEAST, ""), (MOST, ""), (LEAST - 1, "no_value"), (MOST + 1, "no_value")]
)
def test_values_lie_within_their_bounds(value: int, wanted: str) -> None:
    assert code(why_not_valued(value)) == wanted


@given(st.integers(LEAST, MOST), st.integers(LEAST, MOST))
def test_the_higher_is_the_better_and_the_same_is_no_change(begin: int, value: int) -> None:
    found = change_of(begin, value)
    assert (found is Change.SAME) == (begin == value)
    assert (found is Change.BETTER) == (value > begin)
    assert change_of(value, begin) is {Change.BETTER: Change.WORSE, Change.WORSE: Change.BETTER}.get(found, found)


@pytest.mark.parametrize(
    ("closing", "marks", "wanted"),
    [
        (Closing.REACHED, [(Change.BETTER, True)], ""),
        (Closing.REACHED, [(Change.BETTER, None)], "not_reached"),  # nobody has looked at it
        (Closing.REACHED, [(Change.BETTER, False), (Change.SAME, True)], "not_reached"),
        (Closing.REACHED, [(Change.WORSE, True), (Change.BETTER, True)], ""),
        (Closing.REACHED, [], "not_reached"),
        (Closing.MOVED, [], ""),
    ],
)
def test_that_a_goal_is_reached_needs_a_change_for_the_better_that_was_agreed_to(
    closing: Closing, marks: list[tuple[Change, bool | None]], wanted: str
) -> None:
    assert code(why_not_closed(closing, marks)) == wanted


# who lacks what

WHOLE = Helped(ONE, Trouble.STUDY, True, True, True, True, True)
TROUBLED = {Trouble.STUDY: frozenset({ONE, TWO}), Trouble.FAMILY: frozenset({ONE})}


@pytest.mark.parametrize(
    ("missing", "approach", "unhelped", "effect"),
    [
        ({}, {TWO}, {TWO}, set()),
        ({"has_mentor": False}, {ONE, TWO}, {ONE, TWO}, set()),
        ({"has_plan": False}, {TWO}, {ONE, TWO}, set()),
        ({"has_approach": False}, {ONE, TWO}, {TWO}, set()),
        ({"has_session": False}, {TWO}, {ONE, TWO}, set()),
        ({"has_mark": False}, {ONE, TWO}, {TWO}, {ONE}),
    ],
)
def test_a_struggling_learner_is_helped_by_somebody_with_a_plan_sessions_and_effect(
    missing: dict[str, bool], approach: set[UUID], unhelped: set[UUID], effect: set[UUID]
) -> None:
    helped = [replace(WHOLE, **missing)]
    assert without_approach(TROUBLED, helped) == approach
    assert struggling_unhelped(TROUBLED, helped) == unhelped
    assert without_effect(helped) == effect


def test_who_is_in_two_troubles_needs_help_with_both() -> None:
    family = replace(WHOLE, trouble=Trouble.FAMILY)
    assert four_without_mentor(TROUBLED, [WHOLE]) == {ONE, TWO}
    assert four_without_mentor(TROUBLED, [WHOLE, family]) == {TWO}
    assert four_without_mentor({}, []) == frozenset()
    assert four_without_change([WHOLE, replace(family, has_mark=False)]) == {ONE}
    distant = replace(WHOLE, trouble=Trouble.DISTANCE, has_mark=False)
    assert four_without_change([distant]) == frozenset()
    assert far_unhelped(frozenset({ONE, TWO}), [distant]) == {TWO}
    assert far_unhelped(frozenset({ONE}), [replace(distant, has_plan=False)]) == {ONE}


# surveys of need

STRUGGLES = Need(DAY, is_struggling=True, is_far=False, private=False)


def test_a_pupil_of_several_surveys_is_one_with_all_that_they_found_since_the_first_day() -> None:
    far = Need(date(2026, 9, 8), is_struggling=False, is_far=True, private=False)
    poor = Need(date(2026, 9, 3), is_struggling=False, is_far=False, private=True)
    found = merged([(ONE, far), (TWO, poor), (ONE, STRUGGLES)])
    assert found == {ONE: Need(DAY, is_struggling=True, is_far=True, private=False), TWO: poor}


@given(
    st.permutations([(child, replace(STRUGGLES, on=date(2026, 9, day))) for child in (ONE, TWO) for day in (1, 2, 3)])
)
def test_surveys_come_to_the_same_in_any_order(found: list[tuple[UUID, Need]]) -> None:
    assert merged(found) == {ONE: STRUGGLES, TWO: STRUGGLES}


@pytest.mark.parametrize(
    ("need", "helped", "talked", "is_open"),
    [
        (STRUGGLES, [], {}, True),
        (STRUGGLES, [WHOLE], {}, False),
        (STRUGGLES, [replace(WHOLE, has_mentor=False)], {}, True),
        (STRUGGLES, [], {ONE: DAY}, False),
        (STRUGGLES, [], {ONE: date(2026, 8, 31)}, True),  # before it was found
        (replace(STRUGGLES, is_far=True), [WHOLE], {}, True),
        (replace(STRUGGLES, is_far=True), [WHOLE, replace(WHOLE, trouble=Trouble.DISTANCE)], {}, False),
        (replace(STRUGGLES, is_struggling=False, private=True), [WHOLE], {ONE: DAY}, True),
        (replace(STRUGGLES, is_struggling=False, private=True), [replace(WHOLE, trouble=Trouble.FAMILY)], {}, False),
    ],
)
def test_each_need_is_followed_up_by_what_helps_with_it(
    need: Need, helped: list[Helped], talked: dict[UUID, date], is_open: bool
) -> None:
    assert (ONE in unanswered({ONE: need}, helped, talked)) is is_open


def test_what_is_told_by_need_is_kept_as_codes_and_ids_are_read_whole() -> None:
    assert private_text(True, True).split() == [PrivateNeed.POVERTY, PrivateNeed.OTHER]
    assert private_text(False, False) == ""
    assert ids_in(f"{ONE}\n{TWO} {ONE}") == {ONE, TWO}
    assert ids_in(None) == frozenset()
    assert ids_in(f"{ONE} 慕容") is None


def test_a_cause_that_is_told_by_need_offers_what_tells_nothing() -> None:
    assert offers_for("struggling") == ((Trouble.STUDY, Means.TEACHING), (Trouble.STUDY, Means.TUTORING))
    assert offers_for("hardship") == ((Trouble.FAMILY, Means.REFERRAL),)
    assert offers_for("illness") == offers_for("bullied") == offers_for("")
    assert {trouble for trouble, _ in offers_for("illness")} == set(Trouble)
    assert not is_fitted("illness")
    assert all(means in MEANS[trouble] for reason in ("distance", "working") for trouble, means in offers_for(reason))
