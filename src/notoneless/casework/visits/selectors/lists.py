"""Lists of whom to visit, as they were drawn."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from notoneless.casework.visits.models import ListedChild, PlannedVisit, VisitList
from notoneless.casework.visits.rules.kinds import PlanState
from notoneless.casework.visits.rules.settings import settings_on
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.facts import visits_of
from notoneless.casework.visits.selectors.reading import place_words
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.exporting import places_of
from notoneless.tabular.fields import Field

DRAW = "visit.draw_list"
_SHOWN = 50
"""Lists of one page."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list: whose, from when, for how many, by which seed, among how many, by whom."""

    id: UUID
    unit: str
    from_on: date
    capacity: int
    seed: int
    candidates: int
    drawn_by: str
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One child of a list: where it lives, in which trip, why, and whether a visit is planned or was made since."""

    number: int
    trip: int
    child: UUID
    name: str
    home: str
    school: str
    ground: str
    days: int
    is_planned: bool
    is_visited: bool


def list_lists(ctx: Context) -> tuple[ListLine, ...]:
    """The lists in reach, the latest first."""
    rows = visible_to(ctx, READ_VISIT, VisitList).select_related("unit", "drawn_by").order_by("-drawn_at", "-id")
    return tuple(map(_line, rows[:_SHOWN]))


def _line(row: VisitList) -> ListLine:
    return ListLine(
        row.pk, row.unit.name, row.from_on, row.capacity, row.seed, row.candidates, row.drawn_by.name, row.drawn_at
    )


def open_list(ctx: Context, visit_list: UUID) -> tuple[ListLine, tuple[ListedLine, ...]]:
    """One list and its children who are in reach, in order. It leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_VISIT, VisitList).select_related("unit", "drawn_by").filter(pk=visit_list).first()
    if row is None:
        raise NotFound
    places = visible_to(ctx, READ_VISIT, ListedChild).filter(visit_list=row).select_related("child").order_by("number")
    found = list(places)
    ids = [each.child_id for each in found]
    listed(ctx, READ_VISIT, ids, {"list": str(row.pk)})
    where = places_of(ctx, ids)
    planned = PlannedVisit._base_manager.filter(child_id__in=ids, state=PlanState.OPEN)
    waiting = set(planned.values_list("child_id", flat=True))
    visited = {each.child for each in visits_of(ids, row.from_on, max(ctx.today, row.from_on))}
    lines = tuple(
        ListedLine(
            number=each.number,
            trip=each.trip,
            child=each.child_id,
            name=each.child.name,
            home=place_words(where.get(each.child_id, {}), (Field.VILLAGE, Field.VILLAGE_GROUP)),
            school=place_words(where.get(each.child_id, {}), (Field.SCHOOL, Field.CLASS_NAME)),
            ground=each.ground,
            days=each.days,
            is_planned=each.child_id in waiting,
            is_visited=each.child_id in visited,
        )
        for each in found
    )
    return _line(row), lines


def units_to_draw_for(ctx: Context) -> list[tuple[UUID, str]]:
    """The units at which one may draw up a list: those one holds a post at."""
    rows = visible_to(ctx, DRAW, Unit).filter(pk__in=ctx.units_for(DRAW)).order_by("sort_key", "id")
    return [(row.pk, row.name) for row in rows]


def usual_capacity(day: date) -> int:
    """How many children one person can usually visit in a week, as the county has set it."""
    return settings_on(day).a_week
