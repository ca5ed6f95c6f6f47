"""Answers one by one: what is shown of one, all that were given about a child, and one whose reason is to be opened."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.dossier import DossierLine
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem
from notoneless.records.surveys.models import Survey, SurveyAnswer
from notoneless.records.surveys.rules.answering import END_OF_DAY
from notoneless.records.surveys.selectors.grid import READ_SURVEY, REVEAL_ANSWER


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer. Of reason and note it tells whether they are there, and never what they are."""

    id: UUID
    survey: UUID
    cell: UUID
    child: UUID
    kind: str
    place: str
    elsewhere: bool | None
    grade: int | None
    has_reason: bool
    has_note: bool
    is_found: bool
    hukou: str
    surveyor: str
    asked_on: date
    asked_at: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ChildAnswer:
    """An answer about a child with the survey it was given in."""

    answer: AnswerCard
    survey: str
    unit: str


def card_of(row: SurveyAnswer) -> AnswerCard:
    """What is shown of an answer."""
    return AnswerCard(
        id=row.pk,
        survey=row.survey_id,
        cell=row.cell_id,
        child=row.child_id,
        kind=row.kind,
        place=row.place,
        elsewhere=row.elsewhere,
        grade=row.grade,
        has_reason=row.reason is not None,
        has_note=row.note is not None,
        is_found=row.is_found,
        hukou=row.hukou,
        surveyor=row.surveyor,
        asked_on=row.asked_on,
        asked_at="" if row.asked_at == END_OF_DAY else row.asked_at,
        is_current=row.is_current,
    )


def answers_of_child(ctx: Context, child: UUID) -> tuple[ChildAnswer, ...]:
    """All answers in reach about a child in reach, the latest asked first. It leaves an entry. Raises NotFound."""
    row = visible_to(ctx, READ_SURVEY, Child).filter(pk=child).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_SURVEY, row)
    return answers_about(ctx, child)


def answers_about(ctx: Context, child: UUID) -> tuple[ChildAnswer, ...]:
    """The same as a part of the child's page, whose opening is recorded."""
    answers = visible_to(ctx, READ_SURVEY, SurveyAnswer).filter(child_id=child).select_related("unit")
    found = list(answers.order_by("-asked_on", "-asked_at", "-entered_at"))
    names = _survey_names(ctx, {each.survey_id for each in found})
    return tuple(ChildAnswer(card_of(each), names.get(each.survey_id, ""), each.unit.name) for each in found)


def dossier_lines(ctx: Context, child: UUID) -> list[DossierLine]:
    """What surveys found out about the child and what still holds of it."""
    answers = (
        visible_to(ctx, READ_SURVEY, SurveyAnswer).filter(child_id=child, is_current=True).order_by("asked_on", "id")
    )
    return [
        DossierLine(row.asked_on, Problem("surveys.dossier", {"answer": Problem(f"surveys.answer.{row.kind}")}))
        for row in answers
    ]


def _survey_names(ctx: Context, ids: set[UUID]) -> dict[UUID, str]:
    """The names of surveys in reach; a survey of which only the other side has a cell is not named."""
    return dict(visible_to(ctx, READ_SURVEY, Survey).filter(pk__in=ids).values_list("pk", "name"))


def answer_in_reach(ctx: Context, answer: UUID) -> SurveyAnswer:
    """An answer whose reason or note may be opened. Raises NotFound out of reach."""
    row = visible_to(ctx, REVEAL_ANSWER, SurveyAnswer).select_related("child").filter(pk=answer).first()
    if row is None:
        raise NotFound
    return row
