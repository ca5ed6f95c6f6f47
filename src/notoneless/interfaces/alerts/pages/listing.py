"""A list of children from whoever has no account: brought, checked row by row, sent, and its one code to ask with.

The check writes nothing. Rows that can be read are taken together once the sender has seen them; rows that cannot come back in
the form to be put right. The limits of a day hold before a file is opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.casework.alerts.rules.codes import shown
from notoneless.casework.alerts.selectors.asking import (
    LinkPage,
    code_of_list,
    open_link,
    was_taken,
    why_no_more_lists,
)
from notoneless.casework.alerts.services import send_list
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.alerts.pages.reading import (
    FILE_SETTING,
    Brought,
    brought,
    shown_list,
    template,
    typed_lines,
)
from notoneless.interfaces.alerts.pages.telling import LONGEST, TooMany
from notoneless.interfaces.alerts.pages.wording import sorry, told
from notoneless.interfaces.frame.asking import new_form, site_of, with_form
from notoneless.interfaces.frame.pages import ANYONE, Answer, Shown, page, route
from notoneless.kernel.problems import NotonelessError, Problem


@dataclass(frozen=True, slots=True)
class _Asked:
    """One showing of the form: by which link, and what is kept of what was typed."""

    link: LinkPage
    lines: str = ""
    reply_to: str = ""
    wants_answer: bool = False


@page({"GET": ANYONE, "POST": ANYONE}, takes_files=True, most_setting=FILE_SETTING, from_anyone=True)
def telling_many(ctx: Context, request: HttpRequest, token: str) -> Answer:
    """Tell of many children. The same form sent twice is one list with one code."""
    acting = replace(system_context(ctx.ids, ctx.at), bounded=True)
    link = open_link(acting, token)
    if link is None:
        return Shown("alerts/gone.html", status=404)
    if request.method != "POST":
        return _form(ctx, _Asked(link))
    reply_to = request.POST.get("reply_to", "").strip()[: LONGEST["reply_to"]]
    asked = _Asked(link, typed_lines(request), reply_to, request.POST.get("wants_answer") == "true")
    try:
        request_of_form = with_form(ctx, request).request
        if request_of_form is None:
            raise Unusable(Problem("frame.form_forged"))
        return _answered(ctx, acting.with_request(request_of_form), request, asked)
    except Refused as refusal:
        return _form(ctx, asked, refusal=refusal)


def _answered(ctx: Context, acting: Context, request: HttpRequest, asked: _Asked) -> Answer:
    """The list checked, or sent once it was. Raises Refused where it cannot be taken."""
    digest = key_ring().index(site_of(request), "alerts_alert/sent_from")
    too_many = why_no_more_lists(acting, asked.link.id, digest)
    if too_many is not None and not was_taken(acting):  # before a file is opened
        raise TooMany(too_many)
    found = brought(request, ctx.today)
    if request.POST.get("do") != "send" or not found.listed.rows:
        return _form(ctx, asked, found)
    if not found.was_checked:
        return _form(ctx, asked, found, Unusable(Problem("alerts.list_changed")))
    given = {"lines": found.sent, "reply_to": asked.reply_to or None, "wants_answer": asked.wants_answer}
    alert_list = send_list(acting, link=asked.link.id, sender=digest.hex(), **given)
    return _taken(ctx, asked, found, alert_list)


def _taken(ctx: Context, asked: _Asked, found: Brought, alert_list: UUID) -> Answer:
    """The code, the rows that were taken with their numbers, and the lines that were not, to be put right and sent."""
    left = len(found.listed.faults)
    values = {
        "code": shown(code_of_list(alert_list)),
        "link": asked.link,
        "taken": found.listed.rows,
        "rest": told("list_rest", count=left) if left else "",
        "asked": replace(asked, lines=found.left),
        "faults": [told("list_line", number=each.number, what=each.problem) for each in found.listed.faults],
        "will_answer": asked.wants_answer and asked.reply_to,
        "form": new_form(ctx),
        **shown_list(None, found.left),
    }
    return Shown("alerts/told_list.html", values)


def _form(ctx: Context, asked: _Asked, found: Brought | None = None, refusal: NotonelessError | None = None) -> Answer:
    values: Mapping[str, Any] = {
        "link": asked.link,
        "asked": asked,
        "form": new_form(ctx),
        "error": sorry(refusal),
        **shown_list(found, found.text if found else asked.lines),
    }
    status = 429 if isinstance(refusal, TooMany) else 422
    return Shown("alerts/tell_list.html", values, status if refusal else 200)


@page({"GET": ANYONE})
def blank_list(ctx: Context, request: HttpRequest, token: str) -> Answer:
    """The table to fill in. It is the same for everybody."""
    if open_link(replace(system_context(ctx.ids, ctx.at), bounded=True), token) is None:
        return Shown("alerts/gone.html", status=404)
    return template()


ROUTES = [
    route("alert/<str:token>/list/", telling_many, "alert_tell_list"),
    route("alert/<str:token>/list/template/", blank_list, "alert_list_template"),
]
