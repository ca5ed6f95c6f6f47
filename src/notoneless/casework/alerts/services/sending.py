"""How alerts come: by a link from anybody, or entered by somebody who was told."""

import json
from datetime import date
from uuid import UUID

from notoneless.casework.alerts.models import Alert, AlertLink
from notoneless.casework.alerts.rules.alike import name_key, sound_key
from notoneless.casework.alerts.rules.kinds import ENTERED, RECEIVING, AlertSource, AlertState, why_not_told
from notoneless.casework.alerts.rules.settings import DECIDE, PLAN, due_on
from notoneless.casework.alerts.selectors.asking import code_of, receipt_of, why_no_more
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.plans.selectors import settings
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.names.cleaning import clean_name
from notoneless.kernel.problems import Problem


@action("alert.send", words="通过二维码提供线索", english="Send an alert by a link")
def send(  # noqa: PLR0913 (what whoever tells of a child is asked)
    ctx: Context,
    *,
    link: AlertLink,
    name: str | None,
    age: int | None,
    where_seen: str | None,
    seen: Passage,
    seen_on: date | None,
    reply_to: str | None,
    wants_answer: bool | None,
    sender: str | None,
) -> UUID:
    """Take what somebody tells by a link; the alert. `sender`: a keyed digest of the address, in hexadecimal.

    Raises Refused for a link that has ended and beyond the limits of a day, Unusable for what cannot be.
    """
    if link.ended_on is not None:
        raise Refused(Problem("alerts.link_ended"))
    sent_from = digest(sender)
    too_many = why_no_more(ctx, link.pk, sent_from)
    if too_many is not None:
        raise Refused(too_many)
    row = made(ctx, name, age, where_seen, seen, seen_on, reply_to)
    row.unit_id, row.link, row.source = link.unit_id, link, AlertSource.LINK
    row.wants_answer, row.sent_from = bool(wants_answer), sent_from
    row.save(force_insert=True)
    return row.pk


@action("alert.enter", words="登记线索", english="Enter an alert")
def enter(  # noqa: PLR0913 (what whoever tells of a child is asked)
    ctx: Context,
    *,
    unit: Unit,
    source: AlertSource,
    name: str | None,
    age: int | None,
    where_seen: str | None,
    seen: Passage,
    seen_on: date | None,
    reply_to: str | None,
) -> UUID:
    """Enter what somebody was told, by an office or on the telephone; the alert. Raises Unusable for what cannot be."""
    check_entering(unit, source)
    row = made(ctx, name, age, where_seen, seen, seen_on, reply_to)
    row.unit, row.source, row.entered_by_id = unit, source, ctx.actor
    row.wants_answer = row.has_contact
    row.save(force_insert=True)
    return row.pk


def check_entering(unit: Unit, source: AlertSource) -> None:
    """Raises Unusable for a unit where nobody decides, and a source that nobody names who enters what others told."""
    if UnitKind(unit.kind) not in RECEIVING:
        raise Unusable(Problem("alerts.nobody_decides", {"unit": unit.name}))
    if source not in ENTERED:
        raise Unusable(Problem("alerts.no_source"))


def made(
    ctx: Context,
    name: str | None,
    age: int | None,
    place: str | None,
    told: str,
    seen_on: date | None,
    contact: str | None,
    due: date | None = None,
) -> Alert:
    """An alert that is not saved yet, without its unit and source; `due`: where it was looked up already.

    Raises Unusable for what cannot be.
    """
    wrong = why_not_told(age, seen_on, ctx.today)
    if wrong is not None:
        raise Unusable(wrong)
    row = Alert(id=ctx.ids.new(), age=age, place=place or "", seen_on=seen_on, state=AlertState.RECEIVED)
    row.said = Plain(json.dumps({"name": name or "", "told": told, "contact": contact or ""}, ensure_ascii=False))
    cleaned = clean_name(name)
    row.name = Plain(name_key(cleaned)) if cleaned else None
    row.sound = Plain(sound_key(cleaned)) if cleaned else None
    row.has_contact = bool(contact)
    row.receipt = receipt_of(code_of(row.pk))
    row.received_on, row.received_at = ctx.today, ctx.at
    row.due_on = due or decided_by(ctx)
    return row


def decided_by(ctx: Context) -> date:
    """By when an alert of today is decided."""
    return due_on(settings(PLAN, ctx.today), DECIDE, ctx.today)


def digest(text: str | None) -> bytes | None:
    """The bytes of a digest told in hexadecimal; None for nothing. Raises Unusable for anything else."""
    try:
        found = bytes.fromhex(text or "")
    except ValueError:
        raise Unusable(Problem("alerts.no_digest")) from None
    if len(found) not in (0, 16):
        raise Unusable(Problem("alerts.no_digest"))
    return found or None
