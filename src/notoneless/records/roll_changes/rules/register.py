"""Which events of the roll are changes that need papers, where they stand in the register, and what of each is in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from notoneless.kernel.codes.rolls import Movement
from notoneless.records.enrolment.rules.standing import Step
from notoneless.records.roll_changes.rules.kinds import ChangeKind, PaperKind
from notoneless.records.roll_changes.rules.refusing import lacking


class Heading(StrEnum):
    """The parts of the register of changes."""

    IN = "in"
    OUT = "out"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    DEFERRED = "deferred"
    DOWNGRADED = "downgraded"
    DIED = "died"


_KINDS: Mapping[tuple[Step, str], ChangeKind] = {
    (Step.DEFER, ""): ChangeKind.DEFERRAL,
    (Step.SUSPEND, ""): ChangeKind.STUDY_SUSPENSION,
    (Step.RESUME, ""): ChangeKind.RESUMPTION,
    (Step.TRANSFER_OUT, ""): ChangeKind.TRANSFER,
    (Step.ENTER, Movement.TRANSFER_IN): ChangeKind.TRANSFER,
    (Step.CHANGE_CLASS, Movement.REPETITION): ChangeKind.DOWNGRADE,
    (Step.LEAVE, Movement.DEATH): ChangeKind.DEATH,
    (Step.LEAVE, Movement.OTHER_LEAVING): ChangeKind.TRANSFER,
}
"""As what an event needs papers, by its step and, where that tells, its movement."""

HEADINGS: Mapping[tuple[Step, str], Heading] = {
    (Step.DEFER, ""): Heading.DEFERRED,
    (Step.SUSPEND, ""): Heading.SUSPENDED,
    (Step.RESUME, ""): Heading.RESUMED,
    (Step.TRANSFER_OUT, ""): Heading.OUT,
    (Step.LEAVE, Movement.OTHER_LEAVING): Heading.OUT,
    (Step.ENTER, Movement.TRANSFER_IN): Heading.IN,
    (Step.CHANGE_CLASS, Movement.REPETITION): Heading.DOWNGRADED,
    (Step.LEAVE, Movement.DEATH): Heading.DIED,
}
"""Under which heading of the register an event stands."""

STEPS: frozenset[Step] = frozenset(step for step, _ in HEADINGS)
"""Steps of which some events are changes."""


NEEDING: frozenset[tuple[Step, str]] = frozenset(_KINDS)
"""Steps, with the movement where it matters, that are changes which need papers."""


def kind_of(step: Step, movement: str) -> ChangeKind | None:
    """As what change an event needs papers; None for what needs none: first entry, promotion, another class."""
    return _KINDS.get((step, "")) or _KINDS.get((step, movement))


def heading_of(step: Step, movement: str) -> Heading | None:
    """Under which heading an event stands; None for what is no change."""
    return HEADINGS.get((step, "")) or HEADINGS.get((step, movement))


@dataclass(frozen=True, slots=True)
class Change:
    """What is known of a change on the roll. `recorded_on`: when its event was entered; `papers`: when each paper came;
    `is_sent`: let go to a school, which had the child on `confirmed_on`; `is_left`: not in the school any more; `differs`:
    whether the national export still says otherwise, `agreed_on`: when that was settled."""

    kind: ChangeKind
    recorded_on: date
    destination: str = ""
    papers: Mapping[PaperKind, date] | None = None
    has_own_proof: bool = False
    is_sent: bool = False
    is_left: bool = False
    confirmed_on: date | None = None
    agreed_on: date | None = None
    differs: bool = False


def missing(change: Change, needed: frozenset[PaperKind]) -> tuple[PaperKind, ...]:
    """Which papers a change is without."""
    return without(needed, change.papers or (), change.has_own_proof)


def without(needed: frozenset[PaperKind], there: Iterable[PaperKind], has_own_proof: bool) -> tuple[PaperKind, ...]:
    """Which of the papers needed are not there; the proof of the event itself is one."""
    return lacking(needed, {*there, PaperKind.PROOF} if has_own_proof else set(there))


def documented_on(change: Change, needed: frozenset[PaperKind]) -> date | None:
    """Since when the papers of a change are complete; None while one is missing."""
    if missing(change, needed):
        return None
    days = [day for kind, day in (change.papers or {}).items() if kind in needed]
    return max([change.recorded_on, *days])


def traced_on(change: Change) -> date | None:
    """Since when it is known where the child is: at once, and of one let go once another school has it."""
    if change.is_sent:
        return change.confirmed_on
    if change.is_left and change.kind is not ChangeKind.DEATH and not change.destination:
        return None
    return change.recorded_on


def exact_on(change: Change) -> date | None:
    """Since when our figures and those of the national export agree on the child, as far as anything says otherwise."""
    if change.differs:
        return None
    return max(change.recorded_on, change.agreed_on) if change.agreed_on else change.recorded_on
