"""Why a class has no report of some school days: an excursion, a building that was closed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar, term_on
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.models import NoReport
from notoneless.records.attendance.selectors.missing import missing_between
from notoneless.records.attendance.selectors.numbers import attendance_numbers

EXPLAIN = "attendance.explain"


@action("attendance.explain", words="说明某日没有到校情况", english="Say why a class has no report of a day")
def explain(ctx: Context, *, unit: Unit, first_on: date, last_on: date, reason: Line) -> None:
    """Say why a class, or all classes of a school, have no report of some days: they are asked for no more.

    Of a school's classes those are meant that lack a report of one of the days; what is reported all the same counts. Raises
    Unusable for days that are not over, that run backwards, lie in no term or two, begin or end without lessons, or lack
    nothing; Refused where it was said of one of them already.
    """
    _expect_days(ctx, first_on, last_on)
    rooms = _rooms(ctx, unit)
    if not rooms:
        raise Unusable(Problem("arrivals.no_class"))
    lacking = {each.unit.pk for each in missing_between(ctx, EXPLAIN, [room.pk for room in rooms], first_on, last_on)}
    _expect_nothing_said(ctx, [room for room in rooms if room.pk in lacking or not lacking], first_on, last_on)
    if not lacking:
        raise Unusable(Problem("arrivals.nothing_to_explain"))
    by: dict[str, Any] = {"by_id": ctx.actor, "at": ctx.at, "why": reason}
    for room in (each for each in rooms if each.pk in lacking):
        row = NoReport(id=ctx.ids.new(), unit=room, first_on=first_on, last_on=last_on, **by)
        row.save(force_insert=True)


def _expect_days(ctx: Context, first_on: date, last_on: date) -> None:
    if last_on > ctx.today:
        raise Unusable(Problem("arrivals.day_to_come", {"day": last_on.isoformat()}))
    if last_on == ctx.today:
        raise Unusable(Problem("arrivals.day_not_over", {"day": last_on.isoformat()}))
    attendance_numbers(first_on)  # refuses a day of no such year
    term = term_on(first_on)
    if last_on < first_on or term is None or last_on > term.last_day:
        raise Unusable(Problem("arrivals.explained_days"))
    calendar = load_calendar(first_on, last_on)
    without = next((day for day in (first_on, last_on) if not calendar.is_school_day(day)), None)
    if without is not None:
        raise Unusable(Problem("arrivals.no_school_day", {"day": without.isoformat()}))


def _expect_nothing_said(ctx: Context, rooms: Sequence[Unit], first_on: date, last_on: date) -> None:
    """Raises Refused where somebody has said already why there is no report of one of the days."""
    said = visible_to(ctx, EXPLAIN, NoReport).filter(first_on__lte=last_on, last_on__gte=first_on)
    row = said.filter(unit__in=rooms).select_related("unit").order_by("first_on", "id").first()
    if row is not None:
        days = {"first": row.first_on.isoformat(), "last": row.last_on.isoformat()}
        raise Refused(Problem("arrivals.explained_already", {"unit": row.unit.name, **days}))


def _rooms(ctx: Context, unit: Unit) -> list[Unit]:
    if unit.kind == UnitKind.CLASS:
        return [unit]
    rows = visible_to(ctx, EXPLAIN, Unit).filter(kind=UnitKind.CLASS, parent_id=unit.pk)
    return list(rows.order_by("sort_key", "id"))
