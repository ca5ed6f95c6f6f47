"""The list of help, who lacks some, pairings, one scheme, its card on the child's page, and what is told by need only."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from notoneless.casework.support.rules.kinds import Trouble
from notoneless.casework.support.selectors import READ_HELP, REVEAL_HELP
from notoneless.casework.support.selectors.lacking import list_lacking
from notoneless.casework.support.selectors.pairings import list_pairings, pairings_of_child
from notoneless.casework.support.selectors.schemes import list_schemes, open_one, scheme_in_reach, schemes_of_child
from notoneless.casework.support.selectors.talks import talks_of_child
from notoneless.casework.support.services import (
    assign,
    close_scheme,
    end_pairing,
    hold_session,
    measure,
    open_scheme,
    pair,
    plan_scheme,
    record_talk,
    review,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.support.pages.counselling import of_talk
from notoneless.interfaces.support.pages.wording import of_mark, of_scheme, told, uuid_of

_SHOWS = ("", "alone", "review", "closed")


@page({"GET": READ_HELP})
def schemes(ctx: Context, request: HttpRequest) -> Answer:
    """The help in reach; narrowed by trouble, and to what waits for somebody."""
    asked, show = request.GET.get("trouble", ""), request.GET.get("show", "")
    trouble = Trouble(asked) if asked in set(Trouble) else None
    found = list_schemes(ctx, trouble, show if show in _SHOWS else "", uuid_of(request.GET.get("unit")))
    values = {
        "lines": [of_scheme(line) for line in found],
        "trouble": trouble or "",
        "show": show,
        "troubles": [(each.value, told(f"helping.trouble_{each}")) for each in Trouble],
    }
    return Shown("support/list.html", values)


@page({"GET": READ_HELP})
def lacking(ctx: Context, request: HttpRequest) -> Answer:
    """Pupils in trouble who lack something that plans ask for."""
    found = list_lacking(ctx, uuid_of(request.GET.get("unit")))
    lines = [{"line": each, "lacks": [told(f"helping.lacks_{code}") for code in each.lacks]} for each in found]
    return Shown("support/lacking.html", {"lines": lines, "may_open": ctx.may(open_scheme.code)})


@page({"GET": READ_HELP})
def pairings(ctx: Context, request: HttpRequest) -> Answer:
    """The pairings that stand."""
    return Shown("support/pairings.html", {"lines": list_pairings(ctx), "may_end": ctx.may(end_pairing.code)})


@page({"GET": READ_HELP})
def scheme(ctx: Context, request: HttpRequest, scheme: UUID) -> Answer:
    """One scheme: its plan, sessions and measurements, and what this person may do next."""
    found = open_one(ctx, scheme)
    is_open = found.line.closed_on is None
    values = {
        "help": of_scheme(found.line),
        "found": found,
        "marks": [of_mark(each) for each in found.marks],
        "may_plan": is_open and ctx.may(plan_scheme.code),
        "may_assign": is_open and ctx.may(assign.code),
        "may_hold": is_open and found.line.is_planned and ctx.may(hold_session.code),
        "may_measure": is_open and found.line.is_planned and ctx.may(measure.code),
        "may_close": is_open and ctx.may(close_scheme.code),
        "may_review": ctx.may(review.code),
        "may_reveal": ctx.may(REVEAL_HELP),
        "form": new_form(ctx),
    }
    return Shown("support/scheme.html", values)


@page({"GET": READ_HELP})
def child_help(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The help for a child; the card in short where a page fetches it."""
    row = child_in_reach(ctx, child, READ_HELP)
    if request.headers.get("HX-Request"):
        return help_card(ctx, child)
    return Shown("support/child.html", {"name": row.name, **_of_child(ctx, child)})


def help_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    return Shown("support/card.html", _of_child(ctx, child))


def _of_child(ctx: Context, child: UUID) -> dict[str, object]:
    return {
        "child": child,
        "lines": [of_scheme(line) for line in schemes_of_child(ctx, child)],
        "pairings": pairings_of_child(ctx, child),
        "talks": [of_talk(line) for line in talks_of_child(ctx, child)],
        "may_talk": ctx.may(record_talk.code),
        "may_open": ctx.may(open_scheme.code),
        "may_pair": ctx.may(pair.code),
        "may_end": ctx.may(end_pairing.code),
    }


@page({"POST": REVEAL_HELP})
def revealed(ctx: Context, request: HttpRequest, scheme: UUID) -> Answer:
    """Open what is done about the trouble of a family."""
    row = scheme_in_reach(ctx, scheme, REVEAL_HELP)
    text = reveal(ctx, row, "confidential", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "—"
    return Shown("support/revealed.html", {"back": row.pk, "name": row.child.name, "text": text})


ROUTES = [
    route("help/", schemes, "help_schemes"),
    route("help/lacking/", lacking, "help_lacking"),
    route("help/pairings/", pairings, "pairings"),
    route("help/children/<uuid:child>/", child_help, "child_help"),
    route("help/<uuid:scheme>/", scheme, "help_scheme"),
    route("help/<uuid:scheme>/measures/", revealed, "help_reveal"),
]
