"""Talks of counselling: that they were held, and, for the counsellor alone, what was said."""

from typing import ClassVar

from django.db import models

from notoneless.casework.support.models.helping import OF_CHILD, STAFF, choices
from notoneless.casework.support.rules.kinds import TalkFor
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose


class CounsellingTalk(Protected):
    """That somebody counselled a pupil on a day; never edited. `said`: what was said, which opens for `by` alone."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=frozenset({"counselling.read", "help.read", "duty.reckon"}), made=frozenset({"counselling.record"})
    )
    OPENS_FOR: ClassVar = "by"
    DECLARED: ClassVar = {
        "id": RUN,
        "child": OF_CHILD,
        "on": OF_CHILD,
        "held_for": OF_CHILD,
        "said": Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="counselling.reveal"),
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    held_for = models.CharField(max_length=10, choices=choices(TalkFor))
    said = Sealed()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "support_counselling_talk"
        indexes: ClassVar = [models.Index(fields=["child", "on"], name="support_talk_of_child")]
