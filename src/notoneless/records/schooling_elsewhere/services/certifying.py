"""The certificate of schooling elsewhere: set on numbered paper, signed and sealed, its copies handed in and acknowledged."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.papers.services import issue
from notoneless.foundation.people.exporting import home_words, places_of
from notoneless.foundation.people.models import Guardian
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.schooling_elsewhere.models import CertificateCopy, ElsewhereRecord, TermConfirmation
from notoneless.records.schooling_elsewhere.rules.kinds import ROLES, Beyond, Proof, Recipient
from notoneless.records.schooling_elsewhere.rules.refusing import why_not_on, why_not_until
from notoneless.records.schooling_elsewhere.selectors.knowing import homes_on
from notoneless.records.schooling_elsewhere.services.checking import (
    must_be_guardian,
    must_be_open,
    must_be_paper,
    refuse,
)
from notoneless.typesetting.paper import written_day

ISSUE, KIND = "elsewhere.issue_certificate", "away_certificate"


@action("elsewhere.issue_certificate", words="出具异地就读证明", english="Issue a certificate of schooling elsewhere")
def issue_certificate(ctx: Context, *, elsewhere_record: ElsewhereRecord, guardian: Guardian) -> UUID:
    """Set the certificate on numbered paper of the township, for guardian and receiving school to sign and seal; the paper.

    A later one takes its place. The student number is written by hand: it opens by need only. Raises Refused for a child that
    stays in the county, for a record without a school, and for a township without a prefix.
    """
    row = elsewhere_record
    must_be_open(row)
    must_be_guardian(guardian, row.child_id)
    _must_leave(row)
    refuse(None if row.school and row.grade else Problem("schooling_elsewhere.no_school"))
    township = _above(homes_on([row], ctx.today)[row.pk], UnitKind.TOWNSHIP)
    before = row.paper if row.paper is not None and row.paper.issuer_id == township.pk else None
    row.paper = issue(ctx, ISSUE, unit=township, kind=KIND, data=_told(ctx, row, guardian, township), supersedes=before)
    row.save(update_fields=["paper"])
    return row.paper.pk


def _told(ctx: Context, row: ElsewhereRecord, guardian: Guardian, township: Unit) -> dict[str, str]:
    """What the paper is filled in with. Papers are Chinese, whoever issues them."""
    child, home = row.child, home_words(places_of(ctx, [row.child_id]).get(row.child_id, {}))
    return {
        "township": township.name,
        "child": child.name,
        "born_on": written_day(child.born_on)
        if child.born_on
        else sentence(Problem("schooling_elsewhere.unknown_birth")),
        "home": home or row.unit.name,
        "guardian": f"{guardian.name}（{guardian.relation}）",
        "place": row.place,
        "school": row.school,
        "stage": sentence(Problem(f"schooling_elsewhere.stage_{row.stage}")) if row.stage else "",
        "grade": str(row.grade),
        "room": row.class_name or "____",
        "since": written_day(row.since_on),
    }


def _must_leave(row: ElsewhereRecord) -> None:
    refuse(None if row.beyond == Beyond.COUNTY else Problem("schooling_elsewhere.stays_in_county"))


def _above(unit: UUID, kind: UnitKind) -> Unit:
    rows = UnitClosure.objects.filter(descendant_id=unit, ancestor__kind=kind).order_by("depth")
    found = rows.values_list("ancestor_id", flat=True).first()
    row = Unit._base_manager.filter(pk=found).first() if found is not None else None
    if row is None:
        raise Refused(Problem(f"schooling_elsewhere.no_{kind}"))
    return row


@action("elsewhere.certify", words="登记异地就读证明签章", english="Enter a signed and sealed certificate")
def certify(
    ctx: Context,
    *,
    elsewhere_record: ElsewhereRecord,
    guardian: Guardian,
    signed_on: date,
    sealed_on: date,
    until_on: date,
    proof: Attachment,
) -> UUID:
    """Enter the certificate that a guardian has signed and the receiving school has sealed, as a scan; what it confirms.

    until_on: the last day of the term that the school confirms. Raises Refused for a child that stays in the county, a day to
    come, and a term that is over; Unusable for no picture or PDF.
    """
    row = elsewhere_record
    must_be_open(row)
    _must_leave(row)
    must_be_guardian(guardian, row.child_id)
    must_be_paper(proof)
    for day in (signed_on, sealed_on):
        refuse(why_not_on(day, date.min, ctx.today))
    refuse(why_not_until(sealed_on, until_on, ctx.today))
    row.signer, row.signed_on, row.sealed_on, row.scan = guardian, signed_on, sealed_on, proof
    row.save(update_fields=["signer", "signed_on", "sealed_on", "scan"])
    made = TermConfirmation(id=ctx.ids.new(), record=row, child_id=row.child_id, proof=Proof.PAPER, school=row.school)
    made.issued_on, made.until_on, made.file, made.on = sealed_on, until_on, proof, ctx.today
    made.by_id, made.at = ctx.actor, ctx.at  # type: ignore[assignment]
    made.save(force_insert=True)
    return made.pk


@action("elsewhere.file_copy", words="交存异地就读证明", english="Hand in a copy of a certificate")
def file_copy(
    ctx: Context, *, elsewhere_record: ElsewhereRecord, recipient: Recipient, filed_on: date, centre_school: UUID | None
) -> UUID:
    """Hand in a copy to the township government, the central school or the bureau, who acknowledges it; the copy.

    centre_school: which school, for the copy of the central school. Raises Refused before the certificate was signed and
    sealed, for a copy handed in before, and for a school of another township.
    """
    row = elsewhere_record
    must_be_open(row)
    refuse(None if row.sealed_on else Problem("schooling_elsewhere.not_sealed"))
    refuse(why_not_on(filed_on, row.sealed_on or filed_on, ctx.today))
    if CertificateCopy._base_manager.filter(record=row, recipient=recipient).exists():
        raise Refused(Problem("schooling_elsewhere.filed_already"))
    home = homes_on([row], ctx.today)[row.pk]
    made = CertificateCopy(id=ctx.ids.new(), record=row, child_id=row.child_id, name=row.child.name)
    made.recipient, made.unit, made.also_unit_id = recipient, _keeper(recipient, home, centre_school, ctx.today), home
    made.filed_on, made.by_id, made.at = filed_on, ctx.actor, ctx.at  # type: ignore[assignment]
    made.save(force_insert=True)
    return made.pk


def _keeper(recipient: Recipient, home: UUID, school: UUID | None, day: date) -> Unit:
    if recipient is not Recipient.CENTRE_SCHOOL:
        return _above(home, UnitKind.TOWNSHIP if recipient is Recipient.GOVERNMENT else UnitKind.COUNTY)
    township = _above(home, UnitKind.TOWNSHIP)
    within = UnitClosure.objects.filter(ancestor=township).values("descendant_id")
    rows = Unit._base_manager.filter(in_force(day), pk__in=within, kind=UnitKind.SCHOOL)
    found = rows.filter(pk=school).first() if school is not None else None
    if found is None:
        raise Unusable(Problem("schooling_elsewhere.which_school"))
    return found


@action("elsewhere.acknowledge_copy", words="签收异地就读证明", english="Acknowledge a copy of a certificate")
def acknowledge_copy(ctx: Context, *, certificate_copy: CertificateCopy) -> None:
    """Say that a copy has come. Raises Refused for anybody but who keeps it, for the own copy, and the second time."""
    row = certificate_copy
    held = {(each.role, each.unit) for each in ctx.holdings()}
    if (ROLES[Recipient(row.recipient)], row.unit_id) not in held:
        raise Refused(Problem("schooling_elsewhere.not_to_you"))
    refuse(Problem("schooling_elsewhere.own_copy") if row.by_id == ctx.actor else None)
    refuse(Problem("schooling_elsewhere.acknowledged_already") if row.acknowledged_on else None)
    row.acknowledged_on, row.acknowledged_by_id = ctx.today, ctx.actor
    row.save(update_fields=["acknowledged_on", "acknowledged_by"])
