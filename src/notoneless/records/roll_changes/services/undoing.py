"""What was carried out and does not stand on the roll any more: the application says so, and nobody waits for it."""

from django.db.models import Q

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.records.enrolment.models import RollEvent
from notoneless.records.enrolment.rules.standing import Step
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import HANDED, Level
from notoneless.records.roll_changes.rules.standing import NEXT, STANDING, Move, State
from notoneless.records.roll_changes.selectors.knowing import course_of
from notoneless.records.roll_changes.services.checking import step

_MOST = 200
"""Characters of a note."""


@action(
    "roll_change.follow_withdrawal", words="学籍登记撤销后更新申请", english="Follow what was withdrawn from the roll"
)
def follow_withdrawal(ctx: Context, *, event: RollEvent) -> None:
    """Let the application of an event that was withdrawn stand no more, and an arrival be confirmed anew; by the program."""
    course = course_of(event)
    for row in ChangeRequest._base_manager.filter(Q(event__in=course), state__in=STANDING):
        undo(ctx, row)
    for row in ChangeRequest._base_manager.filter(arrival__in=course, kind__in=HANDED, state=State.CARRIED_OUT):
        unconfirm(ctx, row)
    if event.step == Step.TRANSFER_IN:
        for row in ChangeRequest._base_manager.filter(
            entry=event.entry_id, state=State.CARRIED_OUT, arrival__isnull=False
        ):
            unconfirm(ctx, row)


def undo(ctx: Context, row: ChangeRequest, note: str = "") -> None:
    """Write that what an application brought onto the roll stands there no more."""
    step(ctx, row, Move.UNDO, note=note[:_MOST])
    row.state = NEXT[State(row.state)][Move.UNDO]
    row.save(update_fields=["state"])


def unconfirm(ctx: Context, row: ChangeRequest, note: str = "") -> None:
    """Write that an arrival does not stand on the roll: the receiving school looks again."""
    step(ctx, row, "unarrive", "receiving", note[:_MOST])
    row.arrived_on, row.arrived_by, row.arrival = None, None, None
    if row.kind in HANDED:
        row.state, row.waits_for, row.done_on = State.WAITING, Level.RECEIVING, None
    row.save(update_fields=["arrived_on", "arrived_by", "arrival", "state", "waits_for", "done_on"])
