"""Reminders: a post that an overdue duty has come up to reminds whoever owes it."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.plans.selectors import plans_of
from notoneless.kernel.problems import Problem
from notoneless.oversight.duties.models import DutyRow, Exemption, Reminder
from notoneless.oversight.duties.selectors.again import done_since_reckoned
from notoneless.oversight.duties.selectors.reminding import (
    is_reminded,
    is_to_remind,
    reminders_of,
    reminding_from,
)
from notoneless.policy.judging import State


@action("duty.remind", words="催办任务", english="Remind of an overdue duty")
def remind_duty(ctx: Context, *, row: DutyRow) -> UUID:
    """Remind whoever owes an overdue duty that has come up: once a day for each post that was told.

    Raises Unusable for a duty that is not overdue or need not be done any more, by whoever was not told of it, and where the
    post has reminded today.
    """
    _check_overdue(ctx, row)
    by_unit = reminding_from(ctx, [row]).get(row.pk)
    if by_unit is None or ctx.actor is None:
        raise Unusable(Problem("duties.not_told"))
    if is_reminded(reminders_of(ctx, [row]).get(row.pk, ()), by_unit, ctx.today):
        raise Unusable(Problem("duties.reminded_today"))
    made = Reminder(
        id=ctx.ids.new(),
        duty=row.duty,
        period=row.period,
        unit_id=row.unit_id,
        bearer_id=row.bearer_id,
        by_unit_id=by_unit,
        by_id=ctx.actor,
        on=ctx.today,
        reminded_at=ctx.at,
    )
    made.save(force_insert=True)
    return made.id


def _check_overdue(ctx: Context, row: DutyRow) -> None:
    """Raises Unusable for what is not overdue, was done since all was reckoned, or is exempt."""
    if row.state != State.BROKEN:
        raise Unusable(Problem("duties.nothing_to_remind"))
    if row.raised_to_id is None:
        raise Unusable(Problem("duties.not_told"))
    plan = plans_of([row.version_id])[row.version_id]
    duty = next((each for each in plan.duties if each.id == row.duty), None)
    done = done_since_reckoned([row], {row.pk: duty} if duty is not None else {}, ctx.today)
    exempt = Exemption._base_manager.filter(duty=row.duty, unit_id=row.unit_id, period=row.period).exists()
    if done or exempt or not is_to_remind(row, duty):
        raise Unusable(Problem("duties.nothing_to_remind"))
