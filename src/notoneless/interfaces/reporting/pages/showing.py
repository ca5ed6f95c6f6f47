"""The schools of a month, one school's month, and both as workbooks."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.roles import UnitKind
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.audit.selectors import last_root
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.handing import as_workbook
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.reporting.pages.exports import return_workbook, summary_workbook
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
from notoneless.oversight.reporting.rules.figures import CASES, ROOM, Figure
from notoneless.oversight.reporting.rules.months import MOST_MONTHS
from notoneless.oversight.reporting.selectors import READ_RETURN, ReturnPage, list_month, open_return
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
) -> Answer:
    """The page of a school's month; after a refusal, with what it says."""
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
            (each, told(f"contradiction.{each.kind}", count=each.count)) for each in found.contradictions
        ],
        "open": sum(not each.text for each in found.contradictions),
        "form": new_form(ctx),
        "error": sentence_of(refusal),
        **_may(ctx, found),
    }
    return Shown("reporting/return.html", values, 422 if refusal else 200)


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
    digest = found.signed.digest[:16] if found.signed else "—"
    head = told("head", school=found.name, as_of=found.as_of.isoformat(), signed=signed, digest=digest, root=_root())
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
        root=_root(),
    )
    return as_workbook(summary_workbook(title, head, found), "monthly-return", title)


def _root() -> str:
    """The last root of the audit: who has the sheet can say later what stood then."""
    root = last_root()
    return f"{root.day.isoformat()} {root.link.hex()}" if root else told("no_root")


ROUTES = [
    route("monthly-returns/", returns, "monthly_returns"),
    route("monthly-returns/workbook/", summed, "monthly_returns_workbook"),
    route("monthly-returns/<uuid:school>/<str:day>/", one, "monthly_return"),
    route("monthly-returns/<uuid:school>/<str:day>/workbook/", exported, "monthly_return_workbook"),
]
