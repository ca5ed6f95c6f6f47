"""A notice of holidays: filled in or pasted, and what it changed."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import resolve_url

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.calendar.rules import left_out, named_holidays
from notoneless.foundation.calendar.selectors import READ_CALENDAR, Compared, compared
from notoneless.foundation.calendar.services import load_notice
from notoneless.interfaces.calendar.pages.moving import all_moved, asking, is_confirmed, on_trial, shown
from notoneless.interfaces.calendar.pages.naming import notice_number
from notoneless.interfaces.calendar.pages.viewing import home_of, words
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.calendar import changed_days
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.moved import MovedDeadline
from notoneless.policy.working_days import entry_text, written

_USUAL = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节", "")
"""The holidays that a notice usually names, and room for one more."""

_PARTS = ("name", "first", "last", "make_up")
_BETWEEN = re.compile(r"[\s,，、;；]+")
_LACKS = "calendar.notice_lacks"
_NEXT_YEAR = timedelta(days=60)
"""From when in the year on the form is for the next year's notice: it comes in the last months."""


@page({"GET": load_notice.code, "POST": load_notice.code})
def notices(ctx: Context, request: HttpRequest) -> Answer:
    """The form, and what is sent with it."""
    if request.method != "POST":
        return _form(ctx, {"year": str((ctx.today + _NEXT_YEAR).year)})
    acting = with_form(ctx, request)
    sent = {name: text for name, text in request.POST.items() if isinstance(text, str)}
    try:
        with on_trial(is_confirmed(request)):
            given = {"text": _text(sent), "complete": sent.get("complete", "")}
            found = load_notice(acting, unit=home_of(ctx, load_notice.code), **given)
            result = compared(ctx, found)
    except Refused as refusal:
        noted(ctx, refusal, Attempted(load_notice.code, {}))
        return _form(ctx, sent, _told(refusal, sent), asks=refusal.told.code == _LACKS)
    if not is_confirmed(request):
        number = result.line.notice
        title = words("calendar.confirm_notice", year=number.year, number=notice_number(number.number))
        return asking(ctx, request, title, _deadlines(ctx, result), resolve_url("calendar_notices"), _stands(result))
    messages.success(request, words("calendar.notice_loaded", days=len(changed_days(result.before, result.after))))
    return Went("calendar_notice", {"notice": found})


def _rows(sent: Mapping[str, str]) -> list[dict[str, str]]:
    """The holidays of the form as sent, or as it begins."""
    if "name-1" not in sent:
        return [{"name": name, "first": "", "last": "", "make_up": ""} for name in _USUAL]
    return [{part: sent.get(f"{part}-{at}", "")[:200] for part in _PARTS} for at in range(1, len(_USUAL) + 1)]


def _filled(sent: Mapping[str, str]) -> list[tuple[int, dict[str, str]]]:
    """The holidays that were filled in, each with its row on the form."""
    rows = enumerate(_rows(sent), 1)
    return [(at, row) for at, row in rows if row["first"] or row["last"] or row["make_up"]]


def _text(sent: Mapping[str, str]) -> str:
    """What was pasted, else the fields as an entry of the table."""
    if sent.get("text", "").strip():
        return sent["text"]
    holidays = [
        (row["name"], row["first"], row["last"] or row["first"], [day for day in _BETWEEN.split(row["make_up"]) if day])
        for _, row in _filled(sent)
    ]
    return entry_text(sent.get("year", ""), sent.get("number", ""), bool(sent.get("amends")), holidays)


def _told(refusal: NotonelessError, sent: Mapping[str, str]) -> str:
    """Why not: of a filled in form by the row of the holiday rather than by the line of a text nobody has seen."""
    told, line = refusal.told, refusal.told.params.get("line")
    if told.code == "policy.bad_notice" and isinstance(line, int) and not sent.get("text", "").strip():
        before = 4 + bool(sent.get("amends"))
        rows = [at for at, _ in _filled(sent)]
        what = told.params["what"]
        told = Problem("calendar.notice_row", {"row": rows[line - before - 1], "what": what}) if line > before else told
    return sentence(told, language_of())


def _form(ctx: Context, sent: Mapping[str, str], told: str = "", asks: bool = False) -> Answer:
    """The form. asks: whether it says what is missing and has to be told why."""
    values: dict[str, Any] = {
        "asks": asks or bool(sent.get("complete")),
        "rows": list(enumerate(_rows(sent), 1)),
        "sent": {name: sent.get(name, "")[:2000] for name in ("year", "number", "amends", "text", "complete")},
        "form": new_form(ctx),
        "error": told,
    }
    return Shown("calendar/load.html", values, 422 if told else 200)


@page({"GET": READ_CALENDAR})
def notice(ctx: Context, request: HttpRequest, notice: UUID) -> Answer:
    """A loaded notice, and the days that it changed."""
    result = compared(ctx, notice)
    found = result.line.notice
    values = {
        "notice": found,
        "number": notice_number(found.number),
        "loaded_at": result.line.loaded_at,
        "stands": _stands(result),
        "text": written(found),
        "days": changed_days(result.before, result.after),
        "moved": shown(_deadlines(ctx, result)) if ctx.may(READ_DUTY) else None,
        "may_load": ctx.may(load_notice.code),
    }
    return Shown("calendar/notice.html", values)


def _stands(result: Compared) -> list[str]:
    """What a loaded notice leaves out: it stays open, or was said to be none."""
    found = result.line.notice
    lacking = left_out(found.year, result.after)
    code = "calendar.notice_stays_open" if result.after.missing(found.year) else "calendar.notice_is_complete"
    return [sentence(Problem(code, {"names": named_holidays(lacking)}), language_of())] if lacking else []


def _deadlines(ctx: Context, result: Compared) -> list[MovedDeadline]:
    """The due days that the notice moved, or made firm, until the end of its year."""
    return all_moved(ctx, result.before, result.after, date(result.line.notice.year, 12, 31))


ROUTES = [
    route("calendar/notices/", notices, "calendar_notices"),
    route("calendar/notices/<uuid:notice>/", notice, "calendar_notice"),
]
