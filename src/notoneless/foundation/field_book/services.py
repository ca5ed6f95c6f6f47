"""Devices come and end; events are received and settled."""

import secrets
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import NotAllowed, Refused, Unusable
from notoneless.foundation.attachments.services import name_stored
from notoneless.foundation.field_book.models import FieldDevice, FieldEvent
from notoneless.foundation.field_book.rules import ENVELOPE, MAY_BECOME, EventState, made_at
from notoneless.foundation.field_book.selectors import secret_key, slot_of
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.problems import Problem

MOST_DEVICES = 10
"""Devices of one account: more are not kept by one person."""


def device_secret(ctx: Context) -> str:
    """What the device that this request adds proves itself with: told to it once, and stored as its search key only."""
    half = [key_ring().index(f"{ctx.actor}/{ctx.request}/{part}", "field_book/secret").hex() for part in (1, 2)]
    return "".join(half)


def new_request() -> UUID:
    """An id for a request of a device that has not been told one."""
    return UUID(bytes=secrets.token_bytes(16), version=4)


@action("field_book.add_device", words="在本机启用离线本", english="Keep a field book on a device")
def add_device(ctx: Context, *, unit: Unit, name: Line) -> UUID:
    """Let a device hand in what its owner writes down without a line; the device. Raises Refused beyond MOST_DEVICES."""
    mine = FieldDevice._base_manager.filter(account_id=str(ctx.actor), ended_at__isnull=True)
    if mine.count() >= MOST_DEVICES:
        raise Refused(Problem("field_book.too_many_devices", {"most": MOST_DEVICES}))
    row = FieldDevice(id=ctx.ids.new(), unit=unit, name=name[:60], strong=ctx.strong, at=ctx.at)
    row.account_id = ctx.actor  # type: ignore[assignment]
    row.secret = secret_key(device_secret(ctx))
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
    row.by_id, row.kind, row.digest = field_device.account_id, event_kind or "", bytes.fromhex(digest)
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


def _settled(ctx: Context, row: FieldEvent, state: EventState, reason: str) -> None:
    if row.state == EventState.QUARANTINED and row.by_id == ctx.actor:
        raise NotAllowed("field_book.take")  # whoever may not do it any more does not decide about it either
    _follow(row, state)
    row.settled_by_id, row.settled_at, row.reason = ctx.actor, ctx.at, reason


def _follow(row: FieldEvent, state: EventState) -> None:
    if state not in MAY_BECOME[EventState(row.state)]:
        raise Refused(Problem("field_book.settled_already"))
    row.state = state
