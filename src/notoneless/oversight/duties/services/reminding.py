"""Reminders: a post that an overdue duty has come up to reminds whoever owes it."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.plans.selectors import plans_of
from notoneless.kernel.problems import Problem
from notoneless.oversight.duties.models import DutyRow, Exemption, Reminder
from notoneless.oversight.duties.selectors.again import done_since_reckoned
from notoneless.oversight.duties.selectors.bearers import post_to_remind
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
    return _made(ctx, row, by_unit, ctx.actor)


@action("duty.remind_post", words="催办责任人", english="Remind whoever holds a post of all that is overdue")
def remind_post(ctx: Context, *, unit: Unit, role: str, duty: str | None) -> None:
    """Remind whoever holds a post of a unit of every overdue duty that has come up and was not reminded of today, all at once.

    `duty`: of one duty alone. Raises Unusable where nothing is to be reminded of, all was reminded of today, or nobody holds
    the post: such a reminder would reach nobody.
    """
    found = post_to_remind(ctx, unit.pk, role, duty)
    if found is None or ctx.actor is None:
        raise Unusable(Problem("duties.nobody_to_remind"))
    if not found.is_reached:
        raise Unusable(Problem("duties.reaches_nobody", {"unit": found.unit_name, "role": Problem(f"role.{role}")}))
    if not found.rows:
        raise Unusable(Problem("duties.reminded_today"))
    for row, by_unit in found.rows:
        _made(ctx, row, by_unit, ctx.actor)


def _made(ctx: Context, row: DutyRow, by_unit: UUID, actor: UUID) -> UUID:
    made = Reminder(
        id=ctx.ids.new(),
        duty=row.duty,
        period=row.period,
        unit_id=row.unit_id,
        bearer_id=row.bearer_id,
        by_unit_id=by_unit,
        by_id=actor,
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
