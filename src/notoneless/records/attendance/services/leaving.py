"""Leave: asked for, granted or refused, extended, and closed when the pupil is back."""

from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.events import AbsenceFound
from notoneless.records.attendance.models import Leave
from notoneless.records.attendance.rules.excusing import LeaveSpan
from notoneless.records.attendance.rules.kinds import LeaveState, LeaveStepKind, MarkKind
from notoneless.records.attendance.rules.leaving import (
    STANDING,
    overlaps,
    why_not_closed,
    why_not_days,
    why_not_extended,
    why_not_granted,
    why_not_so_far,
    why_not_step,
    why_not_withdrawn,
)
from notoneless.records.attendance.selectors.facts import absent_days, present_days
from notoneless.records.attendance.selectors.leaves import in_row, spans_beside
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import answers_for, is_open
from notoneless.records.attendance.selectors.rooms import rooms_on
from notoneless.records.attendance.services.returning import close, one_by_one, step
from notoneless.records.attendance.services.slips import take_slip_back


@action("leave.apply", words="代申请请假", english="Apply for leave on behalf of a guardian")
def apply_leave(
    ctx: Context, *, child: Child, first_on: date, last_on: date, reason: str, note: Line | None, asked_by: str | None
) -> UUID:
    """Write down that a guardian asks for leave from a first to a last day; the leave. `note` is sealed.

    Raises Unusable for days that cannot be, a reason there is not, and a child in no class; Refused where one of the days
    has leave already, or had it before the pupil was back.
    """
    numbers = attendance_numbers(ctx.today)
    wrong = why_not_days(first_on, last_on, numbers) or why_not_so_far(first_on, ctx.today, numbers)
    if wrong is None and reason not in {each.key for each in numbers.reasons_for(MarkKind.LEAVE)}:
        wrong = Problem("arrivals.reason_unfit", {"mark": Problem("arrivals.mark_leave")})
    room = rooms_on(ctx.today, [child.pk]).get(child.pk)
    if room is None or not is_open(room, ctx.today):
        wrong = Problem("arrivals.leave_without_class")
    if wrong or room is None:
        raise Unusable(wrong or Problem("arrivals.leave_without_class"))
    standing = Leave._base_manager.filter(child=child, state__in=STANDING)
    if overlaps(first_on, last_on, [LeaveSpan(each.first_on, each.last_on, each.closed_on) for each in standing]):
        raise Refused(Problem("arrivals.leave_overlaps"))
    leave = Leave(
        id=ctx.ids.new(),
        child=child,
        unit=room,
        first_on=first_on,
        last_on=last_on,
        reason=reason,
        note=Plain(note) if note else None,
        asked_by=asked_by or "",
        state=LeaveState.APPLIED,
    )
    leave.save(force_insert=True)
    step(ctx, leave, LeaveStepKind.APPLY, last_on)
    return leave.pk


@action("leave.grant", words="准假", english="Grant leave")
def grant_leave(ctx: Context, *, leave: Leave) -> None:
    """Let a pupil have the days asked for. Raises Refused for more days than a class teacher may grant: the head does."""
    _expect(leave, LeaveStepKind.GRANT)
    _expect_power(ctx, leave, leave.last_on)
    leave.state = LeaveState.GRANTED
    leave.save(update_fields=["state"])
    step(ctx, leave, LeaveStepKind.GRANT, leave.last_on)
    _close_if_back(ctx, leave)


@action("leave.refuse", words="不准假", english="Refuse leave")
def refuse_leave(ctx: Context, *, leave: Leave, reason: Line) -> None:
    """Not let a pupil have the days asked for, and why."""
    _expect(leave, LeaveStepKind.REFUSE)
    leave.state = LeaveState.REFUSED
    leave.save(update_fields=["state"])
    step(ctx, leave, LeaveStepKind.REFUSE, None, reason)


@action("leave.extend", words="续假", english="Extend leave")
def extend_leave(ctx: Context, *, leave: Leave, last_on: date, reason: Line) -> None:
    """Let a leave last until a later day. Raises Refused where the whole is more than this person may grant, or another leave
    is on one of the days.
    """
    _expect(leave, LeaveStepKind.EXTEND)
    numbers = attendance_numbers(ctx.today)
    wrong = why_not_extended(leave.last_on, last_on) or why_not_days(leave.first_on, last_on, numbers)
    if wrong:
        raise Unusable(wrong)
    one_by_one({leave.child_id})
    # the days that are added: those it has were free when it was asked for
    if overlaps(leave.last_on + timedelta(days=1), last_on, spans_beside(leave, *STANDING)):
        raise Refused(Problem("arrivals.leave_overlaps"))
    _expect_power(ctx, leave, last_on)
    leave.last_on = last_on
    leave.save(update_fields=["last_on"])
    step(ctx, leave, LeaveStepKind.EXTEND, last_on, reason)
    _close_if_back(ctx, leave)


@action("leave.close", words="销假", english="Close leave")
def close_leave(ctx: Context, *, leave: Leave, on: date) -> None:
    """Say on which day the pupil was back. Marking the pupil as there does the same."""
    _expect(leave, LeaveStepKind.CLOSE)
    wrong = why_not_closed(leave.first_on, on, ctx.today)
    if wrong:
        raise Unusable(wrong)
    close(ctx, leave, on, "")


@action("leave.withdraw", words="撤销请假", english="Withdraw leave")
def withdraw_leave(ctx: Context, *, leave: Leave, reason: Line) -> None:
    """Take back a leave that was a mistake, and why: it covers no day any more, its slip is void, and it stays to be read.

    Raises Refused for more days than a class teacher may grant: the head, who has granted them, withdraws them.
    """
    numbers, state, is_head = attendance_numbers(ctx.today), LeaveState(leave.state), _is_head(ctx, leave)
    wrong = why_not_withdrawn(state, leave.first_on, leave.last_on, numbers, is_head=is_head)
    if wrong:
        raise Refused(wrong)
    missed = absent_days(leave.first_on, min(leave.last_on, ctx.today), [leave.child_id])
    had = {day.on for day in missed if day.excused}
    leave.state, leave.closed_on = LeaveState.WITHDRAWN, None
    leave.save(update_fields=["state", "closed_on"])
    step(ctx, leave, LeaveStepKind.WITHDRAW, None, reason)
    take_slip_back(ctx, leave, reason)
    for day in absent_days(leave.first_on, min(leave.last_on, ctx.today), [leave.child_id]):
        if day.on in had and not day.excused:
            publish(ctx, AbsenceFound(child=leave.child_id, unit=day.unit, on=day.on))


def _close_if_back(ctx: Context, leave: Leave) -> None:
    """Close leave that is written down after the pupil was seen again: nobody is to look for who sits in class."""
    if leave.last_on >= ctx.today:
        return
    seen = present_days(leave.last_on + timedelta(days=1), ctx.today, [leave.child_id])
    back = min(seen.get(leave.child_id, ()), default=None)
    if back is not None:
        close(ctx, leave, back, "")


def _expect(leave: Leave, kind: LeaveStepKind) -> None:
    wrong = why_not_step(LeaveState(leave.state), kind)
    if wrong:
        raise Refused(wrong)


def _expect_power(ctx: Context, leave: Leave, last_on: date) -> None:
    numbers = attendance_numbers(ctx.today)
    wrong = why_not_granted(*in_row(leave, last_on), numbers, is_head=_is_head(ctx, leave))
    if wrong:
        raise Refused(wrong)


def _is_head(ctx: Context, leave: Leave) -> bool:
    """Whether somebody leads the school in which the child is today."""
    room = rooms_on(ctx.today, [leave.child_id]).get(leave.child_id)
    return answers_for(ctx, room.pk if room is not None else leave.unit_id)
