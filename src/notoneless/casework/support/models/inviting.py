"""Days on which parents are invited to school."""

from typing import ClassVar

from django.db import models

from notoneless.casework.support.models.helping import SHOWN, STAFF
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OPEN = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)


class ParentsDay(Protected):
    """That a school, or one class of it, had invited parents on a day: what for, how many were invited and came."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=SHOWN, made=frozenset({"parents_day.hold"}), changed=frozenset({"parents_day.withdraw"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _OPEN,
        "on": _OPEN,
        "words": _OPEN,
        "invited": _OPEN,
        "came": _OPEN,
        "by": STAFF,
        "at": RUN,
        "withdrawn_on": _OPEN,
        "because": STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    words = models.CharField(max_length=200)
    invited = models.PositiveIntegerField()
    came = models.PositiveIntegerField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "support_parents_day"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "on"], condition=models.Q(withdrawn_on__isnull=True), name="support_parents_day_once"
            ),
        ]
