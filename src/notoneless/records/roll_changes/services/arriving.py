"""A transferred pupil arrives: the receiving school says so, and the program moves the entry, which no school reaches alone."""

from datetime import date
from uuid import UUID

from django.db import transaction

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.kernel.codes.rolls import Movement
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.refusing import why_no_grade
from notoneless.records.enrolment.rules.standing import Fact, Step
from notoneless.records.enrolment.selectors import facts_of
from notoneless.records.enrolment.services.entering import write_entry
from notoneless.records.enrolment.services.moving import write_arrival
from notoneless.records.enrolment.services.recording import Papers
from notoneless.records.roll_changes.events import TransferArrived
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import HANDED
from notoneless.records.roll_changes.rules.standing import State
from notoneless.records.roll_changes.selectors.knowing import course_of, receives
from notoneless.records.roll_changes.services.checking import class_named, refuse, step
from notoneless.records.roll_changes.services.undoing import unconfirm, undo

CONFIRM = "roll_change.confirm_arrival"


@action("roll_change.confirm_arrival", words="确认转入学生到校", english="Confirm that a transferred pupil has come")
def confirm_arrival(ctx: Context, *, change_request: ChangeRequest, on: date, room: UUID, grade: int) -> UUID:
    """Say on which day a pupil let go to one's school came, and to which class and grade; the step.

    Raises Refused for what is no transfer to one's school, not carried out yet, or confirmed before.
    """
    awaited = State.WAITING if change_request.kind in HANDED else State.CARRIED_OUT
    if not change_request.is_within or change_request.state != awaited:
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
    if change_request.kind in HANDED:
        change_request.state, change_request.waits_for, change_request.done_on = State.CARRIED_OUT, "", ctx.today
    change_request.save(update_fields=["room", "grade", "arrived_on", "arrived_by", "state", "waits_for", "done_on"])
    publish(ctx, TransferArrived(change_request=change_request.pk))
    return step(ctx, change_request, "arrive", "receiving")


@action("roll_change.carry_arrival", words="按到校确认转接学籍", english="Move the entry of a pupil who has come")
def carry_arrival(ctx: Context, *, change_request: ChangeRequest) -> None:
    """Write on the roll what the receiving school has confirmed; by the program, which reaches both schools. Done once.

    What the roll does not allow, because something else happened to the entry since, goes back to the school that confirmed it
    with the reason: it confirms anew, or the transfer stands no more.
    """
    row = change_request
    waits = row.state == State.CARRIED_OUT and row.arrived_on is not None and row.arrival_id is None
    if not waits or row.arrived_on is None or row.room is None or row.entry_id is None:
        return
    entry = RollEntry._base_manager.select_for_update(of=("self",)).get(pk=row.entry_id)
    if row.kind in HANDED:
        _take_in(ctx, row, row.arrived_on, row.room)
        return
    if not _is_let_go(row, entry):
        undo(ctx, row, sentence(Problem("roll_changes.sent_no_more")))
        return
    try:
        with transaction.atomic():
            new = write_arrival(ctx, entry, row.arrived_on, row.room, row.grade, Papers())
    except (Refused, Unusable) as refusal:
        unconfirm(ctx, row, sentence(refusal.told))
        return
    row.arrival_id = RollEvent._base_manager.filter(entry=new).order_by("number").values_list("pk", flat=True).first()
    row.save(update_fields=["arrival"])


def _take_in(ctx: Context, row: ChangeRequest, on: date, room: Unit) -> None:
    """Enter a graduate of primary school at the junior school that says it has the child."""
    try:
        with transaction.atomic():
            new = write_entry(ctx, row.child, room, Fact(Step.ENTER, on, Movement.ENTRY, grade=row.grade), Papers())
    except (Refused, Unusable) as refusal:
        unconfirm(ctx, row, sentence(refusal.told))
        return
    row.arrival_id = RollEvent._base_manager.filter(entry=new).order_by("number").values_list("pk", flat=True).first()
    row.save(update_fields=["arrival"])


def _is_let_go(row: ChangeRequest, entry: RollEntry) -> bool:
    """Whether what this application has written is still the last that happened to the entry."""
    last = facts_of(entry)[-1:]
    return any(row.event_id in course_of(RollEvent._base_manager.get(pk=event)) for event, _ in last)
