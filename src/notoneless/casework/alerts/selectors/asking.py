"""What somebody without an account may know: whether a link is good, whether more is taken today, what became of an alert."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings as program
from django.db.models import Sum

from notoneless.casework.alerts.models import Alert, AlertLink, AlertList, AlertListRow
from notoneless.casework.alerts.rules.codes import code_from, typed
from notoneless.casework.alerts.rules.kinds import A_DAY_BY_LINK, A_DAY_FROM_ADDRESS
from notoneless.casework.alerts.selectors import ASK_ALERT
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Receipt, Unit, UnitClosure
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.problems import Problem

SEND, SEND_LIST = "alert.send", "alert.send_list"
MOST_PLACES = 300
"""Public names that the form offers."""


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A good link: whose it is, and the public names of villages and schools beneath that unit."""

    id: UUID
    unit: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlertAnswer:
    """What the sender of an alert may know: nothing of the child."""

    state: str
    refusal: str
    received_on: date
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """What the sender of a list may know: what became of each of its rows, by number. No name stands here."""

    received_on: date
    rows: tuple[tuple[int, AlertAnswer], ...]


def open_link(ctx: Context, token: str) -> LinkPage | None:
    """The link that a token stands for; None for one that never was, or has ended: nobody learns which."""
    row = visible_to(ctx, SEND, AlertLink).select_related("unit").filter(token=token, ended_on__isnull=True).first()
    if row is None:
        return None
    beneath = UnitClosure.objects.filter(ancestor_id=row.unit_id).values("descendant_id")
    kinds = (UnitKind.VILLAGE, UnitKind.SCHOOL, UnitKind.TEACHING_POINT)
    units = Unit._base_manager.filter(pk__in=beneath, kind__in=kinds, until_on__isnull=True).order_by(
        "kind", "sort_key"
    )
    return LinkPage(row.pk, row.unit.name, tuple(units.values_list("name", flat=True)[:MOST_PLACES]))


def why_no_more(ctx: Context, link: UUID, sent_from: bytes | None) -> Problem | None:
    """Why nothing more is taken today by a link or from an address; None where it is."""
    today = Alert._base_manager.filter(received_on=ctx.today, rows__isnull=True)
    if sent_from is not None and today.filter(sent_from=sent_from).count() >= A_DAY_FROM_ADDRESS:
        return Problem("alerts.too_many_from_here", {"most": A_DAY_FROM_ADDRESS})
    if today.filter(link_id=link).count() >= A_DAY_BY_LINK:
        return Problem("alerts.too_many_today")
    return None


def why_no_more_lists(ctx: Context, link: UUID, sent_from: bytes | None, rows: int = 1) -> Problem | None:
    """Why no list of so many rows is taken today by a link or from an address; None where it is.

    Lists are counted by themselves, so that whoever fills their day leaves the way open for who tells of one child.
    """
    today = AlertList._base_manager.filter(received_on=ctx.today)
    most = program.ALERT_LISTS_A_DAY
    if sent_from is not None and today.filter(sent_from=sent_from).count() >= most:
        return Problem("alerts.too_many_lists_from_here", {"most": most})
    taken = today.filter(link_id=link).aggregate(rows=Sum("rows"))["rows"] or 0
    if taken + rows > program.ALERT_LIST_ROWS_A_DAY:
        return Problem("alerts.too_many_today")
    return None


def was_taken(ctx: Context) -> bool:
    """Whether this very form was taken already: sent again it is answered as the first time, and takes nothing more."""
    if ctx.actor is None or ctx.request is None:
        return False
    return Receipt.objects.filter(actor=ctx.actor, request=ctx.request).exists()


def code_of(alert: UUID) -> str:
    """The receipt code of an alert, made of its id by the key ring: the same request gets the same code again."""
    return code_from(key_ring().index(str(alert), "alerts_alert/code"))


def receipt_of(code: str) -> bytes:
    """What is stored of a code."""
    return key_ring().index(code, _RECEIPT)


def code_of_list(alert_list: UUID) -> str:
    """The receipt code of a list: one for all its rows."""
    return code_from(key_ring().index(str(alert_list), "alerts_list/code"))


def receipt_of_list(code: str) -> bytes:
    """What is stored of the code of a list."""
    return key_ring().index(code, _LIST_RECEIPT)


_RECEIPT, _LIST_RECEIPT = "alerts_alert/receipt", "alerts_list/receipt"


def answer_for(ctx: Context, text: str) -> AlertAnswer | None:
    """What became of the alert with a receipt code; None where there is none such."""
    code = typed(text)
    if not code:
        return None
    row = visible_to(ctx, ASK_ALERT, Alert).filter(receipt__in=key_ring().indexes(code, _RECEIPT)).first()
    return _answer(row) if row else None


def list_answer_for(ctx: Context, text: str) -> ListAnswer | None:
    """What became of each row of the list with a receipt code; None where there is none such."""
    code = typed(text)
    if not code:
        return None
    keys = key_ring().indexes(code, _LIST_RECEIPT)
    found = visible_to(ctx, ASK_ALERT, AlertList).filter(receipt__in=keys).first()
    if found is None:
        return None
    rows = visible_to(ctx, ASK_ALERT, AlertListRow).filter(alert_list=found).select_related("alert").order_by("number")
    return ListAnswer(found.received_on, tuple((row.number, _answer(row.alert)) for row in rows))


def _answer(row: Alert) -> AlertAnswer:
    return AlertAnswer(row.state, row.refusal, row.received_on, row.decided_on)
