"""Whole classes at once: taking over a roll that was kept elsewhere, promotion, and completion of school."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.codes.rolls import Movement
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.refusing import why_no_grade, why_not, why_not_completed, why_not_promoted
from notoneless.records.enrolment.rules.standing import Fact, Standing, State, Step
from notoneless.records.enrolment.selectors import entries_of_class, roll_numbers
from notoneless.records.enrolment.services.recording import class_in, enter_many, in_future, refuse, write


@action("roll.enter_class", words="整班接入学籍", english="Take a class over onto the roll")
def enter_class(ctx: Context, *, unit: Unit, on: date, grade: int) -> None:
    """Enter all who belong to a class, as a roster says, and are on no roll yet: how a roll kept elsewhere begins here.

    Who is on a roll, or deferred, stays as it is. Raises Refused for a class in which nobody is left to enter, a day to come,
    or what is no grade.
    """
    school = _school(unit)
    refuse(why_no_grade(grade))
    refuse(in_future(ctx, on))
    there = ChildUnit._base_manager.filter(in_force(on), unit=unit, track=Track.SCHOOL)
    entered = RollEntry._base_manager.filter(left_on__isnull=True).values("child_id")
    children = list(there.exclude(child_id__in=entered).order_by("child_id").values_list("child_id", flat=True))
    if not children:
        raise Refused(Problem("enrolment.nobody_to_enter"))
    enter_many(ctx, children, school, Fact(Step.ENTER, on, Movement.IMPORT, grade=grade, place=unit.pk))


@action("roll.promote_class", words="整班升级", english="Promote a class")
def promote_class(ctx: Context, *, unit: Unit, on: date, into: Unit | None) -> None:
    """Let all who are on the roll in a class go up a grade, in the same class or into another of the school.

    Who is on suspension of studies stays in the grade. Raises Refused for a last grade, an empty class, or a second time.
    """
    school = _school(unit)
    place = class_in(into, school) if into is not None else None
    pupils = entries_of_class(ctx, "roll.promote_class", unit)
    refuse(why_not_promoted([standing for _, standing in pupils], on, roll_numbers(on)))
    for entry, standing in _moving(ctx, pupils, Step.PROMOTE, on):
        grade = (standing.grade or 0) + 1
        write(ctx, entry, Fact(Step.PROMOTE, on, Movement.PROMOTION, grade=grade, place=place))


@action("roll.complete_class", words="整班毕业", english="Let a class graduate")
def complete_class(ctx: Context, *, unit: Unit, on: date) -> None:
    """Let a whole class finish its school. Raises Refused while somebody's business is pending, and names how many."""
    school = _school(unit)
    pupils = entries_of_class(ctx, "roll.complete_class", unit)
    refuse(why_not_completed([standing for _, standing in pupils]))
    for entry, _ in _moving(ctx, pupils, Step.COMPLETE, on):
        write(ctx, entry, Fact(Step.COMPLETE, on, Movement.GRADUATION, place=school))


def _school(unit: Unit) -> UUID:
    if unit.kind != UnitKind.CLASS or unit.parent_id is None:
        raise Unusable(Problem("enrolment.no_class", {"unit": unit.name}))
    return unit.parent_id


def _moving(
    ctx: Context, pupils: list[tuple[RollEntry, Standing]], step: Step, on: date
) -> list[tuple[RollEntry, Standing]]:
    """Those on the roll, of each of whom the step may be entered for that day."""
    moving = [(entry, standing) for entry, standing in pupils if standing.state is State.ON_ROLL]
    for _, standing in moving:
        refuse(why_not(standing, step, on, ctx.today))
    return moving
