"""Pairings: a teacher who stands by a pupil, until it ends."""

from typing import ClassVar

from django.db import models

from notoneless.casework.support.models.helping import OF_CHILD, SHOWN, STAFF
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN


class Pairing(Protected):
    """That somebody of the staff of its school is paired with a pupil, from a day until before another."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"pairing.make"}), changed=frozenset({"pairing.end"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": OF_CHILD,
        "mentor": STAFF,
        "from_on": OF_CHILD,
        "by": STAFF,
        "until_on": OF_CHILD,
        "because": OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "support_pairing"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "mentor"], condition=models.Q(until_on__isnull=True), name="support_paired_once"
            ),
        ]
