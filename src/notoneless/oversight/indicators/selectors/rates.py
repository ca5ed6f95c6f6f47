"""The rates of a unit and of those beneath it for a month, and how they went for a year. Numbers name nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.calendar import months_until
from notoneless.oversight.indicators.models import UnitCount
from notoneless.oversight.indicators.rules.board import MONTHS
from notoneless.oversight.indicators.rules.rates import Rate, RateValue
from notoneless.oversight.indicators.selectors.board import (
    READ_INDICATORS,
    above_in_reach,
    in_reach,
    where_reach_begins,
)
from notoneless.oversight.indicators.selectors.counted import (
    UnitRates,
    days_counted,
    live_dropouts,
    rates_made,
    rates_shown,
    unit_rates,
    values_on,
)
from notoneless.oversight.indicators.selectors.targets import targets_of


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
    days = days_counted(ctx, row, firsts)
    first = month or max(days, default=firsts[-1])
    day, at = days.get(first, (None, None))
    beneath = list(in_reach(ctx).filter(in_force(day or ctx.today), parent=row).order_by("sort_key", "id"))
    units = [row, *beneath]
    values = values_on(ctx, units, day)
    shown = rates_shown(ctx)
    is_live = first == firsts[-1] and Rate.DROPOUTS in shown
    live = live_dropouts(ctx, [each.pk for each in units]) if is_live else None
    targets = targets_of([each.pk for each in units], day or ctx.today)
    lines = [unit_rates(each, values.get(each.pk), live, day or ctx.today, shown, targets[each.pk]) for each in units]
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


def _months(
    ctx: Context, row: Unit, firsts: Sequence[date], days: Mapping[date, tuple[date, datetime]], shown: Sequence[Rate]
) -> tuple[MonthRates, ...]:
    """The year's months: one query for all of them."""
    rows = visible_to(ctx, READ_INDICATORS, UnitCount).filter(unit=row, day__in=[day for day, _ in days.values()])
    values: dict[date, dict[str, int]] = {}
    for day, code, value in rows.values_list("day", "measure", "value"):
        values.setdefault(day, {})[code] = value
    kind = UnitKind(row.kind)
    counted = {first: (day, rates_made(values.get(day), kind, day, shown)) for first, (day, _) in days.items()}
    return tuple(MonthRates(first, *counted.get(first, (None, None))) for first in firsts)


def months_counted(rates: Rates) -> list[date]:
    """The months that can be chosen, the latest first; this month always, for what is live."""
    counted = [month.first for month in rates.months if month.day is not None]
    last = rates.months[-1].first
    return [last, *(each for each in reversed(counted) if each != last)]
