"""Records of schooling elsewhere, contacts with guardians, copies of certificates, confirmations, keys of other counties."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByEither, Everywhere, Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.schooling_elsewhere.rules.kinds import Beyond, ContactWay, EndReason, Proof, Recipient, Said

_OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_NAME = Declared(Level.CHILD, Purpose.IDENTIFY, Keep.CHILDHOOD)
_ADULT = Declared(Level.CHILD, Purpose.REACH, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_PARTNER = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_CHILD: Reach = Through("child", "people.Child")
_WRITING = frozenset(
    {"elsewhere.open", "elsewhere.describe", "elsewhere.contact", "elsewhere.issue_certificate", "elsewhere.certify"}
    | {"elsewhere.file_copy", "elsewhere.acknowledge_copy", "elsewhere.confirm", "elsewhere.import_confirmation"}
    | {"elsewhere.end", "elsewhere.lapse"}
)
_SHOWN = _WRITING | {
    *("elsewhere.read", "elsewhere.reveal", "finding.compare", "finding.read", "indicator.count", "indicator.names"),
    *("duty.reckon", "case.suspect"),
}


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kinds]


class ElsewhereRecord(Protected):
    """One child who lives here and is schooled elsewhere, from when to when; no more than one of a child is open.

    `unit`: where it lived when the record began. `signer`: the guardian who signed the certificate, `sealed_on`: when the
    receiving school sealed it. `told_on`: the day on which it was last said that nothing confirms the child any more.
    """

    REACH: ClassVar[Reach] = _CHILD
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"elsewhere.open"}), changed=_WRITING)
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _OF_CHILD,
        "unit": _OF_CHILD,
        "beyond": _OF_CHILD,
        "place": _OF_CHILD,
        "school": _OF_CHILD,
        "stage": _OF_CHILD,
        "grade": _OF_CHILD,
        "class_name": _OF_CHILD,
        "student_number": Declared(Level.SENSITIVE, Purpose.IDENTIFY, Keep.CHILDHOOD, seen="elsewhere.reveal"),
        "since_on": _OF_CHILD,
        "opened_on": RUN,
        "by": _STAFF,
        "at": RUN,
        "signer": _ADULT,
        "signed_on": _OF_CHILD,
        "sealed_on": _OF_CHILD,
        "paper": _OF_CHILD,
        "scan": _OF_CHILD,
        "told_on": RUN,
        "ended_on": _OF_CHILD,
        "end_reason": _OF_CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    beyond = models.CharField(max_length=20, choices=_choices(Beyond))
    place = models.CharField(max_length=60)
    school = models.CharField(max_length=60, blank=True)
    stage = models.CharField(max_length=10, blank=True)
    grade = models.PositiveSmallIntegerField(null=True)
    class_name = models.CharField(max_length=60, blank=True)
    student_number = Sealed(null=True)
    since_on = models.DateField()
    opened_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    signer = models.ForeignKey(Guardian, null=True, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True)
    sealed_on = models.DateField(null=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    scan = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=20, blank=True, choices=_choices(EndReason))

    class Meta:
        db_table = "schooling_elsewhere_record"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(ended_on__isnull=True), name="schooling_elsewhere_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, end_reason="")
                | (models.Q(ended_on__isnull=False) & ~models.Q(end_reason="")),
                name="schooling_elsewhere_ends_why",
            ),
        ]


class ElsewhereContact(Protected):
    """One contact with a family, with its day and what came of it."""

    REACH: ClassVar[Reach] = _CHILD
    ROWS: ClassVar = Rows(shown=_SHOWN, made=frozenset({"elsewhere.contact"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "record": RUN,
        "child": _OF_CHILD,
        "guardian": _ADULT,
        "way": _OF_CHILD,
        "said": _OF_CHILD,
        "on": _OF_CHILD,
        "note": _OF_CHILD,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    record = models.ForeignKey(ElsewhereRecord, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    guardian = models.ForeignKey(Guardian, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=_choices(ContactWay))
    said = models.CharField(max_length=20, choices=_choices(Said))
    on = models.DateField(db_column="on_day")
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "schooling_elsewhere_contact"


class CertificateCopy(Protected):
    """One copy of a certificate, handed to whoever keeps it, and acknowledged there.

    `unit`: the township government, the central school or the bureau; it sees the copy though the child is not its own, so
    `name` repeats the child's. `also_unit`: where the child lives.
    """

    REACH: ClassVar[Reach] = ByEither(("unit_id", "also_unit_id"))
    ROWS: ClassVar = Rows(
        shown=_SHOWN, made=frozenset({"elsewhere.file_copy"}), changed=frozenset({"elsewhere.acknowledge_copy"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "record": RUN,
        "child": _OF_CHILD,
        "name": _NAME,
        "recipient": _OF_CHILD,
        "unit": _OF_CHILD,
        "also_unit": _OF_CHILD,
        "filed_on": _OF_CHILD,
        "by": _STAFF,
        "at": RUN,
        "acknowledged_on": _OF_CHILD,
        "acknowledged_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    record = models.ForeignKey(ElsewhereRecord, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    recipient = models.CharField(max_length=20, choices=_choices(Recipient))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    also_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    filed_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "schooling_elsewhere_copy"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "recipient"], name="schooling_elsewhere_copy_once"),
        ]


class PartnerKey(Protected):
    """The public key of another county, entered by a named person who compared its fingerprint with somebody there."""

    REACH: ClassVar[Reach] = Everywhere("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"elsewhere.read", "elsewhere.import_confirmation"}),
        made=frozenset({"elsewhere.trust_key"}),
        changed=frozenset({"elsewhere.end_trust"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": RUN,
        "county": _PARTNER,
        "public_key": _PARTNER,
        "fingerprint": _PARTNER,
        "compared_with": _PARTNER,
        "by": _STAFF,
        "from_on": RUN,
        "until_on": RUN,
        "ended_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    county = models.CharField(max_length=60)
    public_key = models.CharField(max_length=44)
    fingerprint = models.CharField(max_length=32)
    compared_with = models.CharField(max_length=60)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "schooling_elsewhere_partner_key"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=models.Q(until_on__isnull=True), name="schooling_elsewhere_key_once"
            ),
        ]


class TermConfirmation(Protected):
    """That a child attends in a term: a sealed paper of the school there, or a confirmation signed by its county.

    `until_on`: the last day that it speaks of. `serial`: of a signed one; none is taken twice.
    """

    REACH: ClassVar[Reach] = _CHILD
    ROWS: ClassVar = Rows(
        shown=_SHOWN, made=frozenset({"elsewhere.certify", "elsewhere.confirm", "elsewhere.import_confirmation"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "record": RUN,
        "child": _OF_CHILD,
        "proof": _OF_CHILD,
        "school": _OF_CHILD,
        "issued_on": _OF_CHILD,
        "until_on": _OF_CHILD,
        "serial": RUN,
        "key": RUN,
        "file": _OF_CHILD,
        "on": RUN,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    record = models.ForeignKey(ElsewhereRecord, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    proof = models.CharField(max_length=10, choices=_choices(Proof))
    school = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField()
    until_on = models.DateField()
    serial = models.UUIDField(null=True, unique=True)
    key = models.ForeignKey(PartnerKey, null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "schooling_elsewhere_confirmation"
