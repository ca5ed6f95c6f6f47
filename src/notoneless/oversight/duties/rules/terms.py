"""Which version of a plan owes which period of a duty: exactly one, so that none is owed twice and none is lost.

It is the version that binds on the last day of the period. Where that would have had it done before it began to bind, it stays
with the version before; and what fell due before a plan ended stays owed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from notoneless.kernel.calendar import Calendar
from notoneless.policy.model import Duty, Parameter, Plan, Requirement
from notoneless.policy.periods import AFTER, Occurrence, occurrences
from notoneless.policy.reading import Fault

_DAY = timedelta(days=1)
UNUSABLE = (KeyError, ValueError, ArithmeticError)
"""What a number that is missing or that nobody can count with brings."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A plan that a unit has adopted, from the day on which it binds until before another. `version` names it.

    `faults`: what today's checks refuse of it, although it stands.
    """

    version: UUID
    unit: UUID
    plan: Plan
    from_on: date
    until_on: date | None
    faults: tuple[Fault, ...] = ()

    def binds(self, day: date) -> bool:
        """Whether it binds on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


Near = tuple[int, Binding]
"""A plan that binds a unit, with its distance: 0 for the nearest unit that has adopted any."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a duty says from a first to a last day, by which plan, with the numbers that stand. `needed`: how much of what."""

    duty: Duty
    clause: str
    by: Binding
    begin: date
    end: date
    needed: tuple[tuple[Requirement, Decimal], ...]
    numbers: Mapping[str, Parameter]

    @property
    def counted(self) -> tuple[Parameter | None, ...]:
        """The numbers by which it falls due."""
        trigger = self.duty.trigger
        return tuple(self.numbers.get(key) for key in (trigger.within, trigger.on, trigger.months))


def term_of(duty: Duty, clause: str, by: Binding, numbers: Mapping[str, Parameter], days: tuple[date, date]) -> Term:
    """What a duty says on some days. Raises one of UNUSABLE for a number that is missing or none."""
    needed = tuple((each, Decimal(numbers[each.number].value)) for each in duty.requires)
    trigger = duty.trigger
    for key in (trigger.within, trigger.on, trigger.months):
        if key and key not in numbers:
            raise KeyError(key)
    return Term(duty, clause, by, *days, needed, numbers)


def join(terms: list[Term], term: Term) -> None:
    """Add a term to those before it, as one with the last where it only goes on."""
    before = terms[-1] if terms else None
    if before is not None and before.end + _DAY == term.begin and _says(before) == _says(term):
        terms[-1] = replace(before, end=term.end)
    else:
        terms.append(term)


def _says(term: Term) -> tuple[object, ...]:
    return term.duty, term.clause, term.by.version, term.by.from_on, term.needed, term.counted


def stretches(
    bindings: Sequence[Binding], laws: Sequence[Plan], first: date, last: date
) -> Iterator[tuple[date, date]]:
    """The days from first to last, cut where a plan begins or ends to bind, and where a number of a plan or of law does."""
    days = {day for each in bindings for day in (each.from_on, each.until_on)}
    plans = {id(plan): plan for plan in (*laws, *(each.plan for each in bindings))}
    days |= {day for plan in plans.values() for each in plan.parameters for day in (each.since, each.until)}
    begins = [first, *sorted(day for day in days if day is not None and first < day <= last)]
    for begin, following in zip(begins, [*begins[1:], last + _DAY], strict=True):
        yield begin, following - _DAY


def owned(terms: Sequence[Term], calendar: Calendar, first: date, last: date) -> list[list[Occurrence]]:
    """For each term of a duty, in order, the periods that it owes and that are due from `first` to `last`."""
    # of terms that count otherwise, one may have a period due outside the days that another has due within them
    wide = timedelta(days=AFTER) if len({(each.duty.trigger, each.counted) for each in terms}) > 1 else timedelta()
    offered: dict[str, dict[int, Occurrence]] = {}
    for number, term in enumerate(terms):
        for each in occurrences(term.duty.trigger, term.numbers, calendar, first - wide, last + wide):
            offered.setdefault(each.period, {})[number] = each
    found: list[list[Occurrence]] = [[] for _ in terms]
    for by_term in offered.values():
        number_of = _owner(terms, by_term)
        if number_of is not None and first <= by_term[number_of].span.due <= last:
            found[number_of].append(by_term[number_of])
    return found


def _owner(terms: Sequence[Term], offered: Mapping[int, Occurrence]) -> int | None:
    """The number of the term that owes a period, if any does. What was over before the duty was adopted is not owed."""

    def within(number: int, day: date) -> bool:
        return terms[number].begin <= day <= terms[number].end

    last = next((number for number, each in offered.items() if within(number, each.last)), None)
    if last is None:
        due = (number for number, each in offered.items() if within(number, each.span.due))
        return max((number for number in due if offered[number].last >= terms[number].begin), default=None)
    for number in sorted((each for each in offered if each <= last), reverse=True):
        if offered[number].span.due >= terms[number].begin:
            return number
    return None
