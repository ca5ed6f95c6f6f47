"""Reports to the township government in reach, and whose persuasion has failed without one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.cases.selectors.cases import NOT_BACK
from notoneless.casework.notices.selectors.knowing import children_of
from notoneless.casework.working_groups.models import GovernmentReport
from notoneless.casework.working_groups.rules.failing import failed_on
from notoneless.casework.working_groups.selectors import ISSUE_REPORT, READ_GROUP, RECEIVE_OF_SCHOOL
from notoneless.casework.working_groups.selectors.failing import efforts_of, numbers_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Sight, sight, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.models import PaperState


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report: its paper, to whom, and when it was received. `is_mine`: this person may receive it."""

    id: UUID
    paper: UUID
    number: str
    is_standing: bool
    school: str
    township: str
    issued_on: date
    issued_by: str
    received_on: date | None
    received_by: str
    is_mine: bool


def reports_of_child(ctx: Context, child: UUID) -> tuple[ReportLine, ...]:
    """The reports of a child in reach, the latest first, for a page whose opening is recorded."""
    rows = visible_to(ctx, READ_GROUP, GovernmentReport).filter(child_id=child)
    rows = rows.select_related("paper", "school", "township", "issued_by", "received_by")
    units = ctx.units_for(RECEIVE_OF_SCHOOL)
    return tuple(
        ReportLine(
            id=row.pk,
            paper=row.paper_id,
            number=row.paper.number,
            is_standing=row.paper.state == PaperState.ISSUED,
            school=row.school.name,
            township=row.township.name,
            issued_on=row.issued_on,
            issued_by=row.issued_by.name,
            received_on=row.received_on,
            received_by=row.received_by.name if row.received_by is not None else "",
            is_mine=row.township_id in units and row.received_on is None and row.paper.state == PaperState.ISSUED,
        )
        for row in rows.order_by("-issued_on", "-id")
    )


def unreceived(ctx: Context) -> QuerySet[GovernmentReport]:
    """The reports that wait for a township of this person."""
    seen, units = sight(ctx, RECEIVE_OF_SCHOOL, GovernmentReport), sorted(ctx.units_for(RECEIVE_OF_SCHOOL))
    return _unreceived.as_queryset(seen, units)


def count_unreceived(ctx: Context) -> int:
    """How many of these there are."""
    seen, units = sight(ctx, RECEIVE_OF_SCHOOL, GovernmentReport), sorted(ctx.units_for(RECEIVE_OF_SCHOOL))
    return len(_unreceived(seen, units))


@prepared
def _unreceived(seen: Sight, units: Sequence[UUID]) -> QuerySet[GovernmentReport]:
    rows = seen.of(GovernmentReport).filter(received_on__isnull=True)
    return rows.filter(township_id__in=units, paper__state=PaperState.ISSUED).order_by()


def failed_without_report(ctx: Context) -> tuple[UUID, ...]:
    """The children of this person's schools of whom persuasion has failed and whose government was not told."""
    schools = visible_to(ctx, ISSUE_REPORT, Unit).filter(pk__in=ctx.units_for(ISSUE_REPORT), kind=UnitKind.SCHOOL)
    found: list[UUID] = []
    for school in schools.order_by("sort_key", "id").values_list("pk", flat=True):
        found += _failed(ctx, school)
    return tuple(dict.fromkeys(found))


def _failed(ctx: Context, school: UUID) -> Collection[UUID]:
    reports = GovernmentReport._base_manager.filter(case=OuterRef("pk"), paper__state=PaperState.ISSUED)
    cases = visible_to(ctx, ISSUE_REPORT, Case).filter(state__in=NOT_BACK, child_id__in=children_of(school, ctx.today))
    waiting = cases.exclude(Exists(reports.filter(episode=OuterRef("times_reopened")))).order_by("verified_on", "id")
    since = {child: day for child, day in waiting.values_list("child_id", "verified_on") if day is not None}
    back = accounted_among(since.keys(), ctx.today)
    since = {child: day for child, day in since.items() if child not in back}
    numbers = numbers_of(school, ctx.today) if since else None
    if numbers is None:
        return ()
    made = efforts_of(since.keys(), ctx.today)
    days = {child: failed_on(day, made.get(child, ()), numbers) for child, day in since.items()}
    return [child for child, day in days.items() if day is not None and day <= ctx.today]


def report_in_reach(ctx: Context, report: UUID, code: str) -> GovernmentReport:
    """A report to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, GovernmentReport).filter(pk=report).first()
    if row is None:
        raise NotFound
    return row
