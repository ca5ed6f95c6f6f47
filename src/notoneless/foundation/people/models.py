"""Children, their memberships in units, their guardians, and what their names are searched by."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.columns import ByteOrdered
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import ByPeriods, Protected, Reach, Rows, Through
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.places.models import Household
from notoneless.foundation.sealing.models import BlindIndex, Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_IDENTITY = Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD)
_NUMBER = Declared(Level.SENSITIVE, Purpose.IDENTIFY, Keep.CHILDHOOD, seen="child.reveal")
_KEY = Declared(Level.SENSITIVE, Purpose.IDENTIFY, Keep.CHILDHOOD, seen=None)
_READ = frozenset(
    {"child.read", "child.export", "golden.begin", "indicator.count", "indicator.names"}
    | {"attendance.read", "attendance.report", "attendance.amend", "attendance.import_register"}
    | {"attendance.report_beside"}
    | {"watch_list.propose_groups"}
)
_ROSTERS = frozenset({"golden.apply"})
"""What writes the children worked out of rosters."""

_FAMILY = Declared(Level.CHILD, Purpose.REACH, Keep.CHILDHOOD)


class Child(Protected):
    """A child, known on either track."""

    REACH: ClassVar[Reach] = ByPeriods("people.ChildUnit", "child")
    ROWS: ClassVar = Rows(
        shown=_READ, made=frozenset({"child.register"}) | _ROSTERS, changed=_ROSTERS, removed=_ROSTERS
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "name": _IDENTITY,
        "sort_key": _KEY,
        "sex": _IDENTITY,
        "born_on": _IDENTITY,
        "id_number_index": _KEY,
        "id_number": _NUMBER,
        "student_number_index": _KEY,
        "student_number": _NUMBER,
        "household": _FAMILY,
        "registered_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=60)
    sort_key = ByteOrdered(max_length=200)
    sex = models.CharField(max_length=2, blank=True)
    born_on = models.DateField(null=True)
    id_number_index = BlindIndex("id_number", unique=True)
    id_number = Sealed(null=True)
    student_number_index = BlindIndex("student_number", unique=True)
    student_number = Sealed(null=True)
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        db_table = "people_child"
        indexes: ClassVar = [models.Index(fields=["sort_key", "id"], name="people_child_in_order")]

    def __str__(self) -> str:
        return self.name


class ChildUnit(Protected):
    """That a child belongs to a unit on one track, from a day until before another."""

    REACH: ClassVar[Reach] = Through("child", "people.Child", gives="unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ,
        made=frozenset({"child.register", "child.place"}) | _ROSTERS,
        changed=frozenset({"child.place"}) | _ROSTERS,
        removed=_ROSTERS,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _IDENTITY,
        "unit": _IDENTITY,
        "track": _IDENTITY,
        "from_on": _IDENTITY,
        "until_on": _IDENTITY,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    # the index on unit and child serves it
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    track = models.CharField(max_length=10, choices=[(track.value, track.value) for track in Track])
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "people_child_unit"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "track"], condition=models.Q(until_on__isnull=True), name="people_child_unit_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")),
                name="people_child_unit_forwards",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "child"], name="people_child_unit_of_unit")]


class Guardian(Protected):
    """An adult whom the law holds answerable for a child."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_READ,
        made=frozenset({"guardian.add"}) | _ROSTERS,
        changed=frozenset({"guardian.correct_phone"}) | _ROSTERS,
        removed=_ROSTERS,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _FAMILY,
        "name": _FAMILY,
        "relation": _FAMILY,
        "phone_index": _KEY,
        "phone": Declared(Level.SENSITIVE, Purpose.REACH, Keep.CHILDHOOD, seen="guardian.reveal"),
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=60)
    phone_index = BlindIndex("phone", db_index=True)
    phone = Sealed(null=True)

    class Meta:
        db_table = "people_guardian"


class SearchedName(Protected):
    """The beginnings by which a child's name is searched: characters, pinyin, initials, from each character on.

    One row for each child, small beside the child's own: a search reads them all, and entering a child writes one.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_READ, made=frozenset({"child.register"}) | _ROSTERS, changed=_ROSTERS, removed=_ROSTERS
    )
    DECLARED: ClassVar = {"child": RUN, "beginnings": _KEY}

    child = models.OneToOneField(Child, primary_key=True, on_delete=models.CASCADE, related_name="+")
    beginnings = models.TextField()
    """Each after a line break, as `rules.beginnings` writes them."""

    class Meta:
        db_table = "people_searched_name"
