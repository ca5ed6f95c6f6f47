"""Roll entries, their events, and the monthly comparison with the national system's export."""

from typing import Any, ClassVar

from django.db import models

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import BlindIndex, Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_ROLL = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_WHY = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="roll.reveal")
_NUMBER = Declared(Level.SENSITIVE, Purpose.IDENTIFY, Keep.CHILDHOOD, seen="roll.reveal")
_KEY = Declared(Level.SENSITIVE, Purpose.IDENTIFY, Keep.CHILDHOOD, seen=None)
_SHOWN = frozenset(
    {"roll.read", "indicator.count", "indicator.names", "case.read"}
    | {"attendance.read", "attendance.board", "attendance.report", "attendance.amend", "attendance.import_register"}
    | {"attendance.report_beside"}
    | {"roll_change.follow_withdrawal"}
)
_CARRIED_OUT = frozenset({"roll_change.approve", "roll_change.carry_arrival"})
"""What the room above does once a change was approved."""
_ENTERING = frozenset({"roll.enter", "roll.enter_class", "roll.defer", "roll.transfer_in"}) | _CARRIED_OUT
_STEPS = _ENTERING | {
    "roll.transfer_out",
    "roll.suspend",
    "roll.resume",
    "roll.change_class",
    "roll.promote_class",
    "roll.complete_class",
    "roll.leave",
    "roll.correct",
}
_SETTLING = frozenset({"roll.take_over", "roll.explain"})


class RollEntry(Protected):
    """One child's entry on the roll of one school; open until `left_on`. What happened to it stands in its events.

    `left_on`, `how_left`, `state` and `place` repeat what the events say (`rules.standing`), so that lists need not read them.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child", gives="unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_ENTERING, changed=_STEPS)
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _ROLL,
        "unit": _ROLL,
        "entered_on": _ROLL,
        "how_entered": _ROLL,
        "left_on": _ROLL,
        "how_left": _ROLL,
        "number_kind": _ROLL,
        "state": _ROLL,
        "place": _ROLL,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()
    how_entered = models.CharField(max_length=10)
    left_on = models.DateField(null=True)
    how_left = models.CharField(max_length=10, blank=True)
    number_kind = models.CharField(max_length=1, blank=True)
    state = models.CharField(max_length=20)
    place = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "enrolment_roll_entry"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(left_on__isnull=True), name="enrolment_one_entry_per_child"
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("entered_on")),
                name="enrolment_roll_entry_forwards",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "left_on"], name="enrolment_entry_of_unit"),
            models.Index(fields=["state", "left_on"], name="enrolment_entry_by_state"),
        ]


_UNTIL = ("suspend", "defer")
"""Steps that end on a day: a child is away until then, and asked for afterwards."""


class RollEvent(Protected):
    """One dated fact of an entry. Nothing is edited: a later row supersedes it, or withdraws it.

    `number`: the order in which the events of an entry were entered. `place`: the class, or the school, the child is in then.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_STEPS)
    DECLARED: ClassVar = {
        "id": RUN,
        "entry": _ROLL,
        "child": _ROLL,
        "number": RUN,
        "step": _ROLL,
        "movement": _ROLL,
        "on": _ROLL,
        "until_on": _ROLL,
        "grade": _ROLL,
        "place": _ROLL,
        "reason": _WHY,
        "destination": _ROLL,
        "proof": _ROLL,
        "supersedes": RUN,
        "is_withdrawal": _ROLL,
        "by": Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD),
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="events")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=20)
    movement = models.CharField(max_length=10)
    on = models.DateField(db_column="on_day")
    until_on = models.DateField(null=True)
    grade = models.PositiveSmallIntegerField(null=True)
    place = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    reason = Sealed(null=True)
    destination = models.CharField(max_length=200, blank=True)
    proof = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    is_withdrawal = models.BooleanField(default=False)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "enrolment_roll_event"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "number"], name="enrolment_roll_event_once"),
            # whoever is away for a time has a day on which the clock ends; what takes such an event back has none
            models.CheckConstraint(
                condition=~models.Q(step__in=_UNTIL)
                | models.Q(is_withdrawal=True)
                | models.Q(until_on__isnull=False, until_on__gt=models.F("on")),
                name="enrolment_roll_event_until",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["step", "movement"], name="enrolment_event_by_step")]


class RollComparison(Protected):
    """One comparison of a school's roll with the national system's export: the same file in the same month is one."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=frozenset({"roll_difference.read"}), made=frozenset({"roll.compare_export"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _ROLL,
        "month": _ROLL,
        "fingerprint": RUN,
        "counts": _ROLL,
        "by": Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD),
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    fingerprint = models.CharField(max_length=64)
    counts: models.JSONField[Any, Any] = models.JSONField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "enrolment_roll_comparison"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "month", "fingerprint"], name="enrolment_comparison_once"),
        ]


class RollDifference(Protected):
    """One difference of a comparison, and what became of it: open, taken over, or explained. Its number is sealed."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"roll_difference.read"}), made=frozenset({"roll.compare_export"}), changed=_SETTLING
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "comparison": RUN,
        "unit": _ROLL,
        "kind": _ROLL,
        "proposal": _ROLL,
        "name": Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD),
        "child": _ROLL,
        "place": _ROLL,
        "grade": _ROLL,
        "row": RUN,
        "ours": _ROLL,
        "theirs": _ROLL,
        "student_number_index": _KEY,
        "student_number": _NUMBER,
        "state": _ROLL,
        "explanation": _ROLL,
        "settled_by": Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD),
        "settled_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    comparison = models.ForeignKey(RollComparison, on_delete=models.PROTECT, related_name="differences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    proposal = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField(null=True)
    row = models.PositiveIntegerField(null=True)
    ours = models.CharField(max_length=100, blank=True)
    theirs = models.CharField(max_length=100, blank=True)
    student_number_index = BlindIndex("student_number", db_index=True)
    student_number = Sealed(null=True)
    state = models.CharField(max_length=10)
    explanation = models.CharField(max_length=200, blank=True)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "enrolment_roll_difference"
        indexes: ClassVar = [models.Index(fields=["comparison", "state"], name="enrolment_difference_state")]
