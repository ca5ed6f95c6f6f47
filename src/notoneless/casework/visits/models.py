"""Planned visits, visits and who went, their photos, what is doubtful of them, and lists of whom to visit."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from django.db import models

from notoneless.casework.visits.rules.choosing import Ground
from notoneless.casework.visits.rules.kinds import Met, Oddity, PlanState, Settling, VisitKind
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SECRET = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="visit.reveal")
_MARKS = Declared(Level.SENSITIVE, Purpose.SECURE, Keep.CHILDHOOD, seen=None)
_COUNTING = frozenset({"indicator.count", "indicator.names", "duty.reckon"})
_SHOWN = frozenset({"visit.read", "visit.look_through"}) | _COUNTING
_RECORDING = frozenset({"visit.record", "visit.correct"})
_ANEW = frozenset({"visit.correct", "visit.withdraw"})
_TAKEN_BACK = frozenset({"golden.apply"})
"""Where the roster that brought a child is taken back, its place on lists that were drawn goes with the child."""


class PlannedVisit(Protected):
    """That some people are to visit a child by a day. Planning is done once; what is called off says why."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN,
        made=frozenset({"visit.plan"}),
        changed=frozenset({"visit.call_off", "visit.withdraw"}) | _RECORDING,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "due_on": _CHILD,
        "purpose": _CHILD,
        "state": _CHILD,
        "because": _CHILD,
        "planned_by": _STAFF,
        "planned_on": _CHILD,
        "ended_on": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    purpose = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in PlanState])
    because = models.CharField(max_length=200, blank=True)
    planned_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    planned_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "visits_planned"
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="visits_planned_due"),
            models.Index(fields=["child", "state"], name="visits_planned_of_child"),
        ]


class HomeVisit(Protected):
    """A record of a visit, of a meeting or of outreach for a child. Nothing is edited: a later row supersedes or withdraws it.

    `confidential`: reason, words, promise and next step, where they are told by need only; these are empty then.
    `place`: coordinates rounded to a neighbourhood; `position`: the exact ones, sealed. `marks`, `written`: what stands for
    the words when records are compared. `holds`: whether no later row stands in its place.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_RECORDING | _ANEW, changed=_ANEW)
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "planned": RUN,
        "kind": _CHILD,
        "on": _CHILD,
        "begun_at": _CHILD,
        "ended_at": _CHILD,
        "is_at_home": _CHILD,
        "address": _CHILD,
        "place": _CHILD,
        "position": _SECRET,
        "met": _CHILD,
        "met_name": _CHILD,
        "companions": _STAFF,
        "reason": _CHILD,
        "note": _CHILD,
        "promise": _CHILD,
        "promised_on": _CHILD,
        "next_step": _CHILD,
        "confidential": _SECRET,
        "signature": _CHILD,
        "signer": _CHILD,
        "is_signed_on_paper": _CHILD,
        "written": RUN,
        "marks": _MARKS,
        "supersedes": RUN,
        "holds": RUN,
        "is_withdrawal": _CHILD,
        "channel": RUN,
        "by": Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD),
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    planned = models.ForeignKey(PlannedVisit, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in VisitKind])
    on = models.DateField(db_column="on_day")
    begun_at = models.CharField(max_length=5, blank=True)
    ended_at = models.CharField(max_length=5, blank=True)
    is_at_home = models.BooleanField()
    address = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=20, blank=True)
    position = Sealed(null=True)
    met = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Met])
    met_name = models.CharField(max_length=60, blank=True)
    companions = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    promise = models.CharField(max_length=200, blank=True)
    promised_on = models.DateField(null=True)
    next_step = models.CharField(max_length=200, blank=True)
    confidential = Sealed(null=True)
    signature = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=60, blank=True)
    is_signed_on_paper = models.BooleanField(default=False)
    written = models.PositiveIntegerField(default=0)
    marks = models.CharField(max_length=600, blank=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    holds = models.BooleanField(default=True)
    is_withdrawal = models.BooleanField(default=False)
    channel = models.CharField(max_length=10)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "visits_visit"
        indexes: ClassVar = [
            models.Index(fields=["child", "on"], name="visits_visit_of_child"),
            models.Index(fields=["holds", "on"], name="visits_visit_of_day"),
        ]


class Visitor(Protected):
    """Who is to go, or went: one person of a planned visit or of a visit, and the unit whose post the person held then."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"visit.plan"}) | _RECORDING | _ANEW)
    DECLARED: ClassVar = {"id": RUN, "child": _CHILD, "planned": RUN, "visit": RUN, "account": _STAFF, "unit": _STAFF}

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    planned = models.ForeignKey(PlannedVisit, null=True, on_delete=models.PROTECT, related_name="visitors")
    visit = models.ForeignKey(HomeVisit, null=True, on_delete=models.PROTECT, related_name="visitors")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "visits_visitor"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["planned", "account"], name="visits_visitor_once_planned"),
            models.UniqueConstraint(fields=["visit", "account"], name="visits_visitor_once"),
        ]


class VisitPhoto(Protected):
    """A photo of a visit."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_RECORDING)
    DECLARED: ClassVar = {"id": RUN, "child": _CHILD, "visit": RUN, "attachment": _CHILD}

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="photos")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "visits_photo"
        constraints: ClassVar = [models.UniqueConstraint(fields=["visit", "attachment"], name="visits_photo_once")]


class VisitDoubt(Protected):
    """That two records should be looked at together, and what a person who looked found. It blames nobody."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=frozenset({"visit.read_doubts"}),
        made=frozenset({"visit.look_through"}),
        changed=frozenset({"visit.settle_doubt"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "visit": RUN,
        "other": RUN,
        "kind": _STAFF,
        "found_on": _STAFF,
        "settled_on": _STAFF,
        "settled_by": _STAFF,
        "settling": _STAFF,
        "reason": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Oddity])
    found_on = models.DateField()
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    settling = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in Settling])
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "visits_doubt"
        constraints: ClassVar = [models.UniqueConstraint(fields=["visit", "other", "kind"], name="visits_doubt_once")]
        indexes: ClassVar = [models.Index(fields=["settled_on", "found_on"], name="visits_doubt_open")]


class Nomination(Protected):
    """That somebody who knows a child asks for a visit, and why."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"visit.nominate"}))
    DECLARED: ClassVar = {"id": RUN, "child": _CHILD, "on": _CHILD, "because": _CHILD, "by": _STAFF}

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    because = models.CharField(max_length=200)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "visits_nomination"
        indexes: ClassVar = [models.Index(fields=["child", "on"], name="visits_nomination_of_child")]


class VisitList(Protected):
    """Whom a unit visits in a week: as many as people there can, by which seed the lot was drawn, who asked for it and when."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=frozenset({"visit.read"}), made=frozenset({"visit.draw_list"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "from_on": RUN,
        "capacity": RUN,
        "seed": RUN,
        "candidates": RUN,
        "drawn_by": _STAFF,
        "drawn_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    capacity = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    candidates = models.PositiveIntegerField()
    drawn_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        db_table = "visits_list"
        indexes: ClassVar = [models.Index(fields=["unit", "drawn_at"], name="visits_list_of_unit")]


class ListedChild(Protected):
    """One child on a list: at which place, in which trip, and why. Points are not kept: they expire with the term."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=frozenset({"visit.read"}), made=frozenset({"visit.draw_list"}), removed=_TAKEN_BACK)
    DECLARED: ClassVar = {
        "id": RUN,
        "visit_list": RUN,
        "child": _CHILD,
        "number": RUN,
        "trip": RUN,
        "ground": _CHILD,
        "days": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    visit_list = models.ForeignKey(VisitList, on_delete=models.PROTECT, related_name="places")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    trip = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Ground])
    days = models.PositiveIntegerField()

    class Meta:
        db_table = "visits_listed_child"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit_list", "child"], name="visits_listed_child_once")
        ]

    @classmethod
    def give_way(cls, children: Sequence[UUID]) -> None:
        """Take children off the lists that the program has drawn."""
        cls._base_manager.filter(child_id__in=children).delete()
