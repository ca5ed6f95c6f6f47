"""The measures of an adopted plan: done, dropped, and opened again."""

from datetime import date

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.problems import Problem
from notoneless.records.roll_work.models import RollWorkMeasure, RollWorkPlan
from notoneless.records.roll_work.rules import MeasureState, PlanState, why_not_on
from notoneless.records.roll_work.selectors.bearing import bears
from notoneless.records.roll_work.selectors.following import in_force_or_coming, is_followed
from notoneless.records.roll_work.services.drafting import copied, next_ordinal


@action("roll_work.do_measure", words="登记措施已办", english="Mark a measure of a roll-work plan as done")
def do_measure(ctx: Context, *, roll_measure: RollWorkMeasure, on: date, note: Line | None) -> None:
    """Say that a measure was done on a day, with what proves it.

    It may be said in a version that has not begun: since that one was adopted, its measures are those on people's lists. A
    measure is one thing in however many versions it stands, and whoever has done it has done it. So what is said of it holds in
    every version of the plan that is in force or to come (`_leave`), and nothing is lost where the later one never begins.
    Raises Refused where it is not open, not of the newest adopted version, or somebody else's; Unusable for a day to come
    or before the plan was adopted.
    """
    _expect_own(ctx, roll_measure)
    if roll_measure.state != MeasureState.OPEN:
        raise Refused(Problem("roll_work.not_open"))
    since = roll_measure.plan.former.adopted_on if roll_measure.plan.former else roll_measure.plan.adopted_on
    wrong = why_not_on(on, ctx.today, since)
    if wrong:
        raise Unusable(wrong)
    _leave(ctx, do_measure.code, roll_measure, (MeasureState.DONE, on, note or ""))


@action("roll_work.drop_measure", words="取消措施", english="Drop a measure of a roll-work plan")
def drop_measure(ctx: Context, *, roll_measure: RollWorkMeasure, reason: Line) -> None:
    """Say that a measure will not be done, and why. Raises Refused where it is not open, or by who only bears it."""
    _expect_adopted(roll_measure.plan)
    if not leads(ctx, roll_measure):
        raise Refused(Problem("roll_work.not_yours"))
    if roll_measure.state != MeasureState.OPEN:
        raise Refused(Problem("roll_work.not_open"))
    _leave(ctx, drop_measure.code, roll_measure, (MeasureState.DROPPED, ctx.today, reason))


@action("roll_work.reopen_measure", words="重开措施", english="Open a measure of a roll-work plan again")
def reopen_measure(ctx: Context, *, roll_measure: RollWorkMeasure, reason: Line) -> None:
    """Say that a measure is to be done after all, and why. Raises Refused where it is open, or somebody else's.

    A draft took over what was unfinished when it was begun. It takes this over now, so that the measure stays to be done once
    the draft is adopted; whoever drafts sees it there and may remove it.
    """
    _expect_own(ctx, roll_measure)
    if roll_measure.state == MeasureState.OPEN:
        raise Refused(Problem("roll_work.is_open"))
    if roll_measure.state == MeasureState.DROPPED and not leads(ctx, roll_measure):
        raise Refused(Problem("roll_work.not_yours"))
    _leave(ctx, reopen_measure.code, roll_measure, (MeasureState.OPEN, None, reason))
    _into_draft(ctx, roll_measure)


def _into_draft(ctx: Context, measure: RollWorkMeasure) -> None:
    """Write a measure that is to be done again into the school's draft, where there is one that lacks it."""
    drafts = visible_to(ctx, reopen_measure.code, RollWorkPlan).filter(unit_id=measure.unit_id, state=PlanState.DRAFT)
    draft = drafts.values_list("pk", flat=True).first()
    rows = visible_to(ctx, reopen_measure.code, RollWorkMeasure).filter(plan=draft)
    if draft is not None and not rows.filter(lineage=measure.lineage).exists():
        copied(ctx, measure, draft, next_ordinal(rows)).save(force_insert=True)


def leads(ctx: Context, measure: RollWorkMeasure) -> bool:
    """Whether this person may draft the plan that a measure belongs to, and so do any of its measures."""
    return visible_to(ctx, "roll_work.draft", RollWorkPlan).filter(pk=measure.plan_id).exists()


def _leave(ctx: Context, code: str, measure: RollWorkMeasure, left: tuple[MeasureState, date | None, str]) -> None:
    """Leave a measure in a state, since a day, with a note; also where it stands so in other versions in force or to come."""
    was = measure.state
    alike = visible_to(ctx, code, RollWorkMeasure).filter(lineage=measure.lineage, state=was)
    versions = in_force_or_coming(measure.unit_id, ctx.today)
    for row in (measure, *alike.filter(plan__in=versions).exclude(pk=measure.pk).select_for_update(of=("self",))):
        row.state, row.state_on, row.note = left
        row.state_by_id = ctx.actor
        row.save(update_fields=["state", "state_on", "state_by", "note"])


def _expect_own(ctx: Context, measure: RollWorkMeasure) -> None:
    _expect_adopted(measure.plan)
    if not (bears(ctx, measure) or leads(ctx, measure)):
        raise Refused(Problem("roll_work.not_yours"))


def _expect_adopted(plan: RollWorkPlan) -> None:
    """Raises Refused for a draft, a version that another has followed, and one whose paper was withdrawn."""
    if plan.state != PlanState.ADOPTED:
        raise Refused(Problem("roll_work.still_draft"))
    if is_followed(plan):
        raise Refused(Problem("roll_work.followed"))
    if plan.paper is not None and plan.paper.withdrawn_on is not None:
        raise Refused(Problem("roll_work.withdrawn"))
