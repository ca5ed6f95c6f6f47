"""Until when a version of a plan is in force: until another takes over, unless that was withdrawn before it began."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from notoneless.records.roll_work.models import RollWorkPlan
from notoneless.records.roll_work.rules import PlanState

NEVER = Q(paper__withdrawn_on__isnull=False, paper__withdrawn_on__lte=F("from_on"))
"""Of an adopted version: that it was withdrawn before it began, or on its first day. It takes nothing from another."""


def _later(path: str) -> QuerySet[Any]:
    """The versions of the same school that begin after the one at `path` and count. What lies between them need not."""
    rows: QuerySet[Any] = RollWorkPlan._base_manager.filter(
        unit_id=OuterRef(f"{path}unit_id"), from_on__gt=OuterRef(f"{path}from_on"), state=PlanState.ADOPTED
    )
    return rows.exclude(NEVER)


def followed(path: str = "") -> Exists:
    """That another version takes over from the one at a path."""
    return Exists(_later(path))


def taken_over_on() -> Subquery:
    """The day on which another version takes over, if one does."""
    return Subquery(_later("").order_by("from_on").values("from_on")[:1])


def in_force_or_coming(unit: UUID, day: date) -> QuerySet[Any, Any]:
    """The adopted versions of a school, by id, that are in force on a day or will be; whose paper was withdrawn is neither."""
    rows = RollWorkPlan._base_manager.filter(unit_id=unit, state=PlanState.ADOPTED, paper__withdrawn_on__isnull=True)
    return rows.annotate(ends=taken_over_on()).filter(Q(ends__isnull=True) | Q(ends__gt=day)).values("pk")


def is_followed(plan: RollWorkPlan) -> bool:
    """Whether another version takes over from this one."""
    return RollWorkPlan._base_manager.filter(followed(), pk=plan.pk).exists()
