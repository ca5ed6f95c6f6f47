"""Who is back in school, as it was reported upwards and received; and suspected dropouts checked together."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_DROPOUT = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_NUMBER = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_REPORTED = frozenset({"dropout_report.read", "duty.reckon"})


class BackReport(Protected):
    """That a school reported a pupil as back to those above: once for each run of the case. `due_on`: as plans wanted it."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_REPORTED, made=frozenset({"back_report.send"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _DROPOUT,
        "opening": RUN,
        "school": _DROPOUT,
        "back_on": _DROPOUT,
        "note": _DROPOUT,
        "sent_on": _DROPOUT,
        "due_on": _NUMBER,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    opening = models.UUIDField(unique=True)
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    back_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    sent_on = models.DateField()
    due_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_back_report"
        indexes: ClassVar = [models.Index(fields=["sent_on"], name="reporting_back_by_day")]


class BackReceipt(Protected):
    """That township, villagers' committee or bureau received a report of a return: once each."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_REPORTED, made=frozenset({"back_report.receive"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _DROPOUT,
        "back_report": RUN,
        "kind": _NUMBER,
        "receiver": _DROPOUT,
        "received_on": _DROPOUT,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    back_report = models.ForeignKey(BackReport, on_delete=models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=20)
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_back_receipt"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["back_report", "kind"], name="reporting_back_receipt_once"),
        ]


class JointCheck(Protected):
    """That school, township and village looked together for a suspected pupil: who took part of each, and what they found.

    `opening`: the run of the case; `due_on`: by when plans wanted it. `village`: where the pupil lives, None where not known.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_REPORTED, made=frozenset({"joint_check.record"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _DROPOUT,
        "opening": RUN,
        "school": _DROPOUT,
        "township": _DROPOUT,
        "village": _DROPOUT,
        "school_people": _STAFF,
        "township_people": _STAFF,
        "village_people": _STAFF,
        "result": _DROPOUT,
        "checked_on": _DROPOUT,
        "due_on": _NUMBER,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    opening = models.UUIDField(db_index=True)
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    township = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    school_people = models.CharField(max_length=200)
    township_people = models.CharField(max_length=200)
    village_people = models.CharField(max_length=200)
    result = models.CharField(max_length=20)
    checked_on = models.DateField()
    due_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_joint_check"
        indexes: ClassVar = [models.Index(fields=["checked_on"], name="reporting_checked_by_day")]
