"""Why a class has no report of some school days: an excursion, a building that was closed."""

from datetime import date
from typing import Any

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.roles import UnitKind
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.calendar.selectors import term_on
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.models import NoReport
from notoneless.records.attendance.selectors.numbers import attendance_numbers

EXPLAIN = "attendance.explain"


@action("attendance.explain", words="说明某日没有到校情况", english="Say why a class has no report of a day")
def explain(ctx: Context, *, unit: Unit, first_on: date, last_on: date, reason: Line) -> None:
    """Say why a class, or all classes of a school, have no report of some days: they are asked for no more.

    What is reported all the same counts. Raises Unusable for days to come, that run backwards or lie in no term or two.
    """
    if last_on > ctx.today:
        raise Unusable(Problem("arrivals.day_to_come", {"day": last_on.isoformat()}))
    attendance_numbers(first_on)  # refuses a day of no such year
    term = term_on(first_on)
    if last_on < first_on or term is None or last_on > term.last_day:
        raise Unusable(Problem("arrivals.explained_days"))
    rooms = _rooms(ctx, unit)
    if not rooms:
        raise Unusable(Problem("arrivals.no_class"))
    by: dict[str, Any] = {"by_id": ctx.actor, "at": ctx.at, "why": reason}
    for room in rooms:
        row = NoReport(id=ctx.ids.new(), unit=room, first_on=first_on, last_on=last_on, **by)
        row.save(force_insert=True)


def _rooms(ctx: Context, unit: Unit) -> list[Unit]:
    if unit.kind == UnitKind.CLASS:
        return [unit]
    rows = visible_to(ctx, EXPLAIN, Unit).filter(kind=UnitKind.CLASS, parent_id=unit.pk)
    return list(rows.order_by("sort_key", "id"))
