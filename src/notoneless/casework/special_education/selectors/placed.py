"""Where children are placed: since when they are taught at home, as attendance asks through the wiring; where each learns."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.special_education.models import Placement
from notoneless.casework.special_education.rules.kinds import Decided, Learns
from notoneless.casework.special_education.rules.standing import spans_of
from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import visible_to


def taught_at_home(children: Collection[UUID], day: date) -> Iterator[tuple[UUID, date, date | None]]:
    """Each span of homebound instruction of some children that had begun by a day: the child, its first day, and the first day
    of the placement after it."""
    agreed: dict[UUID, list[tuple[date, Learns]]] = defaultdict(list)
    for child, learns, decided_on in _agreed(list(children), day):
        if decided_on is not None:
            agreed[child].append((decided_on, Learns(learns)))
    for child, placements in agreed.items():
        for begun, until in spans_of(placements, Learns.HOMEBOUND):
            yield child, begun, until


@prepared
def _agreed(children: list[UUID], day: date) -> QuerySet[Placement, tuple[UUID, str, date | None]]:
    rows = Placement._base_manager.filter(child_id__in=children, decided=Decided.AGREED, decided_on__lte=day)
    return rows.order_by("decided_on", "at", "id").values_list("child_id", "learns", "decided_on")


def learning_in_reach(ctx: Context) -> dict[UUID, Learns]:
    """Where each child in reach learns whose placement is in force today; nobody without the permission. Leaves no entry: that
    is done by whoever lists them."""
    if not ctx.may(READ_SPECIAL):
        return {}
    rows = visible_to(ctx, READ_SPECIAL, Placement).filter(decided=Decided.AGREED, decided_on__lte=ctx.today)
    return {
        child: Learns(learns)
        for child, learns in rows.order_by("decided_on", "at", "id").values_list("child_id", "learns")
    }
