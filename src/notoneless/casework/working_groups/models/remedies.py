"""What a working group finds and does for a child: the cause, measures, and where the child is."""

from typing import ClassVar

from django.db import models

from notoneless.casework.cases.models import Case
from notoneless.casework.working_groups.models.groups import GroupPlace
from notoneless.casework.working_groups.rules.remedies import RemedyKind, RemedyState
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.attendance.rules.kinds import TracedTo

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SHOWN = frozenset({"working_group.read", "duty.reckon"})


class CaseCause(Protected):
    """Why a child has dropped out, as it was found; never edited: a later row stands in place of an earlier one.

    `confidential`: the code of a reason that is told by need only, and what was written with it; the others are empty then.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"case_cause.record"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "case": _OF_CHILD,
        "child": _OF_CHILD,
        "on": _OF_CHILD,
        "reason": _OF_CHILD,
        "note": _OF_CHILD,
        "confidential": Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="case.reveal"),
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    confidential = Sealed(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "working_groups_cause"
        indexes: ClassVar = [models.Index(fields=["child", "at"], name="working_groups_cause_of_child")]


class Remedy(Protected):
    """A measure by law, care or aid, of one member of the group, by a day; or that none of its kind is taken, and why."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN,
        made=frozenset({"remedy.plan", "remedy.leave_out"}),
        changed=frozenset({"remedy.plan", "remedy.finish", "remedy.give_up"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "case": _OF_CHILD,
        "child": _OF_CHILD,
        "kind": _OF_CHILD,
        "state": _OF_CHILD,
        "words": _OF_CHILD,
        "bearer": _STAFF,
        "due_on": _OF_CHILD,
        "said_on": _OF_CHILD,
        "said_by": _STAFF,
        "ended_on": _OF_CHILD,
        "ended_by": _STAFF,
        "effect": _OF_CHILD,
        "because": _OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in RemedyKind])
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in RemedyState])
    words = models.CharField(max_length=200, blank=True)
    bearer = models.ForeignKey(GroupPlace, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    said_on = models.DateField()
    said_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    effect = models.CharField(max_length=200, blank=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "working_groups_remedy"
        indexes: ClassVar = [
            models.Index(fields=["child", "said_on"], name="working_groups_remedy_of_child"),
            models.Index(fields=["state", "due_on"], name="working_groups_remedy_due"),
        ]


class DestinationEntry(Protected):
    """Where a child with an open case was on a day, and who says so; never edited."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"destination.record"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "case": _OF_CHILD,
        "child": _OF_CHILD,
        "on": _OF_CHILD,
        "traced_to": _OF_CHILD,
        "place": _OF_CHILD,
        "source": _OF_CHILD,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    traced_to = models.CharField(max_length=20, choices=[(each.value, each.value) for each in TracedTo])
    place = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "working_groups_destination"
        indexes: ClassVar = [models.Index(fields=["child", "on"], name="working_groups_where_of_child")]
