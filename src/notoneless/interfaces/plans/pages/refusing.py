"""What is refused in the workshop, in the words of those who work there: titles instead of keys, and no file or line."""

from collections.abc import Mapping
from typing import Any

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.plans.selectors import OpenVersion
from notoneless.interfaces.plans.pages.wording import told
from notoneless.kernel.problems import Problem
from notoneless.policy import telling
from notoneless.policy.model import Plan

_AT = "policy.at"


def refused(ctx: Context, refusal: Refused, action: Action[Any], version: OpenVersion | None = None) -> str:
    """What a refusal says, recorded; what is out of reach is not told here. Raises NotFound."""
    if isinstance(refusal, NotFound):
        raise refusal
    noted(ctx, refusal, Attempted(action.code, {}))
    return told(named(refusal.told, version.plan) if version is not None else refusal.told)


def named(problem: Problem, plan: Plan) -> Problem:
    """A refusal without its place in a file, with numbers and rules of a plan called by their titles."""
    inner = problem.params.get("what")
    if problem.code == _AT and isinstance(inner, Problem):
        return named(inner, plan)
    titles = _titles(plan)
    params = {
        name: named(value, plan)
        if isinstance(value, Problem)
        else Problem("plans.quoted", {"title": titles[name, value]})
        if (name, value) in titles
        else value
        for name, value in problem.params.items()
    }
    return Problem(problem.code, params)


def _titles(plan: Plan) -> Mapping[tuple[str, object], Problem]:
    """What sentences may name of a plan, by the name of their parameter and the key."""
    numbers: dict[tuple[str, object], Problem] = {("key", each.key): telling.titled(each) for each in plan.parameters}
    rules = {("name", each.id): telling.words(each.title) for clause in plan.clauses for each in clause.rules}
    return numbers | rules
