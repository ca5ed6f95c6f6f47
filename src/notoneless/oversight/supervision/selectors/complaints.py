"""Complaints as a person sees them: no words and no names in any list, and nothing at all for who is complained of."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.casework.alerts.rules.codes import code_from, typed
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Grant, Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.plans.selectors import settings
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.oversight.supervision.models import Complaint, ComplaintLink, ComplaintReader
from notoneless.oversight.supervision.rules.complaining import (
    A_DAY_BY_LINK,
    A_DAY_FROM_ADDRESS,
    ComplaintKind,
    ComplaintState,
)
from notoneless.oversight.supervision.rules.teaching import PLAN

READ_COMPLAINT = reading("complaint.read", words="查看投诉办理", english="See how complaints are dealt with")
REVEAL_COMPLAINT = reading("complaint.reveal", words="打开投诉内容", english="Open what a complaint says")
ASK_COMPLAINT = reading("complaint.ask", words="凭回执码查询投诉", english="Ask by its code what became of a complaint")
_RECEIPT = "supervision_complaint/receipt"


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A complaint in a list: neither its words nor anybody's name. `is_reader`: whether who looks may open it."""

    id: UUID
    unit_name: str
    school_name: str
    kind: ComplaintKind
    state: ComplaintState
    received_on: date
    due_on: date
    decided_on: date | None
    verdict: str
    times: int
    is_overdue: bool
    is_reader: bool


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """One complaint. `looker`: who looks into it; `readers`: who may open it."""

    line: ComplaintLine
    unit: UUID
    looker: str
    is_looker: bool
    drove_away: bool
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link for complaints."""

    id: UUID
    unit: str
    token: str
    made_on: date
    ended_on: date | None


def not_accused(ctx: Context) -> Q:
    """All but those in which who looks is complained of."""
    return Q(accused__isnull=True) | ~Q(accused_id=ctx.actor)


def _rows(ctx: Context, code: str) -> QuerySet[Complaint]:
    rows = visible_to(ctx, code, Complaint).filter(not_accused(ctx))
    return rows.select_related("unit", "school", "looker").defer("said", "found", "measure")


def list_complaints(ctx: Context) -> tuple[ComplaintLine, ...]:
    """The complaints that the units in reach decide, open ones first. It leaves an entry."""
    rows = list(_rows(ctx, READ_COMPLAINT).order_by("decided_on", "due_on", "id"))
    mine = _read_by(ctx, rows)
    rows.sort(key=lambda row: row.state == ComplaintState.DECIDED)
    listed(ctx, READ_COMPLAINT, [row.pk for row in rows], {"supervision": "complaints"})
    return tuple(_line(row, ctx.today, row.pk in mine) for row in rows)


def _read_by(ctx: Context, rows: list[Complaint]) -> set[UUID]:
    named = visible_to(ctx, READ_COMPLAINT, ComplaintReader).filter(complaint__in=rows, account_id=str(ctx.actor))
    return set(named.values_list("complaint_id", flat=True))


def _line(row: Complaint, today: date, is_reader: bool) -> ComplaintLine:
    is_overdue = row.state != ComplaintState.DECIDED and row.due_on < today
    told = row.received_on, row.due_on, row.decided_on, row.verdict, row.times, is_overdue, is_reader
    kind, state = ComplaintKind(row.kind), ComplaintState(row.state)
    return ComplaintLine(row.pk, row.unit.name, row.school.name, kind, state, *told)


def complaint_in_reach(ctx: Context, complaint: UUID, code: str) -> Complaint:
    """A complaint to which `code` may be done. Raises NotFound out of reach, and for who is complained of."""
    row = _rows(ctx, code).filter(pk=complaint).first()
    if row is None:
        raise NotFound
    return row


def to_open(ctx: Context, complaint: UUID) -> Complaint:
    """A complaint whose words who asks may open. Raises NotFound for whoever is not named among its readers."""
    row = complaint_in_reach(ctx, complaint, REVEAL_COMPLAINT)
    if row.pk not in _read_by(ctx, [row]):
        raise NotFound
    return row


def open_complaint(ctx: Context, complaint: UUID) -> ComplaintPage:
    """One complaint, without its words. It leaves an entry. Raises NotFound."""
    row = complaint_in_reach(ctx, complaint, READ_COMPLAINT)
    opened_row(ctx, READ_COMPLAINT, row)
    named = visible_to(ctx, READ_COMPLAINT, ComplaintReader).filter(complaint=row).select_related("account")
    readers = tuple(named.order_by("on", "id").values_list("account__name", flat=True))
    line = _line(row, ctx.today, row.pk in _read_by(ctx, [row]))
    looker = row.looker.name if row.looker else ""
    return ComplaintPage(line, row.unit_id, looker, row.looker_id == ctx.actor, row.drove_away, readers)


def who_may(code: str, unit: UUID, day: date) -> list[tuple[str, str]]:
    """Who may do `code` at a unit on a day, by the posts of it and of those above: to choose from."""
    above = UnitClosure.objects.filter(descendant_id=unit).values("ancestor_id")
    rows = Grant._base_manager.filter(in_force(day), unit_id__in=above, role__in=ROLES.allowing(code))
    found = rows.filter(account__is_active=True).order_by("account__name", "id")
    return sorted(
        {(str(pk), name) for pk, name in found.values_list("account_id", "account__name")}, key=lambda x: x[1]
    )


def staff_of(school: UUID, day: date) -> list[tuple[str, str]]:
    """Who holds a post at a school or in its classes on a day: to choose from."""
    beneath = UnitClosure.objects.filter(ancestor_id=school).values("descendant_id")
    rows = Grant._base_manager.filter(in_force(day), unit_id__in=beneath, account__is_active=True)
    found = rows.order_by("account__name", "id").values_list("account_id", "account__name")
    return sorted({(str(pk), name) for pk, name in found}, key=lambda x: x[1])


def classes_of(school: UUID, day: date) -> list[tuple[UUID, str]]:
    """The classes of a school on a day: to choose from."""
    beneath = UnitClosure.objects.filter(ancestor_id=school).values("descendant_id")
    rows = Unit._base_manager.filter(in_force(day), pk__in=beneath, kind=UnitKind.CLASS)
    return list(rows.order_by("sort_key", "id").values_list("pk", "name"))


def account_among(wanted: UUID, offered: list[tuple[str, str]]) -> Account | None:
    """An account, where it is among those offered."""
    if str(wanted) not in {pk for pk, _ in offered}:
        return None
    return Account._base_manager.filter(pk=wanted).first()


def list_links(ctx: Context) -> tuple[LinkLine, ...]:
    """The links for complaints in reach."""
    rows = visible_to(ctx, READ_COMPLAINT, ComplaintLink).select_related("unit").order_by("ended_on", "made_on", "id")
    return tuple(LinkLine(row.pk, row.unit.name, row.token, row.made_on, row.ended_on) for row in rows)


def open_link(ctx: Context, token: str) -> ComplaintLink | None:
    """The link that a token stands for; None for one that never was, or has ended: nobody learns which."""
    rows = visible_to(ctx, "complaint.send", ComplaintLink).select_related("unit")
    return rows.filter(token=token, ended_on__isnull=True).first()


def why_no_more(ctx: Context, link: UUID, sent_from: bytes | None) -> Problem | None:
    """Why nothing more is taken today by a link or from an address; None where it is."""
    today = Complaint._base_manager.filter(received_on=ctx.today)
    if sent_from is not None and today.filter(sent_from=sent_from).count() >= A_DAY_FROM_ADDRESS:
        return Problem("complaining.too_many_from_here", {"most": A_DAY_FROM_ADDRESS})
    if today.filter(link_id=link).count() >= A_DAY_BY_LINK:
        return Problem("complaining.too_many_today")
    return None


def code_of(complaint: UUID) -> str:
    """The receipt code of a complaint, made of its id by the key ring."""
    return code_from(key_ring().index(str(complaint), "supervision_complaint/code"))


def receipt_of(code: str) -> bytes:
    """What is stored of a code."""
    return key_ring().index(code, _RECEIPT)


def answer_for(ctx: Context, text: str) -> tuple[ComplaintState, str, date] | None:
    """What became of the complaint with a receipt code: state, verdict, when it came. None where there is none such."""
    code = typed(text)
    if not code:
        return None
    rows = visible_to(ctx, ASK_COMPLAINT, Complaint).filter(receipt__in=key_ring().indexes(code, _RECEIPT))
    row = rows.defer("said", "found", "measure").first()
    return (ComplaintState(row.state), row.verdict, row.received_on) if row else None


def due_within(key: str, day: date) -> date:
    """The day by which something of today is decided. Raises NotonelessError where the county has no number."""
    found = settings(PLAN, day).get(key)
    if found is None:
        raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {key}"}))
    return day + timedelta(days=int(found.value))
