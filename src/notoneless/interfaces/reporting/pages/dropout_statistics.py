"""The statistics of dropouts: a page, the workbook in the order of the form, and the numbered paper; it fills itself."""

from datetime import date
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import visible_to
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.reporting.pages.leavers import code_words, school_asked, unit_of
from notoneless.interfaces.reporting.pages.wording import sentence_of, told
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.reporting.rules.dropout_statistics import Statistic
from notoneless.oversight.reporting.rules.leavers import Column
from notoneless.oversight.reporting.selectors import READ_REPORT
from notoneless.oversight.reporting.selectors.dropout_statistics import DropoutRow, list_dropouts
from notoneless.oversight.reporting.selectors.leavers import school_of_register, schools_in_reach
from notoneless.oversight.reporting.services import issue_statistics
from notoneless.tabular.writing import ColumnSpec, SheetSpec

_WIDTHS: Final = {Statistic.SERIAL: 6.0, Statistic.SEX: 6.0, Statistic.HOME: 28.0, Statistic.SCHOOL: 20.0}
_WIDTH = 12.0
_SHOWN = tuple(each for each in Statistic if each not in (Statistic.SERIAL, Statistic.NAME))


@page({"GET": READ_REPORT})
def statistics(ctx: Context, request: HttpRequest) -> Answer:
    """The form of all in reach, or of one school."""
    return _shown(ctx, school_asked(request.GET.get("school", "")))


def _shown(ctx: Context, school: UUID | None, refusal: NotonelessError | None = None) -> Answer:
    schools = schools_in_reach(ctx)
    own = school or (schools[0][0] if len(schools) == 1 else None)
    values = {
        "rows": [
            (row, [(_head(each), _words(row, each, ctx.today)) for each in _SHOWN])
            for row in list_dropouts(ctx, school)
        ],
        "heads": [_head(each) for each in _SHOWN],
        "name_head": _head(Statistic.NAME),
        "schools": schools,
        "school": school,
        "paper_of": own if own and visible_to(ctx, issue_statistics.code, Unit).filter(pk=own).exists() else None,
        "form": new_form(ctx),
        "error": sentence_of(refusal),
    }
    return Shown("reporting/dropout_statistics.html", values, 422 if refusal else 200)


def _head(column: Statistic) -> str:
    return told("column.cause") if column is Statistic.REASON else told(f"column.{column}")


def _words(row: DropoutRow, column: Statistic, today: date) -> str:
    """What a column says of a dropout, in the reader's language."""
    value = row.values[column]
    return code_words(Column(column.value), value, today) if column.value in set(Column) else value


@page({"GET": READ_REPORT})
def exported(ctx: Context, request: HttpRequest) -> Answer:
    """The form as a workbook, with title and signatures on merged rows."""
    school = school_asked(request.GET.get("school", ""))
    rows = list_dropouts(ctx, school)
    unit = unit_of(ctx, school)
    title = told("statistics_title", unit=unit)
    head = told("register_head", unit=unit, day=ctx.today.isoformat(), count=len(rows))
    columns = [ColumnSpec(_head(each), _WIDTHS.get(each, _WIDTH), wrap=each in _WIDTHS) for each in Statistic]
    cells = [[_words(row, each, ctx.today) for each in Statistic] for row in rows]
    sheet = SheetSpec(name=title[:31], title=title, columns=columns, rows=cells, note=head, frozen=4)
    return as_workbook(written([sheet]), "dropouts", title)


@page({"POST": issue_statistics.code})
def printed(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """Set the form of a school on paper; papers are where it is printed from."""
    school_of_register(ctx, school, issue_statistics.code)
    refusal = tried(ctx, request, issue_statistics.code, lambda acting: issue_statistics(acting, unit=school))
    if refusal is not None:
        return _shown(ctx, school, refusal)
    messages.success(request, told("statistics_issued"))
    return Went("papers")


ROUTES = [
    route("dropout-statistics/", statistics, "dropout_statistics"),
    route("dropout-statistics/workbook/", exported, "dropout_statistics_workbook"),
    route("dropout-statistics/<uuid:school>/paper/", printed, "dropout_statistics_paper"),
]
