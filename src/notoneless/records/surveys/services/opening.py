"""How a survey begins, and how units founded since then come into its grid."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.records.surveys.models import GridCell, Survey
from notoneless.records.surveys.rules.kinds import CellState, SurveyKind
from notoneless.records.surveys.rules.scope import births_of
from notoneless.records.surveys.selectors.grid import cell_units, without_cell

LONGEST_DAYS = 366
"""Days of one survey: each school year has surveys of its own."""


@action("survey.open", words="开展摸排", english="Open a survey")
def open_survey(ctx: Context, *, unit: Unit, name: str, kind: SurveyKind, from_on: date, last_on: date) -> UUID:
    """Open a survey of a unit, with a grid cell for each village group, class, or what has none beneath; the survey.

    Raises Unusable where it would end before it begins, or has nobody to ask.
    """
    if not 0 <= (last_on - from_on).days <= LONGEST_DAYS:
        raise Unusable(Problem("surveys.days_crossed", {"most": LONGEST_DAYS}))
    try:
        births_of(kind, from_on)
    except NotonelessError as error:  # before any plan
        raise Unusable(error.told) from error
    units = cell_units(unit, kind, ctx.today)
    if not units:
        raise Unusable(Problem("surveys.no_cells", {"unit": unit.name}))
    by = {"opened_by_id": ctx.actor, "opened_at": ctx.at}
    made = Survey(id=ctx.ids.new(), unit=unit, name=name, kind=kind, from_on=from_on, last_on=last_on, **by)
    made.save(force_insert=True)
    _make_cells(ctx, made, units)
    return made.id


@action("survey.complete_grid", words="补齐摸排网格", english="Complete the grid of a survey")
def complete_grid(ctx: Context, *, survey: Survey) -> None:
    """Give a grid cell to each unit in reach that has come, or got children of its own, since the survey was opened."""
    _make_cells(ctx, survey, without_cell(ctx, "survey.complete_grid", survey))


def _make_cells(ctx: Context, survey: Survey, units: Iterable[UUID]) -> None:
    GridCell.objects.bulk_create(
        [GridCell(id=ctx.ids.new(), survey=survey, unit_id=unit, state=CellState.NOT_BEGUN) for unit in units],
        batch_size=500,
    )
