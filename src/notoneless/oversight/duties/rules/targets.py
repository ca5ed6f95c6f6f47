"""What a plan wants units to reach, beside what a unit has reached, and which units beneath it are behind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from notoneless.foundation.access.unit_kinds import PARENTS, UnitKind
from notoneless.kernel.problems import Problem
from notoneless.policy.judging import distance, reaches
from notoneless.policy.measures import MEASURES
from notoneless.policy.model import Clause, Parameter, Plan, Target, in_force

_SHARE = "percent"


class Lack(StrEnum):
    """Why a value is not there."""

    HIDDEN = "hidden"
    """Whoever asks may not see it."""
    PENDING = "pending"
    """No room counts its measure yet."""
    UNKNOWN = "unknown"
    """It would be counted, and there are no facts of it."""


@dataclass(frozen=True, slots=True)
class Value:
    """What was reached of a measure; `is_few`: a number that it is made of is too small to be published."""

    number: Decimal
    is_few: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit with what it has reached, by measure; `path`: itself and all units above it."""

    id: UUID
    name: str
    kind: UnitKind
    path: frozenset[UUID]
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Beneath:
    """How the units beneath stand to a target: how many reach it, of how many it is not known, and which are behind.

    `total`: what those that are known come to together. `lack`: why none is known, where that is not for want of facts.
    """

    reached: int
    unknown: int
    behind: tuple[tuple[Standing, Value, Decimal], ...]
    """Each with its value and what is missing, in the order of the tree."""
    total: Decimal = Decimal(0)
    lack: Lack | None = None

    @property
    def told(self) -> Problem:
        """The counts in words."""
        if not (self.reached or self.unknown or self.behind):
            return Problem("duties.beneath_none")
        if self.lack is not None:
            return Problem(f"duties.reached_{self.lack}")
        counts = {"reached": self.reached, "behind": len(self.behind), "unknown": self.unknown}
        return Problem("duties.beneath", counts)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of a clause with the number wanted; `value` of `here`, what is missing, and whether it is reached.

    `value` and what is missing are None where they are not known, and `lack` says why. A target of units beneath is judged by
    each of them, whatever `here` has; `beneath` is None where it is one of units of its own kind, or nothing is
    known of those beneath: then `here` is held to a share alone.
    """

    target: Target
    wanted: Parameter
    here: Standing
    value: Value | None
    distance: Decimal | None
    reached: bool | None
    beneath: Beneath | None = None
    lack: Lack | None = None

    @property
    def verdict(self) -> str:
        """true, false, by_each (it is judged unit by unit beneath), or why it is not known: hidden, pending, unknown."""
        if self.reached is not None:
            return str(self.reached).lower()
        return "by_each" if self.value is not None else str(self.lack or Lack.UNKNOWN)

    @property
    def sign(self) -> str:
        """What stands behind its numbers: the percent sign of a share, nothing of a count."""
        return "%" if MEASURES[self.target.requires.measure].unit == _SHARE else ""

    @property
    def differs(self) -> Decimal | None:
        """How many more the unit itself has than all beneath it together, or fewer: both count, and not the same children.

        None where they come to the same, where nothing is to be added up, or where not all of them are known.
        """
        if self.value is None or self.beneath is None or MEASURES[self.target.requires.measure].unit == _SHARE:
            return None
        is_whole = not self.beneath.unknown and (self.beneath.reached or self.beneath.behind)
        return (self.value.number - self.beneath.total or None) if is_whole else None


def target_lines(
    plan: Plan,
    clause: Clause,
    here: Standing,
    beneath: Sequence[Standing] | None,
    day: date,
    lacks: Mapping[str, Lack],
) -> Iterator[TargetLine]:
    """The targets of a clause for a unit and those beneath it, all bound by the plan, by the numbers of a day.

    `beneath` is None where nothing is known of them. `lacks`: why a measure has no value, where that is not for want of facts.
    What is asked of units of a kind that never stands beneath that of the unit is no target of it: a village has no schools.
    """
    numbers = in_force(plan.parameters, day)
    for target in clause.targets:
        wanted, lack = numbers.get(target.requires.number), lacks.get(target.requires.measure, Lack.UNKNOWN)
        if wanted is not None and _may_bear(UnitKind(target.of), here.kind):
            is_told = beneath is not None and target.of != here.kind
            of_kind = [each for each in beneath or () if each.kind == target.of]
            below = _beneath(target, wanted, of_kind, lack) if is_told else None
            line = _line(target, wanted, here, target.of == here.kind)
            line = replace(line, beneath=below, lack=lack if line.value is None else None)
            yield _by_each(line, below) if below is not None and of_kind else line


def bound_by(adopter: UUID, here: Standing, beneath: Sequence[Standing]) -> tuple[Standing, list[Standing]]:
    """Of a unit looked at and those beneath it the one whose targets a plan sets, and those that it binds beneath that.

    The unit itself for what it or a unit above it has adopted, else the adopter beneath it; without values where neither is.
    """
    own = here if adopter in here.path else next((each for each in beneath if each.id == adopter), None)
    bound = [each for each in beneath if adopter in each.path and each is not own]
    return own or replace(here, values={}), bound


def measures_wanted(plans: Sequence[Plan]) -> frozenset[str]:
    """The measures that targets of some plans are counted by."""
    return frozenset(target.requires.measure for target in _targets(plans))


def kinds_wanted(plans: Sequence[Plan], above: UnitKind) -> frozenset[UnitKind]:
    """The kinds of units beneath a unit of a kind that targets of some plans are of."""
    kinds = {UnitKind(target.of) for target in _targets(plans)}
    return frozenset(kind for kind in kinds if kind != above and _may_bear(kind, above))


def _may_bear(kind: UnitKind, here: UnitKind) -> bool:
    """Whether units of a kind bear what is asked of a unit of another: that itself, or such as may stand beneath it."""
    return kind == here or any(_may_bear(above, here) for above in PARENTS[kind] - {kind})


def _targets(plans: Sequence[Plan]) -> Iterator[Target]:
    return (target for plan in plans for clause in plan.clauses for target in clause.targets)


def _own(target: Target, here: Standing) -> Value | None:
    return here.values.get(target.requires.measure)


def _line(target: Target, wanted: Parameter, here: Standing, is_own: bool) -> TargetLine:
    number, value = Decimal(wanted.value), _own(target, here)
    found = value.number if value is not None and (is_own or _is_share_or_none(target, number)) else None
    missing, reached = distance(target.requires, number, found), reaches(target.requires, number, found)
    return TargetLine(target, wanted, here, value, missing, reached)


def _by_each(line: TargetLine, beneath: Beneath) -> TargetLine:
    """A target of units beneath is reached where each of them reaches it; not where children who belong to none keep the
    unit itself from it: then each is judged by itself, and nothing is said to be reached beside a number that is not.
    """
    each = False if beneath.behind else True if beneath.reached and not beneath.unknown else None
    if each and line.reached is False:
        each = None
    return replace(line, distance=line.distance if line.reached is each else None, reached=each)


def _is_share_or_none(target: Target, number: Decimal) -> bool:
    """Whether a unit can be held to a target of those beneath it: to a share, or to none at all; not to so many for each."""
    return MEASURES[target.requires.measure].unit == _SHARE or not number


def _beneath(target: Target, wanted: Parameter, units: Sequence[Standing], lack: Lack) -> Beneath:
    lines = [_line(target, wanted, each, is_own=True) for each in units]
    known = [line.value.number for line in lines if line.value is not None]
    return Beneath(
        reached=sum(line.reached is True for line in lines),
        unknown=sum(line.reached is None for line in lines),
        behind=tuple(
            (line.here, line.value, line.distance)
            for line in lines
            if line.reached is False and line.value is not None and line.distance is not None
        ),
        total=sum(known, Decimal(0)),
        lack=None if known or lack is Lack.UNKNOWN else lack,
    )
