"""What an uploaded table of answers asks for, as the preview shows it and as the action does it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.attachments.rules import SHEET_LIMITS, SHEETS
from notoneless.foundation.attachments.selectors import own_file
from notoneless.foundation.attachments.store import laid_out
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.records.surveys.models import GridCell, Survey, SurveyAnswer
from notoneless.records.surveys.rules.answering import Said
from notoneless.records.surveys.rules.kinds import TRACKS, AnswerKind, NoSchoolReason, SurveyKind
from notoneless.records.surveys.rules.sheets import HEADINGS, Grid, KnownCell, KnownChild, SheetPlan, plan_sheet
from notoneless.records.surveys.selectors.counting import progress_by_unit
from notoneless.tabular.tables import Table, read_table

IMPORT = "survey.import_sheet"


@dataclass(frozen=True, slots=True)
class CellLine:
    """A grid cell in the preview: who asked there, how many answers come, and how many children will still be missing."""

    name: str
    above: str
    surveyors: tuple[str, ...]
    answers: int
    missing: int


def plan_of(ctx: Context, survey: Survey, attachment: UUID) -> SheetPlan:
    """What one's own uploaded table asks for in the grid cells in reach.

    Raises NotFound for another's file, Unusable for one that is no such table.
    """
    track = TRACKS[SurveyKind(survey.kind)]
    table = _table(ctx, attachment, track)
    rows = _cells(ctx, survey)
    cells = [
        KnownCell(
            row.pk, row.unit.name, row.unit.parent.name if row.unit.parent else "", survey.from_on, survey.last_on
        )
        for row in rows
    ]
    return plan_sheet(table, Grid(cells, _children(ctx, survey), ctx.today, own_school=track is Track.SCHOOL))


def preview_of(ctx: Context, survey: Survey, attachment: UUID) -> tuple[SheetPlan, list[CellLine]]:
    """The same, to be shown, with what it leaves missing in each grid cell. Looking at it leaves an entry."""
    plan = plan_of(ctx, survey, attachment)
    opened_row(ctx, IMPORT, own_file(ctx, IMPORT, attachment)[0])
    rows = visible_to(ctx, IMPORT, GridCell).filter(survey=survey)
    counted = progress_by_unit(ctx, survey, rows)
    answered = set(_answers(ctx, rows).values_list("cell_id", "child_id"))
    coming: dict[UUID, set[str]] = defaultdict(set)
    answers: dict[UUID, int] = defaultdict(int)
    fewer: dict[UUID, int] = defaultdict(int)
    for each in plan.planned:
        coming[each.cell].add(each.surveyor)
        answers[each.cell] += 1
        fewer[each.cell] += each.child is not None and (each.cell, each.child) not in answered
    return plan, [
        CellLine(
            row.unit.name,
            row.unit.parent.name if row.unit.parent else "",
            tuple(sorted(coming[row.pk] - {""})),
            answers[row.pk],
            max(counted[row.unit_id].missing - fewer[row.pk], 0),
        )
        for row in _cells(ctx, survey)
    ]


def _table(ctx: Context, attachment: UUID, track: Track) -> Table:
    row, content = own_file(ctx, IMPORT, attachment)
    if row.kind not in SHEETS:
        raise Unusable(Problem("attachments.no_sheet"))
    try:
        with laid_out(content, row.kind) as path:
            return read_table(path, HEADINGS[track], SHEET_LIMITS)
    except NotonelessError as error:
        raise Unusable(error.told) from error


def _cells(ctx: Context, survey: Survey) -> Sequence[GridCell]:
    rows = visible_to(ctx, IMPORT, GridCell).filter(survey=survey).select_related("unit__parent")
    return list(rows.order_by("unit__parent__sort_key", "unit__sort_key", "id"))


def _answers(ctx: Context, cells: QuerySet[GridCell]) -> QuerySet[SurveyAnswer]:
    return visible_to(ctx, IMPORT, SurveyAnswer).filter(cell_id__in=cells.order_by().values("pk"), is_current=True)


def _children(ctx: Context, survey: Survey) -> dict[UUID, list[KnownChild]]:
    """The children of each grid cell in reach, whatever their age, with the answers that count now."""
    cells = visible_to(ctx, IMPORT, GridCell).filter(survey=survey)
    at = dict(cells.values_list("unit_id", "pk"))
    answers = {(row.cell_id, row.child_id): row for row in _answers(ctx, cells)}
    here = ChildUnit._base_manager.filter(in_force(ctx.today), unit_id__in=cells.order_by().values("unit_id"))
    people = visible_to(ctx, IMPORT, Child).filter(pk__in=here.values("child_id"))
    children = {pk: (name, born) for pk, name, born in people.values_list("pk", "name", "born_on")}
    found: dict[UUID, list[KnownChild]] = defaultdict(list)
    for unit, child in here.values_list("unit_id", "child_id"):
        if child in children:
            found[at[unit]].append(_known(child, *children[child], answers.get((at[unit], child))))
    return found


def _known(child: UUID, name: str, born: date | None, answer: SurveyAnswer | None) -> KnownChild:
    if answer is None:
        return KnownChild(child, name, born)
    # opened to be compared with what the table says: nothing of it leaves the program
    reason, note = opened(answer, "reason"), opened(answer, "note")
    why = NoSchoolReason(reason) if reason else None
    said = Said(AnswerKind(answer.kind), answer.place, answer.elsewhere, answer.grade, why, note or "")
    return KnownChild(child, name, born, said, answer.asked_on)
