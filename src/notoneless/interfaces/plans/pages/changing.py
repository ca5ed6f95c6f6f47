"""The workshop: change a number of a draft, leave out a clause, take a change back, compare, try, drop."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.plans.selectors import OpenVersion
from notoneless.foundation.plans.services import drop_draft, omit_clause, set_number, undo_change
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.plans.pages.refusing import refused
from notoneless.interfaces.plans.pages.viewing import one_version, version_in_reach
from notoneless.interfaces.plans.pages.wording import said, shower_of, title_of, told
from notoneless.policy import ranges, telling
from notoneless.policy.model import Parameter, Plan
from notoneless.policy.ranges import Form, range_in


def draft_of(ctx: Context, version: UUID, code: str) -> OpenVersion:
    """A draft on which this person may do something. Raises NotFound."""
    found = version_in_reach(ctx, version)
    if not found.is_draft or found.unit not in ctx.units_for(code):
        raise NotFound
    return found


@page({"GET": set_number.code, "POST": set_number.code})
def number(ctx: Context, request: HttpRequest, version: UUID, key: str) -> Answer:
    """The form of a number, and its sending."""
    found = draft_of(ctx, version, set_number.code)
    numbers = [each for each in found.plan.parameters if each.key == key]
    if not numbers:
        raise NotFound
    if request.method != "POST":
        before = next((each for each in found.changes if each.key == key), None)
        value = "" if numbers[-1].is_awaited else numbers[-1].value
        return _number(ctx, found, numbers[-1], {"value": value, "reason": before.reason if before else ""})
    sent = {name: request.POST.get(name, "") for name in ("value", "reason")}
    try:
        set_number(with_form(ctx, request), version=version, key=key, **sent)
    except Refused as refusal:
        return _number(ctx, found, numbers[-1], sent, refused(ctx, refusal, set_number, found))
    messages.success(request, said("plans.number_set"))
    return Went("plan_version", {"version": version}, _part(numbers[-1]))


def _part(number: Parameter) -> str:
    return f"clause-{number.clause}"


def _number(ctx: Context, found: OpenVersion, one: Parameter, sent: dict[str, str], error: str = "") -> Answer:
    line = shower_of(found, ctx.today).number(one)
    values = {
        "version": found,
        "title": title_of(found.plan.title),
        "line": line,
        "clause": next((each for each in found.plan.clauses if each.id == one.clause), None),
        "hint": _hint(found.plan, one) + (said("plans.no_laxer", law=line.law) if line.law else ""),
        "sent": sent,
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("plans/number.html", values, 422 if error else 200)


def _hint(plan: Plan, one: Parameter) -> str:
    """The unit of a number, and between what it may lie in a plan."""
    found = range_in(plan, one)
    unit = said("plans.unit_is", unit=told(telling.unit(one.unit)).strip())
    if found is None:
        return unit
    code = "plans.list_may_be" if found.form is Form.LIST else "plans.only_be" if found.is_one else "plans.may_be"
    return said(code, range=ranges.told(found), why=ranges.why(found))


@page({"GET": omit_clause.code, "POST": omit_clause.code})
def clause(ctx: Context, request: HttpRequest, version: UUID, clause: str) -> Answer:
    """The form that leaves out a clause, and its sending."""
    found = draft_of(ctx, version, omit_clause.code)
    line = next((each for each in shower_of(found, ctx.today).clauses() if each.id == clause), None)
    if line is None:
        raise NotFound
    error, reason = "", request.POST.get("reason", "")
    if request.method == "POST":
        try:
            omit_clause(with_form(ctx, request), version=version, clause=clause, reason=reason)
        except Refused as refusal:
            error = refused(ctx, refusal, omit_clause, found)
        else:
            messages.success(request, said("plans.clause_omitted", clause=clause))
            return Went("plan_version", {"version": version}, f"clause-{clause}")
    values = {
        "version": found,
        "title": title_of(found.plan.title),
        "line": line,
        "reason": reason,
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("plans/omit.html", values, 422 if error else 200)


@page({"POST": undo_change.code})
def undo(ctx: Context, request: HttpRequest, version: UUID, change: UUID) -> Answer:
    """Take a change back."""
    found = draft_of(ctx, version, undo_change.code)
    try:
        undo_change(with_form(ctx, request), change=change)
    except Refused as refusal:
        return one_version(ctx, request, version, refused(ctx, refusal, undo_change, found))
    messages.success(request, said("plans.change_undone"))
    return Went("plan_version", {"version": version})


@page({"GET": drop_draft.code, "POST": drop_draft.code})
def drop(ctx: Context, request: HttpRequest, version: UUID) -> Answer:
    """Ask whether a draft is to be dropped, and drop it."""
    found = draft_of(ctx, version, drop_draft.code)
    if request.method == "POST":
        drop_draft(with_form(ctx, request), version=version)
        messages.success(request, said("plans.dropped"))
        return Went("plans")
    values = {"version": found, "title": title_of(found.plan.title), "form": new_form(ctx)}
    return Shown("plans/drop.html", values)


ROUTES = [
    route("plans/versions/<uuid:version>/numbers/<str:key>/", number, "plan_number"),
    route("plans/versions/<uuid:version>/clauses/<str:clause>/omit/", clause, "plan_omit"),
    route("plans/versions/<uuid:version>/changes/<uuid:change>/undo/", undo, "plan_undo"),
    route("plans/versions/<uuid:version>/drop/", drop, "plan_drop"),
]
