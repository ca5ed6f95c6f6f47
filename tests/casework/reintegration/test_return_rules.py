"""Whether a returned pupil stays, where a return and its marks stand, and what is refused: by tables."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from notoneless.casework.reintegration.rules.holding import Attended, Window, hold_of, window_of
from notoneless.casework.reintegration.rules.kinds import Funds, Hold, MarkState, ReturnState, Teaching
from notoneless.casework.reintegration.rules.proposing import teaching_for
from notoneless.casework.reintegration.rules.refusing import (
    Back,
    why_not_back,
    why_not_closed_out,
    why_not_funded,
    why_not_open,
    why_not_reviewed,
)
from notoneless.casework.reintegration.rules.settings import PLAN, numbers_of
from notoneless.casework.reintegration.rules.standing import (
    Followed,
    Known,
    is_early,
    mark_asked,
    marks_on,
    state_on,
    was_followed,
)
from notoneless.kernel.problems import NotonelessError
from notoneless.policy.parameters import load_parameters

DAY = date(2026, 9, 1)
NUMBERS = numbers_of(load_parameters(PLAN, DAY))
KNOWN = Known(DAY)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def days(text: str) -> list[Attended]:
    """One sign a school day: 1 seen, 0 missed, e missed with leave, - not reported."""
    return [
        Attended(after(number), int(sign != "-"), int(sign == "1"), sign == "e") for number, sign in enumerate(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected", "hold", "longest"),
    [
        ("1" * 20, 20, Hold.HOLDS, 0),
        ("1" * 18 + "00", 20, Hold.HOLDS, 2),
        ("1" * 17 + "000", 20, Hold.BROKEN, 3),
        ("1" * 36 + "0000", 40, Hold.BROKEN, 4),
        ("1" * 33 + "0101010", 40, Hold.HOLDS, 1),
        ("1" * 10 + "e" * 8, 18, Hold.HOLDS, 0),
        ("e" * 18, 18, Hold.UNKNOWN, 0),
        ("1" * 15 + "-----", 20, Hold.UNKNOWN, 0),
        ("1" * 16 + "----", 20, Hold.HOLDS, 0),
        ("00-0-0" + "-" * 14, 20, Hold.BROKEN, 4),
        ("00e00", 5, Hold.BROKEN, 2),
        ("", 20, Hold.UNKNOWN, 0),
        ("", 0, Hold.UNKNOWN, 0),
    ],
)
def test_whether_a_pupil_stays_is_told_from_registers_and_never_from_silence(
    text: str, expected: int, hold: Hold, longest: int
) -> None:
    window = window_of(days(text), expected)
    assert (hold_of(window, NUMBERS), window.longest) == (hold, longest)


def test_a_window_counts_sessions_and_never_expects_less_than_was_reported() -> None:
    morning_alone = [Attended(DAY, 2, 1), Attended(after(1), 2, 0, is_excused=True)]
    assert window_of(morning_alone, 3) == Window(expected=4, reported=4, seen=1, excused=2, longest=0)


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (0, "coming coming coming coming"),
        (29, "coming coming coming coming"),
        (30, "due coming coming coming"),
        (37, "due coming coming coming"),
        (38, "overdue coming coming coming"),
        (60, "overdue due coming coming"),
        (188, "overdue overdue overdue overdue"),
    ],
)
def test_a_mark_is_due_from_its_day_and_overdue_when_nobody_has_confirmed_it(day: int, states: str) -> None:
    assert " ".join(each.state for each in marks_on(KNOWN, NUMBERS, after(day))) == states


def followed(*said: tuple[int, int | None, Hold]) -> Known:
    return replace(KNOWN, followed=[Followed(after(on), mark, hold) for on, mark, hold in said])


def test_what_could_not_be_told_is_still_asked_and_the_last_word_of_a_mark_counts() -> None:
    unknown = followed((30, 30, Hold.UNKNOWN))
    asked = mark_asked(marks_on(unknown, NUMBERS, after(31)))
    assert asked is not None
    assert (asked.days, asked.state) == (30, MarkState.DUE)
    marks = marks_on(followed((30, 30, Hold.BROKEN), (60, 60, Hold.HOLDS)), NUMBERS, after(61))
    assert [each.state for each in marks] == ["broken", "held", "coming", "coming"]
    assert mark_asked(marks) is None


HELD = followed((30, 30, Hold.HOLDS), (60, 60, Hold.BROKEN), (90, 90, Hold.HOLDS), (180, 180, Hold.HOLDS))


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (KNOWN, ReturnState.RUNNING),
        (HELD, ReturnState.HELD),
        (followed((180, 180, Hold.BROKEN)), ReturnState.RUNNING),
        (followed((180, 180, Hold.UNKNOWN)), ReturnState.RUNNING),
        (replace(HELD, closed_on=after(181)), ReturnState.CLOSED),
        (replace(HELD, relapsed_on=after(9)), ReturnState.RELAPSED),
        (replace(HELD, closed_on=after(181), again_on=after(200)), ReturnState.RELAPSED),
        (replace(KNOWN, withdrawn_on=DAY, relapsed_on=after(9)), ReturnState.WITHDRAWN),
    ],
)
def test_where_a_return_stands_and_when_its_case_may_be_closed_out(known: Known, state: ReturnState) -> None:
    found = state_on(known, NUMBERS, after(200))
    assert found is state
    assert (why_not_closed_out(found, NUMBERS) is None) is (state is ReturnState.HELD)
    assert (why_not_open(found) is None) is (state in (ReturnState.RUNNING, ReturnState.HELD))


def test_a_relapse_within_the_first_days_is_an_early_one() -> None:
    assert is_early(replace(KNOWN, relapsed_on=after(30)), NUMBERS)
    assert not is_early(replace(KNOWN, again_on=after(31)), NUMBERS)
    assert not is_early(KNOWN, NUMBERS)


def test_who_was_followed_up_within_some_days() -> None:
    known = followed((10, None, Hold.HOLDS))
    assert was_followed(known, after(10), after(12))
    assert not was_followed(known, after(11), after(30))


BACK = Back(DAY, DAY, sessions=1, has_file=False, is_out=True, is_followed=False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"sessions": 0}, "mere_word"),
        ({"sessions": 0, "has_file": True}, None),
        ({"is_out": False}, "not_verified"),
        ({"is_followed": True}, "back_already"),
        ({"on": after(1)}, "to_come"),
        ({"gone_on": after(1)}, "before_gone"),
    ],
)
def test_a_return_is_no_mere_word(changes: dict[str, object], code: str | None) -> None:
    found = why_not_back(replace(BACK, **changes), NUMBERS, DAY)  # type: ignore[arg-type]
    assert (found.code if found else None) == (code and f"reintegration.{code}")


@pytest.mark.parametrize(
    ("source", "amount", "purpose", "code"),
    [
        (Funds.NONE, "", "", None),
        (Funds.NONE, "5", "", "funds_for_none"),
        (Funds.AID, "", "生活补助", "funds_lacking"),
        (Funds.AID, "625", "", "funds_lacking"),
        (Funds.AID, "很多", "生活补助", "no_amount"),
        (Funds.AID, "0", "生活补助", "no_amount"),
        (Funds.AID, "nan", "生活补助", "no_amount"),
        (Funds.AID, "1000001", "生活补助", "no_amount"),
        (Funds.AID, "625.50", "生活补助", None),
    ],
)
def test_funds_have_an_amount_and_a_purpose(source: Funds, amount: str, purpose: str, code: str | None) -> None:
    found = why_not_funded(source, amount, purpose)
    assert (found.code if found else None) == (code and f"reintegration.{code}")


@pytest.mark.parametrize(("day", "may"), [(0, False), (1, True), (60, True), (61, False)])
def test_a_plan_is_looked_at_again_before_long(day: int, may: bool) -> None:
    assert (why_not_reviewed(after(day), NUMBERS, DAY) is None) is may


@pytest.mark.parametrize(
    ("away", "age", "teaching"),
    [
        (3, 9, Teaching.ORIGINAL),
        (30, 9, Teaching.MAKE_UP),
        (3, None, Teaching.ORIGINAL),
        (3, 15, Teaching.VOCATIONAL),
    ],
)
def test_how_a_pupil_is_taught_is_proposed_by_age_and_time_away(away: int, age: int | None, teaching: Teaching) -> None:
    assert teaching_for(away, age, 15, NUMBERS) is teaching


def test_a_number_that_is_missing_is_told() -> None:
    plan = dict(load_parameters(PLAN, DAY))
    del plan["return.marks"]
    with pytest.raises(NotonelessError):
        numbers_of(plan)
