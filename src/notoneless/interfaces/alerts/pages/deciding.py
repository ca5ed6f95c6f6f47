"""Alerts for who decides on them: what is open, one opened by need with whom it may be about, and the decision."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.alerts.rules.alike import Told
from notoneless.casework.alerts.rules.kinds import OPEN, AlertRefusal, AlertState
from notoneless.casework.alerts.selectors import READ_ALERT, REVEAL_ALERT
from notoneless.casework.alerts.selectors.candidates import Candidate, candidates_for
from notoneless.casework.alerts.selectors.lists import (
    GROUPS,
    MINE,
    AlertPage,
    alert_in_reach,
    count_alerts,
    list_alerts,
    open_alert,
    units_to_choose,
)
from notoneless.casework.alerts.services import accept, answer, enter_list, forward, refuse, seek, take_up
from notoneless.casework.procedures.services import record_effort
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.interfaces.alerts.pages.wording import choices, of_alert, sent, sorry, told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence

SEARCHED = 60
"""Characters of a name that is looked up."""


@page({"GET": READ_ALERT})
def alerts(ctx: Context, request: HttpRequest) -> Answer:
    """The alerts of a group. No name stands here."""
    group = request.GET.get("show", MINE)
    group = group if group in GROUPS else MINE
    values = {
        "lines": [of_alert(each) for each in list_alerts(ctx, group)],
        "group": group,
        "groups": choices("group", GROUPS),
        "counts": count_alerts(ctx),
        "may_enter": ctx.may(enter_list.code),
    }
    return Shown("alerts/list.html", values)


@page({"GET": READ_ALERT, "POST": REVEAL_ALERT})
def alert(ctx: Context, request: HttpRequest, alert: UUID) -> Answer:
    """One alert; sent, the form opens what it says, which is recorded."""
    if request.method != "POST":
        return _shown(ctx, open_alert(ctx, alert))
    row = alert_in_reach(ctx, alert, REVEAL_ALERT)
    text = reveal(ctx, row, "said", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "{}"
    return _shown(ctx, open_alert(ctx, alert), said=json.loads(text))


@page({"POST": READ_ALERT})
def looking_up(ctx: Context, request: HttpRequest, alert: UUID) -> Answer:
    """Children by a name that who decides has typed: sent in the form's body, so that no address holds it."""
    return _shown(ctx, open_alert(ctx, alert), searched=request.POST.get("name", "").strip()[:SEARCHED])


def _shown(
    ctx: Context,
    found: AlertPage,
    *,
    said: Mapping[str, str] | None = None,
    searched: str = "",
    refusal: NotonelessError | None = None,
    note: str = "",
) -> Answer:
    row, name = found.row, searched or (said or {}).get("name", "")
    is_open = row.state in OPEN
    candidates = candidates_for(ctx, Told(name, row.age, row.place), row.received_on) if name and is_open else ()
    values = {
        **of_alert(found.line),
        "row": row,
        "child_name": found.child_name,
        "refusal_words": told(f"refusal_{row.refusal}") if row.refusal else "",
        "moves": [{"line": each, "move": told(f"move_{each.move}")} for each in found.moves],
        "alike": [of_alert(each) for each in found.alike],
        "lists": found.lists,
        "said": said,
        "searched": searched,
        "name": name,
        "candidates": [_candidate(each) for each in candidates],
        "is_open": is_open,
        "may_reveal": ctx.may(REVEAL_ALERT),
        "may_take_up": row.state == AlertState.RECEIVED and ctx.may(take_up.code),
        "may_seek": is_open and row.state != AlertState.SOUGHT and ctx.may(seek.code),
        "may_decide": is_open and ctx.may(accept.code),
        "may_effort": bool(found.child_name) and row.state == AlertState.ACCEPTED and ctx.may(record_effort.code),
        "may_answer": found.line.to_answer and ctx.may(answer.code),
        "refusals": choices("refusal", AlertRefusal),
        "units": [each for each in units_to_choose(ctx, forward.code) if each[0] != row.unit_id] if is_open else [],
        "note": note,
        "form": new_form(ctx),
        "error": sorry(refusal),
    }
    return Shown("alerts/alert.html", values, 422 if refusal else 200)


def _candidate(each: Candidate) -> Mapping[str, Any]:
    state = sentence(Problem(f"cases.state_{each.case_state}"), language_of()) if each.case_state else ""
    return {
        "line": each.line,
        "places": " ".join(f"{place.above} {place.name}".strip() for place in each.line.places),
        "reasons": [told(f"why_{code}") for code in each.likeness.reasons],
        "against": [told(f"why_{code}") for code in each.likeness.against],
        "case": state,
    }


def _done(ctx: Context, request: HttpRequest, act: Action[Any], alert: UUID, words: str, **given: Any) -> Answer:
    """Do something to an alert and come back to it, or to the list where it has gone out of reach."""
    alert_in_reach(ctx, alert)
    refusal = tried(ctx, request, act.code, lambda acting: act(acting, alert=alert, **given))
    if refusal is not None:
        note = str(given.get("note") or "")[:2000]
        return _shown(ctx, open_alert(ctx, alert), refusal=refusal, note=note)
    messages.success(request, told(words))
    return Went("alert", {"alert": alert})


@page({"POST": take_up.code})
def taking_up(ctx: Context, request: HttpRequest, alert: UUID) -> Answer:
    """Say that somebody is looking into it."""
    return _done(ctx, request, take_up, alert, "saved")


@page({"POST": seek.code})
def seeking(ctx: Context, request: HttpRequest, alert: UUID) -> Answer:
    """Accept it though nobody knows yet whom it is about."""
    return _done(ctx, request, seek, alert, "saved", **sent(request, ("note",)))


@page({"POST": accept.code})
def accepting(ctx: Context, request: HttpRequest, alert: UUID) -> Answer:
    """Accept it, and with it those about the same child that were ticked."""
    given = sent(request, ("child", "note"))
    others = [each for each in map(_uuid, request.POST.getlist("also")[:20]) if each is not None]

    def all_of_them(acting: Context) -> None:
        accept(acting, alert=alert, **given)
        for other in others:
            accept(acting.within(f"also {other}"), alert=other, **given)

    alert_in_reach(ctx, alert)
    refusal = tried(ctx, request, accept.code, all_of_them)
    if refusal is not None:
        return _shown(ctx, open_alert(ctx, alert), refusal=refusal, note=given["note"][:2000])
    messages.success(request, told("accepted"))
    return Went("alert", {"alert": alert})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@page({"POST": refuse.code})
def refusing(ctx: Context, request: HttpRequest, alert: UUID) -> Answer:
    """Refuse it with a reason that the sender reads."""
    return _done(ctx, request, refuse, alert, "saved", **sent(request, ("refusal", "note")))


@page({"POST": forward.code})
def forwarding(ctx: Context, request: HttpRequest, alert: UUID) -> Answer:
    """Give it to another unit."""
    return _done(ctx, request, forward, alert, "saved", **sent(request, ("unit", "note")))


@page({"POST": answer.code})
def answering(ctx: Context, request: HttpRequest, alert: UUID) -> Answer:
    """Say that the sender was answered."""
    return _done(ctx, request, answer, alert, "saved", **sent(request, ("note",)))


ROUTES = [
    route("alerts/", alerts, "alerts"),
    route("alerts/<uuid:alert>/", alert, "alert"),
    route("alerts/<uuid:alert>/look-up/", looking_up, "alert_look_up"),
    route("alerts/<uuid:alert>/take-up/", taking_up, "alert_take_up"),
    route("alerts/<uuid:alert>/seek/", seeking, "alert_seek"),
    route("alerts/<uuid:alert>/accept/", accepting, "alert_accept"),
    route("alerts/<uuid:alert>/refuse/", refusing, "alert_refuse"),
    route("alerts/<uuid:alert>/forward/", forwarding, "alert_forward"),
    route("alerts/<uuid:alert>/answer/", answering, "alert_answer"),
]
