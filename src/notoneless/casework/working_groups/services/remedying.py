"""Measures by law, care and aid: planned for a member, done with their effect, given up, or not chosen, and why."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN, State
from notoneless.casework.working_groups.models import GroupPlace, Remedy
from notoneless.casework.working_groups.rules.remedies import (
    Known,
    Planning,
    RemedyKind,
    RemedyState,
    why_not_ended,
    why_not_left_out,
    why_not_planned,
)
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem


def _refuse(problem: Problem | None) -> None:
    if problem is not None:
        raise Refused(problem)


@action("remedy.plan", words="定帮扶劝返措施", english="Plan a measure for a dropout")
def plan_remedy(
    ctx: Context, *, case: Case, remedy_kind: RemedyKind, words: Line, group_place: GroupPlace, due_on: date
) -> UUID:
    """Let a member of the group take a measure by a day; the measure. That its kind was not chosen holds no more then.

    Raises Refused while the dropout is not verified, for a place of another group or one that was left, and for days past.
    """
    is_member = (
        group_place.child_id == case.child_id and group_place.until_on is None and group_place.unit_id is not None
    )
    is_verified = case.state in (State.VERIFIED, State.PROPOSED)
    asked = Planning(due_on, case.state in OPEN, is_verified, is_member)
    _refuse(why_not_planned(asked, ctx.today))
    left_out = Remedy._base_manager.filter(case=case, kind=remedy_kind, state=RemedyState.NOT_CHOSEN)
    left_out.update(state=RemedyState.GIVEN_UP, ended_on=ctx.today, ended_by_id=ctx.actor)
    row = _said(ctx, case, remedy_kind, RemedyState.PLANNED)
    row.words, row.bearer, row.due_on = words, group_place, due_on
    row.save(force_insert=True)
    return row.pk


@action("remedy.finish", words="登记措施效果", english="Record that a measure was taken, and its effect")
def finish(ctx: Context, *, remedy: Remedy, effect: Line) -> None:
    """Record that a measure was taken, and with what effect. Raises Refused for one that is not planned any more."""
    _end(ctx, remedy, RemedyState.DONE, effect=effect)


@action("remedy.give_up", words="放弃措施", english="Give a measure up")
def give_up(ctx: Context, *, remedy: Remedy, reason: Line) -> None:
    """Give a measure up, and say why. Raises Refused for one that is not planned any more."""
    _end(ctx, remedy, RemedyState.GIVEN_UP, because=reason)


@action("remedy.leave_out", words="说明不采取的措施", english="Say why no measure of a kind is taken")
def leave_out(ctx: Context, *, case: Case, remedy_kind: RemedyKind, reason: Line) -> UUID:
    """Say why no measure of a kind is taken; the row. Raises Refused where one is, and where that was said."""
    known = known_of(case)
    _refuse(why_not_left_out(remedy_kind, known, is_open=case.state in OPEN))
    row = _said(ctx, case, remedy_kind, RemedyState.NOT_CHOSEN)
    row.because = reason
    row.save(force_insert=True)
    return row.pk


def known_of(case: Case) -> list[Known]:
    """What is said of the measures of a case, as the rules take it."""
    rows = Remedy._base_manager.filter(case=case).values_list("kind", "state")
    return [(RemedyKind(kind), RemedyState(state)) for kind, state in rows]


def _said(ctx: Context, case: Case, kind: RemedyKind, state: RemedyState) -> Remedy:
    row = Remedy(id=ctx.ids.new(), case=case, child_id=case.child_id, kind=kind, state=state, said_on=ctx.today)
    row.said_by_id = ctx.actor  # type: ignore[assignment]
    return row


def _end(ctx: Context, row: Remedy, state: RemedyState, *, effect: str = "", because: str = "") -> None:
    _refuse(why_not_ended(RemedyState(row.state)))
    row.state, row.effect, row.because = state, effect, because
    row.ended_on, row.ended_by_id = ctx.today, ctx.actor
    row.save(update_fields=["state", "effect", "because", "ended_on", "ended_by"])
