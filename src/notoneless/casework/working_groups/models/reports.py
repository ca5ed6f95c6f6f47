"""Reports by which schools tell the township government that persuasion has failed, and that it received them."""

from typing import ClassVar

from django.db import models

from notoneless.casework.cases.models import Case
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SHOWN = frozenset({"working_group.read", "duty.reckon"})


class GovernmentReport(Protected):
    """A school's report on paper to the township government, that a family was turned to in vain (clause 5.17).

    `episode`: how often the case had been reopened when it was issued: the next dropout is reported anew. A report whose paper
    was taken back counts no more. `received_on`: the day on which the township has acknowledged it.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN,
        made=frozenset({"government_report.issue"}),
        changed=frozenset({"government_report.receive"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "case": _OF_CHILD,
        "child": _OF_CHILD,
        "episode": RUN,
        "school": _OF_CHILD,
        "township": _OF_CHILD,
        "paper": _OF_CHILD,
        "issued_on": _OF_CHILD,
        "issued_by": _STAFF,
        "received_on": _OF_CHILD,
        "received_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    episode = models.PositiveSmallIntegerField()
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    township = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField(null=True)
    received_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "working_groups_report"
        indexes: ClassVar = [models.Index(fields=["issued_on", "id"], name="working_groups_report_by_day")]
