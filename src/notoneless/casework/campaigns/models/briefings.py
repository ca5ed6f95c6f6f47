"""What everybody who works at a school is told, and who has acknowledged it."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Throughout
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OPEN = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_UNIT: Reach = Throughout("unit_id")
_SIGNING = frozenset({"briefing.acknowledge", "briefing.enter"})
_SHOWN = frozenset({"campaign.read", "duty.reckon", "campaign_book.issue", "campaign.add_evidence"}) | _SIGNING


class Briefing(Protected):
    """What a school tells its staff: why each pupil matters, what each of them does. Never changed: another follows."""

    REACH: ClassVar[Reach] = _UNIT
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"briefing.write"}))
    DECLARED: ClassVar = {"id": RUN, "unit": _OPEN, "heading": _OPEN, "text": _OPEN, "on": _OPEN, "by": _STAFF}

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=60)
    text = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "campaigns_briefing"


class BriefingReceipt(Protected):
    """That somebody has read a briefing. `is_own`: acknowledged by oneself, else entered from the sheet `proof`."""

    REACH: ClassVar[Reach] = _UNIT
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_SIGNING)
    DECLARED: ClassVar = {
        "id": RUN,
        "briefing": RUN,
        "unit": _OPEN,
        "account": _STAFF,
        "is_own": _STAFF,
        "proof": _STAFF,
        "on": _STAFF,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    is_own = models.BooleanField()
    proof = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "campaigns_briefing_receipt"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["briefing", "account"], name="campaigns_receipt_once"),
        ]
