"""From a draft to a plan in force: adoption with day and signer, and the end."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.plans.selectors import InForce, OpenVersion, adopted_between
from notoneless.foundation.plans.selectors.adopting import first_day, going_on_after, why_not
from notoneless.foundation.plans.services import adopt_plan, end_adoption
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.plans.pages.changing import draft_of
from notoneless.interfaces.plans.pages.comparing import compared
from notoneless.interfaces.plans.pages.refusing import named, refused
from notoneless.interfaces.plans.pages.trying import found_by_trial
from notoneless.interfaces.plans.pages.versions import last_day, period
from notoneless.interfaces.plans.pages.wording import said, title_of, told
from notoneless.oversight.duties.selectors.compliance import seal_of


@page({"GET": adopt_plan.code, "POST": adopt_plan.code})
def adopt(ctx: Context, request: HttpRequest, version: UUID) -> Answer:
    """Day and signer; then what will change, to be confirmed; then it is adopted."""
    found = draft_of(ctx, version, adopt_plan.code)
    if request.method != "POST":
        return _form(ctx, found, {"from_on": first_day(found, ctx.today).isoformat(), "signer": ""})
    acting = with_form(ctx, request)
    sent = {name: request.POST.get(name, "").strip() for name in ("from_on", "signer")}
    if request.POST.get("confirmed") != "yes":
        wrong = _wanting(sent) or _forbidden(found, date.fromisoformat(sent["from_on"]))
        return _form(ctx, found, sent, wrong) if wrong else _confirm(ctx, found, sent)
    try:
        adopt_plan(acting, version=version, **sent)
    except Refused as refusal:
        return _form(ctx, found, sent, refused(ctx, refusal, adopt_plan, found))
    day, today = sent["from_on"], ctx.today.isoformat()
    late = date.fromisoformat(day) < ctx.today
    messages.success(
        request, said("plans.adopted_late", day=day, today=today) if late else said("plans.adopted", day=day)
    )
    return Went("plan_version", {"version": version})


def _wanting(sent: Mapping[str, str]) -> str:
    """What is still to be filled in before anything can be confirmed."""
    try:
        date.fromisoformat(sent["from_on"])
    except ValueError:
        return said("plans.no_day")
    return "" if sent["signer"] else said("plans.no_signer")


def _forbidden(found: OpenVersion, day: date) -> str:
    """Whatever adopting it would be refused for, said before anybody is asked to confirm it."""
    problem = why_not(found, day)
    return told(named(problem.told, found.plan)) if problem is not None else ""


def _form(ctx: Context, found: OpenVersion, sent: Mapping[str, str], error: str = "") -> Answer:
    values = {
        "version": found,
        "title": title_of(found.plan.title),
        "sent": sent,
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("plans/adopt.html", values, 422 if error else 200)


def _confirm(ctx: Context, found: OpenVersion, sent: Mapping[str, str]) -> Answer:
    """What will change, also of verdicts, with a word on a day that is over: what fell due before today is not added."""
    day = date.fromisoformat(sent["from_on"])
    values = {
        "version": found,
        "title": title_of(found.plan.title),
        "sent": sent,
        "form": new_form(ctx),
        "late": day < ctx.today,
        "today": ctx.today.isoformat(),
        "sealed": _sealed(day, ctx.today),
        "replaces": found.adopted is not None,
        "tried": found_by_trial(ctx, found),
        **compared(found, day),
    }
    return Shown("plans/confirm.html", values)


def _sealed(day: date, today: date) -> list[str]:
    """The months from a day until today that are sealed already."""
    found, month = [], day.replace(day=1)
    while month < today:
        found += [f"{month:%Y-%m}"] if seal_of(month) else []
        month = (month + timedelta(days=31)).replace(day=1)
    return found


@page({"GET": end_adoption.code, "POST": end_adoption.code})
def end(ctx: Context, request: HttpRequest, adoption: UUID) -> Answer:
    """The form that ends a plan or withdraws it before it begins, and its sending."""
    found = _adoption(ctx, adoption)
    before = going_on_after(adoption)
    sent = {name: request.POST.get(name, "") for name in ("until_on", "reason")}
    error = ""
    if request.method == "POST":
        try:
            end_adoption(with_form(ctx, request), adoption=adoption, **sent)
        except Refused as refusal:
            error = refused(ctx, refusal, end_adoption)
        else:
            messages.success(request, _ended(found, before, date.fromisoformat(sent["until_on"].strip())))
            return Went("plans")
    values = {
        "plan": found,
        "adoption": adoption,
        "title": title_of(found.plan.title),
        "has_begun": found.from_on < ctx.today,
        "before": before,
        "days": period(found.from_on, found.until_on),
        "sent": sent if request.method == "POST" else {"until_on": max(ctx.today, found.from_on).isoformat()},
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("plans/end.html", values, 422 if error else 200)


def _ended(found: InForce, before: InForce | None, day: date) -> str:
    """What has come of ending it: it binds until a day, or never did and the one before goes on."""
    if day > found.from_on:
        return said("plans.ended", day=day.isoformat())
    if before is None:
        return said("plans.withdrawn")
    since = before.from_on.isoformat()
    if before.ended_on is None:
        return said("plans.withdrawn_going_on", day=since)
    return said("plans.going_on_until", day=since, last=last_day(before.ended_on))


def _adoption(ctx: Context, adoption: UUID) -> InForce:
    """A plan in force that this person may end. Raises NotFound."""
    mine = ctx.units_for(end_adoption.code)
    for each in adopted_between(ctx.today, date.max):
        if each.adoption == adoption and each.unit in mine:
            return each
    raise NotFound


ROUTES = [
    route("plans/versions/<uuid:version>/adopt/", adopt, "plan_adopt"),
    route("plans/adoptions/<uuid:adoption>/end/", end, "plan_end"),
]
