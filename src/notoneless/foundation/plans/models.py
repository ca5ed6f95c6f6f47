"""Versions of plans that units have drafted and adopted."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import Everywhere, Protected, Reach, Rows
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.policy.changing import ChangeKind

_PLAN = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_READ = frozenset({"plan.read", "duty.reckon"})
"""A school is bound by what its county adopted, which lies beyond its reach; and a plan names nobody."""
_CHANGING = frozenset({"plan.set_number", "plan.omit_clause", "plan.undo_change"})


class PlanVersion(Protected):
    """A plan as a unit drafts or has adopted it: the text of the file as it was, to which `PlanChange` rows are added.

    Once it is adopted, neither text nor changes are touched again; `sha256` is that of both.
    """

    REACH: ClassVar[Reach] = Everywhere("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ,
        made=frozenset({"plan.draft", "plan.bring"}),
        changed=frozenset({"plan.adopt"}) | _CHANGING,
        removed=frozenset({"plan.drop_draft"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _PLAN,
        "key": _PLAN,
        "text": _PLAN,
        "drafted_by": _PLAN,
        "drafted_at": _PLAN,
        "adopted_at": _PLAN,
        "sha256": _PLAN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    text = models.TextField()
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "plans_version"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "key"], condition=models.Q(adopted_at__isnull=True), name="plans_one_draft"
            ),
        ]


class PlanChange(Protected):
    """What a version changes of its text: another number, or a clause that does not bind here, and why."""

    REACH: ClassVar[Reach] = Everywhere("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ,
        made=frozenset({"plan.draft", "plan.set_number", "plan.omit_clause"}),
        removed=frozenset({"plan.set_number", "plan.omit_clause", "plan.undo_change", "plan.drop_draft"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _PLAN,
        "version": _PLAN,
        "kind": _PLAN,
        "key": _PLAN,
        "value": _PLAN,
        "reason": _PLAN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in ChangeKind])
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "plans_change"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "kind", "key"], name="plans_changed_once"),
        ]


class Adoption(Protected):
    """A version of a plan binds its unit and all beneath it, from a day until before another, signed by somebody.

    `until_on` is where it ends, by whatever; `ended_on` the day from which on somebody ended it. A later version brings it to
    an end too, and where that is withdrawn it goes on until `ended_on`. Who ends it on its first day withdraws it.
    """

    REACH: ClassVar[Reach] = Everywhere("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ,
        made=frozenset({"plan.adopt"}),
        changed=frozenset({"plan.adopt", "plan.end"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _PLAN,
        "version": _PLAN,
        "key": _PLAN,
        "from_on": _PLAN,
        "until_on": _PLAN,
        "ended_on": _PLAN,
        "signer": Declared(Level.STAFF, Purpose.ACCOUNT, Keep.ALWAYS),
        "adopted_by": _PLAN,
        "adopted_at": _PLAN,
        "ended_because": _PLAN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(PlanVersion, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    signer = models.CharField(max_length=60)
    adopted_by = models.UUIDField()
    adopted_at = models.DateTimeField()
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "plans_adoption"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "key"], condition=models.Q(until_on__isnull=True), name="plans_adopted_once"
            ),
        ]
