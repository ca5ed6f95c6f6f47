"""Terms, changed days and loaded notices of a county."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import Everywhere, Protected, Reach, Rows
from notoneless.foundation.sealing.registry import RUN

_READ = frozenset({"calendar.read"})
_SET = frozenset({"calendar.set_term"})
_LOAD = frozenset({"calendar.load_notice"})


class SchoolTerm(Protected):
    """A term as the county entered it: `school_year` is that in which its autumn term begins, `number` 1 autumn, 2 spring."""

    REACH: ClassVar[Reach] = Everywhere("unit_id")
    ROWS: ClassVar = Rows(shown=_READ, made=_SET, changed=_SET)
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "school_year": RUN,
        "number": RUN,
        "first_day": RUN,
        "last_day": RUN,
        "entered_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school_year = models.SmallIntegerField()
    number = models.SmallIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    entered_at = models.DateTimeField()

    class Meta:
        db_table = "calendar_school_term"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "school_year", "number"], name="calendar_school_term_once"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="calendar_school_term_forwards"
            ),
        ]


class DayChange(Protected):
    """A day that the county takes off or teaches against the notices; it stands until it is undone."""

    REACH: ClassVar[Reach] = Everywhere("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ, made=frozenset({"calendar.change_day"}), changed=frozenset({"calendar.undo_change"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "day": RUN,
        "is_taught": RUN,
        "reason": RUN,
        "entered_at": RUN,
        "undone_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    is_taught = models.BooleanField()
    reason = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "calendar_day_change"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "day"], condition=models.Q(undone_at__isnull=True), name="calendar_day_change_once"
            )
        ]


class LoadedNotice(Protected):
    """A notice that the county has loaded, as text in the shape of `plans/national/working_days.yaml`; the latest counts.

    `is_complete`: the county has said that it names all holidays of its year, although a usual one is missing.
    """

    REACH: ClassVar[Reach] = Everywhere("unit_id")
    ROWS: ClassVar = Rows(shown=_READ, made=_LOAD, changed=_LOAD)
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "year": RUN,
        "number": RUN,
        "amends": RUN,
        "text": RUN,
        "loaded_at": RUN,
        "is_current": RUN,
        "is_complete": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    number = models.CharField(max_length=60)
    amends = models.BooleanField()
    text = models.CharField(max_length=2000)
    loaded_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    is_complete = models.BooleanField(default=False)

    class Meta:
        db_table = "calendar_loaded_notice"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=models.Q(is_current=True, amends=False),
                name="calendar_loaded_notice_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "number"],
                condition=models.Q(is_current=True, amends=True),
                name="calendar_loaded_notice_amends_once",
            ),
        ]
