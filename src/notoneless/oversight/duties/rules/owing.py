"""What falls due for which unit, and whose post owes it: from the plans in force, the tree, the calendar and events."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from notoneless.foundation.access.measures import Happened
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.oversight.duties.rules.terms import UNUSABLE, Binding, Near, Term, join, owned, stretches, term_of
from notoneless.policy.measures import MEASURES, Measure
from notoneless.policy.model import Duty, Plan, Requirement
from notoneless.policy.periods import Occurrence, after_event
from notoneless.policy.resolving import Adopted, Resolved, resolve


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
class Owed:
    """One duty of one unit and period: whose post owes it, since when, until when, and what is needed.

    `about`: the child, or the absence, whose event it follows; what is done for another does not discharge it. `child`: to whom
    the event happened.
    """

    duty: Duty
    clause: str
    version: UUID
    unit: UUID
    bearer: UUID
    occurrence: Occurrence
    needed: tuple[tuple[Requirement, Decimal], ...]
    about: UUID | None = None
    child: UUID | None = None

    @property
    def key(self) -> tuple[str, UUID, str]:
        """What names it among all that is owed."""
        return self.duty.id, self.unit, self.occurrence.period


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a place, to which child, and by when something is owed; `about`: what alone discharges it."""

    place: Place
    occurrence: Occurrence
    about: UUID | None = None
    child: UUID | None = None


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
    events: tuple[Event, ...]

    @property
    def starts(self) -> date | None:
        """The first day of all its periods, if it has any."""
        spans = (*self.occurrences, *(each.occurrence for each in self.events))
        return min((each.span.start for each in spans), default=None)

    @property
    def counted(self) -> frozenset[str]:
        """The measures that it is judged by: what is needed, what shows that there are records of that, where it is owed."""
        asked = [requirement for requirement, _ in self.needed]
        books = [code for each in asked if each.is_most for code in MEASURES[each.measure].kept_by]
        where = [MEASURES[each.measure].owed_where for each in asked if MEASURES[each.measure].owed_where]
        return frozenset({*(each.measure for each in asked), *books, *where})

    def rows(self, places: Mapping[UUID, Place]) -> Iterator[Owed]:
        """Each of its rows."""
        for place in self.places:
            bearer = _bearer(places, place, self.duty.bearer.of, self.adopter)
            for occurrence in self.occurrences:
                if place.stands(occurrence.span.due):
                    yield self._row(place.id, bearer, occurrence)
        for each in self.events:
            bearer = _bearer(places, each.place, self.duty.bearer.of, self.adopter)
            yield replace(self._row(each.place.id, bearer, each.occurrence), about=each.about, child=each.child)

    def _row(self, unit: UUID, bearer: UUID, occurrence: Occurrence) -> Owed:
        return Owed(self.duty, self.clause, self.version, unit, bearer, occurrence, self.needed)


@dataclass(frozen=True)
class World:
    """What duties are reckoned from: the tree, the plans, law, the calendar, and what happened between two days."""

    places: Mapping[UUID, Place]
    bindings: Sequence[Binding]
    laws: Sequence[Plan]
    calendar: Calendar
    happened: Callable[[str], Sequence[Happened]]
    measures: Mapping[str, Measure] = field(default_factory=lambda: MEASURES)


AROUND = timedelta(days=800)
"""So far before and behind the days reckoned plans are looked at: a period ends long after its duty is due, or long before."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A plan that is left out for some units, because it contradicts another there or a number cannot be used, and why."""

    unit: UUID
    plan: str
    why: Problem


@dataclass(frozen=True, slots=True)
class Reckoned:
    """All that falls due, and the plans that are left out."""

    tasks: list[Task]
    left_out: tuple[LeftOut, ...]


def tasks(world: World, first: date, last: date) -> list[Task]:
    """All that falls due from `first` to `last`, each once. What nobody can prove yet, as its room is to come, is not owed."""
    return reckoned(world, first, last).tasks


def reckoned(world: World, first: date, last: date) -> Reckoned:
    """The tasks from `first` to `last`, and the plans left out: one that is broken keeps no other unit from being reckoned."""
    found: list[Task] = []
    out: dict[tuple[UUID, str], LeftOut] = {}
    known: dict[Hashable, Sequence[Sequence[Occurrence]]] = {}
    for chain, places in _alike(world.places, world.bindings).items():
        near = [(distance, world.bindings[one]) for distance, level in enumerate(chain) for one in level]
        by_duty, faults = _terms(world, near, (first, last))
        for terms in by_duty.values():
            mine = [place for place in places if place.kind == terms[0].duty.each]
            try:
                found += _tasks(world, terms, mine, (first, last), known) if mine else ()
            except UNUSABLE:
                faults.append(_left_out(terms[-1].by, Problem("duties.number_unusable")))
        out |= {(each.unit, each.plan): each for each in faults}
    return Reckoned(found, tuple(out.values()))


def owed(world: World, first: date, last: date) -> Iterator[Owed]:
    """The rows of all tasks."""
    for task in tasks(world, first, last):
        yield from task.rows(world.places)


def _alike(
    places: Mapping[UUID, Place], bindings: Sequence[Binding]
) -> Mapping[tuple[tuple[int, ...], ...], list[Place]]:
    """The units that are bound by the same plans at any time: their numbers, unit by unit, from themselves upwards."""
    at: dict[UUID, tuple[int, ...]] = {}
    for number, each in enumerate(bindings):
        at[each.unit] = (*at.get(each.unit, ()), number)
    found: dict[tuple[tuple[int, ...], ...], list[Place]] = {}
    for place in places.values():
        chain = tuple(at[unit] for unit in place.path if unit in at)
        if chain:
            found.setdefault(chain, []).append(place)
    return found


def _terms(world: World, near: Sequence[Near], days: tuple[date, date]) -> tuple[dict[str, list[Term]], list[LeftOut]]:
    """What each duty says to units that are bound alike, stretch by stretch, and the plans left out of the days asked for."""
    found: dict[str, list[Term]] = {}
    faults: list[LeftOut] = []
    for begin, end in stretches([each for _, each in near], world.laws, days[0] - AROUND, days[1] + AROUND):
        standing = [(distance, each) for distance, each in near if each.binds(begin)]
        if not standing:
            continue
        resolved, out = _resolved(standing, world.laws, begin)
        by = {(each.plan.key, str(each.unit)): each for _, each in standing}
        numbers = {key: won.parameter for key, won in resolved.numbers.items()}
        for bound in resolved.duties():
            if isinstance(bound.rule, Duty) and _can_be_proved(bound.rule, world.measures):
                source = by[bound.plan.key, bound.unit]
                try:
                    term = term_of(bound.rule, bound.clause.id, source, numbers, (begin, end))
                except UNUSABLE:
                    out.append(_left_out(source, Problem("duties.number_unusable")))
                else:
                    join(found.setdefault(bound.rule.id, []), term)
        faults += out if begin <= days[1] and end >= days[0] else ()
    return found, faults


def _resolved(standing: Sequence[Near], laws: Sequence[Plan], day: date) -> tuple[Resolved, list[LeftOut]]:
    """What binds; of plans that contradict each other those further up stand, and the others are left out."""

    def tried(plans: Sequence[Near]) -> Resolved:
        return resolve([Adopted(each.plan, distance, str(each.unit)) for distance, each in plans], laws, day)

    try:
        return tried(standing), []
    except (NotonelessError, *UNUSABLE):
        kept: list[Near] = []
        out: list[LeftOut] = []
    for distance, each in sorted(standing, key=lambda one: (-one[0], one[1].plan.key)):
        try:
            tried([*kept, (distance, each)])
        except NotonelessError as refusal:
            out.append(_left_out(each, refusal.told))
        except UNUSABLE:
            out.append(_left_out(each, Problem("duties.number_unusable")))
        else:
            kept.append((distance, each))
    return tried(kept), out


def _left_out(by: Binding, why: Problem) -> LeftOut:
    return LeftOut(by.unit, by.plan.key, why)


def _can_be_proved(duty: Duty, measures: Mapping[str, Measure]) -> bool:
    names = [each.measure for each in duty.requires] + ([duty.trigger.event] if duty.trigger.event else [])
    return all(name in measures and not measures[name].awaits for name in names)


def _tasks(
    world: World,
    terms: Sequence[Term],
    mine: Sequence[Place],
    days: tuple[date, date],
    known: dict[Hashable, Sequence[Sequence[Occurrence]]],
) -> list[Task]:
    """A task for each stretch in which a duty says something else. `known`: what was found for others that are bound alike."""
    alike = tuple((each.begin, each.end, each.duty.trigger, each.counted) for each in terms)
    if alike not in known:
        known[alike] = owned(terms, world.calendar, *days)
    return [
        Task(
            duty=term.duty,
            clause=term.clause,
            version=term.by.version,
            adopter=term.by.unit,
            needed=term.needed,
            occurrences=tuple(occurrences),
            places=() if term.duty.trigger.event else tuple(mine),
            events=tuple(_events(world, term, mine, days)),
        )
        for term, occurrences in zip(terms, known[alike], strict=True)
    ]


def _events(world: World, term: Term, mine: Sequence[Place], days: tuple[date, date]) -> Iterator[Event]:
    """Each event once for each unit of the kind that it lies in, with its child: owed by what binds that day."""
    trigger = term.duty.trigger
    wanted = {place.id: place for place in mine if trigger.event}
    seen: set[tuple[UUID, UUID]] = set()
    for each in world.happened(trigger.event) if wanted else ():
        place = world.places.get(each.unit) if term.begin <= each.day <= term.end else None
        for unit in place.path if place else ():
            if unit in wanted and (each.subject, unit) not in seen:
                seen.add((each.subject, unit))
                found = after_event(trigger, term.numbers, world.calendar, str(each.subject), each.day)
                if days[0] <= found.span.due <= days[1] and wanted[unit].stands(found.span.due):
                    yield Event(wanted[unit], found, each.about, each.child or each.about)


def _bearer(places: Mapping[UUID, Place], place: Place, kind: str, adopter: UUID) -> UUID:
    """The nearest unit of a kind at or above a place; where there is none, the unit that adopted the plan."""
    return next((unit for unit in place.path if unit in places and places[unit].kind == kind), adopter)
