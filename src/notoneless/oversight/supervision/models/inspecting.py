"""Inspections with their checklists, what was found lacking, and how that was mended."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.sealing.registry import RUN
from notoneless.oversight.supervision.models.declaring import FINDING, MENDING, OF_UNIT, SHOWN, STAFF, choices
from notoneless.oversight.supervision.rules.kinds import InspectionKind, Matter, MendMove, MendState


class Inspection(Protected):
    """One visit or check. `unit`: the school or class that was looked at; `by_unit`: for which unit; it is the school itself
    where `is_own`. `checked`: the mark of each item. `minutes`: of homework a day, `excess`: more than is set.

    While `concluded_on` is empty it is under way, and what the school has entered cannot be taken back.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=SHOWN,
        made=frozenset({"inspection.record", "conduct.check"}),
        changed=frozenset({"inspection.conclude", "inspection.withdraw"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": OF_UNIT,
        "by_unit": OF_UNIT,
        "is_own": OF_UNIT,
        "kind": OF_UNIT,
        "on": OF_UNIT,
        "checked": OF_UNIT,
        "minutes": OF_UNIT,
        "excess": OF_UNIT,
        "note": OF_UNIT,
        "concluded_on": OF_UNIT,
        "withdrawn_on": OF_UNIT,
        "because": OF_UNIT,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    is_own = models.BooleanField()
    kind = models.CharField(max_length=20, choices=choices(InspectionKind))
    on = models.DateField(db_column="on_day")
    checked = models.JSONField()
    minutes = models.PositiveSmallIntegerField(null=True)
    excess = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    concluded_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_inspection"
        indexes: ClassVar = [models.Index(fields=["unit", "on"], name="supervision_inspection_day")]


class Shortcoming(Protected):
    """What an inspection found: what is lacking, who mends it, by when. `told_in`: the circular that named it.

    `is_own`: a school found it by itself. It is closed by somebody else than who said that it is mended; nothing is deleted.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=SHOWN, made=FINDING | {"conduct.check", "recheck.enter"}, changed=MENDING | {"circular.issue"}
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "inspection": RUN,
        "unit": OF_UNIT,
        "is_own": OF_UNIT,
        "matter": OF_UNIT,
        "what": OF_UNIT,
        "mender": OF_UNIT,
        "found_on": OF_UNIT,
        "mend_by": OF_UNIT,
        "state": OF_UNIT,
        "mended_on": OF_UNIT,
        "mended_by": STAFF,
        "closed_on": OF_UNIT,
        "told_in": OF_UNIT,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    inspection = models.ForeignKey(Inspection, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    is_own = models.BooleanField()
    matter = models.CharField(max_length=20, choices=choices(Matter))
    what = models.TextField()
    mender = models.CharField(max_length=60)
    found_on = models.DateField()
    mend_by = models.DateField()
    state = models.CharField(max_length=10, choices=choices(MendState))
    mended_on = models.DateField(null=True)
    mended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)
    told_in = models.ForeignKey("supervision.Circular", null=True, on_delete=models.PROTECT, related_name="told")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_shortcoming"
        indexes: ClassVar = [models.Index(fields=["unit", "state", "mend_by"], name="supervision_shortcoming_due")]


class MendingStep(Protected):
    """One thing that was done about a shortcoming, with its proof; nothing is edited."""

    REACH: ClassVar[Reach] = Through("shortcoming", "supervision.Shortcoming")
    ROWS: ClassVar = Rows(shown=SHOWN, made=MENDING)
    DECLARED: ClassVar = {
        "id": RUN,
        "shortcoming": RUN,
        "move": OF_UNIT,
        "on": OF_UNIT,
        "note": OF_UNIT,
        "proof": OF_UNIT,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    shortcoming = models.ForeignKey(Shortcoming, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=10, choices=choices(MendMove))
    on = models.DateField(db_column="on_day")
    note = models.CharField(max_length=200, blank=True)
    proof = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_mending"
