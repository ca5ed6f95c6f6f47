"""Households."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import AlsoBy, ByUnit, Protected, Reach, Rows
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_ROSTERS = frozenset({"golden.apply"})
_CHILD = Declared(Level.CHILD, Purpose.REACH, Keep.CHILDHOOD)


class Household(Protected):
    """People who live together, in a village group or village."""

    REACH: ClassVar[Reach] = AlsoBy(ByUnit("unit_id"), "people.Child", "household_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"child.read"}), made=frozenset({"household.register"}) | _ROSTERS, removed=_ROSTERS
    )
    DECLARED: ClassVar = {"id": RUN, "unit": _CHILD, "head_name": _CHILD, "address": _CHILD}

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    head_name = models.CharField(max_length=60)
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "places_household"
