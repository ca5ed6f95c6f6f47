"""Working groups of cases with their places, and what they find and do: the cause, measures, where the child is."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from django.db import models

from notoneless.casework.cases.models import Case
from notoneless.casework.working_groups.rules.leading import Basis
from notoneless.casework.working_groups.rules.parties import Party
from notoneless.casework.working_groups.rules.remedies import RemedyKind, RemedyState
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.attendance.rules.kinds import TracedTo

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SHOWN = frozenset({"working_group.read", "duty.reckon"})
_FORMING = frozenset({"working_group.form"})
_TAKEN_BACK = frozenset({"golden.apply"})
"""Where the roster that brought a child is taken back, the group that the program alone has formed goes with its case."""


class WorkingGroup(Protected):
    """The group that stands for a child from the day its case is opened; it is there again when the case is reopened.

    `lead`, `support`, `basis`: as clause 5.18 says of where the child is (`rules.leading`). Whether it stands is what its case
    says: until the child is back.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_FORMING, changed=_FORMING, removed=_TAKEN_BACK)
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _OF_CHILD,
        "formed_on": _OF_CHILD,
        "lead": _OF_CHILD,
        "support": _OF_CHILD,
        "basis": _OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="+")
    formed_on = models.DateField()
    lead = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    support = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Basis])

    class Meta:
        db_table = "working_groups_group"

    @classmethod
    def give_way(cls, children: Sequence[UUID]) -> None:
        """Remove the groups of children whose cases have gone, where nobody has named a member."""
        kept = set(Case._base_manager.filter(child_id__in=children).values_list("child_id", flat=True))
        named = GroupPlace._base_manager.filter(child_id__in=children).exclude(because="")
        kept.update(named.values_list("child_id", flat=True))
        gone = [child for child in children if child not in kept]
        GroupPlace._base_manager.filter(child_id__in=gone).delete()
        cls._base_manager.filter(child_id__in=gone).delete()


class GroupPlace(Protected):
    """Which post stands for a party in a group, from a day until before another; whoever holds the post sits in the group.

    `unit` None: it is not known which unit would be the party. `because`: why who leads gave the place to another post; empty
    where it follows from where the child is.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN,
        made=_FORMING | {"working_group.change"},
        changed=_FORMING | {"working_group.change"},
        removed=_TAKEN_BACK,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "group": RUN,
        "child": _OF_CHILD,
        "party": _OF_CHILD,
        "unit": _OF_CHILD,
        "role": _OF_CHILD,
        "from_on": _OF_CHILD,
        "until_on": _OF_CHILD,
        "because": _STAFF,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="places")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Party])
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "working_groups_place"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "party"], condition=models.Q(until_on__isnull=True), name="working_groups_place_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["child", "from_on"], name="working_groups_of_child")]


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
