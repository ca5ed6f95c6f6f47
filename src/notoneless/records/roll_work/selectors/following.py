"""Until when a version of a plan is in force: until another takes over, unless that was withdrawn before it began."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from notoneless.records.roll_work.models import RollWorkPlan
from notoneless.records.roll_work.rules import PlanState

NEVER = Q(paper__withdrawn_on__isnull=False, paper__withdrawn_on__lte=F("from_on"))
"""Of an adopted version: that it was withdrawn before it began, or on its first day. It takes nothing from another."""


def followed(plan: str = "pk") -> Exists:
    """That another version takes over from the one that a column names."""
    rows: QuerySet[Any] = RollWorkPlan._base_manager.filter(former=OuterRef(plan), state=PlanState.ADOPTED)
    return Exists(rows.exclude(NEVER))


def is_followed(plan: RollWorkPlan) -> bool:
    """Whether another version takes over from this one."""
    return RollWorkPlan._base_manager.filter(followed(), pk=plan.pk).exists()
