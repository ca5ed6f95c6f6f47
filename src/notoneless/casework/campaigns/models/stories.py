"""Stories of role models and good work: collected, approved, published, passed on to media; consent of who is named."""

from typing import ClassVar

from django.db import models

from notoneless.casework.campaigns.rules.stories import StoryKind
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_CHANGING = frozenset({"story.approve", "story.publish", "story.withdraw", "story.withdraw_consent"})
_WRITING = _CHANGING | {"story.collect", "story.consent", "story.pass_on"}
_SHOWN = frozenset({"story.read", "duty.reckon", "campaign_book.issue", "campaign.add_evidence"}) | _WRITING


class Story(Protected):
    """One story. `child`: the pupil whom it names, if any. Withdrawn, it is shown to nobody any more but as withdrawn."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"story.collect"}), changed=_CHANGING)
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _STAFF,
        "kind": _STAFF,
        "heading": _OF_CHILD,
        "text": _OF_CHILD,
        "child": _OF_CHILD,
        "collected_on": _STAFF,
        "collected_by": _STAFF,
        "approved_on": _STAFF,
        "approved_by": _STAFF,
        "published_on": _STAFF,
        "published_where": _STAFF,
        "withdrawn_on": _STAFF,
        "withdrawn_why": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in StoryKind])
    heading = models.CharField(max_length=60)
    text = models.TextField()
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")
    collected_on = models.DateField()
    collected_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField(null=True)
    published_where = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "campaigns_story"


class StoryConsent(Protected):
    """A guardian's signed consent that a story names a pupil; `withdrawn_on`: since when it holds no more."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN, made=frozenset({"story.consent"}), changed=frozenset({"story.withdraw_consent"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "story": RUN,
        "unit": _STAFF,
        "child": _OF_CHILD,
        "guardian": _OF_CHILD,
        "signed_on": _OF_CHILD,
        "proof": _OF_CHILD,
        "by": _STAFF,
        "withdrawn_on": _OF_CHILD,
        "withdrawn_why": _OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    guardian = models.ForeignKey(Guardian, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    proof = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "campaigns_story_consent"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["story"], condition=models.Q(withdrawn_on__isnull=True), name="campaigns_one_consent"
            ),
        ]


class StoryPassing(Protected):
    """That a story was passed on to a medium of a level, and which one."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"story.pass_on"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "story": RUN,
        "unit": _STAFF,
        "medium": _STAFF,
        "outlet": _STAFF,
        "on": _STAFF,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    medium = models.CharField(max_length=10)
    outlet = models.CharField(max_length=60)
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "campaigns_story_passing"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "medium", "outlet"], name="campaigns_passed_once"),
        ]
