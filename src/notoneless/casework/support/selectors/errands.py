"""What help asks of whoever looks: schemes without mentor or plan, marks to look at. Numbers name nobody."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from notoneless.casework.support.models import HelpMark, HelpScheme
from notoneless.casework.support.selectors import READ_HELP
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight

ASSIGN, PLAN, REVIEW = "help.assign", "help.plan", "help.review"


@dataclass(frozen=True, slots=True)
class HelpErrands:
    """How many schemes wait for somebody who helps, for a plan, for a second person to look at what was measured."""

    alone: int = 0
    unplanned: int = 0
    to_review: int = 0


def help_errands(ctx: Context) -> HelpErrands:
    """What waits for whoever looks, in one question. It is counted, and leaves no entry."""
    rows = _standing(sight(ctx, READ_HELP, HelpScheme), ctx.actor or UUID(int=0))
    return HelpErrands(
        alone=sum(mentor is None for mentor, _, _ in rows) if ctx.may(ASSIGN) else 0,
        unplanned=sum(planned is None for _, planned, _ in rows) if ctx.may(PLAN) else 0,
        to_review=sum(waits for _, _, waits in rows) if ctx.may(REVIEW) else 0,
    )


@prepared
def _standing(seen: Sight, actor: UUID) -> QuerySet[HelpScheme, Any]:
    others = HelpMark._base_manager.filter(scheme_id=OuterRef("pk"), agreed__isnull=True).exclude(by_id=actor)
    waits = Exists(others)  # nobody looks at what one has measured oneself
    rows = seen.of(HelpScheme).filter(closed_on__isnull=True).order_by("id")
    return rows.annotate(waits=waits).values_list("mentor_id", "planned_on", "waits")
