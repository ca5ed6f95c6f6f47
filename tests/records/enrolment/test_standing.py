"""The state of a roll entry from its events: the table of states and steps, each refusal, and the README that draws it."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

from notoneless.kernel.codes.rolls import MOVEMENTS, REASONS, STATUSES, Movement, RollStatus
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.parameters import load_parameters
from notoneless.records.enrolment.rules import refusing
from notoneless.records.enrolment.rules.parameters import PLAN, RollParameters, roll_parameters
from notoneless.records.enrolment.rules.standing import (
    NEXT,
    OPEN,
    STATUS_OF,
    Fact,
    Standing,
    State,
    Step,
    closing,
    drawn,
    holding,
    standing_on,
)

README = Path(__file__).resolve().parents[3] / "src/notoneless/records/enrolment/README.md"
DAY = date(2026, 9, 1)
NUMBERS = RollParameters(
    study_suspension_months=12, extensions=1, deferral_months=12, confirmation_days=14, promotion_days=180
)
ENTER = Fact(Step.ENTER, DAY, "11", grade=3, place=UUID(int=1))
PATHS = {
    State.NOTHING: [],
    State.DEFERRED: [Fact(Step.DEFER, DAY, "11", DAY + timedelta(days=300))],
    State.ON_ROLL: [ENTER],
    State.SUSPENDED: [ENTER, Fact(Step.SUSPEND, DAY, "23", DAY + timedelta(days=90))],
    State.NOT_CONFIRMED: [ENTER, Fact(Step.TRANSFER_OUT, DAY, "27", destination="邻县中学")],
    State.TRANSFERRED: [ENTER, Fact(Step.TRANSFER_OUT, DAY, "27"), Fact(Step.TRANSFER_IN, DAY, "27")],
    State.COMPLETED: [ENTER, Fact(Step.COMPLETE, DAY, "21")],
    State.LEFT: [ENTER, Fact(Step.LEAVE, DAY, "other")],
    State.DECEASED: [ENTER, Fact(Step.LEAVE, DAY, "26")],
}
"""The shortest way to each state."""

TABLE = {
    ("nothing", "defer"): "deferred",
    ("nothing", "enter"): "on_roll",
    ("deferred", "defer"): "deferred",
    ("deferred", "enter"): "on_roll",
    ("deferred", "leave"): "left",
    ("on_roll", "suspend"): "suspended",
    ("on_roll", "promote"): "on_roll",
    ("on_roll", "change_class"): "on_roll",
    ("on_roll", "transfer_out"): "not_confirmed",
    ("on_roll", "complete"): "completed",
    ("on_roll", "leave"): "left",
    ("suspended", "suspend"): "suspended",
    ("suspended", "resume"): "on_roll",
    ("suspended", "leave"): "left",
    ("not_confirmed", "transfer_in"): "transferred",
    ("not_confirmed", "leave"): "left",
}
"""All that may follow, written a second time: what is not here is refused."""


@pytest.mark.parametrize("state", State)
def test_each_state_is_reached(state: State) -> None:
    assert standing_on(PATHS[state]).state is state


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_a_step_follows_where_the_table_says_so_and_nowhere_else(state: State, step: Step) -> None:
    standing = standing_on(PATHS[state])
    problem = refusing.why_not(standing, step, DAY, DAY)
    led = TABLE.get((state, step))
    assert (problem is None) == (led is not None)
    after = standing_on([*PATHS[state], Fact(step, DAY, "11")])
    assert after.state == (led or state)


def test_the_readme_draws_the_table() -> None:
    assert drawn() in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("state", [state for state in State if state not in OPEN and state is not State.NOTHING])
def test_nothing_follows_the_end_and_the_entry_keeps_when_and_how(state: State) -> None:
    standing = standing_on(PATHS[state])
    assert not NEXT[state]
    assert closing(standing) == (DAY, PATHS[state][-1].movement)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_an_open_entry_has_no_end(state: State) -> None:
    assert closing(standing_on(PATHS[state])) == (None, "")


def test_every_state_has_its_national_status_and_every_code_its_word() -> None:
    assert set(STATUS_OF) == set(State) - {State.NOTHING}
    assert {each.value for each in RollStatus} <= STATUSES.keys()
    assert {each.value for each in Movement} == MOVEMENTS.keys()
    assert all(word.zh and word.en and word.code == code for code, word in (REASONS | MOVEMENTS | STATUSES).items())


def test_the_state_is_that_of_the_day() -> None:
    facts = [ENTER, Fact(Step.SUSPEND, DAY + timedelta(30), "23", DAY + timedelta(90))]
    assert standing_on(facts, DAY - timedelta(1)).state is State.NOTHING
    assert standing_on(facts, DAY + timedelta(29)).state is State.ON_ROLL
    assert standing_on(facts, DAY + timedelta(30)).state is State.SUSPENDED


def test_grade_place_and_what_is_expected_are_those_of_the_last_event_that_says_so() -> None:
    later = Fact(Step.PROMOTE, DAY + timedelta(365), "31", grade=4)
    standing = standing_on([ENTER, later])
    assert (standing.grade, standing.place, standing.since, standing.promoted_on) == (4, ENTER.place, DAY, later.on)
    back = standing_on([*PATHS[State.SUSPENDED], Fact(Step.RESUME, DAY, "12", grade=2, place=UUID(int=2))])
    assert (back.state, back.grade, back.place, back.until) == (State.ON_ROLL, 2, UUID(int=2), None)


def test_superseded_and_withdrawing_rows_do_not_hold() -> None:
    first, second, third, fourth = (UUID(int=number) for number in range(1, 5))
    rows = [(first, None, False), (second, None, False), (third, second, False)]
    assert holding(rows) == [first, third]
    assert holding([*rows, (fourth, third, True)]) == [first]


SUSPENDED = standing_on(PATHS[State.SUSPENDED])
EXTENDED = standing_on([*PATHS[State.SUSPENDED], Fact(Step.SUSPEND, DAY, "23", DAY + timedelta(days=180))])
ON_ROLL = standing_on(PATHS[State.ON_ROLL])
LATER = DAY + timedelta(days=400)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (lambda: refusing.why_not(SUSPENDED, Step.TRANSFER_OUT, DAY, DAY), "no_transfer_while_suspended"),
        (lambda: refusing.why_not(SUSPENDED, Step.COMPLETE, DAY, DAY), "pending"),
        (lambda: refusing.why_not(ON_ROLL, Step.RESUME, DAY, DAY), "not_suspended"),
        (lambda: refusing.why_not(ON_ROLL, Step.TRANSFER_IN, DAY, DAY), "not_sent"),
        (lambda: refusing.why_not(ON_ROLL, Step.ENTER, DAY, DAY), "not_now"),
        (lambda: refusing.why_not(ON_ROLL, Step.SUSPEND, DAY - timedelta(1), DAY), "backwards"),
        (lambda: refusing.why_not(ON_ROLL, Step.SUSPEND, DAY + timedelta(1), DAY), "future"),
        (lambda: refusing.why_not_suspended(ON_ROLL, DAY, DAY, "19", NUMBERS), "ends_before"),
        (lambda: refusing.why_not_suspended(ON_ROLL, DAY, date(2027, 9, 2), "19", NUMBERS), "suspended_too_long"),
        (lambda: refusing.why_not_suspended(ON_ROLL, DAY, date(2027, 9, 1), "26", NUMBERS), "no_reason"),
        (lambda: refusing.why_not_suspended(EXTENDED, DAY, DAY + timedelta(200), "19", NUMBERS), "extended_too_often"),
        (lambda: refusing.why_not_deferred(DAY, date(2027, 9, 2), "19", NUMBERS), "deferred_too_long"),
        (lambda: refusing.why_not_deferred(DAY, DAY, "19", NUMBERS), "ends_before"),
        (lambda: refusing.why_not_deferred(DAY, LATER, "家里忙", NUMBERS), "no_reason"),
        (lambda: refusing.why_not_left("24", "", "外地"), "compulsory"),
        (lambda: refusing.why_not_left("25", "", "外地"), "compulsory"),
        (lambda: refusing.why_not_left("28", "", "外地"), "dropout_stays"),
        (lambda: refusing.why_not_left("21", "", "外地"), "no_movement"),
        (lambda: refusing.why_not_left("other", "", ""), "no_destination"),
        (lambda: refusing.why_not_left("26", "0", ""), "no_reason"),
        (lambda: refusing.why_no_grade(0), "no_grade"),
        (lambda: refusing.why_no_grade(10), "no_grade"),
        (lambda: refusing.why_not_resumed(SUSPENDED, 4), "higher_grade"),
        (lambda: refusing.why_not_promoted([], DAY, NUMBERS), "empty_class"),
        (lambda: refusing.why_not_promoted([SUSPENDED], DAY, NUMBERS), "empty_class"),
        (lambda: refusing.why_not_promoted([Standing(State.ON_ROLL, grade=9)], DAY, NUMBERS), "last_grade"),
        (
            lambda: refusing.why_not_promoted([Standing(State.ON_ROLL, grade=3, promoted_on=DAY)], LATER, NUMBERS),
            None,
        ),
        (
            lambda: refusing.why_not_promoted([Standing(State.ON_ROLL, grade=3, promoted_on=DAY)], DAY, NUMBERS),
            "promoted_already",
        ),
        (lambda: refusing.why_not_completed([ON_ROLL, SUSPENDED]), "pending_in_class"),
        (lambda: refusing.why_not_completed([]), "empty_class"),
        (lambda: refusing.why_not_completed([ON_ROLL]), None),
        (lambda: refusing.why_not_suspended(ON_ROLL, DAY, date(2027, 9, 1), "19", NUMBERS), None),
        (lambda: refusing.why_not_suspended(SUSPENDED, DAY, DAY + timedelta(200), "99", NUMBERS), None),
        (lambda: refusing.why_not_left("26", "", ""), None),
        (lambda: refusing.why_not_left("other", "28", "随父母出境"), None),
        (lambda: refusing.why_not_resumed(SUSPENDED, 3), None),
    ],
)
def test_each_refusal(told: object, code: str | None) -> None:
    problem: Problem | None = told()  # type: ignore[operator]
    assert (problem and problem.code) == (code and f"enrolment.{code}")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 9, 1), 12, date(2027, 9, 1)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, expected: date) -> None:
    assert refusing.months_after(day, months) == expected


@pytest.mark.parametrize(
    ("state", "days", "overdue"),
    [
        (State.NOT_CONFIRMED, 14, False),
        (State.NOT_CONFIRMED, 15, True),
        (State.SUSPENDED, 90, False),
        (State.SUSPENDED, 91, True),
        (State.DEFERRED, 301, True),
        (State.ON_ROLL, 999, False),
        (State.LEFT, 999, False),
    ],
)
def test_what_is_expected_and_does_not_come_is_overdue(state: State, days: int, overdue: bool) -> None:
    assert refusing.is_overdue(standing_on(PATHS[state]), DAY + timedelta(days=days), NUMBERS) is overdue


def test_the_numbers_are_settings_of_the_plan() -> None:
    assert roll_parameters(load_parameters(PLAN, DAY)) == NUMBERS
    with pytest.raises(NotonelessError) as refused:
        roll_parameters(load_parameters(PLAN, date(2000, 1, 1)))
    assert refused.value.problem.code == "policy.no_plan"
