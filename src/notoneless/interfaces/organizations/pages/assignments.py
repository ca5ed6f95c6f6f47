"""Responsibility assignments: the list, as both sides see it, making and ending."""

from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.selectors import units_meant
from notoneless.foundation.organizations.rules.kinds import AssignmentKind
from notoneless.foundation.organizations.rules.tiers import tier_glosses_on, tiers_on
from notoneless.foundation.organizations.selectors import READ
from notoneless.foundation.organizations.selectors.showing import holders, list_ties
from notoneless.foundation.organizations.services import end_assignment, make_assignment
from notoneless.interfaces.access.pages.choosing import unit_typed
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.organizations.pages.forms import LINES, SUGGESTED, again, holder_typed, word, words


@page({"GET": READ})
def assignments(ctx: Context, request: HttpRequest) -> Answer:
    """The assignments in reach, of all kinds or one."""
    return _list(ctx, request)


def _list(ctx: Context, request: HttpRequest) -> Shown:
    chosen = request.GET.get("kind", "")
    kind = AssignmentKind(chosen) if chosen in list(AssignmentKind) else None
    sent = {"from_on": ctx.today.isoformat(), **_asked(ctx, request), **request.POST.dict()}
    values = {
        "ties": [(tie, word(f"organizations.tie_{tie.kind}")) for tie in list_ties(ctx, kind, LINES)],
        "most": LINES,
        "kinds": words("tie", AssignmentKind),
        "kind": kind.value if kind else "",
        "tiers": _tiers(ctx),
        "may_make": ctx.may("assignment.make"),
        "may_end": ctx.may("assignment.end"),
        "holders": holders(ctx, SUGGESTED) if ctx.may("assignment.make") else (),
        "sent": sent,
        "form": new_form(ctx),
    }
    return Shown("organizations/assignments.html", values)


def _tiers(ctx: Context) -> list[tuple[int, str]]:
    """The tiers to choose from, in English with what the plan calls them."""
    names = sorted(tiers_on(ctx.today).items())
    if language_of() == "zh":
        return names
    glosses = tier_glosses_on(ctx.today)
    return [(number, f"{name} ({glosses[number]})") for number, name in names]


def _asked(ctx: Context, request: HttpRequest) -> dict[str, str]:
    """What an address asks for, the unit by the name that the form takes."""
    asked = {name: str(text) for name, text in request.GET.items()}
    meant = units_meant(ctx, asked.get("unit", ""), 1)
    return asked | ({"unit": meant[0].label} if meant else {})


@page({"POST": "assignment.make"})
def make(ctx: Context, request: HttpRequest) -> Answer:
    """Make one."""
    acting = with_form(ctx, request)
    given: dict[str, object] = {name: request.POST.get(name, "") for name in ("kind", "from_on", "until_on")}
    try:
        tier = request.POST.get("tier", "")
        given |= {"tier": int(tier)} if tier.isdecimal() else {}
        if request.POST.get("from_unit", "").strip():
            given["from_unit"] = unit_typed(ctx, request, "from_unit")
        if request.POST.get("account", "").strip():
            given["account"] = holder_typed(ctx, request)
        make_assignment(acting, unit=unit_typed(ctx, request), **given)
    except Refused as refusal:
        return again(ctx, refusal, "assignment.make", lambda: _list(ctx, request))
    return Went("assignments")


@page({"POST": "assignment.end"})
def end(ctx: Context, request: HttpRequest, assignment: UUID) -> Answer:
    """End one, from today."""
    acting = with_form(ctx, request)
    given = {"assignment": assignment, "until_on": ctx.today}
    try:
        end_assignment(acting, **given)
    except Refused as refusal:
        return again(ctx, refusal, "assignment.end", lambda: _list(ctx, request))
    return Went("assignments")


ROUTES = [
    route("organizations/assignments/", assignments, "assignments"),
    route("organizations/assignments/make/", make, "assignment_make"),
    route("organizations/assignments/<uuid:assignment>/end/", end, "assignment_end"),
]
