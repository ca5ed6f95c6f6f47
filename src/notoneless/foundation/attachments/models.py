"""Files that belong to a protected row of some room."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_CHILD = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD)


class Attachment(Protected):
    """One file: sealed on disk under `content`, a keyed name made from what is in it."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset(
            {"attachment.read", "attachment.sweep", "form.fill", "golden.begin", "golden.apply", "finding.compare"}
            | {"plan.bring", "visit.read", "visit.look_through", "watch_list.propose_groups", "campaign.read"}
            | {"field_book.read", "field_book.receive", "field_book.take"}
        ),
        made=frozenset({"attachment.add", "roster.receive", "golden.begin", "field_book.receive"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _CHILD,
        "kind": _CHILD,
        "size": _CHILD,
        "content": Declared(Level.PUBLIC, Purpose.RUN, Keep.CHILDHOOD, seen=None),
        "attached_at": RUN,
        "attached_by": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    size = models.IntegerField()
    content = models.CharField(max_length=64)
    attached_at = models.DateTimeField()
    attached_by = models.UUIDField(null=True)

    class Meta:
        db_table = "attachments_attachment"
