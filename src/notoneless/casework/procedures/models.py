"""Procedures of the four steps, and the dated events of which each is made."""

from typing import ClassVar

from django.db import models

from notoneless.casework.procedures.rules.moves import Stage
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_READ = frozenset({"procedure.read"})
_BEGINNING = frozenset({"procedure.record_effort"})
_MOVES = _BEGINNING | {
    "procedure.refer",
    "procedure.answer_referral",
    "procedure.propose_order",
    "procedure.issue_order",
    "procedure.open_penalty",
    "procedure.inquire",
    "procedure.issue_notice",
    "procedure.call_hearing",
    "procedure.propose_decision",
    "procedure.issue_decision",
    "procedure.issue_demand",
    "procedure.apply_to_court",
    "procedure.correct",
    "procedure.serve",
    "procedure.enter",
}


class Procedure(Protected):
    """What the law's four steps do for one child; a child has one that is not ended.

    `stage` and `since` repeat what the events say (`rules.standing`), so that lists need not read them.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_READ, made=_BEGINNING, changed=_MOVES)
    DECLARED: ClassVar = {"id": RUN, "child": _OF_CHILD, "stage": _OF_CHILD, "since": _OF_CHILD, "opened_at": RUN}

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20)
    since = models.DateField()
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "procedures_procedure"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=~models.Q(stage=Stage.ENDED), name="procedures_one_at_a_time"
            ),
        ]


class ProcedureEvent(Protected):
    """One move of a procedure, or what takes one back (`corrects`); never edited.

    `number`: the order in which those of a procedure were entered.

    `details`: what the rules ask of the move (`rules.facts`), as JSON. `words`: what was said and seen at it, as JSON too,
    told by need only. `unit`: the authority that acts. `paper`: what was issued or served; `receipt`: what is
    signed when it is served.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_READ, made=_MOVES)
    DECLARED: ClassVar = {
        "id": RUN,
        "procedure": RUN,
        "child": _OF_CHILD,
        "number": RUN,
        "move": _OF_CHILD,
        "on": _OF_CHILD,
        "details": _OF_CHILD,
        "words": Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="procedure.reveal"),
        "unit": _OF_CHILD,
        "paper": _OF_CHILD,
        "receipt": _OF_CHILD,
        "proof": _OF_CHILD,
        "corrects": RUN,
        "channel": RUN,
        "by": Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD),
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="events")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    move = models.CharField(max_length=20)
    on = models.DateField(db_column="on_day")
    details = models.JSONField(default=dict)
    words = Sealed(null=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    proof = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="correction")
    channel = models.CharField(max_length=10)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "procedures_event"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedures_event_once"),
        ]
