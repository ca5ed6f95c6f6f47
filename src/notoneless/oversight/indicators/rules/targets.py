"""The targets of a unit: what the plans that bind it want of its rates, and how many children it is away from that."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from notoneless.oversight.indicators.rules.rates import DEFINITIONS, Group, Rate, RateValue, short_of
from notoneless.policy.fitness import is_as_read
from notoneless.policy.model import Parameter, Stricter, measured

RATES: Mapping[str, tuple[Rate, ...]] = {
    "rate.enrolment_wanted": (Rate.ENROLMENT, Rate.NET_PRIMARY, Rate.NET_JUNIOR),
    "rate.retention_wanted": tuple(rate for rate in Rate if DEFINITIONS[rate].group is Group.RETENTION),
    "dropout.allowed": (Rate.DROPOUTS,),
}
"""The rates that a number of a plan is a target of, by its key."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan wants of a rate: per cent to be reached, or for a number of children (`is_most`) not to be exceeded."""

    value: Decimal
    is_most: bool
    document: str
    clause: str


def targets_in(numbers: Mapping[str, Parameter]) -> dict[Rate, Target]:
    """The targets among the numbers that bind a unit; where no plan sets one that can be read as such, there is none."""
    found: dict[Rate, Target] = {}
    for key, rates in RATES.items():
        number = numbers.get(key)
        if number is not None and is_as_read(number):
            wanted = Target(measured(number.value), number.stricter == Stricter.LOWER, number.document, number.clause)
            found |= dict.fromkeys(rates, wanted)
    return found


def distance(value: RateValue, target: Target) -> int | None:
    """How many children a unit is away from its target; 0 where it is reached, None where that cannot be said.

    Short of a share: so many more would have to be in school. Above a number: so many would have to come back.
    """
    if not target.is_most:
        return short_of(value, target.value)
    return None if value.above is None else max(0, value.above - int(target.value))
