"""What every action on a return asks first."""

from uuid import UUID

from notoneless.casework.reintegration.models import Return
from notoneless.casework.reintegration.rules.refusing import why_not_open
from notoneless.casework.reintegration.rules.settings import ReturnNumbers
from notoneless.casework.reintegration.rules.standing import Known, state_on
from notoneless.casework.reintegration.selectors.knowing import known_now, numbers_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem


def still_open(ctx: Context, returned: Return) -> tuple[Known, ReturnNumbers]:
    """What is known of a return that stands, and the numbers. Raises Refused for one that has ended."""
    numbers, known = numbers_on(ctx.today), known_now(returned)
    refuse(why_not_open(state_on(known, numbers, ctx.today)))
    return known, numbers


def refuse(problem: Problem | None) -> None:
    """Raise Refused where there is a problem."""
    if problem is not None:
        raise Refused(problem)


def own_school(ctx: Context, returned: Return, code: str) -> UUID:
    """The school that answers for a returned pupil. Raises Refused for whoever does not answer for that school."""
    if returned.unit_id not in ctx.units_for(code):
        raise Refused(Problem("reintegration.not_your_school"))
    return returned.unit_id
