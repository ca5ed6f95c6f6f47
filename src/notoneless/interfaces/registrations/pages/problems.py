"""Problem registrations: the list, one of them, how it was settled, and the sheet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.registrations.rules.kinds import ProblemKind, ProblemState, Settlement
from notoneless.records.registrations.selectors import (
    READ_PROBLEMS,
    ProblemLine,
    Wanted,
    all_problems,
    expect_problem,
    list_problems,
    open_problem,
)
from notoneless.records.registrations.services import reopen, settle
from notoneless.tabular.writing import ColumnSpec, SheetSpec

MOST_PAGES = 10_000
_OWN = {ProblemKind.ID_WRONG, ProblemKind.BORN_WRONG, ProblemKind.NO_NAME, ProblemKind.STATUS_UNCLEAR}
"""Kinds that no mismatch is."""
_COLUMNS = (
    ("heading", 12),
    ("kind", 18),
    ("name", 10),
    ("above", 16),
    ("unit", 18),
    ("reason", 44),
    ("next", 44),
    ("place", 28),
    ("first_seen", 12),
    ("state", 9),
    ("how", 14),
    ("explanation", 30),
)
_WRAPPED = {"reason", "next", "explanation"}


def _words(code: str) -> str:
    return sentence(Problem(code), language_of())


def _next(kind: ProblemKind) -> str:
    return _words(f"registrations.next.{kind}" if kind in _OWN else f"reconciliation.mismatch.{kind}.advice")


def _wanted(request: HttpRequest) -> Wanted:
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    return Wanted(
        ProblemKind(kind) if kind in set(ProblemKind) else None,
        ProblemState(state) if state in set(ProblemState) else ProblemState.OPEN,
    )


@page({"GET": READ_PROBLEMS})
def problems(ctx: Context, request: HttpRequest) -> Answer:
    """The list."""
    asked = request.GET.get("page", "1")
    number = min(int(asked), MOST_PAGES) if asked.isdecimal() and len(asked) < 6 and int(asked) else 1
    wanted = _wanted(request)
    found = list_problems(ctx, language_of(), wanted, number)
    values = {
        "lines": [(each, _words(f"registrations.kind.{each.kind}"), _heading(each)) for each in found.lines],
        "kinds": [(kind, _words(f"registrations.kind.{kind}"), count) for kind, count in found.kinds],
        "states": [(state, _words(f"registrations.state.{state}"), count) for state, count in found.states.items()],
        "total": found.states[wanted.state],
        "kind": wanted.kind or "",
        "state": wanted.state,
        "page": number,
        "has_more": found.has_more,
    }
    return Shown("registrations/list.html", values)


def _heading(line: ProblemLine) -> str:
    return _words(f"registrations.heading.{line.heading}")


@page({"GET": READ_PROBLEMS})
def sheet(ctx: Context, request: HttpRequest) -> Answer:
    """The list as a sheet to work off."""
    columns = [
        ColumnSpec(_words(f"registrations.column.{name}"), width, wrap=name in _WRAPPED) for name, width in _COLUMNS
    ]
    rows = [_row(each) for each in all_problems(ctx, language_of(), _wanted(request))]
    title = _words("registrations.list")
    return as_workbook(written([SheetSpec(title, title, columns, rows, frozen=3)]), f"problems-{ctx.today.isoformat()}")


def _row(line: ProblemLine) -> list[str]:
    place = sentence(Problem("registrations.place", {"source": line.source, "row": line.row}), language_of())
    return [
        _heading(line),
        _words(f"registrations.kind.{line.kind}"),
        line.name,
        line.above,
        line.unit,
        line.reason,
        _next(line.kind),
        place,
        line.first_seen_on.isoformat(),
        _words(f"registrations.state.{line.state}"),
        _words(f"registrations.how.{line.how}") if line.how else "",
        line.explanation,
    ]


@page({"GET": READ_PROBLEMS})
def one(ctx: Context, request: HttpRequest, found: UUID) -> Answer:
    """One problem."""
    return _one(ctx, found)


def _one(ctx: Context, found: UUID, refusal: NotonelessError | None = None, sent: HttpRequest | None = None) -> Answer:
    line = open_problem(ctx, found, language_of())
    typed = sent.POST if sent else {}
    values = {
        "line": line,
        "kind": _words(f"registrations.kind.{line.kind}"),
        "heading": _heading(line),
        "next": _next(line.kind),
        "state": _words(f"registrations.state.{line.state}"),
        "how": _words(f"registrations.how.{line.how}") if line.how else "",
        "ways": [(how.value, _words(f"registrations.how.{how}")) for how in Settlement],
        "typed": {name: typed.get(name, "") for name in ("how", "explanation", "reason")},
        "may_settle": ctx.may(settle.code),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("registrations/one.html", values, 422 if refusal else 200)


@page({"POST": settle.code})
def settling(ctx: Context, request: HttpRequest, found: UUID) -> Answer:
    """Say how a problem was settled."""
    expect_problem(ctx, settle.code, found)
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in ("how", "explanation")}
    try:
        settle(acting, problem_registration=found, **given)
    except (Refused, Unusable) as refusal:
        return _refused(ctx, request, found, refusal, settle.code)
    messages.success(request, _words("registrations.settled"))
    return Went("problem_registrations")


@page({"POST": reopen.code})
def reopening(ctx: Context, request: HttpRequest, found: UUID) -> Answer:
    """Open a settled problem again."""
    expect_problem(ctx, reopen.code, found)
    acting = with_form(ctx, request)
    try:
        reopen(acting, problem_registration=found, reason=request.POST.get("reason", ""))
    except (Refused, Unusable) as refusal:
        return _refused(ctx, request, found, refusal, reopen.code)
    messages.success(request, _words("registrations.reopened"))
    return Went("problem_registration", {"found": found})


def _refused(ctx: Context, request: HttpRequest, found: UUID, refusal: NotonelessError, code: str) -> Answer:
    noted(ctx, refusal, Attempted(code, {}))
    return _one(ctx, found, refusal, request)


ROUTES = [
    route("registrations/", problems, "problem_registrations"),
    route("registrations/sheet/", sheet, "problem_registrations_sheet"),
    route("registrations/<uuid:found>/", one, "problem_registration"),
    route("registrations/<uuid:found>/settle/", settling, "problem_registration_settle"),
    route("registrations/<uuid:found>/reopen/", reopening, "problem_registration_reopen"),
]
