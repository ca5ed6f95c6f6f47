"""Migrant children with who answers for them, applications with papers and outcome, confirmations issued to their home."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByEither, ByUnit, Protected, Reach, Rows
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.migrants.rules.kinds import CloseReason, Ground, PaperKind, State

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_NAME = Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD)
_ADULT = Declared(Level.CHILD, Purpose.REACH, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_BOTH: Reach = ByEither(("unit_id", "school_id"))
_DECIDING = frozenset({"migrant.place", "migrant.queue", "migrant.refuse"})
_SHOWN = _DECIDING | {"migrant.read", "migrant.apply", "migrant.add_paper", "migrant.register", "duty.reckon"}


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kinds]


class MigrantChild(Protected):
    """A child that lives here while its household is registered elsewhere; no more than one row of a child is open.

    Who answers for it are `unit`, where it lives, and `school`, which answers for that place: both see it, and `name` repeats
    the child's for the school, whose pupil it may not be yet.
    """

    REACH: ClassVar[Reach] = _BOTH
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"migrant.register"}), changed=frozenset({"migrant.close"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _OF_CHILD,
        "name": _NAME,
        "born_on": _NAME,
        "unit": _OF_CHILD,
        "school": _OF_CHILD,
        "from_place": _OF_CHILD,
        "came_on": _OF_CHILD,
        "opened_on": RUN,
        "by": _STAFF,
        "at": RUN,
        "closed_on": _OF_CHILD,
        "close_reason": _OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    born_on = models.DateField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_place = models.CharField(max_length=60)
    came_on = models.DateField()
    opened_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    close_reason = models.CharField(max_length=20, blank=True, choices=_choices(CloseReason))

    class Meta:
        db_table = "migrants_child"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(closed_on__isnull=True), name="migrants_child_one_open"
            ),
        ]


class MigrantApplication(Protected):
    """One application of a guardian for a place, and its outcome. `nearest`: the school that lies nearest, `placed_at`: the
    one that took the child, `reason`: why another, or why it waits or was refused, `article`: by which rule."""

    REACH: ClassVar[Reach] = _BOTH
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"migrant.apply"}), changed=_DECIDING)
    DECLARED: ClassVar = {
        "id": RUN,
        "migrant": RUN,
        "child": _OF_CHILD,
        "unit": _OF_CHILD,
        "school": _OF_CHILD,
        "guardian": _ADULT,
        "signer": _ADULT,
        "signed_on": _OF_CHILD,
        "grade": _OF_CHILD,
        "nearest": _OF_CHILD,
        "state": _OF_CHILD,
        "placed_at": _OF_CHILD,
        "ground": _OF_CHILD,
        "reason": _OF_CHILD,
        "article": _OF_CHILD,
        "applied_on": RUN,
        "decided_on": RUN,
        "decided_by": _STAFF,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    migrant = models.ForeignKey(MigrantChild, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    guardian = models.ForeignKey(Guardian, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=60)
    signed_on = models.DateField()
    grade = models.PositiveSmallIntegerField()
    nearest = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=_choices(State))
    placed_at = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=20, blank=True, choices=_choices(Ground))
    reason = models.CharField(max_length=200, blank=True)
    article = models.CharField(max_length=200, blank=True)
    applied_on = models.DateField()
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "migrants_application"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(state__in=["waiting", "queued"]),
                name="migrants_application_one_open",
            ),
        ]


class MigrantPaper(Protected):
    """One paper of an application."""

    REACH: ClassVar[Reach] = _BOTH
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"migrant.add_paper"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "application": RUN,
        "unit": _OF_CHILD,
        "school": _OF_CHILD,
        "kind": _OF_CHILD,
        "file": _OF_CHILD,
        "on": RUN,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    application = models.ForeignKey(MigrantApplication, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=_choices(PaperKind))
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "migrants_paper"


class IssuedConfirmation(Protected):
    """A signed confirmation that a pupil attends here, for the county of its home. `text`: what is handed over."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"migrant.read", "migrant.issue_confirmation"}), made=frozenset({"migrant.issue_confirmation"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "entry": RUN,
        "child": _OF_CHILD,
        "unit": _OF_CHILD,
        "to_county": _OF_CHILD,
        "text": _OF_CHILD,
        "until_on": _OF_CHILD,
        "issued_on": RUN,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_county = models.CharField(max_length=60)
    text = models.TextField()
    until_on = models.DateField()
    issued_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "migrants_confirmation"
