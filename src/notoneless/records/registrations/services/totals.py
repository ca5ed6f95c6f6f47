"""Figures of other offices: entered from a paper, explained where they differ from ours."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.kernel.problems import Problem
from notoneless.records.registrations.models import OutsideTotal
from notoneless.records.registrations.rules.totals import OutsideSource, TotalMeasure


@action("outside_total.enter", words="登记部门数", english="Enter a figure of another office")
def enter_total(
    ctx: Context, *, unit: Unit, month: date, source: OutsideSource, measure: TotalMeasure, figure: int, paper: Line
) -> UUID:
    """Enter a figure for a month, named by any day of it; one entered before is superseded, with its explanation.

    Raises Unusable for a month to come or a figure below nought.
    """
    first = month.replace(day=1)
    if first > ctx.today:
        raise Unusable(Problem("registrations.month_to_come"))
    if figure < 0:
        raise Unusable(Problem("registrations.no_count"))
    same = OutsideTotal._base_manager.filter(unit=unit, month=first, source=source, measure=measure, is_current=True)
    same.update(is_current=False)
    row = OutsideTotal(id=ctx.ids.new(), unit=unit, month=first, source=source, measure=measure, figure=figure)
    row.paper, row.is_current, row.entered_at = paper, True, ctx.at
    row.entered_by_id = str(ctx.actor)
    row.save(force_insert=True)
    return row.id


@action("outside_total.explain", words="说明部门数差异", english="Explain why a figure differs")
def explain_total(ctx: Context, *, total: OutsideTotal, explanation: Line) -> None:
    """Say why a figure differs from ours. Raises Refused where another has taken its place."""
    if not total.is_current:
        raise Refused(Problem("registrations.superseded"))
    total.explanation = explanation
    total.explained_by_id, total.explained_at = ctx.actor, ctx.at
    total.save(update_fields=["explanation", "explained_by", "explained_at"])
