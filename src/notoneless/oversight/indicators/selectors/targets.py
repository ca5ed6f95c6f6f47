"""The one place where targets of rates come from: the plans that units and those above them have adopted."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.plans.selectors import adopted_on
from notoneless.oversight.indicators.rules.rates import Rate
from notoneless.oversight.indicators.rules.targets import Target, targets_in
from notoneless.policy.resolving import Adopted, resolve

Targets = Mapping[Rate, Target]


def targets_for(unit: UUID, day: date) -> Targets:
    """What binds a unit on a day; nothing where no plan sets a target."""
    return targets_of([unit], day)[unit]


def targets_of(units: Sequence[UUID], day: date) -> dict[UUID, Targets]:
    """The same of several units with as many questions as for one. Where two plans set a number, the stricter stands."""
    plans = adopted_on(day)
    rows = UnitClosure.objects.filter(descendant_id__in=units, ancestor_id__in={each.unit for each in plans})
    distances = {(lower, upper): depth for lower, upper, depth in rows.values_list(*_COLUMNS)}
    resolved: dict[tuple[tuple[UUID, int], ...], Targets] = {(): {}}
    found: dict[UUID, Targets] = {}
    for unit in units:
        chain = [(each, distances[unit, each.unit]) for each in plans if (unit, each.unit) in distances]
        key = tuple((each.adoption, distance) for each, distance in chain)
        if key not in resolved:
            adopted = [Adopted(each.plan, distance, each.unit_name) for each, distance in chain]
            numbers = resolve(adopted, (), day).numbers
            resolved[key] = targets_in({name: won.parameter for name, won in numbers.items()})
        found[unit] = resolved[key]
    return found


_COLUMNS = ("descendant_id", "ancestor_id", "depth")
