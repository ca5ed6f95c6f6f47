"""Who teaches at home: home teachers, their briefing on safety, to whom they are sent, and the money of home lessons."""

from typing import ClassVar

from django.db import models

from notoneless.casework.special_education.models.declaring import MONEY_SHOWN, OF_CHILD, SHOWN, STAFF, choices
from notoneless.casework.special_education.models.files import MADE, FileRow
from notoneless.casework.special_education.rules.homebound import MoneyFlow
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.sealing.registry import RUN


class HomeTeacher(Protected):
    """That somebody is a home teacher of a unit from a day until before another: fit by which criteria, briefed on what.

    `criteria`, `subjects`: names of the plan, with blanks between. `unit`: the school or the unit of the household line that
    sends the teacher.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=SHOWN,
        made=frozenset({"home_teacher.name"}),
        changed=frozenset({"home_teacher.brief", "home_teacher.end"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": STAFF,
        "account": STAFF,
        "is_man": STAFF,
        "criteria": STAFF,
        "from_on": STAFF,
        "until_on": STAFF,
        "briefed_on": STAFF,
        "subjects": STAFF,
        "briefing": STAFF,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    is_man = models.BooleanField()
    criteria = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    briefed_on = models.DateField(null=True)
    subjects = models.CharField(max_length=200, blank=True)
    briefing = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "special_education_home_teacher"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(until_on__isnull=True), name="special_home_teacher_once"
            ),
        ]


class HomeTeaching(FileRow):
    """That a home teacher is sent to a child, from a day until before another.

    `account`, `unit`, `is_man` repeat what the home teacher is: whoever sees the child sees who goes there, from any unit.
    """

    ROWS: ClassVar = Rows(
        shown=SHOWN,
        made=frozenset({"homebound.send", "timetable.adopt"}),
        changed=frozenset({"homebound.relieve", "home_teacher.end"}),
    )
    DECLARED: ClassVar = MADE | {
        "teacher": STAFF,
        "account": STAFF,
        "unit": STAFF,
        "is_man": STAFF,
        "until_on": OF_CHILD,
    }

    teacher = models.ForeignKey(HomeTeacher, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    is_man = models.BooleanField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "special_education_home_teaching"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "teacher"], condition=models.Q(until_on__isnull=True), name="special_home_teaching_once"
            ),
        ]


class HomeboundMoney(Protected):
    """Money of home lessons that a unit was given or has spent, in yuan: for what, and by which voucher.

    `reverses`: the entry that this one makes undone, by the same amount below nought, with `why`; both stay.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(shown=MONEY_SHOWN, made=frozenset({"homebound.account", "homebound.reverse"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": STAFF,
        "on": STAFF,
        "flow": STAFF,
        "purpose": STAFF,
        "yuan": STAFF,
        "voucher": STAFF,
        "reverses": RUN,
        "why": STAFF,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    flow = models.CharField(max_length=10, choices=choices(MoneyFlow))
    purpose = models.CharField(max_length=60)
    yuan = models.DecimalField(max_digits=10, decimal_places=2)
    voucher = models.CharField(max_length=60, blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    why = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "special_education_money"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True, yuan__gt=0)
                | (models.Q(reverses__isnull=False, yuan__lt=0) & ~models.Q(why="")),
                name="special_money_reversed_with_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "on"], name="special_money_of_unit")]
