"""Entries, their payloads, and the daily roots of the chain."""

from enum import StrEnum
from typing import Any, ClassVar, NoReturn

from django.db import models

from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import Declared, Keep, Level, Purpose

_WHO = Declared(Level.STAFF, Purpose.SECURE, Keep.LOG)
_LINK = Declared(Level.PUBLIC, Purpose.SECURE, Keep.ALWAYS)
_CONTENT = Declared(Level.SENSITIVE, Purpose.SECURE, Keep.LOG, seen=None)


class Outcome(StrEnum):
    """How an attempt ended."""

    DONE = "done"
    READ = "read"
    REFUSED = "refused"
    CONFLICT = "conflict"
    FAILED = "failed"


class Growing(models.QuerySet[Any]):
    """Rows that are only added."""

    def update(self, **_: Any) -> NoReturn:
        """Refused."""
        raise TypeError("audit entries only grow")

    def delete(self) -> NoReturn:
        """Refused."""
        raise TypeError("audit entries only grow")


class Entry(models.Model):
    """One attempt: who, when, by what channel, which action, upon what, with what outcome.

    It holds no personal data of a child: what was entered stands in the payload, bound to the entry by a salted commitment.
    `number` and `link` are filled once, by the sealer.
    """

    DECLARED: ClassVar = {
        "id": _LINK,
        "at": _WHO,
        "actor": _WHO,
        "channel": _WHO,
        "address": _WHO,
        "action": _WHO,
        "outcome": _WHO,
        "reason": _WHO,
        "object_table": _WHO,
        "object": _WHO,
        "unit": _WHO,
        "request": _WHO,
        "count": _WHO,
        "commitment": _LINK,
        "number": _LINK,
        "link": _LINK,
    }

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Outcome])
    reason = models.CharField(max_length=80, blank=True)
    object_table = models.CharField(max_length=60, blank=True)
    object = models.UUIDField(null=True)
    unit = models.UUIDField(null=True)
    request = models.UUIDField(null=True)
    count = models.IntegerField(null=True)
    commitment = models.BinaryField(max_length=32)
    number = models.BigIntegerField(null=True, unique=True)
    link = models.BinaryField(max_length=32, null=True)

    objects = Growing.as_manager()

    class Meta:
        db_table = "audit_entry"
        indexes: ClassVar = [
            models.Index(fields=["object", "at"], name="audit_entry_object"),
            models.Index(fields=["actor", "at"], name="audit_entry_actor"),
            models.Index(fields=["outcome", "at"], name="audit_entry_outcome"),
        ]


class Payload(models.Model):
    """What was entered, sealed together with the salt of the commitment. Retention may delete it; the entry stays."""

    DECLARED: ClassVar = {"id": _LINK, "entry": _LINK, "content": _CONTENT}

    id = models.UUIDField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="payload")
    content = Sealed()

    class Meta:
        db_table = "audit_payload"


class DayRoot(models.Model):
    """The last link of a day: printed or sent elsewhere, it shows any later change of what came before."""

    DECLARED: ClassVar = {"day": _LINK, "number": _LINK, "link": _LINK}

    day = models.DateField(primary_key=True)
    number = models.BigIntegerField()
    link = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_day_root"
