"""What children schooled elsewhere ask of whoever looks. Numbers name nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight
from notoneless.records.schooling_elsewhere.models import CertificateCopy, ElsewhereRecord
from notoneless.records.schooling_elsewhere.rules.kinds import ROLES, Beyond, Recipient
from notoneless.records.schooling_elsewhere.rules.standing import UNACCOUNTED, State
from notoneless.records.schooling_elsewhere.selectors.knowing import copies_of, lacks, numbered, standings_on

CONTACT, ACKNOWLEDGE = "elsewhere.contact", "elsewhere.acknowledge_copy"


@dataclass(frozen=True, slots=True)
class AwayErrands:
    """How many there are; `contact_by`, `confirm_by`: the earliest day by which one should have been or is to be done."""

    incomplete: int = 0
    to_contact: int = 0
    contact_by: date | None = None
    to_confirm: int = 0
    confirm_by: date | None = None
    unaccounted: int = 0
    without_copies: int = 0
    to_acknowledge: int = 0


def away_errands(ctx: Context) -> AwayErrands:
    """What there is to do."""
    waiting = _to_acknowledge(ctx)
    rows = _open(sight(ctx, CONTACT, ElsewhereRecord)) if ctx.may(CONTACT) else []
    if not rows:
        return AwayErrands(to_acknowledge=waiting)
    standings, known = standings_on(rows, ctx.today), numbered(rows)
    copies = copies_of([row.pk for row in rows])
    late = [each.contact_by for each in standings.values() if each.is_contact_overdue(ctx.today)]
    due = [each.due_on for each in standings.values() if each.state in (State.DUE, State.AWAITED)]
    return AwayErrands(
        incomplete=sum(bool(lacks(row, row.pk in known)) for row in rows),
        to_contact=len(late),
        contact_by=min(late, default=None),
        to_confirm=len(due),
        confirm_by=min(due, default=None),
        unaccounted=sum(each.state in UNACCOUNTED for each in standings.values()),
        without_copies=sum(
            row.beyond == Beyond.COUNTY and len(copies.get(row.pk, {})) < len(Recipient) for row in rows
        ),
        to_acknowledge=waiting,
    )


@prepared
def _open(seen: Sight) -> QuerySet[ElsewhereRecord]:
    return seen.of(ElsewhereRecord).filter(ended_on__isnull=True).defer("student_number").order_by()


@prepared
def _copies(seen: Sight, units: Collection[UUID], actor: UUID | None) -> QuerySet[CertificateCopy, Any]:
    rows = seen.of(CertificateCopy).filter(acknowledged_on__isnull=True, unit_id__in=units).exclude(by_id=actor)
    return rows.order_by().values_list("recipient", "unit_id")


def _to_acknowledge(ctx: Context) -> int:
    if not ctx.may(ACKNOWLEDGE):
        return 0
    held = {(each.role, each.unit) for each in ctx.holdings()}
    units = sorted({unit for _, unit in held})
    told = _copies(sight(ctx, ACKNOWLEDGE, CertificateCopy), units, ctx.actor)
    return sum((ROLES[Recipient(recipient)], unit) in held for recipient, unit in told)
