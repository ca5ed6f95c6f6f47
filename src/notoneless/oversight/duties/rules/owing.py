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
from notoneless.policy.resolving import Adopted, Bound, Resolved, resolve

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit: `path` leads from itself to the top of the tree. It exists from a day until before another."""

    id: UUID
    kind: str
    path: tuple[UUID, ...]
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Binding:
    """A plan that a unit has adopted, from the day on which it binds until before another. `version` names it."""

    version: UUID
    unit: UUID
    plan: Plan
    from_on: date
    until_on: date | None

    def binds(self, day: date) -> bool:
        """Whether it binds on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty of one unit and period: whose post owes it, since when, until when, and what is needed."""

    duty: Duty
    clause: str
    version: UUID
    unit: UUID
    bearer: UUID
    occurrence: Occurrence
    needed: tuple[tuple[Requirement, Decimal], ...]

    @property
    def key(self) -> tuple[str, UUID, str]:
        """What names it among all that is owed."""
        return self.duty.id, self.unit, self.occurrence.period


@dataclass(frozen=True)
class World:
    """What duties are reckoned from: the tree, the plans, law, the calendar, and what happened between two days."""

    places: Mapping[UUID, Place]
    bindings: Sequence[Binding]
    laws: Sequence[Plan]
    calendar: Calendar
    happened: Callable[[str], Sequence[Happened]]
    measures: Mapping[str, Measure] = field(default_factory=lambda: MEASURES)


def owed(world: World, first: date, last: date) -> Iterator[Owed]:
    """All that falls due from `first` to `last`, each once. What nobody can prove yet, as its room is to come, is not owed."""
    for begin, end in _stretches(world.bindings, first, last):
        standing = [each for each in world.bindings if each.binds(begin)]
        if standing:
            yield from _within(world, standing, begin, end)


def _stretches(bindings: Sequence[Binding], first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days from first to last, cut where a plan begins or ends to bind: what is due is owed by the plans of its day."""
    cuts = {
        day for each in bindings for day in (each.from_on, each.until_on) if day is not None and first < day <= last
    }
    begins = [first, *sorted(cuts)]
    for begin, following in zip(begins, [*begins[1:], last + _DAY], strict=True):
        yield begin, following - _DAY


def _within(world: World, standing: Sequence[Binding], begin: date, end: date) -> Iterator[Owed]:
    at = {unit: [each for each in standing if each.unit == unit] for unit in {each.unit for each in standing}}
    alike: dict[tuple[UUID, ...], list[Place]] = {}
    for place in world.places.values():
        chain = tuple(each.version for unit in place.path for each in at.get(unit, ()))
        if chain:
            alike.setdefault(chain, []).append(place)
    by_version = {each.version: each for each in standing}
    for chain, places in alike.items():
        resolved = resolve(_adopted([by_version[version] for version in chain]), world.laws, begin)
        versions = {(each.plan.key, str(each.unit)): each.version for each in (by_version[one] for one in chain)}
        for bound in resolved.duties():
            if isinstance(bound.rule, Duty) and _can_be_proved(bound.rule, world.measures):
                yield from _of_duty(world, bound, versions[bound.plan.key, bound.unit], resolved, places, (begin, end))


def _adopted(chain: Sequence[Binding]) -> list[Adopted]:
    """The plans with their distance: the chain runs from the unit itself upwards."""
    return [Adopted(each.plan, number, str(each.unit)) for number, each in enumerate(chain)]


def _can_be_proved(duty: Duty, measures: Mapping[str, Measure]) -> bool:
    names = [each.measure for each in duty.requires] + ([duty.trigger.event] if duty.trigger.event else [])
    return all(name in measures and not measures[name].awaits for name in names)


def _of_duty(
    world: World,
    bound: Bound,
    version: UUID,
    resolved: Resolved,
    places: Sequence[Place],
    days: tuple[date, date],
) -> Iterator[Owed]:
    duty = bound.rule
    assert isinstance(duty, Duty)
    numbers = {key: won.parameter for key, won in resolved.numbers.items()}
    needed = tuple((each, Decimal(numbers[each.number].value)) for each in duty.requires)
    adopter = UUID(bound.unit)
    mine = {place.id: place for place in places if place.kind == duty.each}
    for place, occurrence in _when(world, duty, numbers, mine, days):
        bearer = _bearer(world.places, place, duty.bearer.of, adopter)
        yield Owed(duty, bound.clause.id, version, place.id, bearer, occurrence, needed)


def _when(
    world: World, duty: Duty, numbers: Mapping[str, Parameter], mine: Mapping[UUID, Place], days: tuple[date, date]
) -> Iterator[tuple[Place, Occurrence]]:
    begin, end = days
    if duty.trigger.event:
        for subject, place, day in _events(world, duty.trigger.event, duty.each, mine):
            occurrence = after_event(duty.trigger, numbers, world.calendar, str(subject), day)
            if begin <= occurrence.span.due <= end:
                yield place, occurrence
        return
    for occurrence in occurrences(duty.trigger, numbers, world.calendar, begin, end):
        for place in mine.values():
            if place.from_on <= occurrence.span.due and (
                place.until_on is None or occurrence.span.due < place.until_on
            ):
                yield place, occurrence


def _events(world: World, code: str, kind: str, mine: Mapping[UUID, Place]) -> Iterator[tuple[UUID, Place, date]]:
    """Each event once for each unit of the kind that it lies in."""
    seen: set[tuple[UUID, UUID]] = set()
    for each in world.happened(code):
        place = world.places.get(each.unit)
        for unit in place.path if place else ():
            if unit in mine and mine[unit].kind == kind and (each.subject, unit) not in seen:
                seen.add((each.subject, unit))
                yield each.subject, mine[unit], each.day


def _bearer(places: Mapping[UUID, Place], place: Place, kind: str, adopter: UUID) -> UUID:
    """The nearest unit of a kind at or above a place; where there is none, the unit that adopted the plan."""
    return next((unit for unit in place.path if unit in places and places[unit].kind == kind), adopter)
