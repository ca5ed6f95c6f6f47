"""How children go: to another school, or from the roll altogether.

Who has gone stays with the school that answered last, out of its classes, until another school has them.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.codes.rolls import Movement
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.refusing import why_no_grade, why_no_reason, why_not_left
from notoneless.records.enrolment.rules.standing import Fact, Step
from notoneless.records.enrolment.services.recording import Papers, may_follow, open_entry, refuse, school_of, write


@action("roll.transfer_out", words="登记转出", english="Record a transfer out")
def transfer_out(
    ctx: Context,
    *,
    entry: RollEntry,
    on: date,
    destination: Line,
    reason: str | None,
    proof: Attachment | None,
) -> UUID:
    """Record that a child was let go to another school, named in words; the event. Until that one confirms, it stays ours."""
    return write_sending(ctx, entry, on, destination, Papers(reason, proof))


def write_sending(ctx: Context, entry: RollEntry, on: date, destination: str, papers: Papers) -> UUID:
    """Within an action that has decided it: write that a child was let go to another school; the event."""
    may_follow(ctx, entry, Step.TRANSFER_OUT, on)
    refuse(why_no_reason(papers.reason) if papers.reason else None)
    fact = Fact(Step.TRANSFER_OUT, on, Movement.TRANSFER_OUT, place=entry.unit_id, destination=destination)
    return write(ctx, entry, fact, papers)


@action("roll.transfer_in", words="确认转入", english="Confirm a transfer in")
def transfer_in(
    ctx: Context,
    *,
    entry: RollEntry,
    on: date,
    unit: Unit | None,
    grade: int | None,
    destination: Line | None,
    proof: Attachment | None,
) -> UUID:
    """Confirm that a child let go has been received: in a class of this county, or by a school elsewhere, named in words.

    Ends the entry of the sending school. Gives the new entry, or for a school elsewhere the event that ended the old one.
    """
    if unit is None:
        may_follow(ctx, entry, Step.TRANSFER_IN, on)
        refuse(None if destination else Problem("enrolment.no_destination"))
        fact = Fact(Step.TRANSFER_IN, on, Movement.TRANSFER_OUT, destination=destination or "")
        return write(ctx, entry, fact, Papers(proof=proof))
    return write_arrival(ctx, entry, on, unit, grade, Papers(proof=proof))


def write_arrival(ctx: Context, entry: RollEntry, on: date, unit: Unit, grade: int | None, papers: Papers) -> UUID:
    """Within an action that has decided it: write that a child let go is in a class of this county; the new entry."""
    standing = may_follow(ctx, entry, Step.TRANSFER_IN, on)
    school = school_of(unit)
    if school.pk == entry.unit_id:
        raise Unusable(Problem("enrolment.same_school", {"school": school.name}))
    years = grade if grade is not None else standing.grade or 1
    refuse(why_no_grade(years))
    fact = Fact(Step.TRANSFER_IN, on, Movement.TRANSFER_OUT, destination=school.name)
    write(ctx, entry, fact, papers)
    new = open_entry(ctx, entry.child_id, unit, on, Movement.TRANSFER_IN, entry.number_kind)
    write(ctx, new, Fact(Step.ENTER, on, Movement.TRANSFER_IN, grade=years, place=unit.pk), papers)
    return new.pk


@action("roll.leave", words="登记离校", english="Record a leaving")
def leave(
    ctx: Context,
    *,
    entry: RollEntry,
    on: date,
    movement: Movement,
    reason: str | None,
    destination: Line | None,
    proof: Attachment | None,
) -> UUID:
    """Record that a child has died, or has left the roll otherwise, and where to; the event.

    Raises Refused for withdrawal and expulsion, which the law does not know before compulsory education is over.
    """
    return write_leaving(
        ctx, entry, Fact(Step.LEAVE, on, movement, destination=destination or ""), Papers(reason, proof)
    )


def write_leaving(ctx: Context, entry: RollEntry, fact: Fact, papers: Papers) -> UUID:
    """Within an action that has decided it: write a leaving by day, movement and destination of `fact`; the event."""
    refuse(why_not_left(fact.movement, papers.reason or "", fact.destination))
    may_follow(ctx, entry, Step.LEAVE, fact.on)
    return write(ctx, entry, replace(fact, place=entry.unit_id), papers)
