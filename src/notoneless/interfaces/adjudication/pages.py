"""The queue of doubtful pairs, one at a time; and the decisions that were taken."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.adjudication.models import Verdict
from notoneless.records.adjudication.selectors import (
    READ_DOUBT,
    DecisionLine,
    decisions_taken,
    doubt_of,
    following,
    is_in_reach,
    open_doubt,
    queue,
)
from notoneless.records.adjudication.services import decide_doubt, undo_decision
from notoneless.tabular.fields import Field

LOOK_AGAIN = timedelta(days=14)
"""What a form proposes first for looking again; a person changes it."""

MOST_PAGES = 10_000

SEXES = frozenset({"男", "女"})


def _words(code: str, **params: str | int) -> str:
    return sentence(Problem(f"adjudication.{code}", params), language_of())


@page({"GET": READ_DOUBT})
def doubts(ctx: Context, request: HttpRequest) -> Answer:
    """The first doubt of the queue."""
    return _shown(ctx, None)


@page({"GET": READ_DOUBT})
def one(ctx: Context, request: HttpRequest, doubt: UUID) -> Answer:
    """One doubt, in its place in the queue or as it was decided."""
    return _shown(ctx, doubt)


def _shown(ctx: Context, doubt: UUID | None, sent: Mapping[str, str] | None = None, error: str = "") -> Answer:
    found = queue(ctx, language_of(), doubt)
    shown = found.shown
    if doubt is not None and (shown is None or shown.id != doubt):
        shown = open_doubt(ctx, doubt, language_of())
    given = sent or {}
    values: dict[str, Any] = {
        "queue": found,
        "doubt": shown,
        "is_queued": shown is not None and found.shown is not None and shown.id == found.shown.id,
        "kind": sentence(Problem(f"rosters.kind.{shown.kind.value}"), language_of()) if shown else "",
        "cells": [
            (cell, _field(cell.field), _said(cell.field, cell.own), _said(cell.field, cell.other))
            for cell in shown.cells
        ]
        if shown
        else [],
        "changed": [_field(field) for field in shown.changed] if shown else [],
        "decision": _told(shown.decided) if shown else None,
        "earlier": _told(shown.earlier) if shown else None,
        "last": _told(found.last),
        "may_decide": ctx.may(decide_doubt.code),
        "form": new_form(ctx),
        "undoing": new_form(ctx),
        "check_on": given.get("check_on") or (ctx.today + LOOK_AGAIN).isoformat(),
        "reason": given.get("reason", ""),
        "error": error,
    }
    return Shown("adjudication/doubt.html", values, 422 if error else 200)


def _field(name: str) -> str:
    return sentence(Problem(f"tabular.field.{name}"), language_of())


def _said(field: str, text: str) -> str:
    """What a cell says, the sex in the reader's language."""
    return gettext(text) if field == Field.SEX and text in SEXES else text


def _told(line: DecisionLine | None) -> tuple[DecisionLine, str] | None:
    """A decision with the words of its verdict."""
    return (line, _words(f"verdict.{line.verdict.value}")) if line else None


@page({"POST": decide_doubt.code})
def decide(ctx: Context, request: HttpRequest, doubt: UUID) -> Answer:
    """Decide a doubt; then the next."""
    if not is_in_reach(ctx, doubt):
        raise NotFound
    acting = with_form(ctx, request)
    sent = {name: request.POST.get(name, "") for name in ("verdict", "check_on", "reason")}
    follows = following(ctx, doubt)
    given = {"verdict": sent["verdict"], "reason": sent["reason"] or None}
    if sent["verdict"] == Verdict.LATER:
        given["check_on"] = sent["check_on"] or None
    try:
        decide_doubt(acting, doubt=doubt, **given)
    except Unusable as refusal:
        noted(ctx, refusal, Attempted(decide_doubt.code, {}))
        return _shown(ctx, doubt, sent, sentence(refusal.told, language_of()))
    messages.success(request, _words(f"done.{sent['verdict']}"))
    return Went("doubt", {"doubt": follows}) if follows else Went("doubts")


@page({"POST": undo_decision.code})
def undo(ctx: Context, request: HttpRequest, decision: UUID) -> Answer:
    """Undo a decision, and show its doubt."""
    doubt = doubt_of(ctx, decision)
    acting = with_form(ctx, request)
    try:
        undo_decision(acting, decision=decision)
    except Unusable as refusal:
        noted(ctx, refusal, Attempted(undo_decision.code, {}))
        return _shown(ctx, doubt, error=sentence(refusal.told, language_of()))
    messages.success(request, _words("undone"))
    return Went("doubt", {"doubt": doubt})


@page({"GET": READ_DOUBT})
def decisions(ctx: Context, request: HttpRequest) -> Answer:
    """The decisions that were taken, the latest first."""
    asked = request.GET.get("page", "1")
    number = min(int(asked), MOST_PAGES) if asked.isdecimal() and len(asked) < 6 and int(asked) else 1
    lines, has_more = decisions_taken(ctx, number)
    values = {
        "lines": [_told(line) for line in lines],
        "page": number,
        "has_more": has_more,
        "form": new_form(ctx),
    }
    return Shown("adjudication/decisions.html", values)


ROUTES = [
    route("doubts/", doubts, "doubts"),
    route("doubts/decisions/", decisions, "decisions"),
    route("doubts/decisions/<uuid:decision>/undo/", undo, "decision_undo"),
    route("doubts/<uuid:doubt>/", one, "doubt"),
    route("doubts/<uuid:doubt>/decide/", decide, "doubt_decide"),
]
