"""Whom a subject comes to beneath a unit on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.oversight.appraisal.models import OwnTarget
from notoneless.oversight.appraisal.rules.appraising import TargetLevel
from notoneless.oversight.appraisal.rules.rubrics import STAFF, Subject


@dataclass(frozen=True, slots=True)
class Bearer:
    """A unit or person that is appraised. `unit`: where it is reached; `units`: whose facts are its; `role`: of a person."""

    unit: UUID
    name: str
    units: tuple[UUID, ...]
    person: UUID | None = None
    role: str = ""


def bearers_of(unit: UUID, subject: Subject, school_year: int, day: date) -> tuple[Bearer, ...]:
    """All whom a subject comes to at a unit and beneath it, in order of the tree; a person once for each post."""
    beneath = UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id")
    if subject in STAFF:
        rows = Post._base_manager.filter(in_force(day), unit_id__in=beneath, grant__role=subject.value)
        told = rows.order_by("unit__sort_key", "unit_id", "id").values_list("unit_id", "holder_id", "holder__name")
        return tuple({(at, who): Bearer(at, name, (at,), who, subject.value) for at, who, name in told}.values())
    if subject is Subject.TEACHING_GROUP:
        return tuple(_groups(beneath, school_year))
    kind = UnitKind.SCHOOL if subject is Subject.SCHOOL else UnitKind.CLASS
    units = Unit._base_manager.filter(in_force(day), pk__in=beneath, kind=kind).order_by("sort_key", "id")
    return tuple(Bearer(pk, name, (pk,)) for pk, name in units.values_list("pk", "name"))


def _groups(beneath: QuerySet[UnitClosure, Any], school_year: int) -> Iterator[Bearer]:
    """Teaching groups with a target of their own; their facts are those of the classes whose targets are parts of it."""
    rows = OwnTarget._base_manager.filter(school_year=school_year, withdrawn_on__isnull=True, unit_id__in=beneath)
    told = list(rows.exclude(group="").order_by("id").values_list("unit_id", "unit__parent_id", "level", "group"))
    groups = dict.fromkeys((unit, group) for unit, _, level, group in told if level == TargetLevel.TEACHING_GROUP)
    for school, group in groups:
        classes = {
            unit: None
            for unit, parent, level, name in told
            if level == TargetLevel.CLASS and name == group and parent == school
        }
        yield Bearer(school, group, tuple(classes))
