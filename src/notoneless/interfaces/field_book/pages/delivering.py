"""What phones hand in: kept before it is acknowledged, then entered. The door asks for a device's secret and tells no names."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import looking, tell_database
from notoneless.foundation.attachments.store import put
from notoneless.foundation.field_book.models import FieldDevice, FieldEvent
from notoneless.foundation.field_book.rules import MOST_AT_ONCE, MOST_BYTES, MOST_HELD, EventState
from notoneless.foundation.field_book.selectors import (
    as_told,
    device_behind,
    digest_of,
    event_with,
    events_known,
    signed_device,
    told_of,
)
from notoneless.foundation.field_book.services import readmit, receive
from notoneless.interfaces.field_book.pages.contents import Content, content_in, sealed_here
from notoneless.interfaces.field_book.pages.entering import entered_or_kept
from notoneless.interfaces.frame import clock
from notoneless.interfaces.frame.pages import ANYONE, language_of
from notoneless.kernel.problems import NotonelessError, Problem, sentence

LARGEST = 6 * 1024 * 1024
"""Bytes of one delivery: an envelope with photos, in Base64."""

LONGEST_SECRET = 200

Told = dict[str, Any]
R = TypeVar("R")


def _json(body: Mapping[str, Any], status: int = 200) -> HttpResponse:
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response


def refused(problem: Problem, status: int) -> HttpResponse:
    """One sentence, as a page's script reads it."""
    return _json({"code": problem.code, "sentence": sentence(problem, language_of())}, status)


def handed_in(request: HttpRequest) -> HttpResponse:
    """Take a delivery: what each event became, which of those held are not known here, and the server's time."""
    if request.method != "POST":
        response = refused(Problem("frame.no_such_method"), 405)
        response["Allow"] = "POST"
        return response
    try:
        sent = _body(request)
        device = _device(request)
        if device is None:
            return refused(Problem("field_book.unknown_device"), 401)
        events = _events(sent)
        held = _ids(sent.get("held"))
        told = [_take(device, each) for each in events]
        states, wanted = _held(device, held)
    except Unusable as refusal:
        return refused(refusal.told, 422)
    except NotonelessError as trouble:  # keys or disk: nothing was acknowledged, the phone keeps what it has
        return refused(trouble.told, 503)
    except (DatabaseError, OSError):
        return refused(Problem("frame.database_failed"), 503)
    return _json({"events": told, "held": states, "wanted": wanted, "at": clock.now().isoformat()})


handed_in.needs = {"POST": ANYONE}  # type: ignore[attr-defined]


def _body(request: HttpRequest) -> Mapping[str, Any]:
    """The body, read only as far as a delivery goes. Raises Unusable."""
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if not length.isdecimal() or int(length[:20]) > LARGEST:
        raise Unusable(Problem("field_book.too_large", {"most": LARGEST // 1024}))
    if request.content_type != "application/json":
        raise Unusable(Problem("field_book.unreadable"))
    try:
        found = json.loads(request.read(LARGEST + 1).decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        raise Unusable(Problem("field_book.unreadable")) from None
    if not isinstance(found, dict):
        raise Unusable(Problem("field_book.unreadable"))
    return found


def _device(request: HttpRequest) -> FieldDevice | None:
    """The device whose secret came along; ended ones too, as what they hand in is kept."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "device" or not secret.isascii() or not 0 < len(secret) <= LONGEST_SECRET:
        return None
    known = _as_system(lambda ctx: device_behind(ctx, secret.strip()))
    return known or _known_again(secret.strip())


def _known_again(secret: str) -> FieldDevice | None:
    """A device that was added after the backup from which this server was restored: known by our signature alone."""
    found = signed_device(secret)
    if found is None:
        return None
    device, owner = found
    given = {"unit": owner.unit, "account": owner.account, "device_id": device, "had_second_factor": owner.strong}
    try:
        readmit(system_context(clock.IDS, clock.now()).with_request(clock.IDS.new()), **given)
    except Refused:  # its owner or unit is not known here any more
        return None
    return _as_system(lambda ctx: device_behind(ctx, secret))


def _as_system(read: Callable[[Context], R]) -> R:
    """What the program alone may read, read in a transaction of its own."""
    ctx = system_context(clock.IDS, clock.now())
    with transaction.atomic(), looking():
        tell_database(ctx)
        return read(ctx)


def _events(sent: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    events = sent.get("events") or []
    if not isinstance(events, list) or not all(isinstance(each, dict) for each in events):
        raise Unusable(Problem("field_book.unreadable"))
    if len(events) > MOST_AT_ONCE:
        raise Unusable(Problem("field_book.too_many", {"most": MOST_AT_ONCE}))
    return events


def _ids(sent: Any) -> list[UUID]:
    if not isinstance(sent or [], list) or len(sent or []) > MOST_HELD:
        raise Unusable(Problem("field_book.unreadable"))
    try:
        return [UUID(str(each)) for each in sent or []]
    except ValueError:
        raise Unusable(Problem("field_book.unreadable")) from None


def _take(device: FieldDevice, sent: Mapping[str, Any]) -> Told:
    """Keep one event, then enter it. What cannot even be kept is told so, and the phone goes on holding it."""
    try:
        event = UUID(str(sent.get("id")))
    except ValueError:
        return {
            "id": str(sent.get("id"))[:60],
            "state": "unusable",
            "sentence": _said(Problem("field_book.unreadable")),
        }
    envelope = sent.get("envelope")
    if not isinstance(envelope, dict):
        envelope = sealed_here(sent.get("plain"), str(event))
    text = json.dumps(envelope, sort_keys=True)
    if len(text) > MOST_BYTES * 2:
        return {
            "id": str(event),
            "state": "unusable",
            "sentence": _said(Problem("field_book.too_large", {"most": 3072})),
        }
    row = _kept(device, event, envelope, text)
    if EventState(row.state) is EventState.WAITING:
        entered_or_kept(row.pk)
    again = _as_system(lambda ctx: event_with(ctx, device.account_id, event, bytes(row.digest)))
    return _told(again or row)


def _kept(device: FieldDevice, event: UUID, envelope: Mapping[str, Any], text: str) -> FieldEvent:
    """The row of an event: as it was kept before, or as it is kept now."""
    content, trouble = _read(envelope, event)
    digest = digest_of(content.said if content else text)
    known = _as_system(lambda ctx: event_with(ctx, device.account_id, event, digest))
    if known is not None:
        return known
    other = event in _as_system(lambda ctx: events_known(ctx, device.account_id, [event]))
    state, told = EventState.WAITING, trouble
    if trouble is not None:
        state = EventState.REFUSED
    elif other:
        state, told = EventState.CONFLICTING, Problem("field_book.other_content")
    plain = text.encode()
    system = system_context(clock.IDS, clock.now())
    given = {
        "field_device": device.pk,
        "device_event": event,
        "event_kind": content.kind.code if content else None,
        "content": put(plain),
        "size": len(plain),
        "digest": digest.hex(),
        "slot": (content.slot or None) if content else None,
        "told_at": content.told_at or None if content else None,
        "event_state": state,
        "told_why": as_told(told) if told else None,
    }
    receive(system.with_request(clock.IDS.new()), **given)
    kept = _as_system(lambda ctx: event_with(ctx, device.account_id, event, digest))
    if kept is None:
        raise NotonelessError(Problem("frame.database_failed"))
    return kept


def _read(envelope: Mapping[str, Any], event: UUID) -> tuple[Content | None, Problem | None]:
    """What an envelope says, or why that cannot be known."""
    try:
        found = content_in(envelope, str(event))
        found.slot.encode()  # what it is about has to be said too
        return found, None
    except NotonelessError as trouble:
        if trouble.problem.code.startswith(("sealing.", "keeping.")):
            raise  # ours, not the phone's
        return None, trouble.told


def _held(device: FieldDevice, held: Sequence[UUID]) -> tuple[list[Told], list[str]]:
    """How events stand that the phone still holds, and which of them this server does not have (any more)."""
    known: Mapping[UUID, FieldEvent] = (
        _as_system(lambda ctx: events_known(ctx, device.account_id, held)) if held else {}
    )
    return [_told(known[each]) for each in held if each in known], [str(each) for each in held if each not in known]


def _told(row: FieldEvent) -> Told:
    """How an event stands, for its phone: a state and why, without a name."""
    problem = told_of(row)
    return {"id": str(row.event), "state": row.state, "sentence": _said(problem) if problem else ""}


def _said(problem: Problem) -> str:
    return sentence(problem, language_of())


@wraps(handed_in)
def _door(request: HttpRequest) -> HttpResponse:
    return handed_in(request)


# a device proves itself on purpose; cookies count for nothing here
ROUTES = [path("field/deliveries/", csrf_exempt(_door), name="field_deliveries")]
