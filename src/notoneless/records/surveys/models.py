"""Surveys, their grid cells, and the answers."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import AlsoBy, ByEither, ByUnit, Protected, Reach, Rows
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.surveys.rules.kinds import AnswerKind, CellState, SurveyKind

_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_WHY = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="survey.reveal")
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_SHOWN = frozenset({"survey.read", "indicator.count", "indicator.names"})
_ANSWERING = frozenset({"survey.answer", "survey.find_child", "survey.import_sheet"})
_GRID = frozenset({"survey.open", "survey.complete_grid"})


class Survey(Protected):
    """One survey of a unit, from a day to a last day. Whoever has one of its grid cells in reach knows of it."""

    REACH: ClassVar[Reach] = AlsoBy(ByUnit("unit_id"), "surveys.GridCell", "survey_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"survey.open"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "name": RUN,
        "kind": RUN,
        "from_on": RUN,
        "last_on": RUN,
        "opened_by": _STAFF,
        "opened_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in SurveyKind])
    from_on = models.DateField()
    last_on = models.DateField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "surveys_survey"


class GridCell(Protected):
    """The part of a survey that is one unit's: how far it is, and who has signed for it."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_GRID, changed=_ANSWERING | {"survey.sign_off"})
    DECLARED: ClassVar = {
        "id": RUN,
        "survey": RUN,
        "unit": RUN,
        "state": RUN,
        "signed_by": _STAFF,
        "signer": _STAFF,
        "signed_on": RUN,
    }

    id = models.UUIDField(primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in CellState])
    signed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)

    class Meta:
        db_table = "surveys_grid_cell"
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "unit"], name="surveys_grid_cell_once")]


class SurveyAnswer(Protected):
    """What was found out about a child in a grid cell, by whom, on which day. A later one supersedes it; none is edited.

    `also_unit`: where the child was on the other track, so that home and school see the same answer.
    """

    REACH: ClassVar[Reach] = ByEither(("unit_id", "also_unit_id"))
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_ANSWERING, changed=_ANSWERING)
    DECLARED: ClassVar = {
        "id": RUN,
        "survey": RUN,
        "cell": RUN,
        "unit": _CHILD,
        "also_unit": _CHILD,
        "child": _CHILD,
        "is_current": RUN,
        "kind": _CHILD,
        "place": _CHILD,
        "elsewhere": _CHILD,
        "grade": _CHILD,
        "reason": _WHY,
        "note": _WHY,
        "is_found": _CHILD,
        "hukou": _CHILD,
        "surveyor": _STAFF,
        "by": Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD),
        "asked_on": _CHILD,
        "asked_at": _CHILD,
        "entered_at": RUN,
        "request": RUN,
    }

    id = models.UUIDField(primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(GridCell, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    also_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField()
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in AnswerKind])
    place = models.CharField(max_length=200, blank=True)
    elsewhere = models.BooleanField(null=True)
    grade = models.SmallIntegerField(null=True)
    reason = Sealed(null=True)
    note = Sealed(null=True)
    is_found = models.BooleanField(default=False)
    hukou = models.CharField(max_length=10, blank=True)
    surveyor = models.CharField(max_length=60)
    by = models.UUIDField()
    asked_on = models.DateField()
    asked_at = models.CharField(max_length=8)
    entered_at = models.DateTimeField()
    request = models.UUIDField()

    class Meta:
        db_table = "surveys_answer"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cell", "child"], condition=models.Q(is_current=True), name="surveys_answer_one_current"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["survey", "is_current", "unit"], name="surveys_answer_of_survey"),
            models.Index(fields=["child"], name="surveys_answer_of_child"),
        ]
