"""Adopting a plan: it becomes a version and a numbered paper, and the version before it ends."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue
from notoneless.records.roll_work.models import RollWorkMeasure, RollWorkPlan
from notoneless.records.roll_work.rules import MeasureState, PlanState, why_not_adopted, year_words
from notoneless.records.roll_work.selectors.bearing import bearer_words
from notoneless.records.roll_work.selectors.following import NEVER
from notoneless.records.roll_work.selectors.plans import last_adopted
from notoneless.records.roll_work.services.drafting import expect_draft
from notoneless.records.roll_work.services.returning import expect_submitted
from notoneless.typesetting.paper import written_day

ADOPT = "roll_work.adopt"
KIND = "roll_work_plan"
"""The paper that adopts a plan."""


@action("roll_work.adopt", words="审定学籍管理工作计划", english="Adopt a roll-work plan")
def adopt_plan(ctx: Context, *, roll_plan: RollWorkPlan, effective_on: date) -> UUID:
    """Let a draft be in force from a day on, as the next version and as a numbered paper; the paper.

    The version before it ends on that day; what was finished in it while the draft was written is finished here too, and what
    is overdue in it stays so. Raises Refused for an adopted plan, one that was returned and a school without a prefix,
    Unusable where `rules.why_not_adopted` says why.
    """
    plan = roll_plan
    expect_draft(plan)
    expect_submitted(plan)
    rows = visible_to(ctx, ADOPT, RollWorkPlan).filter(unit_id=plan.unit_id, state=PlanState.ADOPTED)
    former = last_adopted(rows.select_for_update(of=("self",)))
    if former is not None:
        _carry_over(ctx, former, plan)
    measures = list(visible_to(ctx, ADOPT, RollWorkMeasure).filter(plan=plan).order_by("ordinal", "id"))
    bearers = [each.bearer_title for each in measures]
    begun = former.from_on if former else None
    wrong = why_not_adopted(bearers, effective_on, ctx.today, begun, _over(ctx, former, measures))
    if wrong:
        raise Unusable(wrong)
    last = rows.filter(school_year=plan.school_year).aggregate(most=Max("version"))["most"]
    plan.state, plan.version, plan.former = PlanState.ADOPTED, (last or 0) + 1, former
    plan.adopted_on, plan.adopted_by_id, plan.from_on = ctx.today, ctx.actor, effective_on
    for number, measure in enumerate(measures, 1):
        measure.ordinal = number
        measure.save(update_fields=["ordinal"])
    supersedes = former.paper if former else None
    plan.paper = issue(ctx, ADOPT, unit=plan.unit, kind=KIND, data=_data(plan, measures), supersedes=supersedes)
    plan.save(update_fields=["state", "version", "former", "adopted_on", "adopted_by", "from_on", "paper"])
    return plan.paper.id


def _carry_over(ctx: Context, former: RollWorkPlan, plan: RollWorkPlan) -> None:
    """What was done or dropped since the draft took it over: in the former version, or else in one that never began.

    All of the former version is locked, so that whoever does one of its measures at that instant is waited for.
    """
    rows = visible_to(ctx, ADOPT, RollWorkMeasure)
    before = list(rows.filter(plan=former).select_for_update(of=("self",)))
    never = RollWorkPlan._base_manager.filter(NEVER, unit_id=plan.unit_id, state=PlanState.ADOPTED).values("pk")
    known = [row.lineage for row in before]
    ended = [*rows.filter(plan__in=never).exclude(lineage__in=known).order_by("plan__adopted_on", "id"), *before]
    own = {row.lineage: row for row in rows.filter(plan=plan)}
    for row in ended:
        copy = own.get(row.lineage)
        if copy is not None and row.state != MeasureState.OPEN:
            copy.state, copy.state_on, copy.state_by_id, copy.note = row.state, row.state_on, row.state_by_id, row.note
            copy.save(update_fields=["state", "state_on", "state_by", "note"])


def _over(ctx: Context, former: RollWorkPlan | None, measures: Sequence[RollWorkMeasure]) -> dict[int, date]:
    """The open measures, by number, whose day is over although they were not owed by that day in the version before."""
    rows = visible_to(ctx, ADOPT, RollWorkMeasure).filter(plan=former) if former is not None else ()
    owed = {(row.lineage, row.due_on) for row in rows}
    return {
        number: each.due_on
        for number, each in enumerate(measures, 1)
        if each.state == MeasureState.OPEN and each.due_on < ctx.today and (each.lineage, each.due_on) not in owed
    }


def _data(plan: RollWorkPlan, measures: list[RollWorkMeasure]) -> Data:
    """What the paper is filled in with."""
    return {
        "school": plan.unit.name,
        "school_year": year_words(plan.school_year),
        "title": plan.title,
        "version": str(plan.version),
        "effective_on": written_day(plan.from_on) if plan.from_on else "",
        "basis": plan.basis,
        "aims": plan.aims,
        "measures": [
            {
                "ordinal": str(each.ordinal),
                "text": each.text,
                "bearer": bearer_words(each),
                "due_on": written_day(each.due_on),
                "note": each.evidence,
            }
            for each in measures
        ],
    }
