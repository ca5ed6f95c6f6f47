"""What the rates of units are made of: the day counted in each month, the counts of that day, dropouts of this moment."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import Kind, State
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.people.selectors import READ as READ_CHILD
from notoneless.kernel.calendar import months_until
from notoneless.oversight.indicators.models import UnitCount
from notoneless.oversight.indicators.rules.board import EVERY, MONTHS
from notoneless.oversight.indicators.rules.parameters import indicator_parameters
from notoneless.oversight.indicators.rules.rates import DEFINITIONS, Group, Rate, RateValue, rate_of
from notoneless.oversight.indicators.rules.targets import Target, distance
from notoneless.oversight.indicators.selectors.board import READ_INDICATORS, in_reach
from notoneless.oversight.indicators.selectors.targets import Targets

Values = Mapping[UUID, Mapping[str, int]]
OUT_OF_SCHOOL = "dropouts.out_of_school"
"""The measure of those who are in no school without having dropped out of one."""
_DROPPED_OUT = "dropouts.dropped_out"
_DROPOUTS: Mapping[str, str] = {Kind.DROPPED_OUT: _DROPPED_OUT, Kind.OUT_OF_SCHOOL: OUT_OF_SCHOOL}


@dataclass(frozen=True, slots=True)
class UnitRates:
    """A unit with its rates, the targets that bind it, and how many children it is away from each."""

    id: UUID
    kind: UnitKind
    name: str
    rates: Mapping[Rate, RateValue]
    targets: Mapping[Rate, Target]

    def short(self, rate: Rate) -> int | None:
        """How many children it is away from a target; None without a target, or where it cannot be said."""
        target = self.targets.get(rate)
        return None if target is None else distance(self.rates[rate], target)


def rates_shown(ctx: Context) -> tuple[Rate, ...]:
    """The rates that somebody may see: those of cases only with cases and children, of whose moment they tell."""
    may = ctx.may(READ_CASE) and ctx.may(READ_CHILD)
    return tuple(rate for rate in Rate if may or DEFINITIONS[rate].group is not Group.DROPOUT)


def days_counted(ctx: Context, row: Unit, firsts: Sequence[date]) -> dict[date, tuple[date, datetime]]:
    """The day counted in each month, with its instant."""
    rows = visible_to(ctx, READ_INDICATORS, UnitCount).filter(unit=row, day__gte=firsts[0], day__lte=ctx.today)
    found = rows.order_by("day").values_list("day", "counted_at").distinct()
    return {day.replace(day=1): (day, at) for day, at in found}


def values_on(
    ctx: Context, units: Sequence[Unit], day: date | None, codes: Collection[str] | None = None
) -> dict[UUID, dict[str, int]]:
    """What was counted of some units on a day, by measure; some measures alone where they are named."""
    if day is None:
        return {}
    found: dict[UUID, dict[str, int]] = {}
    rows = visible_to(ctx, READ_INDICATORS, UnitCount).filter(day=day, unit_id__in=[each.pk for each in units])
    if codes is not None:
        rows = rows.filter(measure__in=codes)
    for unit, code, value in rows.values_list("unit_id", "measure", "value"):
        found.setdefault(unit, {})[code] = value
    return found


def unit_rates(
    row: Unit, values: Mapping[str, int] | None, live: Values | None, day: date, shown: Sequence[Rate], targets: Targets
) -> UnitRates:
    """A unit with its rates; its dropouts are those of this moment where they are given (`live`)."""
    kind = UnitKind(row.kind)
    found = rates_made(values, kind, day, shown)
    if live is not None and Rate.DROPOUTS in found:
        now = {**(values or {}), **dict.fromkeys(_DROPOUTS.values(), 0), **live.get(row.pk, {})}
        found[Rate.DROPOUTS] = rate_of(Rate.DROPOUTS, now, kind, 0)
    return UnitRates(row.pk, kind, row.name, found, targets)


def rates_made(
    values: Mapping[str, int] | None, kind: UnitKind, day: date, shown: Sequence[Rate]
) -> dict[Rate, RateValue]:
    """Some rates of a kind of unit from what was counted."""
    cap = indicator_parameters(day).retention_cap
    return {rate: rate_of(rate, values, kind, cap) for rate in shown}


def live_dropouts(ctx: Context, units: Sequence[UUID]) -> Values:
    """The verified dropouts of some units at this moment: each child once in a unit, wherever in it it belongs."""
    rows = visible_to(ctx, READ_CASE, Case).filter(state__in=[State.VERIFIED, State.PROPOSED])
    kinds = dict(rows.values_list("child_id", "kind"))
    held = visible_to(ctx, READ_CHILD, ChildUnit).filter(in_force(ctx.today), child_id__in=rows.values("child_id"))
    members = list(held.values_list("child_id", "unit_id"))
    closure = UnitClosure.objects.filter(ancestor_id__in=units, descendant_id__in={unit for _, unit in members})
    above: dict[UUID, list[UUID]] = {}
    for lower, upper in closure.values_list("descendant_id", "ancestor_id"):
        above.setdefault(lower, []).append(upper)
    within = {(child, upper) for child, unit in members for upper in above.get(unit, ())}
    found: dict[UUID, Counter[str]] = {}
    for child, upper in within:
        code = _DROPOUTS.get(kinds[child], _DROPPED_OUT)
        found.setdefault(upper, Counter())[code] += 1
    return found


def rates_with_kinds(
    ctx: Context,
    unit: UUID,
    kinds: Collection[UnitKind],
    named: Collection[UUID],
    month: date,
    wanted: Collection[Rate],
) -> list[tuple[Unit, UnitRates]] | None:
    """A unit in reach, then those of some kinds and those named beneath it, with some rates of the month of a day.

    As many questions are asked for many units as for one. Rates are left out that are not shown to whoever asks. Nothing for a
    month of which no numbers are kept; None out of reach.
    """
    row = in_reach(ctx).filter(pk=unit).first()
    if row is None:
        return None
    firsts = months_until(ctx.today, MONTHS)
    if month.replace(day=1) not in firsts:
        return []
    shown = [rate for rate in rates_shown(ctx) if rate in wanted]
    day, _ = days_counted(ctx, row, firsts).get(month.replace(day=1), (None, None))
    units = [row, *_of_kinds(ctx, row, kinds, named, day or ctx.today)]
    # nought is not kept: that a unit was counted at all is told by the one measure that every unit has
    values = values_on(ctx, units, day, {EVERY, *(code for rate in shown for code in DEFINITIONS[rate].codes)})
    is_live = Rate.DROPOUTS in shown and month.replace(day=1) == firsts[-1]
    live = live_dropouts(ctx, [each.pk for each in units]) if is_live else None
    return [(each, unit_rates(each, values.get(each.pk), live, day or ctx.today, shown, {})) for each in units]


def _of_kinds(ctx: Context, row: Unit, kinds: Collection[UnitKind], named: Collection[UUID], day: date) -> list[Unit]:
    if not kinds and not named:
        return []
    beneath = UnitClosure.objects.filter(ancestor=row, depth__gt=0).values("descendant_id")
    rows = in_reach(ctx).filter(Q(kind__in=kinds) | Q(pk__in=named), in_force(day), pk__in=beneath)
    return list(rows.order_by("sort_key", "id"))
