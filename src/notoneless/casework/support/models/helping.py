"""Help schemes: for one trouble of one pupil, with a mentor, what is done, each session, and what was measured."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from notoneless.casework.cases.models import Case
from notoneless.casework.support.rules.kinds import Change, Closing, Means, Trouble
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SECRET = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="help.reveal")
SHOWN = frozenset({"help.read", "duty.reckon"})
_CHANGED = frozenset({"help.plan", "help.assign", "help.close"})


def choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """The codes that a column may hold."""
    return [(each.value, each.value) for each in kinds]


class HelpScheme(Protected):
    """Help with one trouble of a pupil, until it is closed; a pupil has one at a time for each trouble.

    `approach`: how lessons are fitted to the pupil; `measures`: what else is done, a line each, in `confidential` where the
    trouble is one of the family. `measured_by`: what tells whether it helps; `begin`: its value at the beginning.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"help.open"}), changed=_CHANGED)
    DECLARED: ClassVar = {
        "id": RUN,
        "child": OF_CHILD,
        "case": RUN,
        "trouble": OF_CHILD,
        "means": OF_CHILD,
        "opened_on": OF_CHILD,
        "opened_by": STAFF,
        "goal": OF_CHILD,
        "approach": OF_CHILD,
        "measures": OF_CHILD,
        "confidential": _SECRET,
        "measured_by": OF_CHILD,
        "begin": OF_CHILD,
        "planned_on": OF_CHILD,
        "mentor": STAFF,
        "mentor_from": STAFF,
        "closed_on": OF_CHILD,
        "closed_by": STAFF,
        "closing": OF_CHILD,
        "because": OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    trouble = models.CharField(max_length=10, choices=choices(Trouble))
    means = models.CharField(max_length=10, choices=choices(Means))
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    goal = models.CharField(max_length=200, blank=True)
    approach = models.CharField(max_length=200, blank=True)
    measures = models.TextField(blank=True)
    confidential = Sealed(null=True)
    measured_by = models.CharField(max_length=200, blank=True)
    begin = models.PositiveSmallIntegerField(null=True)
    planned_on = models.DateField(null=True)
    mentor = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    mentor_from = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    closing = models.CharField(max_length=10, blank=True, choices=choices(Closing))
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "support_help_scheme"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "trouble"],
                condition=models.Q(closed_on__isnull=True),
                name="support_one_scheme_a_trouble",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["closed_on", "trouble"], name="support_scheme_open")]


class HelpSession(Protected):
    """That somebody helped a pupil on a day, and what was done; never edited."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"help.hold_session"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "scheme": RUN,
        "child": OF_CHILD,
        "on": OF_CHILD,
        "words": OF_CHILD,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    scheme = models.ForeignKey(HelpScheme, on_delete=models.PROTECT, related_name="sessions")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    words = models.CharField(max_length=200)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "support_help_session"
        indexes: ClassVar = [models.Index(fields=["scheme", "on"], name="support_session_of_scheme")]


class HelpMark(Protected):
    """What was measured of a scheme on a day, and what that shows against its beginning. `agreed`: what somebody else than who
    measured says of it; one that is not agreed to counts for nothing."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"help.measure"}), changed=frozenset({"help.review"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "scheme": RUN,
        "child": OF_CHILD,
        "on": OF_CHILD,
        "value": OF_CHILD,
        "change": OF_CHILD,
        "words": OF_CHILD,
        "by": STAFF,
        "at": RUN,
        "agreed": OF_CHILD,
        "reviewed_on": OF_CHILD,
        "reviewed_by": STAFF,
        "review": OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    scheme = models.ForeignKey(HelpScheme, on_delete=models.PROTECT, related_name="marks")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    value = models.PositiveSmallIntegerField()
    change = models.CharField(max_length=10, choices=choices(Change))
    words = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    reviewed_on = models.DateField(null=True)
    reviewed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    review = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "support_help_mark"
        indexes: ClassVar = [models.Index(fields=["scheme", "on"], name="support_mark_of_scheme")]
