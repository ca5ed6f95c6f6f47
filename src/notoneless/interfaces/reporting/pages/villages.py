"""Villages of a month: handed in to the school that answers, summed up by its head, received by the township."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.reporting.pages.wording import month_read, month_words, sentence_of, told
from notoneless.kernel.calendar import months_until
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.reporting.rules.months import MOST_MONTHS
from notoneless.oversight.reporting.rules.villages import Found
from notoneless.oversight.reporting.selectors import READ_SUMMARY
from notoneless.oversight.reporting.selectors.villages import SummaryLine, VillagesPage, list_villages
from notoneless.oversight.reporting.services import (
    hand_in_village,
    issue_summary_paper,
    receive_summary,
    send_summary,
)
from notoneless.tabular.writing import ColumnSpec, SheetSpec


def _month(ctx: Context, asked: str) -> date:
    return month_read(asked) if asked else ctx.today.replace(day=1)


def _heads() -> list[str]:
    return [told(f"found.{each}") for each in Found]


def _cells(figures: Any) -> list[tuple[str, int]]:
    """The figures of a village, each with its heading."""
    return [(told(f"found.{each}"), figures.get(each.value, 0)) for each in Found]


@page({"GET": READ_SUMMARY})
def villages(ctx: Context, request: HttpRequest) -> Answer:
    """A month of the villages of whoever looks."""
    return _shown(ctx, _month(ctx, request.GET.get("month", "")))


@page({"GET": READ_SUMMARY})
def of_month(ctx: Context, request: HttpRequest, day: str) -> Answer:
    """The same of a month that is named in the address."""
    return _shown(ctx, month_read(day))


def _shown(ctx: Context, month: date, refusal: NotonelessError | None = None) -> Answer:
    found = list_villages(ctx, month)
    values = {
        "month": month.isoformat(),
        "month_words": month_words(month),
        "months": [(each.isoformat(), month_words(each)) for each in months_until(ctx.today, MOST_MONTHS + 1)],
        "heads": _heads(),
        "villages": [
            (each, _cells(each.figures) if each.figures is not None else [(head, "—") for head in _heads()])
            for each in found.villages
        ],
        "summaries": [
            (each, [(name, _cells(figures), people, more) for name, figures, people, more in each.rows])
            for each in found.summaries
        ],
        "to_send": found.to_send,
        "may_read_paper": ctx.may(READ_PAPER),
        "form": new_form(ctx),
        "error": sentence_of(refusal),
    }
    return Shown("reporting/villages.html", values, 422 if refusal else 200)


def _done(
    ctx: Context, request: HttpRequest, month: date, code: str, words: str, act: Callable[[Context], Any]
) -> Answer:
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        return _shown(ctx, month, refusal)
    messages.success(request, told(words))
    return Went("villages_month", {"day": month.isoformat()})


@page({"POST": hand_in_village.code})
def handed_in(ctx: Context, request: HttpRequest, unit: UUID, day: str) -> Answer:
    """Hand a village in to the school that answers for it."""
    month = month_read(day)
    given = {"unit": unit, "month": month, "note": request.POST.get("note", "")}
    return _done(
        ctx, request, month, hand_in_village.code, "handed_in", lambda acting: hand_in_village(acting, **given)
    )


@page({"POST": send_summary.code})
def sent(ctx: Context, request: HttpRequest, school: UUID, day: str) -> Answer:
    """Send the summary of a school's villages."""
    month = month_read(day)
    given = {"unit": school, "month": month}
    return _done(ctx, request, month, send_summary.code, "summary_sent", lambda acting: send_summary(acting, **given))


@page({"POST": receive_summary.code})
def received(ctx: Context, request: HttpRequest, village_summary: UUID) -> Answer:
    """Receive a summary."""
    month = _month(ctx, request.POST.get("month", ""))
    given = {"village_summary": village_summary}
    return _done(ctx, request, month, receive_summary.code, "received", lambda acting: receive_summary(acting, **given))


@page({"POST": issue_summary_paper.code})
def printed(ctx: Context, request: HttpRequest, village_summary: UUID) -> Answer:
    """Set a summary on paper; the paper is where it is printed from."""
    month = _month(ctx, request.POST.get("month", ""))
    try:
        made = issue_summary_paper(with_form(ctx, request), village_summary=village_summary)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(issue_summary_paper.code, {}))
        return _shown(ctx, month, refusal)
    return Went("paper", {"paper": made})


@page({"GET": READ_SUMMARY})
def exported(ctx: Context, request: HttpRequest) -> Answer:
    """The summaries of a month as a workbook, a sheet for each, with title and head on merged rows."""
    month = _month(ctx, request.GET.get("month", ""))
    found = list_villages(ctx, month)
    if not found.summaries:
        messages.warning(request, told("no_summaries"))
        return Went("villages_month", {"day": month.isoformat()})
    title = told("villages_title", unit=found.summaries[0].school, month=month_words(month))
    return as_workbook(written(_sheets(found)), "villages", title)


def _sheets(found: VillagesPage) -> list[SheetSpec]:
    return [_sheet(number, each, found.month) for number, each in enumerate(found.summaries, start=1)]


def _sheet(number: int, each: SummaryLine, month: date) -> SheetSpec:
    columns = [
        ColumnSpec(gettext("村（社区）"), 24.0),
        *(ColumnSpec(head, 14.0, "number", wrap=True) for head in _heads()),
    ]
    rows: list[list[str | int]] = [
        [name, *(count for _, count in _cells(figures))] for name, figures, _, _ in each.rows
    ]
    title = told("villages_title", unit=each.school, month=month_words(month))
    head = told("villages_head", by=each.by, on=each.on.isoformat(), township=each.township)
    return SheetSpec(f"{number}", title, columns, rows, head, frozen=1)


ROUTES = [
    route("villages-found/", villages, "villages_found"),
    route("villages-found/workbook/", exported, "villages_workbook"),
    route("villages-found/<str:day>/", of_month, "villages_month"),
    route("villages-found/<uuid:unit>/<str:day>/hand-in/", handed_in, "village_hand_in"),
    route("villages-found/<uuid:school>/<str:day>/send/", sent, "villages_send"),
    route("villages-found/sent/<uuid:village_summary>/receive/", received, "villages_receive"),
    route("villages-found/sent/<uuid:village_summary>/paper/", printed, "villages_paper"),
]
