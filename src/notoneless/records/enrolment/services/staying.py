"""What happens while a child stays at its school: suspension of studies, resumption, change of class."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.codes.rolls import Movement
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.refusing import why_no_grade, why_not_resumed, why_not_suspended
from notoneless.records.enrolment.rules.standing import Fact, Step
from notoneless.records.enrolment.selectors import roll_numbers
from notoneless.records.enrolment.services.recording import Papers, class_in, may_follow, refuse, write


@action("roll.suspend", words="登记休学", english="Record a suspension of studies", law="义务教育法 11")
def suspend(ctx: Context, *, entry: RollEntry, on: date, until_on: date, reason: str, proof: Attachment | None) -> UUID:
    """Record an approved suspension of studies, or its extension; the event. Raises Refused for too long or too often."""
    return write_study_suspension(ctx, entry, on, until_on, Papers(reason, proof))


def write_study_suspension(ctx: Context, entry: RollEntry, on: date, until_on: date, papers: Papers) -> UUID:
    """Within an action that has decided it: write a suspension of studies; the event. Raises Refused as the action does."""
    standing = may_follow(ctx, entry, Step.SUSPEND, on)
    refuse(why_not_suspended(standing, on, until_on, papers.reason, roll_numbers(on)))
    return write(ctx, entry, Fact(Step.SUSPEND, on, Movement.STUDY_SUSPENSION, until_on), papers)


@action("roll.resume", words="登记复学（休学后）", english="Record a resumption")
def resume(ctx: Context, *, entry: RollEntry, on: date, unit: Unit, grade: int, proof: Attachment | None) -> UUID:
    """Record that a child came back from a suspension of studies, to a class of the same grade or a lower one; the event."""
    return write_resumption(ctx, entry, on, unit, grade, Papers(proof=proof))


def write_resumption(ctx: Context, entry: RollEntry, on: date, unit: Unit, grade: int, papers: Papers) -> UUID:
    """Within an action that has decided it: write a resumption; the event. Raises Refused as the action does."""
    standing = may_follow(ctx, entry, Step.RESUME, on)
    refuse(why_no_grade(grade) or why_not_resumed(standing, grade))
    place = class_in(unit, entry.unit_id)
    return write(ctx, entry, Fact(Step.RESUME, on, Movement.RESUMPTION, grade=grade, place=place), papers)


@action("roll.change_class", words="调班", english="Change the class")
def change_class(ctx: Context, *, entry: RollEntry, on: date, unit: Unit) -> UUID:
    """Record that a child learns in another class of its school; the event."""
    may_follow(ctx, entry, Step.CHANGE_CLASS, on)
    place = class_in(unit, entry.unit_id)
    return write(ctx, entry, Fact(Step.CHANGE_CLASS, on, Movement.CLASS_CHANGE, place=place))


def write_repetition(ctx: Context, entry: RollEntry, on: date, unit: Unit, grade: int, papers: Papers) -> UUID:
    """Within an action that has decided it: write that a child learns in a lower grade; the event."""
    standing = may_follow(ctx, entry, Step.CHANGE_CLASS, on)
    refuse(why_no_grade(grade) or why_not_resumed(standing, grade))
    place = class_in(unit, entry.unit_id)
    return write(ctx, entry, Fact(Step.CHANGE_CLASS, on, Movement.REPETITION, grade=grade, place=place), papers)
