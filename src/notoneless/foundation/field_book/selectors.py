"""Reading devices and events: one's own, those that wait for a person, and what the server asks of itself."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.field_book.models import FieldDevice, FieldEvent
from notoneless.foundation.field_book.rules import TO_SETTLE, EventState
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.problems import Problem, as_json, from_json

READ_FIELD_BOOK = reading("field_book.read", words="查看离线记录", english="See what phones handed in")
RECEIVE, SETTLE, READMIT = "field_book.receive", "field_book.settle", "field_book.readmit"

MOST = 200
"""Lines of one list."""

_DEVICE, _DIGEST, _SLOT = "field_book/device", "field_book/digest", "field_book/slot"


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as lists show it: by whom, of which kind, from when, how it stands and why."""

    id: UUID
    unit: str
    by: str
    is_mine: bool
    kind: str
    made_at: datetime | None
    received_at: datetime
    state: EventState
    told: Problem | None
    reason: str
    settled_by: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a device is, at which unit, and whether it was added with a second factor."""

    account: UUID
    unit: UUID
    strong: bool


def device_secret(device: UUID, owner: Owner) -> str:
    """What a device proves itself with: its own id and owner under our signature, so that no database is needed to know it."""
    text = f"{device.hex}{owner.account.hex}{owner.unit.hex}{'y' if owner.strong else 'n'}"
    return Signer(salt=_DEVICE).sign(text)


def signed_device(secret: str) -> tuple[UUID, Owner] | None:
    """The device and its owner in a secret of ours; None in any other text."""
    try:
        text = Signer(salt=_DEVICE).unsign(secret)
        parts = [UUID(text[begin : begin + 32]) for begin in (0, 32, 64)]
    except (BadSignature, ValueError):
        return None
    return parts[0], Owner(parts[1], parts[2], text[96:] == "y")


def secret_key(secret: str) -> bytes:
    """The search key of a device's secret."""
    return key_ring().index(secret, _DEVICE)


def digest_of(text: str) -> bytes:
    """The search key of what an event says: two that say the same are known without being opened."""
    return key_ring().index(text, _DIGEST)


def slot_of(text: str) -> bytes | None:
    """The search key of what an event is about; None for what stands beside anything else."""
    return key_ring().index(text, _SLOT) if text else None


def device_behind(ctx: Context, secret: str) -> FieldDevice | None:
    """The device that proves itself with a secret, ended or not. For the program alone."""
    keys = key_ring().indexes(secret, _DEVICE)
    return visible_to(ctx, RECEIVE, FieldDevice).select_related("account").filter(secret__in=keys).first()


def home_of(ctx: Context) -> Unit | None:
    """The unit by which somebody keeps a field book: that of the first post held, in the order of ids."""
    rows = visible_to(ctx, READ_FIELD_BOOK, Unit).filter(pk__in=ctx.units_for(READ_FIELD_BOOK))
    return rows.order_by("id").first()


def my_devices(ctx: Context) -> list[FieldDevice]:
    """The devices of whoever asks that have not been ended, the latest first."""
    rows = visible_to(ctx, READ_FIELD_BOOK, FieldDevice).filter(account=ctx.actor, ended_at__isnull=True)
    return list(rows.order_by("-at", "-id"))


def events_known(ctx: Context, account: UUID, ids: Collection[UUID]) -> dict[UUID, FieldEvent]:
    """What has been received of some events of an account, by their ids. For the program alone.

    Of an id under which two contents came it is the first; the other is known by its digest.
    """
    rows = visible_to(ctx, RECEIVE, FieldEvent).filter(by=account, event__in=ids)
    return {row.event: row for row in rows.order_by("-received_at", "-id")}


def event_with(ctx: Context, account: UUID, event: UUID, digest: bytes) -> FieldEvent | None:
    """The event of an account with a content, if it was received."""
    return visible_to(ctx, RECEIVE, FieldEvent).filter(by=account, event=event, digest=digest).first()


def waiting_events(ctx: Context) -> list[UUID]:
    """What was received and not tried, the longest first: a server that stopped in between takes it up again."""
    rows = visible_to(ctx, RECEIVE, FieldEvent).filter(state=EventState.WAITING)
    return list(rows.order_by("received_at", "id").values_list("pk", flat=True)[:MOST])


def event_of(ctx: Context, event: UUID) -> FieldEvent:
    """An event by the id of its row, for the program alone."""
    return visible_to(ctx, RECEIVE, FieldEvent).select_related("device", "by").get(pk=event)


def rivals_of(ctx: Context, row: FieldEvent) -> list[FieldEvent]:
    """Other events that were entered about the same thing, in the order of their ids. For the program alone."""
    if row.slot is None:
        return []
    rows = visible_to(ctx, RECEIVE, FieldEvent).filter(slot=bytes(row.slot)).exclude(pk=row.pk)
    entered = rows.filter(state__in=(EventState.DONE, EventState.CONTENDED, EventState.TAKEN, EventState.SET_ASIDE))
    return list(entered.order_by("event", "id"))


def events_to_settle(ctx: Context) -> tuple[EventLine, ...]:
    """What waits for a person and is in reach, the longest first. The list leaves an entry."""
    rows = visible_to(ctx, READ_FIELD_BOOK, FieldEvent).filter(state__in=TO_SETTLE).select_related("unit", "by")
    return _lines(ctx, rows.order_by("received_at", "id")[:MOST], "to_settle")


def my_events(ctx: Context) -> tuple[EventLine, ...]:
    """What whoever asks has handed in lately, the latest first. The list leaves an entry."""
    rows = visible_to(ctx, READ_FIELD_BOOK, FieldEvent).filter(by=ctx.actor).select_related("unit", "by", "settled_by")
    return _lines(ctx, rows.order_by("-received_at", "-id")[:MOST], "mine")


def count_to_settle(ctx: Context) -> int:
    """How many events in reach wait for a person."""
    return visible_to(ctx, READ_FIELD_BOOK, FieldEvent).filter(state__in=TO_SETTLE).count()


def event_in_reach(ctx: Context, event: UUID, code: str) -> FieldEvent:
    """An event on which `code` may be done. Opening it leaves an entry. Raises NotFound out of reach."""
    rows = visible_to(ctx, code, FieldEvent).select_related("unit", "by", "settled_by", "device")
    row = rows.filter(pk=event).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_FIELD_BOOK, row)
    return row


def others_about(ctx: Context, row: FieldEvent) -> list[FieldEvent]:
    """Other events about the same thing, or under the same id, that are in reach: to be looked at side by side."""
    same = Q(by=row.by_id, event=row.event)
    if row.slot is not None:
        same |= Q(slot=bytes(row.slot))
    rows = visible_to(ctx, READ_FIELD_BOOK, FieldEvent).filter(same).exclude(pk=row.pk).select_related("by", "unit")
    return list(rows.order_by("received_at", "id")[:MOST])


def told_of(row: FieldEvent) -> Problem | None:
    """Why an event was not entered."""
    if not row.told:
        return None
    return from_json(json.loads(row.told))


def as_told(problem: Problem) -> str:
    """A problem as a row keeps it."""
    return json.dumps(as_json(problem), ensure_ascii=False, sort_keys=True)


def _lines(ctx: Context, rows: Iterable[FieldEvent], asked: str) -> tuple[EventLine, ...]:
    found = tuple(line_of(ctx, row) for row in rows)
    listed(ctx, READ_FIELD_BOOK, [each.id for each in found], {"list": asked})
    return found


def line_of(ctx: Context, row: FieldEvent) -> EventLine:
    """An event as a line."""
    return EventLine(
        row.pk,
        row.unit.name,
        row.by.name,
        row.by_id == ctx.actor,
        row.kind,
        row.made_at,
        row.received_at,
        EventState(row.state),
        told_of(row),
        row.reason,
        row.settled_by.name if row.settled_by else "",
    )
