"""What returned pupils ask of whoever looks: to be recorded, placed, planned, followed up, accepted, approved, seen to. Numbers
name nobody."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.selectors.cases import NOT_BACK
from notoneless.casework.reintegration.models import Return, ReturnPlacement, ReturnPlan
from notoneless.casework.reintegration.rules.kinds import OPEN, ReturnState
from notoneless.casework.reintegration.rules.settings import ReturnNumbers
from notoneless.casework.reintegration.rules.standing import Known, mark_asked, marks_on, state_on
from notoneless.casework.reintegration.selectors import READ_RETURNED
from notoneless.casework.reintegration.selectors.knowing import known_of, numbers_on, schools_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, in_force, sight
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.attendance.selectors.facts import sessions_seen

RECORD, PLACE, FOLLOW_UP, ACCEPT, APPROVE = (
    "return.record",
    "return.place",
    "return.follow_up",
    "return.accept",
    "return.approve_placement",
)


@dataclass(frozen=True, slots=True)
class ReturnErrands:
    """How many of each; `follow_by`: the first day by which a mark is to be confirmed. `lost`: of units beneath, pupils who
    moved and whom nobody has accepted in time."""

    seen_again: tuple[UUID, ...] = ()
    to_place: int = 0
    to_plan: int = 0
    marks: int = 0
    follow_by: date | None = None
    reviews: int = 0
    held: int = 0
    to_accept: int = 0
    to_approve: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    """The returns in reach that are followed up, with what is known of them and where their pupils are."""

    rows: tuple[Return, ...]
    known: Mapping[UUID, Known]
    numbers: ReturnNumbers
    schools: Mapping[UUID, UUID]
    placed: Mapping[UUID, ReturnPlacement]
    plans: Mapping[UUID, date]
    since: Mapping[UUID, date] = field(default_factory=dict)


def return_errands(ctx: Context) -> ReturnErrands:
    """What waits for whoever looks. It is counted, and leaves no entry."""
    seen = _seen_again(ctx) if ctx.may(RECORD) else ()
    rows = _standing(sight(ctx, READ_RETURNED, Return))
    if not rows:
        return ReturnErrands(seen_again=seen)
    found = _gathered(rows, ctx.today)
    own = [row for row in found.rows if _is_mine(ctx, row, found)]
    asked = [mark_asked(marks_on(found.known[row.pk], found.numbers, ctx.today)) for row in own]
    days = [mark.until for mark in asked if mark is not None]
    mine = own if ctx.may(PLACE) else []
    return ReturnErrands(
        seen_again=seen,
        to_place=sum(row.pk not in found.placed for row in mine),
        to_plan=sum(row.pk not in found.plans for row in mine),
        marks=len(days) if ctx.may(FOLLOW_UP) else 0,
        follow_by=min(days, default=None),
        reviews=sum(found.plans.get(row.pk, ctx.today) < ctx.today for row in mine),
        held=sum(state_on(found.known[row.pk], found.numbers, ctx.today) is ReturnState.HELD for row in mine),
        to_accept=sum(_waits_here(ctx, row, found) for row in found.rows) if ctx.may(ACCEPT) else 0,
        to_approve=_to_approve(found) if ctx.may(APPROVE) else 0,
        lost=sum(_is_lost(row, found, ctx.today) for row in found.rows) if not ctx.may(RECORD) else 0,
    )


def _gathered(rows: Collection[Return], day: date) -> _Known:
    numbers, known = numbers_on(day), known_of(rows)
    kept = tuple(row for row in rows if state_on(known[row.pk], numbers, day) in OPEN)
    children, ids = {row.child_id for row in kept}, [row.pk for row in kept]
    places = ChildUnit._base_manager.filter(in_force(day), child_id__in=children, track=Track.SCHOOL)
    return _Known(
        kept,
        known,
        numbers,
        schools_of(children, day),
        {each.returned_id: each for each in ReturnPlacement._base_manager.filter(returned__in=ids).order_by("number")},
        dict(
            ReturnPlan._base_manager.filter(returned__in=ids).order_by("number").values_list("returned_id", "review_on")
        ),
        dict(places.order_by("from_on").values_list("child_id", "from_on")),
    )


def _is_mine(ctx: Context, row: Return, found: _Known) -> bool:
    """Whether a pupil is at the school that answers, and whoever looks is of it: the head, or somebody of its class."""
    return found.schools.get(row.child_id) == row.unit_id and ctx.may(FOLLOW_UP)


def _waits_here(ctx: Context, row: Return, found: _Known) -> bool:
    school = found.schools.get(row.child_id)
    return school is not None and school != row.unit_id and school in ctx.units_for(ACCEPT)


def _to_approve(found: _Known) -> int:
    return sum(each.needs_approval and each.approved_on is None for each in found.placed.values())


def _is_lost(row: Return, found: _Known, day: date) -> bool:
    """Whether a pupil is in no school, or at one that has not accepted it in time: then the unit above sees to it."""
    school = found.schools.get(row.child_id)
    if school is None:
        return True
    moved = found.since.get(row.child_id, day)
    return school != row.unit_id and day > moved + timedelta(days=found.numbers.accept_within)


@prepared
def _standing(seen: Sight) -> QuerySet[Return]:
    return seen.of(Return).filter(withdrawn_on__isnull=True, relapsed_on__isnull=True).order_by("on", "id")


@prepared
def _not_back(seen: Sight) -> QuerySet[Case]:
    return seen.of(Case).filter(state__in=NOT_BACK, verified_on__isnull=False).order_by("id")


def _seen_again(ctx: Context) -> tuple[UUID, ...]:
    """The cases of dropouts whom registers have seen since they were verified, and whose return nobody has recorded."""
    cases = _not_back(sight(ctx, RECORD, Case))
    if not cases:
        return ()
    children = {row.child_id: row for row in cases}
    back = Return._base_manager.filter(child_id__in=children, withdrawn_on__isnull=True, relapsed_on__isnull=True)
    waiting = {
        child: row for child, row in children.items() if child not in set(back.values_list("child_id", flat=True))
    }
    if not waiting:
        return ()
    first = min(row.verified_on or ctx.today for row in waiting.values())
    seen = sessions_seen(first, ctx.today, waiting)
    return tuple(
        row.pk
        for child, row in waiting.items()
        if any(count and on >= (row.verified_on or on) for on, (_, count) in seen.get(child, {}).items())
    )
