"""The reasons a case may have: dated data of a plan, each with the steps that it serves, and whether it asks for a proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from notoneless.casework.cases.rules.standing import Standing, Step
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.parameters import load_parameters

PLAN = "national/case_reasons"
STANDS = "clearing_stands"
"""The parameter that is no reason: how long what was decided stands against a new finding."""

_STEPS = {"verify": Step.VERIFY, "clear": Step.CLEAR, "close_out": Step.PROPOSE}
_MARKS = frozenset({"proof", "note", "sensitive", "lasting"})
_DAYS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its words, the steps it serves, what it asks for.

    `is_sensitive`: told by need only. `is_lasting`: what was decided on it stands for good, whatever a comparison finds later.
    """

    code: str
    zh: str
    en: str
    steps: frozenset[Step]
    needs_proof: bool
    needs_note: bool
    is_sensitive: bool
    is_lasting: bool


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons in force on a day, in the order of the plan, and for how many days a decision stands."""

    table: Mapping[str, Reason]
    stands_days: int

    def serving(self, step: Step) -> list[Reason]:
        """Those that a step may be entered with."""
        return [reason for reason in self.table.values() if step in reason.steps]


@lru_cache(_DAYS_KEPT)
def reasons_on(day: date) -> Reasons:
    """The reasons of the plan in force on a day. Raises NotonelessError for a day before the plan, and for an unknown word."""
    found = load_parameters(PLAN, day)
    if STANDS not in found:
        raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {STANDS}"}))
    table = {
        key: _reason(key, each.zh, each.en, each.value.split()) for key, each in found.items() if each.unit == "reason"
    }
    return Reasons(table, int(found[STANDS].value))


def _reason(code: str, zh: str, en: str, words: list[str]) -> Reason:
    unknown = set(words) - _STEPS.keys() - _MARKS
    if unknown:
        raise NotonelessError(Problem("policy.bad_parameter", {"plan": PLAN, "key": code, "what": sorted(unknown)[0]}))
    return Reason(
        code=code,
        zh=zh,
        en=en,
        steps=frozenset(step for word, step in _STEPS.items() if word in words),
        needs_proof="proof" in words,
        needs_note="note" in words,
        is_sensitive="sensitive" in words,
        is_lasting="lasting" in words,
    )


def stands_against(standing: Standing, today: date, reasons: Reasons) -> bool:
    """Whether what was decided in a closed case still stands when a comparison finds its child in no school again."""
    if standing.closed_on is None:
        return False
    reason = reasons.table.get(standing.reason)
    if reason is not None and reason.is_lasting:
        return True
    return today < standing.closed_on + timedelta(days=reasons.stands_days)
