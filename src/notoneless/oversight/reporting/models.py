"""Monthly returns, explanations of their contradictions, receipts; reports of dropouts and who has received them."""

from typing import Any, ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_RETURN = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_NUMBER = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_SHOWN = frozenset({"monthly_return.read", "duty.reckon"})
_SIGNING = frozenset({"monthly_return.sign"})
_DROPOUT = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_REPORTED = frozenset({"dropout_report.read", "duty.reckon"})


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


class TeacherReport(Protected):
    """That a class teacher told the head of a pupil who may be dropping out, and when the head acknowledged it.

    `opening`: the first event of this run of the case; each is reported once. `room`, `school`: where the pupil was that day.
    `missed_since`, `missed_days`: the school days missed until then without leave, as the register said. `due_on`,
    `read_by_on`: by when plans wanted the report and its acknowledgement, None where none did.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_REPORTED,
        made=frozenset({"teacher_report.send"}),
        changed=frozenset({"teacher_report.acknowledge"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _DROPOUT,
        "opening": RUN,
        "opened_on": _DROPOUT,
        "room": _DROPOUT,
        "school": _DROPOUT,
        "missed_since": _DROPOUT,
        "missed_days": _DROPOUT,
        "note": _DROPOUT,
        "sent_on": _DROPOUT,
        "due_on": _NUMBER,
        "by": _STAFF,
        "at": RUN,
        "read_by_on": _NUMBER,
        "read_on": _DROPOUT,
        "reader": _STAFF,
        "read_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    opening = models.UUIDField(unique=True)
    opened_on = models.DateField()
    room = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    missed_since = models.DateField(null=True)
    missed_days = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)
    sent_on = models.DateField()
    due_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_by_on = models.DateField(null=True)
    read_on = models.DateField(null=True)
    reader = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reporting_teacher_report"
        indexes: ClassVar = [
            models.Index(fields=["sent_on"], name="reporting_told_by_day"),
            models.Index(fields=["read_on"], name="reporting_told_read"),
        ]


class DropoutReport(Protected):
    """That a school reported a pupil as a dropout or a suspected one to those above: once for each run of the case.

    It freezes what was said: state, kind and reason of the case, what was missed, where the pupil was found to be.
    `entered_at`: when the case was entered. `due_on`, `receive_by_on`: by when plans wanted it and the receipt of all, None
    where none did.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_REPORTED, made=frozenset({"dropout_report.send"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _DROPOUT,
        "opening": RUN,
        "opened_on": _DROPOUT,
        "entered_at": RUN,
        "school": _DROPOUT,
        "state": _DROPOUT,
        "kind": _DROPOUT,
        "reason": _DROPOUT,
        "missed_since": _DROPOUT,
        "missed_days": _DROPOUT,
        "destination": _DROPOUT,
        "note": _DROPOUT,
        "sent_on": _DROPOUT,
        "due_on": _NUMBER,
        "receive_by_on": _NUMBER,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    opening = models.UUIDField(unique=True)
    opened_on = models.DateField()
    entered_at = models.DateTimeField()
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    missed_since = models.DateField(null=True)
    missed_days = models.PositiveSmallIntegerField()
    destination = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=200, blank=True)
    sent_on = models.DateField()
    due_on = models.DateField(null=True)
    receive_by_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_dropout_report"
        indexes: ClassVar = [models.Index(fields=["sent_on"], name="reporting_up_by_day")]


class DropoutReceipt(Protected):
    """That the township government, the villagers' committee or the bureau received a report of a dropout: once each."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_REPORTED, made=frozenset({"dropout_report.receive"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _DROPOUT,
        "dropout_report": RUN,
        "kind": _NUMBER,
        "receiver": _DROPOUT,
        "received_on": _DROPOUT,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    dropout_report = models.ForeignKey(DropoutReport, on_delete=models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=20)
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_dropout_receipt"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dropout_report", "kind"], name="reporting_dropout_receipt_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["received_on"], name="reporting_received_by_day")]


class DropoutPaper(Protected):
    """A report of a dropout on paper, for the township government or for the bureau."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_REPORTED, made=frozenset({"dropout_report.issue_papers"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _DROPOUT,
        "dropout_report": RUN,
        "kind": _NUMBER,
        "paper": _NUMBER,
        "issued_on": _NUMBER,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    dropout_report = models.ForeignKey(DropoutReport, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()

    class Meta:
        db_table = "reporting_dropout_paper"
        indexes: ClassVar = [models.Index(fields=["issued_on"], name="reporting_on_paper_by_day")]
