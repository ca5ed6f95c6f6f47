"""Reports of who came, marks of who did not, leave, and who stands in for a class teacher."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Grant, Unit
from notoneless.foundation.access.scope import ByEither, ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.attendance.rules.kinds import LeaveState, LeaveStepKind, MarkKind, TracedTo

_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_WHY = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="attendance.reveal")
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_SHOWN = frozenset({"attendance.read", "attendance.board", "duty.reckon", "indicator.count", "indicator.names"})
_AGAIN = frozenset({"attendance.correct", "attendance.amend", "attendance.report_beside"})
_REPORTING = frozenset({"attendance.report", "attendance.import_register"}) | _AGAIN
_LEAVING = frozenset({"leave.apply", "leave.grant", "leave.refuse", "leave.extend", "leave.close", "leave.withdraw"})
_BACK = _REPORTING
"""A pupil who is marked as there is back from leave."""


class ArrivalReport(Protected):
    """What was reported of a class for a session of a day. A later one supersedes it (`is_current`); none is edited.

    `asked`: whom it asked about, the ids one after another; all of them were there but those who have a mark. `is_in_time`:
    reported on the day itself before the session closed. `why`: for a correction.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_REPORTING, changed=_AGAIN | {"attendance.report"})
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "on": RUN,
        "session": RUN,
        "asked": _CHILD,
        "due": RUN,
        "absent": RUN,
        "on_leave": RUN,
        "late": RUN,
        "left_early": RUN,
        "is_current": RUN,
        "is_in_time": RUN,
        "corrects": RUN,
        "why": _STAFF,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(db_column="on_day")
    session = models.CharField(max_length=20)
    asked = models.BinaryField()
    due = models.PositiveSmallIntegerField()
    absent = models.PositiveSmallIntegerField()
    on_leave = models.PositiveSmallIntegerField()
    late = models.PositiveSmallIntegerField()
    left_early = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)
    is_in_time = models.BooleanField()
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "attendance_arrival_report"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "on", "session"],
                condition=models.Q(is_current=True),
                name="attendance_report_one_current",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["on", "unit"], name="attendance_report_of_day")]


class NoReport(Protected):
    """Why a class has no report of some school days, as the head says it; none is edited. A report made all the same counts."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"attendance.explain"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "first_on": RUN,
        "last_on": RUN,
        "why": _STAFF,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_on = models.DateField()
    last_on = models.DateField()
    why = models.CharField(max_length=200)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "attendance_no_report"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="attendance_no_report_forwards"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "last_on"], name="attendance_no_report_of_unit")]


class Leave(Protected):
    """A leave of a pupil, from a first to a last day, both included. `closed_on`: the day on which the pupil was back.

    It goes with the child: who reaches the child today reaches it. `unit`: the class in which it was asked for.
    `asked_by`: the guardian who asked. `paper`: the latest slip.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN, made=frozenset({"leave.apply"}), changed=_LEAVING | _BACK | {"leave.issue_slip"}
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "unit": _CHILD,
        "first_on": _CHILD,
        "last_on": _CHILD,
        "reason": _CHILD,
        "note": _WHY,
        "asked_by": Declared(Level.CHILD, Purpose.REACH, Keep.CHILDHOOD),
        "state": _CHILD,
        "closed_on": _CHILD,
        "paper": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    reason = models.CharField(max_length=20)
    note = Sealed(null=True)
    asked_by = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in LeaveState])
    closed_on = models.DateField(null=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "attendance_leave"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="attendance_leave_forwards"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "last_on"], name="attendance_leave_state")]


class LeaveStep(Protected):
    """One thing that happened to a leave; none is edited. `until_on`: the last day that it gave the leave."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_LEAVING | _BACK)
    DECLARED: ClassVar = {
        "id": RUN,
        "leave": RUN,
        "child": _CHILD,
        "number": RUN,
        "step": _CHILD,
        "until_on": _CHILD,
        "why": _CHILD,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    leave = models.ForeignKey(Leave, on_delete=models.PROTECT, related_name="+", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=[(each.value, each.value) for each in LeaveStepKind])
    until_on = models.DateField(null=True)
    why = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "attendance_leave_step"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["leave", "number"], name="attendance_leave_step_once"),
        ]


class AttendanceMark(Protected):
    """What a report notes of one pupil. It counts (`is_current`) as long as its report does, which only the school reaches.

    `same_as`: the mark of the report before that said the same, whose note stands. `also_unit`: where the child lives.
    """

    REACH: ClassVar[Reach] = ByEither(("unit_id", "also_unit_id"))
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_REPORTING, changed=_AGAIN | {"attendance.report"})
    DECLARED: ClassVar = {
        "id": RUN,
        "report": RUN,
        "is_current": RUN,
        "unit": _CHILD,
        "also_unit": _CHILD,
        "child": _CHILD,
        "on": _CHILD,
        "session": _CHILD,
        "kind": _CHILD,
        "reason": _CHILD,
        "note": _WHY,
        "same_as": RUN,
    }

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(ArrivalReport, on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    also_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(db_column="on_day")
    session = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in MarkKind])
    reason = models.CharField(max_length=20)
    note = Sealed(null=True)
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "attendance_mark"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "child"], name="attendance_mark_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["child", "on"], name="attendance_mark_of_child"),
            models.Index(fields=["on", "unit"], name="attendance_mark_of_day"),
        ]


class AbsenceTrace(Protected):
    """Where a pupil who was absent on a day was found to be, by whom. The absence is traced from the first one on.

    `report`: the one that saw the pupil, where that is how it was found out. It counts (`is_current`) until a correction says
    that nobody saw the pupil.
    """

    REACH: ClassVar[Reach] = ByEither(("unit_id", "also_unit_id"))
    ROWS: ClassVar = Rows(
        shown=_SHOWN, made=frozenset({"attendance.trace"}) | _BACK, changed=_AGAIN | {"attendance.report"}
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "unit": _CHILD,
        "also_unit": _CHILD,
        "on": _CHILD,
        "traced_to": _CHILD,
        "note": _WHY,
        "traced_on": _CHILD,
        "report": RUN,
        "is_current": RUN,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    also_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    traced_to = models.CharField(max_length=20, choices=[(each.value, each.value) for each in TracedTo])
    note = Sealed(null=True)
    traced_on = models.DateField()
    report = models.ForeignKey(ArrivalReport, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_current = models.BooleanField(default=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "attendance_trace"
        indexes: ClassVar = [
            models.Index(fields=["child", "on"], name="attendance_trace_of_child"),
            models.Index(fields=["traced_on"], name="attendance_trace_by_day"),
        ]


class Substitution(Protected):
    """That somebody stands in for the teacher of a class, from a day until before another; a grant lasts as long."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN,
        made=frozenset({"attendance.substitute"}),
        changed=frozenset({"attendance.end_substitution"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _STAFF,
        "account": _STAFF,
        "grant": _STAFF,
        "from_on": _STAFF,
        "until_on": _STAFF,
        "named_by": _STAFF,
        "named_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    named_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        db_table = "attendance_substitution"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="attendance_substitution_forwards"
            ),
        ]
