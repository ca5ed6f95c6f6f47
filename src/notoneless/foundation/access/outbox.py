"""Events on their way: listeners that law needs run in the same transaction, all others through the outbox.

Who listens stands in `notoneless.wiring` alone; settings name it, because nothing here may import upwards.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from notoneless.foundation.access.actions import Action, action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, Waiting
from notoneless.foundation.access.recording import Attempted, listed, noted
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.access.selectors import READ_OUTBOX
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.events import Event
from notoneless.kernel.identifiers import derived
from notoneless.kernel.problems import NotonelessError, Problem

_LOG = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""How long to wait after each failed attempt; after the last the event is dead and a person sees it."""

MOST_ATTEMPTS = len(PAUSES) + 1
"""How often a delivery is attempted before it is dead."""

SHOWN = 200
"""Deliveries on the page of what waits."""


@dataclass(frozen=True)
class Listener:
    """An action that an event wakes, in the same transaction if `at_once`. `arguments`: fields by parameter.

    `others`: the parameter, and the field, by which the action takes further events of the kind that wait: what one costs
    to find out is nearly what a hundred do.
    """

    event: type[Event]
    action: Action[Any]
    arguments: Mapping[str, str]
    at_once: bool = False
    others: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """What names it in the outbox."""
        return self.action.code


def listeners() -> Sequence[Listener]:
    """The wiring."""
    found: Sequence[Listener] = import_string(settings.WIRING)
    return found


def publish(ctx: Context, event: Event) -> None:
    """Tell of an event, within an action. Listeners at once act now; for each other one a delivery is written down."""
    for listener in listeners():
        if listener.event is type(event):
            if listener.at_once:
                _act(ctx.within(_step(listener, event)), listener, event)
            else:
                _write_down(ctx, listener, event)


def _step(listener: Listener, event: Event) -> str:
    """What tells one waking of a listener from another in the same action: two children placed are two requests."""
    return f"{listener.name} {event.NAME} {json.dumps(event.packed(), sort_keys=True)}"


def _write_down(ctx: Context, listener: Listener, event: Event) -> None:
    Waiting.objects.create(
        id=ctx.ids.new(),
        event=event.NAME,
        content=event.packed(),
        listener=listener.name,
        since=ctx.at,
        due_at=ctx.at,
    )


def _act(ctx: Context, listener: Listener, event: Event, others: Sequence[Event] = ()) -> None:
    packed = event.packed()
    given = {parameter: packed[field] for parameter, field in listener.arguments.items()}
    if listener.others and others:
        parameter, field = listener.others
        given[parameter] = " ".join(str(each.packed()[field]) for each in others)
    listener.action(ctx, **given)


def deliver_due(ctx: Context, most: int = 100) -> int:
    """Deliver what is due; how many were tried. `ctx` is the system's.

    Each in a transaction of its own, but for those that are tried for the first time and whose listener takes many. One that
    cannot be delivered, or not even be put off, never stands in the way of the others.
    """
    due = Waiting.objects.filter(dead=False, due_at__lte=ctx.at).order_by("due_at", "id")
    rows = list(due.values_list("id", "attempts", "event", "listener")[:most])
    several: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for pk, attempts, event, name in rows:
        if attempts == 0 and _takes_many(event, name):
            several[event, name].append(pk)
    together = [ids for ids in several.values() if len(ids) > 1]
    for each in together:
        _attempt(ctx, each, _deliver_together)
    done = {pk for ids in together for pk in ids}
    for pk, *_ in rows:
        if pk not in done:
            _attempt(ctx, pk, _deliver)
    return len(rows)


W = TypeVar("W", UUID, list[UUID])


def _attempt(ctx: Context, waiting: W, deliver: Callable[[Context, W], None]) -> None:
    try:
        deliver(ctx, waiting)
    except Exception as error:
        _LOG.error("delivery %s could not be attempted: %s", waiting, type(error).__name__)


def _takes_many(event: str, name: str) -> bool:
    return any(each.name == name and event == each.event.NAME and each.others for each in listeners())


def _deliver_together(ctx: Context, ids: list[UUID]) -> None:
    """Deliver events of one kind by one action. Where that fails, each is soon tried for itself, and tells what is wrong."""
    with transaction.atomic():
        rows = Waiting.objects.select_for_update(skip_locked=True)
        claimed = list(rows.filter(pk__in=ids, dead=False, attempts=0).values_list("pk", flat=True))
        Waiting.objects.filter(pk__in=claimed).update(attempts=1, due_at=ctx.at + PAUSES[0])
    with transaction.atomic():
        kept = Waiting.objects.select_for_update().filter(pk__in=claimed, attempts=1).order_by("due_at", "id")
        waiting = list(kept)
        if not waiting:
            return
        first, listener = waiting[0], _listener(waiting[0])
        events = [listener.event.unpacked(each.content) for each in waiting]
        asked = ctx.with_request(derived(first.pk, "delivery of many")).within_page()
        _act(asked, listener, events[0], events[1:])
        Waiting.objects.filter(pk__in=[each.pk for each in waiting]).delete()


def _deliver(ctx: Context, waiting_id: UUID) -> None:
    """One attempt. The listener's effect and the end of the waiting are one transaction, and both carry the delivery's own
    request id, so that whatever is killed where, the effect is there once."""
    claimed = _claim(ctx, waiting_id)
    if claimed is None:
        return
    try:
        with transaction.atomic():
            waiting = Waiting.objects.select_for_update().filter(pk=waiting_id, attempts=claimed.attempts).first()
            if waiting is None:
                return
            listener = _listener(waiting)
            asked = ctx.with_request(derived(waiting_id, "delivery")).within_page()
            _act(asked, listener, listener.event.unpacked(waiting.content))
            waiting.delete()
    except Exception as error:
        _put_off(ctx, claimed, error)


def _claim(ctx: Context, waiting_id: UUID) -> Waiting | None:
    """Count an attempt before it is made, and put the next one off: what kills the process itself dies out too.

    None where another worker has it, or where it is dead.
    """
    with transaction.atomic():
        rows = Waiting.objects.select_for_update(skip_locked=True)
        waiting = rows.filter(pk=waiting_id, dead=False, due_at__lte=ctx.at).first()
        if waiting is None:
            return None
        if waiting.attempts >= MOST_ATTEMPTS:
            waiting.dead, waiting.trouble = True, waiting.trouble or "killed"
            waiting.save(update_fields=["dead", "trouble"])
            return None
        waiting.due_at = ctx.at + PAUSES[min(waiting.attempts, len(PAUSES) - 1)]
        waiting.attempts += 1
        waiting.save(update_fields=["attempts", "due_at"])
        return waiting


def _listener(waiting: Waiting) -> Listener:
    for listener in listeners():
        if listener.name == waiting.listener and waiting.event == listener.event.NAME:
            return listener
    raise LookupError(f"nobody listens as {waiting.listener} to {waiting.event}")


def _put_off(ctx: Context, claimed: Waiting, error: Exception) -> None:
    """Keep what went wrong, without the words of the error: they may hold what the event carried."""
    with transaction.atomic():
        waiting = Waiting.objects.select_for_update().filter(pk=claimed.pk, attempts=claimed.attempts).first()
        if waiting is None:
            return
        waiting.trouble = error.problem.code if isinstance(error, NotonelessError) else type(error).__name__
        waiting.dead = waiting.attempts >= MOST_ATTEMPTS
        waiting.save(update_fields=["trouble", "dead"])
        told = error if isinstance(error, NotonelessError) else _failure(error)
        noted(ctx.with_request(derived(waiting.pk, "delivery")), told, Attempted(waiting.listener, waiting.content))


def _failure(error: Exception) -> NotonelessError:
    return NotonelessError(Problem("access.failed", {"kind": type(error).__name__}))


def still_to_come(listener: str, field: str) -> frozenset[str]:
    """Of the events that a listener is still to be told of, what each carries in a field. For rooms that say so honestly."""
    rows = Waiting.objects.filter(dead=False, listener=listener)
    return frozenset(str(content.get(field, "")) for content in rows.values_list("content", flat=True))


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way, as the system administrator sees it: nothing of what it carries."""

    id: UUID
    event: str
    listener: str
    since: datetime
    due_at: datetime
    attempts: int
    dead: bool
    trouble: str


def deliveries(ctx: Context) -> tuple[Delivery, ...]:
    """What waits, the dead first, at most SHOWN. Raises NotAllowed without a grant for it. The list leaves an entry."""
    if not ctx.may(READ_OUTBOX):
        raise NotAllowed(READ_OUTBOX)
    names = list(Delivery.__dataclass_fields__)
    rows = Waiting.objects.order_by("-dead", "due_at", "id").values_list(*names)[:SHOWN]
    found = tuple(Delivery(*row) for row in rows)
    listed(ctx, READ_OUTBOX, [each.id for each in found], {})
    return found


@action("outbox.retry", words="重新投递", english="Deliver a dead event again")
def retry_dead(ctx: Context, *, unit: Unit, delivery: UUID) -> None:
    """Let a dead delivery be attempted again from the beginning. `unit` is the county. Raises NotFound if it is not dead."""
    row = Waiting.objects.select_for_update().filter(pk=delivery, dead=True).first()
    if row is None or unit.kind != UnitKind.COUNTY:
        raise NotFound
    row.dead, row.attempts, row.due_at, row.trouble = False, 0, ctx.at, ""
    row.save(update_fields=["dead", "attempts", "due_at", "trouble"])
