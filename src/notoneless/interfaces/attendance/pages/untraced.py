"""Absences that nobody has traced yet, each one tap from where it is said where the pupil is."""

from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.roles import UnitKind
from notoneless.interfaces.attendance.pages.wording import day_words
from notoneless.interfaces.frame.naming import called
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.records.attendance.selectors import READ_BOARD
from notoneless.records.attendance.selectors.untraced import Untraced, untraced_of


@page({"GET": READ_BOARD})
def untraced(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Who of a class, or of the classes beneath a unit, was absent without leave on which day, and nobody has said where."""
    found = untraced_of(ctx, unit)
    values = {
        "unit": found.unit,
        "is_class": found.unit.kind == UnitKind.CLASS,
        "count": found.count,
        "school": found.unit.parent.name if found.unit.parent else "",
        "lines": [
            (each, called(each.name, each.pupil.traits if each.pupil else None), day_words(each.on))
            for each in found.lines
        ],
    }
    return Shown("attendance/untraced.html", values)


def _called(line: Untraced) -> str:
    return called(line.name, line.pupil.traits if line.pupil else None)


ROUTES = [route("attendance/units/<uuid:unit>/untraced/", untraced, "attendance_untraced")]
