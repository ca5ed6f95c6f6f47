"""Working groups of cases, and the places in them, each held by a post."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from django.db import models

from notoneless.casework.cases.models import Case
from notoneless.casework.working_groups.rules.leading import Basis
from notoneless.casework.working_groups.rules.parties import Party
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SHOWN = frozenset({"working_group.read", "duty.reckon"})
_FORMING = frozenset({"working_group.form"})
_DECIDING = frozenset({"working_group.accept_case", "working_group.settle_case"})
_TAKEN_BACK = frozenset({"golden.apply"})
"""Where the roster that brought a child is taken back, the group that the program alone has formed goes with its case."""


class WorkingGroup(Protected):
    """The group that stands for a child from the day its case is opened; it is there again when the case is reopened.

    `lead`, `support`, `basis`: as clause 5.18 says of where the child is (`rules.leading`). Whether it stands is what its case
    says: until the child is back. `episode`: how often the case had been reopened when somebody last looked who leads.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_FORMING, changed=_FORMING | _DECIDING, removed=_TAKEN_BACK)
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _OF_CHILD,
        "formed_on": _OF_CHILD,
        "lead": _OF_CHILD,
        "support": _OF_CHILD,
        "basis": _OF_CHILD,
        "episode": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="+")
    formed_on = models.DateField()
    lead = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    support = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Basis])
    episode = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "working_groups_group"

    @classmethod
    def give_way(cls, children: Sequence[UUID]) -> None:
        """Remove the groups of children whose cases have gone, where nobody has named a member or decided who leads."""
        kept = set(Case._base_manager.filter(child_id__in=children).values_list("child_id", flat=True))
        named = GroupPlace._base_manager.filter(child_id__in=children).exclude(because="")
        kept.update(named.values_list("child_id", flat=True))
        come = cls._base_manager.filter(child_id__in=children, arrivals__isnull=False)
        kept.update(come.values_list("child_id", flat=True))
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
        made=_FORMING | _DECIDING | {"working_group.change"},
        changed=_FORMING | _DECIDING | {"working_group.change"},
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
