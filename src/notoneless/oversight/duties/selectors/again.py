"""The facts by which the open duties of a list are judged again at once: counted for their units alone."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.measures import Flow, Level
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.prepared import prepared
from notoneless.oversight.duties.measures import EVIDENCE, is_own
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.duties.rules.again import OpenRow, done_since, to_judge_again
from notoneless.oversight.duties.selectors.listing import ListedRow
from notoneless.policy.judging import Fact, Span
from notoneless.policy.model import Duty

MOST_UNITS = 2000
"""Units whose facts are asked for by name; beneath more, all are asked for."""

Above = Mapping[UUID, Sequence[UUID]]
"""For each unit the asked ones that it counts for."""


def done_since_reckoned(rows: Sequence[DutyRow | ListedRow], duties: Mapping[UUID, Duty], day: date) -> frozenset[UUID]:
    """The rows that were done since all was reckoned. `duties`: the duty of each row, by the row's id."""
    asked_of = [_open(row, duties.get(row.pk)) for row in rows if row.start_on <= day]
    open_rows = [each for each in asked_of if each is not None]
    asked: dict[str, list[OpenRow]] = defaultdict(list)
    for each in open_rows:
        asked[each.requirement.measure].append(each)
    wide = {each.unit for code, some in asked.items() if not is_own(code) for each in some}
    beneath = _beneath(wide) if wide else {}
    facts: dict[str, Mapping[UUID, Sequence[Fact]]] = {}
    levels: dict[str, Mapping[UUID, int]] = {}
    for code, some in asked.items():
        above = {each.unit: [each.unit] for each in some} if is_own(code) else beneath
        found = EVIDENCE[code]
        if isinstance(found, Flow):
            facts[code] = _flow(found, min(each.span.start for each in some), day, above)
        elif isinstance(found, Level):
            levels[code] = _level(found, day, above)
    return done_since(open_rows, facts, levels, day)


def _open(row: DutyRow | ListedRow, duty: Duty | None) -> OpenRow | None:
    requirement = to_judge_again(duty) if duty is not None else None
    if requirement is None or requirement.measure not in EVIDENCE:
        return None
    return OpenRow(row.pk, row.unit_id, Span(row.start_on, row.due_on), requirement, Decimal(row.needed))


@prepared
def _lines(units: Sequence[UUID]) -> QuerySet[UnitClosure, Any]:
    return UnitClosure.objects.filter(ancestor_id__in=units).order_by().values_list("descendant_id", "ancestor_id")


def _beneath(units: Collection[UUID]) -> Above:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for lower, upper in _lines(sorted(units)):
        found[lower].append(upper)
    return found


def _units(above: Above) -> Collection[UUID] | None:
    return above.keys() if len(above) <= MOST_UNITS else None


def _flow(found: Flow, first: date, day: date, above: Above) -> Mapping[UUID, Sequence[Fact]]:
    facts: dict[UUID, list[Fact]] = defaultdict(list)
    for each in found.done(first, day, _units(above)):
        for unit in above.get(each.unit, ()):
            facts[unit].append(Fact(each.day, Decimal(each.amount), each.of))
    return facts


def _level(found: Level, day: date, above: Above) -> Mapping[UUID, int]:
    totals: dict[UUID, int] = defaultdict(int)
    for lower, amount in found.holds(day, _units(above)).items():
        for unit in above.get(lower, ()):
            totals[unit] += amount
    return totals
