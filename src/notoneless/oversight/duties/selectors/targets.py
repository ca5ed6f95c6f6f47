"""What units have reached of the targets of plans, as their rates were counted for a month."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.roles import UnitKind
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.duties.rules.targets import (
    Standing,
    TargetLine,
    Value,
    kinds_wanted,
    measures_wanted,
    target_lines,
)
from notoneless.oversight.duties.selectors.compliance import Compliance
from notoneless.oversight.indicators.rules.parameters import indicator_parameters
from notoneless.oversight.indicators.rules.rates import DEFINITIONS, Group, Rate, RateValue
from notoneless.oversight.indicators.selectors.counted import UnitRates, rates_with_kinds
from notoneless.policy.model import Clause

RATES: Mapping[str, tuple[Rate, ...]] = {
    "rate.enrolment": (Rate.ENROLMENT,),
    "rate.disabled_enrolment": (Rate.DISABILITY,),
    "rate.retention": tuple(rate for rate in Rate if DEFINITIONS[rate].group is Group.RETENTION),
    "rate.dropout": (Rate.DROPOUT_PRIMARY, Rate.DROPOUT_JUNIOR),
    "case.open_verified": (Rate.DROPOUTS,),
}
"""By measure the rates that it is read from. Of several that have a value the worst counts: a plan that wants all to stay
wants it by each definition."""
_WORST_IS_HIGHEST = frozenset({"rate.dropout", "case.open_verified"})

Lines = Mapping[UUID, tuple[tuple[Clause, TargetLine], ...]]
"""By version of a plan, its targets clause by clause."""


def targets_in(ctx: Context, found: Compliance, unit: Unit | None) -> Lines:
    """The targets of the plans of a month for the unit looked at and those beneath it, with what they have reached.

    Who sees no numbers of a unit, or of a month of which none are kept, learns the targets alone. Of two versions in a
    month the later one counts: numbers are those of its last day.
    """
    latest = {(each.unit, each.plan.key): each.version for each in sorted(found.plans, key=lambda one: one.from_on)}
    plans = [each.plan for each in found.plans]
    measures = measures_wanted(plans)
    if unit is None or not measures:
        return {}
    here, beneath = _standings(ctx, unit, found.month, kinds_wanted(plans, UnitKind(unit.kind)), measures)
    day = last_day_of_month(found.month)
    return {
        each.version: tuple(
            (line.clause, target)
            for line in each.clauses
            for target in target_lines(each.plan, line.clause, each.unit, here, beneath, day)
        )
        for each in found.plans
        if latest[each.unit, each.plan.key] == each.version
    }


def _standings(
    ctx: Context, unit: Unit, month: date, kinds: Collection[UnitKind], measures: Collection[str]
) -> tuple[Standing, Sequence[Standing] | None]:
    """The unit and those of some kinds beneath it; None where nothing is known of these."""
    wanted = {rate for code in measures for rate in RATES.get(code, ())}
    rows = rates_with_kinds(ctx, unit.pk, kinds, month, wanted)
    above: dict[UUID, set[UUID]] = {}
    lower = [unit.pk, *(row.pk for row, _ in rows)]
    for descendant, ancestor in UnitClosure.objects.filter(descendant_id__in=lower).values_list(*_COLUMNS):
        above.setdefault(descendant, set()).add(ancestor)
    found = [_standing(row, rates, frozenset(above[row.pk]), month) for row, rates in rows]
    if found:
        return found[0], found[1:]
    return Standing(unit.pk, unit.name, UnitKind(unit.kind), frozenset(above[unit.pk]), {}), None


_COLUMNS = ("descendant_id", "ancestor_id")


def _standing(row: Unit, found: UnitRates, path: frozenset[UUID], month: date) -> Standing:
    fewest = indicator_parameters(last_day_of_month(month)).suppress_below
    values: dict[str, Value] = {}
    for code, rates in RATES.items():
        known = list(_values([found.rates[rate] for rate in rates if rate in found.rates], fewest))
        if known:
            worst = max if code in _WORST_IS_HIGHEST else min
            values[code] = worst(known, key=lambda each: each.number)
    return Standing(row.pk, row.name, UnitKind(row.kind), path, values)


def _values(rates: Sequence[RateValue], fewest: int) -> Iterator[Value]:
    for each in rates:
        is_number = not DEFINITIONS[each.rate].bottom
        number = each.above if is_number and not each.why else each.percent
        if number is not None:
            yield Value(Decimal(number), _is_few(each, fewest))


def _is_few(value: RateValue, fewest: int) -> bool:
    """Whether a number of which a table that is published has a cell is smaller than what may stand there."""
    above, below = value.above or 0, value.below
    cells = [above] if below is None else [above, below]
    if below is not None and DEFINITIONS[value.rate].is_part:
        cells.append(below - above)
    return any(0 < each < fewest for each in cells)
