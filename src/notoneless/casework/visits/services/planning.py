"""Planning a visit, calling it off, and asking for one."""

from datetime import date
from uuid import UUID

from notoneless.casework.visits.models import Nomination, PlannedVisit
from notoneless.casework.visits.rules.kinds import PlanState
from notoneless.casework.visits.rules.recording import too_far
from notoneless.casework.visits.services.going import enter_visitors, going
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem


@action("visit.plan", words="安排家访", english="Plan a home visit")
def plan_visit(ctx: Context, *, child: Child, visitors: Passage, due_on: date, purpose: Line | None) -> UUID:
    """Say who is to visit a child by when; the planned visit. `visitors`: ids of accounts, with blanks between.

    People of school, village and township may go together. Raises Unusable for a day that is over or too far
    ahead, or somebody who answers for the child nowhere.
    """
    if due_on < ctx.today:
        raise Unusable(Problem("visits.over", {"day": due_on.isoformat()}))
    if (problem := too_far(due_on, ctx.today)) is not None:
        raise Unusable(problem)
    people = going(ctx, child.pk, visitors)
    row = PlannedVisit(
        id=ctx.ids.new(), child=child, due_on=due_on, purpose=purpose or "", state=PlanState.OPEN, planned_on=ctx.today
    )
    row.planned_by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    enter_visitors(ctx, child.pk, people, planned=row)
    return row.id


@action("visit.call_off", words="取消家访安排", english="Call a planned visit off")
def call_off(ctx: Context, *, planned_visit: PlannedVisit, reason: Line) -> None:
    """Say why a planned visit will not be made. Raises Refused where it was made, or called off before."""
    if planned_visit.state != PlanState.OPEN:
        raise Refused(Problem("visits.not_open"))
    planned_visit.state, planned_visit.because, planned_visit.ended_on = PlanState.CALLED_OFF, reason, ctx.today
    planned_visit.save(update_fields=["state", "because", "ended_on"])


@action("visit.nominate", words="提名家访", english="Ask that a child be visited")
def nominate(ctx: Context, *, child: Child, reason: Line) -> UUID:
    """Ask that a child stand on the next lists, and why; the nomination."""
    row = Nomination(id=ctx.ids.new(), child=child, on=ctx.today, because=reason)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.id
