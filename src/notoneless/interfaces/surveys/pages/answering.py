"""Answering: one child after another on a phone, a child that was found, and a whole sheet typed back."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.surveys.pages.wording import SAID, choices, of_child, told
from notoneless.kernel.codes.grades import parse_grade
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.surveys.models import GridCell
from notoneless.records.surveys.selectors import (
    ChildLine,
    cell_in_reach,
    missing_in,
    next_missing,
    open_cell,
    open_cell_child,
)
from notoneless.records.surveys.services import answer_child, find_child

ANSWER, FIND = answer_child.code, find_child.code

KNOWN = "known"
"""The button that says: in the school that is known already."""

ASKED = ("asked_on", "surveyor")
PERSON = ("name", "sex", "born_on", "id_number", "hukou", "guardian_name", "relation", "phone")

NEW_ROWS = ("new-1", "new-2", "new-3", "new-4", "new-5")
"""Lines of a typed sheet for children who were found, as many as the printed one has."""

MOST_ROWS = 120
"""Children on one typed sheet: a form has no more than a thousand fields. With more, those not answered for come first."""


def _asked_on(ctx: Context, cell: GridCell) -> str:
    """The day that a form offers."""
    return min(ctx.today, cell.survey.last_on).isoformat()


@page({"GET": ANSWER})
def following(ctx: Context, request: HttpRequest, cell: UUID) -> Answer:
    """Go to the first child who has not been asked about."""
    return _next(ctx, request, cell_in_reach(ctx, cell, ANSWER))


def _next(ctx: Context, request: HttpRequest, cell: GridCell, after: UUID | None = None) -> Answer:
    child = next_missing(ctx, cell, after)
    if child is None:
        messages.success(request, told("surveys.all_answered"))
        return Went("survey_cell", {"cell": cell.pk})
    return Went("survey_child", {"cell": cell.pk, "child": child})


@page({"GET": ANSWER, "POST": ANSWER})
def child(ctx: Context, request: HttpRequest, cell: UUID, child: UUID) -> Answer:
    """One child with large buttons, and the answer; then the next."""
    row = cell_in_reach(ctx, cell, ANSWER)
    if request.method != "POST":
        return _child(ctx, row, open_cell_child(ctx, cell, child, ANSWER), {"asked_on": _asked_on(ctx, row)})
    line = open_cell_child(ctx, cell, child, ANSWER)
    sent = {name: request.POST.get(name, "") for name in ("kind", "moved_to", *SAID, *ASKED)}
    said = _said(sent, line, row)
    refusal = tried(
        ctx,
        request,
        ANSWER,
        lambda acting: answer_child(acting, cell=cell, child=child, **said, **{name: sent[name] for name in ASKED}),
    )
    if refusal is not None:
        return _child(ctx, row, line, sent, refusal)
    answer = Problem(f"surveys.answer.{said['kind']}")
    again = reverse("survey_child", kwargs={"cell": cell, "child": child})
    messages.success(request, told("surveys.recorded", {"name": line.name, "answer": answer}), extra_tags=again)
    return _next(ctx, request, row, child)


def _said(sent: Mapping[str, str], line: ChildLine, cell: GridCell) -> dict[str, Any]:
    """What a form says. The button for the school that is known says it all."""
    if sent["kind"] == KNOWN:
        school = line.school or (cell.unit.parent.name if cell.unit.parent else cell.unit.name)
        return {"kind": "in_school", "place": school, "elsewhere": False, "grade": parse_grade(line.class_name)}
    said = {name: sent[name] for name in ("kind", *SAID)}
    if sent["kind"] == "moved_away":
        said["place"] = sent["moved_to"]
    return said


def _child(
    ctx: Context,
    cell: GridCell,
    line: ChildLine,
    sent: Mapping[str, str],
    refusal: NotonelessError | None = None,
) -> Answer:
    values = {
        "cell": cell.pk,
        "unit": cell.unit.name,
        "survey": cell.survey.name,
        "each": of_child(line),
        "left": missing_in(ctx, cell),
        "following": next_missing(ctx, cell, line.id),
        "sent": sent,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
        **choices(),
    }
    return Shown("surveys/child.html", values, 422 if refusal else 200)


@page({"GET": FIND, "POST": FIND})
def found(ctx: Context, request: HttpRequest, cell: UUID) -> Answer:
    """The form for a child whom nobody knew of, and its sending."""
    row = cell_in_reach(ctx, cell, FIND)
    if request.method != "POST":
        return _found(ctx, row, {"asked_on": _asked_on(ctx, row)})
    sent = {name: request.POST.get(name, "") for name in (*PERSON, "kind", *SAID, *ASKED)}
    refusal = tried(ctx, request, FIND, lambda acting: find_child(acting, cell=cell, **sent))
    if refusal is not None:
        return _found(ctx, row, sent, refusal)
    messages.success(request, told("surveys.child_found", {"name": sent["name"]}))
    return Went("survey_cell", {"cell": cell})


def _found(ctx: Context, cell: GridCell, sent: Mapping[str, str], refusal: NotonelessError | None = None) -> Answer:
    values = {
        "cell": cell.pk,
        "unit": cell.unit.name,
        "survey": cell.survey.name,
        "sent": sent,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
        **choices(),
    }
    return Shown("surveys/found.html", values, 422 if refusal else 200)


# a whole sheet


class Faulty(Exception):
    """Some rows of a typed sheet cannot be entered: what is wrong, by row. Nothing of the sheet is kept."""

    def __init__(self, rows: Mapping[str, NotonelessError]) -> None:
        super().__init__()
        self.rows = rows


@page({"GET": ANSWER, "POST": ANSWER})
def typing(ctx: Context, request: HttpRequest, cell: UUID) -> Answer:
    """The sheet of a grid cell as a form, and its sending: all rows that are filled in, or none."""
    row = cell_in_reach(ctx, cell, ANSWER)
    if request.method != "POST":
        return _typing(ctx, row, {"asked_on": _asked_on(ctx, row)}, {})
    acting, sent = with_form(ctx, request), {name: str(text)[:400] for name, text in request.POST.items()}
    try:
        with transaction.atomic():
            count = _type_all(acting, row, sent)
    except Faulty as faulty:
        for refusal in faulty.rows.values():
            noted(ctx, refusal, Attempted(ANSWER, {}))
        return _typing(ctx, row, sent, faulty.rows)
    except Unusable as refusal:
        noted(ctx, refusal, Attempted(ANSWER, {}))
        return _typing(ctx, row, sent, {}, refusal)
    messages.success(request, told("surveys.typed_back", {"count": count}))
    return Went("survey_cell", {"cell": cell})


def _type_all(acting: Context, cell: GridCell, sent: Mapping[str, str]) -> int:
    """Enter every row that is filled in; how many. Raises Faulty, with what is wrong in each, so that none is."""
    asked = {name: sent.get(name, "") for name in ASKED}
    doing: dict[str, Callable[[], object]] = {}
    for key in _keys(sent):
        given = {name: sent.get(f"{key}-{name}", "") for name in ("kind", *SAID)} | asked
        step = acting.within(f"row {key}")
        if key in NEW_ROWS:
            person = {name: sent.get(f"{key}-{name}", "") for name in PERSON}
            doing[key] = _later(find_child, step, cell=cell.pk, **given, **person)
        else:
            doing[key] = _later(answer_child, step, cell=cell.pk, child=key, **given)
    if not doing:
        raise Unusable(Problem("surveys.no_row_typed"))
    faults: dict[str, NotonelessError] = {}
    for key, do in doing.items():
        try:
            with transaction.atomic():
                do()
        except Refused as refusal:
            faults[key] = refusal
    if faults:
        raise Faulty(faults)
    return len(doing)


def _later(do: Callable[..., object], ctx: Context, **given: Any) -> Callable[[], object]:
    return lambda: do(ctx, **given)


def _keys(sent: Mapping[str, str]) -> list[str]:
    """The rows in which anything is filled in: what was typed is entered or told, never passed over."""
    named = [name.rpartition("-") for name, text in sent.items() if text.strip()]
    wanted = [key for key, _, field in named if field in ("kind", *SAID) or (key in NEW_ROWS and field in PERSON)]
    return list(dict.fromkeys(key for key in wanted if key))


def _typing(
    ctx: Context,
    cell: GridCell,
    sent: Mapping[str, str],
    faults: Mapping[str, NotonelessError],
    refusal: NotonelessError | None = None,
) -> Answer:
    page_of = open_cell(ctx, cell.pk, ANSWER)
    missing_first = sorted(page_of.lines, key=lambda line: line.answer is not None)
    lines = page_of.lines if len(page_of.lines) <= MOST_ROWS else missing_first[:MOST_ROWS]
    error = refusal.told if refusal else Problem("surveys.rows_faulty", {"count": len(faults)}) if faults else None
    values = {
        "found": page_of,
        "rows": [_row(str(each.id), sent, faults, of_child(each)) for each in lines],
        "new_rows": [_row(key, sent, faults) for key in NEW_ROWS],
        "may_find": ctx.may(FIND),
        "sent": sent,
        "form": new_form(ctx),
        "error": sentence(error, language_of()) if error else "",
        **choices(),
    }
    return Shown("surveys/typing.html", values, 422 if error else 200)


def _row(
    key: str, sent: Mapping[str, str], faults: Mapping[str, NotonelessError], each: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A row of the sheet as the form shows it: what was typed, and what is wrong with it."""
    typed = {name: sent.get(f"{key}-{name}", "") for name in ("kind", *SAID, *PERSON)}
    fault = sentence(faults[key].told, language_of()) if key in faults else ""
    return {"key": key, "each": each, "sent": typed, "fault": fault}


ROUTES = [
    route("surveys/cells/<uuid:cell>/next/", following, "survey_next"),
    route("surveys/cells/<uuid:cell>/children/<uuid:child>/", child, "survey_child"),
    route("surveys/cells/<uuid:cell>/found/", found, "survey_found"),
    route("surveys/cells/<uuid:cell>/type/", typing, "survey_type"),
]
