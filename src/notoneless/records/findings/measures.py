"""How many children the comparisons made until a day have found in no school, and how many of them are not on record."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from notoneless.foundation.access.measures import Done, Evidence, Flow, Units
from notoneless.foundation.audit.rules import CHINA, day_of, instants_of
from notoneless.foundation.people.measures import Census, Counted, Measured
from notoneless.records.findings.models import Comparison, Finding


def count(census: Census) -> Counted:
    """All of them."""
    found = list(_current(census))
    return {
        "finding.in_no_school": census.places([unit] for unit, _ in found),
        UNKNOWN: census.places([unit] for unit, child in found if child is None),
    }


def _current(census: Census) -> Iterator[tuple[UUID, UUID | None]]:
    """Unit and child of each finding that was current when the day ended: of each unit, those of the last comparison above."""
    ended = datetime.combine(census.day + timedelta(days=1), time(), CHINA)
    made = Comparison._base_manager.filter(made_at__lt=ended).order_by("made_at", "id").values_list("unit_id", "pk")
    last = {unit: (number, pk) for number, (unit, pk) in enumerate(made)}
    covering = {
        unit: max(last[each] for each in uppers if each in last)[1]
        for unit, uppers in census.above.items()
        if any(each in last for each in uppers)
    }
    rows = Finding._base_manager.filter(comparison__in=set(covering.values()))
    for unit, comparison, child in rows.values_list("unit_id", "comparison_id", "child_id"):
        if covering.get(unit) == comparison:
            yield unit, child


UNKNOWN = "finding.not_on_record"
"""Found in no school, and not among the children on record: whoever is has a case, and is counted there."""

MEASURES = Measured(("finding.in_no_school", UNKNOWN), count)


def _compared(first: date, last: date, units: Units) -> Iterator[Done]:
    """Comparisons, each on the day on which it was made, at the unit that it covers."""
    begin, end = instants_of(first, last)
    rows = Comparison._base_manager.filter(made_at__gte=begin, made_at__lt=end)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, at in rows.order_by("id").values_list("unit_id", "made_at"):
        yield Done(unit, day_of(at))


EVIDENCE: tuple[Evidence, ...] = (Flow("finding.compared", _compared),)
