"""How many children the comparisons made until a day have found in no school."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from notoneless.foundation.access.measures import Lineage, added_up, lineage
from notoneless.foundation.audit.rules import CHINA
from notoneless.policy.measures import Counted, Measured
from notoneless.records.findings.models import Comparison, Finding


def count(day: date) -> Counted:
    """All of them on a day."""
    above = lineage()
    return {"finding.in_no_school": added_up(_places(day, above), above)}


def _places(day: date, above: Lineage) -> Iterator[list[UUID]]:
    """The unit of each finding that was current when the day ended: of each unit, those of the last comparison above it."""
    ended = datetime.combine(day + timedelta(days=1), time(), CHINA)
    made = Comparison._base_manager.filter(made_at__lt=ended).order_by("made_at", "id").values_list("unit_id", "pk")
    last = {unit: (number, pk) for number, (unit, pk) in enumerate(made)}
    covering = {
        unit: max((last[each] for each in uppers if each in last), default=(0, None))[1]
        for unit, uppers in above.items()
    }
    current = set(covering.values()) - {None}
    rows = Finding._base_manager.filter(comparison__in=current).values_list("unit_id", "comparison_id")
    for unit, comparison in rows:
        if covering.get(unit) == comparison:
            yield [unit]


MEASURES = Measured(("finding.in_no_school",), count)
