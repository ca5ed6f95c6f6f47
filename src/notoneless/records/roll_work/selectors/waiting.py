"""Drafts that were sent back: whom they wait for."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight
from notoneless.records.roll_work.models import RollWorkPlan
from notoneless.records.roll_work.rules import PlanState
from notoneless.records.roll_work.selectors.plans import DRAFT, SHOWN


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that waits for whoever looks: to be amended, since it was sent back and why; or to be looked at again."""

    plan: UUID
    unit_name: str
    why: str
    is_amended: bool


def drafts_waiting(ctx: Context) -> tuple[Waiting, ...]:
    """The drafts that were sent back by somebody else, and those that this person sent back and that were submitted again."""
    return tuple(
        Waiting(row.pk, row.unit.name, row.returned_why, row.amended_on is not None)
        for row in _drafts(sight(ctx, DRAFT, RollWorkPlan), ctx.actor)
    )


@prepared
def _drafts(seen: Sight, actor: UUID | None) -> QuerySet[RollWorkPlan]:
    back = Q(amended_on__isnull=True) & ~Q(returned_by_id=actor)
    again = Q(amended_on__isnull=False, returned_by_id=actor)
    rows = seen.of(RollWorkPlan).filter(back | again, state=PlanState.DRAFT, returned_on__isnull=False)
    return rows.select_related("unit").order_by("returned_on", "id")[:SHOWN]
