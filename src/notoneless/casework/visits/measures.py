"""What a plan may count of visits."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.cases.measures import belonging, happened, standings_of_children
from notoneless.casework.cases.rules.standing import State, Step
from notoneless.casework.visits.models import PlannedVisit, Visitor
from notoneless.casework.visits.rules.kinds import REACHED, VisitKind
from notoneless.casework.visits.rules.quotas import unvisited
from notoneless.casework.visits.selectors.facts import holding, unrecorded, visits_of, with_visitors
from notoneless.casework.visits.selectors.key_pupils import key_pupils
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Level, Units
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit

_LATELY = timedelta(days=183)
"""Half a year."""


def _home_visits(first: date, last: date, units: Units) -> Iterator[Done]:
    """Each visitor of each visit, at the unit whose post the person held."""
    rows = Visitor._base_manager.filter(visit__in=holding(first, last, VisitKind.HOME).order_by().values("pk"))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, day in rows.order_by("visit__on", "id").values_list("unit_id", "visit__on"):
        if day is not None:
            yield Done(unit, day)


def _of_children(*kinds: VisitKind) -> Callable[[date, date, Units], Iterator[Done]]:
    """Records of some kinds, at each unit to which the child belonged that day, each told of its child."""

    def done(first: date, last: date, units: Units) -> Iterator[Done]:
        rows = holding(first, last, *kinds).order_by("on", "id").values_list("child_id", "on")
        return _told(list(rows), last, units)

    return done


def _told(rows: Collection[tuple[UUID, date]], last: date, units: Units) -> Iterator[Done]:
    belonged = belonging({child for child, _ in rows}, last, units)
    for child, day in rows:
        for unit in belonged(child, day):
            yield Done(unit, day, about=child)


def _met_of_child(first: date, last: date, units: Units) -> Iterator[Done]:
    """Visits that met the family or the child at home, told as those of `_of_children`: who met nobody has to go again."""
    rows = holding(first, last, VisitKind.HOME).filter(met__in=REACHED).order_by("on", "id")
    return _told(list(rows.values_list("child_id", "on")), last, units)


def places_of(children: Collection[UUID], day: date, units: Units) -> Mapping[UUID, list[UUID]]:
    """The units to which each of some children belongs on a day, among some units."""
    rows = ChildUnit._base_manager.filter(in_force(day), child_id__in=children)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for child, unit in rows.order_by("id").values_list("child_id", "unit_id"):
        found[child].append(unit)
    return found


def _by_unit(children: Iterable[UUID], day: date, units: Units) -> Mapping[UUID, int]:
    """How many of some children belong to each unit; a child named twice counts twice."""
    counted = Counter(children)
    found: Counter[UUID] = Counter()
    for child, places in places_of(counted.keys(), day, units).items():
        for unit in places:
            found[unit] += counted[child]
    return found


def unvisited_of_term(day: date) -> frozenset[UUID]:
    """The key pupils to whose home nobody went in the term of a day, up to it; in the holidays nobody has to."""
    term = load_calendar(day, day).term_of(day)
    if term is None:
        return frozenset()
    children = key_pupils(day)
    return unvisited(children, visits_of(children, term.first_day, day))


def dropouts_on(day: date) -> Mapping[UUID, date]:
    """The children who dropped out and are not back, each with the day on which that was verified."""
    return {
        child: standing.verified_on
        for child, standing in standings_of_children(day)
        if standing.state in (State.VERIFIED, State.PROPOSED) and standing.verified_on is not None
    }


def _unvisited(day: date, units: Units) -> Mapping[UUID, int]:
    return _by_unit(unvisited_of_term(day), day, units)


def _without_visitor(day: date, units: Units) -> Mapping[UUID, int]:
    """Dropouts whom nobody is to visit, and nobody has visited since they were verified."""
    gone = dropouts_on(day)
    return _by_unit(gone.keys() - with_visitors(gone, day), day, units)


def _unregistered(day: date, units: Units) -> Mapping[UUID, int]:
    """Planned visits whose day is over, with no record and not called off."""
    return _by_unit(unrecorded(day).values_list("child_id", flat=True), day, units)


def _kept(day: date, units: Units) -> Mapping[UUID, int]:
    """Visits made or planned within half a year: where there is none, nobody keeps the register."""
    made = holding(day - _LATELY, day, *VisitKind).values_list("child_id", flat=True)
    planned = PlannedVisit._base_manager.filter(due_on__gt=day - _LATELY, planned_on__lte=day)
    return _by_unit([*made, *planned.values_list("child_id", flat=True)], day, units)


EVIDENCE: tuple[Evidence, ...] = (
    Flow("visit.home_visits", _home_visits),
    Flow("visit.visits_of_child", _of_children(VisitKind.HOME)),
    Flow("visit.met_of_child", _met_of_child),
    Flow("visit.meeting_records", _of_children(VisitKind.MEETING)),
    Flow("visit.outreach_records", _of_children(VisitKind.OUTREACH)),
    Events("visit.relapsed", happened(Step.REOPEN)),
    Level("visit.unvisited", _unvisited),
    Level("visit.without_visitor", _without_visitor),
    Level("visit.unregistered", _unregistered),
    Level("visit.kept", _kept),
)
