"""What is known of applications, for services and pages alike: papers, marks, levels, numbers."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.plans.selectors import settings
from notoneless.records.enrolment.models import RollEvent
from notoneless.records.roll_changes.models import ChangePaper, ChangeRequest, ChangeStep
from notoneless.records.roll_changes.rules.kinds import ROLES, ChangeKind, Level, PaperKind
from notoneless.records.roll_changes.rules.refusing import lacking
from notoneless.records.roll_changes.rules.settings import PLAN, ChangeNumbers, numbers_of
from notoneless.records.roll_changes.rules.standing import State


def numbers_on(day: date) -> ChangeNumbers:
    """What the county has set on a day."""
    return numbers_of(settings(PLAN, day))


def papers_of(requests: Collection[UUID], day: date | None = None) -> Mapping[UUID, dict[PaperKind, ChangePaper]]:
    """The papers of applications by kind, the last of a kind; as they were on a day, or now."""
    found: dict[UUID, dict[PaperKind, ChangePaper]] = defaultdict(dict)
    rows = ChangePaper._base_manager.filter(request__in=requests)
    rows = rows.filter(on__lte=day) if day is not None else rows
    for row in rows.order_by("at", "id"):
        found[row.request_id][PaperKind(row.kind)] = row
    return found


def lacks(row: ChangeRequest, numbers: ChangeNumbers) -> tuple[PaperKind, ...]:
    """Which papers an application is without."""
    return lacking(numbers.papers_for(ChangeKind(row.kind), row.is_within), papers_of([row.pk]).get(row.pk, {}).keys())


def mark_of(row: ChangeRequest) -> str:
    """The mark of what an application shows now: another paper or step gives another."""
    papers = ChangePaper._base_manager.filter(request=row).order_by("id").values_list("pk", flat=True)
    steps = ChangeStep._base_manager.filter(request=row).count()
    parts = (row.pk, row.state, row.waits_for, row.on, row.until_on, steps, *papers)
    return sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]


def levels_of(ctx: Context, code: str, row: ChangeRequest) -> frozenset[Level]:
    """The levels at which somebody decides on an application by the posts held today."""
    return levels_of_each(ctx, code, [row])[row.pk]


def levels_of_each(ctx: Context, code: str, rows: Collection[ChangeRequest]) -> Mapping[UUID, frozenset[Level]]:
    """The same of many: the tree is asked once."""
    allowing = ctx.roles.allowing(code)
    held = [(each.role, each.unit) for each in ctx.holdings() if each.role in allowing]
    if not held:
        return {row.pk: frozenset() for row in rows}
    units = {unit for row in rows for unit in (row.unit_id, row.also_unit_id)}
    above = UnitClosure.objects.filter(descendant_id__in=units, ancestor_id__in={unit for _, unit in held})
    chains: dict[UUID, set[UUID]] = defaultdict(set)
    for unit, upper in above.values_list("descendant_id", "ancestor_id"):
        chains[unit].add(upper)
    return {row.pk: _levels(held, chains[row.unit_id], chains[row.also_unit_id]) for row in rows}


def _levels(held: Collection[tuple[str, UUID]], own: set[UUID], other: set[UUID]) -> frozenset[Level]:
    return frozenset(
        level
        for role, unit in held
        for level, wanted in ROLES.items()
        if role == wanted and unit in (other - own if level is Level.RECEIVING else own)
    )


def receives(ctx: Context, code: str, row: ChangeRequest) -> bool:
    """Whether whoever asks holds a post at the school that receives a pupil, and not only where it comes from."""
    return bool(received(ctx, code, [row]))


def received(ctx: Context, code: str, rows: Collection[ChangeRequest]) -> frozenset[UUID]:
    """The applications among some whose receiving school is one's own: the tree is asked once."""
    units = {row.also_unit_id for row in rows if row.also_unit_id != row.unit_id}
    held = UnitClosure.objects.filter(ancestor_id__in=ctx.units_for(code), descendant_id__in=units)
    mine = set(held.values_list("descendant_id", flat=True)) if units else set()
    return frozenset(row.pk for row in rows if row.also_unit_id != row.unit_id and row.also_unit_id in mine)


def course_of(event: RollEvent) -> list[UUID]:
    """An event of the roll with all that it corrects, the latest first."""
    before = dict(RollEvent._base_manager.filter(entry=event.entry_id).values_list("pk", "supersedes_id"))
    found: list[UUID] = [event.pk]
    while (earlier := before.get(found[-1])) is not None:
        found.append(earlier)
    return found


def is_carried_out(request: UUID) -> bool:
    """Whether the change that was applied for stands on the roll by now."""
    return ChangeRequest._base_manager.filter(pk=request, state=State.CARRIED_OUT).exists()
