"""What every action on a file asks first, and how its rows are entered."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from notoneless.casework.special_education.models import SpecialFile
from notoneless.casework.special_education.rules.refusing import why_not_day
from notoneless.casework.special_education.selectors.knowing import answering
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.scope import Protected
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
