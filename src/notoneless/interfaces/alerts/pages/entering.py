"""Lists of children for who decides on alerts: entered from a spreadsheet or lines, and each list with how its rows stand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.alerts.rules.kinds import ENTERED
from notoneless.casework.alerts.selectors import READ_ALERT
from notoneless.casework.alerts.selectors.listed import open_list, to_answer
from notoneless.casework.alerts.selectors.lists import units_to_choose
from notoneless.casework.alerts.services import answer, enter_list
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.interfaces.alerts.pages.reading import (
    FILE_SETTING,
    Brought,
    brought,
    shown_list,
    template,
    typed_lines,
)
from notoneless.interfaces.alerts.pages.wording import choices, of_alert, sent, sorry, told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.kernel.problems import NotonelessError, Problem

FIELDS = ("unit", "source", "reply_to")


@page({"GET": enter_list.code, "POST": enter_list.code}, takes_files=True, most_setting=FILE_SETTING)
def entering_many(ctx: Context, request: HttpRequest) -> Answer:
    """Enter a list: checked first, then taken as far as it can be read."""
    if request.method != "POST":
        return _form(ctx, {}, "")
    typed = sent(request, FIELDS)
    try:
        found = brought(request, ctx.today)
    except Refused as unread:
        return _form(ctx, typed, typed_lines(request), refusal=unread)
    if request.POST.get("do") != "send" or not found.listed.rows:
        return _form(ctx, typed, found.text, found)
    if not found.was_checked:
        return _form(ctx, typed, found.text, found, Unusable(Problem("alerts.list_changed")))
    made: list[UUID] = []
    refusal = tried(
        ctx, request, enter_list.code, lambda acting: made.append(enter_list(acting, lines=found.sent, **typed))
    )
    if refusal is not None:
        return _form(ctx, typed, found.text, found, refusal)
    messages.success(request, told("list_entered", count=len(found.listed.rows)))
    if found.listed.faults:
        messages.warning(request, told("list_rest", count=len(found.listed.faults)))
        return _form(ctx, typed, found.left)
    return Went("alert_list", {"alert_list": made[0]})


def _form(
    ctx: Context,
    typed: dict[str, str],
    lines: str,
    found: Brought | None = None,
    refusal: NotonelessError | None = None,
) -> Answer:
    values: dict[str, Any] = {
        "typed": typed,
        "units": units_to_choose(ctx, enter_list.code),
        "sources": choices("source", ENTERED),
        "form": new_form(ctx),
        "error": sorry(refusal),
        **shown_list(found, lines),
    }
    return Shown("alerts/enter_list.html", values, 422 if refusal else 200)


@page({"GET": enter_list.code})
def blank_table(ctx: Context, request: HttpRequest) -> Answer:
    """The table to fill in."""
    return template()


@page({"GET": READ_ALERT})
def one_list(ctx: Context, request: HttpRequest, alert_list: UUID) -> Answer:
    """A list: which alert each row is, and how it stands. No name stands here."""
    return _list(ctx, alert_list)


def _list(ctx: Context, alert_list: UUID, refusal: NotonelessError | None = None) -> Answer:
    found = open_list(ctx, alert_list)
    values = {
        "found": found,
        "source": told(f"source_{found.source}"),
        "lines": [{"number": number, **of_alert(line)} for number, line in found.rows],
        "may_answer": found.to_answer and ctx.may(answer.code),
        "form": new_form(ctx),
        "error": sorry(refusal),
    }
    return Shown("alerts/one_list.html", values, 422 if refusal else 200)


@page({"POST": answer.code})
def answering_list(ctx: Context, request: HttpRequest, alert_list: UUID) -> Answer:
    """Say that the sender was told what became of all rows that are decided: one call, one tap."""
    waiting = to_answer(ctx, alert_list)

    def all_of_them(acting: Context) -> None:
        for each in waiting:
            answer(acting.within(f"answer {each}"), alert=each, note=request.POST.get("note", ""))

    refusal = tried(ctx, request, answer.code, all_of_them)
    if refusal is not None:
        return _list(ctx, alert_list, refusal)
    messages.success(request, told("list_answered", count=len(waiting)))
    return Went("alert_list", {"alert_list": alert_list})


ROUTES = [
    route("alerts/enter-list/", entering_many, "alert_enter_list"),
    route("alerts/enter-list/template/", blank_table, "alert_blank_table"),
    route("alerts/lists/<uuid:alert_list>/", one_list, "alert_list"),
    route("alerts/lists/<uuid:alert_list>/answer/", answering_list, "alert_list_answer"),
]
