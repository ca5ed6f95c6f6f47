"""Circulars, interviews with heads and what followed, the yearly summary."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through, Throughout
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.sealing.registry import RUN
from notoneless.oversight.supervision.models.declaring import OF_UNIT, SHOWN, STAFF, TOLD, choices
from notoneless.oversight.supervision.rules.kinds import Matter


class Circular(Protected):
    """What an authority told all units beneath it of shortcomings, as a numbered paper."""

    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"circular.issue"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": TOLD,
        "heading": TOLD,
        "wording": TOLD,
        "paper": TOLD,
        "issued_on": TOLD,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=60)
    wording = models.TextField()
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_circular"


class Interview(Protected):
    """A formal talk with the head of a unit. `head`: with whom; `mend_by`: by when what was talked of is put right."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"interview.hold"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": OF_UNIT,
        "head": STAFF,
        "matter": OF_UNIT,
        "shortcoming": RUN,
        "on": OF_UNIT,
        "place": OF_UNIT,
        "recorder": STAFF,
        "problems": OF_UNIT,
        "stance": OF_UNIT,
        "mend_by": OF_UNIT,
        "paper": OF_UNIT,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    head = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=20, choices=choices(Matter))
    shortcoming = models.ForeignKey(
        "supervision.Shortcoming", null=True, on_delete=models.PROTECT, related_name="interviews"
    )
    on = models.DateField(db_column="on_day")
    place = models.CharField(max_length=60)
    recorder = models.CharField(max_length=60)
    problems = models.TextField()
    stance = models.TextField()
    mend_by = models.DateField()
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_interview"


class InterviewFollowUp(Protected):
    """What was seen of the mending after an interview. `is_mended`: that it has been put right."""

    REACH: ClassVar[Reach] = Through("interview", "supervision.Interview")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"interview.follow"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "interview": RUN,
        "on": OF_UNIT,
        "is_mended": OF_UNIT,
        "seen": OF_UNIT,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="follow_ups")
    on = models.DateField(db_column="on_day")
    is_mended = models.BooleanField()
    seen = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_follow_up"


class YearlySummary(Protected):
    """The summary of a year's work, drafted from what is counted, worded by a person, issued as a numbered paper."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"summary.issue"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": TOLD,
        "year": TOLD,
        "wording": TOLD,
        "counted": TOLD,
        "paper": TOLD,
        "issued_on": TOLD,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    wording = models.TextField()
    counted = models.JSONField()
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_summary"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="supervision_one_summary_a_year")
        ]
