"""Pages for whoever has no account: telling of a child by a link, and asking by the receipt code what became of it.

The program itself acts for the sender. Nothing is told back of any child, a token that is not good is answered like any other,
and neither leaves an entry, so that whoever tries many fills no table. Of the sender's address only a keyed digest is kept.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest

from notoneless.casework.alerts.rules.codes import shown
from notoneless.casework.alerts.rules.kinds import OLDEST, YOUNGEST
from notoneless.casework.alerts.selectors.asking import (
    AlertAnswer,
    LinkPage,
    answer_for,
    code_of,
    list_answer_for,
    open_link,
    was_taken,
    why_no_more,
)
from notoneless.casework.alerts.services import send
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.alerts.pages.wording import sent, sorry, told
from notoneless.interfaces.frame.asking import new_form, site_of, with_form
from notoneless.interfaces.frame.pages import ANYONE, Answer, Shown, page, route
from notoneless.kernel.problems import NotonelessError, Problem

FIELDS = ("name", "age", "where_seen", "seen", "seen_on", "reply_to")
LONGEST = {"name": 60, "age": 2, "where_seen": 60, "seen": 2000, "seen_on": 10, "reply_to": 60}
"""Characters that a field may have; the form says so too, and what is longer is told, not cut."""


class TooMany(Refused):
    """No more is taken today."""


@page({"GET": ANYONE, "POST": ANYONE})
def tell(ctx: Context, request: HttpRequest, token: str) -> Answer:
    """Tell of a child. The same form sent twice is one alert with one code."""
    acting = replace(system_context(ctx.ids, ctx.at), bounded=True)
    link = open_link(acting, token)
    if link is None:
        return Shown("alerts/gone.html", status=404)
    if request.method != "POST":
        return _form(ctx, link, {})
    typed = sent(request, FIELDS)
    wants_answer = request.POST.get("wants_answer") == "true"
    try:
        request_of_form = with_form(ctx, request).request
        if request_of_form is None:
            raise Unusable(Problem("frame.form_forged"))
        return _sent(acting.with_request(request_of_form), request, link, typed, wants_answer=wants_answer)
    except Refused as refusal:
        return _form(ctx, link, typed, refusal, wants_answer=wants_answer)


def _sent(
    acting: Context, request: HttpRequest, link: LinkPage, typed: Mapping[str, str], *, wants_answer: bool
) -> Answer:
    """Send it, and show the code by which the sender may ask. Raises Refused where it cannot be taken."""
    digest = key_ring().index(site_of(request), "alerts_alert/sent_from")
    too_many = why_no_more(acting, link.id, digest)
    if too_many is not None and not was_taken(acting):  # before anything is done: whoever sends thousands costs little
        raise TooMany(too_many)
    given = {name: typed[name].strip() or None for name in FIELDS}
    age = given.pop("age")
    if age is not None and not (age.isascii() and age.isdigit()):
        raise Unusable(Problem("alerts.no_age", {"youngest": YOUNGEST, "oldest": OLDEST}))
    more = {"age": int(age[:4]) if age else None, "wants_answer": wants_answer, "sender": digest.hex()}
    alert = send(acting, link=link.id, **given, **more)
    values = {"code": shown(code_of(alert)), "unit": link.unit, "wants_answer": wants_answer and given["reply_to"]}
    return Shown("alerts/told.html", values)


def _form(
    ctx: Context,
    link: LinkPage,
    typed: Mapping[str, str],
    refusal: NotonelessError | None = None,
    *,
    wants_answer: bool = False,
) -> Answer:
    values = {
        "link": link,
        "typed": {name: typed.get(name, "")[: LONGEST[name]] for name in FIELDS},
        "wants_answer": wants_answer,
        "form": new_form(ctx),
        "error": sorry(refusal),
    }
    status = 429 if isinstance(refusal, TooMany) else 422
    return Shown("alerts/tell.html", values, status if refusal else 200)


@page({"GET": ANYONE, "POST": ANYONE})
def state(ctx: Context, request: HttpRequest) -> Answer:
    """Ask what became of an alert, by its code: sent in the form's body, so that no address holds it."""
    if request.method != "POST":
        return Shown("alerts/state.html", {"code": ""})
    code, acting = request.POST.get("code", "")[:40], replace(system_context(ctx.ids, ctx.at), bounded=True)
    found = answer_for(acting, code)
    if found is None:
        whole = list_answer_for(acting, code)
        if whole is not None:
            rows = [(number, _answered(each)) for number, each in whole.rows]
            return Shown("alerts/state.html", {"code": code, "whole": whole, "rows": rows})
        return Shown("alerts/state.html", {"code": code, "is_unknown": True}, 404)
    return Shown("alerts/state.html", {"code": code, "found": found, "words": _answered(found)})


def _answered(found: AlertAnswer) -> str:
    reason = told(f"refusal_{found.refusal}") if found.refusal else ""
    return told(f"answer_{found.state}", reason=reason)


ROUTES = [
    route("alert/state/", state, "alert_state"),
    route("alert/<str:token>/", tell, "alert_tell"),
]
