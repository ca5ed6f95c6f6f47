"""What was counted."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_NUMBER = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_COUNTING = frozenset({"indicator.count"})


class UnitCount(Protected):
    """The value of one measure for a unit and all beneath it on a day. A unit that was counted has all its numbers but the
    noughts, and always that of its children.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=frozenset({"indicator.read"}), made=_COUNTING, removed=_COUNTING)
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _NUMBER,
        "day": _NUMBER,
        "measure": _NUMBER,
        "value": _NUMBER,
        "counted_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    measure = models.CharField(max_length=40)
    value = models.IntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "indicators_unit_count"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "day", "measure"], name="indicators_counted_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["day"], name="indicators_of_day")]
