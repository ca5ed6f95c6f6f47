"""Migrant children: the list with what came of applications, one with who answers for it, the card on a child's page."""

from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.migrants.pages.acting import DECISIONS
from notoneless.interfaces.migrants.pages.wording import of_application, of_migrant, of_paper, word
from notoneless.records.migrants.rules.kinds import OPEN, State
from notoneless.records.migrants.selectors import READ_MIGRANTS
from notoneless.records.migrants.selectors.records import (
    MigrantPage,
    confirmations_of_child,
    list_migrants,
    migrants_of_child,
    open_migrant,
    statistics_of,
)
from notoneless.records.migrants.services import apply_for_place, close, issue_confirmation, register


@page({"GET": READ_MIGRANTS})
def migrants(ctx: Context, request: HttpRequest) -> Answer:
    """The migrant children in reach, and what came of their applications."""
    lines = list_migrants(ctx)
    counts = statistics_of(lines, ctx.today)
    show = request.GET.get("show", "")
    chosen = [
        line
        for line in lines
        if _is_shown(show, line.is_placed, bool(line.application and line.application.is_overdue))
    ]
    values = {
        "lines": [of_migrant(line) for line in chosen],
        "show": show,
        "counts": counts,
        "states": [(word("state", each), counts.by_state.get(each, 0)) for each in State],
        "unequal": [word("paper", each) for each in counts.unequal],
    }
    return Shown("migrants/list.html", values)


def _is_shown(show: str, is_placed: bool, is_overdue: bool) -> bool:
    return {"unplaced": not is_placed, "overdue": is_overdue}.get(show, True)


@page({"GET": READ_MIGRANTS})
def migrant(ctx: Context, request: HttpRequest, migrant: UUID) -> Answer:
    """One migrant child: who answers for it and why, its applications and papers, and what may be done next."""
    found = open_migrant(ctx, migrant)
    values = {
        **of_migrant(found.line),
        "found": found,
        "answering": [(word("role", role), name) for role, name in found.answering],
        "applications": [of_application(each) for each in found.applications],
        "papers": [of_paper(each) for each in found.papers],
        "may_see_file": ctx.may(READ_ATTACHMENT),
        "form": new_form(ctx),
        **_ways(ctx, found),
    }
    return Shown("migrants/migrant.html", values)


def _ways(ctx: Context, found: MigrantPage) -> dict[str, object]:
    """What this person may do: about the child, and about the application that has no outcome."""
    waiting = next((each for each in found.applications if each.state in OPEN), None)
    asked = not found.line.is_closed and waiting is None
    decides = waiting is not None and waiting.by != ctx.actor
    return {
        "waiting": waiting,
        "may_apply": asked and not found.line.is_placed and ctx.may(apply_for_place.code),
        "may_close": asked and ctx.may(close.code),
        "decisions": [
            (f"migrant_{name}", form.words())
            for name, form in DECISIONS.items()
            if waiting is not None and ctx.may(form.action.code) and (decides or name == "paper")
        ],
    }


@page({"GET": READ_MIGRANTS})
def child_migrant(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """What is entered of a child; the card in short where a page fetches it."""
    row = child_in_reach(ctx, child, READ_MIGRANTS)
    if request.headers.get("HX-Request"):
        return migrant_card(ctx, child)
    return Shown("migrants/child.html", {"name": row.name, **_of_child(ctx, child)})


def migrant_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    return Shown("migrants/card.html", _of_child(ctx, child))


def _of_child(ctx: Context, child: UUID) -> dict[str, object]:
    lines = migrants_of_child(ctx, child)
    return {
        "child": child,
        "lines": [of_migrant(line) for line in lines],
        "confirmations": confirmations_of_child(ctx, child),
        "may_register": all(line.is_closed for line in lines) and ctx.may(register.code),
        "may_confirm": ctx.may(issue_confirmation.code),
    }


ROUTES = [
    route("migrants/", migrants, "migrants"),
    route("migrants/children/<uuid:child>/", child_migrant, "child_migrant"),
    route("migrants/<uuid:migrant>/", migrant, "migrant"),
]
