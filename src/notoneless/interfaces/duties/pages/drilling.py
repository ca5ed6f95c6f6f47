"""One duty of one month with who is behind, reminding of it, and letting somebody off."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings as program
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.module_loading import import_string

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.interfaces.duties.pages.reminding import remind
from notoneless.interfaces.duties.pages.wording import (
    BADGES,
    Asked,
    asked,
    done_words,
    evidence,
    holder,
    reminded,
    state_words,
    told,
    unit_field,
    words_of,
)
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.bearers import Owing, post_to_remind
from notoneless.oversight.duties.selectors.behind import Behind, duty_page, row_to_exempt
from notoneless.oversight.duties.selectors.compliance import unit_in_reach
from notoneless.oversight.duties.services import end_exemption, exempt_duty, remind_post
from notoneless.policy.judging import State
from notoneless.policy.model import Duty


@page({"GET": READ_DUTY})
def duty(ctx: Context, request: HttpRequest, duty: str) -> Answer:
    """One duty in a month, those behind first; where it has no row in reach, the month with a word of that."""
    return _shown(ctx, request, duty, asked(ctx, request))


def _shown(
    ctx: Context, request: HttpRequest, duty: str, wanted: Asked, refusal: NotonelessError | None = None
) -> Answer:
    found = duty_page(ctx, duty, wanted.month, wanted.unit, wanted.version)
    if found is None:
        messages.info(request, told("duties.none_in_reach"))
        return HttpResponseRedirect(wanted.address("compliance"))
    buttons = _first_of_each(found.rows)
    values = {
        "found": found,
        "title": words_of(found.duty.title),
        "plan": words_of(found.plan.title),
        "clause": words_of(found.clause.title),
        "rows": [_line(found.duty, each, each.id in buttons) | _done_at(ctx, found.duty, each) for each in found.rows],
        "more": found.total - len(found.rows),
        "has_exempt": any(each.may_exempt for each in found.rows),
        "may_end": ctx.may(end_exemption.code),
        "field": unit_field(ctx, wanted, "duty", duty=duty),
        "to_remind": len(buttons),
        "unit": str(wanted.unit or ""),
        "unit_name": unit_in_reach(ctx, wanted.unit).name if wanted.unit else "",
        "month": f"{wanted.month:%Y-%m}",
        "month_words": told("duties.month", year=wanted.month.year, month=wanted.month.month),
        "version": str(wanted.version or ""),
        "back": replace(wanted, version=None).address("compliance"),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("duties/duty.html", values, 422 if refusal else 200)


def _first_of_each(rows: Sequence[Behind]) -> frozenset[UUID]:
    """Of the rows that may be reminded of the first of each post: it is reminded once, of all its periods."""
    found: dict[tuple[UUID, str], UUID] = {}
    for row in rows:
        if row.may_remind and row.holders:
            found.setdefault((row.bearer, row.role), row.id)
    return frozenset(found.values())


def _line(duty: Duty, row: Behind, has_button: bool = False) -> dict[str, Any]:
    return {
        "has_button": has_button,
        "row": row,
        "owes": holder(row),
        "state": state_words(row.state),
        "badge": BADGES[row.state],
        "evidence": evidence(duty, row.parts),
        "done": done_words(duty.requires[0], row),
        "exemption": row.exemption,
        "reminded": reminded(row),
    }


def _done_at(ctx: Context, duty: Duty, row: Behind) -> dict[str, str]:
    """The page on which a duty about a child is done, for whoever owes it and has not done it."""
    way: Callable[[Context, str, UUID], str] = import_string(program.DUTY_WAYS)
    is_open = row.child is not None and row.is_own and row.state in _OPEN and not row.over_on and not row.is_done_since
    return {"way": way(ctx, duty.requires[0].measure, row.unit) if is_open else ""}


_OPEN = frozenset({State.BROKEN, State.DUE})


@page({"POST": remind_post.code})
def reminding(ctx: Context, request: HttpRequest, duty: str) -> Answer:
    """Remind the post that owes a row of all periods of a duty, or every post that has it overdue and that may be reminded."""
    wanted, named = asked(ctx, request), request.POST.get("row", "")
    found = duty_page(ctx, duty, wanted.month, wanted.unit, wanted.version)
    rows = [each for each in found.rows if str(each.id) == named or not named] if found is not None else []
    if named and not rows:
        raise NotFound
    try:
        remind(ctx, request, _posts(ctx, duty, rows), duty)
    except NotFound:
        raise
    except Refused as refusal:
        noted(ctx, refusal, Attempted(remind_post.code, {}))
        return _shown(ctx, request, duty, wanted, refusal)
    return HttpResponseRedirect(wanted.address("duty", duty=duty))


def _posts(ctx: Context, duty: str, rows: Sequence[Behind]) -> list[Owing]:
    posts = dict.fromkeys((each.bearer, each.role) for each in rows)
    found = (post_to_remind(ctx, unit, role, duty) for unit, role in posts)
    return [each for each in found if each is not None]


@page({"GET": exempt_duty.code, "POST": exempt_duty.code})
def exempting(ctx: Context, request: HttpRequest, row: UUID) -> Answer:
    """The form that lets somebody off a duty, and its sending."""
    if request.method != "POST":
        return _form(ctx, row, "")
    acting, reason = with_form(ctx, request), request.POST.get("reason", "")
    try:
        exempt_duty(acting, row=row, reason=reason)
    except NotFound:
        raise
    except Refused as refusal:
        noted(ctx, refusal, Attempted(exempt_duty.code, {}))
        return _form(ctx, row, reason, refusal)
    messages.success(request, told("duties.exempted"))
    found = row_to_exempt(ctx, row)
    return HttpResponseRedirect(Asked(found.row.due_on, None).address("duty", duty=found.duty.id))


def _form(ctx: Context, row: UUID, reason: str, refusal: NotonelessError | None = None) -> Answer:
    found = row_to_exempt(ctx, row)
    values = {
        "line": _line(found.duty, found.row),
        "title": words_of(found.duty.title),
        "plan": words_of(found.plan.title),
        "found": found,
        "back": Asked(found.row.due_on, None).address("duty", duty=found.duty.id),
        "reason": reason,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("duties/exempt.html", values, 422 if refusal else 200)


@page({"POST": end_exemption.code})
def ending(ctx: Context, request: HttpRequest, exemption: UUID) -> Answer:
    """Let a duty be owed again."""
    wanted, name = asked(ctx, request), request.POST.get("duty", "")[:60]
    acting = with_form(ctx, request)
    try:
        end_exemption(acting, exemption=exemption)
    except NotFound:
        raise
    except Refused as refusal:
        noted(ctx, refusal, Attempted(end_exemption.code, {}))
        return _shown(ctx, request, name, wanted, refusal)
    messages.success(request, told("duties.exemption_ended"))
    return HttpResponseRedirect(wanted.address("compliance"))


ROUTES = [
    route("compliance/duties/<slug:duty>/", duty, "duty"),
    route("compliance/duties/<slug:duty>/remind/", reminding, "duty_remind"),
    route("compliance/rows/<uuid:row>/exempt/", exempting, "duty_exempt"),
    route("compliance/exemptions/<uuid:exemption>/end/", ending, "exemption_end"),
]
