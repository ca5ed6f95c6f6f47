"""What is done with a return: explained, signed or corrected, received, set on paper."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.interfaces.frame.asking import with_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route
from notoneless.interfaces.reporting.pages.showing import said_in, shown_return
from notoneless.interfaces.reporting.pages.wording import month_read, sentence_of, told
from notoneless.oversight.reporting.selectors import current_return, open_return, school_in_reach
from notoneless.oversight.reporting.services import (
    explain_contradiction,
    issue_return_paper,
    receive_return,
    sign_return,
)


@page({"POST": explain_contradiction.code})
def explained(ctx: Context, request: HttpRequest, school: UUID, day: str) -> Answer:
    """Say why contradictions stand, of as many as words were written or changed: all are kept, or none."""
    school_in_reach(ctx, school, explain_contradiction.code)
    month = month_read(day)
    written = {key: text.strip() for key, text in said_in(request).items()}

    def do(acting: Context) -> None:
        known = open_return(ctx, school, month, afresh=bool(request.POST.get("afresh"))).contradictions
        before = {each.key: each.text for each in known}
        for key, text in written.items():
            if text and text != before.get(key):
                within = acting.within(f"explain {key}")
                explain_contradiction(within, unit=school, month=month, contradiction=key, explanation=text)
        messages.success(request, told("explained"))

    return _done(ctx, request, school, month, explain_contradiction.code, do)


@page({"POST": sign_return.code})
def signed(ctx: Context, request: HttpRequest, school: UUID, day: str) -> Answer:
    """Sign a month, or its correction."""
    school_in_reach(ctx, school, sign_return.code)
    month = month_read(day)
    given = {name: request.POST.get(name, "") for name in ("seen", "reason")}

    def do(acting: Context) -> None:
        sign_return(acting, unit=school, month=month, **given)
        row = current_return(ctx, school, month)
        messages.success(request, told("signed", version=row.version if row is not None else 1))

    return _done(ctx, request, school, month, sign_return.code, do)


@page({"POST": receive_return.code})
def received(ctx: Context, request: HttpRequest, school: UUID, day: str) -> Answer:
    """Receive a return, for the unit that is named."""
    month = month_read(day)
    school_in_reach(ctx, school, receive_return.code)
    row = current_return(ctx, school, month, receive_return.code)
    if row is None:
        return _unsigned(request, school, month)

    def do(acting: Context) -> None:
        receive_return(acting, monthly_return=row.pk, unit=request.POST.get("receiver", ""))
        messages.success(request, told("received"))

    return _done(ctx, request, school, month, receive_return.code, do)


@page({"POST": issue_return_paper.code})
def printed(ctx: Context, request: HttpRequest, school: UUID, day: str) -> Answer:
    """Set a return on paper; the paper is where it is printed from."""
    month = month_read(day)
    school_in_reach(ctx, school, issue_return_paper.code)
    row = current_return(ctx, school, month, issue_return_paper.code)
    if row is None:
        return _unsigned(request, school, month)
    try:
        made = issue_return_paper(with_form(ctx, request), monthly_return=row.pk)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(issue_return_paper.code, {}))
        messages.warning(request, sentence_of(refusal))
        return Went("monthly_return", {"school": school, "day": month.isoformat()})
    return Went("paper", {"paper": made})


def _unsigned(request: HttpRequest, school: UUID, month: date) -> Answer:
    """Back to a month that nobody has signed: there is nothing to receive or to print."""
    messages.warning(request, told("not_signed"))
    return Went("monthly_return", {"school": school, "day": month.isoformat()})


def _done(
    ctx: Context, request: HttpRequest, school: UUID, month: date, code: str, do: Callable[[Context], None]
) -> Answer:
    """Do it and go back to the month; a correction that is prepared stays before the eyes."""
    afresh = bool(request.POST.get("afresh"))
    refusal = tried(ctx, request, code, do)
    if refusal is not None:
        return shown_return(ctx, school, month, refusal, afresh=afresh, typed=said_in(request))
    if afresh and code == explain_contradiction.code:
        return shown_return(ctx, school, month, afresh=True)
    return Went("monthly_return", {"school": school, "day": month.isoformat()})


ROUTES = [
    route("monthly-returns/<uuid:school>/<str:day>/explain/", explained, "monthly_return_explain"),
    route("monthly-returns/<uuid:school>/<str:day>/sign/", signed, "monthly_return_sign"),
    route("monthly-returns/<uuid:school>/<str:day>/receive/", received, "monthly_return_receive"),
    route("monthly-returns/<uuid:school>/<str:day>/paper/", printed, "monthly_return_paper"),
]
