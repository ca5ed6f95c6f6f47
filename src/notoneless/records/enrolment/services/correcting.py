"""Corrections: a later row supersedes the last event of an entry, or withdraws it."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.sealing.models import Box
from notoneless.kernel.codes.rolls import Movement
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.refusing import (
    why_no_reason,
    why_not,
    why_not_deferred,
    why_not_left,
    why_not_suspended,
)
from notoneless.records.enrolment.rules.standing import Fact, Standing, Step
from notoneless.records.enrolment.selectors import facts_of, roll_numbers
from notoneless.records.enrolment.services.recording import Papers, refuse, standing_before, withdraw, write

GATED = frozenset({Step.SUSPEND, Step.DEFER})
"""What a school applies for and does not record by itself: nor does it correct that by itself."""


@action("roll.correct", words="更正学籍变动", english="Correct the last event of the roll")
def correct(
    ctx: Context,
    *,
    event: RollEvent,
    on: date | None,
    until_on: date | None,
    reason: str | None,
    destination: Line | None,
    proof: Attachment | None,
    withdrawn: bool | None,
) -> UUID:
    """Supersede the last event of an entry by one with other days, reason, destination or proof; or let it not hold at all.

    Gives the new event. What is left out stays as it was, but a reason, which is sealed, must be entered anew. Raises
    Refused for an event that is not the last, and where the corrected one could not have been entered.
    """
    if event.step in GATED and not ctx.may("roll.suspend"):
        raise Refused(Problem("roll_changes.gated"))
    entry = event.entry
    if [each for each, _ in facts_of(entry)][-1:] != [event.pk]:
        raise Refused(Problem("enrolment.not_the_last"))
    if withdrawn:
        return withdraw(ctx, entry, event, Papers(reason, proof))
    fact = Fact(
        Step(event.step),
        on or event.on,
        event.movement,
        until_on or event.until_on,
        event.grade,
        event.place_id,
        destination if destination is not None else event.destination,
    )
    before = standing_before(entry, event.pk)
    refuse(why_not(before, fact.step, fact.on, ctx.today) or _why_not(before, fact, event, reason))
    _begin_with(entry, fact)
    return write(ctx, entry, fact, Papers(reason, proof, event.proof_id), event)


def _why_not(before: Standing, fact: Fact, event: RollEvent, reason: str | None) -> Problem | None:
    """Why the corrected event could not have been entered."""
    if reason is None and isinstance(event.reason, Box):
        return Problem("enrolment.reason_anew")
    parameters = roll_numbers(fact.on)
    if fact.step is Step.SUSPEND and fact.until:
        return why_not_suspended(before, fact.on, fact.until, reason or "", parameters)
    if fact.step is Step.DEFER and fact.until:
        return why_not_deferred(fact.on, fact.until, reason or "", parameters)
    if fact.step is Step.LEAVE:
        return why_not_left(Movement(fact.movement), reason or "", fact.destination)
    return why_no_reason(reason) if reason else None


def _begin_with(entry: RollEntry, fact: Fact) -> None:
    """Let an entry begin on the day of its first event, where that is the one corrected."""
    if fact.step in (Step.ENTER, Step.DEFER) and len(facts_of(entry)) == 1 and fact.on != entry.entered_on:
        entry.entered_on = fact.on
        entry.save(update_fields=["entered_on"])
