"""What a plan wants units to reach, beside what a unit has reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from notoneless.foundation.access.roles import WIDTH, UnitKind
from notoneless.policy.judging import distance, reaches
from notoneless.policy.model import Clause, Parameter, Plan, Target, in_force


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of a clause with the number wanted; `value` of the unit looked at, what is missing, and whether it is reached.

    The last three are None where the value is not known, or the target is one of units beneath (`is_beneath`).
    """

    target: Target
    wanted: Parameter
    value: Decimal | None
    distance: Decimal | None
    reached: bool | None
    is_beneath: bool = False


def target_lines(
    plan: Plan, clause: Clause, kind: UnitKind, values: Mapping[str, Decimal], day: date
) -> Iterator[TargetLine]:
    """The targets of a clause for a unit of a kind and those beneath it, with its values by measure and a day's numbers."""
    numbers = in_force(plan.parameters, day)
    for target in clause.targets:
        wanted = numbers.get(target.requires.number)
        if wanted is not None and WIDTH[UnitKind(target.of)] >= WIDTH[kind]:
            value = values.get(target.requires.measure) if target.of == kind else None
            number = Decimal(wanted.value)
            missing = distance(target.requires, number, value)
            reached = reaches(target.requires, number, value)
            yield TargetLine(target, wanted, value, missing, reached, target.of != kind)
