"""Reports of dropouts: what a class teacher tells the head, what the school sends upwards, who has received it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.reporting.pages.telling import line_of
from notoneless.interfaces.reporting.pages.wording import sentence_of, told
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.reporting.selectors import READ_REPORT
from notoneless.oversight.reporting.selectors.dropouts import list_reports
from notoneless.oversight.reporting.services import (
    acknowledge_report,
    issue_papers,
    receive_dropout_report,
    send_dropout_report,
    send_teacher_report,
)


@page({"GET": READ_REPORT})
def reports(ctx: Context, request: HttpRequest) -> Answer:
    """The pupils with a case and what was reported of each."""
    return _shown(ctx)


def _shown(ctx: Context, refusal: NotonelessError | None = None) -> Answer:
    values = {
        "lines": [line_of(each, ctx.today) for each in list_reports(ctx)],
        "may_read_paper": ctx.may(READ_PAPER),
        "form": new_form(ctx),
        "error": sentence_of(refusal),
    }
    return Shown("reporting/dropouts.html", values, 422 if refusal else 200)


def _done(ctx: Context, request: HttpRequest, code: str, words: str, act: Callable[[Context], Any]) -> Answer:
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        return _shown(ctx, refusal)
    messages.success(request, told(words))
    return Went("dropout_reports")


@page({"POST": send_teacher_report.code})
def tell(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Tell the head of a pupil."""
    given = {"case": case, "note": request.POST.get("note", "")}
    return _done(ctx, request, send_teacher_report.code, "told", lambda acting: send_teacher_report(acting, **given))


@page({"POST": acknowledge_report.code})
def acknowledge(ctx: Context, request: HttpRequest, teacher_report: UUID) -> Answer:
    """Acknowledge what a class teacher told."""
    given = {"teacher_report": teacher_report}
    return _done(ctx, request, acknowledge_report.code, "read", lambda acting: acknowledge_report(acting, **given))


@page({"POST": send_dropout_report.code})
def send(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Report a pupil upwards."""
    given = {"case": case, "note": request.POST.get("note", "")}
    return _done(ctx, request, send_dropout_report.code, "sent", lambda acting: send_dropout_report(acting, **given))


@page({"POST": receive_dropout_report.code})
def receive(ctx: Context, request: HttpRequest, dropout_report: UUID) -> Answer:
    """Receive a report, for the unit that is named."""
    given = {"dropout_report": dropout_report, "unit": request.POST.get("receiver", "")}
    return _done(
        ctx, request, receive_dropout_report.code, "received", lambda acting: receive_dropout_report(acting, **given)
    )


@page({"POST": issue_papers.code})
def papers(ctx: Context, request: HttpRequest, dropout_report: UUID) -> Answer:
    """Set a report on paper, for the township and for the bureau."""
    given = {"dropout_report": dropout_report}
    return _done(ctx, request, issue_papers.code, "papers_issued", lambda acting: issue_papers(acting, **given))


ROUTES = [
    route("dropout-reports/", reports, "dropout_reports"),
    route("dropout-reports/<uuid:case>/tell/", tell, "dropout_report_tell"),
    route("dropout-reports/<uuid:case>/send/", send, "dropout_report_send"),
    route("dropout-reports/told/<uuid:teacher_report>/acknowledge/", acknowledge, "dropout_report_acknowledge"),
    route("dropout-reports/sent/<uuid:dropout_report>/receive/", receive, "dropout_report_receive"),
    route("dropout-reports/sent/<uuid:dropout_report>/papers/", papers, "dropout_report_papers"),
]
