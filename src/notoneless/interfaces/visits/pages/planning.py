"""The forms that plan a visit, call one off, or ask for one."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.visits.selectors.reading import plan_in_reach, to_visit
from notoneless.casework.visits.services import call_off, nominate, plan_visit
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.visits.pages.forms import people_sent, people_to_choose, sent
from notoneless.interfaces.visits.pages.wording import told
from notoneless.kernel.problems import NotonelessError, sentence


@page({"GET": plan_visit.code, "POST": plan_visit.code})
def planning(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """Who is to visit a child by when, and its sending."""
    found = to_visit(ctx, child, plan_visit.code)
    if request.method != "POST":
        values = {"due_on": ctx.today.isoformat()}
        return _plan_form(ctx, found.name, child, values, frozenset({str(ctx.actor)}))
    given = sent(request, ("due_on", "purpose"))
    people = people_sent(request)
    refusal = tried(
        ctx, request, plan_visit.code, lambda acting: plan_visit(acting, child=child, visitors=people, **given)
    )
    if refusal is not None:
        return _plan_form(ctx, found.name, child, given, frozenset(people.split()), refusal)
    messages.success(request, told("visits.planned"))
    return Went("child", {"child": child})


def _plan_form(
    ctx: Context,
    name: str,
    child: UUID,
    given: Mapping[str, str],
    chosen: frozenset[str],
    refusal: NotonelessError | None = None,
) -> Answer:
    near, far = people_to_choose(ctx, child, chosen)
    fields = [
        FormField("due_on", gettext("最迟哪天去"), "date", given.get("due_on", "")),
        FormField("purpose", told("parameter.purpose"), "text", given.get("purpose", ""), is_optional=True),
    ]
    values = {
        "title": gettext("安排家访"),
        "name": name,
        "child": child,
        "fields": fields,
        "near": near,
        "far": far,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("visits/plan.html", values, 422 if refusal else 200)


@page({"GET": call_off.code, "POST": call_off.code})
def calling_off(ctx: Context, request: HttpRequest, planned: UUID) -> Answer:
    """Why a planned visit will not be made, and its sending."""
    found = plan_in_reach(ctx, planned, call_off.code)
    given = sent(request, ("reason",)) if request.method == "POST" else {}
    if given:
        refusal = tried(ctx, request, call_off.code, lambda acting: call_off(acting, planned_visit=planned, **given))
        if refusal is None:
            messages.success(request, told("visits.called_off"))
            return Went("visits")
        return _reason_form(ctx, gettext("取消家访安排"), found.name, found.child, given, refusal)
    return _reason_form(ctx, gettext("取消家访安排"), found.name, found.child, given)


@page({"GET": nominate.code, "POST": nominate.code})
def nominating(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """Why a child should be visited soon, and its sending."""
    found = to_visit(ctx, child, nominate.code)
    given = sent(request, ("reason",)) if request.method == "POST" else {}
    if given:
        refusal = tried(ctx, request, nominate.code, lambda acting: nominate(acting, child=child, **given))
        if refusal is None:
            messages.success(request, told("visits.nominated"))
            return Went("child", {"child": child})
        return _reason_form(ctx, gettext("提名家访"), found.name, child, given, refusal)
    return _reason_form(ctx, gettext("提名家访"), found.name, child, given)


def _reason_form(
    ctx: Context,
    title: str,
    name: str,
    child: UUID,
    given: Mapping[str, str],
    refusal: NotonelessError | None = None,
) -> Answer:
    hint = gettext("看得到这名儿童的人都看得到这里：不写病情、残疾、涉案等")
    values = {
        "title": title,
        "name": name,
        "child": child,
        "fields": [FormField("reason", gettext("为什么"), "text", given.get("reason", ""), hint=hint)],
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("visits/reason.html", values, 422 if refusal else 200)


ROUTES = [
    route("visits/children/<uuid:child>/plan/", planning, "visit_plan"),
    route("visits/children/<uuid:child>/nominate/", nominating, "visit_nominate"),
    route("visits/planned/<uuid:planned>/call-off/", calling_off, "visit_call_off"),
]
