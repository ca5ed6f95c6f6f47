"""Devices come and end; events are received and settled."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import NotAllowed, Refused, Unusable
from notoneless.foundation.attachments.services import name_stored
from notoneless.foundation.field_book.models import FieldDevice, FieldEvent
from notoneless.foundation.field_book.rules import ENVELOPE, MAY_BECOME, EventState, made_at
from notoneless.foundation.field_book.selectors import Owner, device_secret, secret_key, slot_of
from notoneless.kernel.problems import Problem

MOST_DEVICES = 10
"""Devices of one account: more are not kept by one person."""


@action("field_book.add_device", words="在本机启用离线本", english="Keep a field book on a device")
def add_device(ctx: Context, *, unit: Unit, name: Line) -> UUID:
    """Let a device hand in what its owner writes down without a line; the device. Raises Refused beyond MOST_DEVICES."""
    mine = FieldDevice._base_manager.filter(account_id=str(ctx.actor), ended_at__isnull=True)
    if mine.count() >= MOST_DEVICES:
        raise Refused(Problem("field_book.too_many_devices", {"most": MOST_DEVICES}))
    return _device(ctx, ctx.ids.new(), Owner(UUID(str(ctx.actor)), unit.pk, ctx.strong), name[:60])


@action("field_book.readmit", words="重新认出一台设备", english="Know a device again")
def readmit(ctx: Context, *, unit: Unit, account: Account, device_id: UUID, had_second_factor: bool) -> UUID:
    """Know a device again that was added after the backup from which this server was restored: its secret bears our signature.

    Nobody need sign in for that, not even whoever may not any more: what such a person wrote is kept and waits.
    """
    return _device(ctx, device_id, Owner(account.pk, unit.pk, had_second_factor), "—")


def _device(ctx: Context, device: UUID, owner: Owner, name: str) -> UUID:
    row = FieldDevice(
        id=device, unit_id=owner.unit, account_id=owner.account, name=name, strong=owner.strong, at=ctx.at
    )
    row.secret = secret_key(device_secret(device, owner))
    row.save(force_insert=True)
    return row.pk


@action("field_book.end_device", words="停用一台设备的离线本", english="End the field book of a device")
def end_device(ctx: Context, *, field_device: FieldDevice) -> None:
    """Take nothing from a device any more without a person looking at it. One's own, or of whoever is beneath."""
    if field_device.ended_at is not None:
        raise Refused(Problem("field_book.ended_already"))
    field_device.ended_at = ctx.at
    field_device.save(update_fields=["ended_at"])


@action("field_book.receive", words="接收离线记录", english="Receive what a phone handed in")
def receive(
    ctx: Context,
    *,
    field_device: FieldDevice,
    device_event: UUID,
    event_kind: str | None,
    content: Line,
    size: int,
    digest: Line,
    slot: Passage | None,
    told_at: Line | None,
    event_state: EventState,
    told_why: Passage | None,
) -> UUID:
    """Keep an event that a device handed in, once; its row. `content`: the name of the stored envelope, `digest`: hexadecimal.

    What is kept is acknowledged: it is entered now or later, or a person settles it. Raises Unusable for a state it cannot
    begin in.
    """
    if event_state not in (EventState.WAITING, EventState.REFUSED, EventState.CONFLICTING):
        raise Unusable(Problem("field_book.no_such_state"))
    row = FieldEvent(id=ctx.ids.new(), unit_id=field_device.unit_id, device=field_device, event=device_event)
    row.state = event_state
    row.by_id, row.kind, row.digest = field_device.account_id, event_kind or "", _digest(digest)
    row.content = name_stored(ctx, field_device.unit, ENVELOPE, content, size)
    row.slot, row.made_at = slot_of(slot or ""), made_at(told_at or "", ctx.at)
    row.received_at, row.told, row.reason = ctx.at, told_why or "", ""
    row.save(force_insert=True)
    return row.pk


@action("field_book.settle", words="登记离线记录的结果", english="Record what became of what a phone handed in")
def settle(
    ctx: Context,
    *,
    field_event: FieldEvent,
    event_state: EventState,
    entered_row: UUID | None,
    told_why: Passage | None,
) -> None:
    """Record how an event was entered, or why it was not. Raises Refused for what cannot follow."""
    _follow(field_event, event_state)
    field_event.result = entered_row or field_event.result
    field_event.told = told_why or ""
    field_event.save(update_fields=["state", "result", "told"])


@action("field_book.take", words="采用离线记录", english="Enter what a phone handed in")
def take(ctx: Context, *, field_event: FieldEvent, entered_row: UUID | None, reason: Line) -> None:
    """Let an event count that waited for a person, with the reason. What enters it is another action of the same request."""
    _settled(ctx, field_event, EventState.TAKEN, reason)
    field_event.result = entered_row or field_event.result
    field_event.save(update_fields=["state", "result", "settled_by", "settled_at", "reason"])


@action("field_book.set_aside", words="不采用离线记录", english="Set aside what a phone handed in")
def set_aside(ctx: Context, *, field_event: FieldEvent, reason: Line) -> None:
    """Let an event not count, with the reason; it is kept. Of one that was entered already, what was entered stands."""
    _settled(ctx, field_event, EventState.SET_ASIDE, reason)
    field_event.save(update_fields=["state", "settled_by", "settled_at", "reason"])


def _digest(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Unusable(Problem("field_book.unreadable")) from None


def _settled(ctx: Context, row: FieldEvent, state: EventState, reason: str) -> None:
    if row.state == EventState.QUARANTINED and row.by_id == ctx.actor:
        raise NotAllowed("field_book.take")  # whoever may not do it any more does not decide about it either
    _follow(row, state)
    row.settled_by_id, row.settled_at, row.reason = ctx.actor, ctx.at, reason


def _follow(row: FieldEvent, state: EventState) -> None:
    if state not in MAY_BECOME[EventState(row.state)]:
        raise Refused(Problem("field_book.settled_already"))
    row.state = state
