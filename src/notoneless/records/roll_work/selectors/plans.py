"""Plans as lists, one with its measures, two beside each other, and the schools that have one in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATION
from notoneless.foundation.papers.models import PaperState
from notoneless.records.roll_work.models import RollWorkMeasure, RollWorkPlan
from notoneless.records.roll_work.rules import (
    Difference,
    Force,
    PlanState,
    Worded,
    compared,
    force,
    standing,
    stands,
)
from notoneless.records.roll_work.selectors.bearing import READ_ROLL_WORK, bearer_words, held_posts, holders_of
from notoneless.records.roll_work.selectors.following import NEVER, taken_over_on

DRAFT = "roll_work.draft"

SHOWN = 200
"""Plans on one list, and schools without one that are named."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A version in a list. `counts`: its measures by standing, `overdue` apart from `open`."""

    id: UUID
    unit: UUID
    unit_name: str
    title: str
    school_year: int
    version: int | None
    force: Force
    from_on: date | None
    until_on: date | None
    counts: Mapping[str, int]
    paper: UUID | None
    number: str

    @property
    def total(self) -> int:
        """All its measures."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure as its plan's page shows it. `holder`: who holds the bearing post today, where that is another than then."""

    id: UUID
    ordinal: int
    text: str
    bearer: str
    bearer_unit: UUID | None
    bearer_title: str
    holder: str
    due_on: date
    evidence: str
    standing: str
    state_on: date | None
    state_by: str
    note: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """That a draft was sent back: when, by whom and why; `amended_on`: when it was submitted again."""

    on: date
    by: str
    why: str
    amended_on: date | None


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A version with its measures, and the other versions of the same school, the newest first."""

    line: PlanLine
    basis: str
    aims: str
    adopted_on: date | None
    adopted_by: str
    measures: tuple[MeasureLine, ...]
    versions: tuple[PlanLine, ...]
    former: UUID | None
    returned: Returned | None = None


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post that may bear a measure."""

    id: UUID
    words: str
    role: str
    unit: UUID
    title: str


def last_adopted(adopted: QuerySet[RollWorkPlan]) -> RollWorkPlan | None:
    """Of the adopted versions of a school the latest; one that was withdrawn before it began leaves its day to others."""
    return adopted.exclude(NEVER).order_by("-from_on", "-id").first()


def adopted_plans(day: date, school_year: int | None = None) -> set[UUID]:
    """The units that have an adopted plan in force on a day, of any school year or of one; whose paper was withdrawn has none.

    One query over all units: for measures and duties, which ask as the program.
    """
    rows = RollWorkPlan._base_manager.filter(state=PlanState.ADOPTED, from_on__lte=day)
    rows = rows.annotate(ends=taken_over_on()).filter(Q(ends__isnull=True) | Q(ends__gt=day))
    rows = rows.filter(Q(paper__state=PaperState.ISSUED) | Q(paper__withdrawn_on__gt=day))
    if school_year is not None:
        rows = rows.filter(school_year=school_year)
    return set(rows.values_list("unit_id", flat=True))


def list_plans(ctx: Context) -> tuple[PlanLine, ...]:
    """The versions in reach, school by school, the newest first; drafts for who may draft. It leaves an entry."""
    rows = list(_plans(ctx).order_by("unit__sort_key", "unit_id", "-school_year", "-drafted_on", "-id")[:SHOWN])
    lines = _lines(ctx, rows)
    listed(ctx, READ_ROLL_WORK, [line.id for line in lines], {})
    return lines


def open_plan(ctx: Context, plan: UUID) -> PlanPage:
    """One version with its measures. It leaves an entry. Raises NotFound out of reach."""
    row = plan_in_reach(ctx, plan)
    opened_row(ctx, READ_ROLL_WORK, row)
    others = _plans(ctx).filter(unit_id=row.unit_id).order_by("-school_year", "-drafted_on", "-id")
    lines = {line.id: line for line in _lines(ctx, list(others[:SHOWN]))}
    by = row.adopted_by.name if row.adopted_by else ""
    line = lines.get(row.pk) or _lines(ctx, [row])[0]
    measures = tuple(_measures(ctx, row, line.force))
    back = None
    if row.state == PlanState.DRAFT and row.returned_on is not None:
        sender = row.returned_by.name if row.returned_by else ""
        back = Returned(row.returned_on, sender, row.returned_why, row.amended_on)
    return PlanPage(line, row.basis, row.aims, row.adopted_on, by, measures, tuple(lines.values()), row.former_id, back)


def plan_in_reach(ctx: Context, plan: UUID, code: str = READ_ROLL_WORK) -> RollWorkPlan:
    """A plan on which `code` may be done; a draft only by who may draft. Raises NotFound."""
    row = (
        visible_to(ctx, code, RollWorkPlan)
        .select_related("unit", "paper", "adopted_by", "returned_by")
        .filter(pk=plan)
        .first()
    )
    if row is None or (row.state == PlanState.DRAFT and not _drafts(ctx).filter(pk=plan).exists()):
        raise NotFound
    return row


def measure_in_reach(ctx: Context, measure: UUID, code: str) -> RollWorkMeasure:
    """A measure on which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, RollWorkMeasure).select_related("plan").filter(pk=measure).first()
    if row is None:
        raise NotFound
    plan_in_reach(ctx, row.plan_id)
    return row


def compare_versions(ctx: Context, before: UUID, after: UUID) -> tuple[PlanLine, PlanLine, Difference]:
    """Two versions of one school beside each other. It leaves entries. Raises NotFound out of reach, or of two schools."""
    old, new = plan_in_reach(ctx, before), plan_in_reach(ctx, after)
    if old.unit_id != new.unit_id:
        raise NotFound
    for each in (old, new):
        opened_row(ctx, READ_ROLL_WORK, each)
    one, other = _lines(ctx, [old, new])
    return one, other, compared(_worded(ctx, old, one.force), _worded(ctx, new, other.force))


def wordings(ctx: Context, plan: RollWorkPlan) -> set[str]:
    """What a draft and, within a school year, the version before it say will be done: that need not be offered again."""
    rows = visible_to(ctx, READ_ROLL_WORK, RollWorkMeasure)
    same = Q(plan=plan) | Q(plan_id=plan.former_id, plan__school_year=plan.school_year)
    return set(rows.filter(same).values_list("text", flat=True))


def schools_to_plan(ctx: Context) -> tuple[tuple[UUID, str], ...]:
    """The schools for which this person may draft a plan."""
    rows = visible_to(ctx, DRAFT, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL).order_by("sort_key", "id")
    return tuple(rows.values_list("id", "name")[:SHOWN])


def schools_without(ctx: Context) -> tuple[tuple[UUID, str], ...]:
    """The schools in reach that have no adopted plan in force today."""
    rows = visible_to(ctx, READ_ROLL_WORK, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL)
    reached = set(rows.values_list("id", flat=True))
    lacking = reached - adopted_plans(ctx.today)
    return tuple(rows.filter(pk__in=lacking).order_by("sort_key", "id").values_list("id", "name")[:SHOWN])


def posts_to_bear(ctx: Context, plan: RollWorkPlan) -> tuple[PostChoice, ...]:
    """The posts of a school and of all beneath it that are held today."""
    beneath = UnitClosure.objects.filter(ancestor_id=plan.unit_id).values("descendant_id")
    rows = visible_to(ctx, READ_ORGANIZATION, Post).filter(in_force(ctx.today), unit_id__in=beneath)
    rows = rows.select_related("holder", "unit", "grant").order_by("unit__sort_key", "title", "id")
    return tuple(
        PostChoice(
            row.pk,
            " ".join(dict.fromkeys((row.unit.name, row.title, row.holder.name))),
            row.grant.role,
            row.unit_id,
            row.title,
        )
        for row in rows
    )


def _plans(ctx: Context) -> QuerySet[RollWorkPlan]:
    rows = visible_to(ctx, READ_ROLL_WORK, RollWorkPlan).select_related("unit", "paper", "adopted_by")
    return rows.filter(Q(state=PlanState.ADOPTED) | Q(pk__in=_drafts(ctx).values("pk")))


def _drafts(ctx: Context) -> QuerySet[RollWorkPlan]:
    return visible_to(ctx, DRAFT, RollWorkPlan).filter(state=PlanState.DRAFT)


def _lines(ctx: Context, rows: list[RollWorkPlan]) -> tuple[PlanLine, ...]:
    counted: dict[UUID, dict[str, int]] = {row.pk: {} for row in rows}
    measures = visible_to(ctx, READ_ROLL_WORK, RollWorkMeasure).filter(plan_id__in=counted).order_by()
    ends: dict[UUID, date | None] = dict(
        RollWorkPlan._base_manager.filter(pk__in=counted).values_list("pk").annotate(ends=taken_over_on())
    )
    forces = {row.pk: _force(row, ends[row.pk], ctx.today) for row in rows}
    for plan, state, late, number in measures.values_list("plan_id", "state", _is_late(ctx)).annotate(n=Count("pk")):
        key = stands(state, late, forces[plan])
        counted[plan][key] = counted[plan].get(key, 0) + number
    return tuple(
        PlanLine(
            row.pk,
            row.unit_id,
            row.unit.name,
            row.title,
            row.school_year,
            row.version,
            forces[row.pk],
            row.from_on,
            ends[row.pk],
            counted[row.pk],
            row.paper_id,
            row.paper.number if row.paper else "",
        )
        for row in rows
    )


def _force(row: RollWorkPlan, ends: date | None, day: date) -> Force:
    return force(row.state, row.from_on, ends, row.paper.withdrawn_on if row.paper else None, day)


def _is_late(ctx: Context) -> Case:
    return Case(When(due_on__lt=ctx.today, then=Value(True)), default=Value(False), output_field=BooleanField())


def _measures(ctx: Context, plan: RollWorkPlan, of: Force) -> Iterator[MeasureLine]:
    rows = visible_to(ctx, READ_ROLL_WORK, RollWorkMeasure).filter(plan=plan)
    found = list(rows.select_related("bearer_unit", "state_by").order_by("ordinal", "id"))
    holders = holders_of(ctx, [row.bearer_unit_id for row in found if row.bearer_unit_id])
    held = held_posts(ctx)
    for row in found:
        place = (row.bearer_unit_id, row.bearer_title)
        now = holders.get(place, "")
        yield MeasureLine(
            row.pk,
            row.ordinal,
            row.text,
            bearer_words(row),
            row.bearer_unit_id,
            row.bearer_title,
            now if now != row.bearer else "",
            row.due_on,
            row.evidence,
            standing(row.state, row.due_on, ctx.today, of),
            row.state_on,
            row.state_by.name if row.state_by else "",
            row.note,
            place in held,
        )


def _worded(ctx: Context, plan: RollWorkPlan, of: Force) -> list[Worded]:
    rows = visible_to(ctx, READ_ROLL_WORK, RollWorkMeasure).filter(plan=plan).select_related("bearer_unit")
    return [
        Worded(
            row.lineage,
            row.ordinal,
            row.text,
            bearer_words(row),
            row.due_on,
            standing(row.state, row.due_on, ctx.today, of),
        )
        for row in rows.order_by("ordinal", "id")
    ]
