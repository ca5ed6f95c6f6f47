"""How many children the comparisons made until a day have found in no school, and how many of them are not on record.

And what the last of them said of the list of the disabled persons' federation: of the unit that was compared, never of a part
of it, where so few would be named by their number.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.measures import Done, Evidence, Flow, Units
from notoneless.foundation.audit.rules import CHINA, day_of, instants_of
from notoneless.foundation.people.measures import Census, Counted, Measured
from notoneless.records.findings.models import Comparison, Finding, FoundElsewhere
from notoneless.records.schooling_elsewhere.selectors.knowing import covered_on

DISABLED = tuple(f"disabled.{name}" for name in ("listed", "here", "elsewhere", "missing", "unknown"))
"""The children of compulsory age on the list of the disabled persons' federation, and where they learn."""


def count(census: Census) -> Counted:
    """All of them."""
    covered = covered_on(census.day)
    found = [row for row in _rows(census, Finding) if row[1] not in covered]
    return {
        "finding.in_no_school": census.places([unit] for unit, _, _ in found),
        UNKNOWN: census.places([unit] for unit, child, _ in found if child is None),
        **_of_list(census),
    }


def found_missing(census: Census) -> dict[UUID, date]:
    """The children on record whom the last comparison found in no school, with its day."""
    return {child: day for _, child, day in _rows(census, Finding) if child is not None}


def found_elsewhere(census: Census) -> set[UUID]:
    """The children on record whom the last comparison found in a school outside the county."""
    return {child for _, child, _ in _rows(census, FoundElsewhere) if child is not None}


def _rows(census: Census, model: type[Finding | FoundElsewhere]) -> Iterator[tuple[UUID, UUID | None, date]]:
    """Unit, child and day of each row that was current when the day ended: of each unit, those of the last comparison above."""
    last = _comparisons(census)
    covering: dict[UUID, tuple[int, UUID, date]] = {
        unit: max(last[each] for each in uppers if each in last)
        for unit, uppers in census.above.items()
        if any(each in last for each in uppers)
    }
    rows = model._base_manager.filter(comparison__in={pk for _, pk, _ in covering.values()})
    for unit, comparison, child in rows.values_list("unit_id", "comparison_id", "child_id"):
        number = covering.get(unit)
        if number is not None and number[1] == comparison:
            yield unit, child, number[2]


def _comparisons(census: Census) -> dict[UUID, tuple[int, UUID, date]]:
    """The last comparison of each unit that was compared by the end of the day: its number among all, its id, its day."""
    made = _until(census.day).order_by("made_at", "id").values_list("unit_id", "pk", "made_at")
    return {unit: (number, pk, day_of(at)) for number, (unit, pk, at) in enumerate(made)}


def _until(day: date) -> QuerySet[Comparison]:
    ended = datetime.combine(day + timedelta(days=1), time(), CHINA)
    return Comparison._base_manager.filter(made_at__lt=ended)


def _of_list(census: Census) -> dict[str, Mapping[UUID, int]]:
    """What the last comparison of each unit counted of the list; nothing where there was none in force."""
    counts = dict(_until(census.day).order_by("made_at", "id").values_list("unit_id", "counts"))
    return {
        code: {unit: told[key] for unit, told in counts.items() if told.get(key)}
        for code, key in ((code, code.replace(".", "_")) for code in DISABLED)
    }


UNKNOWN = "finding.not_on_record"
"""Found in no school, and not among the children on record: whoever is has a case, and is counted there."""

MEASURES = Measured(("finding.in_no_school", UNKNOWN, *DISABLED), count)


def _compared(first: date, last: date, units: Units) -> Iterator[Done]:
    """Comparisons, each on the day on which it was made, at the unit that it covers."""
    begin, end = instants_of(first, last)
    rows = Comparison._base_manager.filter(made_at__gte=begin, made_at__lt=end)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, at in rows.order_by("id").values_list("unit_id", "made_at"):
        yield Done(unit, day_of(at))


EVIDENCE: tuple[Evidence, ...] = (Flow("finding.compared", _compared),)
