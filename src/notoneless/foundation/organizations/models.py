"""Posts and their holders."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Grant, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)


class Post(Protected):
    """A post at a unit, held by one person from a day until before another; its role is granted for as long."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(made=frozenset({"post.take"}), changed=frozenset({"post.leave"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _STAFF,
        "title": _STAFF,
        "holder": _STAFF,
        "grant": _STAFF,
        "from_on": _STAFF,
        "until_on": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    holder = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "organizations_post"
