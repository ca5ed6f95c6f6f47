"""How alerts come as a list: many children at once, by a link from anybody, or entered by somebody who was given the list.

All rows are taken or none. A row that says the same as another of the list, or as an open one of the same sender, is the same
alert; rows that may be about one child and say different things stay apart, side by side for who decides.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from django.conf import settings as program

from notoneless.casework.alerts.models import Alert, AlertLink, AlertList, AlertListRow
from notoneless.casework.alerts.rules.alike import name_key
from notoneless.casework.alerts.rules.kinds import AlertSource
from notoneless.casework.alerts.rules.rows import MOST_CHARACTERS, Row, read_list
from notoneless.casework.alerts.selectors.asking import code_of_list, receipt_of_list, why_no_more_lists
from notoneless.casework.alerts.services.sending import check_entering, decided_by, digest, made
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Longest
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.names.cleaning import clean_name
from notoneless.kernel.problems import NotonelessError, Problem

Lines = Annotated[str, Longest(MOST_CHARACTERS)]
"""A list of children, one a line."""

_TWIN = "alerts_alert/twin"


@action("alert.send_list", words="通过二维码提供线索名单", english="Send a list of alerts by a link")
def send_list(
    ctx: Context,
    *,
    link: AlertLink,
    lines: Lines,
    reply_to: str | None,
    wants_answer: bool | None,
    sender: str | None,
) -> UUID:
    """Take what somebody tells of many children by a link; the list. `sender`: a keyed digest of the address, in hexadecimal.

    Raises Refused for a link that has ended and beyond the limits of a day, Unusable for lines that cannot be read.
    """
    if link.ended_on is not None:
        raise Refused(Problem("alerts.link_ended"))
    sent_from, rows = digest(sender), _rows(ctx, lines)
    too_many = why_no_more_lists(ctx, link.pk, sent_from, len(rows))
    if too_many is not None:
        raise Refused(too_many)
    found = AlertList(unit_id=link.unit_id, link=link, source=AlertSource.LINK, sent_from=sent_from)
    return _taken(ctx, found, rows, reply_to, wants_answer=bool(wants_answer))


@action("alert.enter_list", words="登记线索名单", english="Enter a list of alerts")
def enter_list(ctx: Context, *, unit: Unit, source: AlertSource, lines: Lines, reply_to: str | None) -> UUID:
    """Enter a list of children that somebody was given; the list. Raises Unusable for what cannot be, and then enters none."""
    check_entering(unit, source)
    found = AlertList(unit=unit, source=source, entered_by_id=ctx.actor)
    return _taken(ctx, found, _rows(ctx, lines), reply_to, wants_answer=bool(reply_to))


def _rows(ctx: Context, lines: str) -> Sequence[Row]:
    """The rows of a list. Raises Unusable, with the first lines that cannot be read, where there are such."""
    try:
        listed = read_list(lines, ctx.today, program.ALERT_LIST_ROWS)
    except NotonelessError as error:
        raise Unusable(error.problem) from error
    if listed.faults:
        first = listed.faults[0]
        what = Problem("alerts.list_line", {"number": first.number, "what": first.problem})
        raise Unusable(Problem("alerts.list_faults", {"what": what}))
    return listed.rows


def _taken(ctx: Context, found: AlertList, rows: Sequence[Row], contact: str | None, *, wants_answer: bool) -> UUID:
    """Write the list, an alert for each row that says something new, and which alert each row is."""
    found.id, found.rows = ctx.ids.new(), len(rows)
    found.receipt = receipt_of_list(code_of_list(found.id))
    found.received_on, found.received_at = ctx.today, ctx.at
    keys = {row.number: _said(found, row, contact) for row in rows}
    known = _known(found, keys.values())
    new: list[Alert] = []
    due = decided_by(ctx)
    for row in rows:
        text = keys[row.number]
        if text not in known:
            alert = _alert(ctx, found, row, contact, due)
            alert.wants_answer = wants_answer
            alert.twin, known[text] = key_ring().index(text, _TWIN), alert.id
            new.append(alert)
    found.save(force_insert=True)
    Alert._base_manager.bulk_create(new)
    AlertListRow._base_manager.bulk_create(
        AlertListRow(id=ctx.ids.new(), alert_list=found, number=row.number, alert_id=known[keys[row.number]])
        for row in rows
    )
    return found.id


def _said(found: AlertList, row: Row, contact: str | None) -> str:
    """What makes a row the same as another: its unit, its words, and how its sender is reached or from where it came."""
    sender = contact or (found.sent_from.hex() if found.sent_from else "")
    day = row.seen_on.isoformat() if row.seen_on else ""
    name = name_key(clean_name(row.name)) or row.name
    return json.dumps([str(found.unit_id), name, row.age, row.place, day, row.seen, sender], ensure_ascii=False)


def _known(found: AlertList, texts: Iterable[str]) -> dict[str, UUID]:
    """The open alerts of the unit that rows repeat, by what the rows say."""
    keys = {key: text for text in texts for key in key_ring().indexes(text, _TWIN)}
    rows = Alert._base_manager.filter(unit_id=found.unit_id, twin__in=keys)
    return {keys[bytes(twin)]: alert for twin, alert in rows.values_list("twin", "pk") if twin is not None}


def _alert(ctx: Context, found: AlertList, row: Row, contact: str | None, due: date) -> Alert:
    """The alert of a row. Of the address the list keeps the digest, and the alert none."""
    alert = made(ctx, row.name, row.age, row.place, row.seen, row.seen_on, contact, due)
    alert.unit_id, alert.link_id, alert.source = found.unit_id, found.link_id, found.source
    alert.entered_by_id = found.entered_by_id
    return alert
