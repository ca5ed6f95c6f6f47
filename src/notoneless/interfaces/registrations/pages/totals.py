"""Totals that must agree (三统一): ours and those of other offices side by side, month by month, each difference in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.findings.selectors import monthly
from notoneless.records.registrations.rules.totals import OutsideSource, TotalMeasure, beside, own_totals
from notoneless.records.registrations.selectors import READ_TOTALS, TotalLine, expect_total, list_totals
from notoneless.records.registrations.services import enter_total, explain_total

_YEARS = 1
"""Years shown: this and so many before."""
_FIELDS = ("month", "source", "measure", "figure", "paper")


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure of another office beside ours: in words, and whether it differs."""

    line: TotalLine
    source: str
    told: str
    differs: bool


def _words(code: str, **params: int) -> str:
    return sentence(Problem(code, params), language_of())


@page({"GET": READ_TOTALS, "POST": enter_total.code})
def totals(ctx: Context, request: HttpRequest) -> Answer:
    """The figures side by side, and the form for another."""
    if request.method != "POST":
        return _shown(ctx, {"month": f"{ctx.today:%Y-%m}"})
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in _FIELDS}
    home = next(iter(sorted(ctx.units_for(enter_total.code))))
    try:
        enter_total(acting, unit=home, **(given | {"month": _month(given["month"])}))
    except (Refused, Unusable) as refusal:
        noted(ctx, refusal, Attempted(enter_total.code, {}))
        return _shown(ctx, given, refusal)
    messages.success(request, _words("registrations.total_entered"))
    return Went("totals")


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Unusable(Problem("registrations.no_month")) from None


def _shown(ctx: Context, sent: Mapping[str, str], refusal: NotonelessError | None = None) -> Answer:
    since = ctx.today.replace(year=ctx.today.year - _YEARS, month=1, day=1)
    lines = list_totals(ctx, since)
    ours = {each.first: own_totals(each.counts) for each in monthly(ctx).months if each.first >= since}
    months = sorted({line.month for line in lines} | set(ours), reverse=True)
    values = {
        "months": [(month, _measures(month, ours.get(month, {}), lines)) for month in months],
        "sources": [(source.value, _words(f"registrations.source.{source}")) for source in OutsideSource],
        "measures": [(measure.value, _words(f"registrations.measure.{measure}")) for measure in TotalMeasure],
        "sent": sent,
        "may": ctx.may(enter_total.code),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("registrations/totals.html", values, 422 if refusal else 200)


def _measures(
    month: date, ours: Mapping[TotalMeasure, int], lines: list[TotalLine]
) -> list[tuple[str, int | None, list[Beside]]]:
    return [
        (
            _words(f"registrations.measure.{measure}"),
            ours.get(measure),
            [_beside(ours.get(measure), each) for each in lines if (each.month, each.measure) == (month, measure)],
        )
        for measure in TotalMeasure
    ]


def _beside(ours: int | None, line: TotalLine) -> Beside:
    found = beside(ours, line.figure)
    told = _words(found.code, count=abs(found.more or 0))
    return Beside(line, _words(f"registrations.source.{line.source}"), told, bool(found.more))


@page({"POST": explain_total.code})
def explaining(ctx: Context, request: HttpRequest, total: UUID) -> Answer:
    """Say why a figure differs."""
    expect_total(ctx, explain_total.code, total)
    acting = with_form(ctx, request)
    try:
        explain_total(acting, total=total, explanation=request.POST.get("explanation", ""))
    except (Refused, Unusable) as refusal:
        noted(ctx, refusal, Attempted(explain_total.code, {}))
        return _shown(ctx, {}, refusal)
    messages.success(request, _words("registrations.total_explained"))
    return Went("totals")


ROUTES = [
    route("totals/", totals, "totals"),
    route("totals/<uuid:total>/explain/", explaining, "total_explain"),
]
