"""Which plan binds a unit: of all that it and the units above it adopted, the stricter number wins, the nearest bearer stands.

Law is the floor: where nothing adopted is stricter, its number stands. Each answer says which clause won, over which, and why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import (
    Binding,
    Clause,
    Duty,
    Parameter,
    Plan,
    Rule,
    Stricter,
    Target,
    Trigger,
    in_force,
    measured,
)
from notoneless.policy.naming import joined, titled, words
from notoneless.policy.values import counted_in


class Why(StrEnum):
    """Why a clause won."""

    ALONE = "alone"
    """Nobody else names this number, or all say the same."""
    STRICTER = "stricter"
    NEAREST = "nearest"
    """It has no stricter direction: that of the nearest unit stands."""
    LAW = "law"
    """It is law, and no plan that binds is stricter."""
    DECIDED = "decided"
    """The others are settings, which stand only until a plan or law says something."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A plan as a unit has adopted it, changes included. `distance`: 0 for the unit itself, 1 for that above it."""

    plan: Plan
    distance: int
    unit: str


@dataclass(frozen=True, slots=True)
class Won:
    """The number that stands for a key, where it comes from, and those that it won over."""

    parameter: Parameter
    plan: str
    unit: str
    why: Why
    over: tuple[tuple[str, Parameter], ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A duty, target, procedure or sanction that binds, with the plan, clause and adopting unit it comes from, and all others
    that say the same.
    """

    rule: Rule
    plan: Plan
    clause: Clause
    unit: str
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """What binds a unit on a day."""

    numbers: Mapping[str, Won]
    rules: Mapping[str, Bound]

    def number(self, key: str) -> Parameter:
        """The number that stands. Raises KeyError."""
        return self.numbers[key].parameter

    def duties(self) -> tuple[Bound, ...]:
        """The duties that bind."""
        return tuple(each for each in self.rules.values() if isinstance(each.rule, Duty))

    def targets(self) -> tuple[Bound, ...]:
        """The targets that bind."""
        return tuple(each for each in self.rules.values() if isinstance(each.rule, Target))


def resolve(chain: Sequence[Adopted], laws: Iterable[Plan], day: date) -> Resolved:
    """What binds on a day where these plans are adopted. Raises NotonelessError where two of them contradict each other."""
    nearest_first = sorted(chain, key=lambda each: (each.distance, each.plan.key))
    return Resolved(_numbers(nearest_first, laws, day), _rules(nearest_first))


def _numbers(chain: Sequence[Adopted], laws: Iterable[Plan], day: date) -> Mapping[str, Won]:
    candidates: dict[str, list[tuple[Plan, str, Parameter]]] = {}
    for plan, unit in (*((each.plan, each.unit) for each in chain), *((law, "") for law in laws)):
        for key, found in in_force(plan.parameters, day).items():
            if not found.is_awaited:
                candidates.setdefault(key, []).append((plan, unit, found))
    return {key: _won(found) for key, found in candidates.items()}


def _won(found: Sequence[tuple[Plan, str, Parameter]]) -> Won:
    """Of candidates, the nearest first and law and settings last."""
    named: dict[str, str | int | Problem] = {
        "key": titled(found[0][2]),
        "plans": joined([words(plan.title) for plan, _, _ in found]),
    }
    if len({counted_in(each.unit) for _, _, each in found}) > 1:
        raise NotonelessError(Problem("policy.units_differ", named))
    decided = [each for each in found if each[2].binding != Binding.SETTING] or _adopted(found)
    if len({each.stricter for _, _, each in decided}) > 1:
        raise NotonelessError(Problem("policy.directions_differ", named))
    best = decided[0]
    for other in decided[1:] if best[2].stricter != Stricter.NONE else ():
        best = other if other[2].is_laxer(best[2].value) else best
    over = tuple((plan.key, other) for plan, _, other in found if not _same(other, best[2]))
    return Won(best[2], best[0].key, best[1], _why(best[2], [each for _, each in over]), over)


def _adopted(found: Sequence[tuple[Plan, str, Parameter]]) -> Sequence[tuple[Plan, str, Parameter]]:
    """Settings of plans that somebody has adopted: the program's own stand where there is none, as nobody asked for them."""
    return [each for each in found if each[1]] or found[:1]


def _why(best: Parameter, over: Sequence[Parameter]) -> Why:
    if best.binding == Binding.LAW:
        return Why.LAW
    if not over:
        return Why.ALONE
    if all(each.binding == Binding.SETTING for each in over) and best.binding != Binding.SETTING:
        return Why.DECIDED
    return Why.NEAREST if best.stricter == Stricter.NONE else Why.STRICTER


def _same(one: Parameter, other: Parameter) -> bool:
    return one.value == other.value or (
        Stricter.NONE not in (one.stricter, other.stricter) and measured(one.value) == measured(other.value)
    )


def _rules(chain: Sequence[Adopted]) -> Mapping[str, Bound]:
    found: dict[str, Bound] = {}
    for each in chain:
        for clause in each.plan.clauses:
            for rule in clause.rules:
                first = found.get(rule.id)
                if first is None:
                    found[rule.id] = Bound(rule, each.plan, clause, each.unit)
                    continue
                if _contradict(first.rule, rule):
                    params: dict[str, str | int | Problem] = {
                        "name": words(rule.title),
                        "one": words(first.plan.title),
                        "other": words(each.plan.title),
                    }
                    raise NotonelessError(Problem("policy.rules_contradict", params))
                found[rule.id] = replace(first, also=(*first.also, (each.plan.key, clause.id)))
    return found


def _contradict(one: object, other: object) -> bool:
    """Whether two plans mean different things by one id: what is counted, for whom and by when must be the same."""
    if type(one) is not type(other):
        return True
    if isinstance(one, Duty) and isinstance(other, Duty):
        return _owed_for(one) != _owed_for(other)
    if isinstance(one, Target) and isinstance(other, Target):
        return _asked_of(one) != _asked_of(other)
    return False


def _asked_of(target: Target) -> tuple[str, str, bool, str]:
    return target.of, target.requires.measure, target.requires.is_most, target.requires.number


def _owed_for(duty: Duty) -> tuple[str, Trigger, frozenset[tuple[str, bool, str]]]:
    """The number and the due day are part of it: were they another's, the stricter would be lost without a word."""
    needs = frozenset((each.measure, each.is_most, each.number) for each in duty.requires)
    return duty.each, replace(duty.trigger, line=0), needs
