"""Pupils inclined to drop out, in a browser: what the school has to report, what an authority has to read, each one tap."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.early_warning.selectors import READ_AT_RISK
from notoneless.casework.early_warning.selectors.at_risk import list_inclined
from notoneless.casework.early_warning.services import acknowledge, report_at_risk
from notoneless.foundation.access.context import Context
from notoneless.interfaces.early_warning.pages.wording import told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, sentence


@page({"GET": READ_AT_RISK})
def at_risk(ctx: Context, request: HttpRequest) -> Answer:
    """The pupils inclined to drop out, with the reports of them."""
    return _shown(ctx)


def _shown(ctx: Context, refusal: NotonelessError | None = None) -> Answer:
    lines = [
        {
            "line": line,
            "kind": told(f"concern_{line.kind}"),
            "reports": [{"report": each, "authority": told(f"authority_{each.authority}")} for each in line.reports],
        }
        for line in list_inclined(ctx)
    ]
    values = {
        "lines": lines,
        "may_report": ctx.may(report_at_risk.code),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("early_warning/at_risk.html", values, 422 if refusal else 200)


def _done(ctx: Context, request: HttpRequest, code: str, words: str, act: Callable[[Context], Any]) -> Answer:
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        return _shown(ctx, refusal)
    messages.success(request, told(words))
    return Went("at_risk")


@page({"POST": report_at_risk.code})
def report(ctx: Context, request: HttpRequest, concern: UUID) -> Answer:
    """Report a pupil to the township government and the bureau."""
    return _done(ctx, request, report_at_risk.code, "reported", lambda acting: report_at_risk(acting, concern=concern))


@page({"POST": acknowledge.code})
def read(ctx: Context, request: HttpRequest, risk_report: UUID) -> Answer:
    """Say that a report was read."""
    given = {"risk_report": risk_report}
    return _done(ctx, request, acknowledge.code, "acknowledged", lambda acting: acknowledge(acting, **given))


ROUTES = [
    route("at-risk/", at_risk, "at_risk"),
    route("at-risk/<uuid:concern>/report/", report, "at_risk_report"),
    route("at-risk/reports/<uuid:risk_report>/read/", read, "at_risk_read"),
]
