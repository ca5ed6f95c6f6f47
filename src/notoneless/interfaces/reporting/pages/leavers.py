"""The register of leavers: a page, the workbook in the official order, and the numbered paper; it fills itself."""

from datetime import date
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import HIDDEN
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.reporting.pages.telling import word
from notoneless.interfaces.reporting.pages.wording import sentence_of, told
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.reporting.rules.leavers import Column
from notoneless.oversight.reporting.selectors import READ_REPORT
from notoneless.oversight.reporting.selectors.leavers import (
    Leaver,
    list_leavers,
    school_of_register,
    schools_in_reach,
)
from notoneless.oversight.reporting.services import issue_register
from notoneless.tabular.writing import ColumnSpec, SheetSpec

_WIDTHS: Final = {Column.SERIAL: 6.0, Column.SEX: 6.0, Column.HOME: 28.0, Column.SCHOOL: 20.0, Column.REASON: 16.0}
_WIDTH = 12.0
_SHOWN = tuple(each for each in Column if each not in (Column.SERIAL, Column.NAME))


@page({"GET": READ_REPORT})
def leavers(ctx: Context, request: HttpRequest) -> Answer:
    """The register of all in reach, or of one school."""
    return _shown(ctx, school_asked(request.GET.get("school", "")))


def _shown(ctx: Context, school: UUID | None, refusal: NotonelessError | None = None) -> Answer:
    schools = schools_in_reach(ctx)
    rows = list_leavers(ctx, school)
    own = school or (schools[0][0] if len(schools) == 1 else None)
    values = {
        "rows": [(row, [(_head(each), _words(row, each, ctx.today)) for each in _SHOWN]) for row in rows],
        "heads": [_head(each) for each in _SHOWN],
        "name_head": _head(Column.NAME),
        "schools": schools,
        "school": school,
        "paper_of": own if own and visible_to(ctx, issue_register.code, Unit).filter(pk=own).exists() else None,
        "form": new_form(ctx),
        "error": sentence_of(refusal),
    }
    return Shown("reporting/leavers.html", values, 422 if refusal else 200)


def school_asked(text: str) -> UUID | None:
    """The school that an address asks for. Raises NotFound for what is no id."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


def unit_of(ctx: Context, school: UUID | None) -> str:
    """The name of a school, or of the unit that one's post is at, for the head of a form."""
    held = school or next(each.unit for each in ctx.holdings())
    return visible_to(ctx, READ_REPORT, Unit).filter(pk=held).values_list("name", flat=True).first() or ""


def _head(column: Column) -> str:
    return told(f"column.{column}")


def _words(row: Leaver, column: Column, today: date) -> str:
    """What a column says of a pupil, in the reader's language."""
    return code_words(column, row.values[column], today)


def code_words(column: Column, value: str, today: date) -> str:
    """What a value of a column says in the reader's language; also for the statistics of dropouts."""
    if not value:
        return ""
    match column:
        case Column.STATE:
            return word(f"cases.state_{value}")
        case Column.DESTINATION:
            return word(f"arrivals.where_{value}")
        case Column.SEX:
            return gettext(value)
        case Column.REASON:
            return _reason(value, today)
    return value


def _reason(code: str, today: date) -> str:
    if code == HIDDEN:
        return word("cases.reason_hidden")
    known = reasons_on(today).table.get(code)
    if known is None:
        return code
    return known.zh if language_of() == "zh" else known.en


@page({"GET": READ_REPORT})
def exported(ctx: Context, request: HttpRequest) -> Answer:
    """The register as a workbook, with title and signatures on merged rows."""
    sheet = register_sheet(ctx, school_asked(request.GET.get("school", "")))
    return as_workbook(written([sheet]), "leavers", sheet.title)


def register_sheet(ctx: Context, school: UUID | None) -> SheetSpec:
    """The sheet of the register, of a school or of all in reach."""
    rows = list_leavers(ctx, school)
    unit = unit_of(ctx, school)
    title = told("register_title", unit=unit)
    head = told("register_head", unit=unit, day=ctx.today.isoformat(), count=len(rows))
    columns = [ColumnSpec(_head(each), _WIDTHS.get(each, _WIDTH), wrap=each in _WIDTHS) for each in Column]
    cells = [[_words(row, each, ctx.today) for each in Column] for row in rows]
    return SheetSpec(name=title[:31], title=title, columns=columns, rows=cells, note=head, frozen=4)


@page({"POST": issue_register.code})
def printed(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """Set the register of a school on paper; papers are where it is printed from."""
    school_of_register(ctx, school, issue_register.code)
    refusal = tried(ctx, request, issue_register.code, lambda acting: issue_register(acting, unit=school))
    if refusal is not None:
        return _shown(ctx, school, refusal)
    messages.success(request, told("register_issued"))
    return Went("papers")


ROUTES = [
    route("leavers/", leavers, "leavers"),
    route("leavers/workbook/", exported, "leavers_workbook"),
    route("leavers/<uuid:school>/paper/", printed, "leavers_paper"),
]
