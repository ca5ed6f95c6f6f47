"""The grid cells that are still to be signed for, of the latest survey of each."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.records.surveys.models import GridCell
from notoneless.records.surveys.selectors.cells import names_above
from notoneless.records.surveys.selectors.grid import READ_SURVEY
from notoneless.records.surveys.selectors.tree import people_at

MOST = 500
"""Cells of one list; of more it tells how many there are."""


@dataclass(frozen=True, slots=True)
class UnsignedCell:
    """A grid cell that is not signed for: what stands above it, how far it is, who answers, and the last day of its survey."""

    cell: UUID
    name: str
    above: str
    state: str
    answerable: tuple[str, ...]
    survey: str
    last_on: date


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Cells that are not signed for, the first due first; `total` of all, shown or not. No name where of no one unit."""

    unit_name: str
    cells: tuple[UnsignedCell, ...]
    total: int


def unsigned_cells(ctx: Context, unit: UUID | None) -> Unsigned:
    """Those of a unit, or of all in reach, that the number of cells not signed for counts. It leaves an entry.

    Raises NotFound for a unit out of reach.
    """
    cells, here = visible_to(ctx, READ_SURVEY, GridCell).filter(survey__from_on__lte=ctx.today), None
    if unit is not None:
        here = visible_to(ctx, READ_SURVEY, Unit).filter(pk=unit).first()
        if here is None:
            raise NotFound
        cells = cells.filter(unit_id__in=UnitClosure.objects.filter(ancestor=here).values("descendant_id"))
    last = dict(cells.order_by("survey__from_on", "survey_id").values_list("unit_id", "pk"))
    open_cells = cells.filter(Q(signed_on=None) | Q(signed_on__gt=ctx.today), pk__in=list(last.values()))
    shown = open_cells.select_related("survey", "unit__parent__parent").order_by(
        "survey__last_on", "unit__sort_key", "id"
    )
    rows = list(shown[: MOST + 1])
    total = len(rows) if len(rows) <= MOST else open_cells.count()
    listed(ctx, READ_SURVEY, [row.pk for row in rows[:MOST]], {"unsigned": str(unit or "all")})
    people = people_at(ctx, [row.unit_id for row in rows[:MOST]])
    lines = (
        UnsignedCell(
            row.pk,
            row.unit.name,
            names_above(row.unit),
            row.state,
            tuple(people.get(row.unit_id, ())),
            row.survey.name,
            row.survey.last_on,
        )
        for row in rows[:MOST]
    )
    return Unsigned(here.name if here else "", tuple(lines), total)
