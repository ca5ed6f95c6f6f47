"""The schools of a month, one school's month, and both as workbooks."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.handing import as_workbook, as_zip, zipped
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.reporting.pages.exports import (
    audit_root,
    return_head,
    return_workbook,
    return_workbooks,
    summary_workbook,
)
from notoneless.interfaces.reporting.pages.wording import (
    grade_rows,
    hamlet_rows,
    heads,
    month_read,
    month_words,
    named,
    named_cells,
    room_rows,
    sentence_of,
    told,
    under,
)
from notoneless.kernel.calendar import months_until
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.reporting.rules.contradicting import Contradiction
from notoneless.oversight.reporting.rules.figures import CASES, ROOM, Figure
from notoneless.oversight.reporting.rules.months import MOST_MONTHS
from notoneless.oversight.reporting.selectors import READ_RETURN, ReturnPage, list_month, open_return
from notoneless.oversight.reporting.selectors.returns import ContradictionLine
from notoneless.oversight.reporting.selectors.signed import list_signed
from notoneless.oversight.reporting.services import explain_contradiction, issue_return_paper, receive_return


def _month(ctx: Context, request: HttpRequest) -> date:
    asked = request.GET.get("month", "")
    return month_read(asked) if asked else ctx.today.replace(day=1)


@page({"GET": READ_RETURN})
def returns(ctx: Context, request: HttpRequest) -> Answer:
    """The schools of a month: who has returned what, and who has not."""
    month = _month(ctx, request)
    found = list_month(ctx, month)
    values = {
        "found": found,
        "has_signed": any(each.is_signed for each in found.schools),
        "month": month.isoformat(),
        "month_words": month_words(month),
        "months": [(each.isoformat(), month_words(each)) for each in months_until(ctx.today, MOST_MONTHS + 1)],
        "heads": heads(list(Figure)),
        "schools": [(each, named_cells(each.total, list(Figure))) for each in found.schools],
        "total": named_cells(found.total, list(Figure)),
    }
    return Shown("reporting/month.html", values)


@page({"GET": READ_RETURN})
def one(ctx: Context, request: HttpRequest, school: UUID, day: str) -> Answer:
    """A school's month: what was signed, or how the facts stand."""
    asked = request.GET.get("version", "")
    version = int(asked) if asked.isdecimal() and len(asked) < 4 else None
    return shown_return(ctx, school, month_read(day), version=version, afresh="afresh" in request.GET)


def shown_return(
    ctx: Context,
    unit: UUID,
    month: date,
    refusal: NotonelessError | None = None,
    *,
    version: int | None = None,
    afresh: bool = False,
    typed: Mapping[str, str] | None = None,
) -> Answer:
    """The page of a school's month; after a refusal, with what it says and the explanations that were typed, by their keys."""
    found = open_return(ctx, unit, month, version, afresh=afresh)
    values = {
        "found": found,
        "month": month.isoformat(),
        "month_words": month_words(month),
        "heads": heads(list(Figure)),
        "grades": under(heads(list(Figure)), grade_rows(found.figures)),
        "room_heads": heads(ROOM),
        "rooms": under(heads(ROOM), room_rows(found.figures)),
        "hamlet_heads": heads(CASES),
        "hamlets": under(heads(CASES), hamlet_rows(found.figures)),
        "named": named(found),
        "contradictions": [
            {
                "line": each,
                "words": told(f"contradiction.{each.kind}", count=each.count),
                "field": f"{_SAID}{each.key}",
                "text": (typed or {}).get(each.key, each.text),
                "where": _where(ctx, each),
            }
            for each in found.contradictions
        ],
        "open": sum(not each.text for each in found.contradictions),
        "form": new_form(ctx),
        "error": sentence_of(refusal),
        **_may(ctx, found),
    }
    return Shown("reporting/return.html", values, 422 if refusal else 200)


def said_in(request: HttpRequest) -> dict[str, str]:
    """The explanations that a form has sent, by the keys of their contradictions."""
    sent = request.POST.items()
    return {name.removeprefix(_SAID): str(text) for name, text in sent if name.startswith(_SAID)}


_SAID = "said-"
"""Before the key of a contradiction in the names of the fields that explain it."""

_WHERE = {
    Contradiction.MISSED_WITHOUT_CASE: ("attendance_pupil", "child", "attendance.read"),
    Contradiction.OUT_BUT_SEEN: ("attendance_pupil", "child", "attendance.read"),
    Contradiction.LEAVE_OVER: ("attendance_pupil", "child", "attendance.read"),
    Contradiction.NOT_REPORTED: ("attendance_missing_class", "unit", "attendance.read"),
    Contradiction.NOT_ON_ROLL: ("roll_differences", "school", "roll_difference.read"),
    Contradiction.IN_NO_CLASS: ("roll_unit", "unit", "roll.read"),
}
"""The page with the rows that a contradiction speaks of, what it is the page of, and who may open it."""


def _where(ctx: Context, line: ContradictionLine) -> str:
    """The address of that page; none for who may not open it, and for a child out of reach, which has no name here."""
    kind = Contradiction(line.kind)
    name, of, need = _WHERE[kind]
    subject = UUID(line.key.split(":")[1])
    is_seen = ctx.may(need) and (of != "child" or bool(line.name))
    return resolve_url(name, **{of: subject}) if is_seen else ""


def _may(ctx: Context, found: ReturnPage) -> dict[str, Any]:
    """What the reader may do: explain and sign a draft; receive, correct and set on paper what is signed."""
    is_draft, is_current = found.signed is None, found.signed is not None and found.signed == found.versions[0]
    may_prepare = visible_to(ctx, explain_contradiction.code, Unit).filter(pk=found.unit).exists()
    return {
        "is_draft": is_draft and bool(found.seen),
        "is_current": is_current,
        "may_explain": is_draft and may_prepare,
        "may_correct": is_current and may_prepare,
        "may_paper": is_current and visible_to(ctx, issue_return_paper.code, Unit).filter(pk=found.unit).exists(),
        "may_read_paper": ctx.may(READ_PAPER),
        "receivers": _receivers(ctx, found) if is_current else [],
    }


def _receivers(ctx: Context, found: ReturnPage) -> list[tuple[str, str]]:
    """The units for which this person may receive the version that is shown, and has not."""
    done = {each.receiver for each in found.signed.receipts} if found.signed else set()
    own = ctx.units_for(receive_return.code) - done
    rows = Unit._base_manager.filter(pk__in=own, kind__in=(UnitKind.TOWNSHIP, UnitKind.COUNTY)).order_by(
        "sort_key", "id"
    )
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


@page({"GET": READ_RETURN})
def exported(ctx: Context, request: HttpRequest, school: UUID, day: str) -> Answer:
    """A school's month as a workbook."""
    month = month_read(day)
    found = open_return(ctx, school, month)
    title = told("title", school=found.name, month=month_words(month))
    signed = f"{found.signed.signed_by} {found.signed.signed_on.isoformat()}" if found.signed else "—"
    digest = found.signed.digest if found.signed else "—"
    head = return_head(found.name, found.as_of, signed, digest, audit_root())
    return as_workbook(return_workbook(title, head, found.figures), "monthly-return", title)


@page({"GET": READ_RETURN})
def summed(ctx: Context, request: HttpRequest) -> Answer:
    """The schools of a month as a workbook, with their sum and the last root of the audit."""
    month = _month(ctx, request)
    found = list_month(ctx, month)
    held = Unit._base_manager.filter(pk__in=ctx.units_for(READ_RETURN)).order_by("sort_key", "id")
    unit = "、".join(held.values_list("name", flat=True))
    title = told("summary_title", unit=unit, month=month_words(month))
    missing = len(found.missing)
    head = told(
        "summary_head",
        unit=unit,
        day=ctx.today.isoformat(),
        schools=len(found.schools),
        signed=len(found.schools) - missing,
        missing=missing,
        root=audit_root(),
    )
    return as_workbook(summary_workbook(title, head, found), "monthly-return", title)


@page({"GET": READ_RETURN})
def each_exported(ctx: Context, request: HttpRequest) -> Answer:
    """What the schools of a month have signed: the workbook of each, all in one ZIP."""
    month = _month(ctx, request)
    found = list_signed(ctx, month)
    if not found:
        messages.warning(request, gettext("%(month)s还没有学校签报月报") % {"month": month_words(month)})
        return Went("monthly_returns")
    title = f"{gettext('各校月报')} {month_words(month)}"
    return as_zip(zipped(return_workbooks(found, month_words(month))), "monthly-returns", title)


ROUTES = [
    route("monthly-returns/", returns, "monthly_returns"),
    route("monthly-returns/workbook/", summed, "monthly_returns_workbook"),
    route("monthly-returns/workbooks/", each_exported, "monthly_returns_workbooks"),
    route("monthly-returns/<uuid:school>/<str:day>/", one, "monthly_return"),
    route("monthly-returns/<uuid:school>/<str:day>/workbook/", exported, "monthly_return_workbook"),
]
