"""What was found in villages: handed in one by one, summed up by the school that answers, received by the township."""

from typing import Any, ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByEither, Protected, Reach, Rows
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_FOUND = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_NUMBER = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_READ = frozenset({"village_summary.read", "duty.reckon"})
_SENDING = frozenset({"village_summary.send"})


class VillageFinding(Protected):
    """Who of a village was found in no school in a month, as it was handed in to the school that answers for the village.

    `figures`: how many by figure, nought too; `children`: their ids by figure. It may be handed in again, until the school has
    summed it up.
    """

    # the village and its school are on different branches of the tree, and both see the same row
    REACH: ClassVar[Reach] = ByEither(("unit_id", "school_id"))
    ROWS: ClassVar = Rows(
        shown=_READ,
        made=frozenset({"village_finding.hand_in"}),
        changed=frozenset({"village_finding.hand_in"}) | _SENDING,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _NUMBER,
        "school": _NUMBER,
        "month": _NUMBER,
        "as_of": _NUMBER,
        "figures": _FOUND,
        "children": _FOUND,
        "note": _FOUND,
        "handed_on": _NUMBER,
        "summed_up_on": _NUMBER,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    as_of = models.DateField()
    figures: models.JSONField[Any, Any] = models.JSONField()
    children: models.JSONField[Any, Any] = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    handed_on = models.DateField()
    summed_up_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_village_finding"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "month"], name="reporting_village_once_a_month"),
        ]


class VillageSummary(Protected):
    """A month of a school's villages in one township, as its head sent it, and when the township received it.

    `rows`: village by village its name, figures and ids of children by figure; empty for a school that answers for no village.
    """

    REACH: ClassVar[Reach] = ByEither(("unit_id", "township_id"))
    ROWS: ClassVar = Rows(
        shown=_READ,
        made=_SENDING,
        changed=frozenset({"village_summary.receive", "village_summary.issue_paper"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _NUMBER,
        "township": _NUMBER,
        "month": _NUMBER,
        "rows": _FOUND,
        "is_nil": _NUMBER,
        "sent_on": _NUMBER,
        "by": _STAFF,
        "at": RUN,
        "received_on": _NUMBER,
        "receiver": _STAFF,
        "received_at": RUN,
        "paper": _NUMBER,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    township = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    rows: models.JSONField[Any, Any] = models.JSONField()
    is_nil = models.BooleanField()
    sent_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_on = models.DateField(null=True)
    receiver = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "reporting_village_summary"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "township", "month"], name="reporting_summary_once_a_month"),
        ]
        indexes: ClassVar = [models.Index(fields=["month", "unit"], name="reporting_summary_of_month")]
