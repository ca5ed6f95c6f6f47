"""Roll-work plans and their measures."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Throughout
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.roll_work.rules import MeasureState, PlanState

_PLAN = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_SHOWN = frozenset({"roll_work.read", "duty.reckon"})
_WORDING = frozenset({"roll_work.add_measure", "roll_work.change_measure"})
_DOING = frozenset({"roll_work.do_measure", "roll_work.drop_measure", "roll_work.reopen_measure"})


class RollWorkPlan(Protected):
    """One version of a school's plan. `former`: the version it was drafted from; `from_on`: from when it is in force. Until
    when, `selectors.following` works out of the versions after it: one that is withdrawn before it began takes nothing away.

    `returned_on`: of a draft, when the head sent it back, why and who; `amended_on`: when it was submitted again since.

    `school_year`: the year in which it begins. `version` counts the adopted versions of a school year; a draft has none.
    """

    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN | {"roll_work.draft"},
        made=frozenset({"roll_work.draft"}),
        changed=frozenset({"roll_work.describe", "roll_work.adopt", "roll_work.return", "roll_work.submit"}),
        removed=frozenset({"roll_work.discard"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _PLAN,
        "school_year": _PLAN,
        "title": _PLAN,
        "basis": _PLAN,
        "aims": _PLAN,
        "state": _PLAN,
        "version": _PLAN,
        "former": RUN,
        "drafted_on": _PLAN,
        "drafted_by": _STAFF,
        "returned_on": _PLAN,
        "returned_by": _STAFF,
        "returned_why": _STAFF,
        "amended_on": _PLAN,
        "adopted_on": _PLAN,
        "adopted_by": _STAFF,
        "from_on": _PLAN,
        "paper": _PLAN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school_year = models.SmallIntegerField()
    title = models.CharField(max_length=60)
    basis = models.TextField()
    aims = models.TextField()
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in PlanState])
    version = models.PositiveSmallIntegerField(null=True)
    former = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    drafted_on = models.DateField()
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    returned_on = models.DateField(null=True)
    returned_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    returned_why = models.CharField(max_length=200, blank=True)
    amended_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(null=True)
    paper = models.OneToOneField(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "roll_work_plan"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(state=PlanState.DRAFT), name="roll_work_plan_one_draft"
            ),
            models.UniqueConstraint(fields=["unit", "school_year", "version"], name="roll_work_plan_version_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "from_on"], name="roll_work_plan_in_force")]


class RollWorkMeasure(Protected):
    """One measure of a version. `lineage` is the same in every version that took it over.

    Whoever holds the post `bearer_title` at `bearer_unit` bears it, `bearer` being who did when it was written down; without
    a unit the title alone says who. `evidence`: what will prove it. `note`: what was done, or why it was dropped.
    """

    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(
        shown=_SHOWN | {"roll_work.draft", "roll_work.adopt"} | _WORDING,
        made=frozenset({"roll_work.draft", "roll_work.add_measure", "roll_work.reopen_measure"}),
        changed=_DOING | {"roll_work.change_measure", "roll_work.adopt"},
        removed=frozenset({"roll_work.remove_measure", "roll_work.discard"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "plan": RUN,
        "unit": _PLAN,
        "lineage": RUN,
        "ordinal": _PLAN,
        "text": _PLAN,
        "bearer_unit": _STAFF,
        "bearer": _STAFF,
        "bearer_title": _STAFF,
        "due_on": _PLAN,
        "evidence": _PLAN,
        "state": _PLAN,
        "state_on": _PLAN,
        "state_by": _STAFF,
        "note": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    plan = models.ForeignKey(RollWorkPlan, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    lineage = models.UUIDField()
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    bearer_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    bearer = models.CharField(max_length=60, blank=True)
    bearer_title = models.CharField(max_length=60)
    due_on = models.DateField()
    evidence = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in MeasureState])
    state_on = models.DateField(null=True)
    state_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "roll_work_measure"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "lineage"], name="roll_work_measure_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "ordinal"], name="roll_work_measure_in_order")]
