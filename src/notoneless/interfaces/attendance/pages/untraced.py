"""Absences that nobody has traced yet, pupil by pupil: of all days of one it is said at once where the pupil is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.interfaces.attendance.pages.wording import day_words, told, traced_to
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.naming import called
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import sentence
from notoneless.records.attendance.selectors import READ_BOARD
from notoneless.records.attendance.selectors.classes import mark_in_reach
from notoneless.records.attendance.selectors.untraced import Untraced, UntracedList, untraced_of
from notoneless.records.attendance.services import trace


@dataclass
class _Pupil:
    """A pupil with the days that nobody has traced."""

    child: UUID
    name: str
    room: str
    days: list[tuple[Untraced, str]] = field(default_factory=list)


@page({"GET": READ_BOARD, "POST": trace.code})
def untraced(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Who of a class, or of the classes beneath a unit, was absent without leave on which days, and nobody has said where."""
    if request.method != "POST":
        return _shown(ctx, unit, {})
    acting, marks = with_form(ctx, request), sorted(set(request.POST.getlist("mark")))
    sent = {name: request.POST.get(name, "") for name in ("traced_to", "note", "child")}
    if not marks:
        return _shown(ctx, unit, sent, told("arrivals.no_day_ticked"))
    given = {"traced_to": sent["traced_to"], "note": sent["note"]}
    try:
        with transaction.atomic():  # all of the days, or none
            for mark in marks:
                trace(acting.within(mark), mark=mark, **given)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(trace.code, {}))
        return _shown(ctx, unit, sent, sentence(refusal.told, language_of()))
    name = mark_in_reach(ctx, UUID(marks[0]), trace.code).child.name
    messages.success(request, told("arrivals.traced", name=name))
    return Went("attendance_untraced", {"unit": unit})


def _shown(ctx: Context, unit: UUID, sent: Mapping[str, str], error: str = "") -> Answer:
    found = untraced_of(ctx, unit)
    values: dict[str, Any] = {
        "unit": found.unit,
        "is_class": found.unit.kind == UnitKind.CLASS,
        "count": found.count,
        "is_cut": len(found.lines) < found.count,
        "school": found.unit.parent.name if found.unit.parent else "",
        "pupils": _by_pupil(found),
        "traced_to": traced_to(),
        "may_trace": ctx.may(trace.code),
        "sent": sent,
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("attendance/untraced.html", values, 422 if error else 200)


def _by_pupil(found: UntracedList) -> list[_Pupil]:
    """The days pupil by pupil, whose first day is first."""
    pupils: dict[UUID, _Pupil] = {}
    for each in found.lines:
        name = called(each.name, each.pupil.traits if each.pupil else None)
        known = pupils.setdefault(each.child, _Pupil(each.child, name, each.room.name))
        known.days.append((each, day_words(each.on)))
    return list(pupils.values())


ROUTES = [route("attendance/units/<uuid:unit>/untraced/", untraced, "attendance_untraced")]
