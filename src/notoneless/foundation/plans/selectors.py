"""What is adopted where, and what it comes to for a unit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.scope import beneath, visible_to
from notoneless.foundation.plans.models import Adoption, PlanChange, PlanVersion
from notoneless.foundation.plans.rules import plan_of, standing_plans
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.changing import Change, ChangeKind
from notoneless.policy.model import Parameter, Plan, Words, in_force
from notoneless.policy.parameters import load_parameters
from notoneless.policy.resolving import Adopted, Resolved, resolve

READ_PLAN = reading("plan.read", words="查看方案", english="See plans")


@dataclass(frozen=True, slots=True)
class InForce:
    """A plan that is adopted, by which unit, in which version, since when, and by whom it was signed."""

    adoption: UUID
    unit: UUID
    unit_name: str
    version: UUID
    sha256: str
    plan: Plan
    from_on: date
    until_on: date | None
    signer: str


def adopted_on(day: date) -> list[InForce]:
    """Every adoption in force on a day, whoever asks: plans name nobody, and what binds a school lies above its reach."""
    return _in_force(day, day)


def adopted_between(first: date, last: date) -> list[InForce]:
    """Every adoption in force on any of some days."""
    return _in_force(first, last)


def _in_force(first: date, last: date) -> list[InForce]:
    return _loaded(Adoption._base_manager.filter(from_on__lte=last).exclude(until_on__lte=first))


def _loaded(rows: QuerySet[Adoption]) -> list[InForce]:
    kept = list(rows.select_related("version", "unit").order_by("from_on", "id"))
    changes = changes_of([row.version_id for row in kept])
    return [
        InForce(
            adoption=row.pk,
            unit=row.unit_id,
            unit_name=row.unit.name,
            version=row.version_id,
            sha256=row.version.sha256,
            plan=plan_of(row.key, row.version.text, changes.get(row.version_id, ())),
            from_on=row.from_on,
            until_on=row.until_on,
            signer=row.signer,
        )
        for row in kept
    ]


def changes_of(versions: Sequence[UUID]) -> Mapping[UUID, tuple[Change, ...]]:
    """The changes of versions, in order of their keys."""
    found: dict[UUID, list[Change]] = defaultdict(list)
    for row in PlanChange._base_manager.filter(version_id__in=versions).order_by("kind", "key"):
        found[row.version_id].append(Change(ChangeKind(row.kind), row.key, row.value))
    return {version: tuple(rows) for version, rows in found.items()}


def binding(unit: UUID, day: date) -> Resolved:
    """What binds a unit on a day: of all that it and the units above it have adopted, and of law."""
    above = dict(UnitClosure.objects.filter(descendant_id=unit).values_list("ancestor_id", "depth"))
    chain = [Adopted(each.plan, above[each.unit], each.unit_name) for each in adopted_on(day) if each.unit in above]
    return resolve(chain, standing_plans(), day)


def settings(key: str, day: date) -> Mapping[str, Parameter]:
    """The numbers of a file of settings on a day: as the county has decided them, else as the file has them.

    What the county still has to decide is left out. Raises NotonelessError for a file that is not there.
    """
    rows = Adoption._base_manager.filter(key=key, from_on__lte=day).exclude(until_on__lte=day)
    decided = {number: found for each in _loaded(rows) for number, found in in_force(each.plan.parameters, day).items()}
    return {number: found for number, found in {**load_parameters(key, day), **decided}.items() if not found.is_awaited}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a list: a draft, or adopted from a day."""

    id: UUID
    unit_name: str
    plan: Plan
    changes: int
    from_on: date | None
    until_on: date | None
    signer: str
    sha256: str


def _near(ctx: Context) -> QuerySet[PlanVersion]:
    """Versions of the units in reach, and what was adopted above them: a neighbour's plan binds nobody here."""
    mine = ctx.units_for(READ_PLAN)
    above = UnitClosure.objects.filter(descendant_id__in=mine).values("ancestor_id")
    own = beneath(mine).holds("unit_id")
    return visible_to(ctx, READ_PLAN, PlanVersion).filter(own | Q(unit_id__in=above, adopted_at__isnull=False))


def list_versions(ctx: Context, key: str | None = None) -> list[VersionLine]:
    """Drafts and adoptions in reach and adoptions above, newest first."""
    rows = _near(ctx).select_related("unit").order_by("-drafted_at")
    if key:
        rows = rows.filter(key=key)
    kept = list(rows)
    adoptions = {each.version_id: each for each in Adoption._base_manager.filter(version__in=kept)}
    changes = changes_of([row.pk for row in kept])
    return [_line(row, adoptions.get(row.pk), changes.get(row.pk, ())) for row in kept]


def _line(row: PlanVersion, adoption: Adoption | None, changes: tuple[Change, ...]) -> VersionLine:
    return VersionLine(
        id=row.pk,
        unit_name=row.unit.name,
        plan=plan_of(row.key, row.text, changes),
        changes=len(changes),
        from_on=adoption.from_on if adoption else None,
        until_on=adoption.until_on if adoption else None,
        signer=adoption.signer if adoption else "",
        sha256=row.sha256,
    )


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in a list."""

    id: UUID
    kind: ChangeKind
    key: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class OpenVersion:
    """A version with its changes, as it is and as its file was, and what is adopted of its plan by the same unit."""

    id: UUID
    unit: UUID
    unit_name: str
    is_draft: bool
    plan: Plan
    file: Plan
    adopted: Plan | None
    changes: tuple[ChangeLine, ...]
    in_force: InForce | None = None
    """How it was adopted itself, ended or not."""


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
        plan=plan_of(row.key, row.text, changes_of([row.pk]).get(row.pk, ())),
        file=plan_of(row.key, row.text, ()),
        adopted=standing[0].plan if standing else None,
        changes=tuple(lines),
        in_force=next(iter(_loaded(own)), None),
    )


def units_to_adopt(ctx: Context, code: str) -> list[Unit]:
    """The units on which somebody may adopt plans, themselves only: what lies beneath adopts its own."""
    return list(Unit._base_manager.filter(pk__in=ctx.units_for(code)).order_by("sort_key", "id"))


def plans_of(versions: Sequence[UUID]) -> Mapping[UUID, Plan]:
    """Versions with their changes, by id, adopted or not: plans name nobody."""
    rows = list(PlanVersion._base_manager.filter(pk__in=versions))
    changes = changes_of([row.pk for row in rows])
    return {row.pk: plan_of(row.key, row.text, changes.get(row.pk, ())) for row in rows}


def drafts_of_mine(ctx: Context) -> list[tuple[UUID, str, Plan]]:
    """The drafts that wait for whoever may adopt them, of the units for which one answers oneself: id, unit and plan."""
    rows = visible_to(ctx, "plan.adopt", PlanVersion).filter(adopted_at=None, unit_id__in=ctx.units_for("plan.adopt"))
    kept = list(rows.select_related("unit").order_by("drafted_at", "id"))
    changes = changes_of([row.pk for row in kept])
    return [(row.pk, row.unit.name, plan_of(row.key, row.text, changes.get(row.pk, ()))) for row in kept]


def check_neighbours(unit: UUID, plan: Plan, from_on: date) -> None:
    """Raises NotonelessError where a plan, adopted by a unit, would bind some unit beside another that contradicts it."""
    above = set(UnitClosure.objects.filter(descendant_id=unit).values_list("ancestor_id", flat=True))
    beneath_it = set(UnitClosure.objects.filter(ancestor_id=unit).values_list("descendant_id", flat=True))
    others = [each for each in adopted_between(from_on, date.max) if (each.unit, each.plan.key) != (unit, plan.key)]
    over = _as_chain([each for each in others if each.unit in above])
    mine = Adopted(plan, 0, "")
    for lower in (None, *(each for each in others if each.unit in beneath_it - above)):
        resolve([mine, *over, *(_as_chain([lower]) if lower else [])], standing_plans(), from_on)


def _as_chain(plans: list[InForce]) -> list[Adopted]:
    return [Adopted(each.plan, 1, each.unit_name) for each in plans]


def contradiction(version: OpenVersion, day: date) -> Problem | None:
    """What a draft contradicts of all that binds where it would, if it does: it cannot be adopted until that has ended."""
    try:
        check_neighbours(version.unit, version.plan, day)
    except NotonelessError as refused:
        return refused.told
    return None


@dataclass(frozen=True, slots=True)
class Near:
    """The plans in force around somebody: those that bind one's own units, and those adopted beneath."""

    binding: tuple[InForce, ...]
    beneath: tuple[InForce, ...]


def plans_near(ctx: Context) -> Near:
    """The plans in force today: of one's own units and above, and beneath."""
    mine = ctx.units_for(READ_PLAN)
    above = set(UnitClosure.objects.filter(descendant_id__in=mine).values_list("ancestor_id", flat=True))
    reached = visible_to(ctx, READ_PLAN, Adoption).filter(beneath(mine).holds("unit_id"))
    inside = set(reached.values_list("pk", flat=True))
    found = adopted_on(ctx.today)
    return Near(
        tuple(each for each in found if each.unit in above),
        tuple(each for each in found if each.unit not in above and each.adoption in inside),
    )


@dataclass(frozen=True, slots=True)
class BindingHere:
    """What binds a unit, and the titles of the plans that are named."""

    unit: Unit
    resolved: Resolved
    titles: Mapping[str, Words]
    plans: tuple[InForce, ...]


def binding_here(ctx: Context, unit: UUID, day: date) -> BindingHere | None:
    """What binds a unit in reach on a day, or None out of reach."""
    row = visible_to(ctx, READ_PLAN, Unit).filter(pk=unit).first()
    if row is None:
        return None
    above = set(UnitClosure.objects.filter(descendant_id=unit).values_list("ancestor_id", flat=True))
    plans = tuple(each for each in adopted_on(day) if each.unit in above)
    titles = {each.key: each.title for each in (*standing_plans(), *(each.plan for each in plans))}
    return BindingHere(row, binding(unit, day), titles, plans)
