"""Publicity, lessons on the three laws and what prevention months bring; whom each of them has reached."""

from typing import ClassVar

from django.db import models

from notoneless.casework.campaigns.rules.activities import ActivityKind, LedBy, What
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Throughout
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OPEN = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_HOLDING = frozenset({"activity.hold", "activity.call_off"})
_REACHING = frozenset({"activity.reach_class", "activity.reach_village"})
_JOINING = frozenset({"activity.join", "activity.enter"})
_SHOWN = frozenset({"campaign.read", "duty.reckon", "campaign_book.issue", "campaign.add_evidence"}) | _HOLDING


class CampaignActivity(Protected):
    """One activity, planned and held. `what`: the channel, the law or the aspect, by its kind.

    `holder`: whose it counts as: the school of a class, else the unit itself.
    """

    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN | _REACHING | _JOINING, made=frozenset({"activity.plan"}), changed=_HOLDING)
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _OPEN,
        "holder": _OPEN,
        "kind": _OPEN,
        "what": _OPEN,
        "led_by": _OPEN,
        "heading": _OPEN,
        "planned_on": _OPEN,
        "planned_by": _STAFF,
        "held_on": _OPEN,
        "held_by": _STAFF,
        "done": _OPEN,
        "called_off_on": _OPEN,
        "called_off_why": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in ActivityKind])
    what = models.CharField(max_length=20, choices=[(each.value, each.value) for each in What])
    led_by = models.CharField(max_length=20, choices=[(each.value, each.value) for each in LedBy])
    heading = models.CharField(max_length=60)
    planned_on = models.DateField()
    planned_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(null=True)
    held_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    done = models.CharField(max_length=200, blank=True)
    called_off_on = models.DateField(null=True)
    called_off_why = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "campaigns_activity"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "what", "planned_on", "heading"],
                condition=models.Q(called_off_on__isnull=True),
                name="campaigns_activity_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["holder", "held_on"], name="campaigns_activity_held")]


class ActivityReach(Protected):
    """Whom an activity has reached: a class or a `village` (`child` None), a pupil, or its family. Each is counted once.

    `unit`: the class; of a village whose activity it is, which may lie outside the village.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN | _REACHING, made=_REACHING, changed=_REACHING)
    DECLARED: ClassVar = {
        "id": RUN,
        "activity": RUN,
        "unit": _OF_CHILD,
        "village": _OPEN,
        "child": _OF_CHILD,
        "pupil": _OF_CHILD,
        "family": _OF_CHILD,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    activity = models.ForeignKey(CampaignActivity, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")
    pupil = models.BooleanField(default=False)
    family = models.BooleanField(default=False)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "campaigns_reach"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "child"], condition=models.Q(child__isnull=False), name="campaigns_reached_once"
            ),
            models.UniqueConstraint(
                fields=["activity", "unit"],
                condition=models.Q(child__isnull=True, village__isnull=True),
                name="campaigns_class_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "village"], condition=models.Q(village__isnull=False), name="campaigns_village_once"
            ),
        ]


class ActivityStaff(Protected):
    """Somebody of the staff who took part in an activity."""

    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN | _JOINING, made=_JOINING)
    DECLARED: ClassVar = {"id": RUN, "activity": RUN, "unit": _OPEN, "account": _STAFF, "is_own": _STAFF, "by": _STAFF}

    id = models.UUIDField(primary_key=True)
    activity = models.ForeignKey(CampaignActivity, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    is_own = models.BooleanField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "campaigns_activity_staff"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "account"], name="campaigns_part_once"),
        ]
