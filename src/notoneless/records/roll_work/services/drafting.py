"""Drafting a plan: begun, worded, its measures written down, or thrown away."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.db.models import Max, QuerySet

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Longest, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.kernel.problems import Problem
from notoneless.records.roll_work.models import RollWorkMeasure, RollWorkPlan
from notoneless.records.roll_work.rules import MOST_MEASURES, MeasureState, PlanState, why_no_year, why_not_due
from notoneless.records.roll_work.selectors.plans import last_adopted

Wording = Annotated[str, Longest(400)]
"""What a measure says."""


@action("roll_work.draft", words="起草学籍管理工作计划", english="Draft a roll-work plan")
def draft_plan(ctx: Context, *, unit: Unit, school_year: int, heading: str, basis: Passage, aims: Passage) -> UUID:
    """Begin the next version of a school's plan, with the measures that its version in force has not finished.

    Raises Unusable for anything but a school or a far school year, Refused where a draft is there already.
    """
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("roll_work.no_school", {"unit": unit.name}))
    wrong = why_no_year(school_year, ctx.today)
    if wrong:
        raise Unusable(wrong)
    plans = visible_to(ctx, "roll_work.draft", RollWorkPlan).filter(unit=unit)
    if plans.filter(state=PlanState.DRAFT).exists():
        raise Refused(Problem("roll_work.draft_there"))
    former = last_adopted(plans.filter(state=PlanState.ADOPTED))
    plan = RollWorkPlan(id=ctx.ids.new(), unit=unit, school_year=school_year, title=heading, basis=basis, aims=aims)
    plan.state, plan.former, plan.drafted_on = PlanState.DRAFT, former, ctx.today
    plan.drafted_by_id = ctx.actor  # type: ignore[assignment]
    plan.save(force_insert=True)
    if former is not None:
        _take_over(ctx, former, plan)
    return plan.id


def _take_over(ctx: Context, former: RollWorkPlan, plan: RollWorkPlan) -> None:
    """Copy what is unfinished, numbered anew.

    All of the former version is locked, so that whoever opens one of its measures again at that instant is waited for, or
    finds the draft.
    """
    rows = visible_to(ctx, "roll_work.draft", RollWorkMeasure).filter(plan=former).order_by("ordinal", "id")
    unfinished = [row for row in rows.select_for_update(of=("self",)) if row.state == MeasureState.OPEN]
    copies = [copied(ctx, row, plan.pk, number) for number, row in enumerate(unfinished, 1)]
    RollWorkMeasure.objects.bulk_create(copies)


def copied(ctx: Context, measure: RollWorkMeasure, plan: UUID, ordinal: int) -> RollWorkMeasure:
    """A measure as another version takes it over: to be done, not yet saved."""
    return RollWorkMeasure(
        id=ctx.ids.new(),
        plan_id=plan,
        unit_id=measure.unit_id,
        lineage=measure.lineage,
        ordinal=ordinal,
        text=measure.text,
        bearer_unit_id=measure.bearer_unit_id,
        bearer=measure.bearer,
        bearer_title=measure.bearer_title,
        due_on=measure.due_on,
        evidence=measure.evidence,
        state=MeasureState.OPEN,
    )


@action("roll_work.describe", words="修改学籍管理工作计划草稿", english="Word the draft of a roll-work plan")
def describe_plan(
    ctx: Context, *, roll_plan: RollWorkPlan, school_year: int, heading: str, basis: Passage, aims: Passage
) -> None:
    """Change what a draft says besides its measures. Raises Refused for an adopted plan, Unusable for a far school year."""
    expect_draft(roll_plan)
    wrong = why_no_year(school_year, ctx.today)
    if wrong:
        raise Unusable(wrong)
    roll_plan.school_year, roll_plan.title, roll_plan.basis, roll_plan.aims = school_year, heading, basis, aims
    roll_plan.save(update_fields=["school_year", "title", "basis", "aims"])


@action("roll_work.add_measure", words="添加学籍管理措施", english="Add a measure to the draft of a roll-work plan")
def add_measure(
    ctx: Context,
    *,
    roll_plan: RollWorkPlan,
    wording: Wording,
    post: Post | None,
    bearer_title: str | None,
    due_on: date,
    evidence: Line | None,
) -> UUID:
    """Write down a measure with its bearer: a post of the school, or a title where nobody holds one.

    Raises Refused for an adopted plan, Unusable without a bearer, for a day that is over, and where there are too many.
    """
    expect_draft(roll_plan)
    _expect_to_come(ctx, due_on)
    rows = visible_to(ctx, "roll_work.add_measure", RollWorkMeasure).filter(plan=roll_plan)
    if rows.count() >= MOST_MEASURES:
        raise Unusable(Problem("roll_work.too_many", {"most": MOST_MEASURES}))
    measure = RollWorkMeasure(id=ctx.ids.new(), plan=roll_plan, lineage=ctx.ids.new())
    measure.unit_id = roll_plan.unit_id
    measure.ordinal = next_ordinal(rows)
    measure.state = MeasureState.OPEN
    _word(measure, wording, post, bearer_title, due_on, evidence)
    measure.save(force_insert=True)
    return measure.id


@action("roll_work.change_measure", words="修改学籍管理措施", english="Change a measure of a draft")
def change_measure(
    ctx: Context,
    *,
    roll_measure: RollWorkMeasure,
    wording: Wording,
    post: Post | None,
    bearer_title: str | None,
    due_on: date,
    evidence: Line | None,
) -> None:
    """Word a measure of a draft anew; the day it has may stay, be it over. Raises as `add_measure` does."""
    expect_draft(roll_measure.plan)
    if due_on != roll_measure.due_on:
        _expect_to_come(ctx, due_on)
    _word(roll_measure, wording, post, bearer_title, due_on, evidence)
    roll_measure.save(update_fields=["text", "bearer_unit", "bearer", "bearer_title", "due_on", "evidence"])


@action("roll_work.remove_measure", words="删除草稿中的措施", english="Remove a measure from a draft")
def remove_measure(ctx: Context, *, roll_measure: RollWorkMeasure) -> None:  # noqa: ARG001 (an action's)
    """Take a measure out of a draft. Raises Refused for an adopted plan, where it is dropped instead."""
    expect_draft(roll_measure.plan)
    roll_measure.delete()


@action("roll_work.discard", words="放弃学籍管理工作计划草稿", english="Discard the draft of a roll-work plan")
def discard_draft(ctx: Context, *, roll_plan: RollWorkPlan) -> None:
    """Throw a draft away with its measures. Raises Refused for an adopted plan."""
    expect_draft(roll_plan)
    visible_to(ctx, "roll_work.discard", RollWorkMeasure).filter(plan=roll_plan).delete()
    roll_plan.delete()


def next_ordinal(rows: QuerySet[RollWorkMeasure]) -> int:
    """The number of the measure that is written down after some."""
    return (rows.aggregate(last=Max("ordinal"))["last"] or 0) + 1


def expect_draft(plan: RollWorkPlan) -> None:
    """Raises Refused for a plan that was adopted."""
    if plan.state != PlanState.DRAFT:
        raise Refused(Problem("roll_work.adopted_already"))


def _expect_to_come(ctx: Context, due_on: date) -> None:
    wrong = why_not_due(due_on, ctx.today)
    if wrong:
        raise Unusable(wrong)


def _word(
    measure: RollWorkMeasure, text: str, post: Post | None, title: str | None, due_on: date, evidence: str | None
) -> None:
    if post is None and not title:
        raise Unusable(Problem("roll_work.who"))
    measure.text, measure.due_on, measure.evidence = text, due_on, evidence or ""
    measure.bearer_unit = post.unit if post else None
    measure.bearer, measure.bearer_title = (post.holder.name, post.title) if post else ("", title or "")
