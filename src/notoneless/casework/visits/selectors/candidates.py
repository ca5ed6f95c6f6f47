"""Who may stand on a list of visits. `signals_of` and `_reached` are the places where early warning is read."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.early_warning.models import ConcernScore, Contact, FollowUp
from notoneless.casework.early_warning.rules.following import OPEN as TO_DO
from notoneless.casework.early_warning.rules.following import Answered, Whom
from notoneless.casework.early_warning.rules.triggers import Trigger
from notoneless.casework.early_warning.selectors import READ_CONCERN, READ_FOLLOW_UP
from notoneless.casework.visits.models import Nomination
from notoneless.casework.visits.rules.choosing import Candidate, days_since
from notoneless.casework.visits.rules.settings import settings_on
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.facts import reached_on, visits_of
from notoneless.casework.visits.selectors.reading import term_begins
from notoneless.casework.visits.selectors.wavering import unvisited_since
from notoneless.casework.watch_list.selectors.facts import watch_listed
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.measures import ages_on
from notoneless.foundation.people.models import Child, ChildUnit

_SEVERAL, _QUARTER = 2, 4
"""From two groups that differ on, one is served less than another; a quarter of them, one at least, is."""


_FAMILY = (Whom.GUARDIAN, Whom.CHILD, Whom.RELATIVE)
"""Who makes a call or a talk a contact."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Why a child is to be visited: an absence that sends visitors, so many days long since a day and due by one, or points."""

    days_absent: int | None = None
    due_on: date | None = None
    score: int = 0
    since: date | None = None


def signals_of(ctx: Context, children: Collection[UUID], day: date) -> Mapping[UUID, Signal]:
    """What sends visitors to some children: tasks of early warning but the first call, cases, wavering, points of concern.

    Points are taken only where this person may see them, and so are tasks. It leaves no entry: whoever shows the list does.
    """
    since: dict[UUID, date] = {}
    due: dict[UUID, date] = {}
    tasks = visible_to(ctx, READ_FOLLOW_UP, FollowUp).filter(state__in=TO_DO).exclude(trigger=Trigger.CONTACT)
    for child, begun, by in tasks.values_list("child_id", "since", "due_on"):
        since[child] = min(since.get(child, begun), begun)
        due[child] = min(due.get(child, by), by)
    for child, standing in standings_of_children(day):
        if standing.state in OPEN and standing.opened_on is not None:
            since[child] = min(since.get(child, standing.opened_on), standing.opened_on)
    for child, (begun, by) in unvisited_since(day).items():
        since[child] = min(since.get(child, begun), begun)
        due[child] = min(due.get(child, by), by)
    scores = visible_to(ctx, READ_CONCERN, ConcernScore).filter(is_listed=True, expires_on__gte=day)
    points = dict(scores.values_list("child_id", "total"))
    return {
        child: Signal(
            max((day - since[child]).days, 0) if child in since else None,
            due.get(child),
            points.get(child, 0),
            since.get(child),
        )
        for child in (since.keys() | points.keys()) & set(children)
    }


def _reached(ctx: Context, day: date) -> Mapping[UUID, date]:
    """When each family was last met on a visit, or answered somebody who turned to it."""
    found = dict(reached_on(None, day))
    contacts = visible_to(ctx, READ_FOLLOW_UP, Contact).filter(on__lte=day).exclude(answered=Answered.UNREACHED)
    spoken = contacts.filter(whom__in=_FAMILY).order_by().values_list("child_id").annotate(last=Max("on"))
    for child, last in spoken:
        found[child] = max(found.get(child, last), last)
    return found


def candidates_of(ctx: Context, unit: UUID, day: date) -> list[Candidate]:
    """The children of compulsory age in reach who belong to a unit or to one beneath it, as a list chooses among them."""
    beneath = UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id")
    here = ChildUnit._base_manager.filter(in_force(ctx.today), unit_id__in=beneath).values("child_id")
    rows = visible_to(ctx, READ_VISIT, Child).filter(pk__in=here, born_on__range=ages_on(day).born())
    homes = dict(rows.values_list("pk", "household_id"))
    places: dict[UUID, dict[str, UUID]] = defaultdict(dict)
    for child, track, place in ChildUnit._base_manager.filter(in_force(ctx.today), child_id__in=here).values_list(
        "child_id", "track", "unit_id"
    ):
        places[child][track] = place
    signals, reached = signals_of(ctx, homes.keys(), day), _reached(ctx, day)
    named, key = _nominated(homes.keys(), day, reached), _unvisited(day)
    found = [
        _candidate(child, home, places[child], signals.get(child, Signal()), reached.get(child), child in named)
        for child, home in homes.items()
    ]
    met = reached_on(None, day)
    return [
        replace(each, is_key=each.child in key, visited_on=_since(met.get(each.child), signals.get(each.child)))
        for each in found
    ]


def _since(met: date | None, signal: Signal | None) -> date | None:
    """The last visit on which somebody was met, if that was since what sends visitors began."""
    return met if met and signal and signal.since and met >= signal.since else None


def _unvisited(day: date) -> frozenset[UUID]:
    """The watch-listed pupils to whose home nobody has been this term."""
    children = watch_listed(day)
    return children - {each.child for each in visits_of(children, term_begins(day), day)}


def _candidate(
    child: UUID, home: UUID | None, places: Mapping[str, UUID], signal: Signal, reached: date | None, named: bool
) -> Candidate:
    return Candidate(
        child=child,
        days_absent=signal.days_absent,
        due_on=signal.due_on,
        score=signal.score,
        reached_on=reached,
        household=home,
        hamlet=places.get(Track.HOUSEHOLD),
        served_by=places.get(Track.SCHOOL) or places.get(Track.HOUSEHOLD),
        is_nominated=named,
    )


def _nominated(children: Collection[UUID], day: date, reached: Mapping[UUID, date]) -> frozenset[UUID]:
    """Those for whom somebody asked lately, and whom nobody has reached since."""
    since = day - timedelta(days=settings_on(day).nomination_days)
    rows = Nomination._base_manager.filter(on__gt=since).order_by("on").values_list("child_id", "on")
    return frozenset(child for child, on in rows if child in children and reached.get(child, date.min) < on)


def under_served_in(known: Sequence[Candidate], day: date) -> frozenset[UUID]:
    """The classes and groups whose children have waited longest on average: a quarter of them, where they differ.

    Who never was reached counts as waiting for a year, so that nobody is passed over because nothing is known.
    """
    waiting: dict[UUID, list[int]] = defaultdict(list)
    for each in known:
        if each.served_by is not None:
            waiting[each.served_by].append(days_since(each, day))
    means = {unit: sum(days) / len(days) for unit, days in waiting.items()}
    if len(set(means.values())) < _SEVERAL:
        return frozenset()
    order = sorted(means, key=lambda unit: (-means[unit], unit))
    return frozenset(order[: max(len(order) // _QUARTER, 1)])
