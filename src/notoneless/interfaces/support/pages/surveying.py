"""Surveys of need: whom they found, those without follow-up first; a class asked; what was found by mistake taken back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.support.selectors import READ_HELP, REVEAL_HELP
from notoneless.casework.support.selectors.needs import (
    class_in_reach,
    classes_to_ask,
    finding_in_reach,
    list_found,
    pupils_to_ask,
)
from notoneless.casework.support.services import open_scheme, record_survey, withdraw_finding
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.support.pages.forming import Form, answered, sent, typed
from notoneless.interfaces.support.pages.wording import told
from notoneless.kernel.problems import sentence

_ASKED = {"struggling": "struggling", "far": "far_away", "poor": "poor", "other": "other_need"}
"""What the form says of a pupil, and the parameter that it goes to."""


@page({"GET": READ_HELP})
def surveys(ctx: Context, request: HttpRequest) -> Answer:
    """Whom surveys of the term found in need, and the classes with the day of the last survey."""
    values = {
        "lines": list_found(ctx),
        "classes": classes_to_ask(ctx) if ctx.may(record_survey.code) else (),
        "may_open": ctx.may(open_scheme.code),
        "may_withdraw": ctx.may(withdraw_finding.code),
        "may_reveal": ctx.may(REVEAL_HELP),
    }
    return Shown("support/surveys.html", values)


@page({"GET": record_survey.code, "POST": record_survey.code})
def asking(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The pupils of a class with what may be said of each, and its sending; who is not ticked is in no need."""
    row, given = class_in_reach(ctx, unit), _ticked(request)
    refusal = None
    if request.method == "POST":
        refusal = tried(ctx, request, record_survey.code, lambda acting: record_survey(acting, unit=unit, **given))
        if refusal is None:
            messages.success(request, told("helping.saved"))
            return Went("need_surveys", {})
    values = {
        "name": row.name,
        "pupils": pupils_to_ask(ctx, unit),
        "needs": [(code, told(f"helping.need_{code}")) for code in _ASKED],
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("support/survey.html", values, 422 if refusal else 200)


def _ticked(request: HttpRequest) -> Mapping[str, Any]:
    return {name: " ".join(request.POST.getlist(code)) for code, name in _ASKED.items()}


@page({"GET": withdraw_finding.code, "POST": withdraw_finding.code})
def withdrawing(ctx: Context, request: HttpRequest, finding: UUID) -> Answer:
    """Why a pupil was found in need by mistake, and its sending."""
    row, given = finding_in_reach(ctx, finding, withdraw_finding.code), typed(request)
    fields = [FormField("reason", gettext("具体原因"), "text", given.get("reason", ""))]

    def act(acting: Context) -> None:
        withdraw_finding(acting, **{"need_finding": finding, **sent(request, ("reason",))})

    return answered(
        ctx, request, Form(withdraw_finding.code, "withdraw", row.child.name, fields, act, ("need_surveys", {}))
    )


@page({"POST": REVEAL_HELP})
def opened(ctx: Context, request: HttpRequest, finding: UUID) -> Answer:
    """Open what is told of a pupil in need by need only."""
    row = finding_in_reach(ctx, finding, REVEAL_HELP)
    codes = (reveal(ctx, row, "needs", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "").split()
    text = "、".join(told(f"helping.private_{code}") for code in codes) or "—"
    return Shown("support/need.html", {"name": row.child.name, "text": text})


ROUTES = [
    route("need-surveys/", surveys, "need_surveys"),
    route("need-surveys/classes/<uuid:unit>/", asking, "need_survey"),
    route("need-surveys/findings/<uuid:finding>/withdraw/", withdrawing, "need_withdraw"),
    route("need-surveys/findings/<uuid:finding>/needs/", opened, "need_reveal"),
]
