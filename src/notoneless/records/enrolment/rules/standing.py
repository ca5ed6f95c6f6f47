"""The state of a roll entry on a date, from its events, and which steps may follow in each state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.kernel.codes.rolls import Movement, RollStatus


class Step(StrEnum):
    """What may happen to a roll entry."""

    DEFER = "defer"
    ENTER = "enter"
    SUSPEND = "suspend"
    RESUME = "resume"
    PROMOTE = "promote"
    CHANGE_CLASS = "change_class"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    COMPLETE = "complete"
    LEAVE = "leave"


class State(StrEnum):
    """Where a roll entry stands. NOTHING: no event of it holds."""

    NOTHING = "nothing"
    DEFERRED = "deferred"
    ON_ROLL = "on_roll"
    SUSPENDED = "suspended"
    NOT_CONFIRMED = "not_confirmed"
    TRANSFERRED = "transferred"
    COMPLETED = "completed"
    LEFT = "left"
    DECEASED = "deceased"


NEXT: Mapping[State, Mapping[Step, State]] = {
    State.NOTHING: {Step.DEFER: State.DEFERRED, Step.ENTER: State.ON_ROLL},
    State.DEFERRED: {Step.DEFER: State.DEFERRED, Step.ENTER: State.ON_ROLL, Step.LEAVE: State.LEFT},
    State.ON_ROLL: {
        Step.SUSPEND: State.SUSPENDED,
        Step.PROMOTE: State.ON_ROLL,
        Step.CHANGE_CLASS: State.ON_ROLL,
        Step.TRANSFER_OUT: State.NOT_CONFIRMED,
        Step.COMPLETE: State.COMPLETED,
        Step.LEAVE: State.LEFT,
    },
    State.SUSPENDED: {Step.SUSPEND: State.SUSPENDED, Step.RESUME: State.ON_ROLL, Step.LEAVE: State.LEFT},
    State.NOT_CONFIRMED: {Step.TRANSFER_IN: State.TRANSFERRED, Step.LEAVE: State.LEFT},
    State.TRANSFERRED: {},
    State.COMPLETED: {},
    State.LEFT: {},
    State.DECEASED: {},
}
"""Which step may follow in which state, and to what it leads; a death leads to DECEASED. The room's README draws it."""

OPEN: frozenset[State] = frozenset({State.DEFERRED, State.ON_ROLL, State.SUSPENDED, State.NOT_CONFIRMED})
"""States of an entry that is still this school's."""

PENDING: frozenset[State] = frozenset({State.DEFERRED, State.SUSPENDED, State.NOT_CONFIRMED})
"""States in which something is still to come, so that nobody finishes school in them."""

STATUS_OF: Mapping[State, RollStatus] = {
    State.DEFERRED: RollStatus.PLACE_KEPT,
    State.ON_ROLL: RollStatus.ATTENDING,
    State.SUSPENDED: RollStatus.STUDY_SUSPENSION,
    State.NOT_CONFIRMED: RollStatus.TRANSFERRED,
    State.TRANSFERRED: RollStatus.TRANSFERRED,
    State.COMPLETED: RollStatus.GRADUATED,
    State.LEFT: RollStatus.OTHER,
    State.DECEASED: RollStatus.DECEASED,
}
"""The national status code of each state."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One event that holds. `place`: the class or school the child is in from then on; `until`: when it is expected to end."""

    step: Step
    on: date
    movement: str = ""
    until: date | None = None
    grade: int | None = None
    place: UUID | None = None
    destination: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the events say on a date. `extensions`: how often the present suspension of studies was extended."""

    state: State = State.NOTHING
    since: date | None = None
    until: date | None = None
    grade: int | None = None
    place: UUID | None = None
    destination: str = ""
    how: str = ""
    extensions: int = 0
    promoted_on: date | None = None
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
    if fact.step is Step.LEAVE and fact.movement == Movement.DEATH:
        state = State.DECEASED
    again = fact.step is Step.SUSPEND and before.state is State.SUSPENDED
    stays = state is before.state
    return Standing(
        state=state,
        since=before.since if stays and before.since else fact.on,
        until=fact.until if state in (State.SUSPENDED, State.DEFERRED) else None,
        grade=fact.grade if fact.grade is not None else before.grade,
        place=fact.place if fact.place is not None else before.place,
        destination=fact.destination,
        how=fact.movement,
        extensions=before.extensions + 1 if again else 0,
        promoted_on=fact.on if fact.step is Step.PROMOTE else before.promoted_on,
        last_on=fact.on,
    )


def drawn() -> str:
    """The table of states and steps as Markdown, for the room's README."""
    lines = ["| state | " + " | ".join(f"`{step}`" for step in Step) + " |", "|---" * (len(Step) + 1) + "|"]
    for state, steps in NEXT.items():
        cells = [f"{steps[step]}" if step in steps else "" for step in Step]
        lines.append(f"| `{state}` | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def closing(standing: Standing) -> tuple[date | None, str]:
    """When and by which movement an entry ended, as the entry itself keeps it; (None, "") while it is open."""
    if standing.state in OPEN:
        return None, ""
    return standing.last_on, standing.how


def holding(rows: Sequence[tuple[UUID, UUID | None, bool]]) -> list[UUID]:
    """Which events hold, of (id, the one it supersedes, whether it only withdraws): those not superseded nor withdrawing."""
    superseded = {earlier for _, earlier, _ in rows if earlier}
    return [each for each, _, is_withdrawal in rows if each not in superseded and not is_withdrawal]
