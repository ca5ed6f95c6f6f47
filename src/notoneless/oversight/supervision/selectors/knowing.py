"""What is known for services, measures and pages alike. It shows nothing to anybody by itself."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.models import Account, Grant, Unit, UnitClosure
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.plans.selectors import settings
from notoneless.oversight.supervision.models import ClassTimetable, Inspection, Shortcoming
from notoneless.oversight.supervision.rules.kinds import MendState
from notoneless.oversight.supervision.rules.teaching import PLAN, Gap, gaps_between, minutes_of, required_hours

HOURS, MINUTES = "conduct.required_hours", "conduct.homework_minutes"


def required_on(day: date) -> Mapping[int, Mapping[str, int]] | None:
    """What hours a week the county requires of each grade on a day; None while it has not set them."""
    found = settings(PLAN, day).get(HOURS)
    return required_hours(found.value) if found is not None else None


def most_minutes(grade: int | None, day: date) -> int | None:
    """The most minutes of homework a day of a grade; None while the county has not set them."""
    found = settings(PLAN, day).get(MINUTES)
    known = minutes_of(found.value) if found is not None else None
    return known.get(grade) if known is not None and grade is not None else None


def timetables_on(day: date, classes: Collection[UUID] | None) -> Mapping[UUID, ClassTimetable]:
    """The timetable in force of each class on a day."""
    rows = ClassTimetable._base_manager.filter(from_on__lte=day)
    rows = rows if classes is None else rows.filter(unit__in=classes)
    return {row.unit_id: row for row in rows.order_by("from_on", "at", "id")}


def grade_of(room: UUID, day: date) -> int | None:
    """The grade of a class as its timetable says."""
    found = timetables_on(day, [room]).get(room)
    return found.grade if found is not None else None


def gaps_of(row: ClassTimetable | None, required: Mapping[int, Mapping[str, int]] | None) -> tuple[Gap, ...] | None:
    """What a class lacks; None where it cannot be said: there is no timetable, or the county has set nothing for the grade."""
    if row is None or required is None or row.grade not in required:
        return None
    return gaps_between(required[row.grade], {str(name): int(hours) for name, hours in row.hours.items()})


def inspected_since(unit: UUID, day: date) -> bool:
    """Whether those above a unit inspect it, its school or its classes now, or have done so since a day."""
    around = UnitClosure.objects.filter(Q(descendant_id=unit) | Q(ancestor_id=unit))
    pairs = around.values_list("ancestor_id", "descendant_id")
    units = {each for pair in pairs for each in pair}
    rows = Inspection._base_manager.filter(unit__in=units, is_own=False, withdrawn_on__isnull=True)
    found = Shortcoming._base_manager.filter(unit__in=units, is_own=False).exclude(state=MendState.CLOSED)
    return rows.filter(Q(concluded_on__isnull=True) | Q(on__gte=day)).exists() or found.exists()


def school_of(unit: Unit) -> Unit:
    """The school of a class, or the unit itself."""
    return unit.parent if unit.kind == UnitKind.CLASS and unit.parent is not None else unit


def head_of(school: UUID, day: date) -> Account | None:
    """Who heads a school on a day."""
    rows = Grant._base_manager.filter(in_force(day), unit_id=school, role="school_head", account__is_active=True)
    row = rows.select_related("account").order_by("from_on", "id").last()
    return row.account if row is not None else None
