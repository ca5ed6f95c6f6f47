"""A school's own rules on guardians' duties, and the undertakings of teachers and guardians."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Throughout
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.oversight.appraisal.rules.signing import Party, RulesState

_RULES = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_READ = frozenset({"undertaking.read"})
_ISSUING = frozenset({"undertaking.issue_letters", "undertaking.issue_statements"})


class SchoolRules(Protected):
    """One version of what a school has laid down of guardians' duties and its own. A draft has no version.

    `from_on`: from when it is in force, until the next one is; one whose paper was withdrawn no longer is.
    """

    # everybody of the school reads its rules, class teachers too
    REACH: ClassVar[Reach] = Throughout("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ | {"undertaking.issue_statements"},
        made=frozenset({"school_rules.write"}),
        changed=frozenset({"school_rules.write", "school_rules.adopt"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _RULES,
        "state": _RULES,
        "version": _RULES,
        "title": _RULES,
        "basis": _RULES,
        "school_duties": _RULES,
        "guardian_duties": _RULES,
        "written_on": _RULES,
        "written_by": _STAFF,
        "adopted_on": _RULES,
        "adopted_by": _STAFF,
        "from_on": _RULES,
        "paper": _RULES,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in RulesState])
    version = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=60)
    basis = models.TextField()
    school_duties = models.TextField()
    guardian_duties = models.TextField()
    written_on = models.DateField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    adopted_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(null=True)
    paper = models.OneToOneField(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "appraisal_school_rules"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(state=RulesState.DRAFT), name="appraisal_rules_one_draft"
            ),
            models.UniqueConstraint(fields=["unit", "version"], name="appraisal_rules_version_once"),
        ]


class Undertaking(Protected):
    """What a teacher, or a guardian for a pupil, promises a school for a school year, and how it was signed.

    `unit`: by which it is reached: a class, or the school for a teacher who leads none. `signer`: the name on the paper.
    `signed_on`: None until the signed copy is back; `copy`: its scan, if somebody kept one. `rules`: under which version of the
    school's rules a guardian signs.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ | {"duty.reckon"},
        made=_ISSUING,
        changed=frozenset({"undertaking.sign", "undertaking.reopen", "undertaking.withdraw"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "school": _RULES,
        "unit": _RULES,
        "school_year": _RULES,
        "party": _RULES,
        "teacher": _STAFF,
        "child": _OF_CHILD,
        "signer": _OF_CHILD,
        "rules": _RULES,
        "paper": _RULES,
        "issued_on": _RULES,
        "issued_by": _STAFF,
        "signed_on": _OF_CHILD,
        "copy": _OF_CHILD,
        "recorded_by": _STAFF,
        "withdrawn_on": _OF_CHILD,
        "because": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school_year = models.SmallIntegerField()
    party = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Party])
    teacher = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=100)
    rules = models.ForeignKey(SchoolRules, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True)
    copy = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "appraisal_undertaking"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "school_year", "teacher"],
                condition=models.Q(withdrawn_on__isnull=True, teacher__isnull=False),
                name="appraisal_one_letter_a_year",
            ),
            models.UniqueConstraint(
                fields=["school", "school_year", "child"],
                condition=models.Q(withdrawn_on__isnull=True, child__isnull=False),
                name="appraisal_one_statement_a_year",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school_year", "party", "school"], name="appraisal_of_year")]
