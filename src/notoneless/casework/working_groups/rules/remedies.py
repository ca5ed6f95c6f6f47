"""What is done for a child whose case is verified: by law, by care or by aid (clause 4.04), fitted to the cause (5.16)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from notoneless.kernel.problems import Problem

FARTHEST = timedelta(days=366)
"""A day beyond a year is a slip of the pen."""


class RemedyKind(StrEnum):
    """By what a family is moved: 依法, 以情, 以资."""

    LAW = "law"
    CARE = "care"
    AID = "aid"


class RemedyState(StrEnum):
    """How a measure stands. NOT_CHOSEN: no measure of its kind is taken, and it says why."""

    PLANNED = "planned"
    DONE = "done"
    GIVEN_UP = "given_up"
    NOT_CHOSEN = "not_chosen"


CHOSEN = frozenset({RemedyState.PLANNED, RemedyState.DONE})
"""Measures that are taken."""

Known = tuple[RemedyKind, RemedyState]
"""What is known of a measure of a case."""


@dataclass(frozen=True, slots=True)
class Planning:
    """A measure that somebody wants to plan: by which day, in a case that is open or not, by who sits in its group or not."""

    due_on: date
    is_open: bool
    is_verified: bool
    is_member: bool


def why_not_planned(asked: Planning, today: date) -> Problem | None:
    """Why a measure may not be planned; None where it may."""
    if not asked.is_open:
        return Problem("working_groups.case_ended")
    if not asked.is_verified:
        return Problem("working_groups.not_verified")
    if not asked.is_member:
        return Problem("working_groups.no_member")
    if asked.due_on < today or asked.due_on - today > FARTHEST:
        return Problem("working_groups.no_day", {"day": asked.due_on.isoformat()})
    return None


def why_not_ended(state: RemedyState) -> Problem | None:
    """Why a measure cannot be done or given up; None where it is planned still."""
    return None if state is RemedyState.PLANNED else Problem(f"working_groups.is_{state}")


def why_not_left_out(kind: RemedyKind, known: Collection[Known], *, is_open: bool) -> Problem | None:
    """Why a kind cannot be said not to be chosen; None where it can."""
    if not is_open:
        return Problem("working_groups.case_ended")
    if any(each is kind and state in CHOSEN for each, state in known):
        return Problem("working_groups.kind_chosen", {"kind": Problem(f"working_groups.kind_{kind}")})
    if (kind, RemedyState.NOT_CHOSEN) in known:
        return Problem("working_groups.left_out_already", {"kind": Problem(f"working_groups.kind_{kind}")})
    return None


def unsaid(known: Collection[Known]) -> tuple[RemedyKind, ...]:
    """The kinds of which nobody has said anything: neither is a measure taken, nor does it say why none is."""
    said = {kind for kind, state in known if state in CHOSEN or state is RemedyState.NOT_CHOSEN}
    return tuple(kind for kind in RemedyKind if kind not in said)


def why_not_where(on: date, opened_on: date, today: date) -> Problem | None:
    """Why it cannot be recorded where a child was on a day; None where it can."""
    if on > today:
        return Problem("working_groups.to_come", {"day": on.isoformat()})
    return Problem("working_groups.before_case", {"day": opened_on.isoformat()}) if on < opened_on else None
