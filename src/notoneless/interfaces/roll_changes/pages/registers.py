"""The register of changes of a term, also as a workbook; what of it is not in order; entries with holes."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.roll_changes.pages.wording import of_change, of_hole, told
from notoneless.kernel.calendar import Term
from notoneless.records.enrolment.selectors import READ_ROLL
from notoneless.records.roll_changes.rules.register import Heading
from notoneless.records.roll_changes.selectors.register import (
    RegisterLine,
    list_holes,
    list_incomplete,
    list_register,
    term_at,
)
from notoneless.records.roll_changes.services import document
from notoneless.tabular.writing import ColumnSpec, SheetSpec

_MOST_BACK = 4
"""Terms before this one of which a register is offered."""


def _asked(request: HttpRequest, day: date) -> tuple[int, Term, UUID | None]:
    """How many terms back, the term, and the school."""
    text, school = request.GET.get("back", ""), request.GET.get("school", "")
    back = min(int(text), _MOST_BACK) if text.isascii() and text.isdecimal() and len(text) < len("100") else 0
    try:
        return back, term_at(day, back), UUID(school) if school else None
    except ValueError:
        return back, term_at(day, back), None


def _rows(ctx: Context, term: Term, school: UUID | None) -> tuple[RegisterLine, ...]:
    return list_register(ctx, term.first_day, min(ctx.today, term.last_day), school)


@page({"GET": READ_ROLL})
def register(ctx: Context, request: HttpRequest) -> Answer:
    """The changes of a term, with what is missing of each."""
    back, term, school = _asked(request, ctx.today)
    lines = _rows(ctx, term, school)
    found = [of_change(each) for each in lines]
    values = {
        "lines": found,
        "counts": [
            (told(f"roll_changes.heading_{each}"), sum(line.heading is each for line in lines)) for each in Heading
        ],
        "term": term,
        "back": back,
        "earlier": back + 1 if back < _MOST_BACK else None,
        "later": back - 1 if back else None,
        "school": school or "",
        **_may(ctx),
    }
    return Shown("roll_changes/register.html", values)


def _may(ctx: Context) -> dict[str, object]:
    return {"may_document": ctx.may(document.code), "form": new_form(ctx)}


@page({"GET": READ_ROLL})
def incomplete(ctx: Context, request: HttpRequest) -> Answer:
    """The changes that are not in order yet, until they are."""
    values = {"lines": [of_change(each) for each in list_incomplete(ctx)], **_may(ctx)}
    return Shown("roll_changes/incomplete.html", values)


@page({"GET": READ_ROLL})
def holes(ctx: Context, request: HttpRequest) -> Answer:
    """Pupils never seen, learning in another school, or without an entry."""
    return Shown("roll_changes/holes.html", {"lines": [of_hole(each) for each in list_holes(ctx)]})


@page({"GET": READ_ROLL})
def workbook(ctx: Context, request: HttpRequest) -> Answer:
    """The register of a term as a workbook."""
    _, term, school = _asked(request, ctx.today)
    lines = _rows(ctx, term, school)
    title = gettext("学籍变动登记表")
    names = sorted({each.school_name for each in lines})
    days = {
        "first": term.first_day.isoformat(),
        "last": term.last_day.isoformat(),
        "units": "、".join(names[:5]),
        "count": len(lines),
    }
    note = gettext("%(first)s 至 %(last)s，%(units)s，共 %(count)s 笔") % days
    heads = (
        *((gettext("序号"), 6.0), (gettext("学校"), 20.0), (gettext("姓名"), 10.0), (gettext("变动"), 10.0)),
        *((gettext("日期"), 12.0), (gettext("到期"), 12.0), (gettext("年级"), 6.0), (gettext("去向"), 20.0)),
        *(
            (gettext("已有材料"), 28.0),
            (gettext("还缺材料"), 28.0),
            (gettext("去向清楚"), 10.0),
            (gettext("数字准确"), 10.0),
        ),
    )
    columns = [ColumnSpec(words, width, wrap=width > _WRAPPED) for words, width in heads]
    rows = [_cells(number, each) for number, each in enumerate(lines, 1)]
    sheet = SheetSpec(name=title, title=title, columns=columns, rows=rows, note=note, frozen=3)
    return as_workbook(written([sheet]), "roll-changes", title)


_WRAPPED = 12.0
"""Characters from which a column breaks its lines."""


def _cells(number: int, line: RegisterLine) -> list[str]:
    shown = of_change(line)
    yes, no = gettext("是"), gettext("否")
    return [
        str(number),
        line.school_name,
        line.name,
        shown["heading"],
        line.on.isoformat(),
        line.until.isoformat() if line.until else "",
        str(line.grade or ""),
        line.destination,
        "、".join(shown["papers"]),
        "、".join(shown["lacks"]),
        yes if line.is_traced else no,
        yes if line.is_exact else no,
    ]


ROUTES = [
    route("roll-changes/register/", register, "changes_register"),
    route("roll-changes/register/workbook/", workbook, "changes_workbook"),
    route("roll-changes/incomplete/", incomplete, "changes_incomplete"),
    route("roll-changes/holes/", holes, "changes_holes"),
]
