"""Comparisons of the rosters in force, whom each found in no school, and whom in a school elsewhere."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.rosters.models import Roster

_CHILD = Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD)
_MADE = frozenset({"finding.compare"})


class Comparison(Protected):
    """One comparison: of which unit's children, with ages counted on which day, and how many of each kind it found."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=frozenset({"finding.read", "comparison.read", "indicator.count"}), made=_MADE)
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "as_of": RUN,
        "counts": RUN,
        "made_at": RUN,
        "made_by": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    counts = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "findings_comparison"


class Finding(Protected):
    """One child in no school, where its row of the household roster is placed; current until compared anew.

    `child`: who it is, once the rosters have been worked out into children (`records/golden`).
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"finding.read", "finding.read_lists", "indicator.count", "indicator.names"}),
        made=_MADE,
        changed=_MADE,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "comparison": RUN,
        "is_current": RUN,
        "as_of": RUN,
        "found_at": RUN,
        "unit": _CHILD,
        "child": _CHILD,
        "roster": RUN,
        "source": RUN,
        "row": RUN,
        "name": _CHILD,
        "sex": _CHILD,
        "born": _CHILD,
        "why": _CHILD,
        "reason_zh": _CHILD,
        "reason_en": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="+")
    is_current = models.BooleanField()
    as_of = models.DateField()
    found_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, null=True, on_delete=models.SET_NULL, related_name="+")
    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)
    row = models.IntegerField()
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=10, blank=True)
    born = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=20)
    reason_zh = models.TextField()
    reason_en = models.TextField()

    class Meta:
        db_table = "findings_finding"
        indexes: ClassVar = [models.Index(fields=["unit", "is_current"], name="findings_of_unit")]


class FoundElsewhere(Protected):
    """A child whom a comparison found on the elsewhere roster alone: in school outside the county. Where its home is.

    Current until compared anew; only of children who are on record.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=frozenset({"indicator.count", "indicator.names"}), made=_MADE, changed=_MADE)
    DECLARED: ClassVar = {"id": RUN, "comparison": RUN, "is_current": RUN, "unit": _CHILD, "child": _CHILD}

    id = models.UUIDField(primary_key=True)
    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="+")
    is_current = models.BooleanField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "findings_found_elsewhere"
        indexes: ClassVar = [models.Index(fields=["unit", "is_current"], name="findings_elsewhere_of_unit")]
