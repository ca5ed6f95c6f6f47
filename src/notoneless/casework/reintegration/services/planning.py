"""The plan of one returned pupil, version by version."""

from datetime import date
from uuid import UUID

from notoneless.casework.reintegration.models import Return, ReturnPlan
from notoneless.casework.reintegration.rules.refusing import why_not_reviewed
from notoneless.casework.reintegration.services.checking import own_school, refuse, still_open
from notoneless.casework.watch_list.selectors.keepers import keepers_for
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem

PLAN = "return.plan"


@action("return.plan", words="制定复学学生一人一方案", english="Make the plan of a returned pupil")
def make_plan(
    ctx: Context,
    *,
    returned: Return,
    goals: Passage,
    measures: Passage,
    keeper: Line,
    review_on: date,
    condition: Passage | None,
) -> UUID:
    """Say what is to be reached with a returned pupil, what is done for that, which post keeps it, and when it is looked at
    again; the version. keeper: unit and role, with a stroke between. The condition is sealed.

    Raises Refused for a return that has ended, another school's, and a review day too far away; Unusable for a post that does
    not answer for the pupil.
    """
    _, numbers = still_open(ctx, returned)
    own_school(ctx, returned, PLAN)
    refuse(why_not_reviewed(review_on, numbers, ctx.today))
    post = next((each for each in keepers_for(ctx, returned.child_id) if each.key == keeper), None)
    if post is None:
        raise Unusable(Problem("reintegration.no_keeper"))
    row = ReturnPlan(id=ctx.ids.new(), returned=returned, child_id=returned.child_id, goals=goals, measures=measures)
    row.number = ReturnPlan._base_manager.filter(returned=returned).count() + 1
    row.condition = Plain(condition) if condition else None
    row.keeper_unit_id, row.keeper_role, row.review_on, row.on = post.unit, post.role, review_on, ctx.today
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk
