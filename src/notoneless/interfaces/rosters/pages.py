"""Rosters on the web: bring one in, look at how it was understood, adopt it, take it back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.scope import reading_long
from notoneless.foundation.attachments.rules import SHEET_ENDINGS, SHEETS, sheet_ending
from notoneless.foundation.attachments.selectors import own_file
from notoneless.interfaces.access.pages.choosing import Unclear, unit_typed
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import Taken, kept, sent_file
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.golden.selectors import READ_GOLDEN, progress
from notoneless.records.golden.services import begin_working_out, is_due
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.records.rosters.selectors import READ_ROSTER, faults_of, list_rosters, looked_at, open_roster
from notoneless.records.rosters.services.reading import ColumnsUnclear, layout_of, read_once, understood
from notoneless.records.rosters.services.receiving import (
    adopt_roster,
    as_remembered,
    content_as_remembered,
    receive_roster,
    withdraw_roster,
)
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.fields import Field
from notoneless.tabular.issues import column_letter
from notoneless.tabular.recognition.shown import shown_headings
from notoneless.tabular.writing import ColumnSpec, SheetSpec

RECEIVE = "roster.receive"
_KINDS = {kind.value: Problem(f"rosters.kind.{kind.value}") for kind in RosterKind}

_FAULT_COLUMNS = (("sheet", 16), ("row", 8), ("column", 8), ("told", 70), ("value", 24))


@dataclass(frozen=True)
class ColumnLine:
    """One column of a file: where it stands, how it is headed, what it was taken for, and a few of its cells, masked."""

    index: int
    letter: str
    heading: str
    field: str
    examples: str


def _words(problem: Problem) -> str:
    return sentence(problem, language_of())


@page({"GET": READ_ROSTER})
def rosters(ctx: Context, request: HttpRequest) -> Answer:
    """The rosters in reach, and the form for another."""
    return _list(ctx)


def _list(ctx: Context, refusal: NotonelessError | None = None, sent: Mapping[str, str] | None = None) -> Answer:
    lines = [
        (each, _words(_KINDS[each.kind]), _words(Problem(f"rosters.state.{each.state}"))) for each in list_rosters(ctx)
    ]
    values = {
        "lines": lines,
        "kinds": [(value, _words(words)) for value, words in _KINDS.items()],
        "sent": sent or {"as_of": ctx.today.isoformat()},
        "may": ctx.may(RECEIVE),
        "worked": progress(ctx),
        "is_pending": ctx.may(begin_working_out.code) and is_due(ctx),
        "form": new_form(ctx),
        "error": _words(refusal.told) if refusal else "",
        "choices": refusal.choices if isinstance(refusal, Unclear) else (),
    }
    return Shown("rosters/list.html", values, 422 if refusal else 200)


@contextmanager
def _read_before(ctx: Context, request: HttpRequest, **path: UUID) -> Iterator[None]:
    """Read the file before the transaction begins: seconds in which nobody else need wait. What is wrong the view tells."""
    with read_once():
        with suppress(NotonelessError), reading_long():
            if path and request.method == "POST" and ctx.may(RECEIVE):
                file, content = own_file(ctx, RECEIVE, path["attachment"])
                as_remembered(unit_typed(ctx, request), _kind(request), file, _columns_sent(request))
                layout_of(content, file.kind)
            elif request.method == "POST" and ctx.may(RECEIVE):
                content, name = sent_file(request, "file", settings.ROSTER_BYTES)
                ending = SHEET_ENDINGS[sheet_ending(name)]
                content_as_remembered(unit_typed(ctx, request), _kind(request), content, ending, "")
        yield


@page({"GET": READ_GOLDEN})
def working_out(ctx: Context, request: HttpRequest) -> Answer:
    """How far the children are worked out: a part of the page that asks again until all are written."""
    return Shown("rosters/working_out.html", {"worked": progress(ctx)})


def _look(content: bytes, ending: str) -> None:
    """Read the file as a roster. That a person has to say what its columns hold does not speak against it."""
    with suppress(ColumnsUnclear):
        understood(content, ending, "")


@page({"POST": RECEIVE}, before=_read_before, takes_files=True, most_setting="ROSTER_BYTES")
def upload(ctx: Context, request: HttpRequest) -> Answer:
    """Take a file, and ask how its columns are to be understood."""
    acting = with_form(ctx, request)
    sent = {name: request.POST.get(name, "") for name in ("unit", "kind", "as_of", "title")}
    try:
        unit = unit_typed(ctx, request)
        _kind(request)
        attachment = kept(acting, request, unit, SHEETS, taken=Taken(settings.ROSTER_BYTES, _look))
    except (Refused, Unusable) as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(RECEIVE, {}))
        return _list(ctx, refusal, sent)
    return _understanding(ctx, request, attachment)


def _kind(request: HttpRequest) -> RosterKind:
    try:
        return RosterKind(request.POST.get("kind", ""))
    except ValueError:
        raise Unusable(Problem("access.wrong_kind", {"name": Problem("parameter.kind")})) from None


@page({"POST": RECEIVE}, before=_read_before)
def receive(ctx: Context, request: HttpRequest, attachment: UUID) -> Answer:
    """Keep the roster with its columns as they were confirmed."""
    file, _ = own_file(ctx, RECEIVE, attachment)
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in ("kind", "as_of", "title")}
    try:
        made = receive_roster(acting, unit=unit_typed(ctx, request), file=file, columns=_columns_sent(request), **given)
    except (Refused, Unusable) as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(RECEIVE, {}))
        return _understanding(ctx, request, attachment, refusal)
    return Went("roster", {"roster": made})


def _columns_sent(request: HttpRequest) -> str:
    """The column map that the page says; empty where it says nothing."""
    chosen: dict[str, str] = {}
    for name, value in request.POST.items():
        if name.startswith("column-") and value in set(Field):
            chosen.setdefault(value, column_letter(int(name.removeprefix("column-"))))
    if not chosen:
        return ""
    absent = {Field.ID_NO.value: "null"} if Field.ID_NO.value not in chosen else {}
    lines = [f"  {field}: {letter}" for field, letter in (chosen | absent).items()]
    return "\n".join(["complete: true", "columns:", *lines, ""])


def _understanding(
    ctx: Context, request: HttpRequest, attachment: UUID, refusal: NotonelessError | None = None
) -> Answer:
    """How the columns were understood, to be confirmed or corrected."""
    file, _ = own_file(ctx, RECEIVE, attachment)
    unit = unit_typed(ctx, request)
    try:
        found = as_remembered(unit, _kind(request), file, "").columns
    except ColumnsUnclear as unclear:
        refusal, found = refusal or unclear, unclear.columns
    except Unusable as unusable:
        noted(ctx, unusable, Attempted(RECEIVE, {}))
        return _list(ctx, unusable, {name: request.POST.get(name, "") for name in ("unit", "kind", "as_of", "title")})
    values = {
        "columns": list(_lines(found)),
        "fields": [(field.value, _words(Problem(f"tabular.field.{field.value}"))) for field in Field],
        "attachment": attachment,
        "sent": {name: request.POST.get(name, "") for name in ("unit", "kind", "as_of", "title")} | {"unit": str(unit)},
        "form": new_form(ctx),
        "error": _words(refusal.told) if refusal else "",
    }
    return Shown("rosters/columns.html", values, 422 if refusal else 200)


def _lines(found: ColumnMap) -> Iterator[ColumnLine]:
    shown = shown_headings([column.header for column in found.columns])
    for column in found.columns:
        if column.index is not None:
            field = column.field.value if column.field else ""
            yield ColumnLine(
                column.index, column_letter(column.index), shown[column.index], field, "、".join(column.examples)
            )


@page({"GET": READ_ROSTER})
def one(ctx: Context, request: HttpRequest, roster: UUID) -> Answer:
    """One roster: what it holds, what is wrong with it, where its rows are, and what it would change."""
    return _one(ctx, roster)


def _one(ctx: Context, roster: UUID, refusal: NotonelessError | None = None) -> Answer:
    row = open_roster(ctx, roster)
    faults = faults_of(ctx, roster)
    values = {
        "row": row,
        "kind": _words(_KINDS[row.kind]),
        "state": _words(Problem(f"rosters.state.{row.state}")),
        "seen": looked_at(ctx, row),
        "faults": [(each, _words(each.problem)) for each in faults],
        "may_adopt": ctx.may("roster.adopt"),
        "form": new_form(ctx),
        "error": _words(refusal.told) if refusal else "",
    }
    return Shown("rosters/one.html", values, 422 if refusal else 200)


@page({"GET": READ_ROSTER})
def faults_sheet(ctx: Context, request: HttpRequest, roster: UUID) -> Answer:
    """The faults as a sheet to work off."""
    row = open_roster(ctx, roster)
    columns = [ColumnSpec(_words(Problem(f"rosters.fault.{name}")), width) for name, width in _FAULT_COLUMNS]
    rows = [
        [each.sheet, each.row, each.column, _words(each.problem), each.value]
        for each in faults_of(ctx, roster, most=None)
    ]
    return as_workbook(
        written([SheetSpec(_words(Problem("rosters.faults")), row.title, columns, rows)]),
        f"faults-{row.as_of.isoformat()}",
    )


@page({"POST": "roster.adopt"})
def adopt(ctx: Context, request: HttpRequest, roster: UUID) -> Answer:
    """Let a roster count."""
    open_roster(ctx, roster)
    acting = with_form(ctx, request)
    try:
        adopt_roster(acting, roster=roster)
    except Unusable as refusal:
        noted(ctx, refusal, Attempted("roster.adopt", {}))
        return _one(ctx, roster, refusal)
    messages.success(request, _words(Problem("rosters.adopted")))
    return Went("roster", {"roster": roster})


@page({"POST": "roster.withdraw"})
def withdraw(ctx: Context, request: HttpRequest, roster: UUID) -> Answer:
    """Take a roster back."""
    open_roster(ctx, roster)
    acting = with_form(ctx, request)
    try:
        withdraw_roster(acting, roster=roster, reason=request.POST.get("reason", ""))
    except Unusable as refusal:
        noted(ctx, refusal, Attempted("roster.withdraw", {}))
        return _one(ctx, roster, refusal)
    messages.success(request, _words(Problem("rosters.taken_back")))
    return Went("roster", {"roster": roster})


ROUTES = [
    route("rosters/", rosters, "rosters"),
    route("rosters/working-out/", working_out, "rosters_working_out"),
    route("rosters/upload/", upload, "roster_upload"),
    route("rosters/receive/<uuid:attachment>/", receive, "roster_receive"),
    route("rosters/<uuid:roster>/", one, "roster"),
    route("rosters/<uuid:roster>/faults/", faults_sheet, "roster_faults"),
    route("rosters/<uuid:roster>/adopt/", adopt, "roster_adopt"),
    route("rosters/<uuid:roster>/withdraw/", withdraw, "roster_withdraw"),
]
