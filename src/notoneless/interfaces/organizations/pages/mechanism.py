"""The joint mechanism: departments with their contacts, problems raised with them and settled."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.organizations.models import DepartmentContact
from notoneless.foundation.organizations.selectors import READ, REVEAL
from notoneless.foundation.organizations.selectors.showing import joint_mechanism, row_in_reach
from notoneless.foundation.organizations.services import end_contact, name_contact, raise_problem, settle_problem
from notoneless.interfaces.access.pages.choosing import unit_typed
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.organizations.pages.forms import LINES, again


@page({"GET": READ})
def joint(ctx: Context, request: HttpRequest) -> Answer:
    """Contacts and problems in reach."""
    return _list(ctx, request)


def _list(ctx: Context, request: HttpRequest) -> Shown:
    contacts, problems = joint_mechanism(ctx, LINES)
    values = {
        "contacts": contacts,
        "problems": problems,
        "may_name": ctx.may("department.name_contact"),
        "may_raise": ctx.may("joint_problem.raise"),
        "may_settle": ctx.may("joint_problem.settle"),
        "sent": {"from_on": ctx.today.isoformat(), "raised_on": ctx.today.isoformat(), **request.POST.dict()},
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
    }
    return Shown("organizations/joint.html", values)


@page({"POST": "department.name_contact"})
def contact(ctx: Context, request: HttpRequest) -> Answer:
    """Name a contact."""
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in ("department", "name", "phone", "from_on")}
    try:
        name_contact(acting, unit=unit_typed(ctx, request), **given)
    except Refused as refusal:
        return again(ctx, refusal, "department.name_contact", lambda: _list(ctx, request))
    return Went("joint")


@page({"POST": "department.end_contact"})
def contact_end(ctx: Context, request: HttpRequest, contact: UUID) -> Answer:
    """End a contact, from today."""
    acting = with_form(ctx, request)
    try:
        end_contact(acting, contact=contact, until_on=ctx.today)
    except Refused as refusal:
        return again(ctx, refusal, "department.end_contact", lambda: _list(ctx, request))
    return Went("joint")


@page({"POST": REVEAL})
def contact_phone(ctx: Context, request: HttpRequest, contact: UUID) -> Answer:
    """Open the phone number of a contact."""
    row = row_in_reach(ctx, REVEAL, DepartmentContact, contact)
    text = reveal(ctx, row, "phone", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY))
    return Shown("organizations/revealed.html", {"text": text})


@page({"POST": "joint_problem.raise"})
def problem(ctx: Context, request: HttpRequest) -> Answer:
    """Raise a problem."""
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in ("contact", "about", "raised_on", "due_on")}
    try:
        raise_problem(acting, **given)
    except Refused as refusal:
        return again(ctx, refusal, "joint_problem.raise", lambda: _list(ctx, request))
    return Went("joint")


@page({"POST": "joint_problem.settle"})
def settle(ctx: Context, request: HttpRequest, problem: UUID) -> Answer:
    """Settle a problem."""
    acting = with_form(ctx, request)
    given = {"problem": problem} | {name: request.POST.get(name, "") for name in ("answer", "settled_on")}
    try:
        settle_problem(acting, **given)
    except Refused as refusal:
        return again(ctx, refusal, "joint_problem.settle", lambda: _list(ctx, request))
    return Went("joint")


ROUTES = [
    route("organizations/joint/", joint, "joint"),
    route("organizations/joint/contacts/", contact, "department_contact"),
    route("organizations/joint/contacts/<uuid:contact>/end/", contact_end, "department_contact_end"),
    route("organizations/joint/contacts/<uuid:contact>/phone/", contact_phone, "department_contact_phone"),
    route("organizations/joint/problems/", problem, "joint_problem"),
    route("organizations/joint/problems/<uuid:problem>/settle/", settle, "joint_problem_settle"),
]
