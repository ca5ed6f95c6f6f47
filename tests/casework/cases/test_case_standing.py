"""The state of a case from its events: the table of states and steps, reasons, ledgers, and the README that draws it."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

from notoneless.casework.cases.rules.ledgers import Column, Ledger, born_within, columns_on
from notoneless.casework.cases.rules.reasons import Reasons, reasons_on, stands_against
from notoneless.casework.cases.rules.refusing import why_not, why_not_alone, why_not_for
from notoneless.casework.cases.rules.standing import (
    CLOSED,
    NEXT,
    OPEN,
    Fact,
    Standing,
    State,
    Step,
    drawn,
    holding,
    standing_on,
)
from notoneless.kernel.ages import CompulsoryAge, stands
from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import NotonelessError

README = Path(__file__).resolve().parents[3] / "src/notoneless/casework/cases/README.md"
DAY = date(2026, 9, 1)
A, B = UUID(int=1), UUID(int=2)
BEGUN = Fact(Step.SUSPECT, DAY, by=A)
VERIFIED = [BEGUN, Fact(Step.VERIFY, DAY, "dropped_out", "working", A)]
PROPOSED = [*VERIFIED, Fact(Step.PROPOSE, DAY, reason="returned", by=A)]
PATHS = {
    State.NOTHING: [],
    State.SUSPECTED: [BEGUN],
    State.VERIFIED: VERIFIED,
    State.PROPOSED: PROPOSED,
    State.CLEARED: [BEGUN, Fact(Step.CLEAR, DAY, reason="at_school", by=A)],
    State.CLOSED_OUT: [*PROPOSED, Fact(Step.CLOSE_OUT, DAY, by=B)],
}
"""The shortest way to each state."""

TABLE = {
    ("nothing", "suspect"): "suspected",
    ("suspected", "verify"): "verified",
    ("suspected", "clear"): "cleared",
    ("verified", "propose_close_out"): "proposed",
    ("proposed", "send_back"): "verified",
    ("proposed", "close_out"): "closed_out",
    ("cleared", "reopen"): "suspected",
    ("closed_out", "reopen"): "suspected",
}


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_each_step_leads_where_the_table_says_or_is_refused(state: State, step: Step) -> None:
    standing = standing_on(PATHS[state])
    assert standing.state is state
    problem = why_not(standing, step, DAY, DAY)
    wanted = TABLE.get((state.value, step.value))
    if wanted is None:
        assert problem is not None
        assert problem.code == "cases.not_now"
    else:
        assert problem is None
        assert standing_on([*PATHS[state], Fact(step, DAY, by=A)]).state == wanted


def test_the_readme_draws_the_table_and_every_state_is_open_or_closed() -> None:
    assert drawn() in README.read_text(encoding="utf-8")
    assert set(NEXT) == set(State)
    assert OPEN | CLOSED | {State.NOTHING} == set(State)
    assert not OPEN & CLOSED


def test_a_case_keeps_its_days_and_begins_anew_with_its_history() -> None:
    later = DAY + timedelta(days=40)
    closed = standing_on(PATHS[State.CLOSED_OUT])
    assert (closed.opened_on, closed.verified_on, closed.closed_on, closed.kind) == (DAY, DAY, DAY, "dropped_out")
    assert (closed.reason, closed.times_reopened) == ("returned", 0)
    again = standing_on([*PATHS[State.CLOSED_OUT], Fact(Step.REOPEN, later, by=B)])
    assert (again.opened_on, again.verified_on, again.closed_on, again.kind, again.reason) == (
        later,
        None,
        None,
        "",
        "",
    )
    assert again.times_reopened == 1
    assert standing_on([*PATHS[State.CLOSED_OUT], Fact(Step.REOPEN, later, by=B)], DAY).state is State.CLOSED_OUT


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (DAY + timedelta(days=1), "cases.future"),
        (DAY - timedelta(days=1), "cases.backwards"),
        (DAY, None),
    ],
)
def test_no_step_comes_from_the_future_or_before_the_last_one(on: date, code: str | None) -> None:
    problem = why_not(standing_on([BEGUN]), Step.VERIFY, on, DAY)
    assert (problem.code if problem else None) == code


def test_who_proposed_does_not_decide_and_who_proposed_anew_neither() -> None:
    assert why_not_alone(standing_on(PROPOSED), A) is not None
    assert why_not_alone(standing_on(PROPOSED), B) is None
    back = [*PROPOSED, Fact(Step.SEND_BACK, DAY, by=B), Fact(Step.PROPOSE, DAY, reason="returned", by=B)]
    assert why_not_alone(standing_on(back), B) is not None
    assert why_not_alone(standing_on(back), A) is None
    assert standing_on(back[:-1]).proposer is None


FIRST, SECOND, THIRD, FOURTH = (UUID(int=number) for number in range(1, 5))


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ([(FIRST, None, False), (SECOND, None, False)], [FIRST, SECOND]),
        ([(FIRST, None, False), (SECOND, FIRST, False)], [SECOND]),
        ([(FIRST, None, False), (SECOND, FIRST, True)], []),
        ([(FIRST, None, False), (SECOND, FIRST, False), (THIRD, None, False)], [SECOND, THIRD]),
        ([(FIRST, None, False), (SECOND, None, False), (THIRD, SECOND, False), (FOURTH, THIRD, True)], [FIRST]),
    ],
)
def test_a_correction_stands_in_the_place_of_what_it_corrects(
    rows: list[tuple[UUID, UUID | None, bool]], held: list[UUID]
) -> None:
    assert holding(rows) == held


# reasons

REASONS = reasons_on(DAY)


def test_every_step_with_a_reason_has_some_and_every_reason_serves_a_step() -> None:
    for step in (Step.VERIFY, Step.CLEAR, Step.PROPOSE):
        assert REASONS.serving(step)
    assert all(reason.steps for reason in REASONS.table.values())
    assert {"deceased", "returned", "illness_or_disability", "other"} <= set(REASONS.table)


@pytest.mark.parametrize(
    ("step", "code", "note", "has_proof", "problem"),
    [
        (Step.CLEAR, "at_school", "", False, None),
        (Step.CLEAR, "deceased", "", True, None),
        (Step.CLEAR, "deceased", "", False, "cases.no_proof"),
        (Step.CLEAR, "returned", "", True, "cases.no_reason"),
        (Step.PROPOSE, "returned", "", True, None),
        (Step.PROPOSE, "at_school", "", True, "cases.no_reason"),
        (Step.CLEAR, "other", "", True, "cases.no_note"),
        (Step.CLEAR, "other", "见说明", True, None),
        (Step.VERIFY, "working", "", False, None),
        (Step.CLEAR, "bewitched", "", True, "cases.no_reason"),
        (Step.CLEAR, "", "", True, "cases.no_reason"),
        (Step.CLEAR, "clearing_stands", "", True, "cases.no_reason"),
    ],
)
def test_a_reason_serves_its_steps_and_asks_for_its_proof(
    step: Step, code: str, note: str, has_proof: bool, problem: str | None
) -> None:
    found = why_not_for(REASONS, step, code, note, has_proof=has_proof)
    assert (found.code if found else None) == problem


@pytest.mark.parametrize(
    ("reason", "days", "stands_so"),
    [
        ("at_school", 0, True),
        ("at_school", 179, True),
        ("at_school", 180, False),
        ("deceased", 4000, True),
        ("hidden", 180, False),
        ("returned", 179, True),
    ],
)
def test_a_decision_stands_against_new_findings_for_a_time_or_for_good(reason: str, days: int, stands_so: bool) -> None:
    standing = Standing(State.CLEARED, reason=reason, closed_on=DAY)
    assert stands_against(standing, DAY + timedelta(days=days), REASONS) is stands_so
    assert not stands_against(Standing(State.SUSPECTED), DAY, REASONS)


def test_before_the_plan_there_are_no_reasons() -> None:
    with pytest.raises(NotonelessError):
        reasons_on(date(2000, 1, 1))
    assert isinstance(REASONS, Reasons)


# ledgers


@pytest.mark.parametrize("ledger", list(Ledger))
def test_each_ledger_has_columns_that_have_words(ledger: Ledger) -> None:
    columns = columns_on(ledger, DAY)
    assert columns[:2] == (Column.SERIAL, Column.NAME)
    assert len(set(columns)) == len(columns)
    assert all(f"cases.column_{column}" in WORDS for column in Column)


@pytest.mark.parametrize("as_of", [date(2026, 8, 31), date(2024, 2, 29), date(2025, 2, 28), date(2026, 1, 1)])
def test_the_birth_dates_of_a_ledger_are_those_of_the_rule_of_ages(as_of: date) -> None:
    age = CompulsoryAge(6, 15)
    after, until = born_within(age, as_of)
    for turn in (after, until):
        for days in range(-3, 4):
            born = turn + timedelta(days=days)
            assert (after < born <= until) == (stands(born, as_of, age) == "within"), born
