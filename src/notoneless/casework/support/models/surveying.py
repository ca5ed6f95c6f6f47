"""Surveys of need: which pupils of a class struggle with learning, live far away, or need help that is told by need only."""

from typing import ClassVar

from django.db import models

from notoneless.casework.support.models.helping import OF_CHILD, SHOWN, STAFF
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OPEN = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_RECORD = frozenset({"need_survey.record"})


class NeedSurvey(Protected):
    """That a class was asked for pupils in need on a day. `unit`: the class; `term_from`: the first day of the term."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=SHOWN | _RECORD, made=_RECORD)
    DECLARED: ClassVar = {"id": RUN, "unit": _OPEN, "term_from": _OPEN, "on": _OPEN, "by": STAFF, "at": RUN}

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    term_from = models.DateField()
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "support_need_survey"
        indexes: ClassVar = [models.Index(fields=["term_from", "unit"], name="support_survey_of_term")]


class NeedFinding(Protected):
    """What a survey found of one pupil; of several surveys each has a row, and they are shown and counted as one.

    `needs`: whether it is poor or needs other help, codes with blanks between, sealed.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=SHOWN | _RECORD, made=_RECORD, changed=frozenset({"need_finding.withdraw"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "survey": RUN,
        "child": OF_CHILD,
        "is_struggling": OF_CHILD,
        "is_far": OF_CHILD,
        "needs": Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="help.reveal"),
        "on": OF_CHILD,
        "withdrawn_on": OF_CHILD,
        "because": OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    survey = models.ForeignKey(NeedSurvey, on_delete=models.PROTECT, related_name="found")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    is_struggling = models.BooleanField()
    is_far = models.BooleanField()
    needs = Sealed(null=True)
    on = models.DateField(db_column="on_day")
    withdrawn_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "support_need_finding"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "child"], name="support_found_once_a_survey"),
        ]
