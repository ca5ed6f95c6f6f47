"""Re-checks of a quarter: which schools were drawn by which seed, and the pupils looked for, entered twice."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.oversight.supervision.models.declaring import OF_UNIT, STAFF, choices
from notoneless.oversight.supervision.rules.rechecking import Seen

_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SHOWN = frozenset({"recheck.read", "recheck.draw", "recheck.enter"})


class Recheck(Protected):
    """One school in the re-check of a quarter. `seed`: by which its lot was drawn; `by_lot`: whether the school itself was.

    The school does not see it: what comes of it is a shortcoming, which it sees.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"recheck.draw"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": OF_UNIT,
        "year": OF_UNIT,
        "quarter": OF_UNIT,
        "seed": OF_UNIT,
        "by_lot": OF_UNIT,
        "risk": OF_UNIT,
        "drawn_on": OF_UNIT,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    by_lot = models.BooleanField()
    risk = models.PositiveSmallIntegerField()
    drawn_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_recheck"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "quarter"], name="supervision_recheck_once_a_quarter"),
        ]


class RecheckedPupil(Protected):
    """One pupil who is looked for, entered by two people; neither entry is shown until both are there."""

    REACH: ClassVar[Reach] = Through("recheck", "supervision.Recheck")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"recheck.draw"}), changed=frozenset({"recheck.enter"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "recheck": RUN,
        "child": _CHILD,
        "room": OF_UNIT,
        "first": _CHILD,
        "first_on": _CHILD,
        "first_by": STAFF,
        "second": _CHILD,
        "second_on": _CHILD,
        "second_by": STAFF,
        "found": RUN,
    }

    id = models.UUIDField(primary_key=True)
    recheck = models.ForeignKey(Recheck, on_delete=models.PROTECT, related_name="pupils")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    first = models.CharField(max_length=10, blank=True, choices=choices(Seen))
    first_on = models.DateField(null=True)
    first_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.CharField(max_length=10, blank=True, choices=choices(Seen))
    second_on = models.DateField(null=True)
    second_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    found = models.ForeignKey("supervision.Shortcoming", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "supervision_rechecked_pupil"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recheck", "child"], name="supervision_pupil_once"),
        ]
