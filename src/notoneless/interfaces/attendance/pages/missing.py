"""Past school days that classes have not reported: by school, by class, of one class; and why there is none."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.interfaces.attendance.pages.wording import day_of, day_words, session_words, told
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.attendance.rules.reporting import why_not_the_day
from notoneless.records.attendance.selectors import READ_BOARD
from notoneless.records.attendance.selectors.missing import (
    SHOWN,
    list_missing,
    missing_between,
    missing_by_class,
    missing_by_school,
)
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import REPORT, class_in_reach
from notoneless.records.attendance.services import explain, import_register

EXPLAIN, IMPORT = explain.code, import_register.code


@page({"GET": READ_BOARD})
def missing(ctx: Context, request: HttpRequest) -> Answer:
    """What is not reported of the days of this term that are over: numbers by school, and by class."""
    found = list_missing(ctx, _unit(request.GET.get("unit")))
    schools, classes = missing_by_school(found), missing_by_class(found)
    values: dict[str, Any] = {
        "count": len(found),
        "schools": schools if len(schools) > 1 else [],
        "lines": [(each, day_words(each.first_on)) for each in classes[:SHOWN]],
        "is_cut": len(classes) > SHOWN,
    }
    return Shown("attendance/missing.html", values)


def _unit(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


@page({"GET": READ_BOARD, "POST": EXPLAIN})
def of_class(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The days that one class has not reported, each one tap from its form; and saying of several at once why there is none."""
    row = class_in_reach(ctx, unit)
    if request.method != "POST":
        return _days(ctx, row, {})
    acting, ticked = with_form(ctx, request), sorted({day_of(each) for each in request.POST.getlist("day")})
    reason = request.POST.get("reason", "")
    sent = {"days": [day.isoformat() for day in ticked], "reason": reason}
    if not ticked:
        return _days(ctx, row, sent, told("arrivals.no_day_ticked"))
    if not set(ticked) <= {each.on for each in list_missing(ctx, unit)}:
        return _days(ctx, row, sent, told("arrivals.nothing_to_explain"))
    try:
        with transaction.atomic():  # all of the days, or none
            for first, last in _spans(ticked):
                step = acting.within(first.isoformat())
                explain(step, unit=unit, first_on=first, last_on=last, reason=reason)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(EXPLAIN, {}))
        return _days(ctx, row, sent, sentence(refusal.told, language_of()))
    messages.success(request, told("arrivals.explained"))
    return Went("attendance_missing_class", {"unit": unit})


def _spans(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days as spans: those between which there is no other school day are one."""
    calendar = load_calendar(days[0], days[-1])
    found: list[tuple[date, date]] = []
    for day in days:
        first, last = found[-1] if found else (day, day)
        if found and calendar.school_days(last, day) == (last, day):
            found[-1] = first, day
        else:
            found.append((day, day))
    return found


def _days(ctx: Context, row: Unit, sent: dict[str, Any], error: str = "") -> Answer:
    ticked = sent.get("days", [])
    lines = [
        (each, day_words(each.on), session_words(each.session), each.on.isoformat() in ticked)
        for each in list_missing(ctx, row.pk)
    ]
    values = {
        "unit": row,
        "school": row.parent.name if row.parent else "",
        "lines": lines,
        "days": len({each.on for each, *_ in lines}),
        "reason": sent.get("reason", ""),
        "may_report": ctx.may(REPORT),
        "may_import": ctx.may(IMPORT),
        "may_explain": ctx.may(EXPLAIN),
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("attendance/missing_class.html", values, 422 if error else 200)


@page({"GET": READ_BOARD, "POST": EXPLAIN})
def none(ctx: Context, request: HttpRequest, unit: UUID, day: str) -> Answer:
    """Say why a class has no report of a day, and of the days after it up to another; where none is missing, it is told why."""
    row, on = class_in_reach(ctx, unit), day_of(day)
    attendance_numbers(on)  # refuses a day of no such year
    sent = {name: request.POST.get(name, "") for name in ("last_on", "reason")}
    if request.method != "POST":
        return _form(ctx, row, on, {"last_on": on.isoformat()})
    refusal = tried(
        ctx,
        request,
        EXPLAIN,
        lambda acting: explain(acting, unit=unit, first_on=on, **(sent | {"last_on": sent["last_on"] or on})),
    )
    if refusal is not None:
        return _form(ctx, row, on, sent, refusal)
    messages.success(request, told("arrivals.explained"))
    return Went("attendance_missing")


def _form(ctx: Context, row: Unit, on: date, sent: dict[str, str], refusal: NotonelessError | None = None) -> Answer:
    why_not = "" if refusal else _why_not(ctx, row, on)
    values = {
        "unit": row,
        "school": row.parent.name if row.parent else "",
        "day": on,
        "day_words": day_words(on),
        "sent": sent,
        "may_explain": ctx.may(EXPLAIN),
        "why_not": why_not,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("attendance/none.html", values, 422 if refusal else 404 if why_not else 200)


def _why_not(ctx: Context, row: Unit, on: date) -> str:
    """Why nothing is to be said of a day: it is not over, has no lessons, or lacks no report. Empty where it lacks one."""
    calendar = load_calendar(min(on, ctx.today), max(on, ctx.today))
    problem = why_not_the_day(calendar, on, ctx.today)
    if problem is None and on == ctx.today:
        problem = Problem("arrivals.day_not_over", {"day": on.isoformat()})
    if problem is None and not missing_between(ctx, READ_BOARD, [row.pk], on, on):
        problem = Problem("arrivals.nothing_to_explain")
    return sentence(problem, language_of()) if problem else ""


ROUTES = [
    route("attendance/missing/", missing, "attendance_missing"),
    route("attendance/classes/<uuid:unit>/missing/", of_class, "attendance_missing_class"),
    route("attendance/classes/<uuid:unit>/<str:day>/none/", none, "attendance_none"),
]
