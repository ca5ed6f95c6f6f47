"""Who sits in the county's committee of experts, and may assess a child."""

from typing import ClassVar

from django.db import models

from notoneless.casework.special_education.models.declaring import STAFF
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Throughout
from notoneless.foundation.sealing.registry import RUN


class CommitteeExpert(Protected):
    """That somebody of a hospital, school or federation sits in the committee of experts, from a day until before another."""

    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"special.read", "special.assess"}),
        made=frozenset({"special.appoint_expert"}),
        changed=frozenset({"special.end_expert"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": STAFF,
        "name": STAFF,
        "works_at": STAFF,
        "speciality": STAFF,
        "from_on": STAFF,
        "until_on": STAFF,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    works_at = models.CharField(max_length=60)
    speciality = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "special_education_expert"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "name", "works_at"],
                condition=models.Q(until_on__isnull=True),
                name="special_expert_once",
            ),
        ]
