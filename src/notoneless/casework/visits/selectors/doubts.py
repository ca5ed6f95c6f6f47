"""Doubtful records as the supervisor sees them: two records side by side, and what was settled."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.visits.models import HomeVisit, VisitDoubt, Visitor
from notoneless.casework.visits.selectors import READ_DOUBTS, READ_VISIT
from notoneless.casework.visits.selectors.reading import VisitLine, visit_lines
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Sight, sight, visible_to

SETTLE = "visit.settle_doubt"
_SHOWN = 200
"""Doubts of one list."""


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """One doubt. `other`: None where the other record is out of reach. `is_own`: somebody else has to look."""

    id: UUID
    kind: str
    found_on: date
    visit: VisitLine
    other: VisitLine | None
    is_own: bool
    settled_on: date | None
    settled_by: str
    settling: str
    reason: str


def list_doubts(ctx: Context, *, settled: bool) -> tuple[DoubtLine, ...]:
    """The doubts in reach of records that hold: those to look at, the oldest first, or those settled, the latest first."""
    rows = visible_to(ctx, READ_DOUBTS, VisitDoubt).filter(visit__holds=True, other__holds=True)
    rows = rows.filter(settled_on__isnull=not settled).order_by("-settled_on" if settled else "found_on", "id")
    found = list(rows[:_SHOWN])
    listed(ctx, READ_DOUBTS, [row.pk for row in found], {"settled": str(settled)})
    return _lines(ctx, found)


def open_doubt(ctx: Context, doubt: UUID) -> DoubtLine:
    """One doubt in reach. Opening it leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_DOUBTS, VisitDoubt).filter(pk=doubt).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_DOUBTS, row)
    return _lines(ctx, [row])[0]


def count_doubts(ctx: Context) -> int:
    """How many doubts wait for whoever asks. A number names nobody."""
    return len(_waiting(sight(ctx, SETTLE, VisitDoubt)))


@prepared
def _waiting(seen: Sight) -> QuerySet[VisitDoubt, UUID]:
    rows = seen.of(VisitDoubt).filter(visit__holds=True, other__holds=True, settled_on__isnull=True)
    return rows.order_by().values_list("pk", flat=True)


def _lines(ctx: Context, rows: list[VisitDoubt]) -> tuple[DoubtLine, ...]:
    ids = {row.visit_id for row in rows} | {row.other_id for row in rows}
    seen = visible_to(ctx, READ_VISIT, HomeVisit).filter(pk__in=ids).select_related("child")
    lines = {line.id: line for line in visit_lines(ctx, list(seen))}
    mine = set(
        Visitor._base_manager.filter(visit_id__in=ids, account_id=str(ctx.actor)).values_list("visit_id", flat=True)
    )
    mine |= set(HomeVisit._base_manager.filter(pk__in=ids, by=str(ctx.actor)).values_list("pk", flat=True))
    people = dict(Account._base_manager.filter(pk__in={row.settled_by_id for row in rows}).values_list("pk", "name"))
    return tuple(
        DoubtLine(
            id=row.pk,
            kind=row.kind,
            found_on=row.found_on,
            visit=lines[row.visit_id],
            other=lines.get(row.other_id),
            is_own=bool({row.visit_id, row.other_id} & mine),
            settled_on=row.settled_on,
            settled_by=people.get(row.settled_by_id, "") if row.settled_by_id else "",
            settling=row.settling,
            reason=row.reason,
        )
        for row in rows
        if row.visit_id in lines
    )
