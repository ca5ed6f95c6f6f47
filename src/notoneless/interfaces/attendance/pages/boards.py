"""Who has reported today and how many came: all schools, one school; for who has one class, that class."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.interfaces.attendance.pages.wording import day_of, day_words, session_words
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import sentence
from notoneless.records.attendance.rules.reporting import why_not_the_day
from notoneless.records.attendance.selectors import READ_ATTENDANCE, READ_BOARD
from notoneless.records.attendance.selectors.board import Arrival, BoardLine, open_board
from notoneless.records.attendance.selectors.missing import count_missing
from notoneless.records.attendance.selectors.permitting import is_class, own_classes


@page({"GET": READ_BOARD})
def home(ctx: Context, request: HttpRequest) -> Answer:
    """The board of all that is in reach; who has one class alone comes to that."""
    classes = own_classes(ctx, READ_BOARD)
    if len(classes) == 1 and ctx.units_for(READ_BOARD) == {classes[0].pk} and not request.GET:
        return Went("attendance_class", {"unit": classes[0].pk})
    return _board(ctx, request, None)


@page({"GET": READ_BOARD})
def of_unit(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The board of one school, or of a township with its schools; a class has its own page."""
    if is_class(ctx, unit):
        return Went("attendance_class", {"unit": unit})
    return _board(ctx, request, unit)


def _board(ctx: Context, request: HttpRequest, unit: UUID | None) -> Answer:
    on = day_of(request.GET["day"]) if request.GET.get("day") else ctx.today
    found = open_board(ctx, on, unit)
    lines = [_line(each, on) for each in found.lines]
    wanted = request.GET.get("only") == "missing"
    values = {
        "found": found,
        "day": on,
        "day_words": day_words(on),
        "is_today": on == ctx.today,
        "at": ctx.at,
        "why_not": _why_not(ctx, on),
        "total": [(each, session_words(each.session)) for each in found.total],
        "lines": [each for each in lines if each["missing"] or not wanted],
        "missing": sum(each.missing for each in found.total),
        "only_missing": wanted,
        "may_see_leaves": ctx.may(READ_ATTENDANCE),
    }
    if request.headers.get("HX-Request"):
        return Shown("attendance/board_part.html", values)
    return Shown("attendance/board.html", values | {"unreported": count_missing(ctx, unit)})


def _line(each: BoardLine, on: date) -> dict[str, Any]:
    sessions = [(arrival, session_words(arrival.session), _badge(arrival)) for arrival in each.sessions]
    return {
        "each": each,
        "sessions": sessions,
        "missing": sum(arrival.missing for arrival, _, _ in sessions),
        "day": on.isoformat(),
    }


def _badge(arrival: Arrival) -> str:
    if not arrival.missing:
        return "success"
    return "danger" if arrival.closed else "warning"


def _why_not(ctx: Context, on: date) -> str:
    calendar = load_calendar(min(on, ctx.today), max(on, ctx.today))
    problem = why_not_the_day(calendar, on, ctx.today)
    return sentence(problem, language_of()) if problem else ""


ROUTES = [
    route("attendance/", home, "attendance"),
    route("attendance/units/<uuid:unit>/", of_unit, "attendance_unit"),
]
