"""What a draft changes of the duties of a plan, and in which months that would show."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.oversight.duties.rules.owing import Task
from notoneless.policy.fitness import named_by
from notoneless.policy.model import Clause, Duty, Plan


@dataclass(frozen=True, slots=True)
class Basis:
    """On what something is reckoned: so many rows, of so many units, owed by posts of so many units, for periods or events."""

    rows: int = 0
    units: int = 0
    bearers: int = 0
    periods: int = 0


class Silence(StrEnum):
    """Why nothing of a duty falls due in a month that is tried."""

    UNCOUNTED = "uncounted"
    """The room that would show it is still to be built."""
    NO_UNIT = "no_unit"
    """There is no unit of the kind that owes it."""
    NO_EVENT = "no_event"
    """It follows something that did not happen so that its day came in the month."""
    NOT_DUE = "not_due"
    """Its period ends in another month."""


def silence(clause: Clause, duty: Duty, kinds: Collection[str]) -> Silence:
    """Why a duty is not among what fell due. `kinds`: of the units that there were in the month."""
    if clause.pending:
        return Silence.UNCOUNTED
    if duty.each not in kinds:
        return Silence.NO_UNIT
    return Silence.NO_EVENT if duty.trigger.event else Silence.NOT_DUE


def changed_duties(now: Plan | None, then: Plan) -> frozenset[str]:
    """The duties that a version has otherwise than the one before it, or that one of both has alone: their ids.

    A duty is another one too where a number that it names is.
    """
    before, after = _said(now) if now is not None else {}, _said(then)
    return frozenset(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _said(plan: Plan) -> dict[str, object]:
    numbers: dict[str, list[object]] = {}
    for each in plan.parameters:
        numbers.setdefault(each.key, []).append((each.value, each.unit, each.since, each.until))
    return {duty.id: (duty, [numbers.get(key) for key in sorted(named_by(duty))]) for duty in plan.duties}


def months_due(tasks: Iterable[Task], duties: Collection[str], inside: Collection[UUID]) -> set[date]:
    """The first days of the months in which one of some duties falls due at one of some units."""
    found: set[date] = set()
    for task in tasks:
        if task.duty.id in duties:
            places = [place for place in task.places if place.id in inside]
            for occurrence in task.occurrences:
                due = occurrence.span.due
                if due.replace(day=1) not in found and any(place.stands(due) for place in places):
                    found.add(due.replace(day=1))
            found |= {each.occurrence.span.due.replace(day=1) for each in task.events if each.place.id in inside}
    return found
