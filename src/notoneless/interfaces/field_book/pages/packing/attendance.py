"""The classes of whoever asks, with their pupils and the sessions of three days, as a phone reports them."""

from datetime import timedelta
from typing import Any

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.audit.rules import CHINA
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.interfaces.field_book.pages.packing.wording import told
from notoneless.interfaces.frame.naming import apart, called
from notoneless.interfaces.frame.pages import language_of
from notoneless.records.attendance.models import ArrivalReport
from notoneless.records.attendance.rules.kinds import MarkKind
from notoneless.records.attendance.selectors.classes import PupilLine, open_class
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import READ_BOARD, REPORT, own_classes

AHEAD = timedelta(days=3)
"""For how many days to come a phone may report: as long as it may show names."""

_CLASSES = 12


def classes_for(ctx: Context) -> list[dict[str, Any]]:
    """The classes that somebody holds itself, up to twelve. Each leaves an entry."""
    return [_class(ctx, each) for each in own_classes(ctx, REPORT)[:_CLASSES]]


def _class(ctx: Context, unit: Any) -> dict[str, Any]:
    numbers = attendance_numbers(ctx.today)
    part = numbers.current(ctx.at.astimezone(CHINA).time())
    found = open_class(ctx, unit.pk, ctx.today, part.key)
    english = language_of() == "en"
    reports = visible_to(ctx, READ_BOARD, ArrivalReport).filter(unit=unit, on=ctx.today, is_current=True)
    return {
        "unit": str(unit.pk),
        "name": unit.name,
        "school": unit.parent.name if unit.parent else "",
        "days": _days(ctx),
        "now": part.key,
        "sessions": [
            {"key": each.key, "words": each.en if english else each.zh, "closes": each.closes.strftime("%H:%M")}
            for each in numbers.sessions
        ],
        "reported": sorted(reports.values_list("session", flat=True)),
        "pupils": [_pupil(each) for each in found.asked],
        "skipped": [called(each.pupil.name, each.pupil.traits) for each in found.skipped],
        "reasons": [
            {"key": key, "words": each.en if english else each.zh, "marks": [mark.value for mark in each.marks]}
            for key, each in numbers.reasons.items()
        ],
        "marks": [[kind.value, told(f"arrivals.mark_{kind}")] for kind in MarkKind],
    }


def _pupil(line: PupilLine) -> dict[str, Any]:
    covers = line.leave_until is not None and not line.has_run_out
    return {
        "id": str(line.pupil.id),
        "name": line.pupil.name,
        "apart": apart(line.pupil.traits),
        "called": called(line.pupil.name, line.pupil.traits),
        "kind": MarkKind.LEAVE.value if covers else "present",
        "reason": line.reason if covers else "",
        "leave_until": line.leave_until.isoformat() if line.leave_until else "",
    }


def _days(ctx: Context) -> list[str]:
    """The school days of which a phone may report: today's, and those to come while it may show names."""
    calendar = load_calendar(ctx.today, ctx.today + AHEAD)
    days = [ctx.today + timedelta(days=number) for number in range(AHEAD.days + 1)]
    return [day.isoformat() for day in days if calendar.is_school_day(day)]
