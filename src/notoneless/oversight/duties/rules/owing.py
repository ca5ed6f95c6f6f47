"""What falls due for which unit, and whose post owes it: from the plans in force, the tree, the calendar and events."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from notoneless.foundation.access.measures import Happened
from notoneless.kernel.calendar import Calendar
from notoneless.policy.measures import MEASURES, Measure
from notoneless.policy.model import Duty, Parameter, Plan, Requirement
from notoneless.policy.periods import Occurrence, after_event, occurrences
from notoneless.policy.resolving import Adopted, Resolved, resolve

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit: `path` leads from itself to the top of the tree. It exists from a day until before another."""

    id: UUID
    kind: str
    path: tuple[UUID, ...]
    from_on: date
    until_on: date | None

    def stands(self, day: date) -> bool:
        """Whether it exists on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class Binding:
    """A plan that a unit has adopted, from the day on which it binds until before another. `version` names it.

    `since`: from when on the unit has been bound by the plan without a gap, in this version or others: what was over before is
    not owed.
    """

    version: UUID
    unit: UUID
    plan: Plan
    from_on: date
    until_on: date | None
    since: date

    def binds(self, day: date) -> bool:
        """Whether it binds on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty of one unit and period: whose post owes it, since when, until when, and what is needed.

    `about`: the child whose event it follows; what is done for another child does not discharge it.
    """

    duty: Duty
    clause: str
    version: UUID
    unit: UUID
    bearer: UUID
    occurrence: Occurrence
    needed: tuple[tuple[Requirement, Decimal], ...]
    about: UUID | None = None

    @property
    def key(self) -> tuple[str, UUID, str]:
        """What names it among all that is owed."""
        return self.duty.id, self.unit, self.occurrence.period


@dataclass(frozen=True, slots=True)
class Task:
    """A duty of some units that are bound alike: for each of `places` in each of `occurrences`, or at the places of events.

    It is one thing in place of thousands of rows, which `rows` makes one at a time.
    """

    duty: Duty
    clause: str
    version: UUID
    adopter: UUID
    needed: tuple[tuple[Requirement, Decimal], ...]
    occurrences: tuple[Occurrence, ...]
    places: tuple[Place, ...]
    events: tuple[tuple[Place, Occurrence, UUID | None], ...]

    @property
    def starts(self) -> date | None:
        """The first day of all its periods, if it has any."""
        spans = (*self.occurrences, *(occurrence for _, occurrence, _ in self.events))
        return min((each.span.start for each in spans), default=None)

    def rows(self, places: Mapping[UUID, Place]) -> Iterator[Owed]:
        """Each of its rows."""
        for place in self.places:
            bearer = _bearer(places, place, self.duty.bearer.of, self.adopter)
            for occurrence in self.occurrences:
                if place.stands(occurrence.span.due):
                    yield self._row(place.id, bearer, occurrence)
        for place, occurrence, about in self.events:
            yield self._row(place.id, _bearer(places, place, self.duty.bearer.of, self.adopter), occurrence, about)

    def _row(self, unit: UUID, bearer: UUID, occurrence: Occurrence, about: UUID | None = None) -> Owed:
        return Owed(self.duty, self.clause, self.version, unit, bearer, occurrence, self.needed, about)


@dataclass(frozen=True)
class World:
    """What duties are reckoned from: the tree, the plans, law, the calendar, and what happened between two days."""

    places: Mapping[UUID, Place]
    bindings: Sequence[Binding]
    laws: Sequence[Plan]
    calendar: Calendar
    happened: Callable[[str], Sequence[Happened]]
    measures: Mapping[str, Measure] = field(default_factory=lambda: MEASURES)


def tasks(world: World, first: date, last: date) -> list[Task]:
    """All that falls due from `first` to `last`, each once. What nobody can prove yet, as its room is to come, is not owed."""
    found: list[Task] = []
    for begin, end in _stretches(world.bindings, first, last):
        standing = [each for each in world.bindings if each.binds(begin)]
        if standing:
            found += _within(world, standing, begin, end)
    return found


def owed(world: World, first: date, last: date) -> Iterator[Owed]:
    """The rows of all tasks."""
    for task in tasks(world, first, last):
        yield from task.rows(world.places)


def _stretches(bindings: Sequence[Binding], first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days from first to last, cut where a plan begins or ends to bind: what is due is owed by the plans of its day."""
    cuts = {
        day for each in bindings for day in (each.from_on, each.until_on) if day is not None and first < day <= last
    }
    begins = [first, *sorted(cuts)]
    for begin, following in zip(begins, [*begins[1:], last + _DAY], strict=True):
        yield begin, following - _DAY


def _within(world: World, standing: Sequence[Binding], begin: date, end: date) -> Iterator[Task]:
    by_version = {each.version: each for each in standing}
    for chain, places in _alike(world.places, standing).items():
        bound_by = [by_version[version] for version in chain]
        resolved = resolve(_adopted(bound_by), world.laws, begin)
        binding = {(each.plan.key, str(each.unit)): each for each in bound_by}
        for bound in resolved.duties():
            if isinstance(bound.rule, Duty) and _can_be_proved(bound.rule, world.measures):
                mine = [place for place in places if place.kind == bound.rule.each]
                by = binding[bound.plan.key, bound.unit]
                yield _task(world, bound.rule, bound.clause.id, by, resolved, mine, (begin, end))


def _alike(places: Mapping[UUID, Place], standing: Sequence[Binding]) -> Mapping[tuple[UUID, ...], list[Place]]:
    """The units that are bound by the same versions, from themselves upwards."""
    at: dict[UUID, list[UUID]] = {}
    for each in standing:
        at.setdefault(each.unit, []).append(each.version)
    found: dict[tuple[UUID, ...], list[Place]] = {}
    for place in places.values():
        chain = tuple(version for unit in place.path for version in at.get(unit, ()))
        if chain:
            found.setdefault(chain, []).append(place)
    return found


def _adopted(chain: Sequence[Binding]) -> list[Adopted]:
    """The plans with their distance: the chain runs from the unit itself upwards."""
    return [Adopted(each.plan, number, str(each.unit)) for number, each in enumerate(chain)]


def _can_be_proved(duty: Duty, measures: Mapping[str, Measure]) -> bool:
    names = [each.measure for each in duty.requires] + ([duty.trigger.event] if duty.trigger.event else [])
    return all(name in measures and not measures[name].awaits for name in names)


def _task(
    world: World,
    duty: Duty,
    clause: str,
    by: Binding,
    resolved: Resolved,
    mine: Sequence[Place],
    days: tuple[date, date],
) -> Task:
    numbers = {key: won.parameter for key, won in resolved.numbers.items()}
    return Task(
        duty=duty,
        clause=clause,
        version=by.version,
        adopter=by.unit,
        needed=tuple((each, Decimal(numbers[each.number].value)) for each in duty.requires),
        occurrences=tuple(
            each for each in occurrences(duty.trigger, numbers, world.calendar, *days) if each.last >= by.since
        ),
        places=() if duty.trigger.event else tuple(mine),
        events=tuple(each for each in _events(world, duty, numbers, mine, days) if each[1].last >= by.since),
    )


def _events(
    world: World, duty: Duty, numbers: Mapping[str, Parameter], mine: Sequence[Place], days: tuple[date, date]
) -> Iterator[tuple[Place, Occurrence, UUID | None]]:
    """Each event once for each unit of the kind that it lies in, and the child that it is about."""
    wanted = {place.id: place for place in mine if duty.trigger.event}
    seen: set[tuple[UUID, UUID]] = set()
    for each in world.happened(duty.trigger.event):
        place = world.places.get(each.unit)
        for unit in place.path if place else ():
            if unit in wanted and (each.subject, unit) not in seen:
                seen.add((each.subject, unit))
                found = after_event(duty.trigger, numbers, world.calendar, str(each.subject), each.day)
                if days[0] <= found.span.due <= days[1]:
                    yield wanted[unit], found, each.about


def _bearer(places: Mapping[UUID, Place], place: Place, kind: str, adopter: UUID) -> UUID:
    """The nearest unit of a kind at or above a place; where there is none, the unit that adopted the plan."""
    return next((unit for unit in place.path if unit in places and places[unit].kind == kind), adopter)
