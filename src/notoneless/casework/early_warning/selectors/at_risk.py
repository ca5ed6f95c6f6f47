"""Pupils inclined to drop out: what a school still has to report, and what has been reported to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from notoneless.casework.early_warning.models import AtRiskReport, ConcernNote
from notoneless.casework.early_warning.rules.pupils import Authority
from notoneless.casework.early_warning.selectors import READ_AT_RISK
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import Sight, sight, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind

SHOWN = 200
ACKNOWLEDGE, REPORT = "at_risk.acknowledge", "at_risk.report"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report to one authority: when, and when it was read there; `is_mine`: whoever looks may acknowledge it now."""

    id: UUID
    authority: str
    on: date
    read_on: date | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class InclinedLine:
    """A pupil inclined to drop out, since when that is known, of which school, and the reports of it."""

    concern: UUID
    child: UUID
    name: str
    school: str
    kind: str
    on: date
    reports: tuple[ReportLine, ...]


def list_inclined(ctx: Context) -> tuple[InclinedLine, ...]:
    """The pupils in reach who are inclined to drop out, those not reported first. The list leaves an entry."""
    rows = visible_to(ctx, READ_AT_RISK, ConcernNote).filter(is_inclined=True).select_related("child", "unit")
    reports = visible_to(ctx, READ_AT_RISK, AtRiskReport)
    there = Exists(AtRiskReport._base_manager.filter(concern=OuterRef("pk")))
    found = list(rows.annotate(is_reported=there).order_by("is_reported", "-on", "id")[:SHOWN])
    mine = authorities_of(ctx)
    told: dict[UUID, list[ReportLine]] = {row.pk: [] for row in found}
    for each in reports.filter(concern_id__in=told).order_by("authority"):
        waits = each.read_on is None and each.authority in mine
        told[each.concern_id].append(ReportLine(each.pk, each.authority, each.on, each.read_on, waits))
    listed(ctx, READ_AT_RISK, [row.pk for row in found], {})
    return tuple(
        InclinedLine(row.pk, row.child_id, row.child.name, row.unit.name, row.kind, row.on, tuple(told[row.pk]))
        for row in found
    )


def authorities_of(ctx: Context) -> frozenset[str]:
    """For which authorities whoever looks reads reports."""
    kinds = set(Unit._base_manager.filter(pk__in=ctx.units_for(ACKNOWLEDGE)).values_list("kind", flat=True))
    held = {UnitKind.TOWNSHIP: Authority.TOWNSHIP, UnitKind.COUNTY: Authority.BUREAU}
    return frozenset(str(authority) for kind, authority in held.items() if kind in kinds)


def count_to_report(ctx: Context) -> int:
    """How many pupils inclined to drop out this person has to report."""
    told = AtRiskReport._base_manager.filter(concern=OuterRef("pk"))
    return _to_report(ctx).exclude(Exists(told)).count()


def _to_report(ctx: Context) -> QuerySet[ConcernNote]:
    return visible_to(ctx, REPORT, ConcernNote).filter(is_inclined=True)


def count_to_read(ctx: Context) -> int:
    """How many reports wait to be read by this person."""
    authorities = authorities_of(ctx)
    return len(_unread(sight(ctx, ACKNOWLEDGE, AtRiskReport), sorted(authorities))) if authorities else 0


@prepared
def _unread(seen: Sight, authorities: Sequence[str]) -> QuerySet[AtRiskReport, UUID]:
    rows = seen.of(AtRiskReport).filter(read_on__isnull=True, authority__in=authorities)
    return rows.order_by().values_list("pk", flat=True)
