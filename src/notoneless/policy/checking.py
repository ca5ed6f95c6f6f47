"""What must hold of a whole plan: every name leads somewhere, periods do not contradict, nothing runs in a circle."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from notoneless.kernel.problems import Problem
from notoneless.policy.checking_values import Tell, unfit_values
from notoneless.policy.contents import HEAD
from notoneless.policy.measures import MEASURES, Measure, Nature
from notoneless.policy.model import (
    NEEDS_BASIS,
    STEPS_NEED_BASIS,
    Clause,
    Duty,
    Every,
    Parameter,
    Plan,
    Procedure,
    Requirement,
    Sanction,
    StepKind,
    Stricter,
    Trigger,
)
from notoneless.policy.naming import joined
from notoneless.policy.reading import Fault

SPANS = frozenset({"day", "working_day", "school_day", "week", "month", "year"})
"""Units of what is added to a day."""
KINDS = frozenset({"county", "township", "village", "group", "tutoring_group", "school", "teaching_point", "class"})
"""Kinds of units that may bear, adopt or be judged."""
_CLAUSE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.]{0,9}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""What names a clause and a rule: rows of duties hold no more."""
_DATES = frozenset({"month-day"})


def checked(file: str, plan: Plan, measures: Mapping[str, Measure] = MEASURES) -> Iterator[Fault]:
    """The faults of a plan as a whole. What is laxer than law is asked elsewhere: it takes the law beside it."""

    def tell(line: int, code: str, **params: str | int | Problem) -> Fault:
        return Fault(file, line, Problem(code, params))

    yield from _names(plan, tell)
    yield from _periods(plan.parameters, tell)
    yield from unfit_values(plan, tell)
    numbers = {each.key: each for each in plan.parameters}
    yield from _levels(plan, tell)
    for clause in plan.clauses:
        yield from _clause(clause, plan, numbers, measures, tell)


def _names(plan: Plan, tell: Tell) -> Iterator[Fault]:
    clauses = Counter(each.id for each in plan.clauses)
    named = Counter(name for name, _ in plan.named())
    for clause in plan.clauses:
        if clauses[clause.id] > 1:
            yield tell(clause.line, "policy.clause_twice", clause=clause.id)
        if not _CLAUSE.fullmatch(clause.id) or clause.id == HEAD:
            yield tell(clause.line, "policy.no_clause_id", clause=clause.id)
        for each in clause.rules:
            if each.id and not _NAME.fullmatch(each.id):
                yield tell(each.line, "policy.no_name", name=each.id)
            if each.id and named[each.id] > 1:
                yield tell(each.line, "policy.name_twice", name=each.id)


def _periods(parameters: tuple[Parameter, ...], tell: Tell) -> Iterator[Fault]:
    by_key: dict[str, list[Parameter]] = defaultdict(list)
    for each in parameters:
        by_key[each.key].append(each)
    for key, periods in by_key.items():
        periods.sort(key=lambda one: one.since)
        for earlier, later in pairwise(periods):
            if earlier.since == later.since or (earlier.until is not None and earlier.until > later.since):
                yield tell(later.line, "policy.periods_overlap", key=key, other=earlier.line)
            if (earlier.unit, earlier.stricter) != (later.unit, later.stricter):
                yield tell(later.line, "policy.unit_changes", key=key)


def _levels(plan: Plan, tell: Tell) -> Iterator[Fault]:
    for level in plan.level:
        if level not in KINDS:
            yield tell(1, "policy.no_kind", kind=level)
    for duty in plan.duties:
        for kind in {duty.bearer.of, duty.each} - KINDS - {""}:
            yield tell(duty.line, "policy.no_kind", kind=kind)
    for target in plan.targets:
        if target.of and target.of not in KINDS:
            yield tell(target.line, "policy.no_kind", kind=target.of)


def _clause(
    clause: Clause, plan: Plan, numbers: Mapping[str, Parameter], measures: Mapping[str, Measure], tell: Tell
) -> Iterator[Fault]:
    yield from _standing(clause, measures, tell)
    for duty in clause.duties:
        yield from _duty(duty, numbers, measures, tell)
    for target in clause.targets:
        yield from _requirement(target.requires, numbers, measures, tell)
    for procedure in clause.procedures:
        yield from _procedure(procedure, numbers, tell)
    names = {name for name, _ in plan.named()}
    for sanction in clause.sanctions:
        yield from _sanction(sanction, names, numbers, measures, tell)


def _standing(clause: Clause, measures: Mapping[str, Measure], tell: Tell) -> Iterator[Fault]:
    """Whether it comes to something unless it is left out, and is pending just as long as nobody counts what it needs."""
    if clause.is_omitted:
        return
    if not clause.has_binding() and not clause.pending:
        yield tell(clause.line, "policy.bound_to_nothing", clause=clause.id)
    for name in clause.measures:
        if name not in measures:
            yield tell(clause.line, "policy.no_measure", measure=name)
    awaited = {measures[name].awaits for name in _measures_of(clause) if name in measures} - {""}
    if awaited and not clause.pending:
        yield tell(clause.line, "policy.should_be_pending", clause=clause.id, area=joined(sorted(awaited)))


def _measures_of(clause: Clause) -> Iterator[str]:
    yield from clause.measures
    for duty in clause.duties:
        yield from (each.measure for each in duty.requires)
        yield from [duty.trigger.event] if duty.trigger.event else []
    yield from (each.requires.measure for each in clause.targets)


def _duty(duty: Duty, numbers: Mapping[str, Parameter], measures: Mapping[str, Measure], tell: Tell) -> Iterator[Fault]:
    if not duty.requires:
        yield tell(duty.line, "policy.asks_for_nothing", name=duty.id)
    for each in duty.requires:
        yield from _requirement(each, numbers, measures, tell)
        if each.measure in measures and measures[each.measure].nature == Nature.RATE:
            yield tell(each.line, "policy.rate_is_a_target", measure=each.measure)
    yield from _trigger(duty.trigger, numbers, measures, tell)


def _trigger(
    when: Trigger, numbers: Mapping[str, Parameter], measures: Mapping[str, Measure], tell: Tell
) -> Iterator[Fault]:
    if when.event and (when.event not in measures or measures[when.event].nature != Nature.EVENT):
        yield tell(when.line, "policy.no_event", measure=when.event)
    for name, units in ((when.within, SPANS), (when.on, _DATES), (when.months, frozenset({"month"}))):
        if name and name not in numbers:
            yield tell(when.line, "policy.no_parameter", key=name)
        elif name and numbers[name].unit not in units:
            yield tell(when.line, "policy.wrong_unit", key=name, units=joined(sorted(units)))
    if when.event and not when.within:
        yield tell(when.line, "policy.event_needs_within")
    if when.on and when.every not in (Every.YEAR, Every.SCHOOL_YEAR):
        yield tell(when.line, "policy.on_needs_a_year")
    if when.months and when.every != Every.MONTH:
        yield tell(when.line, "policy.months_need_months")


def _requirement(
    each: Requirement, numbers: Mapping[str, Parameter], measures: Mapping[str, Measure], tell: Tell
) -> Iterator[Fault]:
    measure = measures.get(each.measure)
    if each.measure and (measure is None or measure.nature == Nature.EVENT):
        yield tell(each.line, "policy.no_measure", measure=each.measure)
    number = numbers.get(each.number)
    if number is None:
        if each.number:
            yield tell(each.line, "policy.no_parameter", key=each.number)
        return
    if measure is not None and number.unit != measure.unit:
        yield tell(each.line, "policy.wrong_unit", key=each.number, units=measure.unit)
    if number.stricter != (Stricter.LOWER if each.is_most else Stricter.HIGHER):
        yield tell(each.line, "policy.wrong_direction", key=each.number)


def _procedure(procedure: Procedure, numbers: Mapping[str, Parameter], tell: Tell) -> Iterator[Fault]:
    steps = {each.id: each for each in procedure.steps}
    if len(steps) < len(procedure.steps) or not steps:
        yield tell(procedure.line, "policy.steps_named_once", name=procedure.id)
    for step in procedure.steps:
        for name in step.after:
            if name not in steps:
                yield tell(step.line, "policy.no_step", name=name)
        if step.kind in STEPS_NEED_BASIS and not step.basis and not (step.is_awaited and step.kind == StepKind.PENALTY):
            yield tell(step.line, "policy.no_basis", name=step.id)
        if step.within and (step.within not in numbers or numbers[step.within].unit not in SPANS):
            yield tell(step.line, "policy.no_parameter", key=step.within)
    try:
        TopologicalSorter({each.id: each.after for each in procedure.steps}).prepare()
    except CycleError:
        yield tell(procedure.line, "policy.cycle", name=procedure.id)


def _sanction(
    sanction: Sanction,
    names: set[str],
    numbers: Mapping[str, Parameter],
    measures: Mapping[str, Measure],
    tell: Tell,
) -> Iterator[Fault]:
    if sanction.on and sanction.on not in names and sanction.on not in measures:
        yield tell(sanction.line, "policy.follows_nothing", name=sanction.on)
    if sanction.on and sanction.on == sanction.id:
        yield tell(sanction.line, "policy.cycle", name=sanction.id)
    if sanction.kind in NEEDS_BASIS and not sanction.basis:
        yield tell(sanction.line, "policy.no_basis", name=sanction.id)
    if sanction.amount and sanction.amount not in numbers:
        yield tell(sanction.line, "policy.no_parameter", key=sanction.amount)
