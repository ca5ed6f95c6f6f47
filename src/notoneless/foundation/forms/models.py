"""What a unit has said of the columns of a superior's form."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.sealing.registry import RUN


class FormMap(Protected):
    """The columns of one form as a unit has them filled; a form is known by the fingerprint of its headings."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"form.fill", "form.remember"}),
        made=frozenset({"form.remember"}),
        changed=frozenset({"form.remember"}),
    )
    DECLARED: ClassVar = {"id": RUN, "unit": RUN, "fingerprint": RUN, "columns": RUN, "remembered_at": RUN}

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=60)
    columns = models.CharField(max_length=2000)
    remembered_at = models.DateTimeField()

    class Meta:
        db_table = "forms_form_map"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "fingerprint"], name="forms_form_map_one_of_a_form")
        ]
