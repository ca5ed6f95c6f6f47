"""Where a procedure stands: from its facts, in the order in which they were entered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from notoneless.casework.procedures.rules.facts import Fact, Grave, Means, Outcome
from notoneless.casework.procedures.rules.limits import Limits
from notoneless.casework.procedures.rules.moves import FREE, NEXT, SERVICES, Move, Stage
from notoneless.casework.procedures.rules.referring import Matters, after_fact

_PENALTY = tuple(Move)[list(Move).index(Move.OPEN_PENALTY) : list(Move).index(Move.ISSUE_DECISION)]
"""What a penalty that was dropped no longer has."""

_UNDONE: Mapping[Stage, Move] = {
    Stage.ORDER_PROPOSED: Move.PROPOSE_ORDER,
    Stage.DECISION_PROPOSED: Move.PROPOSE_DECISION,
}
"""The proposal that is undone where it is sent back."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the facts say. `facts`: the last one of each move that holds. `last_on`: the last day of the papers.

    served: the day on which each paper counts as served, by the move that serves it. clues: what has to be told to another
    authority and was not yet; referred: what was told and has no outcome (`rules.referring`). turned_on: the first day on which
    somebody has turned to the family.
    """

    stage: Stage = Stage.NOTHING
    since: date | None = None
    last_on: date | None = None
    facts: Mapping[Move, Fact] = field(default_factory=dict)
    served: Mapping[Move, date] = field(default_factory=dict)
    efforts: int = 0
    turned_on: date | None = None
    clues: frozenset[Grave] = frozenset()
    referred: Mapping[Grave, date] = field(default_factory=dict)

    def on(self, move: Move) -> date | None:
        """The day on which a move was made last."""
        return self.facts[move].on if move in self.facts else None

    def outcome(self, move: Move) -> Outcome | None:
        """How a move that ends something has ended it."""
        return self.facts[move].outcome if move in self.facts else None


def standing_on(facts: Iterable[Fact], limits: Limits) -> Standing:
    """The standing after all facts, which are in the order in which they were entered."""
    standing = Standing()
    for fact in facts:
        standing = after(standing, fact, limits)
    return standing


def after(before: Standing, fact: Fact, limits: Limits) -> Standing:
    """The standing after one more fact."""
    stage = NEXT[before.stage].get(fact.move, before.stage)
    kept = _kept(before, fact.move)
    served = {move: day for move, day in before.served.items() if move in kept}
    last_on = before.last_on
    matters = after_fact(Matters(before.clues, before.referred), fact)
    if fact.move in SERVICES:
        served[fact.move] = effective(fact, limits)
    if fact.move not in FREE:
        last_on = max(fact.on, last_on or fact.on)
    return replace(
        before,
        stage=stage,
        since=before.since if stage is before.stage else fact.on,
        last_on=last_on,
        facts={**kept, fact.move: fact},
        served=served,
        efforts=before.efforts + (fact.move is Move.RECORD_EFFORT),
        turned_on=_turned_on(before, fact),
        clues=matters.clues,
        referred=matters.referred,
    )


def _turned_on(before: Standing, fact: Fact) -> date | None:
    if fact.move is not Move.RECORD_EFFORT:
        return before.turned_on
    return min(fact.on, before.turned_on or fact.on)


def effective(fact: Fact, limits: Limits) -> date:
    """The day on which a paper counts as served: published, when the time that law sets has passed."""
    if fact.means is Means.PUBLISHED:
        return fact.on + timedelta(days=limits.published.span.value)
    return fact.on


def _kept(before: Standing, move: Move) -> dict[Move, Fact]:
    """The facts that still hold once a move is made."""
    gone: tuple[Move, ...] = ()
    if move is Move.DROP_PENALTY:
        gone = _PENALTY
    elif move is Move.CALL_HEARING:  # whoever calls anew has served nothing of it yet
        gone = (Move.SERVE_HEARING,)
    elif move is Move.SEND_BACK and before.stage in _UNDONE:
        gone = (_UNDONE[before.stage],)
    return {each: fact for each, fact in before.facts.items() if each not in gone}
