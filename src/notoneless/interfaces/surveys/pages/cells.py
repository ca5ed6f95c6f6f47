"""A grid cell at a desk: its children, its sheet to print, signing for it; a child's answers, and why it is in no school."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.surveys.pages.wording import choices, of_answer, of_child, state_of, told
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.surveys.selectors import (
    READ_SURVEY,
    REVEAL_ANSWER,
    answer_in_reach,
    answers_of_child,
    cell_in_reach,
    open_cell,
)
from notoneless.records.surveys.selectors.history import answers_about
from notoneless.records.surveys.services import answer_child, find_child, sign_off

NEW_ROWS = range(1, 6)
"""Lines of a printed sheet for children who are found."""


@page({"GET": READ_SURVEY})
def cell(ctx: Context, request: HttpRequest, cell: UUID) -> Answer:
    """The children of a grid cell, those not answered for first."""
    return _cell(ctx, cell)


def _cell(ctx: Context, cell: UUID, refusal: NotonelessError | None = None) -> Answer:
    found = open_cell(ctx, cell)
    values = {
        "found": found,
        "kind": told(f"surveys.kind.{found.kind}"),
        "state": state_of(found.state),
        "lines": [of_child(each) for each in sorted(found.lines, key=lambda line: line.answer is not None)],
        "may_answer": ctx.may(answer_child.code),
        "may_find": ctx.may(find_child.code),
        "may_sign": ctx.may(sign_off.code) and found.state != "done" and not found.missing and found.lines,
        "may_reveal": ctx.may(REVEAL_ANSWER),
        "signing_day": min(ctx.today, found.last_on).isoformat(),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("surveys/cell.html", values, 409 if refusal else 200)


@page({"POST": sign_off.code})
def sign(ctx: Context, request: HttpRequest, cell: UUID) -> Answer:
    """Sign for a grid cell."""
    cell_in_reach(ctx, cell, sign_off.code)
    given = {name: request.POST.get(name, "") for name in ("signed_on", "surveyor")}
    refusal = tried(ctx, request, sign_off.code, lambda acting: sign_off(acting, cell=cell, **given))
    if refusal is not None:
        return _cell(ctx, cell, refusal)
    messages.success(request, told("surveys.signed"))
    return Went("survey_cell", {"cell": cell})


@page({"GET": READ_SURVEY})
def sheet(ctx: Context, request: HttpRequest, cell: UUID) -> Answer:
    """The sheet of a grid cell, to be printed, filled in at the doors and typed back. No numbers stand on it."""
    found = open_cell(ctx, cell)
    values = {"found": found, "kind": told(f"surveys.kind.{found.kind}"), "new": NEW_ROWS, **choices()}
    return Shown("surveys/sheet.html", values)


@page({"GET": READ_SURVEY})
def child_card(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """What surveys found out about a child, for the child's page, which fetches it."""
    child_in_reach(ctx, child, READ_SURVEY)
    answers = [(each, of_answer(each.answer)) for each in answers_of_child(ctx, child)]
    if request.headers.get("HX-Request"):
        return Shown("surveys/card.html", {"answers": answers})
    name = child_in_reach(ctx, child, READ_SURVEY).name
    return Shown("surveys/child_answers.html", {"answers": answers, "child": child, "name": name})


def survey_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    answers = [(each, of_answer(each.answer)) for each in answers_about(ctx, child)]
    return Shown("surveys/card.html", {"answers": answers})


@page({"POST": REVEAL_ANSWER})
def reason(ctx: Context, request: HttpRequest, answer: UUID) -> Answer:
    """Open why a child is in no school, and the note."""
    row = answer_in_reach(ctx, answer)
    limits = Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)
    why = reveal(ctx, row, "reason", limits) if row.reason is not None else None
    note = reveal(ctx, row, "note", limits) if row.note is not None else None
    values = {"why": told(f"surveys.reason.{why}") if why else "", "note": note or "", "name": row.child.name}
    return Shown("surveys/reason.html", {**values, "cell": row.cell_id, "child": row.child_id})


ROUTES = [
    route("surveys/cells/<uuid:cell>/", cell, "survey_cell"),
    route("surveys/cells/<uuid:cell>/sign-off/", sign, "survey_sign_off"),
    route("surveys/cells/<uuid:cell>/sheet/", sheet, "survey_sheet"),
    route("surveys/children/<uuid:child>/", child_card, "child_survey_card"),
    route("surveys/answers/<uuid:answer>/reason/", reason, "survey_reason"),
]
