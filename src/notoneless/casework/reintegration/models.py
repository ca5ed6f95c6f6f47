"""Returns of children who had dropped out: placement, plan, follow-up, and giving all of it to another school."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from notoneless.casework.cases.models import Case
from notoneless.casework.reintegration.rules.kinds import Hold, Seen, Teaching
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByEither, Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SECRET = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="return.reveal")
_SHOWN = frozenset({"return.read", "duty.reckon", "indicator.count"})
_DONE = frozenset(
    {"return.place", "return.plan", "return.follow_up", "return.propose_close_out", "return.hand_over", "return.accept"}
)


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kinds]


class Return(Protected):
    """That a child who had dropped out was back at school on a day, as somebody saw it.

    `unit`: the school that answers for the pupil's staying, until another has accepted it; once the pupil is at another, that
    one and those above see it, and no longer the school before. `episode`: how often the case had
    been reopened then. `gone_on`: since when the child was known to be away; `sessions`: in how many a register had seen it
    back when this was recorded. `relapsed_on`: the day since which registers tell that it is away again.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN | _DONE,
        made=frozenset({"return.record"}),
        changed=frozenset({"return.withdraw", "return.accept", "return.reckon_child"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _OF_CHILD,
        "case": RUN,
        "episode": RUN,
        "unit": _OF_CHILD,
        "on": _OF_CHILD,
        "gone_on": _OF_CHILD,
        "seen_by": _STAFF,
        "sessions": _OF_CHILD,
        "proof": _OF_CHILD,
        "by": _STAFF,
        "at": RUN,
        "relapsed_on": _OF_CHILD,
        "withdrawn_on": _OF_CHILD,
        "because": _OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    episode = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    gone_on = models.DateField()
    seen_by = models.CharField(max_length=200)
    sessions = models.PositiveSmallIntegerField()
    proof = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    relapsed_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "reintegration_return"
        indexes: ClassVar = [
            models.Index(fields=["child", "on"], name="reintegration_of_child"),
            models.Index(fields=["on", "id"], name="reintegration_by_day"),
        ]


class ReturnPlacement(Protected):
    """Where and how a returned pupil learns, and what pays for it; a later one takes an earlier one's place.

    `room`: its class; `lessons`: how it is taught there; `funds`: what pays, how much, what for, on lines of their own, sealed
    as facts of poverty are. `approved_on`: for what the county has to approve.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN | _DONE,
        made=frozenset({"return.place"}),
        changed=frozenset({"return.approve_placement"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "returned": RUN,
        "child": _OF_CHILD,
        "number": RUN,
        "unit": _OF_CHILD,
        "room": _OF_CHILD,
        "grade": _OF_CHILD,
        "teaching": _OF_CHILD,
        "lessons": _OF_CHILD,
        "funds": _SECRET,
        "paper": _OF_CHILD,
        "on": _OF_CHILD,
        "by": _STAFF,
        "at": RUN,
        "needs_approval": _OF_CHILD,
        "approved_on": _OF_CHILD,
        "approved_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    returned = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="placements")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField(null=True)
    teaching = models.CharField(max_length=20, choices=_choices(Teaching))
    lessons = models.CharField(max_length=200)
    funds = Sealed()
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    needs_approval = models.BooleanField()
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "reintegration_placement"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["returned", "number"], name="reintegration_placement_once")
        ]


class ReturnPlan(Protected):
    """What is done so that one returned pupil stays, version by version. The post that keeps it is a unit and a role, whoever
    holds it; `condition`: health, poverty and the like, sealed. `review_on`: by when it is looked at again."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN | _DONE, made=frozenset({"return.plan"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "returned": RUN,
        "child": _OF_CHILD,
        "number": RUN,
        "goals": _OF_CHILD,
        "measures": _OF_CHILD,
        "condition": _SECRET,
        "keeper_unit": _STAFF,
        "keeper_role": _STAFF,
        "review_on": _OF_CHILD,
        "on": _OF_CHILD,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    returned = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="plans")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    goals = models.TextField()
    measures = models.TextField()
    condition = Sealed(null=True)
    keeper_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    keeper_role = models.CharField(max_length=40)
    review_on = models.DateField()
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reintegration_plan"
        constraints: ClassVar = [models.UniqueConstraint(fields=["returned", "number"], name="reintegration_plan_once")]


class ReturnFollowUp(Protected):
    """That somebody followed a returned pupil up: what registers said of the days since the mark before, and what the person
    found.

    `mark`: the mark it confirms, in days after the return; none between marks. `said`: what was said, told by need only.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN | _DONE, made=frozenset({"return.follow_up"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "returned": RUN,
        "child": _OF_CHILD,
        "mark": _OF_CHILD,
        "on": _OF_CHILD,
        "how": _OF_CHILD,
        "said": _SECRET,
        "hold": _OF_CHILD,
        "expected": _OF_CHILD,
        "reported": _OF_CHILD,
        "seen": _OF_CHILD,
        "longest": _OF_CHILD,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    returned = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="followed")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    mark = models.PositiveSmallIntegerField(null=True)
    on = models.DateField(db_column="on_day")
    how = models.CharField(max_length=10, choices=_choices(Seen))
    said = Sealed(null=True)
    hold = models.CharField(max_length=10, choices=_choices(Hold))
    expected = models.PositiveSmallIntegerField()
    reported = models.PositiveSmallIntegerField()
    seen = models.PositiveSmallIntegerField()
    longest = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reintegration_follow_up"
        indexes: ClassVar = [models.Index(fields=["returned", "on"], name="reintegration_followed_on")]


class CaseHandover(Protected):
    """That a returned pupil, with its case, plan and follow-up, is given to another school. `unit`: the school that gives,
    which answers until `also_unit` has accepted it; `accepted_on`: its receipt."""

    REACH: ClassVar[Reach] = ByEither(("unit_id", "also_unit_id"))
    ROWS: ClassVar = Rows(
        shown=_SHOWN | _DONE,
        made=frozenset({"return.hand_over", "return.accept"}),
        changed=frozenset({"return.accept"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "returned": RUN,
        "unit": _OF_CHILD,
        "also_unit": _OF_CHILD,
        "note": _OF_CHILD,
        "handed_on": _OF_CHILD,
        "handed_by": _STAFF,
        "accepted_on": _OF_CHILD,
        "accepted_by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    returned = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="handovers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    also_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    handed_on = models.DateField()
    handed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_on = models.DateField(null=True)
    accepted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reintegration_handover"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["returned"], condition=models.Q(accepted_on__isnull=True), name="reintegration_one_handover"
            ),
        ]
