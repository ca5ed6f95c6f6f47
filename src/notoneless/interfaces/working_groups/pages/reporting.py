"""Reporting to the township government that persuasion has failed, and receiving such a report: a button each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.cases.selectors.cases import case_in_reach
from notoneless.casework.working_groups.selectors.reports import report_in_reach
from notoneless.casework.working_groups.services import issue_report, receive_report
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route
from notoneless.interfaces.working_groups.pages.wording import told


@page({"POST": issue_report.code})
def issuing(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Set the report of a case on paper, and send it to the township."""
    row = case_in_reach(ctx, case, issue_report.code)
    refusal = tried(ctx, request, issue_report.code, lambda acting: issue_report(acting, case=case))
    if refusal is not None:
        raise refusal
    messages.success(request, told("working_groups.report_issued"))
    return Went("child_group", {"child": row.child_id})


@page({"POST": receive_report.code})
def receiving(ctx: Context, request: HttpRequest, government_report: UUID) -> Answer:
    """Acknowledge a report for the township."""
    row = report_in_reach(ctx, government_report, receive_report.code)
    act = receive_report
    refusal = tried(ctx, request, act.code, lambda acting: act(acting, government_report=government_report))
    if refusal is not None:
        raise refusal
    messages.success(request, told("working_groups.report_received"))
    return Went("child_group", {"child": row.child_id})


ROUTES = [
    route("working-groups/cases/<uuid:case>/government-report/", issuing, "government_report_issue"),
    route("working-groups/reports/<uuid:government_report>/receive/", receiving, "government_report_receive"),
]
