"""What schools keep of their conduct: timetables of classes, activities, measures for teachers' ethics."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.sealing.registry import RUN
from notoneless.oversight.supervision.models.declaring import OF_UNIT, SHOWN, STAFF, choices
from notoneless.oversight.supervision.rules.kinds import ConductKind


class ClassTimetable(Protected):
    """The hours a week of each subject of a class from a day on, until a later one says otherwise."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"conduct.set_timetable"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": OF_UNIT,
        "grade": OF_UNIT,
        "from_on": OF_UNIT,
        "hours": OF_UNIT,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    hours = models.JSONField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_timetable"
        indexes: ClassVar = [models.Index(fields=["unit", "from_on"], name="supervision_timetable_from")]


class ConductRecord(Protected):
    """One activity of a class, or one measure of a school for its teachers' ethics."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=SHOWN,
        made=frozenset({"conduct.note_activity", "conduct.note_ethics"}),
        changed=frozenset({"conduct.withdraw"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": OF_UNIT,
        "kind": OF_UNIT,
        "on": OF_UNIT,
        "what": OF_UNIT,
        "people": OF_UNIT,
        "proof": OF_UNIT,
        "withdrawn_on": OF_UNIT,
        "because": OF_UNIT,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=choices(ConductKind))
    on = models.DateField(db_column="on_day")
    what = models.CharField(max_length=200)
    people = models.PositiveIntegerField(null=True)
    proof = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_conduct"
        indexes: ClassVar = [models.Index(fields=["unit", "on"], name="supervision_conduct_day")]
