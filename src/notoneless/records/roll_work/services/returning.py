"""A draft goes back to whoever wrote it, with the reason, and is submitted again once it was amended."""

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem
from notoneless.records.roll_work.models import RollWorkPlan
from notoneless.records.roll_work.services.drafting import expect_draft


@action("roll_work.return", words="退回学籍管理工作计划", english="Return a roll-work plan for mending")
def return_draft(ctx: Context, *, roll_plan: RollWorkPlan, reason: Line) -> None:
    """Send a draft back to the school with the reason: it is adopted only once it was amended and submitted again.

    Raises Refused for an adopted plan, and for a draft that is back already.
    """
    expect_draft(roll_plan)
    if is_returned(roll_plan):
        raise Refused(Problem("roll_work.returned_already"))
    roll_plan.returned_on, roll_plan.returned_by_id, roll_plan.returned_why = ctx.today, ctx.actor, reason
    roll_plan.amended_on = None
    roll_plan.save(update_fields=["returned_on", "returned_by", "returned_why", "amended_on"])


@action("roll_work.submit", words="再报审定学籍管理工作计划", english="Submit a roll-work plan again")
def submit_draft(ctx: Context, *, roll_plan: RollWorkPlan) -> None:
    """Say that a draft that came back was amended. Raises Refused for one that did not come back."""
    expect_draft(roll_plan)
    if not is_returned(roll_plan):
        raise Refused(Problem("roll_work.not_returned"))
    roll_plan.amended_on = ctx.today
    roll_plan.save(update_fields=["amended_on"])


def is_returned(plan: RollWorkPlan) -> bool:
    """Whether a draft is back with the school, to be amended."""
    return plan.returned_on is not None and plan.amended_on is None


def expect_submitted(plan: RollWorkPlan) -> None:
    """Raises Refused for a draft that is back with the school."""
    if is_returned(plan):
        raise Refused(Problem("roll_work.returned", {"why": plan.returned_why}))
