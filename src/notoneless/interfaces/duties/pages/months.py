"""A month, clause by clause: on the page, as a workbook, sealed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.interfaces.duties.exports import workbook
from notoneless.interfaces.duties.pages.cards import card, why_nothing
from notoneless.interfaces.duties.pages.wording import (
    GROUPS,
    Asked,
    asked,
    counts,
    evidence,
    holder,
    reminded,
    state_words,
    told,
    unit_field,
    words_of,
)
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.handing import as_workbook
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.kernel.calendar import months_until
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.oversight.duties.rules.settings import sealed_from
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.behind import SheetRow, list_behind
from notoneless.oversight.duties.selectors.compliance import (
    Compliance,
    broken_before,
    compliance,
    looked_at,
)
from notoneless.oversight.duties.selectors.due import last_reckoned
from notoneless.oversight.duties.selectors.following import following
from notoneless.oversight.duties.selectors.targets import targets_in
from notoneless.oversight.duties.selectors.worries import worries
from notoneless.oversight.duties.services import remind_post, seal_month
from notoneless.policy.judging import State

_MONTHS = 13
"""Months that can be chosen: a year, so that a month stands beside the same one before."""


@page({"GET": READ_DUTY})
def month(ctx: Context, request: HttpRequest) -> Answer:
    """A month of what lies in reach, or of one unit."""
    return _shown(ctx, asked(ctx, request), is_print=bool(request.GET.get("print")))


def _shown(ctx: Context, wanted: Asked, is_print: bool = False, refusal: NotonelessError | None = None) -> Answer:
    found = compliance(ctx, wanted.month, wanted.unit)
    unit = looked_at(ctx, wanted.unit)
    targets, last = targets_in(ctx, found, unit), last_reckoned(ctx)
    values = {
        "found": found,
        "plans": [card(ctx, each, targets.get(each.version, ()), wanted, is_print, last) for each in found.plans],
        "totals": _totals(found),
        "unknown": found.totals.get(State.UNKNOWN, 0),
        "has_periods": found.duties != found.totals,
        "heads": [told(f"duties.count_{name}") for name, _ in GROUPS],
        "months": _months(ctx, wanted.month),
        "field": unit_field(ctx, wanted, "compliance"),
        "unit": str(wanted.unit or ""),
        "title": _title(found, unit),
        "query": wanted.query(),
        "month": f"{wanted.month:%Y-%m}",
        "may_remind": ctx.may(remind_post.code),
        "is_print": is_print,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
        "worries": worries(ctx, language_of(), last),
        "earlier": [] if is_print else _earlier(ctx, wanted),
        **_sealing(ctx, found),
    }
    return Shown("duties/month.html", values, 422 if refusal else 200)


def _totals(found: Compliance) -> list[dict[str, Any]]:
    """For each column the duties of units, each counted once by its worst period, and beside them the periods."""
    numbers = zip(GROUPS, counts(found.duties), counts(found.totals), strict=True)
    return [
        {
            "words": told(f"duties.count_{name}"),
            "number": number,
            "periods": periods,
            "is_worry": name == "broken" and number,
        }
        for (name, _), number, periods in numbers
    ]


def _earlier(ctx: Context, wanted: Asked) -> list[tuple[str, str]]:
    """The months before that are still behind: in words, and the way there."""
    return [
        (
            told(
                "duties.broken_in",
                month=told("duties.month", year=each.year, month=each.month),
                units=units,
                count=count,
            ),
            replace(wanted, month=each, version=None).address("compliance"),
        )
        for each, units, count in broken_before(ctx, wanted.month, wanted.unit)
    ]


def _title(found: Compliance, unit: Unit | None) -> str:
    name = unit.name if unit else ""
    return told("duties.month_title", unit=name, year=found.month.year, month=found.month.month)


def _sealing(ctx: Context, found: Compliance) -> dict[str, Any]:
    opens = sealed_from(found.month, following(ctx.today))
    may = ctx.may(seal_month.code) and found.seal is None and bool(found.totals)
    return {
        "seal": found.seal,
        "fingerprint": found.seal.sha256 if found.seal else "",
        "may_seal": may and ctx.today >= opens,
        "seal_opens": opens if may and ctx.today < opens and found.month < ctx.today.replace(day=1) else None,
    }


def _months(ctx: Context, shown: date) -> list[tuple[str, str]]:
    firsts = {*months_until(ctx.today, _MONTHS), shown}
    return [
        (f"{each:%Y-%m}", told("duties.month", year=each.year, month=each.month))
        for each in sorted(firsts, reverse=True)
    ]


@page({"GET": READ_DUTY})
def sheet(ctx: Context, request: HttpRequest) -> Answer:
    """The month as a workbook: clause by clause, and who is behind."""
    wanted = asked(ctx, request)
    found = compliance(ctx, wanted.month, wanted.unit)
    title = _title(found, looked_at(ctx, wanted.unit))
    seal = found.seal.sha256 if found.seal else told("duties.not_sealed")
    note = told("duties.sheet_note", day=ctx.today.isoformat(), seal=seal)
    content = workbook(
        title, note, _clause_rows(found), [_row(each) for each in list_behind(ctx, wanted.month, wanted.unit)]
    )
    return as_workbook(content, f"compliance-{wanted.month:%Y-%m}", title)


def _clause_rows(found: Compliance) -> list[Sequence[str | int]]:
    rows: list[Sequence[str | int]] = []
    for plan in found.plans:
        for line in plan.clauses:
            head = (
                f"{words_of(plan.plan.title)} {told('plans.number', n=plan.number)}",
                plan.unit_name,
                line.clause.id,
                words_of(line.clause.title),
                line.clause.says,
            )
            duties = [duty for duty in line.duties if duty.total]
            for duty in duties:
                numbers = counts(duty.states)
                rows.append((*head, words_of(duty.title), state_words(duty.state), *numbers))
            if not duties:
                rows.append((*head, "", why_nothing(line)))
    return rows


def _row(each: SheetRow) -> Sequence[str]:
    row = each.row
    return (
        words_of(each.plan.title),
        each.clause.id,
        words_of(each.duty.title),
        row.unit_name,
        holder(row),
        row.due_on.isoformat(),
        state_words(row.state),
        row.done_on.isoformat() if row.done_on else "",
        evidence(each.duty, row.parts),
        row.exempt_because,
        reminded(row),
    )


@page({"POST": seal_month.code})
def seal(ctx: Context, request: HttpRequest) -> Answer:
    """Seal a month: from then on its verdicts stand."""
    wanted = Asked(asked(ctx, request).month, None)
    acting = with_form(ctx, request)
    try:
        seal_month(acting, unit=next(iter(sorted(ctx.units_for(seal_month.code)))), month=wanted.month)
    except NotFound:
        raise
    except Refused as refusal:
        noted(ctx, refusal, Attempted(seal_month.code, {}))
        return _shown(ctx, wanted, refusal=refusal)
    messages.success(request, told("duties.sealed", year=wanted.month.year, month=wanted.month.month))
    return HttpResponseRedirect(wanted.address("compliance"))


ROUTES = [
    route("compliance/", month, "compliance"),
    route("compliance/sheet/", sheet, "compliance_sheet"),
    route("compliance/seal/", seal, "compliance_seal"),
]
