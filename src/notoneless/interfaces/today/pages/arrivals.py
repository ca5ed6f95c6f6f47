"""The classes that whoever looks has still to report, today and of days that are over, each one tap from its form."""

from collections.abc import Sequence
from itertools import groupby

from django.shortcuts import resolve_url

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.interfaces.frame.pages import language_of
from notoneless.interfaces.today.pages.errand import Errand
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.attendance.rules.parameters import Session
from notoneless.records.attendance.selectors.board import unreported_sessions
from notoneless.records.attendance.selectors.missing import Missing, is_asked, missing_reports, own_awaited
from notoneless.records.attendance.selectors.permitting import REPORT

MOST = 5
"""Days that the list of today names one by one; of more it leads to the page that lists them."""


def to_report(ctx: Context) -> list[Errand]:
    """The classes of one's own, or of whom one stands in for, with what is to be reported: of days that are over, and today."""
    classes = own_awaited(ctx, REPORT) if ctx.may(REPORT) else []
    if not classes:
        return []
    calendar = load_calendar(ctx.today, ctx.today)
    late = sorted(missing_reports(ctx, classes, calendar), key=lambda each: (each.unit.sort_key, each.unit.pk))
    found = [_late(ctx, list(some)) for _, some in groupby(late, key=lambda each: each.unit.pk)]
    asked = [each for each in classes if is_asked(each, ctx.today)]
    return [*found, *(_of_today(ctx, asked) if calendar.is_school_day(ctx.today) else [])]


def _late(ctx: Context, some: Sequence[Missing]) -> Errand:
    """What a class has not reported of past days: one line, and a tap for each day, the first first; of many days a page."""
    days = tuple((_day(each), _form(each.unit, each.on.isoformat(), each.session)) for each in some)
    given: dict[str, str | int | Problem] = {"unit": some[0].unit.name, "day": days[0][0], "count": len(some)}
    words = sentence(
        Problem("arrivals.to_report_late_several" if len(some) > 1 else "arrivals.to_report_late", given), language_of()
    )
    days_left = (some[0].on - ctx.today).days
    if len(some) > MOST:
        return Errand(words, resolve_url("attendance_missing_class", unit=some[0].unit.pk), days_left)
    return Errand(words, days[0][1], days_left, days)


def _day(each: Missing) -> str:
    return sentence(
        Problem("arrivals.late_day", {"day": each.on.isoformat(), "session": _words(each.session)}), language_of()
    )


def _of_today(ctx: Context, classes: Sequence[Unit]) -> list[Errand]:
    return [
        Errand(
            sentence(Problem("arrivals.to_report", {"unit": unit.name, "session": _words(session)}), language_of()),
            _form(unit, ctx.today.isoformat(), session),
            days_left=0,
            until=session.closes.strftime("%H:%M"),
        )
        for unit, session in unreported_sessions(ctx, classes, ctx.today)
    ]


def _form(unit: Unit, day: str, session: Session) -> str:
    return resolve_url("attendance_session", unit=unit.pk, day=day, session=session.key)


def _words(session: Session) -> str:
    return session.zh if language_of() == "zh" else session.en
