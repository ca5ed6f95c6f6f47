"""How children come to the roll: deferral of enrolment, and entry."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child
from notoneless.kernel.codes.rolls import Movement, NumberKind
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.refusing import ENTERING, why_no_grade, why_not_deferred, why_unborn
from notoneless.records.enrolment.rules.standing import Fact, State, Step
from notoneless.records.enrolment.selectors import roll_numbers, standing_of
from notoneless.records.enrolment.services.recording import (
    Papers,
    in_future,
    may_follow,
    not_on_the_roll,
    open_entry,
    refuse,
    school_of,
    write,
)


@action("roll.enter", words="学籍注册", english="Enter on the roll")
def enter(
    ctx: Context,
    *,
    child: Child,
    unit: Unit,
    on: date,
    grade: int,
    movement: Movement,
    number_kind: NumberKind | None,
    proof: Attachment | None,
) -> UUID:
    """Enter a child on the roll of a school, in a class of it; the entry. A deferred one begins its school here.

    Raises Refused where the child is on a roll already, Unusable for what is no class, grade or way to enter.
    """
    if movement not in ENTERING:
        raise Unusable(Problem("enrolment.no_movement", {"movement": movement}))
    return write_entry(ctx, child, unit, Fact(Step.ENTER, on, movement, grade=grade), Papers(proof=proof), number_kind)


def write_entry(
    ctx: Context, child: Child, unit: Unit, fact: Fact, papers: Papers, number_kind: NumberKind | None = None
) -> UUID:
    """Within an action that has decided it: enter a child in a class, by day, grade and movement of `fact`; the entry."""
    refuse(why_no_grade(fact.grade or 0) or why_unborn(child.born_on, fact.on))
    entry = _deferred(child, unit)
    if entry is None:
        not_on_the_roll(child.pk)
        refuse(in_future(ctx, fact.on))
        entry = open_entry(ctx, child.pk, unit, fact.on, fact.movement, number_kind or "")
    may_follow(ctx, entry, Step.ENTER, fact.on)
    write(ctx, entry, replace(fact, place=unit.pk), papers)
    return entry.pk


def _deferred(child: Child, unit: Unit) -> RollEntry | None:
    """The entry of a child whose enrolment at this school was deferred."""
    rows = RollEntry._base_manager.filter(child=child, unit=school_of(unit), left_on__isnull=True)
    return next((row for row in rows if standing_of(row).state is State.DEFERRED), None)


@action("roll.defer", words="登记延缓入学", english="Record a deferral of enrolment", law="义务教育法 11")
def defer(
    ctx: Context, *, child: Child, unit: Unit, on: date, until_on: date, reason: str, proof: Attachment | None
) -> UUID:
    """Record that a child's enrolment at a school was approved to begin later; the entry. Raises Refused for too long."""
    return write_deferral(ctx, child, unit, on, until_on, Papers(reason, proof))


def write_deferral(ctx: Context, child: Child, unit: Unit, on: date, until_on: date, papers: Papers) -> UUID:
    """Within an action that has decided it: write a deferral of enrolment; the entry. Raises Refused as the action does."""
    refuse(why_unborn(child.born_on, on) or why_not_deferred(on, until_on, papers.reason, roll_numbers(on)))
    entry = _deferred(child, unit)
    if entry is None:
        not_on_the_roll(child.pk)
        refuse(in_future(ctx, on))
        entry = open_entry(ctx, child.pk, unit, on, Movement.ENTRY, "")
    may_follow(ctx, entry, Step.DEFER, on)
    place = school_of(unit).pk
    write(ctx, entry, Fact(Step.DEFER, on, Movement.ENTRY, until_on, place=place), papers)
    return entry.pk
