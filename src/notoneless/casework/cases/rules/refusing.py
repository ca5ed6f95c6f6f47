"""Which step is refused, and why: pure, each with its sentence."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.cases.rules.reasons import Reason, Reasons
from notoneless.casework.cases.rules.standing import NEXT, Fact, Kind, Standing, Step
from notoneless.kernel.problems import Problem

LONG_AGO = timedelta(days=20 * 365)
"""Who is of compulsory age was not born before then: an earlier year is a slip of the pen."""


def why_not_lived(on: date, born_on: date | None, today: date) -> Problem | None:
    """Why nothing can have been known of a child on a day: it was not born, or nobody is of compulsory age who was."""
    if born_on is not None and on < born_on:
        return Problem("cases.before_birth", {"day": on.isoformat()})
    return Problem("cases.long_ago", {"day": on.isoformat()}) if on < today - LONG_AGO else None


def why_not(standing: Standing, step: Step, on: date, today: date) -> Problem | None:
    """Why a step cannot be entered for that day; None where it can."""
    if on > today:
        return Problem("cases.future", {"day": on.isoformat()})
    if step not in NEXT[standing.state]:
        named = {"state": Problem(f"cases.state_{standing.state}"), "step": Problem(f"cases.step_{step}")}
        return Problem("cases.not_now", named)
    if standing.last_on and on < standing.last_on:
        return Problem("cases.backwards", {"day": on.isoformat(), "last": standing.last_on.isoformat()})
    return None


def why_not_for(reasons: Reasons, step: Step, code: str, note: str, *, has_proof: bool) -> Problem | None:
    """Why a step cannot be entered with a reason: it does not serve that step, or what it asks for is missing."""
    reason = reasons.table.get(code)
    if reason is None or step not in reason.steps:
        return Problem("cases.no_reason", {"reason": code})
    if reason.needs_proof and not has_proof:
        return Problem("cases.no_proof", {"reason": named(reason)})
    if reason.needs_note and not note:
        return Problem("cases.no_note", {"reason": named(reason)})
    return None


def named(reason: Reason) -> Problem:
    """A reason within a sentence."""
    return Problem("access.named", {"zh": reason.zh, "en": reason.en})


def why_not_out(standing: Standing, fact: Fact, begun: date, first: date) -> Problem | None:
    """Why a child cannot be said to be out of school yet: the school year in which it was missed has only begun.

    `begun`: its first day, `first`: the first day on which the county says so of a child that has come to no school.
    """
    is_of_this_year = standing.opened_on is not None and standing.opened_on >= begun
    if fact.step is not Step.VERIFY or fact.kind != Kind.OUT_OF_SCHOOL or not is_of_this_year or fact.on >= first:
        return None
    return Problem("cases.not_out_yet", {"begun": begun.isoformat(), "first": first.isoformat()})


def why_not_alone(standing: Standing, actor: UUID | None) -> Problem | None:
    """Why somebody cannot close out a case: nobody decides on what they proposed themselves."""
    return Problem("cases.own_proposal") if standing.proposer == actor else None


def why_not_seen(held: Sequence[tuple[UUID, Fact]], proposal: UUID) -> Problem | None:
    """Why somebody cannot approve: another proposal than the one they saw stands now. `held`: the events that hold."""
    standing = [event for event, fact in held if fact.step is Step.PROPOSE]
    return Problem("cases.other_proposal") if standing and standing[-1] != proposal else None
