"""The versions of plans: drafts, what is to come, what is in force, and what was; one of them with its changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, UnitClosure
from notoneless.foundation.access.scope import beneath, visible_to
from notoneless.foundation.plans.models import Adoption, PlanChange, PlanVersion
from notoneless.foundation.plans.rules import kept_plan
from notoneless.foundation.plans.selectors import READ_PLAN, ChangeLine, OpenVersion, adopted_on, changes_of, loaded
from notoneless.policy.changing import Change, ChangeKind
from notoneless.policy.model import Plan


class VersionState(StrEnum):
    """How a version stands on a day."""

    DRAFT = "draft"
    COMING = "coming"
    IN_FORCE = "in_force"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    """Adopted, and ended before it ever bound anybody."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version: a draft, or adopted from a day until before another.

    `number`: which adoption of the plan by its unit it is, counted from 1; 0 for a draft. `drafted_by`: a name.
    """

    id: UUID
    unit_name: str
    plan: Plan
    changes: int
    state: VersionState
    number: int
    drafted_by: str
    drafted_at: datetime
    from_on: date | None
    until_on: date | None
    signer: str
    sha256: str
    adoption: UUID | None


def _near(ctx: Context) -> QuerySet[PlanVersion]:
    """Versions of the units in reach, and what was adopted above them: a neighbour's plan binds nobody here."""
    mine = ctx.units_for(READ_PLAN)
    above = UnitClosure.objects.filter(descendant_id__in=mine).values("ancestor_id")
    own = beneath(mine).holds("unit_id")
    return visible_to(ctx, READ_PLAN, PlanVersion).filter(own | Q(unit_id__in=above, adopted_at__isnull=False))


def list_versions(ctx: Context, key: str | None = None) -> list[VersionLine]:
    """Drafts and adoptions in reach and adoptions above, newest first."""
    rows = _near(ctx).order_by("-drafted_at", "-id")
    return _lines(rows.filter(key=key) if key else rows, ctx.today)


def line_of(ctx: Context, version: UUID) -> VersionLine | None:
    """One version in reach or adopted above, as lists show it, or None."""
    return next(iter(_lines(_near(ctx).filter(pk=version), ctx.today)), None)


def _lines(rows: QuerySet[PlanVersion], today: date) -> list[VersionLine]:
    kept = list(rows.select_related("unit"))
    adoptions = {each.version_id: each for each in Adoption._base_manager.filter(version__in=kept)}
    numbers = adoption_numbers({row.unit_id for row in kept})
    changes = changes_of([row.pk for row in kept])
    people = dict(Account._base_manager.filter(pk__in={row.drafted_by for row in kept}).values_list("pk", "name"))
    return [
        _line(row, adoptions.get(row.pk), changes.get(row.pk, ()), people.get(row.drafted_by, ""), numbers, today)
        for row in kept
    ]


def adoption_numbers(units: Iterable[UUID]) -> Mapping[UUID, int]:
    """Which adoption of its plan by its unit each is, counted from 1, by version; of units whose plans bind whoever asks."""
    found: dict[UUID, int] = {}
    seen: dict[tuple[UUID, str], int] = defaultdict(int)
    for row in Adoption._base_manager.filter(unit_id__in=units).order_by("adopted_at", "id"):
        seen[row.unit_id, row.key] += 1
        found[row.version_id] = seen[row.unit_id, row.key]
    return found


def _line(
    row: PlanVersion,
    adoption: Adoption | None,
    changes: Sequence[Change],
    drafted_by: str,
    numbers: Mapping[UUID, int],
    today: date,
) -> VersionLine:
    return VersionLine(
        id=row.pk,
        unit_name=row.unit.name,
        plan=kept_plan(row.key, row.text, tuple(changes)).plan,
        changes=len(changes),
        state=state_of(adoption.from_on, adoption.until_on, today) if adoption else VersionState.DRAFT,
        number=numbers.get(row.pk, 0),
        drafted_by=drafted_by,
        drafted_at=row.drafted_at,
        from_on=adoption.from_on if adoption else None,
        until_on=adoption.until_on if adoption else None,
        signer=adoption.signer if adoption else "",
        sha256=row.sha256,
        adoption=adoption.pk if adoption else None,
    )


def state_of(from_on: date, until_on: date | None, day: date) -> VersionState:
    """How an adopted version stands on a day."""
    if until_on is not None and until_on <= from_on:
        return VersionState.WITHDRAWN
    if from_on > day:
        return VersionState.COMING
    return VersionState.ENDED if until_on is not None and until_on <= day else VersionState.IN_FORCE


def open_version(ctx: Context, version: UUID) -> OpenVersion | None:
    """A version in reach or adopted above, or None."""
    row = _near(ctx).select_related("unit").filter(pk=version).first()
    if row is None:
        return None
    lines = [
        ChangeLine(each.pk, ChangeKind(each.kind), each.key, each.value, each.reason)
        for each in PlanChange._base_manager.filter(version=row).order_by("kind", "key")
    ]
    standing = [each for each in adopted_on(ctx.today) if each.unit == row.unit_id and each.plan.key == row.key]
    own = Adoption._base_manager.filter(version=row)
    return OpenVersion(
        id=row.pk,
        unit=row.unit_id,
        unit_name=row.unit.name,
        is_draft=row.adopted_at is None,
        plan=kept_plan(row.key, row.text, changes_of([row.pk]).get(row.pk, ())).plan,
        file=kept_plan(row.key, row.text, ()).plan,
        adopted=standing[0].plan if standing else None,
        changes=tuple(lines),
        in_force=next(iter(loaded(own)), None),
        faults=kept_plan(row.key, row.text, changes_of([row.pk]).get(row.pk, ())).faults,
    )
