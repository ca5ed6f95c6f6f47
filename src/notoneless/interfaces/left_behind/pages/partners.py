"""Departments that take part in the survey, their lists, and how each differs from the files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.left_behind.rules.kinds import Partner
from notoneless.casework.left_behind.selectors import READ_LEFT_BEHIND
from notoneless.casework.left_behind.selectors.partners import compared, partners
from notoneless.casework.left_behind.services import bring_list, name_partner
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.attachments.rules import SHEETS
from notoneless.interfaces.frame.acting import asked_field, form_page, form_route
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.left_behind.pages.wording import choices, told


@page({"GET": READ_LEFT_BEHIND})
def all_partners(ctx: Context, request: HttpRequest) -> Answer:
    """The departments of this term, unit by unit."""
    arranges = ctx.units_for(name_partner.code)
    units = [
        (each, [(line, told(f"partner_{line.partner}")) for line in each.lines], each.unit in arranges)
        for each in partners(ctx)
    ]
    return Shown("left_behind/partners.html", {"units": units})


@page({"GET": READ_LEFT_BEHIND})
def partner_list(ctx: Context, request: HttpRequest, partner_list: UUID) -> Answer:
    """A list beside the files."""
    found = compared(ctx, partner_list)
    values = {"found": found, "partner": told(f"partner_{found.partner}")}
    return Shown("left_behind/compared.html", values)


def _naming(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    _must_arrange(ctx, unit, name_partner.code)
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in ("partner", "contact_name")}
    refusal = (
        tried(ctx, request, name_partner.code, lambda acting: name_partner(acting, unit=unit, **given))
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and refusal is None:
        messages.success(request, told("saved"))
        return Went("left_behind_partners", {})
    fields = [
        asked_field("partner", "select", given, options=choices("partner", Partner)),
        asked_field("contact_name", "text", given, hint=gettext("该部门的联系人")),
    ]
    return form_page(ctx, told("do_partner"), "", fields, refusal, reverse("left_behind_partners"))


def _bringing(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    _must_arrange(ctx, unit, bring_list.code)
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in ("partner", "list_title")}
    made = list[UUID]()

    def act(acting: Context) -> None:
        made.append(bring_list(acting, unit=unit, attachment=kept(acting, request, unit, SHEETS), **given))

    refusal = tried(ctx, request, bring_list.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("brought"))
        return Went("left_behind_list", {"partner_list": made[0]})
    fields = [
        asked_field("partner", "select", given, options=choices("partner", Partner)),
        asked_field("list_title", "text", given),
        asked_field("file", "file", given, hint=gettext("要有姓名；最好有身份证号、出生日期、监护人")),
    ]
    return form_page(ctx, told("do_bring"), "", fields, refusal, reverse("left_behind_partners"))


def _must_arrange(ctx: Context, unit: UUID, code: str) -> None:
    if unit not in ctx.units_for(code):
        raise NotFound


ROUTES = [
    route("left-behind/partners/", all_partners, "left_behind_partners"),
    form_route("left-behind/partners/<uuid:unit>/name/", "left_behind_name_partner", name_partner.code, _naming),
    form_route(
        "left-behind/partners/<uuid:unit>/list/", "left_behind_bring", bring_list.code, _bringing, takes_files=True
    ),
    route("left-behind/lists/<uuid:partner_list>/", partner_list, "left_behind_list"),
]
