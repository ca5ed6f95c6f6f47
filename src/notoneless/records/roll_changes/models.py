"""Applications for changes of the roll, their papers, and the course each of them took."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByEither, Protected, Reach, Rows
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.roll_changes.rules.kinds import HANDED, ChangeKind, PaperKind
from notoneless.records.roll_changes.rules.kinds import Level as Decides
from notoneless.records.roll_changes.rules.standing import State

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SECRET = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="roll_change.reveal")
_UNITS: Reach = ByEither(("unit_id", "also_unit_id"))
_ASKING = frozenset(
    {"roll_change.apply", "roll_change.apply_for_child", "roll_change.document", "roll_change.hand_over"}
)
_DECIDING = frozenset(
    {"roll_change.approve", "roll_change.refuse", "roll_change.send_back", "roll_change.resubmit"}
    | {"roll_change.withdraw", "roll_change.confirm_arrival", "roll_change.carry_arrival"}
    | {"roll_change.follow_withdrawal"}
)
_SHOWN = frozenset({"roll_change.read", "duty.reckon", "indicator.count", "roll_change.add_paper"})


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kinds]


class ChangeRequest(Protected):
    """One change of the roll as somebody applied for it, and where that stands.

    Whoever gave a child away still sees what was applied for: `name` and `signer` repeat the child's and the guardian's names.
    `unit`: the pupil's class or the school where the entry is to be; `also_unit`: the school that receives, or where a child
    without an entry lives, else the unit again. `waits_for`: the level that decides next. `event`: what was written on the
    roll. `arrived_on`: on which day, as the receiving school says, a transferred pupil had come to `room`; `arrival`: what
    was written of that.
    """

    REACH: ClassVar[Reach] = _UNITS
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_ASKING, changed=_DECIDING | {"roll_change.issue_form"})
    DECLARED: ClassVar = {
        "id": RUN,
        "kind": _OF_CHILD,
        "child": _OF_CHILD,
        "name": Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD),
        "entry": _OF_CHILD,
        "unit": _OF_CHILD,
        "also_unit": _OF_CHILD,
        "on": _OF_CHILD,
        "until_on": _OF_CHILD,
        "reason": _SECRET,
        "statement": _SECRET,
        "guardian": _OF_CHILD,
        "signer": Declared(Level.CHILD, Purpose.REACH, Keep.CHILDHOOD),
        "signed_on": _OF_CHILD,
        "room": _OF_CHILD,
        "grade": _OF_CHILD,
        "destination": _OF_CHILD,
        "state": _OF_CHILD,
        "waits_for": _OF_CHILD,
        "by": _STAFF,
        "at": RUN,
        "asked_on": RUN,
        "event": RUN,
        "done_on": _OF_CHILD,
        "arrived_on": _OF_CHILD,
        "arrived_by": _STAFF,
        "arrival": RUN,
        "paper": _OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20, choices=_choices(ChangeKind))
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    entry = models.ForeignKey(RollEntry, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    also_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    until_on = models.DateField(null=True)
    reason = Sealed(null=True)
    statement = Sealed(null=True)
    guardian = models.ForeignKey(Guardian, null=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)
    room = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField(null=True)
    destination = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=_choices(State))
    waits_for = models.CharField(max_length=20, blank=True, choices=_choices(Decides))
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    asked_on = models.DateField()
    event = models.OneToOneField(RollEvent, null=True, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(null=True)
    arrived_on = models.DateField(null=True)
    arrived_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    arrival = models.OneToOneField(RollEvent, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "roll_changes_request"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(state__in=["waiting", "sent_back"]),
                name="roll_changes_one_open",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "waits_for"], name="roll_changes_by_state"),
            models.Index(fields=["unit", "done_on"], name="roll_changes_of_unit"),
        ]

    @property
    def is_within(self) -> bool:
        """Whether another school of this county receives the pupil."""
        return self.kind in (ChangeKind.TRANSFER, *HANDED) and self.also_unit_id != self.unit_id


class ChangePaper(Protected):
    """One paper of an application, with the day that stands on it. Nothing is taken away; a later one of a kind counts."""

    REACH: ClassVar[Reach] = _UNITS
    ROWS: ClassVar = Rows(shown=_SHOWN | _DECIDING, made=frozenset({"roll_change.add_paper"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "request": RUN,
        "unit": _OF_CHILD,
        "also_unit": _OF_CHILD,
        "kind": _OF_CHILD,
        "dated_on": _OF_CHILD,
        "file": _OF_CHILD,
        "on": RUN,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="papers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    also_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=_choices(PaperKind))
    dated_on = models.DateField()
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "roll_changes_paper"
        indexes: ClassVar = [models.Index(fields=["request", "on"], name="roll_changes_papers_of")]


class ChangeStep(Protected):
    """One step of the course of an application: what was done at which level, and the mark of what whoever did it saw."""

    REACH: ClassVar[Reach] = _UNITS
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_ASKING | _DECIDING)
    DECLARED: ClassVar = {
        "id": RUN,
        "request": RUN,
        "unit": _OF_CHILD,
        "also_unit": _OF_CHILD,
        "number": RUN,
        "move": _OF_CHILD,
        "level": _OF_CHILD,
        "note": _OF_CHILD,
        "saw": RUN,
        "on": RUN,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="steps")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    also_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    move = models.CharField(max_length=20)
    level = models.CharField(max_length=20, blank=True, choices=_choices(Decides))
    note = models.CharField(max_length=200, blank=True)
    saw = models.CharField(max_length=400, blank=True)
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "roll_changes_step"
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "number"], name="roll_changes_step_once")]
