"""What units have reached of the targets of plans, as their rates were counted for a month."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.measures import Level
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.duties.measures import EVIDENCE
from notoneless.oversight.duties.rules.targets import (
    Lack,
    Standing,
    TargetLine,
    Value,
    bound_by,
    kinds_wanted,
    measures_wanted,
    target_lines,
)
from notoneless.oversight.duties.selectors.compliance import Compliance
from notoneless.oversight.indicators.rules.parameters import indicator_parameters
from notoneless.oversight.indicators.rules.rates import DEFINITIONS, Group, Rate, RateValue
from notoneless.oversight.indicators.selectors.counted import UnitRates, rates_shown, rates_with_kinds
from notoneless.policy.model import Clause, Plan

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
    latest = {(each.unit, each.plan.key): each for each in sorted(found.plans, key=lambda one: one.from_on)}
    plans = [(each.unit, each.plan) for each in latest.values()]
    if unit is None:
        return {}
    lines = targets_of(ctx, plans, unit, found.month)
    return {each.version: some for each, some in zip(latest.values(), lines, strict=True)}


def targets_of(
    ctx: Context, plans: Sequence[tuple[UUID, Plan]], unit: Unit, month: date
) -> list[tuple[tuple[Clause, TargetLine], ...]]:
    """For each of some plans with its adopter the targets for a unit and those beneath it, with what they have reached.

    Of a plan adopted beneath it those of its adopter stand in place of its own, which that plan does not bind.
    """
    every = [plan for _, plan in plans]
    measures = measures_wanted(every)
    if not measures:
        return [() for _ in plans]
    known = _standings(ctx, unit, month, every, {adopter for adopter, _ in plans})
    lacks, day = _lacks(ctx, measures, known is not None), last_day_of_month(month)
    here, *beneath = known or [Standing(unit.pk, unit.name, UnitKind(unit.kind), frozenset(), {})]
    if known is not None:
        here, *beneath = _with_levels([here, *beneath], measures, min(day, ctx.today))
    lines: list[tuple[tuple[Clause, TargetLine], ...]] = []
    for adopter, plan in plans:
        own, bound = bound_by(adopter, here, beneath)
        lines.append(
            tuple(
                (clause, target)
                for clause in plan.clauses
                for target in target_lines(plan, clause, own, bound if known else None, day, lacks)
            )
        )
    return lines


def _lacks(ctx: Context, measures: Collection[str], is_in_reach: bool) -> Mapping[str, Lack]:
    """Why measures have no value, as far as it is not for want of facts: whoever asks may not see it, or nobody counts it."""
    shown = set(rates_shown(ctx)) if is_in_reach else set[Rate]()
    found: dict[str, Lack] = {}
    for code in measures:
        if code not in RATES:
            is_level = isinstance(EVIDENCE.get(code), Level)
            found |= {} if is_level and is_in_reach else {code: Lack.HIDDEN if is_level else Lack.PENDING}
        elif not shown.intersection(RATES[code]):
            found[code] = Lack.HIDDEN
    return found


def _with_levels(standings: Sequence[Standing], measures: Collection[str], day: date) -> list[Standing]:
    """Some standings with the shares that rooms count of each unit itself on a day, such as whom publicity has reached."""
    units = [each.id for each in standings]
    levels = {code: found for code in measures if code not in RATES and isinstance(found := EVIDENCE.get(code), Level)}
    held = {code: found.holds(day, units) for code, found in sorted(levels.items())}
    return [
        replace(
            each,
            values={**each.values}
            | {code: Value(Decimal(holds[each.id]), False) for code, holds in held.items() if each.id in holds},
        )
        for each in standings
    ]


def _standings(
    ctx: Context, unit: Unit, month: date, plans: Sequence[Plan], adopters: Collection[UUID]
) -> list[Standing] | None:
    """The unit, those beneath it of the kinds that targets are of, and adopters; none for a month of which nothing is kept.

    None where whoever asks may see no numbers of the unit.
    """
    wanted = {rate for code in measures_wanted(plans) for rate in RATES.get(code, ())}
    rows = rates_with_kinds(ctx, unit.pk, kinds_wanted(plans, UnitKind(unit.kind)), adopters, month, wanted)
    if rows is None:
        return None
    above: dict[UUID, set[UUID]] = {}
    lower = [row.pk for row, _ in rows]
    for descendant, ancestor in UnitClosure.objects.filter(descendant_id__in=lower).values_list(*_COLUMNS):
        above.setdefault(descendant, set()).add(ancestor)
    return [_standing(row, rates, frozenset(above[row.pk]), month) for row, rates in rows]


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
