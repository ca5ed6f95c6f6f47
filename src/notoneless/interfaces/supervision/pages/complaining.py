"""Complaints on pages: told by anybody through a link, asked after by code; looked into, opened by named readers, decided."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext

from notoneless.casework.alerts.rules.codes import shown
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.frame.asking import new_form, site_of, with_form
from notoneless.interfaces.frame.drawing import drawn
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import ANYONE, Answer, Shown, Went, page, route
from notoneless.interfaces.supervision.pages.forming import RowForm, made
from notoneless.interfaces.supervision.pages.wording import Typed, form_field, sorry, told, words
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.oversight.supervision.models import ComplaintLink
from notoneless.oversight.supervision.rules.complaining import ComplaintKind, ComplaintState, Verdict
from notoneless.oversight.supervision.selectors.complaints import (
    READ_COMPLAINT,
    REVEAL_COMPLAINT,
    ComplaintLine,
    answer_for,
    classes_of,
    code_of,
    complaint_in_reach,
    list_complaints,
    list_links,
    open_complaint,
    open_link,
    staff_of,
    to_open,
    who_may,
    why_no_more,
)
from notoneless.oversight.supervision.selectors.conduct import unit_in_reach
from notoneless.oversight.supervision.selectors.inspections import units_to_choose
from notoneless.oversight.supervision.services import (
    decide_complaint,
    end_link,
    enter_complaint,
    find_complaint,
    make_link,
    name_reader,
    refer_complaint,
    send_complaint,
    take_up_complaint,
)
from notoneless.oversight.supervision.services.checking import TAUGHT

LONGEST = {"told": 2000, "complainant": 60, "call_back": 60, "complaint_kind": 20}


class TooMany(Refused):
    """No more is taken today."""


@page({"GET": ANYONE, "POST": ANYONE})
def complain(ctx: Context, request: HttpRequest, token: str) -> Answer:
    """Complain without an account. The same form sent twice, and the same words, are one complaint with one code."""
    acting = replace(system_context(ctx.ids, ctx.at), bounded=True)
    link = open_link(acting, token)
    if link is None:
        return Shown("alerts/gone.html", status=404)
    if request.method != "POST":
        return _blank(ctx, link, {})
    typed = {name: request.POST.get(name, "") for name in LONGEST}
    try:
        request_of_form = with_form(ctx, request).request
        if request_of_form is None:
            raise Unusable(Problem("frame.form_forged"))
        return _sent(acting.with_request(request_of_form), request, link, typed)
    except Refused as refusal:
        return _blank(ctx, link, typed, refusal)


def _sent(acting: Context, request: HttpRequest, link: ComplaintLink, typed: Mapping[str, str]) -> Answer:
    digest = key_ring().index(site_of(request), "supervision_complaint/sent_from")
    too_many = why_no_more(acting, link.pk, digest)
    if too_many is not None:  # before anything is done: whoever sends thousands costs little
        raise TooMany(too_many)
    given = {name: typed[name].strip() or None for name in LONGEST}
    of_head = {"is_of_head": request.POST.get("is_of_head") == "true", "sender": digest.hex()}
    complaint = send_complaint(acting, complaint_link=link.pk, **given, **of_head)
    return Shown("supervision/complained.html", {"code": shown(code_of(complaint)), "unit": link.unit.name})


def _blank(
    ctx: Context, link: ComplaintLink, typed: Mapping[str, str], refusal: NotonelessError | None = None
) -> Answer:
    values = {
        "unit": link.unit.name,
        "typed": {name: typed.get(name, "")[:most] for name, most in LONGEST.items()},
        "kinds": [(each.value, told(f"complaining.kind_{each}")) for each in ComplaintKind],
        "form": new_form(ctx),
        "error": sorry(refusal),
    }
    status = 429 if isinstance(refusal, TooMany) else 422
    return Shown("supervision/complain.html", values, status if refusal else 200)


@page({"GET": ANYONE, "POST": ANYONE})
def asking(ctx: Context, request: HttpRequest) -> Answer:
    """Ask what became of a complaint, by its code: sent in the form's body, so that no address holds it."""
    code = request.POST.get("code", "")[:40]
    found = answer_for(replace(system_context(ctx.ids, ctx.at), bounded=True), code) if code else None
    if found is None:
        is_unknown = request.method == "POST"
        return Shown("supervision/asked.html", {"code": code, "is_unknown": is_unknown}, 404 if is_unknown else 200)
    state, verdict, day = found
    values = {"code": code, "state": told(f"complaining.state_{state}"), "day": day}
    return Shown(
        "supervision/asked.html", {**values, "verdict": told(f"complaining.verdict_{verdict}") if verdict else ""}
    )


@page({"GET": READ_COMPLAINT})
def complaints(ctx: Context, request: HttpRequest) -> Answer:
    """The complaints that the units in reach decide: neither words nor names."""
    links = list_links(ctx)
    values = {
        "lines": [_row(each) for each in list_complaints(ctx)],
        "links": [(each, request.build_absolute_uri(resolve_url("complain", token=each.token))) for each in links],
        "schools": units_to_choose(ctx, make_link.code, *TAUGHT) if ctx.may(make_link.code) else (),
        "ways": ((gettext("登记投诉"), "complaint_enter"), (gettext("开通投诉二维码"), "complaint_link")),
        "may_end": ctx.may(end_link.code),
    }
    return Shown("supervision/complaints.html", values)


def _row(line: ComplaintLine) -> dict[str, Any]:
    return {
        "line": line,
        "kind": told(f"complaining.kind_{line.kind}"),
        "state": told(f"complaining.state_{line.state}"),
        "verdict": told(f"complaining.verdict_{line.verdict}") if line.verdict else "",
        "merged": told("complaining.merged", times=line.times) if line.times > 1 else "",
    }


@page({"GET": READ_COMPLAINT, "POST": REVEAL_COMPLAINT})
def complaint(ctx: Context, request: HttpRequest, complaint: UUID) -> Answer:
    """One complaint; sent, the form opens what it says for its named readers, which is recorded."""
    opened: dict[str, Any] = {}
    if request.method == "POST":
        row, limits = to_open(ctx, complaint), Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)
        opened["said"] = json.loads(reveal(ctx, row, "said", limits) or "{}")
        if row.state in (ComplaintState.FOUND, ComplaintState.DECIDED):
            opened["found"] = reveal(ctx, row, "found", limits)
        if row.state == ComplaintState.DECIDED:
            opened["measure"] = reveal(ctx, row, "measure", limits)
    found = open_complaint(ctx, complaint)
    state = found.line.state
    steps = [
        (take_up_complaint, "complaint_take_up", gettext("交办"), state is not ComplaintState.DECIDED),
        (
            find_complaint,
            "complaint_find",
            gettext("登记调查结果"),
            found.is_looker and state is not ComplaintState.DECIDED,
        ),
        (
            decide_complaint,
            "complaint_decide",
            gettext("作出处理"),
            state is ComplaintState.FOUND and not found.is_looker,
        ),
        (name_reader, "complaint_reader", gettext("指定查阅人"), found.line.is_reader),
        (refer_complaint, "complaint_refer", gettext("提级办理"), state is not ComplaintState.DECIDED),
    ]
    values = {
        **_row(found.line),
        **opened,
        "found_page": found,
        "form": new_form(ctx),
        "may_open": found.line.is_reader and ctx.may(REVEAL_COMPLAINT),
        "steps": [(name, title) for action, name, title, may in steps if may and ctx.may(action.code)],
    }
    return Shown("supervision/complaint.html", values)


@page({"GET": READ_COMPLAINT})
def sheet(ctx: Context, request: HttpRequest, link: UUID) -> Answer:
    """A sheet with a QR code to hang up."""
    found = next((each for each in list_links(ctx) if each.id == link and each.ended_on is None), None)
    if found is None:
        raise NotFound
    address = request.build_absolute_uri(resolve_url("complain", token=found.token))
    size, path = drawn(address)
    asked = request.build_absolute_uri(resolve_url("complaint_state"))
    values = {"unit": found.unit, "address": address, "size": size, "path": path, "asked": asked}
    return Shown("supervision/complaint_sheet.html", values)


@page({"POST": end_link.code})
def ending(ctx: Context, request: HttpRequest, link: UUID) -> Answer:
    """End a link."""
    refusal = tried(ctx, request, end_link.code, lambda acting: end_link(acting, complaint_link=link))
    messages.success(request, told("supervising.saved")) if refusal is None else messages.warning(
        request, sorry(refusal)
    )
    return Went("complaints")


def _enter(_: Context, __: Any, typed: Typed) -> list[FormField]:
    kinds = [(each.value, told(f"complaining.kind_{each}")) for each in ComplaintKind]
    hint = gettext("投诉校长的由教育局处理，学校看不到")
    return [
        form_field("complaint_kind", "select", typed, options=kinds),
        form_field("told", "textarea", typed),
        form_field("is_of_head", "select", typed, "false", words("yes", ("false", "true")), hint=hint),
        form_field("complainant", "text", typed, optional=True, hint=gettext("加密保存，只有指定的查阅人能打开")),
        form_field("call_back", "text", typed, optional=True),
    ]


def _find(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    rooms = [(str(pk), name) for pk, name in classes_of(row.school_id, ctx.today)]
    return [
        form_field("accused", "select", typed, options=staff_of(row.school_id, ctx.today), optional=True),
        form_field("class_meant", "select", typed, options=rooms, optional=True),
        form_field("drove_away", "select", typed, "false", words("yes", ("false", "true"))),
        form_field("found_out", "textarea", typed),
    ]


def _decide(_: Context, __: Any, typed: Typed) -> list[FormField]:
    verdicts = [(each.value, told(f"complaining.verdict_{each}")) for each in Verdict]
    return [form_field("verdict", "select", typed, options=verdicts), form_field("what_follows", "text", typed)]


def _at(row: Any) -> tuple[str, dict[str, Any]]:
    return "complaint", {"complaint": row.pk}


_ONE = {"find": complaint_in_reach, "target": "complaint", "name_of": lambda row: row.school.name}
_SCHOOL = {
    "find": unit_in_reach,
    "target": "unit",
    "name_of": lambda row: row.name,
    "back": lambda _: ("complaints", {}),
}
FORMS: tuple[RowForm, ...] = (
    RowForm(
        "supervision/complaints/<uuid:row>/take-up/",
        "complaint_take_up",
        take_up_complaint,
        words=lambda: gettext("交办投诉"),
        fields=lambda ctx, row, typed: [
            form_field("looker", "select", typed, options=who_may(find_complaint.code, row.unit_id, ctx.today))
        ],
        back=_at,
        **_ONE,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/complaints/<uuid:row>/reader/",
        "complaint_reader",
        name_reader,
        words=lambda: gettext("指定查阅人"),
        fields=lambda ctx, row, typed: [
            form_field("reader", "select", typed, options=who_may(REVEAL_COMPLAINT, row.unit_id, ctx.today))
        ],
        back=_at,
        **_ONE,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/complaints/<uuid:row>/find/",
        "complaint_find",
        find_complaint,
        words=lambda: gettext("登记调查结果"),
        fields=_find,
        back=lambda _: ("complaints", {}),
        **_ONE,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/complaints/<uuid:row>/decide/",
        "complaint_decide",
        decide_complaint,
        words=lambda: gettext("作出处理"),
        fields=_decide,
        back=_at,
        **_ONE,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/complaints/<uuid:row>/refer/",
        "complaint_refer",
        refer_complaint,
        words=lambda: gettext("提级办理"),
        fields=lambda *_: [],
        back=lambda _: ("complaints", {}),
        **_ONE,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/complaints/schools/<uuid:row>/enter/",
        "complaint_enter",
        enter_complaint,
        words=lambda: gettext("登记投诉"),
        fields=_enter,
        **_SCHOOL,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/complaints/schools/<uuid:row>/link/",
        "complaint_link",
        make_link,
        words=lambda: gettext("开通投诉二维码"),
        fields=lambda *_: [],
        **_SCHOOL,  # type: ignore[arg-type]
    ),
)

ROUTES = [
    route("complaint/state/", asking, "complaint_state"),
    route("complaint/<str:token>/", complain, "complain"),
    route("supervision/complaints/", complaints, "complaints"),
    route("supervision/complaints/<uuid:complaint>/", complaint, "complaint"),
    route("supervision/complaints/links/<uuid:link>/end/", ending, "complaint_link_end"),
    route("supervision/complaints/links/<uuid:link>/sheet/", sheet, "complaint_sheet"),
    *map(made, FORMS),
]
