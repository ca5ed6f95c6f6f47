"""Statistics forms: who is listed on one by hand, remarks on its rows, and forms as they were signed off."""

from typing import Any, ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.oversight.reporting.rules.statistics import FormKind

_FORM = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_NUMBER = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_SHOWN = frozenset({"statistics.read", "duty.reckon"})
_WRITING = frozenset({"statistics.list_child", "statistics.unlist_child", "statistics.remark"})


class FormEntry(Protected):
    """What a school says of one child on the form of a year: that it belongs there, and a remark."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN | {"statistics.sign"}, made=_WRITING, changed=_WRITING)
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _NUMBER,
        "kind": _FORM,
        "year": _NUMBER,
        "child": _FORM,
        "is_listed": _FORM,
        "remark": _FORM,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in FormKind])
    year = models.SmallIntegerField()
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    is_listed = models.BooleanField(default=False)
    remark = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_form_entry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "kind", "year", "child"], name="reporting_form_entry_once"),
        ]


class SignedForm(Protected):
    """A form as the head signed it off: its title and rows never change; a later version takes its place.

    `rows`: by column what each row says, the child's id beside it.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN | {"statistics.sign"},
        made=frozenset({"statistics.sign"}),
        changed=frozenset({"statistics.sign", "statistics.issue_paper"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _NUMBER,
        "kind": _NUMBER,
        "year": _NUMBER,
        "version": _NUMBER,
        "is_current": RUN,
        "title": _NUMBER,
        "as_of": _NUMBER,
        "rows": _FORM,
        "signed_on": _NUMBER,
        "signed_by": _STAFF,
        "signed_at": RUN,
        "paper": _NUMBER,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in FormKind])
    year = models.SmallIntegerField()
    version = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)
    title = models.CharField(max_length=120)
    as_of = models.DateField()
    rows: models.JSONField[Any, Any] = models.JSONField()
    signed_on = models.DateField()
    signed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "reporting_signed_form"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "kind", "year", "version"], name="reporting_signed_form_version"),
            models.UniqueConstraint(
                fields=["unit", "kind", "year"],
                condition=models.Q(is_current=True),
                name="reporting_signed_form_one_current",
            ),
        ]
