"""Numbered papers, and what units put before their numbers."""

from enum import StrEnum
from typing import Any, ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Everywhere, Protected, Reach, Rows, Throughout
from notoneless.foundation.papers.rules.wordings import WordingState
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

ISSUING = frozenset(
    {
        "roll_work.adopt",
        "watch_list.issue_file",
        "leave.issue_slip",
        "procedure.issue_order",
        "procedure.issue_notice",
        "procedure.call_hearing",
        "procedure.issue_decision",
        "procedure.issue_demand",
        "procedure.apply_to_court",
        "monthly_return.issue_paper",
        "notice.issue",
        "return.place",
        "roll_change.issue_form",
        "special.issue_notice",
        "homebound.issue_agreement",
        "homebound.issue_handbook",
        "elsewhere.issue_certificate",
        "campaign_book.issue",
        "leaver_register.issue",
        "government_report.issue",
        "dropout_report.issue_papers",
        "village_summary.issue_paper",
        "school_rules.adopt",
        "statistics.issue_paper",
        "undertaking.issue_letters",
        "undertaking.issue_statements",
        "circular.issue",
        "interview.hold",
        "summary.issue",
    }
)
"""The actions that issue papers. A room that issues one adds its action here."""

_OF_PROCEDURES = (
    "order_to_correct",
    "penalty_notice",
    "hearing_notice",
    "penalty_decision",
    "performance_demand",
    "enforcement_application",
)
OWN_WITHDRAWAL = {
    "return_notice": "notice.withdraw",
    "deadline_notice": "notice.withdraw",
    "responsibility_letter": "undertaking.withdraw",
    "guardian_duties": "undertaking.withdraw",
    **dict.fromkeys(_OF_PROCEDURES, "procedure.correct"),
}
"""Kinds of papers that only an action of their room takes back, because more than the paper hangs on it."""

WITHDRAWING = frozenset(
    {"paper.withdraw", "leave.withdraw", "notice.withdraw", "undertaking.withdraw", "procedure.correct"}
)
"""The actions that take papers back."""

_REGISTER = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)


class PaperState(StrEnum):
    """Where a paper stands."""

    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class PaperPrefix(Protected):
    """What a unit puts before the numbers of its papers. Rows stay, so that no other unit takes a prefix that was ever used."""

    # a class teacher issues the papers of the class by the number of its school
    REACH: ClassVar[Reach] = Throughout("unit_id")
    # whoever issues a paper holds these rows, so that two never take one number
    ROWS: ClassVar = Rows(
        shown=frozenset({"paper.read"}),
        made=frozenset({"paper.set_prefix"}),
        changed=ISSUING | {"paper.set_prefix"},
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _REGISTER,
        "prefix": _REGISTER,
        "is_current": _REGISTER,
        "set_on": _REGISTER,
        "set_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=20, unique=True)
    is_current = models.BooleanField()
    set_on = models.DateField()
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "papers_prefix"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(is_current=True), name="papers_prefix_one_current"
            ),
        ]


class PaperWording(Protected):
    """A county's own wording of a kind of paper, over a version of its file. Once adopted its texts never change.

    `texts`: by place what it says instead (`rules.wordings`). `written_by`: the accounts of all who have written in it, of whom
    nobody adopts it; `drafted_by` wrote last. `from_on`: from when papers are made from it, until it is ended,
    another one begins, or the file has a newer version; papers keep the one they were made from.
    """

    # whoever issues a paper reads how it is worded
    REACH: ClassVar[Reach] = Everywhere("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"paper.check", "paper.read", "paper_wording.read"}),
        made=frozenset({"paper_wording.draft"}),
        changed=frozenset({"paper_wording.change", "paper_wording.adopt", "paper_wording.end"}),
        removed=frozenset({"paper_wording.discard"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _REGISTER,
        "kind": _REGISTER,
        "base_version": RUN,
        "version": _REGISTER,
        "state": _REGISTER,
        "texts": _REGISTER,
        "drafted_on": _REGISTER,
        "drafted_by": _STAFF,
        "written_by": _STAFF,
        "adopted_on": _REGISTER,
        "adopted_by": _STAFF,
        "from_on": _REGISTER,
        "ended_on": _REGISTER,
        "ended_by": _STAFF,
        "reason": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    base_version = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in WordingState])
    texts: models.JSONField[Any, Any] = models.JSONField()
    drafted_on = models.DateField()
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    written_by: models.JSONField[Any, Any] = models.JSONField(default=list)
    adopted_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "papers_wording"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(state=WordingState.DRAFT), name="papers_wording_one_draft"
            ),
            models.UniqueConstraint(fields=["kind", "version"], name="papers_wording_version_once"),
        ]


class Paper(Protected):
    """One issued paper. Nothing of it changes but its state; `data` is what it was filled in with, as JSON, with a salt.

    `issuer`: the unit that numbers and signs it. `unit`: the one it is of and is reached by: the issuer, or a class of it.
    `wording`: the county's own, where it was made from one. `digest`: SHA-256 of template, number, unit, day and data together
    (`rules.filling.digest_of`).
    """

    # whoever may check a short code may check any: a row holds nothing of a person in the clear, and its data is sealed.
    # The register, `paper.read`, goes no farther than its reader's units
    REACH: ClassVar[Reach] = Everywhere("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"paper.check", "roll_work.read", "duty.reckon"}),
        made=ISSUING,
        changed=WITHDRAWING,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _REGISTER,
        "issuer": _REGISTER,
        "kind": _REGISTER,
        "series": _REGISTER,
        "year": _REGISTER,
        "serial": _REGISTER,
        "number": _REGISTER,
        "template_version": RUN,
        "wording": RUN,
        "data": Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="paper.read"),
        "digest": _REGISTER,
        "code": _REGISTER,
        "issued_on": _REGISTER,
        "issued_by": _STAFF,
        "issued_at": RUN,
        "supersedes": _REGISTER,
        "state": _REGISTER,
        "withdrawn_on": _REGISTER,
        "withdrawn_by": _STAFF,
        "reason": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    series = models.CharField(max_length=20)
    year = models.SmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=80, unique=True)
    template_version = models.PositiveSmallIntegerField()
    wording = models.ForeignKey(PaperWording, null=True, on_delete=models.PROTECT, related_name="+")
    data = Sealed()
    digest = models.CharField(max_length=64)
    code = models.CharField(max_length=12, unique=True)
    issued_on = models.DateField()
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=PaperState.ISSUED)
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "papers_paper"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "series", "year", "serial"], name="papers_paper_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "issued_on", "id"], name="papers_paper_of_unit")]

    def __str__(self) -> str:
        return self.number
