"""Briefings of the staff: the list, one with who has acknowledged it, and the forms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.briefings import briefing_in_reach, list_briefings, open_briefing
from notoneless.casework.campaigns.selectors.evidence import hold_of
from notoneless.casework.campaigns.selectors.meetings import units_to_call
from notoneless.casework.campaigns.selectors.people import posts_to_choose
from notoneless.casework.campaigns.services import acknowledge_briefing, enter_receipt, write_briefing
from notoneless.foundation.access.context import Context
from notoneless.interfaces.campaigns.pages.acting import Form, Kind, routes_of
from notoneless.interfaces.campaigns.pages.filling import Typed, field, form_shown, typed_in
from notoneless.interfaces.campaigns.pages.wording import refused, told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.kernel.problems import NotonelessError


@page({"GET": READ_CAMPAIGN})
def briefings(ctx: Context, request: HttpRequest) -> Answer:
    """The briefings in reach, each with how many of the staff have acknowledged it."""
    return Shown("campaigns/briefings.html", {"lines": list_briefings(ctx), "may_write": ctx.may(write_briefing.code)})


@page({"GET": READ_CAMPAIGN})
def briefing(ctx: Context, request: HttpRequest, briefing: UUID) -> Answer:
    """One briefing with everybody of the staff."""
    return _shown(ctx, briefing)


def _shown(ctx: Context, briefing: UUID, refusal: NotonelessError | None = None) -> Answer:
    found = open_briefing(ctx, briefing)
    values = {
        "found": found,
        "line": found.line,
        "may_acknowledge": found.line.is_mine and ctx.may(acknowledge_briefing.code),
        "may_enter": found.line.unit in ctx.units_for(enter_receipt.code),
        "held": hold_of(found.line.unit),
        "form": new_form(ctx),
        "error": refused(refusal),
    }
    return Shown("campaigns/briefing.html", values, 422 if refusal else 200)


@page({"POST": acknowledge_briefing.code})
def acknowledging(ctx: Context, request: HttpRequest, briefing: UUID) -> Answer:
    """Acknowledge it with one tap."""
    briefing_in_reach(ctx, briefing, acknowledge_briefing.code)
    code = acknowledge_briefing.code
    refusal = tried(ctx, request, code, lambda acting: acknowledge_briefing(acting, briefing=briefing))
    if refusal is not None:
        return _shown(ctx, briefing, refusal)
    messages.success(request, told("campaigns.done_acknowledged"))
    return Went("briefing", {"briefing": briefing})


@page({"GET": write_briefing.code, "POST": write_briefing.code})
def writing(ctx: Context, request: HttpRequest) -> Answer:
    """The form that tells the staff, and its sending."""
    made, names = list[UUID](), ("unit", "topic", "briefing_text")

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in names}
        made.append(write_briefing(acting, **given))

    refusal = tried(ctx, request, write_briefing.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("campaigns.done_briefed"))
        return Went("briefing", {"briefing": made[0]})
    typed, units = typed_in(request), units_to_call(ctx, write_briefing.code)
    shown = [
        field("unit", "select", typed, units[0][0] if len(units) == 1 else "", units),
        field("topic", "text", typed),
        field("briefing_text", "textarea", typed, hint=gettext("写明为什么一个都不能少、每个人要做什么")),
    ]
    return form_shown(ctx, gettext("发布动员材料"), "", shown, refusal, reverse("briefings"))


def _enter(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    return [field("post", "select", typed, options=posts_to_choose(ctx, row.unit))]


_KIND = Kind("briefing", "briefings", briefing_in_reach, lambda row: str(row.heading))
FORMS = {"enter": Form(enter_receipt, lambda: gettext("登记纸面签收"), _enter, "done_receipt_entered", proof=True)}

ROUTES = [
    route("briefings/", briefings, "briefings"),
    route("briefings/write/", writing, "briefing_write"),
    route("briefings/<uuid:briefing>/", briefing, "briefing"),
    route("briefings/<uuid:briefing>/acknowledge/", acknowledging, "briefing_acknowledge"),
    *routes_of(_KIND, FORMS),
]
