"""Timetables of home lessons: when teachers are free and children can learn, and what was worked out of it."""

from typing import ClassVar

from django.db import models

from notoneless.casework.special_education.models.declaring import OF_CHILD, SHOWN, STAFF, choices
from notoneless.casework.special_education.models.files import MADE, FileRow
from notoneless.casework.special_education.models.teachers import HomeTeacher
from notoneless.casework.special_education.rules.homebound import Place
from notoneless.casework.special_education.rules.timetables import TimetableState
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.sealing.registry import RUN


class TeacherHours(Protected):
    """When a home teacher is free for home lessons, how many lessons a week at most, and from when until when it is away; the
    latest row counts. `unit` repeats that of the teacher."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"home_teacher.hours"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": STAFF,
        "teacher": STAFF,
        "free": STAFF,
        "most": STAFF,
        "away_from": STAFF,
        "away_until": STAFF,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey(HomeTeacher, on_delete=models.PROTECT, related_name="+")
    free = models.CharField(max_length=500)
    most = models.PositiveSmallIntegerField()
    away_from = models.DateField(null=True)
    away_until = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "special_education_teacher_hours"
        indexes: ClassVar = [models.Index(fields=["teacher", "at"], name="special_hours_of_teacher")]


class PupilHours(FileRow):
    """When a home-taught child can learn, where, how many minutes away from the school, and whether it needs more people than
    the plan says, or a man; the latest row counts."""

    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"homebound.hours"}))
    DECLARED: ClassVar = MADE | {
        "good": OF_CHILD,
        "travel": OF_CHILD,
        "place": OF_CHILD,
        "people": OF_CHILD,
        "needs_man": OF_CHILD,
    }

    good = models.CharField(max_length=500)
    travel = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20, choices=choices(Place))
    people = models.PositiveSmallIntegerField()
    needs_man = models.BooleanField()

    class Meta:
        db_table = "special_education_pupil_hours"
        indexes: ClassVar = [models.Index(fields=["child", "at"], name="special_hours_of_child")]


class HomeTimetable(Protected):
    """A timetable of the home lessons of a unit from a day (`since`) to the end of its term: asked for, worked out, adopted by
    somebody, later replaced. Its lessons are `PlannedLesson`s, which count from its adoption on.

    `minutes`: of a class hour; `keeps`: as little as can be was to change of what was planned; `gap`: thousandths from the best
    there may be; `told`: conflicts and short weeks, with ids in place of names.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=SHOWN,
        made=frozenset({"timetable.ask"}),
        changed=frozenset({"timetable.work_out", "timetable.adopt"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": STAFF,
        "since": STAFF,
        "until": STAFF,
        "minutes": STAFF,
        "keeps": STAFF,
        "state": STAFF,
        "gap": STAFF,
        "told": OF_CHILD,
        "by": STAFF,
        "at": RUN,
        "decided_by": STAFF,
        "decided_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    keeps = models.BooleanField()
    state = models.CharField(max_length=12, choices=choices(TimetableState))
    gap = models.PositiveSmallIntegerField(default=0)
    told = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "special_education_timetable"
        indexes: ClassVar = [models.Index(fields=["unit", "state"], name="special_timetable_of_unit")]
