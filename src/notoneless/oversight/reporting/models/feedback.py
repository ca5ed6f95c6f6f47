"""What is fed back to townships and villages of their children, and yearly statistics reconciled with disability files."""

from typing import Any, ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByEither, ByUnit, Protected, Reach, Rows
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_TOLD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_NUMBER = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_BY_NEED = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="feedback.reveal")
_FILED = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="yearly_return.reveal")
_READ = frozenset({"feedback.read", "feedback.reveal", "duty.reckon"})
_YEARLY = frozenset({"yearly_return.read", "yearly_return.reveal", "duty.reckon"})


class Feedback(Protected):
    """What a school or the bureau fed back in a month to one township or one village of the children living there.

    `rows`: by village its name and, by subject, the ids of children; `by_need`: as JSON, sealed, name, village and schooling of
    those with disabilities, None where there are none. `unit` issued it, `place` received it.
    """

    # issuer and receiver stand on different branches of the tree; each place has a row of its own, and sees no other's
    REACH: ClassVar[Reach] = ByEither(("unit_id", "place_id"))
    ROWS: ClassVar = Rows(shown=_READ, made=frozenset({"feedback.issue"}), changed=frozenset({"feedback.acknowledge"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _NUMBER,
        "place": _NUMBER,
        "month": _NUMBER,
        "rows": _TOLD,
        "by_need": _BY_NEED,
        "note": _TOLD,
        "issued_on": _NUMBER,
        "by": _STAFF,
        "at": RUN,
        "received_on": _NUMBER,
        "receiver": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    rows: models.JSONField[Any, Any] = models.JSONField()
    by_need = Sealed(null=True)
    note = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_on = models.DateField(null=True)
    receiver = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "reporting_feedback"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "place", "month"], name="reporting_feedback_once_a_month"),
        ]
        indexes: ClassVar = [models.Index(fields=["place", "received_on"], name="reporting_feedback_to_take")]


class YearlyReturn(Protected):
    """The children with disabilities whom a school's yearly statistics count, held against the files before they go out.

    `lines`: as JSON, sealed, each with the name, class and kind as the statistics have them; `explained`: as JSON, sealed, what
    was said of each difference. `compared`: as JSON, sealed, the differences as they stood when the list was entered, explained
    or signed; `count_open`: how many of them nobody has explained.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_YEARLY,
        made=frozenset({"yearly_return.enter"}),
        changed=frozenset({"yearly_return.enter", "yearly_return.explain", "yearly_return.sign"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _NUMBER,
        "year": _NUMBER,
        "lines": _FILED,
        "explained": _FILED,
        "compared": _FILED,
        "count_listed": _TOLD,
        "count_filed": _TOLD,
        "count_apart": _TOLD,
        "count_open": _TOLD,
        "entered_on": _NUMBER,
        "by": _STAFF,
        "at": RUN,
        "signed_on": _NUMBER,
        "signer": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    lines = Sealed()
    explained = Sealed()
    compared = Sealed()
    count_listed = models.PositiveSmallIntegerField()
    count_filed = models.PositiveSmallIntegerField()
    count_apart = models.PositiveSmallIntegerField()
    count_open = models.PositiveSmallIntegerField()
    entered_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    signed_on = models.DateField(null=True)
    signer = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "reporting_yearly_return"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="reporting_yearly_once"),
        ]
