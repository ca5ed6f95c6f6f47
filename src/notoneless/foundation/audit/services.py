"""Writing entries, in the transaction of what they tell of; chaining them afterwards; erasing payloads.

The audit stands beneath `access`, so these are no actions: the action calls `record` and there is no other caller but the
sign-in, `reveal` and the read log.
"""

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from notoneless.foundation.audit.models import DayRoot, Entry, Outcome, Payload
from notoneless.foundation.audit.rules import START, Root, day_of, instant, next_link
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.sealing import commitment

_SALT = 16
_BATCH = 2000


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What an entry tells, except its outcome. `ids` gives the entry and its payload their ids."""

    id: UUID
    payload_id: UUID
    at: datetime
    actor: UUID | None
    channel: str
    address: str = ""
    action: str
    request: UUID | None = None
    object_table: str = ""
    object: UUID | None = None
    unit: UUID | None = None
    count: int | None = None


def record(attempt: Attempt, outcome: Outcome, content: Mapping[str, object], reason: str = "") -> Entry:
    """Write an entry with its payload. Raises whatever the database or the key store raises: then nothing is done either."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    salt = secrets.token_bytes(_SALT)
    entry = Entry(
        id=attempt.id,
        at=attempt.at,
        actor=attempt.actor,
        channel=attempt.channel,
        address=attempt.address,
        action=attempt.action,
        outcome=outcome,
        reason=reason,
        object_table=attempt.object_table,
        object=attempt.object,
        unit=attempt.unit,
        request=attempt.request,
        count=attempt.count,
        commitment=commitment(salt, text),
    )
    with transaction.atomic():
        entry.save(force_insert=True)
        if content:
            sealed = Plain(json.dumps({"salt": salt.hex(), "text": text}, ensure_ascii=False))
            Payload(id=attempt.payload_id, entry=entry, content=sealed).save(force_insert=True)
    return entry


def parts_of(entry: Entry) -> tuple[str | bytes, ...]:
    """What the chain hashes of an entry."""
    texts = (entry.id, entry.actor, entry.channel, entry.address, entry.action, entry.outcome, entry.reason)
    more = (entry.object_table, entry.object, entry.unit, entry.request, entry.count)
    return (
        instant(entry.at),
        *("" if part is None else str(part) for part in (*texts, *more)),
        bytes(entry.commitment),
    )


def seal_entries() -> int:
    """Chain all entries that are not chained yet, and renew the roots of their days; how many there were.

    Alone at work: the last root row is locked on PostgreSQL, the whole file on SQLite; a second sealer finds nothing left.
    """
    done = 0
    while batch := _seal_batch():
        done += batch
    return done


@transaction.atomic
def _seal_batch() -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('notoneless.audit.sealer'))")
    last = Entry.objects.filter(number__isnull=False).order_by("-number").only("number", "link").first()
    before, number = (bytes(last.link or b""), last.number or 0) if last else (START, 0)
    batch = list(Entry.objects.filter(number__isnull=True).order_by("at", "id")[:_BATCH])
    for entry in batch:
        number += 1
        before = next_link(before, number, parts_of(entry))
        entry.number, entry.link = number, before
        entry.save(update_fields=["number", "link"])
    for root in _roots(batch):
        DayRoot.objects.update_or_create(day=root.day, defaults={"number": root.number, "link": root.link})
    return len(batch)


def _roots(batch: list[Entry]) -> Iterator[Root]:
    """The last of each day in a batch. An entry of yesterday that is chained late renews yesterday's root."""
    last = {day_of(entry.at): entry for entry in batch}
    for day, entry in last.items():
        yield Root(day, entry.number or 0, bytes(entry.link or b""))
