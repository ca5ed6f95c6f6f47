"""Open cases that have come to another school with their child: what waits for whom, and the arrivals of one case."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.working_groups.models import ArrivedCase
from notoneless.casework.working_groups.rules.arriving import ACCEPT_WITHIN, PLAN, Arrival, due_on
from notoneless.casework.working_groups.selectors import ACCEPT_CASE, READ_GROUP, SETTLE_CASE
from notoneless.casework.working_groups.selectors.knowing import placed_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import Sight, sight, visible_to
from notoneless.foundation.plans.selectors import settings

SHOWN = 200
"""Arrivals of one list."""


@dataclass(frozen=True, slots=True)
class ArrivalLine:
    """A case that has come from one school to another. `case`, `child`: None for who does not reach the child any more.

    `due_on`: by when the new school decides, where the county has set that. `is_mine`, `is_to_name`: whoever looks may accept
    or refuse it, or name who leads. `is_given`: of what is undecided, whoever looks heads the school before.
    """

    id: UUID
    case: UUID | None
    child: UUID | None
    before: str
    after: str
    arrived_on: date
    due_on: date | None
    state: Arrival
    is_standing: bool
    is_mine: bool
    is_given: bool
    is_to_name: bool
    decided_on: date | None
    because: str
    lead: str
    lead_on: date | None
    lead_because: str


def accept_within(day: date) -> int | None:
    """Days within which a case is accepted; None where the county has not set it."""
    found = settings(PLAN, day).get(ACCEPT_WITHIN)
    return int(found.value) if found is not None and not found.is_awaited else None


@prepared
def _undecided(seen: Sight) -> QuerySet[ArrivedCase]:
    waits = [Arrival.WAITS, Arrival.REFUSED]
    rows = seen.of(ArrivedCase).filter(is_standing=True, state__in=waits).select_related("unit", "also_unit", "lead")
    return rows.order_by("-arrived_on", "-id")[:SHOWN]


@prepared
def _cases(seen: Sight, children: Collection[UUID]) -> QuerySet[Case, Any]:
    return seen.of(Case).filter(child_id__in=children).order_by().values_list("child_id", "pk")


def arrived_cases(ctx: Context) -> tuple[ArrivalLine, ...]:
    """What is undecided and tied to one's units: to accept, to name who leads, or to know; the latest first. No child is named.

    For a list of errands: it leaves no entry.
    """
    return _lines(ctx, list(_undecided(sight(ctx, READ_GROUP, ArrivedCase))))


def list_arrivals(ctx: Context) -> tuple[ArrivalLine, ...]:
    """The same, and those that are decided; SHOWN of them. It leaves an entry."""
    lines = _lines(ctx, list(_rows(ctx)[:SHOWN]))
    listed(ctx, READ_GROUP, [line.id for line in lines], {"show": "arrived"})
    return lines


def arrivals_of_child(ctx: Context, child: UUID) -> tuple[ArrivalLine, ...]:
    """The arrivals of the case of a child in reach, for a page whose opening is recorded."""
    return _lines(ctx, list(_rows(ctx).filter(child_id=child)))


def _rows(ctx: Context) -> QuerySet[ArrivedCase]:
    rows = visible_to(ctx, READ_GROUP, ArrivedCase).select_related("unit", "also_unit", "lead")
    return rows.order_by("-arrived_on", "-id")


def _lines(ctx: Context, rows: Sequence[ArrivedCase]) -> tuple[ArrivalLine, ...]:
    if not rows:
        return ()
    seen = dict(_cases(sight(ctx, READ_CASE, Case), [row.child_id for row in rows]))
    within = accept_within(ctx.today)
    return tuple(_line(ctx, row, seen.get(row.child_id), within) for row in rows)


def _line(ctx: Context, row: ArrivedCase, case: UUID | None, within: int | None) -> ArrivalLine:
    heads, state = ctx.units_for(ACCEPT_CASE), Arrival(row.state)
    waits, until = row.is_standing and state is Arrival.WAITS, due_on(row.arrived_on, within)
    is_late = waits and until is not None and until < ctx.today
    is_refused = row.is_standing and state is Arrival.REFUSED
    is_mine = waits and row.also_unit_id in heads
    return ArrivalLine(
        id=row.pk,
        case=case,
        child=row.child_id if case is not None else None,
        before=row.unit.name,
        after=row.also_unit.name,
        arrived_on=row.arrived_on,
        due_on=until if waits else None,
        state=state,
        is_standing=row.is_standing,
        is_mine=is_mine,
        is_given=(waits or is_refused) and not is_mine and row.unit_id in heads,
        is_to_name=(is_refused or is_late) and case is not None and ctx.may(SETTLE_CASE),
        decided_on=row.decided_on,
        because=row.because,
        lead=row.lead.name if row.lead is not None else "",
        lead_on=row.lead_on,
        lead_because=row.lead_because,
    )


def leads_to_name(ctx: Context, child: UUID) -> list[tuple[UUID, str]]:
    """The units of which one may be named to lead the case of a child: the school before, the new one, the household's."""
    row = _rows(ctx).filter(child_id=child, is_standing=True).first()
    if row is None:
        return []
    found = [row.unit_id, row.also_unit_id, placed_of(ctx, SETTLE_CASE, child).accountable]
    names = dict(Unit._base_manager.filter(pk__in=[unit for unit in found if unit]).values_list("pk", "name"))
    return [(unit, names[unit]) for unit in dict.fromkeys(found) if unit in names]
