"""Duties as they fall due for units, exemptions from them, reminders of them, and months that are sealed."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByEither, ByUnit, Everywhere, Protected, Reach, Rows
from notoneless.foundation.plans.models import PlanVersion
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.policy.judging import State

_DUTY = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.ALWAYS)
_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_READ = frozenset({"duty.read"})
_RECKON = frozenset({"duty.reckon"})
_SEAL = frozenset({"duty.seal"})
_REMINDING = frozenset({"reminder.write", "reminder.try_channel"})
"""A digest counts what waits at a unit and beneath it."""
_SEALED = models.ExpressionWrapper(models.Q(sealed__isnull=False), models.BooleanField())
"""In the index by which somebody's list is read as it is shown: of thousands of rows told to a post only the first ones."""


class SealedMonth(Protected):
    """A month whose verdicts stand: they are neither reckoned again nor removed. `sha256` is that of all of them.

    It names nobody, and whoever sees a verdict sees that it stands.
    """

    REACH: ClassVar[Reach] = Everywhere("unit_id")
    ROWS: ClassVar = Rows(shown=_READ | _RECKON, made=_SEAL)
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _DUTY,
        "month": _DUTY,
        "rows": _DUTY,
        "sha256": _DUTY,
        "sealed_at": _DUTY,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    rows = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        db_table = "duties_sealed_month"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "month"], name="duties_month_sealed_once"),
        ]


class DutyRow(Protected):
    """One duty, for one unit, of one period: who owes it, when it is due, how it stands. A projection of facts until its month
    is sealed.

    `period` names the period, or for a duty that follows events the event. `bearer` and `role` say whose post owes it, whoever
    holds that. `raised_to`: the unit whose post is told because it is overdue. `version`: the plan that it comes from. `child`:
    to whom the event happened that it follows; named to who may see the child. `progress`: where it asks for several things,
    counted and needed of each (`rules.progress`). `over_on`: of what was owed so that a child comes back, the day on which it
    was back.
    """

    REACH: ClassVar[Reach] = ByEither(("unit_id", "bearer_id"))
    ROWS: ClassVar = Rows(shown=_READ | _REMINDING, made=_RECKON, changed=_RECKON | _SEAL, removed=_RECKON)
    DECLARED: ClassVar = {
        "id": RUN,
        "duty": _DUTY,
        "period": _DUTY,
        "unit": _DUTY,
        "bearer": _DUTY,
        "role": _DUTY,
        "version": _DUTY,
        "clause": _DUTY,
        "start_on": _DUTY,
        "due_on": _DUTY,
        "is_provisional": _DUTY,
        "state": _DUTY,
        "done_on": _DUTY,
        "counted": _DUTY,
        "needed": _DUTY,
        "progress": _DUTY,
        "child": _CHILD,
        "over_on": _CHILD,
        "raised_to": _DUTY,
        "sealed": RUN,
    }

    id = models.UUIDField(primary_key=True)
    duty = models.CharField(max_length=60)
    period = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    bearer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=40)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    clause = models.CharField(max_length=10)
    start_on = models.DateField()
    due_on = models.DateField()
    is_provisional = models.BooleanField()
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in State])
    done_on = models.DateField(null=True)
    counted = models.CharField(max_length=12)
    needed = models.CharField(max_length=12)
    progress = models.CharField(max_length=200, blank=True)
    child = models.UUIDField(null=True)
    over_on = models.DateField(null=True)
    raised_to = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    sealed = models.ForeignKey(SealedMonth, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "duties_row"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "unit", "period"], name="duties_row_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["bearer", "state", "due_on"], name="duties_of_bearer"),
            models.Index("raised_to", _SEALED, "due_on", "duty", "id", name="duties_raised_in_order"),
            models.Index(fields=["due_on"], name="duties_due"),
        ]


class Exemption(Protected):
    """A duty that need not be done: for which unit and period, why, and who approved."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ | _RECKON, made=frozenset({"duty.exempt"}), removed=frozenset({"duty.end_exemption"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "duty": _DUTY,
        "period": _DUTY,
        "unit": _DUTY,
        "reason": _DUTY,
        "approved_by": _DUTY,
        "approved_at": _DUTY,
    }

    id = models.UUIDField(primary_key=True)
    duty = models.CharField(max_length=60)
    period = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    approved_by = models.UUIDField()
    approved_at = models.DateTimeField()

    class Meta:
        db_table = "duties_exemption"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "unit", "period"], name="duties_exempt_once"),
        ]


class Reminder(Protected):
    """That a post further up has reminded whoever owes an overdue duty: at most once a day for each duty and post.

    `by_unit`: the unit whose post reminded; `by` held it then. Named as an exemption is, so that it outlives the projection.
    """

    REACH: ClassVar[Reach] = ByEither(("unit_id", "bearer_id"))
    ROWS: ClassVar = Rows(shown=_READ, made=frozenset({"duty.remind", "duty.remind_post"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "duty": _DUTY,
        "period": _DUTY,
        "unit": _DUTY,
        "bearer": _DUTY,
        "by_unit": _DUTY,
        "by": _DUTY,
        "on": _DUTY,
        "reminded_at": _DUTY,
    }

    id = models.UUIDField(primary_key=True)
    duty = models.CharField(max_length=60)
    period = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    bearer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    reminded_at = models.DateTimeField()

    class Meta:
        db_table = "duties_reminder"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "unit", "period", "by_unit", "on"], name="duties_remind_once"),
        ]
