"""What rooms above and the reckoning read of visits. By itself it shows nothing to anybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from notoneless.casework.visits.models import HomeVisit, PlannedVisit, Visitor
from notoneless.casework.visits.rules.kinds import REACHED, PlanState, VisitKind
from notoneless.casework.visits.rules.quotas import Made

_DAY = timedelta(days=1)


def holding(first: date, last: date, *kinds: VisitKind) -> QuerySet[HomeVisit]:
    """The records of some kinds that hold, from a first to a last day."""
    return HomeVisit._base_manager.filter(holds=True, on__gte=first, on__lte=last, kind__in=kinds)


def visits_of(children: Collection[UUID] | None, first: date, last: date) -> list[Made]:
    """The visits made to the homes of some children, or of all, from a first to a last day, in order."""
    rows = holding(first, last, VisitKind.HOME)
    if children is not None:
        rows = rows.filter(child_id__in=children)
    went: dict[UUID, set[UUID]] = defaultdict(set)
    people = Visitor._base_manager.filter(visit__in=rows.order_by().values("pk"))
    for visit, account in people.values_list("visit_id", "account_id"):
        if visit is not None:
            went[visit].add(account)
    return [
        Made(child, on, frozenset(went[pk]))
        for pk, child, on in rows.order_by("on", "id").values_list("pk", "child_id", "on")
    ]


def reached_on(children: Iterable[UUID] | None, day: date) -> Mapping[UUID, date]:
    """When somebody of the family, or the child, was last met on a visit up to a day."""
    rows = HomeVisit._base_manager.filter(holds=True, kind=VisitKind.HOME, on__lte=day, met__in=REACHED)
    if children is not None:
        rows = rows.filter(child_id__in=list(children))
    return dict(rows.order_by().values_list("child_id").annotate(last=Max("on")))


def met_on(children: Collection[UUID], day: date) -> Mapping[UUID, list[date]]:
    """The days up to one on which somebody of each family, or the child, was met on a visit, in order."""
    rows = holding(date.min, day, VisitKind.HOME).filter(child_id__in=list(children), met__in=REACHED)
    days: dict[UUID, list[date]] = {}
    for child, on in rows.order_by("on", "id").values_list("child_id", "on"):
        days.setdefault(child, []).append(on)
    return days


def went_to(children: Collection[UUID], first: date, last: date) -> Mapping[UUID, list[tuple[date, bool]]]:
    """The visits to the homes of some children, in order, each with whether the family or the child was met."""
    rows = holding(first, last, VisitKind.HOME).filter(child_id__in=list(children)).order_by("on", "id")
    found: dict[UUID, list[tuple[date, bool]]] = {}
    for child, on, met in rows.values_list("child_id", "on", "met"):
        found.setdefault(child, []).append((on, met in REACHED))
    return found


def with_visitors(children: Mapping[UUID, date], day: date) -> frozenset[UUID]:
    """Those of some children whom somebody is to visit on a day, or has visited since a day of each."""
    planned = PlannedVisit._base_manager.filter(child_id__in=children, planned_on__lte=day)
    waiting = planned.filter(Q(state=PlanState.OPEN) | Q(ended_on__gt=day)).values_list("child_id", flat=True)
    made = holding(min(children.values(), default=day), day, VisitKind.HOME).filter(child_id__in=children)
    visited = {child for child, on in made.values_list("child_id", "on") if on >= children[child]}
    return frozenset(waiting) | visited


def unrecorded(day: date) -> QuerySet[PlannedVisit]:
    """Planned visits whose day was over on a day and of which nothing had been recorded, nor were they called off."""
    return PlannedVisit._base_manager.filter(Q(state=PlanState.OPEN) | Q(ended_on__gt=day), due_on__lte=day - _DAY)
