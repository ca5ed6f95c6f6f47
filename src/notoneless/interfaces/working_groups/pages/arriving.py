"""Cases that came to a school with their child: the list, accepted with one tap, refused with a reason, who leads named."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.cases.selectors.cases import case_in_reach
from notoneless.casework.working_groups.rules.arriving import Arrival
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.casework.working_groups.selectors.arrivals import ArrivalLine, leads_to_name, list_arrivals
from notoneless.casework.working_groups.services import accept_case, refuse_case, settle_case
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.working_groups.pages.answering import answered
from notoneless.interfaces.working_groups.pages.wording import told

_BADGES = {Arrival.WAITS: "warning", Arrival.REFUSED: "danger", Arrival.ACCEPTED: "success", Arrival.SETTLED: "success"}


def of_arrival(line: ArrivalLine) -> dict[str, Any]:
    """An arrival as a line of a page."""
    return {"line": line, "state": told(f"working_groups.arrival_{line.state}"), "badge": _BADGES.get(line.state, "")}


@page({"GET": READ_GROUP})
def arrivals(ctx: Context, request: HttpRequest) -> Answer:
    """The cases that came and went with their children."""
    lines = [of_arrival(line) for line in list_arrivals(ctx)]
    return Shown("working_groups/arrivals.html", {"arrivals": lines, "form": new_form(ctx)})


@page({"POST": accept_case.code})
def accepting(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Accept a case."""
    row = case_in_reach(ctx, case, accept_case.code)
    refusal = tried(ctx, request, accept_case.code, lambda acting: accept_case(acting, case=case))
    if refusal is not None:
        raise refusal
    messages.success(request, told("working_groups.case_accepted"))
    return Went("child_group", {"child": row.child_id})


@page({"GET": refuse_case.code, "POST": refuse_case.code})
def refusing(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Why a case is refused, and its sending."""
    row, reason = case_in_reach(ctx, case, refuse_case.code), str(request.POST.get("reason", ""))
    fields = [FormField("reason", gettext("为什么退回"), "text", reason, hint=gettext("例如：学生没有到校报到"))]

    def act(acting: Context) -> None:
        refuse_case(acting, case=case, reason=reason)

    return answered(ctx, request, row, refuse_case.code, act, fields, "refuse_case", "working_groups.case_refused")


@page({"GET": settle_case.code, "POST": settle_case.code})
def naming(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Who leads a case that was refused, and why; and its sending."""
    row, reason = case_in_reach(ctx, case, settle_case.code), str(request.POST.get("reason", ""))
    lead, units = str(request.POST.get("lead_unit", "")), leads_to_name(ctx, row.child_id)
    fields = [
        FormField("lead_unit", gettext("由谁牵头"), "select", lead, units),
        FormField("reason", gettext("为什么由它牵头"), "text", reason),
    ]

    def act(acting: Context) -> None:
        settle_case(acting, case=case, lead_unit=lead, reason=reason)

    return answered(ctx, request, row, settle_case.code, act, fields, "settle_case", "working_groups.case_settled")


ROUTES = [
    route("working-groups/arrivals/", arrivals, "case_arrivals"),
    route("working-groups/cases/<uuid:case>/accept/", accepting, "case_accept"),
    route("working-groups/cases/<uuid:case>/refuse/", refusing, "case_refuse"),
    route("working-groups/cases/<uuid:case>/lead/", naming, "case_settle"),
]
