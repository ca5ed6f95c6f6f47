"""What is asked of a plan as it is brought, changed or adopted; texts adopted before this was asked are read as they are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from notoneless.kernel.problems import Problem
from notoneless.policy.coherence import incoherent
from notoneless.policy.model import Duty, Parameter, Plan, Procedure, Requirement, Rule, Stricter, Target, measured
from notoneless.policy.ranges import out_of_range
from notoneless.policy.reading import Fault
from notoneless.policy.values import unfit_number

PERCENT = "percent"
READ: Mapping[str, tuple[str, str]] = {
    "rate.enrolment_wanted": (PERCENT, Stricter.HIGHER),
    "rate.retention_wanted": (PERCENT, Stricter.HIGHER),
    "dropout.allowed": ("child", Stricter.LOWER),
}
"""The unit and direction of numbers that the program reads by their keys, whether a rule of the plan names them or not."""
_WHOLE = Decimal(100)


def unfit_to_bind(file: str, plan: Plan, first: date | None) -> Iterator[Fault]:
    """What is incoherent, values that no such number can have or that are out of its range, and numbers with days without one.

    `first`: the day from which on the plan is to bind; its own first day where nobody has chosen one.
    """
    asked = {each.number for each in _requirements(plan)}
    for each in plan.parameters:
        unfit = _unfit(plan, each, each.key in asked)
        if unfit:
            yield Fault(file, each.line, unfit)
        if not is_as_read(each):
            unit, way = READ[each.key]
            kinds: dict[str, str | int | Problem] = {"key": each.key, "unit": unit, "stricter": str(way)}
            yield Fault(file, each.line, Problem("policy.not_as_read", kinds))
    yield from incoherent(file, plan)
    begins = first or plan.since
    if begins is not None:
        yield from _without_value(file, plan, begins)


def _unfit(plan: Plan, number: Parameter, is_asked: bool) -> Problem | None:
    """What is wrong with a value besides what is told where it is read."""
    params: dict[str, str | int | Problem] = {"key": number.key, "value": number.value}
    try:
        value = measured(number.value)
    except ValueError:
        is_told = number.stricter != Stricter.NONE and bool(unfit_number(number.unit, number.value))
        return None if is_told else out_of_range(number, plan)
    if number.unit == PERCENT and not 0 <= value <= _WHOLE:
        return Problem("policy.no_percent", params)
    if number.unit != PERCENT and is_asked and value != int(value):
        return Problem("policy.no_length", params)
    return out_of_range(number, plan)


def is_as_read(number: Parameter) -> bool:
    """Whether a number is of the unit and direction in which the program reads it, if it does."""
    return READ.get(number.key, (number.unit, number.stricter)) == (number.unit, number.stricter)


def _requirements(plan: Plan) -> Iterator[Requirement]:
    yield from (each for duty in plan.duties for each in duty.requires)
    yield from (target.requires for target in plan.targets)


def needed(plan: Plan) -> frozenset[str]:
    """The keys of all numbers without which a duty, target, procedure or sanction says nothing."""
    return frozenset(key for clause in plan.clauses for rule in clause.rules for key in named_by(rule))


def named_by(rule: Rule) -> frozenset[str]:
    """The keys of the numbers that a rule names."""
    if isinstance(rule, Duty):
        when = rule.trigger
        found = {when.within, when.on, when.months, *(each.number for each in rule.requires)}
    elif isinstance(rule, Target):
        found = {rule.requires.number}
    elif isinstance(rule, Procedure):
        found = {step.within for step in rule.steps}
    else:
        found = {rule.amount}
    return frozenset(found - {""})


def _without_value(file: str, plan: Plan, first: date) -> Iterator[Fault]:
    periods: dict[str, list[Parameter]] = defaultdict(list)
    for each in plan.parameters:
        periods[each.key].append(each)
    for key in sorted(needed(plan) & periods.keys()):
        found = _gap(periods[key], first)
        if found is not None:
            line, begins, ends = found
            params: dict[str, str | int | Problem] = {"key": key, "first": begins.isoformat()}
            if ends is None:
                yield Fault(file, line, Problem("policy.no_value_from", params))
            else:
                yield Fault(file, line, Problem("policy.no_value_between", {**params, "last": ends.isoformat()}))


def _gap(periods: Sequence[Parameter], first: date) -> tuple[int, date, date | None] | None:
    """The first days from `first` on without a value, both ends included, and the line of the period that should hold them."""
    line, day = 0, first
    for each in sorted(periods, key=lambda one: one.since):
        if each.since > day:
            return each.line, day, each.since - timedelta(days=1)
        if each.until is None:
            return None
        line, day = each.line, max(day, each.until)
    return line, day, None
