"""What an uploaded register of a class asks for, as the preview shows it and as the action does it."""

from collections import defaultdict
from datetime import date
from functools import cache
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.attachments.rules import SHEET_LIMITS, SHEETS
from notoneless.foundation.attachments.selectors import own_file
from notoneless.foundation.attachments.store import laid_out
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.namesakes import Named, Traits, told_apart
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.records.attendance.models import ArrivalReport, AttendanceMark
from notoneless.records.attendance.rules.reporting import why_not_in_time, why_not_the_day
from notoneless.records.attendance.rules.sheets import KnownPupil, RegisterPlan, checked, read_register
from notoneless.records.attendance.selectors.classes import pupils_of
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import answers_for, is_open
from notoneless.tabular.tables import PlainSheet, read_sheets

IMPORT = "attendance.import_register"


def plan_of(ctx: Context, unit: Unit, attachment: UUID) -> RegisterPlan:
    """What one's own uploaded register asks for in a class.

    Raises NotFound for another's file, Unusable for one that is no table.
    """
    numbers = attendance_numbers(ctx.today)
    plan = read_register(_sheets(ctx, attachment), _pupils(ctx, unit), numbers)
    days = [each.on for each in plan.reports] or [ctx.today]
    calendar = load_calendar(min(*days, ctx.today), max(*days, ctx.today))
    is_head = answers_for(ctx, unit.pk)

    def why_not(on: date) -> Problem | None:
        wrong = why_not_the_day(calendar, on, ctx.today)
        if wrong is None and not is_open(unit, on):
            wrong = Problem("arrivals.class_closed", {"unit": unit.name, "day": on.isoformat()})
        if wrong is None and not is_head:
            wrong = why_not_in_time(calendar, on, ctx.today, numbers.report_within, "too_late")
        return wrong

    @cache
    def asked(on: date) -> frozenset[UUID]:
        return frozenset(each.id for each in pupils_of(ctx, IMPORT, unit.pk, on) if each.skipped is None)

    return checked(plan, why_not, asked, _known(ctx, unit, days))


def _sheets(ctx: Context, attachment: UUID) -> list[PlainSheet]:
    row, content = own_file(ctx, IMPORT, attachment)
    if row.kind not in SHEETS:
        raise Unusable(Problem("attachments.no_sheet"))
    try:
        with laid_out(content, row.kind) as path:
            return read_sheets(path, SHEET_LIMITS)
    except NotonelessError as error:
        raise Unusable(error.told) from error


def _pupils(ctx: Context, unit: Unit) -> list[KnownPupil]:
    """Everybody who ever was in the class and is in reach: on which day, each column tells."""
    here = ChildUnit._base_manager.filter(unit=unit, track=Track.SCHOOL)
    rows = visible_to(ctx, IMPORT, Child).filter(pk__in=here.values("child_id")).order_by("sort_key", "id")
    people = [Named(*values) for values in rows.values_list("pk", "name", "sex", "born_on")]
    traits = told_apart(ctx, people)
    return [KnownPupil(each.id, each.name, each.born_on, _marks(traits.get(each.id))) for each in people]


def _marks(traits: Traits | None) -> frozenset[str]:
    return frozenset(filter(None, (traits.sex, traits.home, traits.guardian))) if traits else frozenset()


def _known(ctx: Context, unit: Unit, days: list[date]) -> dict[tuple[date, str], frozenset[tuple[UUID, str, str]]]:
    rows = visible_to(ctx, IMPORT, ArrivalReport).filter(unit=unit, is_current=True, on__in=days)
    reports = {pk: (on, session) for pk, on, session in rows.values_list("pk", "on", "session")}
    marks: dict[UUID, set[tuple[UUID, str, str]]] = defaultdict(set)
    found = visible_to(ctx, IMPORT, AttendanceMark).filter(report__in=reports)
    for report, *mark in found.values_list("report_id", "child_id", "kind", "reason"):
        marks[report].add(tuple(mark))  # type: ignore[arg-type]
    return {key: frozenset(marks[pk]) for pk, key in reports.items()}
