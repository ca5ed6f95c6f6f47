"""Tasks that follow absence and the roll, contacts with families, what class teachers know, points of concern, reports."""

from typing import Any, ClassVar

from django.db import models

from notoneless.casework.early_warning.rules.following import Answered, How, TaskState, Whom
from notoneless.casework.early_warning.rules.pupils import Authority, Concern, FactKind
from notoneless.casework.early_warning.rules.triggers import Trigger
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SAID = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="follow_up.reveal")
_SCORE = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.SHORT)
_WHO = Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD)
_RECKON = frozenset({"follow_up.reckon", "follow_up.reckon_child"})
_VISIT_ANEW = frozenset({"visit.correct", "visit.withdraw"})
"""What takes the contact back as which a visit was recorded."""
_POINTS = frozenset({"concern.reckon"})
_SEEN = frozenset({"concern.read", "concern.names"})


def _choices(codes: Any) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in codes]


class FollowUp(Protected):
    """What somebody has to do because a trigger stands, and how it stands: a projection, made again from facts at any time.

    Its id is derived from child, trigger and `since`. `unit` and `role` say whose post bears it, whoever holds that; `end` how
    what it rests on came to its end; `contact` which contact did what it asks for.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=frozenset({"follow_up.read"}),
        made=_RECKON,
        changed=_RECKON | {"follow_up.contact"} | _VISIT_ANEW,
        removed=_RECKON,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "trigger": _CHILD,
        "since": _CHILD,
        "stands_on": _CHILD,
        "due_on": _CHILD,
        "unit": _CHILD,
        "role": _CHILD,
        "state": _CHILD,
        "done_on": _CHILD,
        "ended_on": _CHILD,
        "end": _CHILD,
        "contact": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+", db_index=False)
    trigger = models.CharField(max_length=20, choices=_choices(Trigger))
    since = models.DateField()
    stands_on = models.DateField()
    due_on = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=_choices(TaskState))
    done_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end = models.CharField(max_length=10, blank=True)
    contact = models.UUIDField(null=True)

    class Meta:
        db_table = "early_warning_follow_up"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "trigger", "since"], name="early_warning_task_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "role", "state", "due_on"], name="early_warning_task_of_post"),
            models.Index(fields=["state", "due_on"], name="early_warning_task_in_state"),
        ]


class Contact(Protected):
    """That somebody turned to a child's family, or told those above; never edited. `note` is what was said.

    That of a visit goes with its record, where that was corrected or withdrawn.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=frozenset({"follow_up.read", "follow_up.reckon"}),
        made=frozenset({"follow_up.contact"}),
        removed=_VISIT_ANEW,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "on": _CHILD,
        "how": _CHILD,
        "whom": _CHILD,
        "answered": _CHILD,
        "note": _SAID,
        "next_on": _CHILD,
        "at_county": RUN,
        "by": _WHO,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    on = models.DateField(db_column="on_day")
    how = models.CharField(max_length=10, choices=_choices(How))
    whom = models.CharField(max_length=10, choices=_choices(Whom))
    answered = models.CharField(max_length=10, choices=_choices(Answered))
    note = Sealed(null=True)
    next_on = models.DateField(null=True)
    at_county = models.BooleanField(default=False)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "early_warning_contact"
        indexes: ClassVar = [models.Index(fields=["on"], name="early_warning_contact_by_day")]


class PupilFact(Protected):
    """What a class teacher knows of a pupil on a day; a later one of the same kind supersedes it, none is edited."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    # a boarder of a poor family is entitled to more than a day pupil; of whom a parent is away is to have a file
    ROWS: ClassVar = Rows(
        shown=_SEEN | _POINTS | {"aid.entitle", "left_behind.read", "left_behind.sign_survey", "duty.reckon"},
        made=frozenset({"pupil_facts.record"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "kind": _CHILD,
        "value": _CHILD,
        "on": _CHILD,
        "by": _WHO,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=_choices(FactKind))
    value = models.CharField(max_length=10)
    on = models.DateField(db_column="on_day")
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "early_warning_pupil_fact"


class ConcernNote(Protected):
    """That a class teacher is concerned about a pupil. `is_inclined`: inclined to drop out, which the school has to report.

    `unit`: the school. `over_on`: the day on which the teacher said that it is over.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SEEN | _POINTS | {"at_risk.read", "duty.reckon"},
        made=frozenset({"concern.note"}),
        changed=frozenset({"concern.end"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "unit": _CHILD,
        "kind": _CHILD,
        "is_inclined": _CHILD,
        "on": _CHILD,
        "over_on": _CHILD,
        "note": Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="concern.reveal"),
        "by": _WHO,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=_choices(Concern))
    is_inclined = models.BooleanField()
    on = models.DateField(db_column="on_day")
    over_on = models.DateField(null=True)
    note = Sealed(null=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "early_warning_concern"
        indexes: ClassVar = [models.Index(fields=["is_inclined", "on"], name="early_warning_inclined")]


class AtRiskReport(Protected):
    """That a school has told an authority of a pupil inclined to drop out, and that it was read there."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=frozenset({"at_risk.read", "duty.reckon"}),
        made=frozenset({"at_risk.report"}),
        changed=frozenset({"at_risk.acknowledge"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "concern": RUN,
        "child": _CHILD,
        "unit": _CHILD,
        "authority": _CHILD,
        "on": _CHILD,
        "by": _WHO,
        "at": RUN,
        "read_on": _CHILD,
        "read_by": _WHO,
    }

    id = models.UUIDField(primary_key=True)
    concern = models.ForeignKey(ConcernNote, on_delete=models.CASCADE, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=10, choices=_choices(Authority))
    on = models.DateField(db_column="on_day")
    by = models.UUIDField()
    at = models.DateTimeField()
    read_on = models.DateField(null=True)
    read_by = models.UUIDField(null=True)

    class Meta:
        db_table = "early_warning_at_risk_report"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["concern", "authority"], name="early_warning_reported_once"),
        ]


class ConcernScore(Protected):
    """The points of a pupil, reckoned on a day from what was known; they expire with the term and enter no file.

    `reasons`: up to three, each with code, points, day and values. `groups`: the points of each group that is known.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SEEN | {"concern.count"}, made=_POINTS, changed=_POINTS, removed=_POINTS)
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _SCORE,
        "on": _SCORE,
        "expires_on": _SCORE,
        "total": _SCORE,
        "is_listed": _SCORE,
        "groups": _SCORE,
        "reasons": _SCORE,
        "protective": _SCORE,
    }

    id = models.UUIDField(primary_key=True)
    child = models.OneToOneField(Child, on_delete=models.CASCADE, related_name="+")
    on = models.DateField(db_column="on_day")
    expires_on = models.DateField()
    total = models.PositiveSmallIntegerField()
    is_listed = models.BooleanField()
    groups: models.JSONField[Any, Any] = models.JSONField()
    reasons: models.JSONField[Any, Any] = models.JSONField()
    protective: models.JSONField[Any, Any] = models.JSONField(null=True)

    class Meta:
        db_table = "early_warning_score"
        indexes: ClassVar = [models.Index(fields=["is_listed", "total"], name="early_warning_listed")]
