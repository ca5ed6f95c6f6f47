"""A transferred pupil arrives: the receiving school says so, and the program moves the entry, which no school reaches alone."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.refusing import why_no_grade
from notoneless.records.enrolment.services.moving import write_arrival
from notoneless.records.enrolment.services.recording import Papers
from notoneless.records.roll_changes.events import TransferArrived
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import ChangeKind
from notoneless.records.roll_changes.rules.standing import State
from notoneless.records.roll_changes.selectors.knowing import receives
from notoneless.records.roll_changes.services.checking import class_named, refuse, step

CONFIRM = "roll_change.confirm_arrival"


@action("roll_change.confirm_arrival", words="确认转入学生到校", english="Confirm that a transferred pupil has come")
def confirm_arrival(ctx: Context, *, change_request: ChangeRequest, on: date, room: UUID, grade: int) -> UUID:
    """Say on which day a pupil let go to one's school came, and to which class and grade; the step.

    Raises Refused for what is no transfer to one's school, not carried out yet, or confirmed before.
    """
    if change_request.kind != ChangeKind.TRANSFER or change_request.state != State.CARRIED_OUT:
        raise Refused(Problem("roll_changes.no_transfer"))
    if not receives(ctx, CONFIRM, change_request):
        raise Refused(Problem("roll_changes.not_to_you"))
    refuse(Problem("roll_changes.arrived_already") if change_request.arrived_on is not None else None)
    refuse(Problem("enrolment.future", {"day": on.isoformat()}) if on > ctx.today else None)
    if on < change_request.on:
        raise Refused(Problem("enrolment.backwards", {"day": on.isoformat(), "last": change_request.on.isoformat()}))
    refuse(why_no_grade(grade))
    change_request.room = class_named(room, change_request.also_unit_id, ctx.today)
    change_request.grade, change_request.arrived_on = grade, on
    change_request.arrived_by_id = ctx.actor
    change_request.save(update_fields=["room", "grade", "arrived_on", "arrived_by"])
    publish(ctx, TransferArrived(change_request=change_request.pk))
    return step(ctx, change_request, "arrive", "receiving")


@action("roll_change.carry_arrival", words="按到校确认转接学籍", english="Move the entry of a pupil who has come")
def carry_arrival(ctx: Context, *, change_request: ChangeRequest) -> None:
    """Write on the roll what the receiving school has confirmed; by the program, which reaches both schools. Done once."""
    row = change_request
    if row.arrived_on is None or row.arrival_id is not None or row.room is None or row.entry_id is None:
        return
    entry = RollEntry._base_manager.select_for_update(of=("self",)).get(pk=row.entry_id)
    new = write_arrival(ctx, entry, row.arrived_on, row.room, row.grade, Papers())
    row.arrival_id = RollEvent._base_manager.filter(entry=new).order_by("number").values_list("pk", flat=True).first()
    row.save(update_fields=["arrival"])
