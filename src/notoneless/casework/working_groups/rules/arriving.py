"""Who leads a case whose child has come to another school: who led before, until that accepts or somebody is named."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from notoneless.casework.working_groups.rules.parties import Placed
from notoneless.kernel.problems import Problem

PLAN, ACCEPT_WITHIN = "local/cases", "case.accept_within"
"""The number of the county: days within which the new school accepts or refuses. It has none until the county has set it."""


class Arrival(StrEnum):
    """Where a case that came to a school stands: it waits for the head, was refused and waits for who stands above, was
    accepted, somebody named who leads, the child moved on before, or the case ended before."""

    WAITS = "waits"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    SUPERSEDED = "superseded"
    OVER = "over"


class Course(StrEnum):
    """What becomes of the lead when somebody looks where the child is: it follows the rule, stays, or has to be accepted."""

    BY_RULE = "by_rule"
    STAYS = "stays"
    ARRIVES = "arrives"


@dataclass(frozen=True, slots=True)
class Coming:
    """A child with an open case: who leads, its school now, and to which school the case is being given, if to one.

    `is_new`: the case was opened, or opened again, since somebody looked: then it has come from nowhere.
    """

    lead: UUID | None
    school: UUID | None
    given_to: UUID | None = None
    is_new: bool = False


def course_of(coming: Coming) -> Course:
    """What becomes of the lead."""
    if coming.is_new or coming.lead is None or coming.school in (None, coming.lead):
        return Course.BY_RULE
    return Course.STAYS if coming.given_to == coming.school else Course.ARRIVES


def due_on(arrived_on: date, within: int | None) -> date | None:
    """By when the new school accepts or refuses; None where the county has set no number."""
    return arrived_on + timedelta(days=within) if within is not None else None


@dataclass(frozen=True, slots=True)
class Deciding:
    """A case that has come to a school. `state` None: nothing waits; `is_head`: who asks heads the new school; `due_on`: by
    when it is accepted."""

    state: Arrival | None
    is_open: bool
    is_head: bool = False
    due_on: date | None = None


def why_not_decided(asked: Deciding) -> Problem | None:
    """Why a school may not accept or refuse a case; None where it may."""
    if not asked.is_open:
        return Problem("working_groups.case_over")
    if asked.state is None:
        return Problem("working_groups.nothing_arrived")
    if not asked.is_head:
        return Problem("working_groups.not_new_head")
    return None if asked.state is Arrival.WAITS else Problem(f"working_groups.arrival_is_{asked.state}")


def why_not_named(asked: Deciding, lead: UUID, before: UUID, placed: Placed, today: date) -> Problem | None:
    """Why nobody may name `lead` as who leads; None where a township or county may: the new school has refused, or let its day
    pass, and it is the school before, the new one, or the one that answers for the household."""
    if not asked.is_open:
        return Problem("working_groups.case_over")
    if asked.state is None:
        return Problem("working_groups.nothing_arrived")
    is_late = asked.due_on is not None and asked.due_on < today
    if asked.state is not Arrival.REFUSED and not (asked.state is Arrival.WAITS and is_late):
        return Problem("working_groups.not_refused")
    return None if lead in (before, placed.school, placed.accountable) else Problem("working_groups.no_such_lead")
