"""What a roll-work plan may be, how its measures stand on a day, and what two versions differ in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.kernel.calendar import last_day_of_month
from notoneless.kernel.problems import Problem
from notoneless.policy.parameters import load_parameters

MOST_MEASURES = 60
"""Measures of one plan."""

_AUGUST = 8


class PlanState(StrEnum):
    """Whether a version is still being written."""

    DRAFT = "draft"
    ADOPTED = "adopted"


class Force(StrEnum):
    """How a version stands on a day."""

    DRAFT = "draft"
    COMING = "coming"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class MeasureState(StrEnum):
    """What has become of a measure."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


OVERDUE = "overdue"
"""How an open measure stands once its day is over: worked out, never stored."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A measure as versions are compared by it."""

    lineage: UUID
    ordinal: int
    text: str
    bearer: str
    due_on: date
    state: str = MeasureState.OPEN


@dataclass(frozen=True, slots=True)
class Change:
    """A measure that both versions have, worded differently; `what` names what differs."""

    before: Worded
    after: Worded
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version adds to another, no longer has, and words differently; and how many measures are the same."""

    added: tuple[Worded, ...]
    gone: tuple[Worded, ...]
    changed: tuple[Change, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A measure that is offered: what, by when, and the role of who bears it.

    `over_on`: the day by which it is usually due, where that is over; then `due_on` is only a proposal, today or later.
    """

    key: str
    zh: str
    en: str
    due_on: date
    role: str
    over_on: date | None = None


def standing(state: str, due_on: date, today: date, of: Force) -> str:
    """How a measure of a version stands on a day: `overdue` from the day after it was due on, while it is open."""
    return stands(state, due_on < today, of)


def stands(state: str, is_late: bool, of: Force) -> str:
    """The same, once it is known whether its day is over; what is open in a withdrawn version is withdrawn with it."""
    if state != MeasureState.OPEN:
        return state
    if of == Force.WITHDRAWN:
        return Force.WITHDRAWN
    return OVERDUE if is_late else state


def force(state: str, from_on: date | None, until_on: date | None, withdrawn_on: date | None, day: date) -> Force:
    """How a version stands on a day; withdrawn from the day on which its paper was."""
    if state == PlanState.DRAFT or from_on is None:
        return Force.DRAFT
    if withdrawn_on is not None and withdrawn_on <= day:
        return Force.WITHDRAWN
    if until_on is not None and until_on <= day:
        return Force.SUPERSEDED
    return Force.COMING if day < from_on else Force.IN_FORCE


def why_no_year(school_year: int, today: date) -> Problem | None:
    """Why no plan is drafted for a school year: it is neither this one, nor the one before or after."""
    if abs(school_year - school_year_of(today)) > 1:
        return Problem("roll_work.other_year", {"year": year_words(school_year_of(today))})
    return None


def why_not_adopted(
    bearers: Sequence[str], effective_on: date, today: date, former_from: date | None, over: Mapping[int, date]
) -> Problem | None:
    """Why a draft cannot be adopted: no measure, one without bearer, or a day that is over or before the former version's.

    over: the measures, by their number, whose due day passed before anybody owed them, and that day.
    """
    if not bearers:
        return Problem("roll_work.no_measures")
    if not all(bearers):
        return Problem("roll_work.no_bearer", {"number": next(at for at, each in enumerate(bearers, 1) if not each)})
    if over:
        number, day = next(iter(over.items()))
        return Problem("roll_work.measure_over", {"number": number, "day": day.isoformat()})
    if effective_on < today:
        return Problem("roll_work.backdated", {"day": today.isoformat()})
    if former_from is not None and effective_on <= former_from:
        return Problem("roll_work.before_former", {"day": former_from.isoformat()})
    return None


def why_not_due(due_on: date, today: date) -> Problem | None:
    """Why a measure cannot be written down for a day: it is over."""
    if due_on < today:
        return Problem("roll_work.day_over", {"day": due_on.isoformat(), "today": today.isoformat()})
    return None


def why_not_on(on: date, today: date, since: date | None) -> Problem | None:
    """Why a measure cannot have been done on a day: it is to come, or before the plan was adopted."""
    if on > today:
        return Problem("roll_work.day_to_come", {"day": on.isoformat()})
    if since is not None and on < since:
        return Problem("roll_work.before_adoption", {"day": since.isoformat()})
    return None


def compared(before: Iterable[Worded], after: Iterable[Worded]) -> Difference:
    """What the version `after` differs in from `before`, measure by measure, by their lineage."""
    old: Mapping[UUID, Worded] = {each.lineage: each for each in before}
    new: Mapping[UUID, Worded] = {each.lineage: each for each in after}
    both = [(old[each.lineage], each) for each in new.values() if each.lineage in old]
    changes = [Change(one, other, _differing(one, other)) for one, other in both]
    changed = tuple(each for each in changes if each.what)
    return Difference(
        tuple(each for each in new.values() if each.lineage not in old),
        tuple(each for each in old.values() if each.lineage not in new),
        changed,
        len(both) - len(changed),
    )


def _differing(one: Worded, other: Worded) -> tuple[str, ...]:
    return tuple(name for name in ("text", "bearer", "due_on") if getattr(one, name) != getattr(other, name))


def school_year_of(day: date) -> int:
    """The year in which the school year of a day began; August belongs to the new one, when it is prepared."""
    return day.year if day.month >= _AUGUST else day.year - 1


def year_words(school_year: int) -> str:
    """A school year as papers write it."""
    return f"{school_year}—{school_year + 1}"


def offered(school_year: int, on: date) -> list[Offered]:
    """The measures that the plan file offers for a school year, by the day they are due on.

    Where the usual day is over, the end of the month of drafting is proposed: nothing is due before it is written.
    """
    found = []
    for each in load_parameters("local/roll_work", on).values():
        day, role = each.value.split()
        month, number = (int(part) for part in day.split("-"))
        usual = date(school_year if month >= _AUGUST else school_year + 1, month, number)
        is_over = usual < on
        due_on = last_day_of_month(on) if is_over else usual
        found.append(Offered(each.key, each.zh, each.en, due_on, role, usual if is_over else None))
    return sorted(found, key=lambda each: (each.over_on or each.due_on, each.key))
