"""Evidence of what was held and shown, that it must not be touched while somebody inspects, and the book of a year."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Throughout
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OPEN = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_SHOWN = frozenset({"campaign.read", "duty.reckon", "campaign_book.issue"})
_KEEPING = frozenset({"campaign.add_evidence", "campaign.strike_evidence"})
_HOLDING = frozenset({"campaign.hold_evidence", "campaign.release_evidence"})


class CampaignEvidence(Protected):
    """A picture or paper of a meeting, an activity or a briefing: `about` is its id, `content` what tells files apart.

    It is never deleted. What was put in by mistake is struck, with the reason, and counts no more.
    """

    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN | _KEEPING,
        made=frozenset({"campaign.add_evidence"}),
        changed=frozenset({"campaign.strike_evidence"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _OPEN,
        "about": RUN,
        "file": _OPEN,
        "content": Declared(Level.PUBLIC, Purpose.RUN, Keep.ALWAYS, seen=None),
        "caption": _STAFF,
        "on": _OPEN,
        "by": _STAFF,
        "struck_on": _OPEN,
        "struck_by": _STAFF,
        "struck_why": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    about = models.UUIDField()
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    content = models.CharField(max_length=64)
    caption = models.CharField(max_length=60)
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    struck_on = models.DateField(null=True)
    struck_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    struck_why = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "campaigns_evidence"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "content"],
                condition=models.Q(struck_on__isnull=True),
                name="campaigns_evidence_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["about"], name="campaigns_evidence_about")]


class EvidenceHold(Protected):
    """That whoever inspects a unit keeps its evidence as it is, from a day until released."""

    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN | _KEEPING | _HOLDING,
        made=frozenset({"campaign.hold_evidence"}),
        changed=frozenset({"campaign.release_evidence"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _OPEN,
        "reason": _STAFF,
        "from_on": _OPEN,
        "by": _STAFF,
        "released_on": _OPEN,
        "released_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    from_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    released_on = models.DateField(null=True)
    released_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "campaigns_evidence_hold"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(released_on__isnull=True), name="campaigns_one_hold"
            ),
        ]


class CampaignBook(Protected):
    """The book of a school year of a school as it was issued; a later one of the same year stands in its place."""

    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"campaign.read", "campaign_book.issue"}), made=frozenset({"campaign_book.issue"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _OPEN,
        "school_year": _OPEN,
        "paper": _OPEN,
        "on": _OPEN,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school_year = models.SmallIntegerField()
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "campaigns_book"
        indexes: ClassVar = [models.Index(fields=["unit", "school_year"], name="campaigns_book_of_year")]
