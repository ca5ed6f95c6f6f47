"""What somebody without an account may know: whether a link is good, whether more is taken today, what became of an alert."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.alerts.models import Alert, AlertLink
from notoneless.casework.alerts.rules.codes import code_from, typed
from notoneless.casework.alerts.rules.kinds import A_DAY_BY_LINK, A_DAY_FROM_ADDRESS
from notoneless.casework.alerts.selectors import ASK_ALERT
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Receipt, Unit, UnitClosure
from notoneless.foundation.access.roles import UnitKind
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.problems import Problem

SEND = "alert.send"
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
    today = Alert._base_manager.filter(received_on=ctx.today)
    if sent_from is not None and today.filter(sent_from=sent_from).count() >= A_DAY_FROM_ADDRESS:
        return Problem("alerts.too_many_from_here", {"most": A_DAY_FROM_ADDRESS})
    if today.filter(link_id=link).count() >= A_DAY_BY_LINK:
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


_RECEIPT = "alerts_alert/receipt"


def answer_for(ctx: Context, text: str) -> AlertAnswer | None:
    """What became of the alert with a receipt code; None where there is none such."""
    code = typed(text)
    if not code:
        return None
    row = visible_to(ctx, ASK_ALERT, Alert).filter(receipt__in=key_ring().indexes(code, _RECEIPT)).first()
    return AlertAnswer(row.state, row.refusal, row.received_on, row.decided_on) if row else None
