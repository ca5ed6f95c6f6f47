"""Links by which anybody may tell of a child, alerts, lists of them, and what was done to each."""

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

from django.db import models

from notoneless.casework.alerts.rules.kinds import AlertMove, AlertRefusal, AlertSource, AlertState
from notoneless.casework.cases.models import Case
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import BlindIndex, Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_ALERT = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_KEY = Declared(Level.SENSITIVE, Purpose.IDENTIFY, Keep.CHILDHOOD, seen=None)
_WHO = Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD)
_LINK = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)

_DECIDING = frozenset({"alert.take_up", "alert.seek", "alert.forward", "alert.accept", "alert.refuse", "alert.answer"})
_LISTING = frozenset({"alert.send_list", "alert.enter_list"})


def _choices(codes: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(code.value, code.value) for code in codes]


class AlertLink(Protected):
    """A way for anybody to tell a unit of a child, without an account, until it is ended.

    `token`: what stands in its address, 256 random bits. It hangs on walls, so it lies here as it is; whoever has it may tell
    something and learns nothing.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"alert.read"}), made=frozenset({"alert.make_link"}), changed=frozenset({"alert.end_link"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _LINK,
        "token": Declared(Level.STAFF, Purpose.SECURE, Keep.POST),
        "name": _LINK,
        "made_on": _LINK,
        "made_by": _WHO,
        "ended_on": _LINK,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    made_on = models.DateField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "alerts_link"


class Alert(Protected):
    """What somebody told of a child, and the unit that decides on it.

    `said`: name, what was seen and how the sender is reached, as JSON. `name` and `sound` repeat the name sealed, so that their
    search keys find alerts about the same child. `receipt`: the search key of the sender's code. `sent_from`: a keyed digest of
    the address. `due_on`: by when it is to be decided, or a sought child to be found. `twin`: of a row of a list,
    while it is open, the search key of its unit, words and sender: the same row sent again is this alert, and no second one.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"alert.read", "alert.ask"}),
        made=frozenset({"alert.send", "alert.enter"}) | _LISTING,
        changed=_DECIDING,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _ALERT,
        "link": RUN,
        "source": _ALERT,
        "said": Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="alert.reveal"),
        "name_index": _KEY,
        "name": _KEY,
        "sound_index": _KEY,
        "sound": _KEY,
        "age": _ALERT,
        "place": _ALERT,
        "seen_on": _ALERT,
        "wants_answer": _ALERT,
        "has_contact": _ALERT,
        "receipt": Declared(Level.SENSITIVE, Purpose.SECURE, Keep.CHILDHOOD, seen=None),
        "sent_from": Declared(Level.SENSITIVE, Purpose.SECURE, Keep.SHORT, seen=None),
        "twin": Declared(Level.SENSITIVE, Purpose.SECURE, Keep.CHILDHOOD, seen=None),
        "state": _ALERT,
        "received_on": _ALERT,
        "received_at": RUN,
        "due_on": _ALERT,
        "decided_on": _ALERT,
        "answered_on": _ALERT,
        "refusal": _ALERT,
        "child": _ALERT,
        "case": _ALERT,
        "entered_by": _WHO,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(AlertLink, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=_choices(AlertSource))
    said = Sealed()
    name_index = BlindIndex("name", db_index=True)
    name = Sealed(null=True)
    sound_index = BlindIndex("sound", db_index=True)
    sound = Sealed(null=True)
    age = models.PositiveSmallIntegerField(null=True)
    place = models.CharField(max_length=60, blank=True)
    seen_on = models.DateField(null=True)
    wants_answer = models.BooleanField(default=False)
    has_contact = models.BooleanField(default=False)
    receipt = models.BinaryField(max_length=16, unique=True)
    sent_from = models.BinaryField(max_length=16, null=True)
    twin = models.BinaryField(max_length=16, null=True, unique=True)
    state = models.CharField(max_length=10, choices=_choices(AlertState))
    received_on = models.DateField()
    received_at = models.DateTimeField()
    due_on = models.DateField()
    decided_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    refusal = models.CharField(max_length=20, blank=True, choices=_choices(AlertRefusal))
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "alerts_alert"
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="alerts_alert_due"),
            models.Index(fields=["received_on", "sent_from"], name="alerts_alert_of_day"),
        ]


class AlertList(Protected):
    """Alerts that somebody gave as one list, with one code that tells what became of each of its rows."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=frozenset({"alert.read", "alert.ask"}), made=_LISTING)
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _ALERT,
        "link": RUN,
        "source": _ALERT,
        "receipt": Declared(Level.SENSITIVE, Purpose.SECURE, Keep.CHILDHOOD, seen=None),
        "sent_from": Declared(Level.SENSITIVE, Purpose.SECURE, Keep.SHORT, seen=None),
        "rows": _ALERT,
        "received_on": _ALERT,
        "received_at": RUN,
        "entered_by": _WHO,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(AlertLink, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=_choices(AlertSource))
    receipt = models.BinaryField(max_length=16, unique=True)
    sent_from = models.BinaryField(max_length=16, null=True)
    rows = models.PositiveSmallIntegerField()
    received_on = models.DateField()
    received_at = models.DateTimeField()
    entered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "alerts_list"
        indexes: ClassVar = [models.Index(fields=["received_on", "sent_from"], name="alerts_list_of_day")]


class AlertListRow(Protected):
    """One row of a list, and the alert that it is: of two rows that say the same, and of one sent before, the same alert."""

    REACH: ClassVar[Reach] = Through("alert_list", "alerts.AlertList")
    ROWS: ClassVar = Rows(shown=frozenset({"alert.read", "alert.ask"}), made=_LISTING)
    DECLARED: ClassVar = {"id": RUN, "alert_list": RUN, "number": _ALERT, "alert": RUN}

    id = models.UUIDField(primary_key=True)
    alert_list = models.ForeignKey(AlertList, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="rows")

    class Meta:
        db_table = "alerts_list_row"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["alert_list", "number"], name="alerts_list_row_once"),
        ]


class AlertStep(Protected):
    """One thing that was done to an alert; nothing is edited. `unit`: where it was forwarded to."""

    REACH: ClassVar[Reach] = Through("alert", "alerts.Alert")
    ROWS: ClassVar = Rows(shown=frozenset({"alert.read"}), made=_DECIDING)
    DECLARED: ClassVar = {
        "id": RUN,
        "alert": RUN,
        "move": _ALERT,
        "on": _ALERT,
        "unit": _ALERT,
        "note": _ALERT,
        "by": _WHO,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=10, choices=_choices(AlertMove))
    on = models.DateField(db_column="on_day")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "alerts_step"
