"""Reports of dropouts: to the head, upwards, on paper, and who has received them."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_DROPOUT = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_NUMBER = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_REPORTED = frozenset({"dropout_report.read", "duty.reckon"})


class TeacherReport(Protected):
    """That a class teacher told the head of a pupil who may be dropping out, and when the head acknowledged it.

    `opening`: the first event of this run of the case; each is reported once. `room`, `school`: where the pupil was that day.
    `missed_since`, `missed_days`: the school days missed until then without leave, as the register said. `due_on`,
    `read_by_on`: by when plans wanted the report and its acknowledgement, None where none did; each is written with what it
    judges, since a calendar may move it until then.
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
