"""Whether a step of a procedure may be taken: only after those before it, and only on a basis where it needs one."""

from collections.abc import Collection

from notoneless.kernel.problems import Problem
from notoneless.policy.judging import State
from notoneless.policy.model import Procedure, Step


def step_of(procedure: Procedure, name: str) -> Step:
    """A step by its id. Raises KeyError."""
    return {each.id: each for each in procedure.steps}[name]


def refused(procedure: Procedure, name: str, taken: Collection[str], bases: Collection[str]) -> Problem | None:
    """Why a step may not be taken, if it may not. `bases`: the steps for which the county has entered a legal basis."""
    step = step_of(procedure, name)
    missing = [each for each in step.after if each not in taken]
    if missing:
        before = step_of(procedure, missing[0])
        return Problem("policy.step_too_early", {"step": step.title.zh, "before": before.title.zh})
    if step.is_awaited and name not in bases:
        return Problem("policy.basis_awaited", {"step": step.title.zh})
    return None


def follows(state: State) -> bool:
    """Whether a sanction on a duty follows from its verdict: from what was not done, not from what was done late."""
    return state == State.BROKEN
