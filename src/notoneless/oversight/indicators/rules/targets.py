"""The targets of a unit: what its plans want of a rate, and how far it is from that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from notoneless.oversight.indicators.rules.rates import DEFINITIONS, Group, Rate, RateValue, short_of
from notoneless.policy.parameters import load_parameters

PLAN = "local/targets"

_NET = (Rate.ENROLMENT, Rate.NET_PRIMARY, Rate.NET_JUNIOR)
_RATES: Mapping[str, tuple[Rate, ...]] = {
    "enrolment": _NET,
    "retention": tuple(rate for rate in Rate if DEFINITIONS[rate].group is Group.RETENTION),
    "dropouts": (Rate.DROPOUTS,),
}
"""The rates that each parameter of the plan is a target of."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan wants of a rate: per cent to be reached, or for a number of children (`is_most`) not to be exceeded."""

    value: Decimal
    is_most: bool
    document: str
    clause: str


def targets_for(unit: UUID, day: date) -> Mapping[Rate, Target]:  # noqa: ARG001 (until a unit adopts plans, all have the same)
    """The targets of a unit on a day, by rate: those of plans 2 and 5 as the county has them. No target, no entry.

    The one place where targets come from: once units adopt plans, what binds this one is asked here.
    """
    found: dict[Rate, Target] = {}
    for key, parameter in load_parameters(PLAN, day).items():
        wanted = Target(Decimal(parameter.value), parameter.stricter == "lower", parameter.document, parameter.clause)
        found |= dict.fromkeys(_RATES.get(key, ()), wanted)
    return found


def distance(value: RateValue, target: Target) -> int | None:
    """How many children a unit is away from its target; 0 where it is reached, None where that cannot be said.

    Short of a share: so many more would have to be in school. Above a number: so many would have to come back.
    """
    if not target.is_most:
        return short_of(value, target.value)
    return None if value.above is None else max(0, value.above - int(target.value))
