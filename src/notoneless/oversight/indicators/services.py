"""Counting all units."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.bulk import insert_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import reading_long, tell_database
from notoneless.kernel.calendar import month_after
from notoneless.kernel.problems import Problem
from notoneless.oversight.indicators.measures import counted
from notoneless.oversight.indicators.models import UnitCount
from notoneless.oversight.indicators.rules.board import EVERY

COUNT = "indicator.count"

Values = Mapping[str, Mapping[UUID, int]]

_READY: ContextVar[dict[date, Values] | None] = ContextVar("counted", default=None)
"""What was counted before the transaction, by day."""


@action("indicator.count", words="统计各单位人数", english="Count for all units")
def count_units(ctx: Context, *, unit: Unit, on: date | None) -> None:
    """Count for a unit and all beneath it, as of a day or of today; what was counted in that month gives way.

    Raises Unusable for a day to come.
    """
    day = on or ctx.today
    if day > ctx.today:
        raise Unusable(Problem("indicators.day_to_come", {"day": day.isoformat()}))
    ready = _READY.get()
    try:
        values = ready[day] if ready is not None and day in ready else counted(day)
    except KeyError as error:  # before the plan that sets the ages
        raise Unusable(Problem("reconciliation.no_ages", {"as_of": day.isoformat()})) from error
    beneath = UnitClosure.objects.filter(ancestor=unit).values("descendant_id")
    first = day.replace(day=1)
    UnitCount._base_manager.filter(day__gte=first, day__lt=month_after(day), unit_id__in=beneath).delete()
    units = sorted(each["descendant_id"] for each in beneath)
    fields = ("id", "unit", "day", "measure", "value", "counted_at")
    insert_many(UnitCount, fields, _rows(ctx, day, values, units))


def _rows(ctx: Context, day: date, values: Values, units: list[UUID]) -> Iterator[tuple[object, ...]]:
    """The numbers of some units that are kept: all but noughts, and always that of the children."""
    on, at = day.isoformat(), ctx.at.isoformat(sep=" ")
    for code, found in values.items():
        for unit in units:
            value = found.get(unit, 0)
            if value or code == EVERY:
                yield ctx.ids.new().hex, unit.hex, on, code, value, at


@contextmanager
def counted_before(ctx: Context, on: date | None = None) -> Iterator[None]:
    """Within, what is counted here is found by the action, so that nobody waits for the counting who has something to write."""
    ready: dict[date, Values] = {}
    mark = _READY.set(ready)
    try:
        day = on or ctx.today
        if ctx.may(COUNT) and day <= ctx.today:
            with reading_long():
                tell_database(ctx)
                ready[day] = counted(day)
        yield
    finally:
        _READY.reset(mark)
