"""The list of returned pupils, one return, its card on the pages of child and case, and what is told by need only."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from notoneless.casework.reintegration.models import Return, ReturnFollowUp, ReturnPlacement, ReturnPlan
from notoneless.casework.reintegration.rules.kinds import OPEN, Funds, ReturnState
from notoneless.casework.reintegration.rules.refusing import why_not_closed_out
from notoneless.casework.reintegration.selectors import READ_RETURNED, REVEAL_RETURNED
from notoneless.casework.reintegration.selectors.knowing import numbers_on
from notoneless.casework.reintegration.selectors.returns import (
    ReturnLine,
    counts_by_state,
    list_returns,
    open_return,
    returns_of_child,
)
from notoneless.casework.reintegration.services import (
    accept_pupil,
    approve_placement,
    follow_up,
    hand_over_pupil,
    make_plan,
    place,
    propose_close_out,
    record_return,
    withdraw_return,
)
from notoneless.casework.reintegration.services.returning import sessions_since
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.reintegration.pages.wording import of_followed, of_placement, of_plan, of_return, told


@page({"GET": READ_RETURNED})
def returns(ctx: Context, request: HttpRequest) -> Answer:
    """The returned pupils in reach by state; without one those that are still followed up."""
    asked = request.GET.get("state", "")
    state = ReturnState(asked) if asked in set(ReturnState) else None
    counts = counts_by_state(ctx)
    values = {
        "lines": [of_return(line) for line in list_returns(ctx, state, _uuid(request.GET.get("unit")))],
        "state": state or "",
        "counts": [
            (each.value, told(f"reintegration.state_{each}"), counts[each]) for each in ReturnState if counts.get(each)
        ],
    }
    return Shown("reintegration/list.html", values)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@page({"GET": READ_RETURNED})
def returned(ctx: Context, request: HttpRequest, returned: UUID) -> Answer:
    """One return: where it stands, what was done since, and what this person may do next."""
    found = open_return(ctx, returned)
    papers = [each.paper for each in found.placements]
    seen = visible_to(ctx, READ_PAPER, Paper).filter(pk__in=papers) if ctx.may(READ_PAPER) else None
    values = {
        "back": of_return(found.line),
        "placements": [of_placement(each) for each in found.placements],
        "plans": [of_plan(each) for each in found.plans],
        "followed": [of_followed(each) for each in found.followed],
        "papers": set(seen.values_list("pk", flat=True)) if seen is not None else set(),
        "may_open": ctx.may(REVEAL_RETURNED),
        "may_see_proof": ctx.may(READ_ATTACHMENT),
        "form": new_form(ctx),
        "unseen": _is_unseen(ctx, found.line),
        **_may(ctx, found.line),
    }
    return Shown("reintegration/return.html", values)


def _is_unseen(ctx: Context, line: ReturnLine) -> bool:
    """Whether a return rests on registers alone, which have been corrected since, so that none of them sees the pupil."""
    return line.state in OPEN and line.proof is None and not sessions_since(line.child, line.on, ctx.today)


def _may(ctx: Context, line: ReturnLine) -> dict[str, bool]:
    is_open = line.state in OPEN
    own = is_open and line.unit in ctx.units_for(place.code)
    return {
        "may_follow": is_open and ctx.may(follow_up.code),
        "may_place": own,
        "may_plan": own and ctx.may(make_plan.code),
        "may_hand_over": own and ctx.may(hand_over_pupil.code),
        "may_withdraw": is_open and ctx.may(withdraw_return.code) and line.unit in ctx.units_for(withdraw_return.code),
        "may_accept": is_open and line.moved_to is not None and line.moved_to in ctx.units_for(accept_pupil.code),
        "may_approve": is_open and line.waits_for_approval and ctx.may(approve_placement.code),
        "may_close": ctx.may(propose_close_out.code)
        and why_not_closed_out(line.state, numbers_on(ctx.today)) is None
        and line.unit in ctx.units_for(propose_close_out.code),
    }


@page({"GET": READ_RETURNED})
def child_returns(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The returns of a child; the card in short where a page fetches it."""
    row = child_in_reach(ctx, child, READ_RETURNED)
    if request.headers.get("HX-Request"):
        return return_card(ctx, child)
    return Shown("reintegration/child.html", {"name": row.name, **_of_child(ctx, child)})


def return_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    return Shown("reintegration/card.html", _of_child(ctx, child))


def _of_child(ctx: Context, child: UUID) -> dict[str, object]:
    return {
        "child": child,
        "lines": [of_return(line) for line in returns_of_child(ctx, child)],
        "may_record": ctx.may(record_return.code),
    }


_SEALED: dict[str, tuple[type[Any], str]] = {
    "funds": (ReturnPlacement, "funds"),
    "condition": (ReturnPlan, "condition"),
    "talk": (ReturnFollowUp, "said"),
}
"""What opens by need only: the table and its column."""


@page({"POST": REVEAL_RETURNED})
def revealed(ctx: Context, request: HttpRequest, what: str, row: UUID) -> Answer:
    """Open what pays for a placement, the condition of a pupil, or what was said."""
    model, column = _SEALED.get(what, (Return, ""))
    held = visible_to(ctx, REVEAL_RETURNED, model).select_related("child").filter(pk=row).first() if column else None
    if held is None:
        raise NotFound
    text = reveal(ctx, held, column, Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "—"
    if what == "funds":
        source, _, rest = text.partition("\n")
        text = f"{told(f'reintegration.funds_{Funds(source)}')}\n{rest}".strip()
    values = {"returned": held.returned_id, "name": held.child.name, "text": text}
    return Shown("reintegration/revealed.html", values)


ROUTES = [
    route("returns/", returns, "returns"),
    route("returns/children/<uuid:child>/", child_returns, "child_returns"),
    route("returns/<uuid:returned>/", returned, "return"),
    route("returns/reveal/<slug:what>/<uuid:row>/", revealed, "return_reveal"),
]
