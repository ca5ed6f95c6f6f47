"""Doubtful pairs of rows, and decisions about them."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByEither, Protected, Reach, Rows
from notoneless.foundation.sealing.models import BlindIndex, Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.rosters.models import Roster

_CHILD = Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD)
_NEVER_SHOWN = Declared(Level.SENSITIVE, Purpose.IDENTIFY, Keep.CHILDHOOD, seen=None)
_DECIDED = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_COMPARING = frozenset({"finding.compare"})
_READ = frozenset({"doubt.read", "doubt.decide", "doubt.undo", "finding.compare", "golden.begin"})
_SIDES = ByEither(("unit_id", "other_unit_id"))


class Verdict(StrEnum):
    """What a person says of a pair: one child, two, or that it cannot be told before a day."""

    SAME = "same"
    DIFFERENT = "different"
    LATER = "later"


class Doubt(Protected):
    """A pair of rows that a comparison doubts: one of the household roster, and one of another, where each stands.

    `shown`: the cells of both sides as people see them, numbers masked, and which agree. `own_content`, `other_content`: what
    the rows say, never shown; by its search keys a later roster is known to say the same. `alike`: how many other rows say
    just this, and too little to be one child. `earlier`: a decision about rows that say otherwise since, in `changed` fields.
    """

    REACH: ClassVar[Reach] = _SIDES
    ROWS: ClassVar = Rows(shown=_READ, made=_COMPARING, changed=_COMPARING, removed=_COMPARING)
    DECLARED: ClassVar = {
        "id": RUN,
        "comparison": RUN,
        "is_current": RUN,
        "found_at": RUN,
        "unit": _CHILD,
        "other_unit": _CHILD,
        "other_kind": RUN,
        "own_roster": RUN,
        "own_source": RUN,
        "own_row": RUN,
        "other_roster": RUN,
        "other_source": RUN,
        "other_row": RUN,
        "own_name": _CHILD,
        "other_name": _CHILD,
        "shown": _CHILD,
        "score": RUN,
        "reason_zh": _CHILD,
        "reason_en": _CHILD,
        "own_key": _NEVER_SHOWN,
        "own_content": _NEVER_SHOWN,
        "other_key": _NEVER_SHOWN,
        "other_content": _NEVER_SHOWN,
        "alike": RUN,
        "earlier": RUN,
        "changed": RUN,
    }

    id = models.UUIDField(primary_key=True)
    comparison = models.UUIDField()
    is_current = models.BooleanField()
    found_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    other_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    other_kind = models.CharField(max_length=20)
    own_roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="+")
    own_source = models.CharField(max_length=200)
    own_row = models.IntegerField()
    other_roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="+")
    other_source = models.CharField(max_length=200)
    other_row = models.IntegerField()
    own_name = models.CharField(max_length=60)
    other_name = models.CharField(max_length=60)
    shown = models.JSONField()
    score = models.IntegerField()
    reason_zh = models.TextField()
    reason_en = models.TextField()
    own_key = BlindIndex("own_content")
    own_content = Sealed()
    other_key = BlindIndex("other_content")
    other_content = Sealed()
    alike = models.IntegerField()
    earlier = models.UUIDField(null=True)
    changed = models.JSONField()

    class Meta:
        db_table = "adjudication_doubt"
        indexes: ClassVar = [
            models.Index(fields=["unit", "is_current"], name="adjudication_of_unit"),
            models.Index(fields=["other_unit", "is_current"], name="adjudication_of_other_unit"),
        ]


class Decision(Protected):
    """What a person has decided of a doubt. `is_standing`: no later one stands in its place, and it has not been undone."""

    REACH: ClassVar[Reach] = _SIDES
    ROWS: ClassVar = Rows(
        shown=_READ, made=frozenset({"doubt.decide"}), changed=frozenset({"doubt.decide", "doubt.undo"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "doubt": RUN,
        "unit": _CHILD,
        "other_unit": _CHILD,
        "verdict": _DECIDED,
        "check_on": _DECIDED,
        "why": _DECIDED,
        "is_standing": RUN,
        "decided_at": _DECIDED,
        "decided_by": _DECIDED,
        "undone_at": _DECIDED,
        "undone_by": _DECIDED,
    }

    id = models.UUIDField(primary_key=True)
    doubt = models.ForeignKey(Doubt, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    other_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Verdict])
    check_on = models.DateField(null=True)
    why = models.CharField(max_length=200, blank=True)
    is_standing = models.BooleanField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "adjudication_decision"
        indexes: ClassVar = [models.Index(fields=["doubt", "is_standing"], name="adjudication_standing")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["doubt"], condition=models.Q(is_standing=True), name="adjudication_one_standing"
            ),
        ]
