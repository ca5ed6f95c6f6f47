"""Entering what a phone handed in: in the name of whoever wrote it, once, and so that the order of arrival decides nothing."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused, SecondFactorNeeded, Unusable
from notoneless.foundation.access.scope import looking, tell_database, unit_reached
from notoneless.foundation.access.selectors import holdings_of
from notoneless.foundation.attachments.pictures import without_traces
from notoneless.foundation.attachments.rules import check_size, kind_of
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.field_book.models import FieldEvent
from notoneless.foundation.field_book.rules import EventState
from notoneless.foundation.field_book.selectors import as_told, event_of, rivals_of
from notoneless.foundation.field_book.services import settle
from notoneless.foundation.people.models import Child
from notoneless.interfaces.field_book.pages.contents import Content, content_of
from notoneless.interfaces.frame import clock
from notoneless.kernel.problems import NotonelessError, Problem

ADD = "attachment.add"
_LOG = logging.getLogger(__name__)
_CONTENDED = Problem("field_book.contended")
_NOT_THEIRS = (NotAllowed, NotFound, SecondFactorNeeded)


@dataclass(frozen=True)
class Became:
    """What became of an event."""

    state: EventState
    result: UUID | None = None
    told: Problem | None = None


def enter(event: UUID) -> EventState:
    """Enter an event that waits, by the id of its row; how it stands then. One that waits no more stays as it is.

    All in one transaction, one event about the same thing after the other.
    """
    system = system_context(clock.IDS, clock.now())
    with transaction.atomic(), looking():
        tell_database(system)
        row = event_of(system, event)
        _one_at_a_time(row)
        row.refresh_from_db(fields=["state"])
        if row.state != EventState.WAITING:
            return EventState(row.state)
        became = _entered(system, row)
        tell_database(system)
        told = as_told(became.told) if became.told else None
        _settled(system, row, became.state, became.result, told)
        return became.state


def writer_of(row: FieldEvent) -> Context:
    """The context of whoever wrote an event, as this person stands today."""
    at = clock.now()
    return Context(
        actor=row.by_id,
        held=holdings_of(row.by_id, at),
        at=at,
        channel="sync",
        ids=clock.IDS,
        request=row.event,
        strong=row.device.strong,
    )


def _entered(system: Context, row: FieldEvent) -> Became:
    writer, content = writer_of(row), content_of(row)
    if row.device.ended_at is not None or not row.by.is_active or not writer.may(content.kind.code):
        return Became(EventState.QUARANTINED, told=Problem("field_book.not_theirs"))
    rivals = rivals_of(system, row)
    if rivals and content.kind.is_joined:
        return _beside(system, writer, row, content, rivals)
    try:
        with transaction.atomic():
            if content.kind.ready:
                content.kind.ready(writer, content.given)
            return Became(EventState.DONE, content.kind.do(writer, **arguments(writer, content, row.by_id)))
    except _NOT_THEIRS as refusal:
        return Became(EventState.QUARANTINED, told=refusal.told)
    except Unusable as refusal:
        return Became(EventState.REFUSED, told=refusal.told)
    except Refused as refusal:
        if refusal.problem.code == content.kind.taken_already and rivals:
            return _beside(system, writer, row, content, rivals)
        return Became(EventState.REFUSED, told=refusal.told)


def _beside(system: Context, writer: Context, row: FieldEvent, content: Content, rivals: list[FieldEvent]) -> Became:
    """A second event about the same thing, when other phones have told of it before."""
    digest = bytes(row.digest)
    if all(bytes(each.digest) == digest and each.state == EventState.DONE for each in rivals):
        return Became(EventState.DONE, rivals[0].result)
    is_decided = any(each.state in (EventState.TAKEN, EventState.SET_ASIDE) for each in rivals)
    if is_decided or content.kind.beside is None:
        return Became(EventState.REFUSED, told=Problem("field_book.decided_already"))
    became = _joined(writer, row, content, {each.event: each.result for each in rivals})
    if became.state is EventState.CONTENDED:
        for each in rivals:
            if each.state == EventState.DONE:
                tell_database(system)
                _settled(system, each, EventState.CONTENDED, None, as_told(_CONTENDED))
    return became


def _joined(writer: Context, row: FieldEvent, content: Content, rivals: Mapping[UUID, UUID | None]) -> Became:
    """Enter a second event beside others, as its kind says."""
    try:
        with transaction.atomic():
            if content.kind.ready:
                content.kind.ready(writer, content.given)
            given = arguments(writer, content, row.by_id)
            result = (
                content.kind.beside(writer.within("beside"), given, row.event, rivals) if content.kind.beside else None
            )
    except _NOT_THEIRS as refusal:
        return Became(EventState.QUARANTINED, told=refusal.told)
    except Refused as refusal:
        return Became(EventState.REFUSED, told=refusal.told)
    return Became(EventState.CONTENDED, result, _CONTENDED)


def _settled(system: Context, row: FieldEvent, state: EventState, result: UUID | None, told: str | None) -> None:
    given = {"field_event": row.pk, "event_state": state, "entered_row": result, "told_why": told}
    settle(_asking(system), **given)


def arguments(ctx: Context, content: Content, by: UUID) -> Mapping[str, Any]:
    """What an event gives its action: what was typed, the pictures kept, and what the kind adds. `by`: whoever wrote it."""
    added = content.kind.added(ctx, by) if content.kind.added else {}
    return {**content.given, **_kept(ctx, content), **added}


def _kept(ctx: Context, content: Content) -> dict[str, UUID]:
    """The pictures of an event as attachments of whoever enters it. Raises Unusable for what is none."""
    if not content.photos:
        return {}
    unit = _place(ctx, content.given)
    found = {}
    for name, picture in sorted(content.photos.items()):
        check_size(picture)
        kind = kind_of(picture, f"{name}.jpg" if picture[:2] == b"\xff\xd8" else f"{name}.png")
        plain = without_traces(picture, kind)
        found[name] = add_attachment(
            ctx.within(f"file/{name}"), unit=unit, kind=kind, content=put(plain), size=len(plain)
        )
    return found


def _place(ctx: Context, given: Mapping[str, Any]) -> UUID:
    """The unit that keeps a picture: by which the child is reached, else the first by which pictures may be added."""
    try:
        child = UUID(str(given["child"])) if "child" in given else None
    except ValueError:
        child = None
    unit = unit_reached(ctx, ADD, Child(pk=child)) if child else None
    units = sorted(ctx.units_for(ADD))
    if unit is None and not units:
        raise NotAllowed(ADD)
    return unit or units[0]


def _asking(system: Context) -> Context:
    return system.with_request(clock.IDS.new())


def _one_at_a_time(row: FieldEvent) -> None:
    """Let events about the same thing wait for one another. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        key = int.from_bytes(bytes(row.slot or row.pk.bytes)[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def entered_or_kept(event: UUID) -> EventState:
    """As `enter`. What fails for a reason of ours, such as a full disk, stays waiting, and the worker tries it again."""
    try:
        return enter(event)
    except (DatabaseError, NotonelessError, OSError) as error:
        _LOG.error("an event of a phone waits: %s", type(error).__name__)
        return EventState.WAITING
