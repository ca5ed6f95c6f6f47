"""Workings out: what children the rosters in force speak of, and how far that is written."""

from typing import Any, ClassVar

from django.db import models

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_SOURCE = Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD)


class WorkingOut(Protected):
    """Children worked out of the rosters adopted until a day: `state`, reached from `image`, what was on record when it began.

    `of`: a digest of these rosters, `decided`: of the decisions that counted. `applied` of `steps` are written.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"golden.read", "finding.compare", "indicator.count"}),
        made=frozenset({"golden.begin"}),
        changed=frozenset({"golden.apply"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "until_on": RUN,
        "of": RUN,
        "decided": RUN,
        "image": _SOURCE,
        "state": _SOURCE,
        "steps": RUN,
        "applied": RUN,
        "counts": RUN,
        "begun_at": RUN,
        "begun_by": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField()
    of = models.CharField(max_length=64)
    decided = models.CharField(max_length=64, blank=True)
    image = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    state = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    steps = models.IntegerField()
    applied = models.IntegerField()
    counts: models.JSONField[Any, Any] = models.JSONField()
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField()

    class Meta:
        db_table = "golden_working_out"
        indexes: ClassVar = [models.Index(fields=["unit", "begun_at"], name="golden_latest_of_unit")]

    @property
    def is_whole(self) -> bool:
        """Whether all of it is written."""
        return self.applied >= self.steps
