"""Tables of answers: out as a workbook, in from a spreadsheet, looked at first."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.attachments.rules import SHEETS
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.organizations.pages.imports import faulty_rows
from notoneless.interfaces.surveys.pages.wording import told
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.surveys.models import Survey
from notoneless.records.surveys.rules.kinds import TRACKS, AnswerKind, SurveyKind
from notoneless.records.surveys.rules.sheets import HEADINGS
from notoneless.records.surveys.selectors import READ_SURVEY, preview_of, rows_for_table, survey_in_reach, unit_held
from notoneless.records.surveys.selectors.tables import TableRow
from notoneless.records.surveys.services import import_sheet
from notoneless.tabular.writing import Cell, ColumnSpec, SheetSpec, Value

IMPORT = import_sheet.code

SHOWN = 200
"""Lines of a preview; the sheet of faulty rows has them all."""

_COLUMNS = (
    ("name", 12),
    ("sex", 6),
    ("born_on", 12),
    ("kind", 14),
    ("place", 26),
    ("elsewhere", 8),
    ("grade", 6),
    ("reason", 16),
    ("hukou", 10),
    ("guardian", 12),
    ("phone", 14),
    ("surveyor", 12),
    ("asked_on", 12),
    ("note", 20),
)
"""The columns of a table, with those that a survey fills in by hand and that are sealed, and so empty, when it comes out."""

_COUNTS = ("all", "missing", "no_school")
"""The numbers of a grid cell."""


@page({"GET": READ_SURVEY})
def table(ctx: Context, request: HttpRequest, survey: UUID) -> Answer:
    """All of a survey that is in reach."""
    return _table(ctx, survey_in_reach(ctx, survey), None)


@page({"GET": READ_SURVEY})
def table_of_unit(ctx: Context, request: HttpRequest, survey: UUID, unit: UUID) -> Answer:
    """A survey's part beneath a unit."""
    return _table(ctx, survey_in_reach(ctx, survey), unit)


def _table(ctx: Context, survey: Survey, unit: UUID | None) -> HttpResponse:
    held, rows = unit_held(ctx, survey, unit), rows_for_table(ctx, survey, unit)
    track = TRACKS[SurveyKind(survey.kind)]
    places = [(f"wide_{track}", 16), (f"narrow_{track}", 16)]
    counts = _counted(rows)
    days = {"from": survey.from_on.isoformat(), "until": survey.last_on.isoformat()}
    total = {name: sum(each[name] for each in counts.values()) for name in _COUNTS}
    note = told("surveys.table_note", {"unit": held, **days, **total})
    title, lines = f"{held} {survey.name}", [_line(row) for row in rows]
    sheet = SheetSpec(told("surveys.sheet_name"), title, _heads([*places, *_COLUMNS]), lines, note, frozen=3)
    numbers: list[Sequence[Value]] = [[*place, *(each[name] for name in _COUNTS)] for place, each in counts.items()]
    by_cell = _heads(places) + [ColumnSpec(told(f"surveys.column.{name}"), 12, "number") for name in _COUNTS]
    cells = SheetSpec(told("surveys.sheet_of_cells"), title, by_cell, numbers, note)
    return as_workbook(written([sheet, cells]), f"survey-{survey.from_on.isoformat()}")


def _heads(columns: Sequence[tuple[str, int]]) -> list[ColumnSpec]:
    return [ColumnSpec(told(f"surveys.column.{name}"), width) for name, width in columns]


def _counted(rows: Sequence[TableRow]) -> dict[tuple[str, str], dict[str, int]]:
    """The numbers of each grid cell, in the order of the rows."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(_COUNTS, 0))
    for row in rows:
        each = found[_place(row)]
        each["all"] += 1
        each["missing"] += row.answer is None
        each["no_school"] += row.answer is not None and row.answer.kind == AnswerKind.NO_SCHOOL
    return found


def _place(row: TableRow) -> tuple[str, str]:
    return (row.unit, "") if row.is_wide else (row.parent, row.unit)


def _line(row: TableRow) -> Sequence[Value | Cell]:
    place = _place(row)
    who = (row.name, row.sex, row.born_on.isoformat() if row.born_on else "")
    answer = row.answer
    if answer is None:
        return [*place, *who, Cell("", "missing")]
    kind = told(f"surveys.answer.{answer.kind}")
    outside = {None: "", True: told("surveys.outside"), False: told("surveys.inside")}[answer.elsewhere]
    grade = "" if answer.grade is None else str(answer.grade)
    hukou = told(f"surveys.hukou.{answer.hukou}") if answer.hukou else ""
    shown = Cell(kind, "differs") if answer.kind == "no_school" else kind
    said = (shown, answer.place, outside, grade, "", hukou, "", "")
    return [*place, *who, *said, answer.surveyor, answer.asked_on.isoformat(), ""]


@page({"GET": IMPORT, "POST": IMPORT}, takes_files=True)
def importing(ctx: Context, request: HttpRequest, survey: UUID) -> Answer:
    """Take a table, and go on to what it would do."""
    row = survey_in_reach(ctx, survey, IMPORT)
    if request.method != "POST":
        return _upload(ctx, row)
    acting = with_form(ctx, request)
    try:
        with transaction.atomic():  # a file that is no such table is not kept
            attachment = kept(acting, request, _home(ctx), SHEETS)
            preview_of(ctx, row, attachment)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted("attachment.add", {}))
        return _upload(ctx, row, refusal)
    return Went("survey_preview", {"survey": survey, "attachment": attachment})


def _home(ctx: Context) -> UUID:
    """The unit of this person's first grant to import."""
    return next(each.unit for each in ctx.holdings() if each.unit in ctx.units_for(IMPORT))


def _upload(ctx: Context, survey: Survey, refusal: NotonelessError | None = None) -> Answer:
    headings = HEADINGS[TRACKS[SurveyKind(survey.kind)]]
    values = {
        "survey": survey.pk,
        "name": survey.name,
        "columns": "、".join(each.names[0] for each in headings),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("surveys/import.html", values, 422 if refusal else 200)


@page({"GET": IMPORT})
def preview(ctx: Context, request: HttpRequest, survey: UUID, attachment: UUID) -> Answer:
    """What a table would do, who asked where, and who would still be missing."""
    return _preview(ctx, survey_in_reach(ctx, survey, IMPORT), attachment)


def _preview(ctx: Context, survey: Survey, attachment: UUID, refusal: NotonelessError | None = None) -> Answer:
    plan, cells = preview_of(ctx, survey, attachment)
    values = {
        "survey": survey.pk,
        "name": survey.name,
        "attachment": attachment,
        "plan": plan,
        "count": len(plan.planned),
        "cells": [each for each in cells if each.answers or each.missing],
        "faults": [sentence(each.problem, language_of()) for each in plan.faults[:SHOWN]],
        "fault_count": len(plan.faults),
        "unknown": "、".join(plan.table.unknown[:20]),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("surveys/preview.html", values, 422 if refusal else 200)


@page({"POST": IMPORT})
def applying(ctx: Context, request: HttpRequest, survey: UUID, attachment: UUID) -> Answer:
    """Do it."""
    row = survey_in_reach(ctx, survey, IMPORT)
    plan, _ = preview_of(ctx, row, attachment)
    refusal = tried(ctx, request, IMPORT, lambda acting: import_sheet(acting, survey=survey, attachment=attachment))
    if refusal is not None:
        return _preview(ctx, row, attachment, refusal)
    messages.success(request, told("surveys.imported", {"count": len(plan.planned), "found": plan.found}))
    return Went("survey", {"survey": survey})


@page({"GET": IMPORT})
def faults(ctx: Context, request: HttpRequest, survey: UUID, attachment: UUID) -> Answer:
    """The faulty rows as a spreadsheet, with what is wrong beside each."""
    row = survey_in_reach(ctx, survey, IMPORT)
    plan, _ = preview_of(ctx, row, attachment)
    return faulty_rows(plan.table, plan.faults, HEADINGS[TRACKS[SurveyKind(row.kind)]])


ROUTES = [
    route("surveys/<uuid:survey>/table/", table, "survey_table"),
    route("surveys/<uuid:survey>/units/<uuid:unit>/table/", table_of_unit, "survey_unit_table"),
    route("surveys/<uuid:survey>/import/", importing, "survey_import"),
    route("surveys/<uuid:survey>/import/<uuid:attachment>/", preview, "survey_preview"),
    route("surveys/<uuid:survey>/import/<uuid:attachment>/apply/", applying, "survey_apply"),
    route("surveys/<uuid:survey>/import/<uuid:attachment>/faults/", faults, "survey_faults"),
]
