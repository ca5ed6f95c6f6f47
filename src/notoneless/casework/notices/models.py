"""Notices to guardians, each with how it was served, answered and handed over."""

from typing import ClassVar

from django.db import models

from notoneless.casework.notices.rules.kinds import NoticeKind, Reply
from notoneless.casework.procedures.rules.facts import Means
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SECRET = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="notice.reveal")
_SHOWN = frozenset({"notice.read", "duty.reckon"})
_CHANGING = frozenset({"notice.serve", "notice.reply", "notice.hand_over", "notice.withdraw"})


class ReturnNotice(Protected):
    """A paper that tells a guardian of a dropout to send the child by a day.

    `episode`: how often the case had been reopened when it was issued: the next dropout asks for a notice of its own.

    `unit`: the school or township that issued it; `until`: the last day. `receiver`: who took it; `note`: what the family
    said to it, both told by need only. `handed_to`: the township that a school has handed it over to.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"notice.issue"}), changed=_CHANGING)
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _OF_CHILD,
        "kind": _OF_CHILD,
        "episode": RUN,
        "unit": _OF_CHILD,
        "paper": _OF_CHILD,
        "issued_on": _OF_CHILD,
        "issued_by": _STAFF,
        "issued_at": RUN,
        "until": _OF_CHILD,
        "served_on": _OF_CHILD,
        "means": _OF_CHILD,
        "proof": _OF_CHILD,
        "replied_on": _OF_CHILD,
        "reply": _OF_CHILD,
        "receiver": _SECRET,
        "note": _SECRET,
        "handed_on": _OF_CHILD,
        "handed_to": _OF_CHILD,
        "handed_by": _STAFF,
        "withdrawn_on": _OF_CHILD,
        "because": _OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in NoticeKind])
    episode = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    until = models.DateField()
    served_on = models.DateField(null=True)
    means = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in Means])
    proof = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    replied_on = models.DateField(null=True)
    reply = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in Reply])
    receiver = Sealed(null=True)
    note = Sealed(null=True)
    handed_on = models.DateField(null=True)
    handed_to = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    handed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "notices_notice"
        indexes: ClassVar = [
            models.Index(fields=["issued_on", "id"], name="notices_notice_by_day"),
            models.Index(fields=["until", "id"], name="notices_notice_by_end"),
        ]
