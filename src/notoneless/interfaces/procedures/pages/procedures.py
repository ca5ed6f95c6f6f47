"""The list of procedures, one procedure, the four steps of a child, and what was said at an event, opened."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext

from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.cases.selectors.cases import case_of_child, units_to_choose
from notoneless.casework.procedures.rules.facts import Grave
from notoneless.casework.procedures.rules.moves import EnforcementStep, Move
from notoneless.casework.procedures.rules.steps import StepLine, next_moves
from notoneless.casework.procedures.selectors import READ_PROCEDURE, REVEAL_PROCEDURE
from notoneless.casework.procedures.selectors.lists import ENDED, ProcedureFilter, list_procedures
from notoneless.casework.procedures.selectors.procedures import (
    ProcedurePage,
    event_in_reach,
    open_procedure,
    steps_of_child,
)
from notoneless.casework.procedures.services import record_effort
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.procedures.pages.offering import FORMS, offered, why_not_here
from notoneless.interfaces.procedures.pages.wording import by_step, of_clock, of_due, of_line, of_step, said, told
from notoneless.kernel.problems import Problem

_STEPS = (*(step.value for step in EnforcementStep), ENDED)
_LONGEST_PAGE = 4
"""Figures of a page's number."""


@page({"GET": READ_PROCEDURE})
def procedures(ctx: Context, request: HttpRequest) -> Answer:
    """The procedures in reach, the most overdue first. The address holds codes and ids of units, and nobody's name."""
    wanted = _wanted(request)
    found = list_procedures(ctx, wanted)
    kept: dict[str, Any] = {name: request.GET[name] for name in ("step", "unit", "overdue") if request.GET.get(name)}
    values = {
        "found": found,
        "lines": [of_line(line, ctx.today) for line in found.lines],
        "counts": [(step, _step_words(step), found.counts[step]) for step in _STEPS if found.counts.get(step)],
        "wanted": wanted,
        "units": units_to_choose(ctx),
        "is_narrowed": bool(kept),
        "unit_link": f"?{urlencode({**{name: kept[name] for name in kept if name != 'unit'}, 'unit': ''})}",
        "overdue_link": f"?{urlencode({**kept, 'overdue': '1'})}",
        "before": f"?{urlencode({**kept, 'page': found.page - 1})}" if found.page > 1 else "",
        "following": f"?{urlencode({**kept, 'page': found.page + 1})}" if found.page < found.pages else "",
    }
    return Shown("procedures/list.html", values)


def _step_words(step: str) -> str:
    return told(f"procedures.step_{step}") if step != ENDED else gettext("已终结")


def _wanted(request: HttpRequest) -> ProcedureFilter:
    asked = request.GET
    number = asked.get("page", "")[:_LONGEST_PAGE]
    return ProcedureFilter(
        step=asked.get("step", "") if asked.get("step") in _STEPS else "",
        unit=_uuid_of(asked.get("unit")),
        is_overdue=asked.get("overdue") == "1",
        page=int(number) if number.isascii() and number.isdigit() else 1,
    )


def _uuid_of(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@page({"GET": READ_PROCEDURE})
def procedure(ctx: Context, request: HttpRequest, procedure: UUID) -> Answer:
    """One procedure: its four steps with what happened in them, its clocks, and what this person may do now."""
    found = open_procedure(ctx, procedure)
    events = by_step(found.events)
    offers, waiting = offered(ctx, found)
    values = {
        "found": found,
        "stage": told(f"procedures.stage_{found.line.stage}"),
        "case": _case(ctx, found.line.child),
        "steps": [of_step(line, events[line.step]) for line in found.steps],
        "clocks": [of_clock(clock, ctx.today) for clock in found.clocks],
        "due": of_due(found.due, ctx.today),
        "following": _following(ctx, found),
        "clues": [_clue(grave) for grave in sorted(found.standing.clues)],
        "laws": [told("procedures.law_child_labour")] if Grave.CHILD_LABOUR in found.standing.clues else [],
        "referred": [_waits(grave) for grave in sorted(found.standing.referred)],
        "offers": offers,
        "waiting": waiting,
        "is_anothers": _is_anothers(ctx, found),
        "may_open": ctx.may(REVEAL_PROCEDURE),
        "bundle": _bundle(found),
    }
    return Shown("procedures/procedure.html", values)


def _bundle(found: ProcedurePage) -> bool:
    """Whether the papers of an application to the court may be taken together: it was issued, and all of it is in reach."""
    wanted = (Move.ISSUE_DECISION, Move.ISSUE_DEMAND, Move.APPLY_TO_COURT)
    papers = [each.paper for each in found.held if each.move in wanted]
    has_all = {each.move for each in found.held} >= set(wanted)
    return has_all and all(paper is not None and paper[0] in found.papers for paper in papers)


def _case(ctx: Context, child: UUID) -> UUID | None:
    found = case_of_child(ctx, child) if ctx.may(READ_CASE) else ()
    return found[0].id if found else None


def _clue(grave: str) -> str:
    return told("procedures.not_referred", grave=Problem(f"procedures.grave_{grave}"))


def _waits(grave: str) -> str:
    return told("procedures.waits_for_outcome", grave=Problem(f"procedures.grave_{grave}"))


def _following(ctx: Context, found: ProcedurePage) -> list[dict[str, str]]:
    """What carries the procedure on, each with why it has to wait; of the penalty the reason why its step is closed."""
    closed, lines = _penalty(found.steps), []
    for move in next_moves(found.standing.stage):
        basis = closed.why[0] if move is Move.OPEN_PENALTY and closed.why else None
        problem = why_not_here(ctx, found, move) or basis
        lines.append({"words": told(f"procedures.move_{move}"), "why": said(problem) if problem else ""})
    return lines


def _is_anothers(ctx: Context, found: ProcedurePage) -> bool:
    """Whether what carries the procedure on is for others, whom the page then names."""
    forms = [FORMS[move] for move in next_moves(found.standing.stage) if move in FORMS]
    return bool(forms) and not any(ctx.may(form.action.code) for form in forms)


def _penalty(steps: tuple[StepLine, ...]) -> StepLine:
    return next(line for line in steps if line.step is EnforcementStep.PENALTY)


@page({"GET": READ_PROCEDURE})
def child_procedures(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The four steps of a child, before any is begun too; the card in short where a page fetches it."""
    row = child_in_reach(ctx, child, READ_PROCEDURE)
    values = _of_child(ctx, child)
    if request.headers.get("HX-Request"):
        return Shown("procedures/card.html", values)
    return Shown("procedures/child.html", {**values, "name": row.name, "case": _case(ctx, child)})


def _of_child(ctx: Context, child: UUID) -> Mapping[str, Any]:
    found = steps_of_child(ctx, child)
    return {
        "child": child,
        "line": found.line,
        "stage": told(f"procedures.stage_{found.line.stage}") if found.line else "",
        "steps": [of_step(line) for line in found.steps],
        "due": of_due(found.due, ctx.today),
        "following": [told(f"procedures.move_{move}") for move in next_moves(found.standing.stage)],
        "earlier": [(line, told(f"procedures.stage_{line.stage}")) for line in found.earlier],
        "may_record": found.may_begin and ctx.may(record_effort.code),
    }


@page({"POST": REVEAL_PROCEDURE})
def words(ctx: Context, request: HttpRequest, procedure_event: UUID) -> Answer:
    """Open what was said and seen at an event."""
    row = event_in_reach(ctx, procedure_event, REVEAL_PROCEDURE)
    text = reveal(ctx, row, "words", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "{}"
    values = {
        "lines": [(_label(name), line) for name, line in json.loads(text).items()],
        "procedure": row.procedure_id,
        "name": row.child.name,
        "move": told(f"procedures.move_{row.move}"),
        "on": row.on,
    }
    return Shown("procedures/words.html", values)


def _label(name: str) -> str:
    return gettext("地点") if name == "place" else told(f"parameter.{name}")


ROUTES = [
    route("procedures/", procedures, "procedures"),
    route("procedures/<uuid:procedure>/", procedure, "procedure"),
    route("procedures/children/<uuid:child>/", child_procedures, "child_procedures"),
    route("procedures/events/<uuid:procedure_event>/words/", words, "procedure_words"),
]
