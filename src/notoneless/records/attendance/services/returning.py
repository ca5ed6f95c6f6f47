"""What a report says of leave: it is over when the pupil is back, and goes on where that was a mistake."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight, visible_to
from notoneless.foundation.people.models import Child
from notoneless.records.attendance.models import Leave, LeaveStep
from notoneless.records.attendance.rules.kinds import LeaveState, LeaveStepKind
from notoneless.records.attendance.rules.leaving import STANDING, goes_on_until
from notoneless.records.attendance.selectors.facts import present_days
from notoneless.records.attendance.selectors.leaves import spans_beside
from notoneless.records.attendance.selectors.permitting import READ_ATTENDANCE


def close_leaves(ctx: Context, seen: Collection[UUID], on: date) -> set[UUID]:
    """Close the leave of those who were seen: on the day they were, whatever day it was granted until. Whose leave it was."""
    found = list(_running(sight(ctx, READ_ATTENDANCE, Leave), seen, on))
    for leave in found:
        close(ctx, leave, on, "")
    return {leave.child_id for leave in found}


@prepared
def _running(seen: Sight, children: Collection[UUID], on: date) -> QuerySet[Leave]:
    rows = seen.of(Leave).filter(state=LeaveState.GRANTED, first_on__lte=on, child_id__in=children)
    # locked, in one order: what is done to the leave at that instant is done before or after, and not written over
    return rows.select_for_update(of=("self",), no_key=True).order_by("pk")


def let_leaves_go_on(ctx: Context, children: Collection[UUID], on: date, why: str) -> None:
    """Let leave run again that a wrong mark has closed: until the day on which the pupil was really seen, if any, or before
    the first day of leave that was asked for since.
    """
    rows = visible_to(ctx, READ_ATTENDANCE, Leave).filter(state=LeaveState.CLOSED, closed_on=on)
    wrongly = list(rows.filter(child_id__in=children).select_for_update(of=("self",), no_key=True).order_by("pk"))
    if not wrongly:
        return
    one_by_one({leave.child_id for leave in wrongly})
    seen = present_days(on, ctx.today, {leave.child_id for leave in wrongly})
    for leave in wrongly:
        ends = goes_on_until(leave.last_on, seen.get(leave.child_id, ()), spans_beside(leave, *STANDING), on)
        if ends == on:  # seen at another time of the day, or the day is one of other leave
            continue
        leave.state, leave.closed_on = LeaveState.GRANTED, None
        leave.save(update_fields=["state", "closed_on"])
        step(ctx, leave, LeaveStepKind.GO_ON, leave.last_on, why)
        if ends is not None:
            close(ctx, leave, ends, "")


def one_by_one(children: Collection[UUID]) -> None:
    """Wait until nobody else gives leave to these children: of two at the same instant the second sees what the first wrote."""
    rows = Child._base_manager.filter(pk__in=children).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def close(ctx: Context, leave: Leave, on: date, why: str) -> None:
    """Let a leave be over on the day on which the pupil was back."""
    leave.state, leave.closed_on = LeaveState.CLOSED, on
    leave.save(update_fields=["state", "closed_on"])
    step(ctx, leave, LeaveStepKind.CLOSE, on, why)


def step(ctx: Context, leave: Leave, kind: LeaveStepKind, until: date | None, why: str = "") -> LeaveStep:
    """Write down what happened to a leave."""
    by: dict[str, Any] = {"by_id": ctx.actor, "at": ctx.at}
    row = LeaveStep(
        id=ctx.ids.new(),
        leave=leave,
        child_id=leave.child_id,
        number=LeaveStep._base_manager.filter(leave=leave).count() + 1,
        step=kind,
        until_on=until,
        why=why,
        **by,
    )
    row.save(force_insert=True)
    return row
