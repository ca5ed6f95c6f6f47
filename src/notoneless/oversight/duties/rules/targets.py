"""What a plan wants units to reach, beside what a unit has reached, and which units beneath it are behind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from notoneless.foundation.access.roles import WIDTH, UnitKind
from notoneless.kernel.problems import Problem
from notoneless.policy.judging import distance, reaches
from notoneless.policy.measures import MEASURES
from notoneless.policy.model import Clause, Parameter, Plan, Target, in_force

_SHARE = "percent"


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
    """How the units beneath stand to a target: how many reach it, of how many it is not known, and which are behind."""

    reached: int
    unknown: int
    behind: tuple[tuple[Standing, Value, Decimal], ...]
    """Each with its value and what is missing, in the order of the tree."""

    @property
    def told(self) -> Problem:
        """The counts in words."""
        if not (self.reached or self.unknown or self.behind):
            return Problem("duties.beneath_none")
        counts = {"reached": self.reached, "behind": len(self.behind), "unknown": self.unknown}
        return Problem("duties.beneath", counts)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of a clause with the number wanted; `value` of the unit looked at, what is missing, and whether it is reached.

    The last three are None where the value is not known. `beneath` is None where the target is one of units of its own kind,
    or nothing is known of those beneath.
    """

    target: Target
    wanted: Parameter
    value: Value | None
    distance: Decimal | None
    reached: bool | None
    beneath: Beneath | None = None

    @property
    def verdict(self) -> str:
        """true, false, unknown, or by_each: by a number allowed to each unit beneath the unit itself is not judged."""
        if self.reached is not None:
            return str(self.reached).lower()
        return "unknown" if self.value is None else "by_each"


def target_lines(
    plan: Plan, clause: Clause, adopter: UUID, here: Standing, beneath: Sequence[Standing] | None, day: date
) -> Iterator[TargetLine]:
    """The targets of a clause for a unit and those beneath it that the plan binds, by the numbers of a day.

    `beneath` is None where nothing is known of them.
    """
    numbers = in_force(plan.parameters, day)
    bound = [each for each in beneath or () if adopter in each.path]
    for target in clause.targets:
        wanted = numbers.get(target.requires.number)
        if wanted is not None and WIDTH[UnitKind(target.of)] >= WIDTH[here.kind]:
            is_told = beneath is not None and target.of != here.kind
            below = _beneath(target, wanted, [each for each in bound if each.kind == target.of]) if is_told else None
            yield _line(
                target, wanted, _own(target, here) if adopter in here.path else None, below, target.of == here.kind
            )


def measures_wanted(plans: Sequence[Plan]) -> frozenset[str]:
    """The measures that targets of some plans are counted by."""
    return frozenset(target.requires.measure for target in _targets(plans))


def kinds_wanted(plans: Sequence[Plan], above: UnitKind) -> frozenset[UnitKind]:
    """The kinds of units beneath a unit of a kind that targets of some plans are of."""
    kinds = {UnitKind(target.of) for target in _targets(plans)}
    return frozenset(kind for kind in kinds if kind != above and WIDTH[kind] >= WIDTH[above])


def _targets(plans: Sequence[Plan]) -> Iterator[Target]:
    return (target for plan in plans for clause in plan.clauses for target in clause.targets)


def _own(target: Target, here: Standing) -> Value | None:
    return here.values.get(target.requires.measure)


def _line(target: Target, wanted: Parameter, value: Value | None, beneath: Beneath | None, is_own: bool) -> TargetLine:
    number = Decimal(wanted.value)
    found = value.number if value is not None and (is_own or _is_share_or_none(target, number)) else None
    missing, reached = distance(target.requires, number, found), reaches(target.requires, number, found)
    return TargetLine(target, wanted, value, missing, reached, beneath)


def _is_share_or_none(target: Target, number: Decimal) -> bool:
    """Whether a unit can be held to a target of those beneath it: to a share, or to none at all; not to so many for each."""
    return MEASURES[target.requires.measure].unit == _SHARE or not number


def _beneath(target: Target, wanted: Parameter, units: Sequence[Standing]) -> Beneath:
    lines = [(each, _line(target, wanted, _own(target, each), None, is_own=True)) for each in units]
    return Beneath(
        reached=sum(line.reached is True for _, line in lines),
        unknown=sum(line.reached is None for _, line in lines),
        behind=tuple(
            (each, line.value, line.distance)
            for each, line in lines
            if line.reached is False and line.value is not None and line.distance is not None
        ),
    )
