"""The rates of a unit and of those beneath it for a month, and how they went for a year. Numbers name nobody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import Kind, State
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.roles import UnitKind
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.people.selectors import READ as READ_CHILD
from notoneless.kernel.calendar import months_until
from notoneless.oversight.indicators.models import UnitCount
from notoneless.oversight.indicators.rules.board import MONTHS
from notoneless.oversight.indicators.rules.parameters import indicator_parameters
from notoneless.oversight.indicators.rules.rates import DEFINITIONS, Group, Rate, RateValue, rate_of
from notoneless.oversight.indicators.rules.targets import Target, distance
from notoneless.oversight.indicators.selectors.board import (
    READ_INDICATORS,
    above_in_reach,
    in_reach,
    where_reach_begins,
)
from notoneless.oversight.indicators.selectors.targets import Targets, targets_of

Values = Mapping[UUID, Mapping[str, int]]
_DROPPED_OUT = "dropouts.dropped_out"
_DROPOUTS: Mapping[str, str] = {Kind.DROPPED_OUT: _DROPPED_OUT, Kind.OUT_OF_SCHOOL: "dropouts.out_of_school"}


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


@dataclass(frozen=True, slots=True)
class MonthRates:
    """A month of the year shown: its rates on the last day counted; `rates` None where it was not counted."""

    first: date
    day: date | None
    rates: Mapping[Rate, RateValue] | None


@dataclass(frozen=True, slots=True)
class Rates:
    """All that the pages of rates show of a unit.

    `first`: of the month; `day`: the day counted in it, None where there is none. `is_live`: the dropouts are those of this
    moment. `above`, `mine`: as on the overview. `beneath`: in the order of the tree.
    """

    unit: UnitRates
    above: tuple[tuple[UUID, str], ...]
    mine: tuple[tuple[UUID, str], ...]
    first: date
    day: date | None
    counted_at: datetime | None
    is_live: bool
    months: tuple[MonthRates, ...]
    beneath: tuple[UnitRates, ...]


def rates_shown(ctx: Context) -> tuple[Rate, ...]:
    """The rates that somebody may see: those of cases only with cases."""
    may = ctx.may(READ_CASE)
    return tuple(rate for rate in Rate if may or DEFINITIONS[rate].group is not Group.DROPOUT)


def open_rates(ctx: Context, unit: UUID | None = None, month: date | None = None) -> Rates:
    """The rates of a unit in reach, or of the widest that one answers for, in a month or the last that was counted.

    Raises NotFound out of reach, and for a month that is not one of the last twelve.
    """
    mine = where_reach_begins(ctx)
    row = next(iter(mine), None) if unit is None else in_reach(ctx).filter(pk=unit).first()
    if row is None:
        raise NotFound
    firsts = months_until(ctx.today, MONTHS)
    if month is not None and month not in firsts:
        raise NotFound
    days = _days(ctx, row, firsts)
    first = month or max(days, default=firsts[-1])
    day, at = days.get(first, (None, None))
    beneath = list(in_reach(ctx).filter(in_force(day or ctx.today), parent=row).order_by("sort_key", "id"))
    units = [row, *beneath]
    values = _values(ctx, units, day)
    is_live = first == firsts[-1] and ctx.may(READ_CASE)
    live = _live(ctx, [each.pk for each in units]) if is_live else None
    shown = rates_shown(ctx)
    targets = targets_of([each.pk for each in units], day or ctx.today)
    lines = [_unit(each, values.get(each.pk), live, day or ctx.today, shown, targets[each.pk]) for each in units]
    return Rates(
        unit=lines[0],
        above=tuple((each.pk, each.name) for each in above_in_reach(ctx, row)),
        mine=tuple((each.pk, each.name) for each in mine),
        first=first,
        day=day,
        counted_at=at,
        is_live=is_live,
        months=_months(ctx, row, firsts, days, shown),
        beneath=tuple(lines[1:]),
    )


def _days(ctx: Context, row: Unit, firsts: Sequence[date]) -> dict[date, tuple[date, datetime]]:
    """The day counted in each month, with its instant."""
    rows = visible_to(ctx, READ_INDICATORS, UnitCount).filter(unit=row, day__gte=firsts[0], day__lte=ctx.today)
    found = rows.order_by("day").values_list("day", "counted_at").distinct()
    return {day.replace(day=1): (day, at) for day, at in found}


def _values(ctx: Context, units: Sequence[Unit], day: date | None) -> dict[UUID, dict[str, int]]:
    if day is None:
        return {}
    found: dict[UUID, dict[str, int]] = {}
    rows = visible_to(ctx, READ_INDICATORS, UnitCount).filter(day=day, unit_id__in=[each.pk for each in units])
    for unit, code, value in rows.values_list("unit_id", "measure", "value"):
        found.setdefault(unit, {})[code] = value
    return found


def _unit(
    row: Unit, values: Mapping[str, int] | None, live: Values | None, day: date, shown: Sequence[Rate], targets: Targets
) -> UnitRates:
    kind = UnitKind(row.kind)
    found = _rates(values, kind, day, shown)
    if live is not None and Rate.DROPOUTS in found:
        now = {**(values or {}), **dict.fromkeys(_DROPOUTS.values(), 0), **live.get(row.pk, {})}
        found[Rate.DROPOUTS] = rate_of(Rate.DROPOUTS, now, kind, 0)
    return UnitRates(row.pk, kind, row.name, found, targets)


def _rates(values: Mapping[str, int] | None, kind: UnitKind, day: date, shown: Sequence[Rate]) -> dict[Rate, RateValue]:
    cap = indicator_parameters(day).retention_cap
    return {rate: rate_of(rate, values, kind, cap) for rate in shown}


def _months(
    ctx: Context, row: Unit, firsts: Sequence[date], days: Mapping[date, tuple[date, datetime]], shown: Sequence[Rate]
) -> tuple[MonthRates, ...]:
    """The year's months: one query for all of them."""
    rows = visible_to(ctx, READ_INDICATORS, UnitCount).filter(unit=row, day__in=[day for day, _ in days.values()])
    values: dict[date, dict[str, int]] = {}
    for day, code, value in rows.values_list("day", "measure", "value"):
        values.setdefault(day, {})[code] = value
    kind = UnitKind(row.kind)
    counted = {first: (day, _rates(values.get(day), kind, day, shown)) for first, (day, _) in days.items()}
    return tuple(MonthRates(first, *counted.get(first, (None, None))) for first in firsts)


def _live(ctx: Context, units: Sequence[UUID]) -> Values:
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


def months_counted(rates: Rates) -> list[date]:
    """The months that can be chosen, the latest first; this month always, for what is live."""
    counted = [month.first for month in rates.months if month.day is not None]
    last = rates.months[-1].first
    return [last, *(each for each in reversed(counted) if each != last)]
