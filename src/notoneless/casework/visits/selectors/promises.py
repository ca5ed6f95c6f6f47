"""Promises made at visits, on the day on which they are to be kept and after it. Attendance says whether the child came."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, F, OuterRef, QuerySet, Value

from notoneless.casework.early_warning.models import Contact
from notoneless.casework.early_warning.rules.following import Answered
from notoneless.casework.visits.models import HomeVisit, PlannedVisit
from notoneless.casework.visits.rules.kinds import PlanState
from notoneless.casework.visits.rules.promises import LOOKED_BACK, PromiseState, promise_state
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.reading import HOME, SHOWN, VisitLine, place_words
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight
from notoneless.foundation.people.exporting import places_of
from notoneless.records.attendance.selectors.facts import present_days

Due = tuple[UUID, UUID, str, date]
"""A planned visit, or the record with a promise; its child; where the home is; and by when. It names no child."""

_COLUMNS = ("pk", "child_id", "due", "is_promise")


def due_of_mine(ctx: Context, day: date) -> tuple[list[Due], list[Due]]:
    """Planned visits of mine that are due by a day, and promises made to me of which nobody knows that they were kept."""
    plans, visits = sight(ctx, READ_VISIT, PlannedVisit), sight(ctx, READ_VISIT, HomeVisit)
    found = _mine(plans, visits, ctx.actor, day, day - LOOKED_BACK)
    if not found:
        return [], []
    kept = _came([(child, due) for _, child, due, is_promise in found if is_promise], day)
    found = [each for each in found if not (each[3] and (each[1], each[2]) in kept)]
    places = places_of(ctx, [child for _, child, *_ in found])
    lines = [(pk, child, place_words(places.get(child, {}), HOME), due) for pk, child, due, _ in found]
    promises = [line for line, each in zip(lines, found, strict=True) if each[3]]
    return [line for line in lines if line not in promises], promises


@prepared
def _mine(planned: Sight, visited: Sight, actor: UUID | None, day: date, since: date) -> QuerySet[Any, Any]:
    plans = planned.of(PlannedVisit).filter(state=PlanState.OPEN, visitors__account=actor, due_on__lte=day)
    mine = visited.of(HomeVisit).filter(
        holds=True, visitors__account=actor, promised_on__lte=day, promised_on__gt=since
    )
    mine = (
        mine.exclude(Exists(_later_visits(day))).exclude(Exists(_later_plans())).exclude(Exists(_later_contacts(day)))
    )
    asked = _told(plans, "due_on", False).union(_told(mine, "promised_on", True))
    return asked.order_by("due", "pk")[:SHOWN]


def _told(rows: QuerySet[PlannedVisit] | QuerySet[HomeVisit], day: str, is_promise: bool) -> QuerySet:  # type: ignore[type-arg]
    return (
        rows.order_by()
        .annotate(due=F(day), is_promise=Value(is_promise, output_field=BooleanField()))
        .values_list(*_COLUMNS)
    )


def promise_of(ctx: Context, visit: VisitLine) -> PromiseState | None:
    """How the promise of a record stands today; None where no day was promised, or another record stands in its place."""
    if visit.promised_on is None or not visit.holds:
        return None
    day = visit.promised_on
    seen = (
        present_days(day, ctx.today, [visit.child]).get(visit.child, frozenset()) if day <= ctx.today else frozenset()
    )
    row = HomeVisit._base_manager.filter(pk=visit.id)
    later = (_later_visits(ctx.today), _later_plans(), _later_contacts(ctx.today))
    is_followed = any(row.filter(Exists(each)).exists() for each in later)
    return promise_state(day, seen, is_followed, ctx.today)


def _came(promises: Collection[tuple[UUID, date]], day: date) -> frozenset[tuple[UUID, date]]:
    """Those whose child was seen at school on the promised day or later."""
    if not promises:
        return frozenset()
    seen = present_days(min(on for _, on in promises), day, {child for child, _ in promises})
    return frozenset((child, on) for child, on in promises if any(each >= on for each in seen.get(child, ())))


def _later_visits(day: date) -> QuerySet[HomeVisit]:
    """Other records that hold of the child, from the promised day on."""
    rows = HomeVisit._base_manager.filter(
        child=OuterRef("child"), holds=True, on__gte=OuterRef("promised_on"), on__lte=day
    )
    return rows.exclude(pk=OuterRef("pk"))


def _later_plans() -> QuerySet[PlannedVisit]:
    """Visits that somebody has planned on the promised day or after it."""
    rows = PlannedVisit._base_manager.filter(child=OuterRef("child"), planned_on__gte=OuterRef("promised_on"))
    return rows.exclude(state=PlanState.CALLED_OFF)


def _later_contacts(day: date) -> QuerySet[Contact]:
    """Contacts after the promised day in which somebody was reached."""
    rows = Contact._base_manager.filter(child=OuterRef("child"), on__gt=OuterRef("promised_on"), on__lte=day)
    return rows.exclude(answered=Answered.UNREACHED)
