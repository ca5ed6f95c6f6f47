"""Complaints: by a link from anybody or told to an officer; looked into and decided by others than who is meant."""

import json
import secrets
from uuid import UUID

from notoneless.casework.alerts.services.sending import digest
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.oversight.supervision.models import Complaint, ComplaintLink, ComplaintReader, Inquiry, InquiryPerson
from notoneless.oversight.supervision.rules.complaining import (
    DRIVING_AWAY,
    ComplaintKind,
    ComplaintState,
    Verdict,
    why_not_decided,
    why_not_found,
    why_not_taken_up,
)
from notoneless.oversight.supervision.selectors.complaints import (
    account_among,
    code_of,
    due_within,
    receipt_of,
    staff_of,
    who_may,
    why_no_more,
)
from notoneless.oversight.supervision.services.checking import TAUGHT, must_be_taught, refuse

FIND, DECIDE = "complaint.find", "complaint.decide"
WITHIN, INQUIRY_WITHIN = "conduct.complaint_within", "supervision.inquiry_within"


@action("complaint.make_link", words="开通投诉二维码", english="Make a link for complaints")
def make_link(ctx: Context, *, unit: Unit) -> UUID:
    """Make a link by which anybody may complain of a school; the link. Raises Unusable for a unit that is no school."""
    must_be_taught(unit, *TAUGHT)
    row = ComplaintLink(id=ctx.ids.new(), unit=unit, token=secrets.token_urlsafe(32), made_on=ctx.today)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("complaint.end_link", words="停用投诉二维码", english="End a link for complaints")
def end_link(ctx: Context, *, complaint_link: ComplaintLink) -> None:
    """Let a link not be good any more. Raises Refused where it has ended."""
    refuse(Problem("alerts.link_ended") if complaint_link.ended_on is not None else None)
    complaint_link.ended_on = ctx.today
    complaint_link.save(update_fields=["ended_on"])


@action("complaint.send", words="通过二维码投诉", english="Complain by a link")
def send_complaint(
    ctx: Context,
    *,
    complaint_link: ComplaintLink,
    complaint_kind: ComplaintKind,
    told: Passage,
    is_of_head: bool | None,
    complainant: str | None,
    call_back: str | None,
    sender: str | None,
) -> UUID:
    """Take what somebody complains of by a link; the complaint. One of the head is the bureau's to decide.

    The same words sent again while it is open are the same complaint, counted. `sender`: a keyed digest of the address, in
    hexadecimal. Raises Refused for a link that has ended and beyond the limits of a day, Unusable for no digest.
    """
    refuse(Problem("alerts.link_ended") if complaint_link.ended_on is not None else None)
    sent_from = digest(sender)
    refuse(why_no_more(ctx, complaint_link.pk, sent_from))
    unit = complaint_link.unit
    row = _taken(ctx, unit, complaint_kind, told, complainant, call_back, of_head=bool(is_of_head))
    row.link, row.sent_from = complaint_link, sent_from
    return _kept(row)


@action("complaint.enter", words="登记投诉", english="Enter a complaint")
def enter_complaint(
    ctx: Context,
    *,
    unit: Unit,
    complaint_kind: ComplaintKind,
    told: Passage,
    is_of_head: bool | None,
    complainant: str | None,
    call_back: str | None,
) -> UUID:
    """Enter what somebody was told, of a school; the complaint. One of the head is entered by the bureau, which decides it.

    The same words again are the same complaint. Raises Refused where somebody of the school enters one of the head.
    """
    must_be_taught(unit, *TAUGHT)
    if is_of_head and not visible_to(ctx, enter_complaint.code, Unit).filter(pk=_above(unit)).exists():
        raise Refused(Problem("complaining.head_at_bureau"))
    row = _taken(ctx, unit, complaint_kind, told, complainant, call_back, of_head=bool(is_of_head))
    row.entered_by_id = ctx.actor
    return _kept(row)


def _taken(
    ctx: Context, school: Unit, kind: ComplaintKind, told: str, who: str | None, contact: str | None, *, of_head: bool
) -> Complaint:
    row = Complaint(id=ctx.ids.new(), school=school, kind=kind, state=ComplaintState.RECEIVED)
    row.unit_id = _above(school) if of_head else school.pk
    row.said = Plain(json.dumps({"told": told, "name": who or "", "contact": contact or ""}, ensure_ascii=False))
    row.receipt, row.received_on, row.received_at = receipt_of(code_of(row.pk)), ctx.today, ctx.at
    row.twin = key_ring().index(
        f"{row.unit_id}/{school.pk}/{kind}/{''.join(told.split())}", "supervision_complaint/twin"
    )
    row.due_on = due_within(WITHIN, ctx.today)
    return row


def _above(school: Unit) -> UUID:
    """The bureau: who decides on complaints of a head."""
    rows = UnitClosure.objects.filter(descendant_id=school.pk, ancestor__kind=UnitKind.COUNTY)
    return rows.values_list("ancestor_id", flat=True).get()


def _kept(row: Complaint) -> UUID:
    """The complaint as it is kept: itself, or the open one that says the same, which is counted once more."""
    same = Complaint._base_manager.select_for_update(of=("self",)).filter(twin=row.twin).first()
    if same is None:
        row.save(force_insert=True)
        return row.pk
    same.times += 1
    same.save(update_fields=["times"])
    found: UUID = same.pk
    return found


@action("complaint.take_up", words="交办投诉", english="Ask somebody to look into a complaint")
def take_up_complaint(ctx: Context, *, complaint: Complaint, looker: UUID) -> None:
    """Say who looks into a complaint: both may open it from then on. Raises Refused for who is complained of, and where it is
    decided; Unusable for whoever may not look into it there."""
    row = complaint
    account = account_among(looker, who_may(FIND, row.unit_id, ctx.today))
    if account is None:
        raise Unusable(Problem("complaining.no_looker"))
    _not_accused(ctx, row)
    refuse(why_not_taken_up(ComplaintState(row.state), account.pk == row.accused_id))
    row.looker = account
    row.state = ComplaintState.LOOKING
    row.save(update_fields=["looker", "state"])
    for reader in {account.pk, ctx.actor}:
        _name(ctx, row, reader)


@action("complaint.name_reader", words="指定投诉查阅人", english="Let somebody open a complaint")
def name_reader(ctx: Context, *, complaint: Complaint, reader: UUID) -> None:
    """Let somebody else open what a complaint says, by whoever may open it. Raises Refused for others and for who is meant."""
    account = account_among(reader, who_may("complaint.reveal", complaint.unit_id, ctx.today))
    if account is None:
        raise Unusable(Problem("complaining.no_looker"))
    _not_accused(ctx, complaint)
    refuse(Problem("complaining.accused_looks") if account.pk == complaint.accused_id else None)
    named = ComplaintReader._base_manager.filter(complaint=complaint, account_id=str(ctx.actor))
    refuse(None if named.exists() else Problem("complaining.no_reader"))
    _name(ctx, complaint, account.pk)


def _name(ctx: Context, row: Complaint, account: UUID | None) -> None:
    if ComplaintReader._base_manager.filter(complaint=row, account_id=str(account)).exists():
        return
    named = ComplaintReader(id=ctx.ids.new(), complaint=row, account_id=account, on=ctx.today)  # type: ignore[misc]
    named.by_id = ctx.actor  # type: ignore[assignment]
    named.save(force_insert=True)


@action("complaint.find", words="登记投诉调查结果", english="Write down what looking into a complaint found")
def find_complaint(
    ctx: Context,
    *,
    complaint: Complaint,
    accused: UUID | None,
    class_meant: Unit | None,
    drove_away: bool,
    found_out: Passage,
) -> None:
    """Write down what was found, of whom, and whether a pupil was driven away; it may be written anew until it is decided.

    Raises Refused by anybody but who was asked to look into it, Unusable for an accused who holds no post there.
    """
    row = complaint
    is_accused = ctx.actor in (row.accused_id, accused)
    refuse(why_not_found(ComplaintState(row.state), row.looker_id == ctx.actor, is_accused))
    account = account_among(accused, staff_of(row.school_id, ctx.today)) if accused is not None else None
    if accused is not None and account is None:
        raise Unusable(Problem("complaining.no_staff"))
    row.accused, row.room, row.drove_away, row.found = account, class_meant, drove_away, Plain(found_out)
    row.state = ComplaintState.FOUND
    row.save(update_fields=["accused", "room", "drove_away", "found", "state"])


@action("complaint.decide", words="处理投诉", english="Decide a complaint", law="未成年人保护法 27")
def decide_complaint(ctx: Context, *, complaint: Complaint, verdict: Verdict, what_follows: Line) -> None:
    """Decide a complaint, with what follows; where neglect or mockery is proved to have driven a pupil away, an inquiry opens.

    Raises Refused twice, before anything is found, by who looked into it, and by who is complained of.
    """
    row = complaint
    is_accused = row.accused_id == ctx.actor
    refuse(why_not_decided(ComplaintState(row.state), row.looker_id == ctx.actor, is_accused))
    row.verdict, row.measure, row.state = verdict, Plain(what_follows), ComplaintState.DECIDED
    row.decided_on, row.decided_by_id, row.twin = ctx.today, ctx.actor, None
    row.save(update_fields=["verdict", "measure", "state", "decided_on", "decided_by", "twin"])
    if verdict is Verdict.PROVED and row.drove_away and row.kind in DRIVING_AWAY:
        _inquire(ctx, row)


def _inquire(ctx: Context, row: Complaint) -> None:
    made = Inquiry(id=ctx.ids.new(), unit_id=row.school_id, complaint=row, ground=_GROUND, opened_on=ctx.today)
    made.due_on, made.at = due_within(INQUIRY_WITHIN, ctx.today), ctx.at
    made.by_id = ctx.actor  # type: ignore[assignment]
    made.save(force_insert=True)
    if row.accused_id is not None:
        person = InquiryPerson(id=ctx.ids.new(), inquiry=made, account_id=row.accused_id, duty=_GROUND)
        person.by_id = ctx.actor  # type: ignore[assignment]
        person.save(force_insert=True)


_GROUND = "投诉查实：冷落、嘲讽致学生离校"


@action("complaint.refer", words="提级办理投诉", english="Take a complaint over to the bureau")
def refer_complaint(ctx: Context, *, complaint: Complaint) -> None:
    """Take a complaint over to the bureau: it goes out of the school's sight. Raises Refused where it is
    decided or there already."""
    _not_accused(ctx, complaint)
    above = _above(complaint.school)
    refuse(Problem("complaining.decided") if complaint.state == ComplaintState.DECIDED else None)
    if complaint.unit_id == above:
        raise Refused(Problem("complaining.there_already"))
    complaint.unit_id, complaint.looker, complaint.state = above, None, ComplaintState.RECEIVED
    complaint.save(update_fields=["unit", "looker", "state"])


def _not_accused(ctx: Context, row: Complaint) -> None:
    if row.accused_id is not None and row.accused_id == ctx.actor:
        raise Refused(Problem("complaining.accused_looks"))
