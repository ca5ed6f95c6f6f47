"""The numbers of a unit and of those beneath it, for the dashboards. Numbers name nobody: no entry is left of reading them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Sight, in_force, sight, visible_to
from notoneless.foundation.access.unit_kinds import WIDTH, UnitKind
from notoneless.kernel.calendar import months_until
from notoneless.oversight.indicators.models import UnitCount
from notoneless.oversight.indicators.rules.board import MONTHS, OF_SCHOOLS, with_derived
from notoneless.records.findings.models import Comparison
from notoneless.records.golden.models import WorkingOut

READ_INDICATORS = reading("indicator.read", words="查看统计数字", english="See the numbers of units")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its numbers; None where it was not counted yet."""

    id: UUID
    kind: UnitKind
    name: str
    values: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Quarter:
    """A township on the map, with its villages in the order of the tree."""

    id: UUID
    name: str
    villages: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The last count of a month; None where there was none."""

    first: date
    values: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Board:
    """All that a dashboard shows of one unit. `day`: of what day the numbers are, None before they were ever counted.

    `above`: the units over it that are in reach too, the widest first; `mine`: where one's own reach begins.
    """

    unit: UnitLine
    above: tuple[UnitLine, ...]
    mine: tuple[UnitLine, ...]
    day: date | None
    counted_at: datetime | None
    months: tuple[Month, ...]
    homes: tuple[UnitLine, ...]
    schools: tuple[UnitLine, ...]
    map: tuple[Quarter, ...]


def open_board(ctx: Context, unit: UUID | None = None) -> Board:
    """The dashboard of a unit in reach, or of the widest that one answers for. Raises NotFound out of reach."""
    mine = where_reach_begins(ctx)
    row = next(iter(mine), None) if unit is None else in_reach(ctx).filter(pk=unit).first()
    if row is None:
        raise NotFound
    day, at, months = _months(ctx, row)
    beneath = list(in_reach(ctx).filter(in_force(ctx.today), parent=row).order_by("sort_key", "id"))
    towns = [each for each in (row, *beneath) if each.kind == UnitKind.TOWNSHIP]
    villages = _villages(ctx, towns)
    values = _values(ctx, [row, *beneath, *villages], day)
    lines = [_line(each, values) for each in beneath]
    return Board(
        unit=_line(row, values),
        above=tuple(_line(each, {}) for each in above_in_reach(ctx, row)),
        mine=tuple(_line(each, {}) for each in mine),
        day=day,
        counted_at=at,
        months=months,
        homes=tuple(line for line in lines if line.kind not in OF_SCHOOLS),
        schools=tuple(line for line in lines if line.kind in OF_SCHOOLS),
        map=tuple(_quarter(town, villages, values) for town in towns),
    )


def own_numbers(ctx: Context) -> UnitLine | None:
    """The widest unit that one answers for with its numbers of the last count; None for nobody's, or before any count."""
    row = next(iter(where_reach_begins(ctx)), None)
    if row is None:
        return None
    day = _last_count.first(sight(ctx, READ_INDICATORS, UnitCount), row.pk, ctx.today)
    return _line(row, _values(ctx, [row], day)) if day else None


@prepared
def _last_count(seen: Sight, unit: UUID, day: date) -> QuerySet[UnitCount, date]:
    rows = seen.of(UnitCount).filter(unit_id=unit, day__lte=day)
    return rows.order_by("-day").values_list("day", flat=True)[:1]


@prepared
def _reached(seen: Sight, units: Sequence[UUID]) -> QuerySet[Unit]:
    return seen.of(Unit).filter(pk__in=units).order_by()


def in_reach(ctx: Context) -> QuerySet[Unit]:
    """The units whose numbers somebody may see."""
    return visible_to(ctx, READ_INDICATORS, Unit)


def where_reach_begins(ctx: Context) -> list[Unit]:
    """Where one's reach begins, the widest first."""
    rows = _reached(sight(ctx, READ_INDICATORS, Unit), sorted(ctx.units_for(READ_INDICATORS)))
    return sorted(rows, key=lambda row: (WIDTH[UnitKind(row.kind)], row.sort_key, row.pk))


def above_in_reach(ctx: Context, row: Unit) -> list[Unit]:
    """What stands above a unit and is in reach, the widest first."""
    found: list[Unit] = []
    while row.parent_id is not None and (parent := in_reach(ctx).filter(pk=row.parent_id).first()) is not None:
        found.insert(0, row := parent)
    return found


def _months(ctx: Context, row: Unit) -> tuple[date | None, datetime | None, tuple[Month, ...]]:
    """The day of the last count with its instant, and the last count of each month of a year until today."""
    firsts = months_until(ctx.today, MONTHS)
    rows = visible_to(ctx, READ_INDICATORS, UnitCount).filter(unit=row, day__gte=firsts[0], day__lte=ctx.today)
    by_day: dict[date, dict[str, int]] = {}
    last: tuple[date, datetime] | None = None
    for day, code, value, at in rows.order_by("day").values_list("day", "measure", "value", "counted_at"):
        by_day.setdefault(day, {})[code] = value
        last = (day, at)
    of_month = {day.replace(day=1): with_derived(values) for day, values in by_day.items()}
    months = tuple(Month(first, of_month.get(first)) for first in firsts)
    return (*last, months) if last else (None, None, months)


def _values(ctx: Context, units: Sequence[Unit], day: date | None) -> dict[UUID, dict[str, int]]:
    if day is None:
        return {}
    found: dict[UUID, dict[str, int]] = {}
    rows = visible_to(ctx, READ_INDICATORS, UnitCount).filter(day=day, unit_id__in=[each.pk for each in units])
    for unit, code, value in rows.values_list("unit_id", "measure", "value"):
        found.setdefault(unit, {})[code] = value
    return found


def _villages(ctx: Context, towns: Sequence[Unit]) -> list[Unit]:
    if not towns:
        return []
    rows = in_reach(ctx).filter(in_force(ctx.today), kind=UnitKind.VILLAGE, parent__in=[each.pk for each in towns])
    return list(rows.order_by("sort_key", "id"))


def _quarter(town: Unit, villages: Sequence[Unit], values: Mapping[UUID, Mapping[str, int]]) -> Quarter:
    here = tuple(_line(each, values) for each in villages if each.parent_id == town.pk)
    return Quarter(town.pk, town.name, here)


def _line(row: Unit, values: Mapping[UUID, Mapping[str, int]]) -> UnitLine:
    of_unit: Any = values.get(row.pk)
    return UnitLine(row.pk, UnitKind(row.kind), row.name, None if of_unit is None else with_derived(of_unit))


def is_due(ctx: Context) -> bool:
    """Whether today was not counted yet, or rosters were compared or children worked out since; for who counts."""
    rows = visible_to(ctx, "indicator.count", UnitCount).filter(day=ctx.today)
    last: datetime | None = rows.values_list("counted_at", flat=True).first()
    if last is None:
        return True
    compared = visible_to(ctx, "indicator.count", Comparison).filter(made_at__gt=last)
    worked_out = visible_to(ctx, "indicator.count", WorkingOut).filter(begun_at__gt=last)
    return compared.exists() or any(run.is_whole for run in worked_out)
