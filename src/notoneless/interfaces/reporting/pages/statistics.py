"""Statistics forms under their official titles: the list, one form with its remarks, the workbook, the signature, the paper."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.reporting.pages.wording import sentence_of
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.oversight.reporting.rules.statistics import COLUMNS, LISTED, Column, FormKind
from notoneless.oversight.reporting.selectors.statistics import (
    READ_STATISTICS,
    SOURCES,
    FormRow,
    as_of,
    frozen,
    list_forms,
    pupils_to_list,
    rows_of,
    school_of_form,
    schools_of_forms,
    signed_form,
    title_of,
    year_of,
)
from notoneless.oversight.reporting.selectors.summing import sums_of
from notoneless.oversight.reporting.services import (
    issue_form_paper,
    list_child,
    remark_on_row,
    sign_form,
    unlist_child,
)
from notoneless.tabular.writing import ColumnSpec, SheetSpec

_WIDTHS: Final = {Column.SERIAL: 6.0, Column.SEX: 6.0, Column.HOME: 28.0, Column.SCHOOL: 20.0, Column.REMARK: 24.0}
_WIDTH = 12.0


def told(slug: str, **params: str | int) -> str:
    """A sentence or phrase of the catalogue, in the reader's language."""
    return sentence(Problem(f"statistics.{slug}", dict(params)), language_of())


@page({"GET": READ_STATISTICS})
def forms(ctx: Context, request: HttpRequest) -> Answer:
    """The forms, each of its own term."""
    school = _uuid(request.GET.get("school", ""))
    values = {"lines": list_forms(ctx, school), "schools": schools_of_forms(ctx), "school": school}
    return Shown("reporting/statistics.html", values)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


def _kind(text: str) -> FormKind:
    """A form that is filled in here. Raises NotFound."""
    if text not in set(FormKind) or FormKind(text) not in SOURCES:
        raise NotFound
    return FormKind(text)


@page({"GET": READ_STATISTICS})
def form(ctx: Context, request: HttpRequest, kind: str) -> Answer:
    """One form, of all schools in reach or of one."""
    return _shown(ctx, _kind(kind), _uuid(request.GET.get("school", "")))


def _shown(ctx: Context, kind: FormKind, school: UUID | None, refusal: NotonelessError | None = None) -> Answer:
    schools = schools_of_forms(ctx)
    own = school or (schools[0][0] if len(schools) == 1 else None)
    if own is not None:
        school_of_form(ctx, own)
    year, rows = year_of(kind, ctx.today), rows_of(ctx, kind, own)
    done = signed_form(ctx, kind, year, own) if own else None
    may_fill = own is not None and own in ctx.units_for(remark_on_row.code)
    values = {
        "kind": kind.value,
        "title": title_of(ctx, kind, year, own),
        "rows": [(row, _cells(kind, row), _why(row)) for row in rows],
        "heads": [told(f"column_{each}") for each in COLUMNS[kind] if each not in _APART],
        "remark_head": told(f"column_{Column.REMARK}"),
        "sums": sums_of(ctx, rows) if own is None and len(schools) > 1 else (),
        "is_weekly": kind is FormKind.HOME_TEACHING,
        "lacking": sum(row.lacks_remark for row in rows),
        "schools": schools,
        "school": own,
        "signed": done,
        "is_changed": done is not None and done.rows != frozen(rows),
        "may_fill": may_fill,
        "may_sign": own is not None and own in ctx.units_for(sign_form.code),
        "may_issue": done is not None
        and own is not None
        and visible_to(ctx, issue_form_paper.code, Unit).filter(pk=own).exists(),
        "may_see_paper": ctx.may(READ_PAPER),
        "to_list": pupils_to_list(ctx, kind, own) if may_fill and own and kind in LISTED else (),
        "form": new_form(ctx),
        "error": sentence_of(refusal),
    }
    return Shown("reporting/statistics_form.html", values, 422 if refusal else 200)


_APART = (Column.SERIAL, Column.NAME, Column.REMARK)
"""Columns that the page sets by itself."""


def _cells(kind: FormKind, row: FormRow) -> list[tuple[str, str]]:
    return [(told(f"column_{each}"), _words(each, row)) for each in COLUMNS[kind] if each not in _APART]


def _words(column: Column, row: FormRow) -> str:
    value = row.values[column]
    return gettext(value) if column is Column.SEX and value else value


def _why(row: FormRow) -> str:
    return told(f"special_{row.special}") if row.special is not None else ""


@page({"GET": READ_STATISTICS})
def exported(ctx: Context, request: HttpRequest, kind: str) -> Answer:
    """A form as a workbook, its official title and the line of signatures on merged rows."""
    which, schools = _kind(kind), schools_of_forms(ctx)
    school = _uuid(request.GET.get("school", "")) or (schools[0][0] if len(schools) == 1 else None)
    sheets = form_sheets(ctx, which, school)
    return as_workbook(written(sheets), f"{which}", sheets[0].title)


def form_sheets(ctx: Context, which: FormKind, school: UUID | None) -> list[SheetSpec]:
    """The sheets of a form: of a school, or of all in reach with a sheet that sums them up."""
    unit = school_of_form(ctx, school).name if school else _widest(ctx)
    rows = rows_of(ctx, which, school)
    title = title_of(ctx, which, year_of(which, ctx.today), school)
    note = told("sheet_note", unit=unit, day=as_of(which, ctx.today).isoformat(), count=len(rows))
    columns = [
        ColumnSpec(told(f"column_{each}"), _WIDTHS.get(each, _WIDTH), wrap=each in _WIDTHS) for each in COLUMNS[which]
    ]
    cells = [[_words(each, row) for each in COLUMNS[which]] for row in rows]
    sheet = SheetSpec(name=told(f"matter_{which}")[:31], title=title, columns=columns, rows=cells, note=note, frozen=2)
    return [sheet] if school else [sheet, _summed(ctx, which, rows, title)]


def _summed(ctx: Context, kind: FormKind, rows: Sequence[FormRow], title: str) -> SheetSpec:
    """The sheet that sums the form up by central and complete junior schools."""
    heads = [
        "sum_by",
        "sum_schools",
        "sum_pupils",
        *(("sum_times", "sum_lessons") if kind is FormKind.HOME_TEACHING else ()),
    ]
    columns = [
        ColumnSpec(told(head), 24.0 if head == "sum_by" else _WIDTH, kind="text" if head == "sum_by" else "number")
        for head in heads
    ]
    cells = [
        (each.name, each.of.schools, each.of.pupils, each.of.times, each.of.lessons)[: len(heads)]
        for each in sums_of(ctx, rows)
    ]
    return SheetSpec(name=told("sum_sheet"), title=title, columns=columns, rows=cells, note=told("sum_note"))


def _widest(ctx: Context) -> str:
    """The name of the widest unit whose forms somebody sees."""
    rows = visible_to(ctx, READ_STATISTICS, Unit).filter(pk__in=ctx.units_for(READ_STATISTICS))
    return rows.order_by("sort_key", "id").values_list("name", flat=True).first() or ""


def _done(
    ctx: Context,
    request: HttpRequest,
    kind: FormKind,
    school: UUID,
    code: str,
    act: Callable[[Context], object],
    done: str,
) -> Answer:
    school_of_form(ctx, school, code)
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        return _shown(ctx, kind, school, refusal)
    messages.success(request, told(done))
    return Went("statistics_of_school", {"kind": kind.value, "school": school})


@page({"GET": READ_STATISTICS})
def of_school(ctx: Context, request: HttpRequest, kind: str, school: UUID) -> Answer:
    """The form of one school."""
    return _shown(ctx, _kind(kind), school)


@page({"POST": list_child.code})
def listing(ctx: Context, request: HttpRequest, kind: str, school: UUID) -> Answer:
    """List a pupil."""
    which, child = _kind(kind), request.POST.get("child", "")
    return _done(
        ctx,
        request,
        which,
        school,
        list_child.code,
        lambda to: list_child(to, unit=school, form=which, child=child),
        "listed",
    )


@page({"POST": unlist_child.code})
def unlisting(ctx: Context, request: HttpRequest, kind: str, school: UUID) -> Answer:
    """Take a pupil off."""
    which, child = _kind(kind), request.POST.get("child", "")

    def act(acting: Context) -> None:
        unlist_child(acting, unit=school, form=which, child=child)

    return _done(ctx, request, which, school, unlist_child.code, act, "unlisted")


@page({"POST": remark_on_row.code})
def remarking(ctx: Context, request: HttpRequest, kind: str, school: UUID) -> Answer:
    """Remark on a row."""
    which, given = _kind(kind), {name: request.POST.get(name, "") for name in ("child", "remark")}

    def act(acting: Context) -> None:
        remark_on_row(acting, unit=school, form=which, **given)

    return _done(ctx, request, which, school, remark_on_row.code, act, "remarked")


@page({"POST": sign_form.code})
def signing(ctx: Context, request: HttpRequest, kind: str, school: UUID) -> Answer:
    """Sign a form off."""
    which = _kind(kind)
    return _done(
        ctx, request, which, school, sign_form.code, lambda to: sign_form(to, unit=school, form=which), "signed"
    )


@page({"POST": issue_form_paper.code})
def printed(ctx: Context, request: HttpRequest, kind: str, school: UUID) -> Answer:
    """Set the signed form on paper; papers are where it is printed from."""
    which = _kind(kind)
    row = signed_form(ctx, which, year_of(which, ctx.today), school, issue_form_paper.code)
    if row is None:
        raise NotFound
    return _done(
        ctx,
        request,
        which,
        school,
        issue_form_paper.code,
        lambda to: issue_form_paper(to, statistics_form=row.pk),
        "on_paper",
    )


_SCHOOL = "statistics/<slug:kind>/schools/<uuid:school>/"
ROUTES = [
    route("statistics/", forms, "statistics_forms"),
    route("statistics/<slug:kind>/", form, "statistics_form"),
    route("statistics/<slug:kind>/workbook/", exported, "statistics_workbook"),
    route(_SCHOOL, of_school, "statistics_of_school"),
    route(f"{_SCHOOL}list/", listing, "statistics_list"),
    route(f"{_SCHOOL}unlist/", unlisting, "statistics_unlist"),
    route(f"{_SCHOOL}remark/", remarking, "statistics_remark"),
    route(f"{_SCHOOL}sign/", signing, "statistics_sign"),
    route(f"{_SCHOOL}paper/", printed, "statistics_paper"),
]
