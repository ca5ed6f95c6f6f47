"""Answering for a child, and signing for a grid cell."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem
from notoneless.records.surveys.models import GridCell
from notoneless.records.surveys.rules.answering import Said, why_not_asked
from notoneless.records.surveys.rules.kinds import AnswerKind, CellState, NoSchoolReason
from notoneless.records.surveys.selectors.counting import missing_in
from notoneless.records.surveys.services.writing import When, check_said, name_of, of_cell, write_answer


@action("survey.answer", words="登记摸排结果", english="Answer for a child in a survey")
def answer_child(  # noqa: PLR0913 (what a surveyor asks)
    ctx: Context,
    *,
    cell: GridCell,
    child: Child,
    kind: AnswerKind,
    place: Line | None,
    elsewhere: bool | None,
    grade: int | None,
    reason: NoSchoolReason | None,
    note: Line | None,
    asked_on: date,
    asked_at: str | None,
    surveyor: str | None,
) -> UUID:
    """Write what was found out about a child of a grid cell; the answer. It may come days later: what was asked last counts.

    Raises Unusable for an answer that is not whole, a day to come or out of the survey, or a child of another cell.
    """
    said = Said(kind, place or "", elsewhere, grade, reason, note or "")
    when = When(asked_on, asked_at, surveyor)
    check_said(ctx, cell, said, when)
    of_cell(cell, child.pk, asked_on, ctx.today)
    return write_answer(ctx, cell, child.pk, said, when)


@action("survey.sign_off", words="摸排网格签字", english="Sign for a grid cell of a survey")
def sign_off(ctx: Context, *, cell: GridCell, signed_on: date, surveyor: str | None) -> None:
    """Sign that each child of a grid cell has been answered for. Raises Refused while one is missing."""
    survey = cell.survey
    problem = why_not_asked(signed_on, None, survey.from_on, survey.last_on, ctx.today)
    if problem is not None:
        raise Unusable(problem)
    missing = missing_in(ctx, cell)
    if missing:
        raise Refused(Problem("surveys.still_missing", {"count": missing}))
    cell.state, cell.signed_by_id, cell.signed_on = CellState.DONE, ctx.actor, signed_on
    cell.signer = (surveyor or "").strip() or name_of(ctx)
    cell.save(update_fields=["state", "signed_by", "signer", "signed_on"])
