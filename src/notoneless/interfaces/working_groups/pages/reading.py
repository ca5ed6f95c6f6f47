"""The list of working groups, and the group of one child as a page and as a card."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.casework.cases.selectors import REVEAL_CASE
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.working_groups.selectors import CHANGE_GROUP, ISSUE_REPORT, READ_GROUP, RECEIVE_OF_SCHOOL
from notoneless.casework.working_groups.selectors.arrivals import arrivals_of_child
from notoneless.casework.working_groups.selectors.groups import GroupLine, list_groups, open_group, own_remedies
from notoneless.casework.working_groups.selectors.knowing import leads
from notoneless.casework.working_groups.selectors.outreach import acts_of_child
from notoneless.casework.working_groups.selectors.remedies import doing_of
from notoneless.casework.working_groups.selectors.reports import failed_without_report, reports_of_child, unreceived
from notoneless.casework.working_groups.services import plan_remedy
from notoneless.foundation.access.context import Context
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.working_groups.pages.arriving import of_arrival
from notoneless.interfaces.working_groups.pages.wording import of_act, of_group, of_remedy, reason_words, told
from notoneless.records.attendance.selectors.classes import guardians_to_call

GAPS = "gaps"
"""What the list is narrowed to: groups in which somebody is missing, or that no unit leads."""

MINE = "mine"
"""To groups in which one's own posts bear a measure that is not taken yet."""

FAILED, RECEIVED = "failed", "received"
"""To those whose persuasion has failed without a report, and to those of whom a report waits to be received."""

REVEAL_PHONE = "guardian.reveal"


@page({"GET": READ_GROUP})
def groups(ctx: Context, request: HttpRequest) -> Answer:
    """The groups that stand."""
    show = request.GET.get("show", "")
    only_gaps = show == GAPS
    lines = list_groups(ctx, _uuid(request.GET.get("unit")), only_gaps=only_gaps, children=_narrowed(ctx, show))
    return Shown("working_groups/list.html", {"groups": [of_group(line) for line in lines], "show": show})


def _narrowed(ctx: Context, show: str) -> Collection[UUID] | None:
    """The children that the list is narrowed to; None for all."""
    if show == MINE:
        return set(own_remedies(ctx).values_list("child_id", flat=True))
    if show == FAILED and ctx.may(ISSUE_REPORT):
        return failed_without_report(ctx)
    if show == RECEIVED and ctx.may(RECEIVE_OF_SCHOOL):
        return set(unreceived(ctx).values_list("child_id", flat=True))
    return None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@page({"GET": READ_GROUP})
def child_group(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The group of a child; the card in short where the page of its case fetches it."""
    name, line = open_group(ctx, child)
    is_card = bool(request.headers.get("HX-Request"))
    values = {"child": child, "name": name, **_of_child(ctx, child, line), **({} if is_card else _doing(ctx, child))}
    return Shown("working_groups/card.html" if is_card else "working_groups/child.html", values)


def _of_child(ctx: Context, child: UUID, line: GroupLine | None) -> dict[str, Any]:
    if line is None:
        return {"group": None}
    may_change = ctx.may(CHANGE_GROUP) and line.is_open and leads(ctx, CHANGE_GROUP, line.lead)
    callable_ = guardians_to_call(ctx, [child]).get(child, ()) if ctx.may(REVEAL_PHONE) else ()
    arrivals = [of_arrival(each) for each in arrivals_of_child(ctx, child)]
    values = {"may_change": may_change, "guardians": callable_, "arrivals": arrivals, "form": new_form(ctx)}
    return {"group": of_group(line), **values}


def _doing(ctx: Context, child: UUID) -> dict[str, Any]:
    """What the group has found and does."""
    found = doing_of(ctx, child)
    if found is None:
        return {"doing": None}
    acts = acts_of_child(ctx, child, found.opened_on)
    cause = found.cause
    return {
        "doing": found,
        "cause": reason_words(cause.reason, cause.on or ctx.today) if cause is not None else "",
        "remedies": [of_remedy(line) for line in found.remedies],
        "unsaid": [(kind.value, told(f"working_groups.kind_{kind}")) for kind in found.unsaid],
        "destination": [
            {"line": line, "where": told(f"arrivals.where_{line.traced_to}")} for line in found.destinations
        ],
        "acts": [of_act(act) for act in acts],
        "joint": sum(act.is_joint for act in acts),
        "reports": reports_of_child(ctx, child),
        "may_report": found.is_open and ctx.may(ISSUE_REPORT) and not accounted_among([child], ctx.today),
        "may_see_paper": ctx.may(READ_PAPER),
        "form": new_form(ctx),
        "may_do": found.is_open and ctx.may(plan_remedy.code),
        "may_open": ctx.may(REVEAL_CASE),
    }


ROUTES = [
    route("working-groups/", groups, "working_groups"),
    route("working-groups/children/<uuid:child>/", child_group, "child_group"),
]
