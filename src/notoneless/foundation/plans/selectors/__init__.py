"""What is adopted where, and what it comes to for a unit."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, beneath, sight, visible_to
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.plans.models import Adoption, PlanChange, PlanVersion
from notoneless.foundation.plans.rules import kept_plan, standing_plans
from notoneless.policy.changing import Change, ChangeKind
from notoneless.policy.model import Parameter, Plan, Words, in_force
from notoneless.policy.parameters import load_parameters
from notoneless.policy.reading import Fault
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
    adopted_at: datetime
    ended_on: date | None = None
    faults: tuple[Fault, ...] = ()
    """What today's checks refuse of it; it was adopted before they were made, and stands."""
    is_countys: bool = False
    """Whether the county itself has adopted it, and not a unit beneath it."""

    @property
    def binds_from(self) -> date:
        """From when on anything is owed by it: never before it was adopted, whatever day it names."""
        return max(self.from_on, day_of(self.adopted_at))


def adopted_on(day: date) -> list[InForce]:
    """Every adoption in force on a day, whoever asks: plans name nobody, and what binds a school lies above its reach."""
    earliest_last = reversed(_in_force(day, day))
    # of a version that was signed for days before it was adopted, and the one that bound until then, the latter counts
    found = {(each.unit, each.plan.key): each for each in earliest_last}
    return sorted(found.values(), key=lambda each: (each.from_on, each.adoption))


def adopted_between(first: date, last: date) -> list[InForce]:
    """Every adoption in force on any of some days."""
    return _in_force(first, last)


def _in_force(first: date, last: date) -> list[InForce]:
    return loaded(bound_once().filter(from_on__lte=last).exclude(until_on__lte=first))


def bound_once() -> QuerySet[Adoption]:
    """The adoptions that bind on any day: those that were withdrawn before they began do not."""
    return Adoption._base_manager.exclude(until_on__lte=F("from_on"))


def loaded(rows: QuerySet[Adoption]) -> list[InForce]:
    """Adoptions with their plans, the earliest first."""
    return _with_plans(list(rows.select_related("version", "unit").order_by("from_on", "id")))


def _with_plans(kept: Sequence[Adoption]) -> list[InForce]:
    if not kept:
        return []
    changes = changes_of([row.version_id for row in kept])
    return [
        InForce(
            adoption=row.pk,
            unit=row.unit_id,
            unit_name=row.unit.name,
            version=row.version_id,
            sha256=row.version.sha256,
            plan=kept_plan(row.key, row.version.text, changes.get(row.version_id, ())).plan,
            from_on=row.from_on,
            until_on=row.until_on,
            signer=row.signer,
            adopted_at=row.adopted_at,
            ended_on=row.ended_on,
            faults=kept_plan(row.key, row.version.text, changes.get(row.version_id, ())).faults,
            is_countys=row.unit.parent_id is None,
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


def binding_each(units: Sequence[UUID], day: date) -> Mapping[UUID, Resolved]:
    """The same of several units, with as many questions as for one: what binds units alike is worked out once."""
    plans = adopted_on(day)
    rows = UnitClosure.objects.filter(descendant_id__in=units, ancestor_id__in={each.unit for each in plans})
    above: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for lower, upper, depth in rows.values_list("descendant_id", "ancestor_id", "depth"):
        above[lower][upper] = depth
    known: dict[tuple[tuple[UUID, int], ...], Resolved] = {}
    found: dict[UUID, Resolved] = {}
    for unit in units:
        chain = [(each, above[unit][each.unit]) for each in plans if each.unit in above[unit]]
        key = tuple((each.adoption, distance) for each, distance in chain)
        if key not in known:
            adopted = [Adopted(each.plan, distance, each.unit_name) for each, distance in chain]
            known[key] = resolve(adopted, standing_plans(), day)
        found[unit] = known[key]
    return found


def settings(key: str, day: date) -> Mapping[str, Parameter]:
    """The numbers of a file of settings on a day: as the county has decided them, else as the file has them.

    What the county still has to decide is left out. Raises NotonelessError for a file that is not there.
    """
    return settings_among(_with_plans(_bound(key, day)), key, day)


def settings_through(key: str, first: date, last: date) -> Callable[[date], Mapping[str, Parameter]]:
    """The same for any day from a first to a last one, read once."""
    found = loaded(bound_once().filter(key=key, from_on__lte=last).exclude(until_on__lte=first))

    def of_day(day: date) -> Mapping[str, Parameter]:
        held = [each for each in found if each.from_on <= day and (each.until_on is None or day < each.until_on)]
        return settings_among(held, key, day)

    return of_day


@prepared
def _bound(key: str, day: date) -> QuerySet[Adoption]:
    rows = bound_once().filter(key=key, from_on__lte=day).exclude(until_on__lte=day)
    return rows.select_related("version", "unit").order_by("from_on", "id")


def settings_among(adopted: Sequence[InForce], key: str, day: date) -> Mapping[str, Parameter]:
    """The same, of adoptions that were read already, the earliest first: those of other plans count for nothing."""
    decided: dict[str, Parameter] = {}
    for each in reversed(adopted):
        if each.plan.key == key:
            decided |= in_force(each.plan.parameters, day)
    return {number: found for number, found in {**load_parameters(key, day), **decided}.items() if not found.is_awaited}


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
    faults: tuple[Fault, ...] = ()
    """What today's checks refuse of it."""


def units_to_adopt(ctx: Context, code: str) -> list[Unit]:
    """The units on which somebody may adopt plans, themselves only: what lies beneath adopts its own."""
    return list(Unit._base_manager.filter(pk__in=ctx.units_for(code)).order_by("sort_key", "id"))


def plans_of(versions: Sequence[UUID]) -> Mapping[UUID, Plan]:
    """Versions with their changes, by id, adopted or not: plans name nobody."""
    rows = list(PlanVersion._base_manager.filter(pk__in=versions))
    changes = changes_of([row.pk for row in rows])
    return {row.pk: kept_plan(row.key, row.text, changes.get(row.pk, ())).plan for row in rows}


@prepared
def _drafts(seen: Sight, units: Sequence[UUID]) -> QuerySet[PlanVersion]:
    rows = seen.of(PlanVersion).filter(adopted_at=None, unit_id__in=units)
    return rows.select_related("unit").order_by("drafted_at", "id")


def drafts_of_mine(ctx: Context) -> list[tuple[UUID, str, Plan]]:
    """The drafts that wait for whoever may adopt them, of the units for which one answers oneself: id, unit and plan."""
    kept = _drafts(sight(ctx, "plan.adopt", PlanVersion), sorted(ctx.units_for("plan.adopt")))
    changes = changes_of([row.pk for row in kept]) if kept else {}
    return [(row.pk, row.unit.name, kept_plan(row.key, row.text, changes.get(row.pk, ())).plan) for row in kept]


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
