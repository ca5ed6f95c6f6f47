"""The visits of whoever looks: to make and made, and how the term of one's own class or schools stands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from notoneless.casework.visits.models import HomeVisit, PlannedVisit
from notoneless.casework.visits.rules.kinds import PlanState, VisitKind
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.reading import (
    PER_TERM,
    SHOWN,
    PlanLine,
    VisitLine,
    needed,
    plan_lines,
    term_begins,
    visit_lines,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind

_SCHOOLS = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


@dataclass(frozen=True, slots=True)
class SchoolTimes:
    """The visits of a term by the posts of a school: person-times, and how many of its classes have as many as a plan asks.

    `needed`: what is asked of each class teacher; None without a plan.
    """

    unit: UUID
    name: str
    count: int
    classes: int
    needed: int | None
    met: int


@dataclass(frozen=True, slots=True)
class MyVisits:
    """What I am to do and have done: plans, records of the term, how many person-times of how many; those of my schools."""

    planned: tuple[PlanLine, ...]
    made: tuple[VisitLine, ...]
    count: int
    needed: int | None
    since: date
    schools: tuple[SchoolTimes, ...] = ()


def my_visits(ctx: Context) -> MyVisits:
    """What this person is to visit and has visited this term. The list leaves an entry."""
    plans = visible_to(ctx, READ_VISIT, PlannedVisit).filter(state=PlanState.OPEN, visitors__account=ctx.actor)
    planned = list(plans.select_related("child__household", "planned_by").order_by("due_on", "id")[:SHOWN])
    since = term_begins(ctx.today)
    rows = visible_to(ctx, READ_VISIT, HomeVisit).filter(holds=True, on__gte=since, visitors__account=ctx.actor)
    made = list(rows.select_related("child").order_by("-on", "-id")[:SHOWN])
    listed(ctx, READ_VISIT, [row.pk for row in (*planned, *made)], {"mine": "yes"})
    count = rows.filter(kind=VisitKind.HOME).count()
    schools = tuple(_times_of(ctx, school, since) for school in _schools_of(ctx))
    return MyVisits(plan_lines(ctx, planned), visit_lines(ctx, made), count, _needed_of(ctx), since, schools)


def _schools_of(ctx: Context) -> list[Unit]:
    """The schools of this person's posts."""
    held = visible_to(ctx, READ_VISIT, Unit).filter(pk__in=ctx.units_for(READ_VISIT), kind__in=_SCHOOLS)
    return list(held.order_by("sort_key", "id"))


def _times_of(ctx: Context, school: Unit, since: date) -> SchoolTimes:
    """How the visits of a school stand: each visitor at the post by which it went. Numbers name nobody."""
    beneath = UnitClosure.objects.filter(ancestor_id=school.pk).values("descendant_id")
    rows = visible_to(ctx, READ_VISIT, HomeVisit).filter(
        holds=True, kind=VisitKind.HOME, on__gte=since, on__lte=ctx.today
    )
    went = rows.filter(visitors__unit__in=beneath).order_by().values_list("visitors__unit")
    times = dict(went.annotate(times=Count("visitors")))
    classes = visible_to(ctx, READ_VISIT, Unit).filter(in_force(ctx.today), kind=UnitKind.CLASS, pk__in=beneath)
    rooms = list(classes.order_by("sort_key", "id").values_list("pk", flat=True))
    asked = needed(rooms[0], PER_TERM, ctx.today) if rooms else None
    met = sum(times.get(room, 0) >= asked for room in rooms) if asked is not None else 0
    return SchoolTimes(school.pk, school.name, sum(times.values()), len(rooms), asked, met)


def _needed_of(ctx: Context) -> int | None:
    """How many person-times the plan of one's own class asks for; None for whoever has no class or no plan."""
    units = [each.unit for each in ctx.holdings() if each.role == "class_teacher"]
    numbers = [found for unit in units if (found := needed(unit, PER_TERM, ctx.today)) is not None]
    return max(numbers, default=None)
