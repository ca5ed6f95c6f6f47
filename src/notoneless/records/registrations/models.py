"""Problem registrations, and the totals of other offices."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.registrations.rules.kinds import ProblemKind, ProblemState, Settlement
from notoneless.records.registrations.rules.totals import OutsideSource, TotalMeasure
from notoneless.records.rosters.models import Roster

_CHILD = Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD)
_ROLL = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD)
_KEY = Declared(Level.SENSITIVE, Purpose.IDENTIFY, Keep.CHILDHOOD, seen=None)
_FIGURE = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_COMPARING = frozenset({"finding.compare"})
_SETTLING = frozenset({"registration.settle", "registration.reopen"})


class ProblemRegistration(Protected):
    """One entry of the roll that does not fit a person, in the school of the entry, and what became of it.

    `said`: keyed digest of all that its rows say. The next comparison that finds the same said keeps the row as it was
    settled; where anything said has changed, a new row is open. `comparison`: the last that found it.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=frozenset({"registration.read"}), made=_COMPARING, changed=_COMPARING | _SETTLING)
    DECLARED: ClassVar = {
        "id": RUN,
        "kind": _ROLL,
        "unit": _ROLL,
        "name": _CHILD,
        "roster": RUN,
        "source": RUN,
        "row": RUN,
        "reason_zh": _CHILD,
        "reason_en": _CHILD,
        "said": _KEY,
        "comparison": RUN,
        "is_current": RUN,
        "first_seen_on": RUN,
        "seen_on": RUN,
        "state": _ROLL,
        "how": _ROLL,
        "explanation": _ROLL,
        "settled_by": _STAFF,
        "settled_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in ProblemKind])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60, blank=True)
    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)
    row = models.IntegerField()
    reason_zh = models.TextField()
    reason_en = models.TextField()
    said = models.BinaryField(max_length=16)
    comparison = models.UUIDField()
    is_current = models.BooleanField()
    first_seen_on = models.DateField()
    seen_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in ProblemState])
    how = models.CharField(max_length=10, blank=True, choices=[(how.value, how.value) for how in Settlement])
    explanation = models.CharField(max_length=200, blank=True)
    settled_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "registrations_problem"
        indexes: ClassVar = [models.Index(fields=["unit", "is_current", "state"], name="registrations_of_unit")]


class OutsideTotal(Protected):
    """A figure of another office for a month, typed in from a paper. A later row supersedes it; nothing is overwritten."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"outside_total.read"}),
        made=frozenset({"outside_total.enter"}),
        changed=frozenset({"outside_total.enter", "outside_total.explain"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _FIGURE,
        "month": _FIGURE,
        "source": _FIGURE,
        "measure": _FIGURE,
        "figure": _FIGURE,
        "paper": _FIGURE,
        "entered_by": _STAFF,
        "entered_at": RUN,
        "is_current": RUN,
        "explanation": _FIGURE,
        "explained_by": _STAFF,
        "explained_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    source = models.CharField(max_length=20, choices=[(source.value, source.value) for source in OutsideSource])
    measure = models.CharField(max_length=30, choices=[(measure.value, measure.value) for measure in TotalMeasure])
    figure = models.IntegerField()
    paper = models.CharField(max_length=200)
    entered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    is_current = models.BooleanField()
    explanation = models.CharField(max_length=200, blank=True)
    explained_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    explained_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "registrations_outside_total"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "month", "source", "measure"],
                condition=models.Q(is_current=True),
                name="registrations_total_once",
            ),
            models.CheckConstraint(condition=models.Q(figure__gte=0), name="registrations_total_counts"),
        ]
