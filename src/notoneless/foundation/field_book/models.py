"""Phones that keep a field book, and what each of them sent in."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.field_book.rules import EventState
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_STAFF = Declared(Level.STAFF, Purpose.SECURE, Keep.POST)
_SECRET = Declared(Level.STAFF, Purpose.SECURE, Keep.POST, seen=None)
_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_HIDDEN = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen=None)
_PEOPLE = frozenset({"field_book.read", "field_book.take", "field_book.set_aside"})
_ALONE = frozenset({"field_book.receive", "field_book.settle", "field_book.readmit"})
_DEVICES = frozenset({"field_book.add_device", "field_book.end_device"})


class FieldDevice(Protected):
    """A phone or computer on which an account keeps a field book. `secret`: the search key of what it proves itself with;
    `strong`: it was added with a second factor.

    It may hand events in and read nothing; once ended, what it hands in waits for a person.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_PEOPLE | _ALONE | _DEVICES,
        made=frozenset({"field_book.add_device", "field_book.readmit"}),
        changed=frozenset({"field_book.end_device"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _STAFF,
        "account": _STAFF,
        "name": _STAFF,
        "secret": _SECRET,
        "strong": _STAFF,
        "at": _STAFF,
        "ended_at": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    secret = models.BinaryField(max_length=16, unique=True)
    strong = models.BooleanField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "field_book_device"


class FieldEvent(Protected):
    """One thing that somebody wrote down without a line, as it came in. `event`: the id that the phone gave it.

    `kind`: the action it stands for, empty until it could be read; `content`: the stored envelope; `digest` and
    `slot`: search keys of what it says and of what it says it about. `told`: why it was not entered, as JSON of a problem.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_PEOPLE | _ALONE,
        made=frozenset({"field_book.receive"}),
        changed=frozenset({"field_book.settle", "field_book.take", "field_book.set_aside"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _CHILD,
        "device": _CHILD,
        "by": _CHILD,
        "event": RUN,
        "kind": _CHILD,
        "content": _HIDDEN,
        "digest": _HIDDEN,
        "slot": _HIDDEN,
        "made_at": _CHILD,
        "received_at": _CHILD,
        "state": _CHILD,
        "result": _CHILD,
        "told": _CHILD,
        "settled_by": _CHILD,
        "settled_at": _CHILD,
        "reason": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(FieldDevice, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    event = models.UUIDField()
    kind = models.CharField(max_length=60)
    content = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=16)
    slot = models.BinaryField(max_length=16, null=True)
    made_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in EventState])
    result = models.UUIDField(null=True)
    told = models.CharField(max_length=2000)
    settled_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "field_book_event"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "event", "digest"], name="field_book_event_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "received_at"], name="field_book_event_state"),
            models.Index(fields=["slot"], name="field_book_event_slot"),
        ]
