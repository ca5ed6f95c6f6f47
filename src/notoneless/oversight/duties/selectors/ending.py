"""When children whose return was owed came back, or their cases were over. By itself it shows nobody anything."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.reintegration.models import Return


def days_back(day: date) -> Mapping[UUID, Sequence[date]]:
    """The days until a day on which each child was back by a return that stands, and on which its case was closed."""
    found: dict[UUID, list[date]] = defaultdict(list)
    returns = Return._base_manager.filter(withdrawn_on__isnull=True, on__lte=day)
    for child, on in returns.order_by("on", "id").values_list("child_id", "on"):
        found[child].append(on)
    for child, closed in Case._base_manager.filter(closed_on__lte=day).values_list("child_id", "closed_on"):
        if closed is not None:
            found[child].append(closed)
    return found
