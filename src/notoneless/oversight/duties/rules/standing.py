"""How what is owed stands on a day: facts and levels of units, added up the tree, against what is needed."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from notoneless.foundation.access.measures import Done
from notoneless.oversight.duties.rules.owing import Owed, Place
from notoneless.policy.judging import Fact, State, Verdict, judged, without_record
from notoneless.policy.measures import MEASURES, Nature


@dataclass(slots=True)
class Series:
    """What was done at one unit, in order of days, and about whom."""

    days: list[date] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    about: list[UUID | None] = field(default_factory=list)

    def between(self, first: date, last: date, about: UUID | None = None) -> list[Fact]:
        """The facts from a first to a last day; for what is owed about a child, without those about others."""
        within = slice(bisect_left(self.days, first), bisect_right(self.days, last))
        if about is None:
            return self.facts[within]
        pairs = zip(self.facts[within], self.about[within], strict=True)
        return [fact for fact, whose in pairs if whose is None or whose == about]


def series(done: Iterable[Done], places: Mapping[UUID, Place], kinds: Collection[str], own: bool) -> dict[UUID, Series]:
    """What was done, by unit of some kinds: at the unit itself, or with all beneath it."""
    found: dict[UUID, Series] = defaultdict(Series)
    for each in sorted(done, key=lambda one: one.day):
        place = places.get(each.unit)
        for unit in (place.path[:1] if own else place.path) if place else ():
            if unit in places and places[unit].kind in kinds:
                found[unit].days.append(each.day)
                found[unit].facts.append(Fact(each.day, Decimal(each.amount), each.of))
                found[unit].about.append(each.about)
    return found


def summed(holds: Mapping[UUID, int], places: Mapping[UUID, Place], own: bool) -> Mapping[UUID, int]:
    """A level by unit: of the unit itself, or with all beneath it."""
    if own:
        return holds
    found: dict[UUID, int] = defaultdict(int)
    for unit, amount in holds.items():
        for upper in places[unit].path if unit in places else ():
            found[upper] += amount
    return found


@dataclass(frozen=True)
class Proof:
    """Where facts and levels are looked up: by measure, and levels by day too."""

    flows: Mapping[str, Mapping[UUID, Series]]
    level: Callable[[str, date], Mapping[UUID, int]]


@dataclass(frozen=True, slots=True)
class Stands:
    """Something owed, and its verdict."""

    owed: Owed
    verdict: Verdict


_NONE = Series()


def standings(
    rows: Iterable[Owed], proof: Proof, day: date, exempt: Collection[tuple[str, UUID, str]]
) -> Iterator[Stands]:
    """The verdict on each on a day. What holds is asked on the last day of the period, or today where that is still to come.

    What did not hold then and holds today is late, from no known day; so is that of which there were no records then.
    """
    for each in rows:
        if not _is_owed(each, proof, min(each.occurrence.span.due, day)):
            continue
        verdict = _verdict(each, proof, day, min(each.occurrence.span.due, day), each.key in exempt)
        if verdict.state in (State.BROKEN, State.UNKNOWN) and _has_level(each):
            again = _verdict(each, proof, day, day, False)
            if again.on is not None:
                verdict = replace(again, state=State.LATE, on=None)
        yield Stands(each, verdict)


def _is_owed(each: Owed, proof: Proof, asked: date) -> bool:
    """Whether there is anything at the unit of which it could be owed."""
    where = {MEASURES[requirement.measure].owed_where for requirement, _ in each.needed} - {""}
    return all(proof.level(code, asked).get(each.unit, 0) > 0 for code in where)


def _has_level(each: Owed) -> bool:
    return any(MEASURES[requirement.measure].nature == Nature.LEVEL for requirement, _ in each.needed)


def _verdict(each: Owed, proof: Proof, day: date, asked: date, exempt: bool) -> Verdict:
    span = each.occurrence.span
    facts, levels = {}, {}
    for requirement, _ in each.needed:
        code = requirement.measure
        if MEASURES[code].nature == Nature.LEVEL:
            levels[code] = Decimal(proof.level(code, asked).get(each.unit, 0))
        else:
            facts[code] = proof.flows.get(code, {}).get(each.unit, _NONE).between(span.start, day, each.about)
    verdict = judged(span, each.needed, facts, levels, day, exempt)
    return verdict if _is_recorded(each, proof, day, asked) else without_record(verdict)


def _is_recorded(each: Owed, proof: Proof, day: date, asked: date) -> bool:
    """Whether there are records of everything that must not be passed, in which it would stand."""

    def is_kept(code: str) -> bool:
        if MEASURES[code].nature == Nature.LEVEL:
            return proof.level(code, asked).get(each.unit, 0) > 0
        return bool(proof.flows.get(code, {}).get(each.unit, _NONE).between(each.occurrence.span.start, day))

    books = [MEASURES[requirement.measure].kept_by for requirement, _ in each.needed if requirement.is_most]
    return all(any(map(is_kept, some)) for some in books if some)
