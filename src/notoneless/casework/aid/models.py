"""Who is entitled to aid, the lists of the paying office, payments, rows that are nobody's, and pairs."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.matching import How
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import BlindIndex, Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SECRET = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="aid.reveal")
_KEY = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen=None)
_PAYING = frozenset({"aid.pay", "aid.bring_list", "aid.settle_stray"})
_SHOWN = frozenset({"aid.read", "aid.entitle", "aid.pair", "aid.take_back", "duty.reckon"}) | _PAYING


def _choices(codes: type[StrEnum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in codes]


class AidEntitlement(Protected):
    """What somebody has decided of a pupil's entitlement, from a day until it is decided anew.

    `grounds`: codes of AidGround with blanks between, `basis`: the proof that was seen; both by need only. `due`: yuan that
    are due a term, as far as the county had set it.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"aid.entitle"}), changed=frozenset({"aid.entitle"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "grounds": _SECRET,
        "basis": _SECRET,
        "is_entitled": _CHILD,
        "due": _CHILD,
        "from_on": _CHILD,
        "until_on": _CHILD,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    grounds = Sealed()
    basis = Sealed(null=True)
    is_entitled = models.BooleanField()
    due = models.PositiveIntegerField(null=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "aid_entitlement"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(until_on__isnull=True), name="aid_entitlement_one_open"
            ),
        ]


class AidList(Protected):
    """A list of the paying office as it was brought: how many rows it has, and what became of them.

    `term_from`: the first day of the term that was paid for. `same`: rows that had been entered before, and count once.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"aid.bring_list"}), changed=frozenset({"aid.bring_list"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "title": RUN,
        "term_from": RUN,
        "file": _CHILD,
        "count": RUN,
        "paid": RUN,
        "strays": RUN,
        "same": RUN,
        "on": RUN,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    term_from = models.DateField()
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    paid = models.PositiveIntegerField()
    strays = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "aid_list"


class AidPayment(Protected):
    """That a pupil was paid for a term. `said`: child, item, fen, day and term, so that the same payment is entered once.

    `taken_back_on`, `because`: since when it counts no more, as it was entered wrongly; then `said` names the row too, so that
    the right one can be entered.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_PAYING, changed=frozenset({"aid.take_back"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "said_index": _KEY,
        "said": _SECRET,
        "fen": _CHILD,
        "paid_on": _CHILD,
        "term_from": _CHILD,
        "how": RUN,
        "list": RUN,
        "on": RUN,
        "by": _STAFF,
        "taken_back_on": _CHILD,
        "because": _CHILD,
        "taken_back_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    said_index = BlindIndex("said", unique=True)
    said = Sealed()
    fen = models.PositiveIntegerField()
    paid_on = models.DateField()
    term_from = models.DateField()
    how = models.CharField(max_length=10, choices=_choices(How))
    list = models.ForeignKey(AidList, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    taken_back_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)
    taken_back_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "aid_payment"
        indexes: ClassVar = [models.Index(fields=["term_from", "child"], name="aid_payment_of_term")]


class AidStray(Protected):
    """A row of a list that is no pupil in reach, until somebody says whose it is or why it is nobody's.

    `said`: number, item, fen, day and term as the list has them. `nearest`: the pupil that linkage held nearest.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN, made=frozenset({"aid.bring_list"}), changed=frozenset({"aid.settle_stray", "aid.take_back"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "list": RUN,
        "name": Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD),
        "said_index": _KEY,
        "said": _SECRET,
        "item": _SECRET,
        "fen": _CHILD,
        "paid_on": _CHILD,
        "nearest": _CHILD,
        "settled_on": RUN,
        "settled_by": _STAFF,
        "payment": RUN,
        "because": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(AidList, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    said_index = BlindIndex("said", unique=True)
    said = Sealed()
    item = Sealed(null=True)
    fen = models.PositiveIntegerField()
    paid_on = models.DateField()
    nearest = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(AidPayment, null=True, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "aid_stray"


class AidPairing(Protected):
    """That a named person stands by a pupil, from a day until before another; a pupil has one at a time."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN | {"aid.end_pairing"},
        made=frozenset({"aid.pair"}),
        changed=frozenset({"aid.end_pairing"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "mentor": _STAFF,
        "from_on": _CHILD,
        "until_on": _CHILD,
        "because": _CHILD,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "aid_pairing"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(until_on__isnull=True), name="aid_pairing_one_open"
            ),
        ]
