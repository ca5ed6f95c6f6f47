"""The verdict on a duty or a target: a pure function of facts, numbers and a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from notoneless.policy.model import Requirement


class State(StrEnum):
    """How a duty stands on a day."""

    COMING = "coming"
    """Its period has not begun."""
    DUE = "due"
    """Its period runs, or its last day has not passed, and it is not done."""
    DONE = "done"
    LATE = "late"
    """Done after its last day."""
    BROKEN = "broken"
    EXEMPT = "exempt"
    UNKNOWN = "unknown"
    """There is no record that would show whether it is done."""


@dataclass(frozen=True, slots=True)
class Fact:
    """So much of a measure on a day; `of`: a day of the period that it counts for, where it counts for that alone."""

    day: date
    amount: Decimal
    of: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The days in which a duty is to be done: from `start` to `due`, both within."""

    start: date
    due: date

    def has(self, fact: Fact, on: date) -> bool:
        """Whether a fact counts for it on a day: done since its start, and for no other period."""
        return self.start <= fact.day <= on and (fact.of is None or self.start <= fact.of <= self.due)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a duty stands; `on`: the day on which it was done. `counted`, `needed`: of its first requirement; `parts`: of all."""

    state: State
    on: date | None = None
    counted: Decimal = Decimal(0)
    needed: Decimal = Decimal(0)
    parts: tuple[tuple[Decimal, Decimal], ...] = ()


Needed = Sequence[tuple[Requirement, Decimal]]


def judged(
    span: Span,
    needed: Needed,
    facts: Mapping[str, Sequence[Fact]],
    levels: Mapping[str, Decimal],
    on: date,
    exempt: bool,
) -> Verdict:
    """The verdict on a duty on a day.

    `facts`: by measure, what was done on which days since the start. `levels`: by measure, what holds on the last day
    or, before it, on the day. A requirement of a flow is met on the first day on which its sum is reached.
    """
    reached: date | None = span.start
    for requirement, number in needed:
        met = _met(requirement, number, facts, levels, span, on)
        reached = None if met is None or reached is None else max(reached, met)
    parts = tuple((_counted(requirement, facts, levels, span, on), number) for requirement, number in needed)
    return Verdict(_state(span, reached, on, exempt), reached, *parts[0], parts)


def _counted(
    requirement: Requirement, facts: Mapping[str, Sequence[Fact]], levels: Mapping[str, Decimal], span: Span, on: date
) -> Decimal:
    """What a requirement has come to by a day."""
    level = levels.get(requirement.measure)
    if level is not None:
        return level
    return sum((each.amount for each in facts.get(requirement.measure, ()) if span.has(each, on)), Decimal(0))


def without_record(verdict: Verdict) -> Verdict:
    """The verdict of whoever keeps no record of what must not be passed: that nothing was counted is no proof of anything."""
    return replace(verdict, state=State.UNKNOWN, on=None) if verdict.state in (State.DONE, State.LATE) else verdict


def _state(span: Span, reached: date | None, on: date, exempt: bool) -> State:
    if exempt:
        return State.EXEMPT
    if reached is not None and on >= span.start:
        return State.DONE if reached <= span.due else State.LATE
    if on < span.start:
        return State.COMING
    return State.DUE if on <= span.due else State.BROKEN


def _met(
    requirement: Requirement,
    number: Decimal,
    facts: Mapping[str, Sequence[Fact]],
    levels: Mapping[str, Decimal],
    span: Span,
    on: date,
) -> date | None:
    """The day on which a requirement was met, if it was. That a number is not passed is known once the last day has come."""
    if requirement.measure in levels:
        level = levels[requirement.measure]
        if requirement.is_most:
            return span.start if level <= number else None
        return span.start if level >= number else None
    total = Decimal(0)
    within = sorted((each for each in facts.get(requirement.measure, ()) if span.has(each, on)), key=lambda f: f.day)
    if requirement.is_most:
        passed = sum((each.amount for each in within if each.day <= span.due), Decimal(0)) > number
        return None if passed or on < span.due else span.due
    if number <= 0:
        return span.start
    for fact in within:
        total += fact.amount
        if total >= number:
            return fact.day
    return None


def reaches(requirement: Requirement, number: Decimal, value: Decimal | None) -> bool | None:
    """Whether a unit reaches a target; None where the value is not known."""
    if value is None:
        return None
    return value <= number if requirement.is_most else value >= number


def distance(requirement: Requirement, number: Decimal, value: Decimal | None) -> Decimal | None:
    """How much is missing to a target, never below nought; None where the value is not known."""
    if value is None:
        return None
    return max(Decimal(0), value - number if requirement.is_most else number - value)
