"""The state of a case on a date, from its events, and which steps may follow in each state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID


class Step(StrEnum):
    """What may happen in a case."""

    SUSPECT = "suspect"
    VERIFY = "verify"
    CLEAR = "clear"
    PROPOSE = "propose_close_out"
    SEND_BACK = "send_back"
    CLOSE_OUT = "close_out"
    REOPEN = "reopen"


class State(StrEnum):
    """Where a case stands. NOTHING: no event of it holds. PROPOSED: somebody else has to decide whether it is closed out."""

    NOTHING = "nothing"
    SUSPECTED = "suspected"
    VERIFIED = "verified"
    PROPOSED = "proposed"
    CLEARED = "cleared"
    CLOSED_OUT = "closed_out"


class Kind(StrEnum):
    """What a suspicion was found to be."""

    DROPPED_OUT = "dropped_out"
    OUT_OF_SCHOOL = "out_of_school"


NEXT: Mapping[State, Mapping[Step, State]] = {
    State.NOTHING: {Step.SUSPECT: State.SUSPECTED},
    State.SUSPECTED: {Step.VERIFY: State.VERIFIED, Step.CLEAR: State.CLEARED},
    State.VERIFIED: {Step.PROPOSE: State.PROPOSED},
    State.PROPOSED: {Step.SEND_BACK: State.VERIFIED, Step.CLOSE_OUT: State.CLOSED_OUT},
    State.CLEARED: {Step.REOPEN: State.SUSPECTED},
    State.CLOSED_OUT: {Step.REOPEN: State.SUSPECTED},
}
"""Which step may follow in which state, and to what it leads. The room's README draws it."""

OPEN: frozenset[State] = frozenset({State.SUSPECTED, State.VERIFIED, State.PROPOSED})
"""States in which something is still to be done."""

CLOSED: frozenset[State] = frozenset({State.CLEARED, State.CLOSED_OUT})
"""States in which nothing is, until the case is reopened."""

HIDDEN = "hidden"
"""In the place of a reason that is sealed."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One event that holds; `by`: the account of whoever did it."""

    step: Step
    on: date
    kind: str = ""
    reason: str = ""
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the events say. `reason`: of the last step that has one; `proposer`: who asked that the case be closed out."""

    state: State = State.NOTHING
    since: date | None = None
    kind: str = ""
    reason: str = ""
    opened_on: date | None = None
    verified_on: date | None = None
    closed_on: date | None = None
    proposer: UUID | None = None
    times_reopened: int = 0
    last_on: date | None = None


def standing_on(facts: Iterable[Fact], day: date | None = None) -> Standing:
    """The standing on `day`, or after all events; `facts` in the order in which they were entered."""
    standing = Standing()
    for fact in facts:
        if day is None or fact.on <= day:
            standing = _after(standing, fact)
    return standing


def _after(before: Standing, fact: Fact) -> Standing:
    state = NEXT[before.state].get(fact.step, before.state)
    begins = fact.step in (Step.SUSPECT, Step.REOPEN)
    return replace(
        before,
        state=state,
        since=fact.on,
        kind="" if begins else fact.kind or before.kind,
        reason="" if begins else fact.reason or before.reason,
        opened_on=fact.on if begins else before.opened_on,
        verified_on=None if begins else fact.on if fact.step is Step.VERIFY else before.verified_on,
        closed_on=fact.on if state in CLOSED else None,
        proposer=fact.by if fact.step is Step.PROPOSE else before.proposer if state is State.PROPOSED else None,
        times_reopened=before.times_reopened + (fact.step is Step.REOPEN),
        last_on=fact.on,
    )


def drawn() -> str:
    """The table of states and steps as Markdown, for the room's README."""
    lines = ["| state | " + " | ".join(f"`{step}`" for step in Step) + " |", "|---" * (len(Step) + 1) + "|"]
    for state, steps in NEXT.items():
        cells = [f"{steps[step]}" if step in steps else "" for step in Step]
        lines.append(f"| `{state}` | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def holding(rows: Sequence[tuple[UUID, UUID | None, bool]]) -> list[UUID]:
    """Which events hold, in the order of what they tell, of (id, the one it supersedes, whether it only withdraws).

    A correction stands in the place of what it corrects.
    """
    later = {earlier: (each, is_withdrawal) for each, earlier, is_withdrawal in rows if earlier}
    held: list[UUID] = []
    for first, earlier, _ in rows:
        if earlier:
            continue
        each, is_withdrawal = first, False
        while each in later:
            each, is_withdrawal = later[each]
        if not is_withdrawal:
            held.append(each)
    return held
