"""The county's committee of experts: its list, an expert appointed, and one who leaves it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.casework.special_education.selectors.experts import experts_least, list_experts
from notoneless.casework.special_education.selectors.teaching import units_of
from notoneless.casework.special_education.services import appoint_expert, end_expert
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.special_education.pages.forms import Asked, field, sent, shown
from notoneless.interfaces.special_education.pages.wording import told
from notoneless.kernel.problems import sentence


@page({"GET": READ_SPECIAL})
def experts(ctx: Context, request: HttpRequest) -> Answer:
    """Who sits in the committee of experts, and by how many a child is assessed."""
    values = {
        "experts": list_experts(ctx),
        "least": experts_least(ctx.today),
        "may_appoint": units_of(ctx, appoint_expert.code) if ctx.may(appoint_expert.code) else [],
        "form": new_form(ctx),
    }
    return Shown("special_education/experts.html", values)


@page({"GET": appoint_expert.code, "POST": appoint_expert.code})
def appointing(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Who is appointed, and its sending."""
    row = visible_to(ctx, appoint_expert.code, Unit).filter(pk=unit).first()
    if row is None:
        raise NotFound

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        hint = gettext("医院、学校、残联等")
        return [
            field(typed, "expert_name"),
            field(typed, "works_at", hint=hint),
            field(typed, "speciality", is_optional=True),
        ]

    refusal = None
    if request.method == "POST":
        given = sent(request, fields)
        refusal = tried(ctx, request, appoint_expert.code, lambda acting: appoint_expert(acting, unit=unit, **given))
        if refusal is None:
            messages.success(request, told("special_education.done_appoint_expert"))
            return Went("special_experts", {})
    asked = Asked(appoint_expert, fields, "appoint_expert")
    return shown(ctx, request, asked, row.name, reverse("special_experts"), refusal)


@page({"POST": end_expert.code})
def ending_expert(ctx: Context, request: HttpRequest, expert: UUID) -> Answer:
    """Say that somebody sits in the committee no more."""
    given: dict[str, Any] = {"committee_expert": expert}
    refusal = tried(ctx, request, end_expert.code, lambda acting: end_expert(acting, **given))
    if refusal is not None:
        messages.error(request, sentence(refusal.told, language_of()))
    else:
        messages.success(request, told("special_education.done_end_expert"))
    return Went("special_experts", {})


ROUTES = [
    route("special/experts/", experts, "special_experts"),
    route("special/experts/units/<uuid:unit>/appoint/", appointing, "special_appoint_expert"),
    route("special/experts/<uuid:expert>/end/", ending_expert, "special_end_expert"),
]
