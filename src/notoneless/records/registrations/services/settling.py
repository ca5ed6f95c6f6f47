"""Settling a problem registration, and taking that back."""

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem
from notoneless.records.registrations.models import ProblemRegistration
from notoneless.records.registrations.rules.kinds import ProblemState, Settlement


@action("registration.settle", words="办结问题学籍", english="Settle a problem registration")
def settle(ctx: Context, *, problem_registration: ProblemRegistration, how: Settlement, explanation: Line) -> None:
    """Say how a problem was settled and on what ground. Raises Refused where it is settled already."""
    if problem_registration.state == ProblemState.SETTLED:
        raise Refused(Problem("registrations.settled_already"))
    problem_registration.state, problem_registration.how = ProblemState.SETTLED, how
    problem_registration.explanation = explanation
    problem_registration.settled_by_id, problem_registration.settled_at = ctx.actor, ctx.at
    problem_registration.save(update_fields=["state", "how", "explanation", "settled_by", "settled_at"])


@action("registration.reopen", words="重开问题学籍", english="Reopen a problem registration")
def reopen(
    ctx: Context,  # noqa: ARG001 (every action's)
    *,
    problem_registration: ProblemRegistration,
    reason: Line,
) -> None:
    """Open a settled problem again; the reason stands where the explanation stood. Raises Refused where it is open."""
    if problem_registration.state == ProblemState.OPEN:
        raise Refused(Problem("registrations.open_already"))
    problem_registration.state, problem_registration.how = ProblemState.OPEN, ""
    problem_registration.explanation = reason
    problem_registration.settled_by_id, problem_registration.settled_at = None, None
    problem_registration.save(update_fields=["state", "how", "explanation", "settled_by", "settled_at"])
