"""What forms of applications offer: guardians, schools, classes, and the papers that a kind needs."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import Guardian
from notoneless.records.roll_changes.rules.kinds import ChangeKind, PaperKind
from notoneless.records.roll_changes.selectors.knowing import numbers_on

_TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


def needed_for(kind: ChangeKind, day: date) -> tuple[PaperKind, ...]:
    """The papers that a change needs, in their usual order."""
    needed = numbers_on(day).papers[kind]
    return tuple(each for each in PaperKind if each in needed)


def is_accepted_here(kind: ChangeKind, day: date) -> bool:
    """Whether a school of this county accepts in the program what it receives, so that no paper says so."""
    return numbers_on(day).papers_for(kind, is_within=True) != numbers_on(day).papers[kind]


def guardians_of(ctx: Context, child: UUID) -> list[tuple[UUID, str]]:
    """The guardians of a child whose page is open already, with what they are to it."""
    rows = visible_to(ctx, "child.read", Guardian).filter(child=child).order_by("id")
    return [(row.pk, f"{row.name}（{row.relation}）") for row in rows]


def other_schools(school: UUID | None, day: date) -> list[tuple[UUID, str]]:
    """The schools of the county, whose names are no secret, without one's own."""
    rows = Unit._base_manager.filter(in_force(day), kind__in=_TAUGHT).exclude(pk=school or UUID(int=0))
    return list(rows.order_by("sort_key", "id").values_list("pk", "name"))


def classes_of_school(school: UUID, day: date) -> list[tuple[UUID, str]]:
    """The classes of a school."""
    rows = Unit._base_manager.filter(in_force(day), kind=UnitKind.CLASS, parent=school)
    return list(rows.order_by("sort_key", "id").values_list("pk", "name"))


def classes_of_county(day: date) -> list[tuple[UUID, str]]:
    """All classes, each with its school."""
    rows = Unit._base_manager.filter(in_force(day), kind=UnitKind.CLASS).select_related("parent")
    return [
        (row.pk, f"{row.parent.name} {row.name}")
        for row in rows.order_by("parent__sort_key", "sort_key", "id")
        if row.parent is not None
    ]
