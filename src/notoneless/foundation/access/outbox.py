"""Events on their way: listeners that law needs run in the same transaction, all others through the outbox.

Who listens stands in `notoneless.wiring` alone; settings name it, because nothing here may import upwards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Waiting
from notoneless.kernel.events import Event
from notoneless.kernel.identifiers import derived

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""How long to wait after each failed attempt; after the last the event is dead and a person sees it."""


@dataclass(frozen=True)
class Listener:
    """An action that an event wakes, in the same transaction if `at_once`. `arguments`: fields by parameter."""

    event: type[Event]
    action: Action[object]  # type: ignore[type-var]
    arguments: Mapping[str, str]
    at_once: bool = False

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
                _act(ctx.within(listener.name), listener, event)
            else:
                _write_down(ctx, listener, event)


def _write_down(ctx: Context, listener: Listener, event: Event) -> None:
    Waiting.objects.create(
        id=ctx.ids.new(),
        event=event.NAME,
        content=event.packed(),
        listener=listener.name,
        since=ctx.at,
        due_at=ctx.at,
    )


def _act(ctx: Context, listener: Listener, event: Event) -> None:
    packed = event.packed()
    listener.action(ctx, **{parameter: packed[field] for parameter, field in listener.arguments.items()})


def deliver_due(ctx: Context, most: int = 100) -> int:
    """Deliver what is due, each in a transaction of its own; how many were tried. `ctx` is the system's."""
    due = Waiting.objects.filter(dead=False, due_at__lte=ctx.at).order_by("due_at", "id")
    ids = list(due.values_list("id", flat=True)[:most])
    for each in ids:
        _deliver(ctx.with_request(derived(each, "delivery")), each)
    return len(ids)


def _deliver(ctx: Context, waiting_id: UUID) -> None:
    try:
        with transaction.atomic():
            waiting = Waiting.objects.select_for_update(skip_locked=True).filter(pk=waiting_id, dead=False).first()
            if waiting is None:
                return
            listener = _listener(waiting)
            _act(ctx, listener, listener.event.unpacked(waiting.content))
            waiting.delete()
    except Exception as error:
        _put_off(ctx, waiting_id, error)


def _listener(waiting: Waiting) -> Listener:
    for listener in listeners():
        if listener.name == waiting.listener and waiting.event == listener.event.NAME:
            return listener
    raise LookupError(f"nobody listens as {waiting.listener} to {waiting.event}")


def _put_off(ctx: Context, waiting_id: UUID, error: Exception) -> None:
    with transaction.atomic():
        waiting = Waiting.objects.select_for_update().filter(pk=waiting_id).first()
        if waiting is None:
            return
        waiting.trouble = type(error).__name__
        waiting.dead = waiting.attempts >= len(PAUSES)
        if not waiting.dead:
            waiting.due_at = ctx.at + PAUSES[waiting.attempts]
            waiting.attempts += 1
        waiting.save()
