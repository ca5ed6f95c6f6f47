"""What every action on a file asks first, and how its rows are entered."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from notoneless.casework.special_education.models import SpecialFile
from notoneless.casework.special_education.rules.homebound import PLACES, HomeNumbers, Place, home_numbers
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.rules.refusing import why_not_day
from notoneless.casework.special_education.rules.standing import placed_on
from notoneless.casework.special_education.selectors.knowing import answering, done_with, known_now, numbers_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.scope import Protected
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem

R = TypeVar("R", bound=Protected)


def refuse(problem: Problem | None) -> None:
    """Raise Refused where there is a problem."""
    if problem is not None:
        raise Refused(problem)


def check_day(ctx: Context, child: Child, on: date) -> None:
    """Raise Refused for a day on which nothing of a child can have been."""
    refuse(why_not_day(on, child.born_on, ctx.today))


def begun(ctx: Context, model: type[R], file: SpecialFile, on: date) -> R:
    """A row of a file, entered by whoever acts; the rest is still to be filled in. The file is locked by then."""
    return model(id=ctx.ids.new(), file=file, child_id=file.child_id, on=on, by_id=ctx.actor, at=ctx.at)


def unit_of(child: UUID, day: date) -> UUID:
    """The unit that answers for a child. Raises Refused for one that belongs nowhere."""
    found = answering([child], day).get(child)
    if found is None:
        raise Refused(Problem("special_education.belongs_nowhere"))
    return found


def check_learns(ctx: Context, file: SpecialFile, learns: Learns) -> None:
    """Raise Refused for a child whose placement in force is another."""
    placed = placed_on(known_now(file).proposals, ctx.today)
    if placed is None or placed.learns is not learns:
        raise Refused(Problem(f"special_education.not_{learns}"))
    refuse(Problem("special_education.done_with") if done_with(ctx.today, file.child_id) else None)


def numbers_for(ctx: Context, file: SpecialFile) -> HomeNumbers:
    """What the plans that bind the unit of a child say of home lessons."""
    return home_numbers(numbers_of(unit_of(file.child_id, ctx.today), ctx.today))


def check_place(place: Place, numbers: HomeNumbers) -> None:
    """Raise Refused for a place that the plan does not know."""
    if numbers.places and place not in {PLACES.get(each) for each in numbers.places}:
        raise Refused(Problem("special_education.strange_place"))


PICTURES = frozenset({"jpeg", "png"})


def check_picture(ctx: Context, picture: Attachment | None) -> None:
    """Raise Unusable for what is no picture, NotFound for what somebody else has attached."""
    if picture is not None and picture.attached_by != ctx.actor:
        raise NotFound
    if picture is not None and picture.kind not in PICTURES:
        raise Unusable(Problem("special_education.no_picture"))
