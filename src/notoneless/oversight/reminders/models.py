"""Chat groups and mailboxes of units, and what was sent to each."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.oversight.reminders.rules import ChannelKind, DigestState

_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_SECRET = Declared(Level.SENSITIVE, Purpose.SECURE, Keep.POST, seen=None)
_KEEPING = frozenset({"reminder.add_channel", "reminder.end_channel", "reminder.try_channel"})
_SENDING = frozenset({"reminder.write", "reminder.begin", "reminder.settle"})
_SHOWN = frozenset({"reminder.read"}) | _KEEPING | _SENDING


class ReminderChannel(Protected):
    """A chat group or mailbox of a unit, from a day until it is ended. `address`: where it leads; nobody is shown it again."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN, made=frozenset({"reminder.add_channel"}), changed=frozenset({"reminder.end_channel"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _STAFF,
        "kind": _STAFF,
        "name": _STAFF,
        "address": _SECRET,
        "by": _STAFF,
        "at": RUN,
        "ended_on": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in ChannelKind])
    name = models.CharField(max_length=200)
    address = Sealed()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "reminders_channel"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=models.Q(ended_on__isnull=True), name="reminders_channel_once"
            ),
        ]


class ReminderDigest(Protected):
    """What a channel is told on an occasion: numbers, and how the sending went. `due_at`: when it is sent, or sent again."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN,
        made=frozenset({"reminder.write", "reminder.try_channel"}),
        changed=frozenset({"reminder.begin", "reminder.settle"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "channel": _STAFF,
        "unit": _STAFF,
        "occasion": _STAFF,
        "text": _STAFF,
        "state": RUN,
        "attempts": RUN,
        "due_at": RUN,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    channel = models.ForeignKey(ReminderChannel, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=200)
    text = models.CharField(max_length=2000)
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in DigestState])
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        db_table = "reminders_digest"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "occasion"], name="reminders_digest_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="reminders_digest_due")]
