"""Rubrics, targets split to persons, appraisals with every point explained, appeals, and what plans make follow."""

from enum import StrEnum
from typing import Any, ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through, Throughout
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.oversight.appraisal.rules.appraising import AppealState, AppraisalState, ConsequenceState, TargetLevel
from notoneless.oversight.appraisal.rules.rubrics import RubricState, Subject
from notoneless.oversight.appraisal.rules.scoring import Side
from notoneless.policy.model import SanctionKind

_RUBRIC = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_OF_UNIT = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.ALWAYS)
_WRITING = frozenset({"rubric.write", "rubric.set_item", "rubric.remove_item", "rubric.adopt"})
_READ = frozenset({"appraisal.read"})
_OPENING = frozenset({"appraisal.open"})
_JUDGING = frozenset({"appraisal.judge", "appraisal.decide_appeal", "appraisal.confirm"})
_CONSEQUENCE = frozenset({"consequence.read", "consequence.propose", "consequence.decide"})


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kinds]


class Rubric(Protected):
    """One version of how a subject is scored at a unit and beneath it. A draft has no version; an adopted one never changes.

    `items`: as `rules.rubrics.kept` keeps them. `template`: the file that it began with, if one.
    """

    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"rubric.read"}) | _READ | _OPENING | _JUDGING,
        made=frozenset({"rubric.write"}),
        changed=_WRITING,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _RUBRIC,
        "subject": _RUBRIC,
        "state": _RUBRIC,
        "version": _RUBRIC,
        "title": _RUBRIC,
        "full": _RUBRIC,
        "items": _RUBRIC,
        "template": _RUBRIC,
        "written_on": _RUBRIC,
        "written_by": _STAFF,
        "from_on": _RUBRIC,
        "adopted_on": _RUBRIC,
        "adopted_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20, choices=_choices(Subject))
    state = models.CharField(max_length=10, choices=_choices(RubricState))
    version = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=60)
    full = models.CharField(max_length=12)
    items: models.JSONField[Any, Any] = models.JSONField()
    template = models.CharField(max_length=60, blank=True)
    written_on = models.DateField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "appraisal_rubric"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "subject"],
                condition=models.Q(state=RubricState.DRAFT),
                name="appraisal_rubric_one_draft",
            ),
            models.UniqueConstraint(fields=["unit", "subject", "version"], name="appraisal_rubric_version_once"),
        ]


class OwnTarget(Protected):
    """The number that a teaching group, a class or a teacher is to reach in a school year, and who answers for it.

    `group`: the teaching group (教研组) it is of, or of whose number a class's is a part.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"target.read", "target.withdraw", "duty.reckon"}) | _OPENING,
        made=frozenset({"target.split"}),
        changed=frozenset({"target.withdraw"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _OF_UNIT,
        "school_year": _OF_UNIT,
        "level": _OF_UNIT,
        "group": _OF_UNIT,
        "holder": _STAFF,
        "fact": _OF_UNIT,
        "side": _OF_UNIT,
        "wanted": _OF_UNIT,
        "set_on": _OF_UNIT,
        "set_by": _STAFF,
        "withdrawn_on": _OF_UNIT,
        "because": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school_year = models.SmallIntegerField()
    level = models.CharField(max_length=20, choices=_choices(TargetLevel))
    group = models.CharField(max_length=60, blank=True)
    holder = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    fact = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=_choices(Side))
    wanted = models.CharField(max_length=12)
    set_on = models.DateField()
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "appraisal_own_target"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "school_year", "level", "group", "holder", "fact"],
                condition=models.Q(withdrawn_on__isnull=True),
                name="appraisal_one_target",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school_year", "unit"], name="appraisal_targets_of_year")]


class Appraisal(Protected):
    """What one unit or person is given for a school year by a rubric: each line explained, confirmed once and then sealed.

    `unit`: where it is reached: a class, or the school. `lines`: as `rules.appraising.kept_line` keeps them. `notes`: what is
    told beside the rubric: seats, and what plans count in the appraisal. `total`: empty while a line has no points.
    `appeal_until`: the last day to appeal. `sha256`: of what was confirmed.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ | _OPENING | _JUDGING | {"appraisal.appeal", "duty.reckon"},
        made=_OPENING,
        changed=_JUDGING,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "school_year": _OF_UNIT,
        "rubric": _OF_UNIT,
        "unit": _OF_UNIT,
        "subject": _OF_UNIT,
        "name": _STAFF,
        "person": _STAFF,
        "state": _OF_UNIT,
        "lines": _STAFF,
        "notes": _STAFF,
        "total": _STAFF,
        "full": _OF_UNIT,
        "is_barred": _STAFF,
        "shown_on": _OF_UNIT,
        "appeal_until": _OF_UNIT,
        "opened_by": _STAFF,
        "confirmed_on": _OF_UNIT,
        "confirmed_by": _STAFF,
        "sha256": _OF_UNIT,
    }

    id = models.UUIDField(primary_key=True)
    school_year = models.SmallIntegerField()
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20, choices=_choices(Subject))
    name = models.CharField(max_length=200)
    person = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=_choices(AppraisalState))
    lines: models.JSONField[Any, Any] = models.JSONField()
    notes: models.JSONField[Any, Any] = models.JSONField()
    total = models.CharField(max_length=12, blank=True)
    full = models.CharField(max_length=12)
    is_barred = models.BooleanField(default=False)
    shown_on = models.DateField()
    appeal_until = models.DateField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "appraisal_appraisal"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school_year", "unit", "subject", "person"],
                condition=models.Q(person__isnull=False),
                name="appraisal_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["school_year", "unit", "subject", "name"],
                condition=models.Q(person__isnull=True),
                name="appraisal_of_unit_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["school_year", "subject", "unit"], name="appraisal_of_subject"),
            models.Index(fields=["person", "school_year"], name="appraisal_of_person"),
        ]


class Appeal(Protected):
    """That the appraised person, or the head for a unit, disputes the points of a line, and what another decided of it."""

    REACH: ClassVar[Reach] = Through("appraisal", "appraisal.Appraisal")
    ROWS: ClassVar = Rows(
        shown=_READ | _JUDGING | {"appraisal.appeal"},
        made=frozenset({"appraisal.appeal"}),
        changed=frozenset({"appraisal.decide_appeal"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "appraisal": _OF_UNIT,
        "item": _OF_UNIT,
        "reason": _STAFF,
        "made_on": _OF_UNIT,
        "made_by": _STAFF,
        "state": _STAFF,
        "answer": _STAFF,
        "decided_on": _OF_UNIT,
        "decided_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="appeals")
    item = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    made_on = models.DateField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=_choices(AppealState))
    answer = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "appraisal_appeal"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appraisal", "item"], name="appraisal_appeal_once_a_line"),
        ]


class Consequence(Protected):
    """What a plan's rule makes follow for a school or a person from one event: a proposal until a named person decides it.

    `event`: what it follows from, once for each kind of consequence and each whom it falls on. `amount`: yuan or years.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_CONSEQUENCE, made=frozenset({"consequence.propose"}), changed=frozenset({"consequence.decide"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _OF_UNIT,
        "school_year": _OF_UNIT,
        "event": RUN,
        "happened_on": _OF_UNIT,
        "sanction": _OF_UNIT,
        "kind": _OF_UNIT,
        "title": _OF_UNIT,
        "clause": _OF_UNIT,
        "person": _STAFF,
        "name": _STAFF,
        "amount": _STAFF,
        "measured_in": _OF_UNIT,
        "state": _STAFF,
        "because": _STAFF,
        "proposed_on": _OF_UNIT,
        "proposed_by": _STAFF,
        "decided_on": _OF_UNIT,
        "decided_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school_year = models.SmallIntegerField()
    event = models.UUIDField()
    happened_on = models.DateField()
    sanction = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=60)
    clause = models.CharField(max_length=60)
    person = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    amount = models.CharField(max_length=12, blank=True)
    measured_in = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=_choices(ConsequenceState))
    because = models.CharField(max_length=200, blank=True)
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "appraisal_consequence"
        constraints: ClassVar = [
            # pay is deducted, and honours are barred, once for one event, however many plans say so
            models.UniqueConstraint(
                fields=["event", "person", "kind"],
                condition=models.Q(person__isnull=False, kind__in=[SanctionKind.PAY, SanctionKind.HONOURS]),
                name="appraisal_one_loss_of_event",
            ),
            models.UniqueConstraint(
                fields=["event", "person", "sanction"],
                condition=models.Q(person__isnull=False),
                name="appraisal_one_sanction_of_event",
            ),
            models.UniqueConstraint(
                fields=["event", "unit", "kind"],
                condition=models.Q(person__isnull=True),
                name="appraisal_one_loss_of_unit",
            ),
        ]
