"""The three ledgers: a page, what is printed, and what is exported."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext

from notoneless.casework.cases.rules.ledgers import OF_LEDGER, SEALED, Column, Ledger
from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import HIDDEN
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.cases.selectors.cases import units_to_choose
from notoneless.casework.cases.selectors.ledgers import (
    NOT_ON_ROLL,
    THERE,
    LedgerFilter,
    LedgerPage,
    LedgerRow,
    open_ledger,
    whole_ledger,
)
from notoneless.casework.working_groups.selectors.ledgers import with_groups
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.revealing import StepUpNeeded
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.exporting import sealed_for_form
from notoneless.foundation.people.selectors import EXPORT
from notoneless.interfaces.frame.handing import as_workbook
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.interfaces.ledgers.exports import workbook
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.enrolment.rules.standing import OPEN
from notoneless.records.enrolment.selectors import READ_ROLL
from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on
from notoneless.tabular.fields import Field

PRINTED = 2000
"""Rows that are printed at once."""

FILTERS = ("unit", "age", "roll", "state", "reason")
BADGES = {
    "suspected": "warning",
    "verified": "danger",
    "proposed": "info",
    "cleared": "success",
    "closed_out": "success",
}

_NUMBERS: Final = {
    Column.ID_NUMBER: Field.ID_NO,
    Column.STUDENT_NUMBER: Field.STUDENT_NO,
    Column.PHONE: Field.PHONE,
}
_DAYS: Final = frozenset({Column.BORN_ON, Column.OPENED_ON, Column.VERIFIED_ON, Column.CLOSED_ON})
_CODED: Final = {
    Column.CASE_STATE: "cases.state_{}",
    Column.KIND: "cases.kind_{}",
    Column.ROLL_STATE: "enrolment.state_{}",
}


def told(code: str, **params: Any) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, params), language_of())


@page({"GET": READ_CASE})
def ledgers(ctx: Context, request: HttpRequest) -> Answer:
    """The three ledgers, to choose one."""
    return Shown("ledgers/index.html", {"ledgers": [(each.value, _title(each)) for each in Ledger]})


@page({"GET": READ_CASE})
def ledger(ctx: Context, request: HttpRequest, ledger: str) -> Answer:
    """A page of one ledger. The address holds codes and ids of units, and nobody's name."""
    return _page(ctx, request.GET, _ledger(ledger))


def _page(ctx: Context, asked: Mapping[str, str], ledger: Ledger, refusal: NotonelessError | None = None) -> Answer:
    wanted = _wanted(asked)
    found = with_groups(ctx, open_ledger(ctx, ledger, wanted))
    kept = {name: asked[name] for name in FILTERS if asked.get(name)}
    columns = [column for column in found.columns if column is not Column.SERIAL]
    values = {
        **_frame(ctx, ledger, wanted, found),
        "heads": [_heading(column) for column in columns],
        "rows": [_line(ctx, row, columns) for row in found.rows],
        "fields": _fields(ctx, ledger, wanted),
        "kept": kept,
        "is_narrowed": bool(kept),
        "count": found.count,
        "is_many": found.is_many,
        "query": f"?{urlencode(kept)}" if kept else "",
        "following": f"?{urlencode({**kept, 'after': str(found.following)})}" if found.following else "",
        "first": f"?{urlencode(kept)}" if wanted.after else "",
        "may_export": ctx.may(EXPORT),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("ledgers/ledger.html", values, 422 if refusal else 200)


@page({"GET": READ_CASE})
def printed(ctx: Context, request: HttpRequest, ledger: str) -> Answer:
    """One ledger as it is printed: all rows, on A4 sideways, with unit and signatures."""
    which, wanted = _ledger(ledger), _wanted(request.GET)
    try:
        found = with_groups(ctx, whole_ledger(ctx, which, wanted, "print", PRINTED))
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(READ_CASE, {}))
        return _page(ctx, request.GET, which, refusal)
    values = {
        **_frame(ctx, which, wanted, found),
        "heads": [_heading(column) for column in found.columns],
        "rows": [[_words(ctx, row, column) for column in found.columns] for row in found.rows],
    }
    return Shown("ledgers/print.html", values)


@page({"POST": READ_CASE})
def exported(ctx: Context, request: HttpRequest, ledger: str) -> Answer:
    """One ledger as a workbook; with numbers where somebody may have them in bulk, says why, and proves who asks."""
    which, wanted = _ledger(ledger), _wanted(request.POST)
    try:
        found = with_groups(ctx, whole_ledger(ctx, which, wanted, "export"))
        numbers: Mapping[UUID, Mapping[Field, str]] = {}
        if request.POST.get("numbers"):
            fields = [_NUMBERS[column] for column in found.columns if column in _NUMBERS]
            ids = [row.child for row in found.rows]
            numbers = sealed_for_form(ctx, ids, fields, request.POST.get("why", ""), settings.REVEAL_PROOF)
    except (StepUpNeeded, NotFound):
        raise
    except Refused as refusal:
        noted(ctx, refusal, Attempted(READ_CASE, {}))
        return _page(ctx, request.POST, which, refusal)
    frame = _frame(ctx, which, wanted, found)
    columns = [(column, _heading(column)) for column in found.columns]
    rows = [[_cell(ctx, row, column, numbers) for column in found.columns] for row in found.rows]
    return _download(frame["title"], workbook(frame["title"], frame["head"], columns, rows))


def _download(title: str, content: bytes) -> HttpResponse:
    return as_workbook(content, "ledger", title)


def _ledger(text: str) -> Ledger:
    if text not in set(Ledger):
        raise NotFound
    return Ledger(text)


def _title(ledger: Ledger) -> str:
    return told(f"cases.ledger_{ledger}")


def _heading(column: Column) -> str:
    return told(f"cases.column_{column}")


def _frame(ctx: Context, ledger: Ledger, wanted: LedgerFilter, found: LedgerPage) -> dict[str, str]:
    """Title and head line: whose ledger it is, who signs, and the days it speaks of."""
    held = wanted.unit or next(each.unit for each in ctx.holdings())
    unit = visible_to(ctx, "unit.read", Unit).filter(pk=held).values_list("name", flat=True).first() or ""
    days = {"day": ctx.today.isoformat(), "as_of": found.as_of.isoformat()}
    head = told("cases.ledger_head", unit=unit, **days)
    return {"ledger": ledger.value, "title": _title(ledger), "head": head}


def _wanted(asked: Mapping[str, str]) -> LedgerFilter:
    age = asked.get("age", "")
    return LedgerFilter(
        unit=_uuid(asked.get("unit")),
        age=int(age) if age.isdecimal() and len(age) < 3 else None,
        roll=asked.get("roll", "")[:20],
        state=asked.get("state", "")[:20],
        reason=asked.get("reason", "")[:40],
        after=_uuid(asked.get("after")),
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _fields(ctx: Context, ledger: Ledger, wanted: LedgerFilter) -> list[dict[str, Any]]:
    """The filter of a ledger: each a choice that may be left open."""
    ages = parameters_on(default_as_of(ctx.today)).age
    fields = [
        ("unit", gettext("单位"), str(wanted.unit or ""), units_to_choose(ctx)),
        ("age", _heading(Column.AGE), "" if wanted.age is None else str(wanted.age), _ages(ages)),
        ("state", _heading(Column.CASE_STATE), wanted.state, _named("cases.state_{}", OF_LEDGER[ledger])),
    ]
    if ledger is Ledger.SCHOOL_AGE and ctx.may(READ_ROLL):
        rolls = [*_named("enrolment.state_{}", sorted(OPEN)), (NOT_ON_ROLL, told("cases.roll_none"))]
        fields.append(("roll", _heading(Column.ROLL_STATE), wanted.roll, rolls))
    if ledger is not Ledger.SCHOOL_AGE:
        reasons = [(each.code, _reason(ctx, each.code)) for each in reasons_on(ctx.today).table.values()]
        reasons.append((HIDDEN, told("cases.reason_hidden")))
        fields.append(("reason", _heading(Column.REASON), wanted.reason, reasons))
    return [
        {"name": name, "label": label, "value": value, "options": options} for name, label, value, options in fields
    ]


def _ages(age: Any) -> list[tuple[str, str]]:
    return [(str(years), str(years)) for years in range(age.from_years, age.until_years)]


def _named(pattern: str, codes: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(code), told(pattern.format(code))) for code in codes]


def _line(ctx: Context, row: LedgerRow, columns: Sequence[Column]) -> dict[str, Any]:
    """A row of the page: its first cell leads to the case, or to the child."""
    cells = [(_heading(column), _words(ctx, row, column), column in _DAYS) for column in columns]
    return {"child": row.child, "case": row.case, "name": cells[0][1], "cells": cells[1:]}


def _cell(ctx: Context, row: LedgerRow, column: Column, numbers: Mapping[UUID, Mapping[Field, str]]) -> str:
    """A cell of a workbook: a number where it was handed out."""
    if column in _NUMBERS and row.child in numbers:
        return numbers[row.child].get(_NUMBERS[column], "")
    return _words(ctx, row, column)


def _words(ctx: Context, row: LedgerRow, column: Column) -> str:
    """What a column says of a child, in the reader's language."""
    value = row.values[column]
    if not value:
        return ""
    if column in SEALED or value == THERE:
        return told("cases.there")
    if column in (Column.REASON, Column.CLOSED_BECAUSE):
        return _reason(ctx, value)
    if column is Column.ROLL_STATE and value == NOT_ON_ROLL:
        return told("cases.roll_none")
    if column is Column.SEX:
        return gettext(value)
    return told(_CODED[column].format(value)) if column in _CODED else value


def _reason(ctx: Context, code: str) -> str:
    if code == HIDDEN:
        return told("cases.reason_hidden")
    known = reasons_on(ctx.today).table.get(code)
    if known is None:
        return code
    return known.zh if language_of() == "zh" else known.en


ROUTES = [
    route("ledgers/", ledgers, "ledgers"),
    route("ledgers/<slug:ledger>/", ledger, "ledger"),
    route("ledgers/<slug:ledger>/print/", printed, "ledger_print"),
    route("ledgers/<slug:ledger>/export/", exported, "ledger_export"),
]
