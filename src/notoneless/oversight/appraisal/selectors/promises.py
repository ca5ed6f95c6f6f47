"""What the plans that bind a school ask of somebody in it, as the rows of a letter. Papers are Chinese."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from notoneless.foundation.plans.selectors import binding
from notoneless.kernel.problems import Problem, sentence
from notoneless.policy.model import Duty, Parameter, Requirement, Target
from notoneless.policy.resolving import Bound
from notoneless.policy.telling import needs, when

Row = dict[str, str]

_NOTHING: Row = {"what": "学籍管理和控辍保学日常工作", "due": "本学年", "wanted": "按学校的规定", "basis": "—"}
"""What a letter says where no plan that binds the school asks anything of the post."""

_SHARED = frozenset({"school", "class"})
"""Of whose targets a letter tells."""


def promised(school: UUID, role: str, day: date) -> list[Row]:
    """The duties of a role and the targets of its school: what, by when, how much, and by which clause of which plan."""
    found = binding(school, day)
    numbers = {key: won.parameter for key, won in found.numbers.items()}
    targets = [
        _row(each, each.rule.title.zh, _every(each.rule), [each.rule.requires], numbers)
        for each in found.targets()
        if isinstance(each.rule, Target) and each.rule.of in _SHARED
    ]
    duties = [
        _row(each, each.rule.title.zh, sentence(when(each.rule.trigger, numbers)), each.rule.requires, numbers)
        for each in found.duties()
        if isinstance(each.rule, Duty) and each.rule.bearer.role == role
    ]
    return [{"ordinal": str(number), **row} for number, row in enumerate([*targets, *duties] or [_NOTHING], 1)]


def _every(target: Target) -> str:
    return sentence(Problem(f"telling.each_{target.every}"))


def _row(bound: Bound, what: str, due: str, asked: Sequence[Requirement], numbers: dict[str, Parameter]) -> Row:
    wanted = "；".join(sentence(needs(each, numbers)) for each in asked)
    return {"what": what, "due": due, "wanted": wanted, "basis": f"{bound.plan.title.zh}{bound.clause.id}"}
