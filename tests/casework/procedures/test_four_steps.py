"""The four steps as a person looks at them: done, under way, open or closed with the rule's sentence, and what is due next."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.moves import STEP_OF, EnforcementStep, Move, Stage
from notoneless.casework.procedures.rules.standing import Standing, standing_on
from notoneless.casework.procedures.rules.steps import STEP_AT, Look, due_of, four_steps, next_moves
from notoneless.kernel.problems import Problem
from support.procedures import LIMITS, calendar, fact

STORY = [
    fact(row) for row in yaml.safe_load(Path(__file__).with_name("steps.yaml").read_text(encoding="utf-8"))["标准过程"]
]


def until(move: Move) -> list[Fact]:
    """The story up to a move."""
    moves = [each.move for each in STORY]
    return STORY[: moves.index(move) + 1]


def look(standing: Standing, on: date, unordered: Problem | None = None) -> Look:
    return Look(standing, LIMITS, calendar(), on, unordered)


def told(standing: Standing, on: date, unordered: Problem | None = None) -> list[tuple[str, list[str]]]:
    """Each step: its state, and the codes of why it is closed."""
    return [
        (line.state.value, [problem.code.removeprefix("procedures.") for problem in line.why])
        for line in four_steps(look(standing, on, unordered))
    ]


def test_before_the_first_effort_outreach_alone_may_begin() -> None:
    assert told(Standing(), date(2026, 9, 1)) == [
        ("open", []),
        ("closed", ["too_early"]),
        ("closed", ["no_basis", "too_early"]),
        ("closed", ["too_early", "too_early"]),
    ]


@pytest.mark.parametrize(
    ("move", "states"),
    [
        (Move.RECORD_EFFORT, ["now", "open", "closed", "closed"]),
        (Move.PROPOSE_ORDER, ["done", "now", "closed", "closed"]),
        (Move.SERVE_ORDER, ["done", "now", "closed", "closed"]),
        (Move.OPEN_PENALTY, ["done", "done", "now", "closed"]),
        (Move.SERVE_DECISION, ["done", "done", "now", "open"]),
        (Move.ISSUE_DEMAND, ["done", "done", "done", "now"]),
        (Move.APPLY_TO_COURT, ["done", "done", "done", "now"]),
    ],
)
def test_each_step_stands_as_the_story_has_come(move: Move, states: list[str]) -> None:
    facts = until(move)
    assert [state for state, _ in told(standing_on(facts, LIMITS), facts[-1].on)] == states


def test_nothing_is_ordered_while_the_case_is_not_verified() -> None:
    facts = until(Move.RECORD_EFFORT)
    why = Problem("procedures.not_verified")
    assert told(standing_on(facts, LIMITS), facts[-1].on, why)[1] == ("closed", ["not_verified"])


def test_the_court_opens_for_a_suit_when_the_order_has_run_out() -> None:
    standing = standing_on(until(Move.SERVE_ORDER), LIMITS)
    due = due_of(standing, LIMITS, calendar())
    assert due is not None
    assert told(standing, due.until)[3] == ("closed", ["too_early", "order_runs"])
    assert told(standing, date.fromordinal(due.until.toordinal() + 1))[3] == ("open", [])


def test_a_penalty_that_was_passed_over_is_closed_for_its_basis_alone() -> None:
    served = until(Move.SERVE_ORDER)
    sued = [*served, Fact(Move.SUE, date(2027, 1, 4))]
    assert told(standing_on(sued, LIMITS), date(2027, 1, 5))[2] == ("closed", ["no_basis"])


def test_a_penalty_that_may_be_opened_is_no_closed_step() -> None:
    standing = standing_on(until(Move.SERVE_ORDER), LIMITS)
    due = due_of(standing, LIMITS, calendar())
    assert due is not None
    assert told(standing, due.until)[2] == ("closed", ["no_basis", "order_runs"])
    assert told(standing, date.fromordinal(due.until.toordinal() + 1))[2] == ("open", ["basis_to_enter"])


def test_what_is_ended_opens_nothing() -> None:
    ended = [*until(Move.RECORD_EFFORT), Fact(Move.END, STORY[0].on)]
    assert told(standing_on(ended, LIMITS), STORY[0].on) == [
        ("done", []),
        ("closed", ["ended"]),
        ("closed", ["ended"]),
        ("closed", ["ended", "ended"]),
    ]


def test_an_order_that_was_issued_has_to_be_served_before_its_own_deadline() -> None:
    facts = until(Move.ISSUE_ORDER)
    due = due_of(standing_on(facts, LIMITS), LIMITS, calendar())
    assert due is not None
    assert facts[-1].until is not None
    assert (due.what.code, due.until.toordinal()) == (
        "procedures.move_serve_order",
        facts[-1].until.toordinal() - 1,
    )


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.NOTHING, Stage.ENDED)])
def test_every_stage_lies_in_a_step_and_what_carries_it_on_goes_no_step_back(stage: Stage) -> None:
    steps = list(EnforcementStep)
    for move in next_moves(stage):
        assert steps.index(STEP_OF[move]) >= steps.index(STEP_AT[stage]), move


def test_stages_with_a_clock_of_law_have_a_day_and_others_none() -> None:
    found: dict[str, Any] = {}
    for number in range(len(STORY)):
        standing = standing_on(STORY[: number + 1], LIMITS)
        due = due_of(standing, LIMITS, calendar())
        found[standing.stage.value] = due.what.code.removeprefix("procedures.") if due else None
    assert found == {
        "outreach": None,
        "order_proposed": None,
        "ordered": "move_serve_order",
        "order_served": "clock_order",
        "penalty_opened": "clock_decision",
        "notice_issued": "clock_decision",
        "notice_served": "clock_decision",
        "decision_proposed": "clock_decision",
        "decided": "clock_served",
        "decision_served": "clock_paid",
        "demanded": "clock_court",
        "demand_served": "clock_court",
        "applied": "clock_court_accepts",
        "court_accepted": "clock_court_rules",
        "ruled": None,
    }
