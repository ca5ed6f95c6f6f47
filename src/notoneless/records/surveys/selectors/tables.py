"""The answers of a survey as rows of a table, and who is missing among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import Child
from notoneless.records.surveys.models import GridCell, Survey, SurveyAnswer
from notoneless.records.surveys.selectors.counting import members
from notoneless.records.surveys.selectors.grid import READ_SURVEY
from notoneless.records.surveys.selectors.history import AnswerCard, card_of


@dataclass(frozen=True, slots=True)
class TableRow:
    """A child of a grid cell in the table; `is_wide`: the cell is a village or school; `answer` None: nobody has answered."""

    parent: str
    unit: str
    is_wide: bool
    child: UUID
    name: str
    sex: str
    born_on: date | None
    answer: AnswerCard | None


def rows_for_table(ctx: Context, survey: Survey, unit: UUID | None = None) -> list[TableRow]:
    """All children of the grid cells in reach, beneath a unit or everywhere, cell by cell. It leaves an entry."""
    cells = visible_to(ctx, READ_SURVEY, GridCell).filter(survey=survey)
    if unit is not None:
        cells = cells.filter(unit_id__in=UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id"))
    rows = list(_rows(ctx, survey, cells))
    asked = {"survey": str(survey.pk), "unit": str(unit or ""), "table": True}
    listed(ctx, READ_SURVEY, [row.child for row in rows], asked)
    return rows


def _rows(ctx: Context, survey: Survey, cells: QuerySet[GridCell]) -> Iterator[TableRow]:
    placed = cells.select_related("unit__parent__parent").order_by("unit__parent__sort_key", "unit__sort_key", "id")
    units: dict[UUID, Unit] = {cell.unit_id: cell.unit for cell in placed}
    given = visible_to(ctx, READ_SURVEY, SurveyAnswer).filter(survey=survey, is_current=True)
    given = given.filter(cell_id__in=cells.order_by().values("pk"))
    answers = {(row.unit_id, row.child_id): card_of(row) for row in given}
    belonging = members(survey, cells, ctx.today)
    pairs = set(belonging.values_list("unit_id", "child_id")) | answers.keys()
    reached = visible_to(ctx, READ_SURVEY, Child).only("id", "name", "sex", "born_on", "sort_key")
    children = {child.pk: child for child in reached.filter(pk__in=belonging.values("child_id"))}
    children |= {child.pk: child for child in reached.filter(pk__in=given.values("child_id"))}
    order = {unit: number for number, unit in enumerate(units)}
    known = [(order[unit], children[child].sort_key, unit, child) for unit, child in pairs if child in children]
    for _, _, unit, child in sorted(known):
        place, who = units[unit], children[child]
        parent = place.parent.name if place.parent else ""
        answer = answers.get((unit, child))
        is_wide = place.kind in (UnitKind.VILLAGE, UnitKind.SCHOOL, UnitKind.TEACHING_POINT)
        yield TableRow(parent, place.name, is_wide, child, who.name, who.sex, who.born_on, answer)
