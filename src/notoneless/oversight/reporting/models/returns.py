"""Monthly returns, explanations of their contradictions, and receipts."""

from typing import Any, ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_RETURN = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_NUMBER = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_SHOWN = frozenset({"monthly_return.read", "duty.reckon"})
_SIGNING = frozenset({"monthly_return.sign"})


class MonthlyReturn(Protected):
    """One signed version of a school's return of a month; nothing of it changes but its paper and whether it is the current.

    `figures`: the tables by grade, class and hamlet; `children`: the ids behind each figure; `explained`: the contradictions
    with what was said of each. `digest`: SHA-256 of all of it. `counted_on`: the school day of the attendance, if any.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_SIGNING, changed=_SIGNING | {"monthly_return.issue_paper"})
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _NUMBER,
        "month": _NUMBER,
        "version": _NUMBER,
        "is_current": RUN,
        "is_nil": _NUMBER,
        "as_of": _NUMBER,
        "counted_on": _NUMBER,
        "figures": _RETURN,
        "children": _RETURN,
        "explained": _RETURN,
        "digest": _NUMBER,
        "reason": _STAFF,
        "signed_on": _NUMBER,
        "signed_by": _STAFF,
        "signed_at": RUN,
        "paper": _NUMBER,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    version = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)
    is_nil = models.BooleanField()
    as_of = models.DateField()
    counted_on = models.DateField(null=True)
    figures: models.JSONField[Any, Any] = models.JSONField()
    children: models.JSONField[Any, Any] = models.JSONField()
    explained: models.JSONField[Any, Any] = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField()
    signed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "reporting_monthly_return"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "month", "version"], name="reporting_return_version_once"),
            models.UniqueConstraint(
                fields=["unit", "month"], condition=models.Q(is_current=True), name="reporting_return_one_current"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["month", "unit"], name="reporting_return_of_month")]


class ReturnExplanation(Protected):
    """What a school said of one contradiction before it signed; `key` as the rules give it."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN | _SIGNING,
        made=frozenset({"monthly_return.explain"}),
        changed=frozenset({"monthly_return.explain"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _NUMBER,
        "month": _NUMBER,
        "key": _RETURN,
        "text": _RETURN,
        "by": _STAFF,
        "on": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    key = models.CharField(max_length=100)
    text = models.CharField(max_length=200)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")

    class Meta:
        db_table = "reporting_return_explanation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "month", "key"], name="reporting_explanation_once"),
        ]


class ReturnReceipt(Protected):
    """That a township or the bureau received a version of a return: who took it, and when. `unit` is the school's."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"monthly_return.receive"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _NUMBER,
        "monthly_return": RUN,
        "receiver": _NUMBER,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    monthly_return = models.ForeignKey(MonthlyReturn, on_delete=models.PROTECT, related_name="receipts")
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_return_receipt"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["monthly_return", "receiver"], name="reporting_receipt_once"),
        ]
