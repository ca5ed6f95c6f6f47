"""The forms by which a case is put on hold and taken up again, and why it waits where that is told by need only."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.cases.models import CasePause
from notoneless.casework.cases.rules.pausing import LONGEST, PLAN, WaitsFor
from notoneless.casework.cases.selectors import REVEAL_CASE
from notoneless.casework.cases.selectors.cases import case_in_reach
from notoneless.casework.cases.services import pause, resume
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.plans.selectors import settings as numbers
from notoneless.interfaces.cases.pages.wording import told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import sentence

Fields = Callable[[Mapping[str, str]], list[FormField]]


@page({"GET": pause.code, "POST": pause.code})
def pausing(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Why a case waits and by when it is looked at again, and its sending."""
    longest = int(numbers(PLAN, ctx.today)[LONGEST].value)
    last = (ctx.today + timedelta(days=longest)).isoformat()

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        reasons = [(each.value, told(f"cases.waits_{each}")) for each in WaitsFor]
        hint = gettext("最多 %(days)s 天以后") % {"days": longest}
        sealed = gettext("现在知道什么、还要查什么；加密保存，凭需要才能看到")
        return [
            FormField("waits_for", told("parameter.waits_for"), "select", typed.get("waits_for", ""), reasons),
            FormField("review_on", gettext("复查日期"), "date", typed.get("review_on", last), hint=hint),
            FormField("note", told("parameter.note"), "textarea", typed.get("note", ""), hint=sealed),
        ]

    return _answered(ctx, request, case, pause, fields)


@page({"GET": resume.code, "POST": resume.code})
def resuming(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """What is known of a case that waited, and its sending."""

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        hint = gettext("看得到个案的人都看得到这里：不写病情、残疾、涉案等")
        return [FormField("note", told("parameter.note"), "text", typed.get("note", ""), hint=hint)]

    return _answered(ctx, request, case, resume, fields)


def _answered(ctx: Context, request: HttpRequest, case: UUID, action: Action[Any], fields: Fields) -> Answer:
    row = case_in_reach(ctx, case, action.code)
    names = [each.name for each in fields({})]

    def act(acting: Context) -> None:
        action(acting, case=case, **{name: request.POST.get(name, "") for name in names})

    refusal = tried(ctx, request, action.code, act) if request.method == "POST" else None
    back = Went("case", {"case": case})
    if request.method == "POST" and refusal is None:
        messages.success(request, told("cases.paused" if action is pause else "cases.resumed"))
        return back
    values = {
        "title": told(f"cases.do_{'pause' if action is pause else 'resume'}"),
        "name": row.child.name,
        "back": back,
        "case": case,
        "fields": fields({name: str(text) for name, text in request.POST.items()}),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("cases/step.html", values, 422 if refusal else 200)


@page({"POST": REVEAL_CASE})
def pause_reason(ctx: Context, request: HttpRequest, case_pause: UUID) -> Answer:
    """Open why a case waits, with what was written."""
    row = visible_to(ctx, REVEAL_CASE, CasePause).select_related("child").filter(pk=case_pause).first()
    if row is None:
        raise NotFound
    text = reveal(ctx, row, "said", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or ""
    code, _, note = text.partition("\n")
    values = {"text": told(f"cases.waits_{code}"), "note": note, "case": row.case_id, "name": row.child.name}
    return Shown("cases/reason.html", values)


ROUTES = [
    route("cases/<uuid:case>/pause/", pausing, "case_pause"),
    route("cases/<uuid:case>/resume/", resuming, "case_resume"),
    route("cases/pauses/<uuid:case_pause>/reason/", pause_reason, "case_pause_reason"),
]
