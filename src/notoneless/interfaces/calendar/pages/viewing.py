"""A school year month by month, with the forms of terms and changed days."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.calendar.rules import named_holidays
from notoneless.foundation.calendar.selectors import (
    READ_CALENDAR,
    calendar_in_force,
    change_in_reach,
    list_changes,
    list_notices,
    load_calendar,
)
from notoneless.foundation.calendar.services import change_day, load_notice, set_term, undo_change
from notoneless.interfaces.calendar.pages.changing import Says, day_said, term_said
from notoneless.interfaces.calendar.pages.months import MARKS, holidays_between, months_of
from notoneless.interfaces.calendar.pages.moving import Moved, asking, carried_out, is_confirmed, just_moved, kept
from notoneless.interfaces.calendar.pages.naming import notice_number
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.kernel.calendar import AUTUMN, SPRING, Calendar, Term
from notoneless.kernel.problems import Problem, sentence

_YEARS = range(2004, 2100)
"""School years that can be shown: from the first of the table of notices on."""

_NAMES = {AUTUMN: "calendar.autumn", SPRING: "calendar.spring"}


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term on the page."""

    name: str
    term: Term
    school_days: int


def words(code: str, **params: int | str) -> str:
    """A sentence in the reader's language."""
    return sentence(Problem(code, params), language_of())


@page({"GET": READ_CALENDAR})
def calendar(ctx: Context, request: HttpRequest) -> Answer:
    """The school year of today, or another."""
    asked = request.GET.get("year", "")
    year = _year(asked) if asked else calendar_in_force(ctx, ctx.today, ctx.today).school_year_of(ctx.today)
    return _shown(ctx, year, moved=just_moved(request))


def _year(text: str) -> int:
    """A school year that can be shown. Raises NotFound for any other."""
    if not (text.isascii() and text.isdigit() and int(text[:5]) in _YEARS):
        raise NotFound
    return int(text)


def _shown(
    ctx: Context, school_year: int, sent: Mapping[str, str] | None = None, told: str = "", moved: Moved | None = None
) -> Answer:
    first, last = date(school_year, 8, 1), date(school_year + 1, 8, 31)
    found = calendar_in_force(ctx, first, last)
    given = sent or {}
    values: dict[str, Any] = {
        "year": school_year,
        "next_year": school_year + 1,
        "earlier": school_year - 1 if school_year - 1 in _YEARS else None,
        "later": school_year + 1 if school_year + 1 in _YEARS else None,
        "months": months_of(found, school_year, ctx.today, {kind: words(code) for kind, code in MARKS.items()}),
        "terms": _terms(found, school_year),
        "is_usual": any(term.provisional for term in found.terms_of_year(school_year)),
        "unknown": [year for year in (school_year, school_year + 1) if year not in found.known_years],
        "lacking": _lacking(found, (school_year, school_year + 1)),
        "holidays": holidays_between(found, first, last),
        "changes": list_changes(ctx, found, first, last),
        "notices": [(line, notice_number(line.notice.number)) for line in list_notices(ctx)],
        "numbers": [(str(number), words(code)) for number, code in _NAMES.items()],
        "taught": [("false", words("calendar.closed")), ("true", words("calendar.extra"))],
        "sent": given,
        "may_set": ctx.may(set_term.code),
        "may_change": ctx.may(change_day.code),
        "may_undo": ctx.may(undo_change.code),
        "may_load": ctx.may(load_notice.code),
        "form": new_form(ctx),
        "error": told,
        "moved": moved,
    }
    return Shown("calendar/year.html", values, 422 if told else 200)


def _lacking(found: Calendar, years: Sequence[int]) -> list[str]:
    """Which public holidays the notices of some years still lack, a sentence a year."""
    lacking = [(year, found.missing(year)) for year in years]
    return [
        sentence(Problem("calendar.year_lacks", {"year": year, "names": named_holidays(each)}), language_of())
        for year, each in lacking
        if each
    ]


def _terms(found: Calendar, school_year: int) -> list[TermLine]:
    return [
        TermLine(words(_NAMES[term.number]), term, len(found.school_days(term.first_day, term.last_day)))
        for term in found.terms_of_year(school_year)
    ]


def home_of(ctx: Context, code: str) -> UUID:
    """The county, as the unit on which this person may do it."""
    return next(iter(sorted(ctx.units_for(code))))


def _sent(
    ctx: Context, request: HttpRequest, given: Mapping[str, Any], act: Action[Any], told: str, says: Callable[[], Says]
) -> Answer:
    """Carry a form of the page out and come back to its year; refused, the page with what was sent and why.

    says: how to tell what it changes, once it is known that it can be.
    """
    acting = with_form(ctx, request)
    year = _year(request.POST.get("school_year", ""))
    back = f"{resolve_url('calendar')}?year={year}"
    try:
        found = carried_out(ctx, request, *_around(ctx, year, given), lambda: act(acting, **given))
    except NotFound:
        raise
    except Refused as refusal:
        noted(ctx, refusal, Attempted(act.code, {}))
        return _shown(
            ctx, year, {name: str(value) for name, value in given.items()}, sentence(refusal.told, language_of())
        )
    if not is_confirmed(request):
        return asking(ctx, request, _words_of(act), found.moved, back, [says()(found.before, found.after)])
    messages.success(request, words(told))
    kept(request, found.moved)
    return HttpResponseRedirect(back)


def _words_of(act: Action[Any]) -> str:
    return act.permission.words if language_of() == "zh" else act.permission.english


def _around(ctx: Context, school_year: int, given: Mapping[str, Any]) -> tuple[date, date]:
    """The days that are looked at: today, the school year shown, and that of a day that was typed."""
    days = [date(school_year, 8, 1), date(school_year + 1, 8, 31), ctx.today]
    with suppress(ValueError):
        typed = date.fromisoformat(str(given.get("day", "")))
        days += [typed, date(load_calendar(typed, typed).school_year_of(typed) + 1, 8, 31)]
    return min(days), max(days)


def _typed(ctx: Context, request: HttpRequest, act: Action[Any], *names: str) -> dict[str, Any]:
    """What a form says, for the county."""
    return {"unit": home_of(ctx, act.code), **{name: request.POST.get(name, "") for name in names}}


@page({"POST": set_term.code})
def term(ctx: Context, request: HttpRequest) -> Answer:
    """Set a term."""
    given = _typed(ctx, request, set_term, "school_year", "number", "first_day", "last_day")
    return _sent(ctx, request, given, set_term, "calendar.term_set", lambda: term_said(given))


@page({"POST": change_day.code})
def day(ctx: Context, request: HttpRequest) -> Answer:
    """Take a day off, or teach on one."""
    given = _typed(ctx, request, change_day, "day", "taught", "reason")
    return _sent(ctx, request, given, change_day, "calendar.day_changed", lambda: _day_of(given))


def _day_of(given: Mapping[str, Any]) -> Says:
    return day_said(date.fromisoformat(given["day"]), given["reason"].strip())


@page({"POST": undo_change.code})
def undo(ctx: Context, request: HttpRequest, change: UUID) -> Answer:
    """Undo a changed day."""
    changed = change_in_reach(ctx, change, undo_change.code).day
    return _sent(
        ctx, request, {"day_change": change}, undo_change, "calendar.change_undone", lambda: day_said(changed, "")
    )


ROUTES = [
    route("calendar/", calendar, "calendar"),
    route("calendar/terms/", term, "calendar_term"),
    route("calendar/days/", day, "calendar_day"),
    route("calendar/days/<uuid:change>/undo/", undo, "calendar_undo"),
]
