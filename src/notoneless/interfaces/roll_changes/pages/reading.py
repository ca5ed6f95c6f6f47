"""Applications for changes of the roll by state, one with its papers and course, the card on a child's page, sealed reasons."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.interfaces.roll_changes.pages.wording import (
    group_word,
    kind_word,
    of_page,
    of_request,
    told,
)
from notoneless.kernel.codes.rolls import REASONS
from notoneless.records.enrolment.rules.standing import State as RollState
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import FROM, HANDED, OF_CHILD, ChangeKind
from notoneless.records.roll_changes.rules.standing import OPEN, STANDING, State
from notoneless.records.roll_changes.selectors import READ_CHANGE, REVEAL_CHANGE
from notoneless.records.roll_changes.selectors.requests import (
    RequestLine,
    counts_by_state,
    entry_state,
    list_requests,
    may_confirm,
    may_decide,
    may_print,
    open_request,
    requests_of_child,
)
from notoneless.records.roll_changes.services import (
    add_paper,
    apply,
    apply_for_child,
    approve,
    confirm_arrival,
    issue_form,
    refuse_change,
    resubmit,
    withdraw,
)


@page({"GET": READ_CHANGE})
def changes(ctx: Context, request: HttpRequest) -> Answer:
    """The applications in reach by state; without one those that are still to be decided."""
    asked = request.GET.get("state", "")
    state = State(asked) if asked in set(State) else None
    counts = counts_by_state(ctx)
    values = {
        "lines": [of_request(line) for line in list_requests(ctx, state)],
        "state": state or "",
        "counts": [(each.value, group_word(each), counts[each]) for each in State if counts.get(each)],
        "may_read_roll": ctx.may("roll.read"),
    }
    return Shown("roll_changes/list.html", values)


@page({"GET": READ_CHANGE})
def change(ctx: Context, request: HttpRequest, change: UUID) -> Answer:
    """One application: what it asks, what is missing, its course, and what this person may do next."""
    found = open_request(ctx, change)
    values = {
        **of_page(ctx, found),
        "found": found,
        "form": new_form(ctx),
        **_may(ctx, found.line),
    }
    return Shown("roll_changes/change.html", values)


def _may(ctx: Context, line: RequestLine) -> dict[str, bool]:
    own, is_handed = line.by == ctx.actor, line.kind in HANDED
    return {
        "may_print": line.state not in (State.REFUSED, State.WITHDRAWN) and may_print(ctx, issue_form.code, line.id),
        "may_add": line.state in OPEN | STANDING and ctx.may(add_paper.code),
        "may_refuse": is_handed and line.state is State.WAITING and may_decide(ctx, refuse_change.code, line.id),
        "may_decide": not is_handed and line.state is State.WAITING and may_decide(ctx, approve.code, line.id),
        "may_resubmit": line.state is State.SENT_BACK and ctx.may(resubmit.code),
        "may_withdraw": line.state in OPEN and own and ctx.may(withdraw.code),
        "may_confirm": line.state is (State.WAITING if is_handed else State.CARRIED_OUT)
        and line.receiving is not None
        and line.arrived_on is None
        and may_confirm(ctx, confirm_arrival.code, line.id),
    }


@page({"GET": READ_CHANGE})
def child_changes(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The applications of a child, and what may be applied for; the card in short where a page fetches it."""
    row = child_in_reach(ctx, child, READ_CHANGE)
    if request.headers.get("HX-Request"):
        return change_card(ctx, child)
    return Shown("roll_changes/child.html", {"name": row.name, **_of_child(ctx, child)})


def change_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    return Shown("roll_changes/card.html", _of_child(ctx, child))


def _of_child(ctx: Context, child: UUID) -> dict[str, object]:
    lines = requests_of_child(ctx, child)
    is_open = any(line.state in OPEN for line in lines)
    return {
        "child": child,
        "lines": [of_request(line) for line in lines],
        "kinds": [] if is_open else _offered(ctx, child),
    }


def _offered(ctx: Context, child: UUID) -> list[tuple[str, str]]:
    """What may be applied for as the child's entry stands: address and words."""
    state = entry_state(ctx, child)
    if state is None:
        wanted = OF_CHILD if ctx.may(apply_for_child.code) else ()
        return [
            (reverse("change_apply_new", args=[child, each.value]), kind_word(each))
            for each in ChangeKind
            if each in wanted
        ]
    if not ctx.may(apply.code):
        return []
    return [
        (reverse("change_apply", args=[child, each.value]), kind_word(each))
        for each in ChangeKind
        if RollState(state) in FROM.get(each, ()) and each not in HANDED
    ]


_SEALED = ("reason", "statement")


@page({"POST": REVEAL_CHANGE})
def revealed(ctx: Context, request: HttpRequest, what: str, change: UUID) -> Answer:
    """Open why a change was applied for."""
    row = visible_to(ctx, REVEAL_CHANGE, ChangeRequest).filter(pk=change).first() if what in _SEALED else None
    if row is None:
        raise NotFound
    text = reveal(ctx, row, what, Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "—"
    if what == "reason" and text in REASONS:
        text = REASONS[text].zh if language_of() == "zh" else REASONS[text].en
    return Shown(
        "roll_changes/revealed.html",
        {"change": change, "name": row.name, "text": text, "title": told(f"parameter.{what}")},
    )


ROUTES = [
    route("roll-changes/", changes, "changes"),
    route("roll-changes/children/<uuid:child>/", child_changes, "child_changes"),
    route("roll-changes/<uuid:change>/", change, "change"),
    route("roll-changes/reveal/<slug:what>/<uuid:change>/", revealed, "change_reveal"),
]
