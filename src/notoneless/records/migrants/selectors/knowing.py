"""What is known of migrant children, for services, measures and pages alike. It shows nothing to anybody by itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.organizations.models import Assignment
from notoneless.foundation.organizations.rules.kinds import AssignmentKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.plans.selectors import settings
from notoneless.records.migrants.models import MigrantApplication, MigrantPaper
from notoneless.records.migrants.rules.applying import PLAN, MigrantNumbers, numbers_of, outcome_due
from notoneless.records.migrants.rules.kinds import PaperKind
from notoneless.records.schooling_elsewhere.selectors.knowing import covered_on


def numbers_on(day: date) -> MigrantNumbers:
    """What the county has set on a day."""
    return numbers_of(settings(PLAN, day))


def placed_among(children: Collection[UUID], day: date) -> set[UUID]:
    """Those of some children who belong to a class or school here, or are confirmed in one elsewhere, on a day."""
    if not children:
        return set()
    rows = ChildUnit._base_manager.filter(in_force(day), child__in=children, track=Track.SCHOOL)
    return set(rows.values_list("child_id", flat=True)) | (covered_on(day) & set(children))


def papers_of(applications: Collection[UUID]) -> Mapping[UUID, set[PaperKind]]:
    """Which papers each application has."""
    found: dict[UUID, set[PaperKind]] = defaultdict(set)
    rows = MigrantPaper._base_manager.filter(application__in=applications)
    for pk, kind in rows.values_list("application_id", "kind"):
        found[pk].add(PaperKind(kind))
    return found


def dues_of(rows: Iterable[MigrantApplication], day: date) -> dict[UUID, date]:
    """By when each application has an outcome."""
    found = list(rows)
    if not found:
        return {}
    within = numbers_on(day).within
    calendar = load_calendar(min(row.applied_on for row in found), day)
    return {row.pk: outcome_due(row.applied_on, within, calendar) for row in found}


def answering_school(ctx: Context, code: str, home: UUID) -> UUID | None:
    """The school that answers for the village in which a child lives, as far as who asks sees the assignment."""
    above = UnitClosure.objects.filter(descendant_id=home).values("ancestor_id")
    rows = visible_to(ctx, code, Assignment).filter(in_force(ctx.today), to_unit_id__in=above, from_unit__isnull=False)
    row = rows.filter(kind=AssignmentKind.VILLAGE).order_by("from_on", "id").last()
    return row.from_unit_id if row is not None else None


def schools_near_child(child: UUID, day: date) -> list[tuple[UUID, str]]:
    """The same for where a child lives on a day."""
    homes = ChildUnit._base_manager.filter(in_force(day), child_id=child, track=Track.HOUSEHOLD)
    home = homes.order_by("id").values_list("unit_id", flat=True).first()
    return schools_near(home, day) if home is not None else []


def schools_near(home: UUID, day: date) -> list[tuple[UUID, str]]:
    """The schools of the county, those of the township in which a child lives first. It names nobody."""
    above = UnitClosure.objects.filter(descendant_id=home, ancestor__kind=UnitKind.TOWNSHIP).values("ancestor_id")
    within = set(UnitClosure.objects.filter(ancestor_id__in=above).values_list("descendant_id", flat=True))
    kinds = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)
    rows = list(Unit._base_manager.filter(in_force(day), kind__in=kinds).order_by("sort_key", "id"))
    return [(row.pk, row.name) for row in sorted(rows, key=lambda row: row.pk not in within)]


def school_on(school: UUID | None, day: date) -> Unit | None:
    """A school of the county; None for what is none."""
    kinds = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)
    return Unit._base_manager.filter(in_force(day), pk=school, kind__in=kinds).first() if school is not None else None
