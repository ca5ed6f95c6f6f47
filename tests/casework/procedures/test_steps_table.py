"""The table of the four steps that an official reads, row by row, and published cases replayed day by day."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from notoneless.casework.procedures.rules.clocks import Clock, ClockKind, ClockState, clocks
from notoneless.casework.procedures.rules.facts import Effort, Fact
from notoneless.casework.procedures.rules.limits import PLAN, Limit, Limits, limits_of
from notoneless.casework.procedures.rules.moves import NEXT, STEP_OF, EnforcementStep, Move, Stage, drawn
from notoneless.casework.procedures.rules.refusing import why_not, why_not_now
from notoneless.casework.procedures.rules.standing import Standing, standing_on
from notoneless.kernel.calendar import Span, SpanUnit
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.policy.parameters import load_parameters
from support.procedures import EFFORT, LIMITS, MOVES, NOW, calendar, fact

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("steps.yaml").read_text(encoding="utf-8"))
README = Path(__file__).resolve().parents[3] / "src/notoneless/casework/procedures/README.md"
STORY = TABLE["标准过程"]


def told(row: dict[str, Any]) -> list[Fact]:
    """The facts before the move of a row: the story up to a move, and what else it says."""
    moves = [each["办"] for each in STORY]
    before = STORY[: moves.index(row["办到"]) + 1] if "办到" in row else []
    return [fact(each) for each in (*before, *row.get("另外", ()))]


def answer(before: Standing, given: Fact, today: date = NOW, limits: Limits = LIMITS) -> str:
    """What the rules say of a move, as the table writes it: “可以”, or the code of the refusal, told in both languages."""
    problem = why_not(before, given, limits, calendar(), today)
    if problem is None:
        return "可以"
    assert sentence(problem, "zh").strip()
    assert sentence(problem, "en").strip()
    return problem.code.removeprefix("procedures.")


def replayed(rows: list[dict[str, Any]], limits: Limits = LIMITS) -> list[str]:
    """What the rules say of each move of a course in which what is refused is not entered."""
    facts: list[Fact] = []
    said = []
    for row in rows:
        said.append(answer(standing_on(facts, limits), fact(row), limits=limits))
        facts += [fact(row)] if said[-1] == "可以" else []
    return said


@pytest.mark.parametrize("row", TABLE["情况"], ids=lambda row: row["说明"])
def test_each_move_is_answered_as_the_table_says(row: dict[str, Any]) -> None:
    assert answer(standing_on(told(row), LIMITS), fact(row), row.get("今天", NOW)) == row["答"]


def test_the_story_of_the_table_is_lawful_from_end_to_end() -> None:
    assert replayed(STORY) == ["可以"] * len(STORY)


def span(clock: Clock) -> str:
    """A clock as the table writes it."""
    if clock.until is None:
        return f"{clock.first} 起"
    return f"{clock.first} 至 {clock.until}" if clock.first else f"至 {clock.until}"


@pytest.mark.parametrize("row", TABLE["期限"], ids=lambda row: row["说明"])
def test_each_clock_ends_when_the_table_says(row: dict[str, Any]) -> None:
    found = clocks(standing_on(told(row), LIMITS), LIMITS, calendar())
    assert {sentence(each.named()): span(each) for each in found} == row["期限"]
    assert all(each.source.startswith("《") for each in found)


@pytest.mark.parametrize("case", TABLE["案例"], ids=lambda case: case["名称"])
def test_published_cases_are_lawful_day_by_day_or_meet_the_exact_objection(case: dict[str, Any]) -> None:
    assert replayed(case["步骤"]) == [row["答"] for row in case["步骤"]]
    assert all("因为" in row for row in case["步骤"] if row["答"] != "可以")


def test_a_day_that_no_report_tells_is_not_marked_as_reported() -> None:
    marked = {
        (case["名称"][:2], row["办"], str(row["日"])) for case in TABLE["案例"] for row in case["步骤"] if "报道" in row
    }
    assert marked == {
        ("西盟", "签发责令改正通知书", "2018-04-20"),
        ("西盟", "签发处罚决定书", "2018-05-04"),  # reported by its last day to pay alone
        ("宁蒗", "提起民事诉讼", "2020-04-20"),
    }


def test_every_rule_of_the_room_is_shown_by_a_row() -> None:
    shown = {row["答"] for row in (*TABLE["情况"], *(row for case in TABLE["案例"] for row in case["步骤"]))}
    source = "\n".join(path.read_text(encoding="utf-8") for path in (README.parent / "rules").glob("*.py"))
    told_here = {"no_place", "nobody_went", "agreed_before", "no_amount", "filed_already"}  # below
    told_here |= {"corrected_already", "paper_rests", "move_rests"}  # in test_corrections
    told_here |= {"not_of_age"}  # in test_procedure_actions
    told_here |= {"no_address", "wrong_id"}  # in test_bad_papers
    told_here |= {"basis_to_enter"}  # told of a step that may begin: it refuses nothing
    assert set(re.findall(r'[^f]"procedures\.(\w+)"', source)) - shown - told_here == set()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"effort": None}, "nobody_went"),
        ({"effort": replace(EFFORT, sides=frozenset())}, "nobody_went"),
        ({"effort": replace(EFFORT, where="")}, "no_place"),
        ({"effort": replace(EFFORT, agreed_on=date(2025, 9, 7))}, "agreed_before"),
        ({"effort": replace(EFFORT, agreed_on=date(2025, 9, 8))}, "可以"),
    ],
)
def test_an_effort_says_who_went_where_and_what_was_agreed(given: dict[str, Effort | None], code: str) -> None:
    assert answer(Standing(), replace(fact(STORY[0]), **given)) == code


def test_a_notice_needs_an_amount_and_a_review_is_filed_once() -> None:
    before = standing_on(told({"办到": "调查取证"}), LIMITS)
    assert answer(before, replace(fact(STORY[6]), amount=None)) == "no_amount"
    filed = [*told({"办到": "送达处罚决定书"}), Fact(Move.FILE_REVIEW, date(2025, 11, 3))]
    assert answer(standing_on(filed, LIMITS), Fact(Move.FILE_REVIEW, date(2025, 11, 4))) == "filed_already"


# the table of moves itself


@pytest.mark.parametrize(("stage", "move"), list(product(Stage, Move)))
def test_each_move_out_of_its_place_is_refused_with_a_sentence(stage: Stage, move: Move) -> None:
    problem = why_not_now(Standing(stage), move)
    assert (problem is None) == (move in NEXT[stage])
    if problem is not None:
        assert "{" not in sentence(problem, "zh") + sentence(problem, "en")


def test_the_readme_draws_the_table_and_every_stage_can_be_reached() -> None:
    assert drawn() in README.read_text(encoding="utf-8")
    assert set(NEXT) == set(Stage)
    assert {to for moves in NEXT.values() for to in moves.values()} == set(Stage)
    assert {move for moves in NEXT.values() for move in moves} == set(Move) == set(MOVES.values())
    assert set(STEP_OF.values()) == set(EnforcementStep)


def test_a_penalty_that_was_dropped_leaves_the_order_standing_and_nothing_else() -> None:
    facts = [*told({"办到": "送达处罚告知书"}), Fact(Move.DROP_PENALTY, date(2025, 10, 9))]
    standing = standing_on(facts, LIMITS)
    assert standing.stage is Stage.ORDER_SERVED
    assert {each.kind for each in clocks(standing, LIMITS, calendar())} == {ClockKind.ORDER}
    assert Move.INQUIRE not in standing.facts
    assert answer(standing, replace(fact(STORY[4]), on=date(2025, 10, 10))) == "可以"


def test_the_county_may_give_more_time_to_argue_than_law_gives_to_ask_for_a_hearing() -> None:
    longer = replace(LIMITS, argument=Limit(Span(10, SpanUnit.WORKING_DAY), "县里定"))
    before = standing_on(told({"办到": "送达处罚告知书"}), longer)
    assert answer(before, fact(STORY[8]), limits=longer) == "party_has_time"
    assert answer(before, replace(fact(STORY[8]), on=date(2025, 10, 21)), limits=longer) == "可以"


def test_each_number_of_law_decides_a_row() -> None:
    """A day more or less of each limit, and some row or clock is no longer as the table says."""
    unmoved = set()
    for each in fields(Limits):
        limit: Limit | None = getattr(LIMITS, each.name)
        if limit is None:
            continue
        other = replace(LIMITS, **{each.name: replace(limit, span=replace(limit.span, value=limit.span.value + 1))})
        if _same(other):
            unmoved.add(each.name)
    assert unmoved == set()


def _same(limits: Limits) -> bool:
    rows = TABLE["情况"]
    answers = [answer(standing_on(told(row), limits), fact(row), row.get("今天", NOW), limits) for row in rows]
    ends = [
        {sentence(each.named()): span(each) for each in clocks(standing_on(told(row), limits), limits, calendar())}
        for row in TABLE["期限"]
    ]
    return answers == [row["答"] for row in rows] and ends == [row["期限"] for row in TABLE["期限"]]


def test_a_clock_says_whether_what_it_measures_was_done_in_time() -> None:
    day, one = date(2026, 5, 8), timedelta(days=1)
    clock = Clock(ClockKind.PAID, None, day, False, "《某法》")
    assert (clock.state(day), clock.state(day + one)) == (ClockState.RUNNING, ClockState.RUN_OUT)
    assert replace(clock, done_on=day).state(day) is ClockState.IN_TIME
    assert replace(clock, done_on=day + one).state(day) is ClockState.LATE
    assert replace(clock, first=day, until=None).state(day - one) is ClockState.WAITING


def test_numbers_that_law_sets_must_be_there() -> None:
    numbers = dict(load_parameters(PLAN, NOW))
    del numbers["enforcement.court_within"]
    with pytest.raises(NotonelessError) as refused:
        limits_of(numbers)
    assert refused.value.problem == Problem("policy.no_plan", {"plan": f"{PLAN} court_within"})
