"""Registers: of a class for a week, a month or a term, on the page and as a workbook; of one pupil; and one taken in."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.attachments.rules import SHEETS
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.namesakes import Traits
from notoneless.interfaces.attendance.pages.leaves import of_leave
from notoneless.interfaces.attendance.pages.wording import (
    day_of,
    listed,
    mark_words,
    reason_words,
    session_named,
    sign_of,
    told,
)
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.naming import apart
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.kernel.calendar import last_day_of_month
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.attendance.rules.kinds import AWAY, PRESENT, MarkKind
from notoneless.records.attendance.rules.parameters import AttendanceParameters
from notoneless.records.attendance.rules.sheets import NOT_ASKED
from notoneless.records.attendance.selectors import READ_ATTENDANCE, READ_BOARD
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import class_in_reach
from notoneless.records.attendance.selectors.registers import (
    Lesson,
    PupilRegister,
    Register,
    RegisterCell,
    RegisterRow,
    open_pupil,
    open_register,
    pupil_register,
)
from notoneless.records.attendance.selectors.sheets import plan_of
from notoneless.records.attendance.services import apply_leave, import_register
from notoneless.tabular.writing import Cell, ColumnSpec, SheetSpec, Value

IMPORT = import_register.code
PERIODS = ("week", "month", "term")
SHOWN_FAULTS = 100
SINCE = timedelta(days=180)
"""How far back a pupil's marks are shown."""


@page({"GET": READ_BOARD})
def register(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Who was absent when, pupil by pupil."""
    period, day = _period(request), day_of(request.GET["day"]) if request.GET.get("day") else ctx.today
    first, last = _days(period, day)
    found = open_register(ctx, unit, first, last)
    numbers = attendance_numbers(found.last)
    several = len(numbers.sessions) > 1
    heads = [_head(each, session_named(numbers, each.session) if several else "") for each in found.lessons]
    values = {
        "found": found,
        "lessons": heads[::-1],  # the latest first: that is what one looks for, and a month is wider than a page
        "rows": [
            (
                row,
                apart(row.traits),
                _why_not(row),
                [_cell(h, cell) for h, cell in zip(heads, row.cells, strict=True)][::-1],
            )
            for row in found.rows
        ],
        "is_grid": period != "term",
        "period": period,
        "day": day.isoformat(),
        "before": (first - timedelta(days=1)).isoformat(),
        "after": (last + timedelta(days=1)).isoformat() if last < ctx.today else "",
        "may_import": ctx.may(IMPORT),
    }
    return Shown("attendance/register.html", values)


def _period(request: HttpRequest) -> str:
    asked = request.GET.get("period", PERIODS[0])
    if asked not in PERIODS:
        raise NotFound
    return asked


def _days(period: str, day: date) -> tuple[date, date]:
    """The first and last day of the week, month or term of a day; between terms, of the month."""
    attendance_numbers(day)  # a day of no such year is refused before others are counted from it
    if period == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    term = load_calendar(day, day).term_of(day) if period == "term" else None
    return (term.first_day, term.last_day) if term else (day.replace(day=1), last_day_of_month(day))


def _head(lesson: Lesson, session: str) -> dict[str, Any]:
    """The heading of a session: its day, its name where there are several a day, and whether anybody has reported it."""
    return {"day": f"{lesson.on:%m-%d}", "session": session, "reported": lesson.reported}


def _cell(head: dict[str, Any], cell: RegisterCell) -> dict[str, str]:
    """A cell as the page shows it: its heading, its sign, its words, and its tone."""
    called = f"{head['day']} {head['session']}".strip()
    if not cell.is_asked:
        return {"head": called, "sign": NOT_ASKED, "words": told("arrivals.not_registered"), "kind": ""}
    return {"head": called, "sign": sign_of(cell.kind), "words": mark_words(cell.kind), "kind": cell.kind}


def _why_not(row: RegisterRow) -> str:
    """Why nobody asks about a pupil now; empty where somebody does."""
    return told(f"arrivals.skipped_{row.skipped}") if row.skipped is not None else ""


@page({"GET": READ_BOARD})
def workbook(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The same as a workbook, which can be filled in and taken back."""
    period, day = _period(request), day_of(request.GET["day"]) if request.GET.get("day") else ctx.today
    first, last = _days(period, day)
    found = open_register(ctx, unit, first, last, to_fill=True)
    return as_workbook(written([_sheet(found)]), f"attendance-{first.isoformat()}")


def _sheet(found: Register) -> SheetSpec:
    numbers = attendance_numbers(found.last)
    days = {"from": found.first.isoformat(), "until": found.last.isoformat()}
    school = found.unit.parent.name if found.unit.parent else ""
    has_namesakes = any(row.traits for row in found.rows)
    heads = [_column("number", 6), _column("name", 12), _column("born_on", 12)]
    heads += [_column("apart", 18)] if has_namesakes else []
    heads += [ColumnSpec(f"{each.on.isoformat()} {session_named(numbers, each.session)}", 11) for each in found.lessons]
    totals = [_column(name, 10) for name in ("excused", "unexcused", "late", "left_early")]
    frozen = len(heads) - len(found.lessons)
    rows = (_values(number, row, numbers, has_namesakes) for number, row in enumerate(found.rows, 1))
    title = told("arrivals.register_title", school=school, unit=found.unit.name)
    note = told("arrivals.register_note", **days)
    # the totals stand under headings that say nothing of a session: what is taken back passes them over
    return SheetSpec(told("arrivals.register_sheet"), title, [*heads, *totals], rows, note, frozen=frozen)


def _column(name: str, width: float) -> ColumnSpec:
    return ColumnSpec(told(f"arrivals.column_{name}"), width)


def _values(
    number: int, row: RegisterRow, numbers: AttendanceParameters, has_namesakes: bool
) -> Sequence[Value | Cell]:
    cells = [_written(cell, numbers) for cell in row.cells]
    totals = [str(each) for each in (row.excused, row.unexcused, row.late, row.left_early)]
    marks = [_marks(row.traits)] if has_namesakes else []
    return [str(number), row.name, row.born_on.isoformat() if row.born_on else "", *marks, *cells, *totals]


def _marks(traits: Traits | None) -> str:
    """What tells a pupil from another of its name besides the birth date, as it is read again."""
    if traits is None:
        return ""
    return listed(filter(None, (gettext(traits.sex) if traits.sex else "", traits.home, traits.guardian)))


def _written(cell: RegisterCell, numbers: AttendanceParameters) -> Value | Cell:
    """A cell as it is read again: its sign, with the reason where that is not what the sign alone means."""
    if cell.kind in ("", PRESENT):
        return sign_of(cell.kind) if cell.is_asked else NOT_ASKED
    sign, reason = sign_of(cell.kind), reason_words(numbers, cell.reason)
    if cell.reason == numbers.usual_reason(MarkKind(cell.kind)):
        return Cell(sign, "differs")
    return Cell(told("arrivals.sign_with_reason", sign=sign, reason=reason), "differs")


# one pupil


@page({"GET": READ_ATTENDANCE})
def pupil(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """One pupil: the marks of the last half year, and leave."""
    numbers = attendance_numbers(ctx.today)
    return Shown("attendance/pupil.html", _pupil(ctx, open_pupil(ctx, child, ctx.today - SINCE, numbers), numbers))


def attendance_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    numbers = attendance_numbers(ctx.today)
    return Shown("attendance/card.html", _pupil(ctx, pupil_register(ctx, child, ctx.today - SINCE, numbers), numbers))


def _pupil(ctx: Context, found: PupilRegister, numbers: AttendanceParameters) -> dict[str, Any]:
    shows_why = ctx.may(READ_BOARD)
    days = [
        {
            "day": each,
            "session": session_named(numbers, each.session),
            "words": mark_words(each.kind),
            "is_away": each.kind in AWAY,
            "reason": reason_words(numbers, each.reason) if shows_why else "",
            "where": listed(told(f"arrivals.where_{where}") for where in each.where),
        }
        for each in found.days
    ]
    leaves = [of_leave(numbers, each) for each in found.leaves]
    return {
        "found": found,
        "days": days,
        "leaves": leaves,
        "shows_why": shows_why,
        "may_apply": ctx.may(apply_leave.code),
    }


# a filled register


@page({"GET": IMPORT, "POST": IMPORT}, takes_files=True)
def importing(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Take a filled register, and go on to what it would do."""
    row = class_in_reach(ctx, unit, IMPORT)
    if request.method != "POST":
        return _upload(ctx, row)
    acting = with_form(ctx, request)
    try:
        with transaction.atomic():  # a file that is no table is not kept
            attachment = kept(acting, request, row.pk, SHEETS)
            plan_of(ctx, row, attachment)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted("attachment.add", {}))
        return _upload(ctx, row, refusal)
    return Went("attendance_preview", {"unit": unit, "attachment": attachment})


def _upload(ctx: Context, unit: Unit, refusal: NotonelessError | None = None) -> Answer:
    error = sentence(refusal.told, language_of()) if refusal else ""
    values = {"unit": unit, "form": new_form(ctx), "error": error}
    return Shown("attendance/import.html", values, 422 if refusal else 200)


@page({"GET": IMPORT})
def preview(ctx: Context, request: HttpRequest, unit: UUID, attachment: UUID) -> Answer:
    """What a register would report, and what is wrong at which cell."""
    return _preview(ctx, class_in_reach(ctx, unit, IMPORT), attachment)


def _preview(ctx: Context, unit: Unit, attachment: UUID, refusal: NotonelessError | None = None) -> Answer:
    plan, numbers = plan_of(ctx, unit, attachment), attendance_numbers(ctx.today)
    values = {
        "unit": unit,
        "attachment": attachment,
        "plan": plan,
        "reports": [
            (each, session_named(numbers, each.session), [(cell, mark_words(cell.kind)) for cell in each.cells])
            for each in plan.reports
        ],
        "faults": [sentence(each.problem, language_of()) for each in plan.faults[:SHOWN_FAULTS]],
        "fault_count": len(plan.faults),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("attendance/preview.html", values, 422 if refusal else 200)


@page({"POST": IMPORT})
def taking(ctx: Context, request: HttpRequest, unit: UUID, attachment: UUID) -> Answer:
    """Report all that a register says."""
    row = class_in_reach(ctx, unit, IMPORT)
    plan = plan_of(ctx, row, attachment)
    refusal = tried(ctx, request, IMPORT, lambda acting: import_register(acting, unit=unit, attachment=attachment))
    if refusal is not None:
        return _preview(ctx, row, attachment, refusal)
    messages.success(request, told("arrivals.imported", count=len(plan.reports)))
    return Went("attendance_register", {"unit": unit})


_CLASS = "attendance/classes/<uuid:unit>/"

ROUTES = [
    route(f"{_CLASS}register/", register, "attendance_register"),
    route(f"{_CLASS}register.xlsx", workbook, "attendance_workbook"),
    route(f"{_CLASS}import/", importing, "attendance_import"),
    route(f"{_CLASS}import/<uuid:attachment>/", preview, "attendance_preview"),
    route(f"{_CLASS}import/<uuid:attachment>/apply/", taking, "attendance_take"),
    route("attendance/children/<uuid:child>/", pupil, "attendance_pupil"),
]
