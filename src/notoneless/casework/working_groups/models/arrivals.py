"""That an open case has come to another school with its child, and what the heads and those above them decided of it."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from django.db import models

from notoneless.casework.cases.models import Case
from notoneless.casework.working_groups.models.groups import WorkingGroup
from notoneless.casework.working_groups.rules.arriving import Arrival
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByEither, Protected, Reach, Rows
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SHOWN = frozenset({"working_group.read", "duty.reckon"})
_DECIDING = frozenset({"working_group.accept_case", "working_group.refuse_case", "working_group.settle_case"})


class ArrivedCase(Protected):
    """An open case that has come with its child to another school. `unit` leads it until `also_unit`, the new school, has
    accepted it, or a township or the county has named `lead`. Both see the row; what is in the case only who reaches the child.

    `is_standing`: it says who leads now. `because`: why the new school has refused; `lead_because`: why `lead` was named.
    """

    REACH: ClassVar[Reach] = ByEither(("unit_id", "also_unit_id"))
    ROWS: ClassVar = Rows(
        shown=_SHOWN,
        made=frozenset({"working_group.form"}),
        changed=_DECIDING | {"working_group.form"},
        removed=frozenset({"golden.apply"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "group": RUN,
        "child": _OF_CHILD,
        "episode": RUN,
        "unit": _OF_CHILD,
        "also_unit": _OF_CHILD,
        "arrived_on": _OF_CHILD,
        "state": _OF_CHILD,
        "is_standing": RUN,
        "decided_on": _OF_CHILD,
        "decided_by": _STAFF,
        "because": _OF_CHILD,
        "lead": _OF_CHILD,
        "lead_on": _OF_CHILD,
        "lead_by": _STAFF,
        "lead_because": _OF_CHILD,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="arrivals")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    episode = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    also_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    arrived_on = models.DateField()
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Arrival])
    is_standing = models.BooleanField()
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200, blank=True)
    lead = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    lead_on = models.DateField(null=True)
    lead_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    lead_because = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "working_groups_arrival"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(is_standing=True), name="working_groups_one_arrival"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["child", "at"], name="working_groups_arrived")]

    @classmethod
    def give_way(cls, children: Sequence[UUID]) -> None:
        """Remove those of children whose cases have gone, where nobody has decided anything."""
        kept = set(Case._base_manager.filter(child_id__in=children).values_list("child_id", flat=True))
        decided = cls._base_manager.filter(child_id__in=children, decided_by__isnull=False)
        named = cls._base_manager.filter(child_id__in=children, lead_by__isnull=False)
        for rows in (decided, named):
            kept.update(rows.values_list("child_id", flat=True))
        cls._base_manager.filter(child_id__in=[child for child in children if child not in kept]).delete()
