"""Whatever is tried in whatever order: no later paper without the earlier one served, and no refusal without a sentence."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from notoneless.casework.procedures.rules.clocks import clocks
from notoneless.casework.procedures.rules.correcting import Entered, why_not_corrected
from notoneless.casework.procedures.rules.facts import (
    OUTCOMES,
    Authority,
    Basis,
    Fact,
    Grave,
    Item,
    Means,
    Officer,
    Outcome,
    Text,
)
from notoneless.casework.procedures.rules.moves import FREE, Move, Stage
from notoneless.casework.procedures.rules.refusing import why_not
from notoneless.casework.procedures.rules.standing import Standing, standing_on
from notoneless.kernel.problems import sentence
from support.procedures import EFFORT, LIMITS, PEOPLE, calendar, fact

STORY = yaml.safe_load(Path(__file__).with_name("steps.yaml").read_text(encoding="utf-8"))["标准过程"]
FIRST, LAST = date(2025, 3, 3), date(2035, 1, 1)
BASIS = Basis(Text.LOCAL_REGULATION, "某省义务教育条例", "第五十条", 100, 1000)
TWO = (Officer("甲", "001"), Officer("乙", "002"))

BEFORE = {
    Move.ISSUE_ORDER: [Move.RECORD_EFFORT],
    Move.OPEN_PENALTY: [Move.SERVE_ORDER],
    Move.ISSUE_NOTICE: [Move.SERVE_ORDER, Move.OPEN_PENALTY, Move.INQUIRE],
    Move.HOLD_HEARING: [Move.SERVE_NOTICE, Move.ASK_HEARING, Move.CALL_HEARING, Move.SERVE_HEARING],
    Move.ISSUE_DECISION: [Move.SERVE_ORDER, Move.OPEN_PENALTY, Move.SERVE_NOTICE, Move.PROPOSE_DECISION],
    Move.ISSUE_DEMAND: [Move.SERVE_ORDER, Move.SERVE_DECISION],
    Move.APPLY_TO_COURT: [Move.SERVE_ORDER, Move.SERVE_NOTICE, Move.SERVE_DECISION, Move.SERVE_DEMAND],
    Move.SUE: [Move.SERVE_ORDER],
}
"""What law has served or done before each paper; told here once more, apart from the table of the room."""

PROPOSED = {Move.ISSUE_ORDER: Move.PROPOSE_ORDER, Move.ISSUE_DECISION: Move.PROPOSE_DECISION}
"""What somebody else has put forward before a paper is issued."""

PAPERED = {
    move: "某号" for move in Move if move.startswith("issue_") or move in (Move.CALL_HEARING, Move.APPLY_TO_COURT)
}
"""What issues a paper, with a number of it."""

TOWARDS = {
    Stage.NOTHING: [Move.RECORD_EFFORT],
    Stage.OUTREACH: [Move.PROPOSE_ORDER],
    Stage.ORDER_PROPOSED: [Move.ISSUE_ORDER],
    Stage.ORDERED: [Move.SERVE_ORDER],
    Stage.ORDER_SERVED: [Move.OPEN_PENALTY],
    Stage.PENALTY_OPENED: [Move.INQUIRE, Move.ISSUE_NOTICE],
    Stage.NOTICE_ISSUED: [Move.SERVE_NOTICE],
    Stage.NOTICE_SERVED: [
        Move.PROPOSE_DECISION,
        Move.ASK_HEARING,
        Move.CALL_HEARING,
        Move.SERVE_HEARING,
        Move.HOLD_HEARING,
        Move.REVIEW_LEGALITY,
    ],
    Stage.DECISION_PROPOSED: [Move.ISSUE_DECISION],
    Stage.DECIDED: [Move.SERVE_DECISION],
    Stage.DECISION_SERVED: [Move.ISSUE_DEMAND],
    Stage.DEMANDED: [Move.SERVE_DEMAND],
    Stage.DEMAND_SERVED: [Move.APPLY_TO_COURT],
    Stage.APPLIED: [Move.ACCEPTED, Move.TURNED_AWAY, Move.PERFORM],
    Stage.COURT_ACCEPTED: [Move.RULE],
    Stage.RULED: [Move.SUE],
    Stage.SUED: [Move.SETTLE_SUIT],
}
"""What leads on, so that runs come to the later stages."""


def whole(move: Move, on: date, means: Means) -> Fact:
    """A move with everything that law asks of it."""
    known = Fact(move, on, effort=EFFORT, authority=Authority.COUNTY_EDUCATION, items=frozenset(Item), officers=TWO)
    until = {Move.ISSUE_ORDER: on + timedelta(days=40), Move.CALL_HEARING: on + timedelta(days=20)}.get(move)
    who = PEOPLE["乙" if move in (Move.ISSUE_ORDER, Move.ISSUE_DECISION) else "甲"]
    outcome = OUTCOMES[move][0] if move in OUTCOMES else None
    grave = Grave.CHILD_LABOUR if move in (Move.REFER, Move.ANSWER_REFERRAL) else None
    told = "人社局" if move is Move.REFER else ""
    known = replace(known, by=who, until=until, means=means, proved=True, basis=BASIS, amount=500, outcome=outcome)
    return replace(known, signed_by_head=True, grave=grave, told_to=told)


class Steps(RuleBasedStateMachine):
    """A procedure into which anything is entered: whole moves and broken ones, on days before and after."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: list[Fact] = []
        self.day = FIRST

    @initialize(moves=st.integers(0, len(STORY)))
    def begin(self, moves: int) -> None:
        """Somewhere along a lawful course, so that the last steps are tried as often as the first."""
        for row in STORY[:moves]:
            self.enter(fact(row))

    @property
    def standing(self) -> Standing:
        return standing_on(self.facts, LIMITS)

    def enter(self, given: Fact) -> None:
        problem = why_not(self.standing, given, LIMITS, calendar(), LAST)
        if problem is None:
            self.facts.append(given)
            self.day = max(self.day, given.on)
            return
        for lang in ("zh", "en"):
            words = sentence(problem, lang)  # type: ignore[arg-type]
            assert words
            assert "{" not in words
        assert re.search(r"[\u4e00-\u9fff]", sentence(problem, "zh"))

    @rule(days=st.integers(0, 45), means=st.sampled_from(Means), pick=st.integers(0, 5))
    def go_on(self, days: int, means: Means, pick: int) -> None:
        moves = TOWARDS.get(self.standing.stage)
        if moves:
            self.enter(whole(moves[pick % len(moves)], self.day + timedelta(days=days), means))

    @rule(move=st.sampled_from(Move), days=st.integers(-30, 200), means=st.sampled_from(Means))
    def try_any(self, move: Move, days: int, means: Means) -> None:
        if move is not Move.END:
            self.enter(whole(move, self.day + timedelta(days=days), means))

    @rule(
        move=st.sampled_from(Move),
        days=st.integers(-5, 60),
        authority=st.sampled_from([None, *Authority]),
        means=st.sampled_from([None, *Means]),
        amount=st.sampled_from([None, 0, 500, 600, 5000]),
        outcome=st.sampled_from([None, *Outcome]),
        proved=st.booleans(),
    )
    def try_broken(
        self,
        move: Move,
        days: int,
        authority: Authority | None,
        means: Means | None,
        amount: int | None,
        outcome: Outcome | None,
        *,
        proved: bool,
    ) -> None:
        given = whole(move, self.day + timedelta(days=days), Means.LEFT)
        if move is not Move.END:
            broken = replace(given, authority=authority, means=means, amount=amount, outcome=outcome, proved=proved)
            self.enter(broken)

    @rule(place=st.integers(0, 60))
    def take_back(self, place: int) -> None:
        """An entry is taken back where nothing rests on it: then all that is left could have been entered as it is."""
        if not self.facts:
            return
        entries = [Entered(number, each, PAPERED.get(each.move, "")) for number, each in enumerate(self.facts, start=1)]
        number = place % len(entries) + 1
        problem = why_not_corrected(entries, number, LIMITS, calendar(), LAST)
        if problem is not None:
            assert "{" not in sentence(problem, "zh") + sentence(problem, "en")
            return
        later = self.facts[number:]
        if self.facts[number - 1].move not in FREE:
            assert not {each.move for each in later} & PAPERED.keys()
        del self.facts[number - 1]

    @rule()
    def end(self) -> None:
        if len(self.facts) > 25:
            self.enter(whole(Move.END, self.day, Means.POST))

    @invariant()
    def no_paper_comes_before_the_one_it_follows(self) -> None:
        done: set[Move] = set()
        for each in self.facts:
            assert done >= set(BEFORE.get(each.move, ())), each.move
            done.add(each.move)

    @invariant()
    def two_people_and_a_basis(self) -> None:
        for number, each in enumerate(self.facts):
            if (
                each.move in PROPOSED
            ):  # in the order of entries: of what stands, a later proposal may have been sent back
                [*_, proposal] = [one for one in self.facts[:number] if one.move is PROPOSED[each.move]]
                assert each.by != proposal.by
        facts = self.standing.facts
        if Move.ISSUE_DECISION in facts:
            basis, amount = facts[Move.OPEN_PENALTY].basis, facts[Move.ISSUE_DECISION].amount
            told = facts[Move.ISSUE_NOTICE].amount
            assert basis is not None
            assert amount is not None
            assert told is not None
            assert basis.least <= amount <= min(told, basis.most)

    @invariant()
    def every_clock_has_its_article(self) -> None:
        for each in clocks(self.standing, LIMITS, calendar()):
            assert each.source.startswith("《")
            assert each.first or each.until
            if each.first and each.until:
                assert each.first <= each.until


TestSteps = Steps.TestCase
TestSteps.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def test_an_order_stands_when_a_second_proposal_is_sent_back() -> None:
    steps = Steps()
    steps.begin(3)
    assert Move.ISSUE_ORDER in steps.standing.facts
    for move in (Move.PROPOSE_ORDER, Move.SEND_BACK):
        steps.enter(whole(move, steps.day, Means.LEFT))
        steps.two_people_and_a_basis()
    assert [each.move for each in steps.facts][-2:] == [Move.PROPOSE_ORDER, Move.SEND_BACK]
    assert Move.ISSUE_ORDER in steps.standing.facts
    assert Move.PROPOSE_ORDER not in steps.standing.facts
