"""The registers: on a page, printed, as workbooks; and how a term stands in each class."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from django.utils.http import urlencode

from notoneless.casework.cases.selectors.cases import READ_CASE, units_to_choose
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.reading import VisitLine, term_begins
from notoneless.casework.visits.selectors.registers import (
    ListedCase,
    Register,
    cases_listed,
    register_of,
    term_of_classes,
    unit_in_reach,
)
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.interfaces.frame.handing import as_workbook
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.visits.exports import workbook
from notoneless.interfaces.visits.pages.wording import day_of, of_visit, told, uuid_of

VISIT_COLUMNS: Final = (
    "day",
    "time",
    "child",
    "class",
    "home",
    "place",
    "visitors",
    "met",
    "reason",
    "note",
    "promise",
    "next_step",
    "photos",
    "signature",
)
CASE_COLUMNS: Final = {
    Register.DROPOUTS: ("child", "class", "home", "guardian", "verified_on", "visitors", "visit_count", "last_visit"),
    Register.RETURNED: ("child", "class", "home", "guardian", "returned_on", "visitors", "visit_count", "last_visit"),
}


@page({"GET": READ_VISIT})
def register(ctx: Context, request: HttpRequest, register: str) -> Answer:
    """One register of a unit between two days, of the term where none are named."""
    which, unit, first, last = _asked(ctx, request, register)
    heads, rows, lines = _rows(ctx, which, unit, first, last, "page")
    wanted = urlencode({"unit": str(unit.pk), "first": first.isoformat(), "last": last.isoformat()})
    values = {
        **_frame(which, unit, first, last),
        "registers": [(each.value, told(f"visits.{each}")) for each in Register],
        "first_head": heads[1],
        "heads": heads[2:],
        "rows": [
            (line, list(zip(heads[2:], row[2:], strict=True)), row[1]) for line, row in zip(lines, rows, strict=True)
        ],
        "units": units_to_choose(ctx),
        "unit": str(unit.pk),
        "query": f"?{wanted}",
        "is_visits": which is Register.VISITS,
    }
    return Shown("visits/register.html", values)


@page({"GET": READ_VISIT})
def printed(ctx: Context, request: HttpRequest, register: str) -> Answer:
    """One register as it is printed, on A4 sideways."""
    which, unit, first, last = _asked(ctx, request, register)
    heads, rows, _ = _rows(ctx, which, unit, first, last, "print")
    return Shown("visits/print.html", {**_frame(which, unit, first, last), "heads": heads, "rows": rows})


@page({"GET": READ_VISIT})
def exported(ctx: Context, request: HttpRequest, register: str) -> Answer:
    """One register as the workbook that officials know."""
    which, unit, first, last = _asked(ctx, request, register)
    heads, rows, _ = _rows(ctx, which, unit, first, last, "export")
    frame = _frame(which, unit, first, last)
    return as_workbook(workbook(frame["title"], frame["head"], heads, rows), "visits", frame["title"])


def _asked(ctx: Context, request: HttpRequest, register: str) -> tuple[Register, Unit, date, date]:
    if register not in set(Register):
        raise NotFound
    first, last = day_of(request.GET.get("first")), day_of(request.GET.get("last"))
    unit = unit_in_reach(ctx, uuid_of(request.GET.get("unit")))
    return Register(register), unit, first or term_begins(ctx.today), last or ctx.today


def _frame(which: Register, unit: Unit, first: date, last: date) -> dict[str, Any]:
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return {
        "register": which.value,
        "title": told(f"visits.{which}"),
        "head": told("visits.register_head", unit=unit.name, **days),
        **days,
    }


def _rows(
    ctx: Context, which: Register, unit: Unit, first: date, last: date, use: str
) -> tuple[list[str], list[list[str]], Sequence[VisitLine | ListedCase]]:
    """The headings, the rows with their serial numbers, and what each row is of."""
    if which is Register.VISITS:
        lines = register_of(ctx, unit, first, last, use)
        heads = [told(f"visits.column_{each}") for each in ("serial", *VISIT_COLUMNS)]
        return heads, [[str(number), *_cells(line)] for number, line in enumerate(lines, start=1)], lines
    listed = cases_listed(ctx, unit, which, first, last, use)
    heads = [told(f"visits.column_{each}") for each in ("serial", *CASE_COLUMNS[which])]
    return heads, [[str(number), *_case_cells(line)] for number, line in enumerate(listed, start=1)], listed


def _cells(line: VisitLine) -> list[str]:
    """The cells of a visit; what is told by need only says so."""
    known = of_visit(line)
    sealed = told("visits.sealed") if line.is_confidential else ""
    words = [sealed or text for text in (known["reason"], line.note, known["promise"], line.next_step)]
    where = [line.name, line.school, line.home, known["place"], known["visitors"], known["met"]]
    kind = "" if line.kind == "home" else f" {known['kind']}"
    photos = str(len(line.photos)) if line.photos else ""
    return [f"{line.on.isoformat()}{kind}", known["time"], *where, *words, photos, known["signature"]]


def _case_cells(line: ListedCase) -> list[str]:
    last = line.last_on.isoformat() if line.last_on else ""
    people = "、".join(line.visitors)
    return [line.name, line.school, line.home, line.guardian, line.on.isoformat(), people, str(line.times), last]


@page({"GET": READ_VISIT})
def term(ctx: Context, request: HttpRequest) -> Answer:
    """How the visits of the term stand in each class: the quota, and who is still to be visited."""
    unit, first = unit_in_reach(ctx, uuid_of(request.GET.get("unit"))), term_begins(ctx.today)
    values = {
        "classes": term_of_classes(ctx, unit, first, ctx.today),
        "units": units_to_choose(ctx),
        "unit": str(unit.pk),
        "may_list": ctx.may(READ_WATCH_LIST),
        "may_cases": ctx.may(READ_CASE),
        "head": told("visits.register_head", unit=unit.name, first=first.isoformat(), last=ctx.today.isoformat()),
    }
    return Shown("visits/term.html", values)


ROUTES = [
    route("visits/term/", term, "visit_term"),
    route("visits/registers/<slug:register>/", register, "visit_register"),
    route("visits/registers/<slug:register>/print/", printed, "visit_register_print"),
    route("visits/registers/<slug:register>/export/", exported, "visit_register_export"),
]
