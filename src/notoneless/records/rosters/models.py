"""Rosters as received, what was wrong with them, and how the columns of a source were understood."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.rosters.rules.versions import RosterKind

_SOURCE = Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD)
_READ = frozenset(
    {"roster.read", "golden.begin", "finding.compare", "finding.read_lists", "indicator.count"}
    | {"watch_list.propose_groups"}
)


class RosterState(StrEnum):
    """How far a roster is: looked at, counting, or taken back."""

    RECEIVED = "received"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


class Roster(Protected):
    """One roster as received: of a kind, for a unit, as of a day. Neither the file nor the table read from it changes."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ, made=frozenset({"roster.receive"}), changed=frozenset({"roster.adopt", "roster.withdraw"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _SOURCE,
        "kind": _SOURCE,
        "title": _SOURCE,
        "as_of": _SOURCE,
        "file": _SOURCE,
        "table": _SOURCE,
        "columns": _SOURCE,
        "fingerprint": RUN,
        "count": _SOURCE,
        "state": RUN,
        "received_at": RUN,
        "received_by": _SOURCE,
        "withdrawn_because": _SOURCE,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in RosterKind])
    title = models.CharField(max_length=200)
    as_of = models.DateField()
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    table = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    columns = models.TextField()
    fingerprint = models.CharField(max_length=64)
    count = models.IntegerField()
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in RosterState])
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "rosters_roster"
        indexes: ClassVar = [models.Index(fields=["unit", "kind", "as_of"], name="rosters_roster_versions")]


class RosterFault(Protected):
    """What a person should look at in a roster, with its place. `value` is masked, as reading masks it."""

    REACH: ClassVar[Reach] = Through("roster", "rosters.Roster")
    ROWS: ClassVar = Rows(shown=_READ, made=frozenset({"roster.receive"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "roster": _SOURCE,
        "sheet": _SOURCE,
        "row": _SOURCE,
        "column": _SOURCE,
        "problem": _SOURCE,
        "value": _SOURCE,
    }

    id = models.UUIDField(primary_key=True)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="+")
    sheet = models.CharField(max_length=200, blank=True)
    row = models.IntegerField(null=True)
    column = models.CharField(max_length=10, blank=True)
    problem = models.JSONField()
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "rosters_fault"


class ColumnMemory(Protected):
    """How a person said that the columns of a source are to be understood, for the next roster with the same headings."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_READ, made=frozenset({"roster.receive"}), changed=frozenset({"roster.receive"}))
    DECLARED: ClassVar = {"id": RUN, "unit": _SOURCE, "kind": _SOURCE, "headings": RUN, "columns": _SOURCE}

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    headings = models.CharField(max_length=64)
    columns = models.TextField()

    class Meta:
        db_table = "rosters_column_memory"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "kind", "headings"], name="rosters_column_memory_once"),
        ]
