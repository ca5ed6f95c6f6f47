"""One record with its history, its card on the child's page and in a case, and what it keeps by need only."""

import json
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from notoneless.casework.visits.selectors import READ_VISIT, REVEAL_VISIT
from notoneless.casework.visits.selectors.promises import promise_of
from notoneless.casework.visits.selectors.reading import open_visit, visit_in_reach, visits_of_child
from notoneless.casework.visits.selectors.signing import open_signature, shows_signature
from notoneless.casework.visits.services import nominate, plan_visit, record_visit
from notoneless.casework.visits.services.correcting import ANYBODYS
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.handing import handed_out
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.visits.pages.wording import cause_words, of_plan, of_visit, told

_LATEST = 3
"""Visits on a card; the page of all says more."""


@page({"GET": READ_VISIT})
def visit(ctx: Context, request: HttpRequest, visit: UUID) -> Answer:
    """One record: what it says, and what stood there before or after."""
    line, others, people = open_visit(ctx, visit)
    promise = promise_of(ctx, line)
    is_mine = ctx.actor in people or ctx.may(ANYBODYS)
    values = {
        "visit": of_visit(line) | {"shows_signature": shows_signature(ctx, line)},
        "others": [of_visit(each) for each in others],
        "may_correct": ctx.may("visit.correct") and line.holds and is_mine,
        "may_open": ctx.may(REVEAL_VISIT),
        "may_see_photos": ctx.may(READ_ATTACHMENT),
        "promise": promise,
        "promise_words": told(f"visits.promise_{promise}") if promise else "",
        "may_plan": ctx.may(plan_visit.code),
        "may_record": ctx.may(record_visit.code),
    }
    return Shown("visits/visit.html", values)


@page({"GET": READ_VISIT})
def signature(ctx: Context, request: HttpRequest, visit: UUID) -> Answer:
    """How somebody signed, as a picture for the page of the record; never to be run."""
    return handed_out(open_signature(ctx, visit), visit)


@page({"POST": REVEAL_VISIT})
def revealed(ctx: Context, request: HttpRequest, visit: UUID, field: str) -> Answer:
    """Open what a record keeps by need only: its words, or the exact place."""
    row = visit_in_reach(ctx, visit, REVEAL_VISIT)
    limits = Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)
    values = {"visit": visit, "name": row.child.name, "position": "", "words": {}}
    if field == "position":
        values["position"] = reveal(ctx, row, "position", limits) or "—"
    else:
        words = json.loads(reveal(ctx, row, "confidential", limits) or "{}")
        values["words"] = words | {"reason": cause_words(words["reason"], row.on) if words.get("reason") else ""}
    return Shown("visits/revealed.html", values)


@page({"GET": READ_VISIT})
def child_visits(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """All visits of a child; the card in short where a page fetches it."""
    row = child_in_reach(ctx, child, READ_VISIT)
    if request.headers.get("HX-Request"):
        return visit_card(ctx, child)
    return Shown("visits/child.html", {"name": row.name, **_of_child(ctx, child, None)})


def visit_card(ctx: Context, child: UUID) -> Shown:
    """The visits of a child in short, as they stand on its page, whose opening is recorded."""
    child_in_reach(ctx, child, READ_VISIT)
    return Shown("visits/card.html", _of_child(ctx, child, _LATEST))


def _of_child(ctx: Context, child: UUID, most: int | None) -> dict[str, object]:
    planned, made = visits_of_child(ctx, child)
    return {
        "child": child,
        "planned": [of_plan(line, ctx.today) for line in planned],
        "made": [of_visit(line) for line in made[:most]],
        "count": len(made),
        "may_plan": ctx.may(plan_visit.code),
        "may_record": ctx.may(record_visit.code),
        "may_nominate": ctx.may(nominate.code),
    }


ROUTES = [
    route("visits/children/<uuid:child>/", child_visits, "child_visits"),
    route("visits/<uuid:visit>/", visit, "visit"),
    route("visits/<uuid:visit>/signature/", signature, "visit_signature"),
    route("visits/<uuid:visit>/reveal/<slug:field>/", revealed, "visit_reveal"),
]
