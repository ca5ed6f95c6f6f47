"""Who needs attention, in a browser: the list with reasons and actions, one pupil, numbers by school, and its fairness."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.early_warning.rules.point_parameters import GROUPS
from notoneless.casework.early_warning.rules.pupils import VALUES, Concern, FactKind
from notoneless.casework.early_warning.selectors import COUNT_CONCERN, NAME_CONCERN, READ_CONCERN, REVEAL_CONCERN
from notoneless.casework.early_warning.selectors.concern import (
    ConcernLine,
    audit,
    concern_by_school,
    list_concern,
    named_concern,
    note_in_reach,
    open_concern,
    reckoned_next,
    reckoned_on,
)
from notoneless.casework.early_warning.services import end_concern, note_concern, record_fact
from notoneless.casework.watch_list.selectors.files import listed_among
from notoneless.casework.watch_list.selectors.lists import OPEN_FILE
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.namesakes import told_apart_in_class
from notoneless.interfaces.early_warning.pages.wording import choices, of_concern, told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.naming import called
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, sentence


@page({"GET": READ_CONCERN})
def concerns(ctx: Context, request: HttpRequest) -> Answer:
    """The listed pupils of one's own classes or school."""
    lines = list_concern(ctx)
    may_open = ctx.may(OPEN_FILE)
    values = {
        "lines": _called(ctx, READ_CONCERN, lines),
        "files": listed_among(ctx, [line.child for line in lines]) if may_open else {},
        "may_open": may_open,
        "form": new_form(ctx),
        "all_groups": len(GROUPS),
        "school": "",
        **_reckoned(lines[0].on if lines else None),
    }
    return Shown("early_warning/concerns.html", values)


def _called(ctx: Context, code: str, lines: Sequence[ConcernLine]) -> list[dict[str, Any]]:
    """The lines of a list, each pupil told apart from another of the class who is called alike."""
    traits = told_apart_in_class(ctx, code, {line.child for line in lines})
    return [of_concern(line) | {"called": called(line.name, traits.get(line.child))} for line in lines]


def _reckoned(on: date | None) -> dict[str, date | None]:
    """As of which day points are, and when they will be reckoned again."""
    return {"reckoned_on": on, "next_on": reckoned_next(on) if on else None}


@page({"GET": READ_CONCERN})
def concern(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """One pupil: points with reasons, what the class teacher knows, and the concerns."""
    return _shown(ctx, child)


def _shown(ctx: Context, child: UUID, refusal: NotonelessError | None = None) -> Answer:
    found = open_concern(ctx, child)
    facts = [
        {
            "kind": str(kind),
            "words": told(f"fact_{kind}", **({"km": found.far_km} if kind is FactKind.FAR else {})),
            "value": found.facts[kind][0] if kind in found.facts else "",
            "on": found.facts[kind][1] if kind in found.facts else None,
            "options": choices("value", VALUES[kind]),
        }
        for kind in FactKind
    ]
    values = {
        "found": found,
        "called": called(found.name, told_apart_in_class(ctx, READ_CONCERN, [child]).get(child)),
        "each": of_concern(found.line) if found.line else None,
        "all_groups": len(GROUPS),
        "facts": facts,
        "notes": [{"note": each, "kind": told(f"concern_{each.kind}")} for each in found.notes],
        "kinds": choices("concern", Concern),
        "may_record": ctx.may(record_fact.code),
        "may_end": ctx.may(end_concern.code),
        "may_reveal": ctx.may(REVEAL_CONCERN),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("early_warning/concern.html", values, 422 if refusal else 200)


def _done(ctx: Context, request: HttpRequest, child: UUID, code: str, act: Callable[[Context], Any]) -> Answer:
    """Do what a form of a pupil's page asks for; a refusal is told there."""
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        return _shown(ctx, child, refusal)
    messages.success(request, told("noted"))
    return Went("concern", {"child": child})


@page({"POST": record_fact.code})
def fact(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """Record one fact of a pupil."""
    sent = {"fact": request.POST.get("fact", ""), "value": request.POST.get("value", ""), "on": ctx.today}
    return _done(ctx, request, child, record_fact.code, lambda acting: record_fact(acting, child=child, **sent))


@page({"POST": note_concern.code})
def note(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """Note a concern about a pupil."""
    sent = {
        "concern_kind": request.POST.get("concern_kind", ""),
        "inclined": request.POST.get("inclined") == "true",
        "note": request.POST.get("note", ""),
        "on": ctx.today,
    }
    return _done(ctx, request, child, note_concern.code, lambda acting: note_concern(acting, child=child, **sent))


@page({"POST": end_concern.code})
def over(ctx: Context, request: HttpRequest, concern: UUID) -> Answer:
    """Say that a concern is over."""
    row = note_in_reach(ctx, concern, end_concern.code)
    return _done(
        ctx, request, row.child_id, end_concern.code, lambda acting: end_concern(acting, concern=concern, on=ctx.today)
    )


@page({"POST": REVEAL_CONCERN})
def said(ctx: Context, request: HttpRequest, concern: UUID) -> Answer:
    """Open what a class teacher wrote of a concern."""
    row = note_in_reach(ctx, concern, REVEAL_CONCERN)
    text = reveal(ctx, row, "note", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or ""
    return Shown("early_warning/note.html", {"text": text, "name": row.child.name, "child": row.child_id})


@page({"GET": COUNT_CONCERN})
def schools(ctx: Context, request: HttpRequest) -> Answer:
    """How many pupils need attention at each school; where it is asked for, whether the list is fair to groups, which counts
    the whole county anew: numbers, and no names."""
    is_fair = request.GET.get("fair") == "yes"
    lines = [
        {
            "line": line,
            "kind": told(f"audit_{line.kind}"),
            "value": _group_words(line.kind, line.value),
            "verdict": told(f"verdict_{line.verdict}"),
        }
        for line in (audit(ctx) if is_fair else ())
    ]
    values = {"schools": concern_by_school(ctx), "audit": lines, "is_fair": is_fair, "may_name": ctx.may(NAME_CONCERN)}
    values |= _reckoned(reckoned_on(ctx, COUNT_CONCERN))
    return Shown("early_warning/schools.html", values)


def _group_words(kind: str, value: str) -> str:
    return told(f"value_{value}") if kind == "left_behind" and value else value


@page({"POST": NAME_CONCERN})
def names(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The names of one school, for what somebody says that they are needed for."""
    lines = _called(ctx, NAME_CONCERN, named_concern(ctx, unit, request.POST.get("need", "")))
    values = {"lines": lines, "all_groups": len(GROUPS), "school": lines[0]["line"].school if lines else ""}
    values |= _reckoned(lines[0]["line"].on if lines else None)
    return Shown("early_warning/concerns.html", values)


ROUTES = [
    route("concern/", concerns, "concerns"),
    route("concern/schools/", schools, "concern_schools"),
    route("concern/schools/<uuid:unit>/names/", names, "concern_names"),
    route("concern/children/<uuid:child>/", concern, "concern"),
    route("concern/children/<uuid:child>/facts/", fact, "concern_fact"),
    route("concern/children/<uuid:child>/notes/", note, "concern_note"),
    route("concern/notes/<uuid:concern>/over/", over, "concern_over"),
    route("concern/notes/<uuid:concern>/said/", said, "concern_said"),
]
