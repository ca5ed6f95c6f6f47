"""Files of left-behind children with their versions, contact, items, surveys, partners and their lists."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from notoneless.casework.early_warning.rules.following import How as Manner
from notoneless.casework.early_warning.rules.following import Whom
from notoneless.casework.left_behind.rules.kinds import Away, Carer, Closing, Partner
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.matching import How
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SECRET = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="left_behind.reveal")
_DOING = frozenset({"left_behind.revise", "left_behind.close", "left_behind.name_person"}) | {
    "left_behind.contact",
    "left_behind.do_item",
    "left_behind.sign_survey",
}
_SHOWN = frozenset({"left_behind.read", "left_behind.open", "duty.reckon"}) | _DOING
_SURVEYING = frozenset({"left_behind.read", "left_behind.name_partner", "left_behind.bring_list", "duty.reckon"})


def _choices(codes: type[StrEnum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in codes]


class LeftBehindFile(Protected):
    """That a child is left behind, from a day until its file is closed; no more than one file of a child is open."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN | {"left_behind.bring_list"},
        made=frozenset({"left_behind.open"}),
        changed=frozenset({"left_behind.close"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "opened_on": _CHILD,
        "by": _STAFF,
        "at": RUN,
        "closed_on": _CHILD,
        "closing": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    closing = models.CharField(max_length=10, blank=True, choices=_choices(Closing))

    class Meta:
        db_table = "left_behind_file"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(closed_on__isnull=True), name="left_behind_file_one_open"
            ),
        ]


class LeftBehindVersion(Protected):
    """What a file says, from a day until it says something else: the record of changes (变更记录).

    `traits`, `family`: codes with blanks between. `adults`: names, workplaces, addresses and telephones of parents and carer.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN,
        made=frozenset({"left_behind.open", "left_behind.revise"}),
        changed=frozenset({"left_behind.revise"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "file": RUN,
        "child": _CHILD,
        "away": _CHILD,
        "is_other_able": _CHILD,
        "carer": _CHILD,
        "traits": _SECRET,
        "family": _SECRET,
        "adults": _SECRET,
        "from_on": _CHILD,
        "until_on": _CHILD,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    file = models.ForeignKey(LeftBehindFile, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    away = models.CharField(max_length=10, choices=_choices(Away))
    is_other_able = models.BooleanField()
    carer = models.CharField(max_length=20, choices=_choices(Carer))
    traits = Sealed()
    family = Sealed()
    adults = Sealed(null=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "left_behind_version"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file"], condition=models.Q(until_on__isnull=True), name="left_behind_version_one_open"
            ),
        ]


class ContactPerson(Protected):
    """Who keeps in touch with a left-behind child and its family, every so many days, from a day until before another."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_SHOWN,
        made=frozenset({"left_behind.name_person"}),
        changed=frozenset({"left_behind.name_person", "left_behind.close"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "file": RUN,
        "child": _CHILD,
        "person": _STAFF,
        "every": _CHILD,
        "from_on": _CHILD,
        "until_on": _CHILD,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    file = models.ForeignKey(LeftBehindFile, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    every = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "left_behind_person"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file"], condition=models.Q(until_on__isnull=True), name="left_behind_person_one_open"
            ),
        ]


class LeftBehindContact(Protected):
    """That somebody turned to a left-behind child, its parents or carer; never edited. `note`: what was said."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"left_behind.contact"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "file": RUN,
        "child": _CHILD,
        "on": _CHILD,
        "manner": _CHILD,
        "whom": _CHILD,
        "is_reached": _CHILD,
        "note": _SECRET,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    file = models.ForeignKey(LeftBehindFile, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    manner = models.CharField(max_length=10, choices=_choices(Manner))
    whom = models.CharField(max_length=10, choices=_choices(Whom))
    is_reached = models.BooleanField()
    note = Sealed(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "left_behind_contact"


class CareItem(Protected):
    """That one of the five ones was done for a child in a term, and how. `item`: as the county calls it."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"left_behind.do_item"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "file": RUN,
        "child": _CHILD,
        "item": _CHILD,
        "term_from": _CHILD,
        "on": _CHILD,
        "words": _CHILD,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    file = models.ForeignKey(LeftBehindFile, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    term_from = models.DateField()
    on = models.DateField(db_column="on_day")
    words = models.CharField(max_length=200)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "left_behind_item"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "item", "term_from"], name="left_behind_item_once_a_term"),
        ]


class LeftBehindSurvey(Protected):
    """The survey of a term as a school has signed it. `counts`: what was found, in numbers alone; a later one corrects it."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"left_behind.read", "duty.reckon"}), made=frozenset({"left_behind.sign_survey"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "term_from": RUN,
        "counts": _CHILD,
        "on": RUN,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    term_from = models.DateField()
    counts = models.JSONField()
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "left_behind_survey"


class SurveyPartner(Protected):
    """That a department takes part in the survey of a term at a unit and all beneath it, and who answers there."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SURVEYING, made=frozenset({"left_behind.name_partner"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "term_from": RUN,
        "partner": RUN,
        "contact_name": _STAFF,
        "on": RUN,
        "by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    term_from = models.DateField()
    partner = models.CharField(max_length=20, choices=_choices(Partner))
    contact_name = models.CharField(max_length=60)
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "left_behind_partner"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "term_from", "partner"], name="left_behind_partner_once_a_term"),
        ]


class PartnerList(Protected):
    """A department's list of left-behind children as it was brought; the latest of a term is the one that is compared."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SURVEYING, made=frozenset({"left_behind.bring_list"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "term_from": RUN,
        "partner": RUN,
        "title": RUN,
        "file": _CHILD,
        "count": RUN,
        "on": RUN,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    term_from = models.DateField()
    partner = models.CharField(max_length=20, choices=_choices(Partner))
    title = models.CharField(max_length=200)
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "left_behind_list"


class PartnerRow(Protected):
    """A child of a department's list, and which pupil it is. `name` stands as the list has it."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=_SURVEYING, made=frozenset({"left_behind.bring_list"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "list": RUN,
        "number": RUN,
        "name": Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD),
        "child": _CHILD,
        "how": RUN,
        "nearest": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(PartnerList, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=_choices(How))
    nearest = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "left_behind_row"
