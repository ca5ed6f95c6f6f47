"""What forms of returns are filled in from: nobody types a fact twice."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.reintegration.models import Return, ReturnPlan
from notoneless.casework.reintegration.rules.holding import Window
from notoneless.casework.reintegration.rules.standing import mark_asked, marks_on
from notoneless.casework.reintegration.selectors.knowing import known_now, numbers_on, window_for, windows_of
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.records.attendance.selectors.facts import sessions_seen

_TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


def first_seen_again(case: Case, day: date) -> tuple[date | None, int]:
    """The first day on which registers saw a child since its dropout was verified, and in how many sessions since."""
    days = sessions_seen(case.verified_on or case.opened_on, day, [case.child_id]).get(case.child_id, {})
    seen = {on: count for on, (_, count) in days.items() if count}
    return min(seen, default=None), sum(seen.values())


def last_plan(row: Return) -> dict[str, str]:
    """What the plan of a returned pupil says by now, but for what is sealed."""
    plan = ReturnPlan._base_manager.filter(returned=row).order_by("-number").first()
    if plan is None:
        return {}
    return {"goals": plan.goals, "measures": plan.measures, "keeper": f"{plan.keeper_unit_id}/{plan.keeper_role}"}


def registers_say(row: Return, day: date) -> tuple[date, date, Window]:
    """What registers say of the days that a follow-up today is about."""
    known, numbers = known_now(row), numbers_on(day)
    asked = mark_asked(marks_on(known, numbers, day))
    span = window_for(row, known, numbers, asked.days if asked else None, day)
    return *span, windows_of({row.child_id: span})[row.child_id]


def schools_to_choose(row: Return, day: date) -> list[tuple[UUID, str]]:
    """The other schools of the county, whose names are no secret."""
    rows = Unit._base_manager.filter(in_force(day), kind__in=_TAUGHT).exclude(pk=row.unit_id)
    return list(rows.order_by("sort_key", "id").values_list("pk", "name"))
