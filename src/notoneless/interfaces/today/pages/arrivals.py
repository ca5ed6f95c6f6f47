"""The classes that whoever looks has still to report today, each one tap from its page."""

from django.shortcuts import resolve_url

from notoneless.foundation.access.context import Context
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.interfaces.frame.pages import language_of
from notoneless.interfaces.today.pages.errands import Errand
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.attendance.rules.parameters import Session
from notoneless.records.attendance.selectors.board import unreported_sessions
from notoneless.records.attendance.selectors.permitting import REPORT, own_classes


def to_report(ctx: Context) -> list[Errand]:
    """The classes of one's own, or of whom one stands in for, whose session is open and not reported; on school days alone."""
    classes = own_classes(ctx, REPORT) if ctx.may(REPORT) else []
    if not classes or not load_calendar(ctx.today, ctx.today).is_school_day(ctx.today):
        return []
    return [
        Errand(
            sentence(Problem("arrivals.to_report", {"unit": unit.name, "session": _words(session)}), language_of()),
            resolve_url("attendance_session", unit=unit.pk, day=ctx.today.isoformat(), session=session.key),
            days_left=0,
            until=session.closes.strftime("%H:%M"),
        )
        for unit, session in unreported_sessions(ctx, classes, ctx.today)
    ]


def _words(session: Session) -> str:
    return session.zh if language_of() == "zh" else session.en
