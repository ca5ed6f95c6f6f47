"""Past school days that classes have not reported: by school, and one by one; and why a class has no report of a day."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.interfaces.attendance.pages.wording import day_of, day_words, session_words, told
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.attendance.selectors import READ_BOARD
from notoneless.records.attendance.selectors.missing import SHOWN, list_missing, missing_by_school
from notoneless.records.attendance.selectors.permitting import class_in_reach
from notoneless.records.attendance.services import explain

EXPLAIN = explain.code


@page({"GET": READ_BOARD})
def missing(ctx: Context, request: HttpRequest) -> Answer:
    """What is not reported of the days of this term that are over: numbers by school, and each class and day."""
    return _listed(ctx, _unit(request.GET.get("unit")))


def _unit(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


def _listed(ctx: Context, unit: UUID | None) -> Answer:
    found = list_missing(ctx, unit)
    schools = missing_by_school(found)
    values: dict[str, Any] = {
        "count": len(found),
        "schools": schools if len(schools) > 1 else [],
        "lines": [(each, day_words(each.on), session_words(each.session)) for each in found[:SHOWN]],
        "is_cut": len(found) > SHOWN,
    }
    return Shown("attendance/missing.html", values)


@page({"GET": READ_BOARD, "POST": EXPLAIN})
def none(ctx: Context, request: HttpRequest, unit: UUID, day: str) -> Answer:
    """Say why a class has no report of a day, and of the days after it up to another."""
    row, on = class_in_reach(ctx, unit), day_of(day)
    sent = {name: request.POST.get(name, "") for name in ("last_on", "reason")}
    if request.method != "POST":
        return _form(ctx, row, on, {"last_on": on.isoformat()})
    try:
        explain(with_form(ctx, request), unit=unit, first_on=on, **(sent | {"last_on": sent["last_on"] or on}))
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(EXPLAIN, {}))
        return _form(ctx, row, on, sent, refusal)
    messages.success(request, told("arrivals.explained"))
    return Went("attendance_missing")


def _form(ctx: Context, row: Any, on: Any, sent: dict[str, str], refusal: NotonelessError | None = None) -> Answer:
    values = {
        "unit": row,
        "school": row.parent.name if row.parent else "",
        "day": on,
        "day_words": day_words(on),
        "sent": sent,
        "may_explain": ctx.may(EXPLAIN),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("attendance/none.html", values, 422 if refusal else 200)


ROUTES = [
    route("attendance/missing/", missing, "attendance_missing"),
    route("attendance/classes/<uuid:unit>/<str:day>/none/", none, "attendance_none"),
]
