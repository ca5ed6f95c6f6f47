"""How an answer is written down: whose it is, whether it counts, and what becomes of its grid cell."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.ages import stands
from notoneless.kernel.problems import Problem
from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on
from notoneless.records.surveys.events import ChildSaidInNoSchool, SurveyAnswered
from notoneless.records.surveys.models import GridCell, Survey, SurveyAnswer
from notoneless.records.surveys.rules.answering import (
    Asked,
    Said,
    asked_at,
    counts_over,
    tidy,
    why_not_asked,
    why_not_said,
)
from notoneless.records.surveys.rules.kinds import TRACKS, AnswerKind, CellState, Hukou, SurveyKind


@dataclass(frozen=True, slots=True)
class When:
    """When somebody asked, and who; `surveyor` empty: whoever enters it."""

    on: date
    at: str | None = None
    surveyor: str | None = None


def check_said(ctx: Context, cell: GridCell, said: Said, when: When) -> None:
    """Raise Unusable for an answer that is not whole, or that nobody can have been given on its day."""
    survey = cell.survey
    problem = why_not_asked(when.on, when.at, survey.from_on, survey.last_on, ctx.today) or why_not_said(said)
    if problem is not None:
        raise Unusable(problem)


def write_answer(
    ctx: Context,
    cell: GridCell,
    child: UUID,
    said: Said,
    when: When,
    hukou: Hukou | None = None,
    request: UUID | None = None,
) -> UUID:
    """Write an answer, already checked; its id. It counts if it was asked last, whatever came first.

    `hukou`: of a child that was found. `request`: what tells it apart where it is not the context's own.
    """
    asked = Asked(when.on, asked_at(when.at, when.on, ctx.at), ctx.at, request or ctx.request or cell.pk)
    former = SurveyAnswer._base_manager.filter(cell=cell, child_id=child, is_current=True).first()
    wins = former is None or counts_over(asked, asked_of(former))
    if former is not None and wins:
        former.is_current = False
        former.save(update_fields=["is_current"])
    row = _row(ctx, cell, child, tidy(said), asked)
    row.surveyor = (when.surveyor or "").strip() or name_of(ctx)
    row.is_current, row.is_found, row.hukou = wins, hukou is not None, hukou or ""
    if former is not None and hukou is None:
        row.is_found, row.hukou = former.is_found, former.hukou
    row.save(force_insert=True)
    if cell.state != CellState.BEGUN:  # what was signed for has changed
        cell.state = CellState.BEGUN
        cell.save(update_fields=["state"])
    publish(ctx, SurveyAnswered(answer=row.id, child=child))
    if wins and said.kind is AnswerKind.NO_SCHOOL and _is_sought(cell.survey, child):
        publish(ctx, ChildSaidInNoSchool(answer=row.id, child=child))
    return row.id


def _is_sought(survey: Survey, child: UUID) -> bool:
    """Whether a child ought to be in school: each pupil of the roll; at the door who may be of compulsory age."""
    if survey.kind == SurveyKind.SCHOOL:
        return True
    born = Child._base_manager.filter(pk=child).values_list("born_on", flat=True).first()
    as_of = default_as_of(survey.from_on)
    return born is None or stands(born, as_of, parameters_on(as_of).age) == "within"


def _row(ctx: Context, cell: GridCell, child: UUID, said: Said, asked: Asked) -> SurveyAnswer:
    by = {"by": ctx.actor}
    return SurveyAnswer(
        id=ctx.ids.new(),
        survey_id=cell.survey_id,
        cell=cell,
        unit_id=cell.unit_id,
        also_unit_id=_other_side(child, cell, asked.on),
        child_id=child,
        kind=said.kind,
        place=said.place,
        elsewhere=said.elsewhere,
        grade=said.grade,
        reason=Plain(said.reason) if said.reason else None,
        note=Plain(said.note) if said.note else None,
        **by,
        asked_on=asked.on,
        asked_at=asked.at,
        entered_at=asked.entered,
        request=asked.request,
    )


def asked_of(row: SurveyAnswer) -> Asked:
    """When an answer was asked."""
    return Asked(row.asked_on, row.asked_at, row.entered_at, row.request)


def _other_side(child: UUID, cell: GridCell, day: date) -> UUID | None:
    """Where a child is on the track that the survey does not go on."""
    own = TRACKS[SurveyKind(cell.survey.kind)]
    other = Track.SCHOOL if own is Track.HOUSEHOLD else Track.HOUSEHOLD
    rows = ChildUnit._base_manager.filter(in_force(day), child_id=child, track=other)
    return rows.values_list("unit_id", flat=True).first()


def of_cell(cell: GridCell, child: UUID, *days: date) -> None:
    """Raise Unusable for a child that did not belong to a cell's unit on any of some days."""
    rows = ChildUnit._base_manager.filter(child_id=child, unit_id=cell.unit_id)
    if not any(rows.filter(in_force(day)).exists() for day in days):
        raise Unusable(Problem("surveys.not_of_cell", {"unit": cell.unit.name}))


def name_of(ctx: Context) -> str:
    """The name of who acts."""
    return Account._base_manager.filter(pk=str(ctx.actor)).values_list("name", flat=True).first() or ""
