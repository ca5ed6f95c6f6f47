"""Divisions, schools and classes from a spreadsheet: upload, look at what it would do, do it, take the faulty rows home."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.attachments.rules import SHEETS
from notoneless.foundation.organizations.rules.planning import Fault
from notoneless.foundation.organizations.selectors.sheets import KINDS, SheetKind, plan_of, preview_of
from notoneless.foundation.organizations.services import import_classes, import_divisions, import_schools
from notoneless.interfaces.access.pages.choosing import county_in_reach
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.organizations.pages.forms import again, word
from notoneless.kernel.problems import Problem, sentence
from notoneless.tabular.tables import Heading, Table
from notoneless.tabular.writing import ColumnSpec, SheetSpec

NEED = "organizations.import_divisions"
"""Whoever imports divisions imports schools and classes: one office does all three."""

SHOWN = 200
"""Lines of a preview; the sheet of faulty rows has them all."""

_ACTIONS: dict[str, Action[None]] = {
    "divisions": import_divisions,
    "schools": import_schools,
    "classes": import_classes,
}


@page({"GET": NEED})
def imports(ctx: Context, request: HttpRequest) -> Answer:
    """What may be imported, in the order in which it is needed."""
    return _overview(ctx)


def _overview(ctx: Context) -> Shown:
    sheets = [
        (slug, word(f"organizations.sheet_{slug}"), "、".join(each.names[0] for each in kind.headings))
        for slug, kind in KINDS.items()
    ]
    return Shown("organizations/imports.html", {"sheets": sheets, "form": new_form(ctx)})


@page({"POST": NEED}, takes_files=True)
def upload(ctx: Context, request: HttpRequest, sheet: str) -> Answer:
    """Keep an uploaded file, and go on to what it would do."""
    acting = with_form(ctx, request)
    try:
        with transaction.atomic():  # a file that is no such table is not kept
            attachment = kept(acting, request, county_in_reach(ctx), SHEETS)
            plan_of(ctx, _kind(sheet), attachment)
    except Refused as refusal:
        return again(ctx, refusal, "attachment.add", lambda: _overview(ctx))
    return Went("import_preview", {"sheet": sheet, "attachment": attachment})


def _kind(sheet: str) -> SheetKind:
    if sheet not in KINDS:
        raise NotFound
    return KINDS[sheet]


@page({"GET": NEED})
def preview(ctx: Context, request: HttpRequest, sheet: str, attachment: UUID) -> Answer:
    """What the file would do: what is new, what is known, what is wrong and where."""
    return _preview(ctx, sheet, attachment)


def _preview(ctx: Context, sheet: str, attachment: UUID) -> Shown:
    plan = preview_of(ctx, _kind(sheet), attachment)
    values = {
        "sheet": sheet,
        "attachment": attachment,
        "title": word(f"organizations.sheet_{sheet}"),
        "new": [(each.name, word(f"unit_kind.{each.kind}"), each.code) for each in plan.founded[:SHOWN]],
        "new_count": len(plan.founded),
        "known": plan.known,
        "faults": [sentence(fault.problem, language_of()) for fault in plan.faults[:SHOWN]],
        "fault_count": len(plan.faults),
        "rows": len(plan.table.rows),
        "unknown": "、".join(plan.table.unknown[:20]),
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
    }
    return Shown("organizations/preview.html", values)


@page({"POST": NEED})
def apply(ctx: Context, request: HttpRequest, sheet: str, attachment: UUID) -> Answer:
    """Do it."""
    acting, new = with_form(ctx, request), len(plan_of(ctx, _kind(sheet), attachment).founded)
    given = {"attachment": attachment, "from_on": request.POST.get("from_on", "")}
    try:
        _ACTIONS[sheet](acting, unit=county_in_reach(ctx), **given)
    except Refused as refusal:
        return again(ctx, refusal, KINDS[sheet].code, lambda: _preview(ctx, sheet, attachment))
    messages.success(request, sentence(Problem("organizations.imported", {"new": new}), language_of()))
    return Went("organizations")


@page({"GET": NEED})
def faults(ctx: Context, request: HttpRequest, sheet: str, attachment: UUID) -> Answer:
    """The faulty rows as a spreadsheet, with what is wrong beside each."""
    kind = _kind(sheet)
    plan = preview_of(ctx, kind, attachment)
    return faulty_rows(plan.table, plan.faults, kind.headings)


def faulty_rows(table: Table, found: Sequence[Fault], headings: Sequence[Heading]) -> HttpResponse:
    """A workbook of faulty rows that can be mended and uploaded again. Whatever a cell holds stays text."""
    columns = [heading for heading in headings if heading.key in table.letters]
    rows = [
        [*(fault.row.cells.get(each.key, "") for each in columns), sentence(fault.problem, language_of())]
        for fault in found
    ]
    specs = [*(ColumnSpec(each.names[0], 18) for each in columns), ColumnSpec(word("organizations.what_is_wrong"), 60)]
    return as_workbook(written([SheetSpec(word("organizations.faulty_rows"), "", specs, rows)]), "faulty-rows")


ROUTES = [
    route("organizations/imports/", imports, "imports"),
    route("organizations/imports/<slug:sheet>/", upload, "import_upload"),
    route("organizations/imports/<slug:sheet>/<uuid:attachment>/", preview, "import_preview"),
    route("organizations/imports/<slug:sheet>/<uuid:attachment>/apply/", apply, "import_apply"),
    route("organizations/imports/<slug:sheet>/<uuid:attachment>/faults/", faults, "import_faults"),
]
