"""Returns in reach: a list by state, those of a child, and one with its placement, plan and follow-up."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.reintegration.models import Return, ReturnFollowUp, ReturnPlacement, ReturnPlan
from notoneless.casework.reintegration.rules.kinds import OPEN, ReturnState
from notoneless.casework.reintegration.rules.settings import ReturnNumbers
from notoneless.casework.reintegration.rules.standing import Known, Mark, away_again_on, marks_on, state_on
from notoneless.casework.reintegration.selectors import READ_RETURNED
from notoneless.casework.reintegration.selectors.knowing import known_of, numbers_on, of_units, schools_of
from notoneless.casework.watch_list.selectors.keepers import holders_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to

SHOWN = 200
"""Returns of one list."""


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A return in one strip. `away`: days between being known to be away and the return; `moved_to`: the school where the pupil
    is by now, if another than the one that answers."""

    id: UUID
    child: UUID
    case: UUID
    name: str
    unit: UUID
    unit_name: str
    on: date
    away: int
    seen_by: str
    sessions: int
    proof: UUID | None
    state: ReturnState
    again_on: date | None
    marks: tuple[Mark, ...]
    placed_on: date | None
    teaching: str
    waits_for_approval: bool
    plan_number: int
    planned_on: date | None
    review_on: date | None
    keeper: str
    followed_on: date | None
    moved_to: UUID | None
    because: str


@dataclass(frozen=True, slots=True)
class PlacementLine:
    """A placement, without what pays for it."""

    id: UUID
    number: int
    room: str
    teaching: str
    lessons: str
    on: date
    paper: UUID
    paper_number: str
    needs_approval: bool
    approved_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A version of a plan, without the pupil's condition."""

    id: UUID
    number: int
    goals: str
    measures: str
    keeper: str
    review_on: date
    on: date
    by: str
    has_condition: bool


@dataclass(frozen=True, slots=True)
class FollowedLine:
    """A follow-up, without what was said."""

    id: UUID
    mark: int | None
    on: date
    how: str
    hold: str
    expected: int
    reported: int
    seen: int
    longest: int
    by: str
    has_said: bool


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """One return with everything that was done since, the latest first."""

    line: ReturnLine
    placements: tuple[PlacementLine, ...]
    plans: tuple[PlanLine, ...]
    followed: tuple[FollowedLine, ...]


def list_returns(ctx: Context, state: ReturnState | None = None, unit: UUID | None = None) -> tuple[ReturnLine, ...]:
    """Returns in reach, the latest first; those still followed up where no state is asked for. It leaves an entry."""
    rows = _rows(ctx)
    if unit is not None:
        rows = rows.filter(of_units([unit]))
    lines = _lines(rows.order_by("-on", "-id"), ctx.today)
    kept = tuple(each for each in lines if (each.state is state if state else each.state in OPEN))[:SHOWN]
    listed(ctx, READ_RETURNED, [each.id for each in kept], {"state": state or "", "unit": str(unit or "")})
    return kept


def counts_by_state(ctx: Context) -> dict[ReturnState, int]:
    """How many returns in reach stand where. Numbers name nobody."""
    rows = list(_rows(ctx))
    numbers, known = numbers_on(ctx.today), known_of(rows)
    found: dict[ReturnState, int] = {}
    for row in rows:
        state = state_on(known[row.pk], numbers, ctx.today)
        found[state] = found.get(state, 0) + 1
    return found


def returns_of_child(ctx: Context, child: UUID) -> tuple[ReturnLine, ...]:
    """The returns of a child, the latest first; for a page whose opening is recorded."""
    return _lines(_rows(ctx).filter(child_id=child).order_by("-on", "-id"), ctx.today)


def open_return(ctx: Context, returned: UUID) -> ReturnPage:
    """One return. Opening it leaves an entry. Raises NotFound out of reach."""
    row = _rows(ctx).filter(pk=returned).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_RETURNED, row)
    placements = (
        visible_to(ctx, READ_RETURNED, ReturnPlacement).filter(returned=row).select_related("room", "paper", "by")
    )
    plans = visible_to(ctx, READ_RETURNED, ReturnPlan).filter(returned=row).select_related("by", "keeper_unit")
    followed = visible_to(ctx, READ_RETURNED, ReturnFollowUp).filter(returned=row).select_related("by")
    kept = list(plans.order_by("-number"))
    keepers = _keepers(kept, ctx.today)
    return ReturnPage(
        line=_lines([row], ctx.today)[0],
        placements=tuple(_placement(each) for each in placements.order_by("-number")),
        plans=tuple(_plan(each, keepers) for each in kept),
        followed=tuple(_followed(each) for each in followed.order_by("-on", "-at", "-id")),
    )


def return_in_reach(ctx: Context, returned: UUID, code: str) -> Return:
    """A return to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, Return).select_related("child", "case", "unit").filter(pk=returned).first()
    if row is None:
        raise NotFound
    return row


def _rows(ctx: Context) -> QuerySet[Return]:
    return visible_to(ctx, READ_RETURNED, Return).select_related("child", "unit", "by")


def _lines(rows: Iterable[Return], day: date) -> tuple[ReturnLine, ...]:
    found = list(rows)
    if not found:
        return ()
    numbers, known, ids = numbers_on(day), known_of(found), [row.pk for row in found]
    schools = schools_of({row.child_id for row in found}, day)
    placed = {
        each.returned_id: each for each in ReturnPlacement._base_manager.filter(returned__in=ids).order_by("number")
    }
    rows_of_plans = ReturnPlan._base_manager.filter(returned__in=ids).select_related("keeper_unit").order_by("number")
    plans = {each.returned_id: each for each in rows_of_plans}
    keepers = _keepers(plans.values(), day)
    return tuple(
        _line(
            row, known[row.pk], numbers, day, placed.get(row.pk), plans.get(row.pk), keepers, schools.get(row.child_id)
        )
        for row in found
    )


def _line(
    row: Return,
    known: Known,
    numbers: ReturnNumbers,
    day: date,
    placed: ReturnPlacement | None,
    plan: ReturnPlan | None,
    keepers: dict[UUID, str],
    school: UUID | None,
) -> ReturnLine:
    return ReturnLine(
        id=row.pk,
        child=row.child_id,
        case=row.case_id,
        name=row.child.name,
        unit=row.unit_id,
        unit_name=row.unit.name,
        on=row.on,
        away=(row.on - row.gone_on).days,
        seen_by=row.seen_by,
        sessions=row.sessions,
        proof=row.proof_id,
        state=state_on(known, numbers, day),
        again_on=away_again_on(known),
        marks=marks_on(known, numbers, day),
        placed_on=placed.on if placed else None,
        teaching=placed.teaching if placed else "",
        waits_for_approval=placed is not None and placed.needs_approval and placed.approved_on is None,
        plan_number=plan.number if plan else 0,
        planned_on=plan.on if plan else None,
        review_on=plan.review_on if plan else None,
        keeper=keepers.get(plan.pk, "") if plan else "",
        followed_on=max((each.on for each in known.followed), default=None),
        moved_to=school if school != row.unit_id else None,
        because=row.because,
    )


def _keepers(plans: Collection[ReturnPlan], day: date) -> dict[UUID, str]:
    """Who holds the post that keeps each plan; the unit's name where nobody does."""
    held = holders_of({(each.keeper_unit_id, each.keeper_role) for each in plans}, day)
    return {
        each.pk: "、".join(held.get((each.keeper_unit_id, each.keeper_role), ())) or each.keeper_unit.name
        for each in plans
    }


def _placement(row: ReturnPlacement) -> PlacementLine:
    return PlacementLine(
        row.pk,
        row.number,
        row.room.name if row.room else "",
        row.teaching,
        row.lessons,
        row.on,
        row.paper_id,
        row.paper.number,
        row.needs_approval,
        row.approved_on,
        row.by.name,
    )


def _plan(row: ReturnPlan, keepers: dict[UUID, str]) -> PlanLine:
    has_condition = row.condition is not None
    return PlanLine(
        row.pk, row.number, row.goals, row.measures, keepers[row.pk], row.review_on, row.on, row.by.name, has_condition
    )


def _followed(row: ReturnFollowUp) -> FollowedLine:
    numbers = (row.expected, row.reported, row.seen, row.longest)
    return FollowedLine(row.pk, row.mark, row.on, row.how, row.hold, *numbers, row.by.name, row.said is not None)
