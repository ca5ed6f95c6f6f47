"""Grave matters: what was noticed and has to be told to another authority, and what was told and waits for its outcome."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from notoneless.casework.procedures.rules.facts import Fact, Grave, Outcome
from notoneless.casework.procedures.rules.moves import Move

LABOUR = ("人力资源", "人社", "劳动")
"""How the authority is called whose matter child labour is (Regulation on child labour, article 6)."""

_OVER = (Outcome.DECLINED, Outcome.CONCLUDED)
"""What ends a referral; one that was taken up still waits for its outcome."""


@dataclass(frozen=True, slots=True)
class Matters:
    """clues: what was noticed and is still to be told. referred: what was told and has no outcome, with the last day on which
    anything was heard of it."""

    clues: frozenset[Grave] = frozenset()
    referred: Mapping[Grave, date] = field(default_factory=dict)


def after_fact(before: Matters, fact: Fact) -> Matters:
    """The matters after one more fact."""
    grave = fact.grave
    if grave is None:
        return before
    others = {each: day for each, day in before.referred.items() if each is not grave}
    if fact.move is Move.REFER:
        return Matters(before.clues - {grave}, {**others, grave: fact.on})
    if fact.move is Move.ANSWER_REFERRAL:
        return Matters(before.clues, others if fact.outcome in _OVER else {**others, grave: fact.on})
    return Matters(before.clues | {grave}, before.referred)


def matters_of(facts: Iterable[Fact]) -> Matters:
    """The matters after all facts, which are in the order in which they were entered."""
    found = Matters()
    for fact in facts:
        found = after_fact(found, fact)
    return found
