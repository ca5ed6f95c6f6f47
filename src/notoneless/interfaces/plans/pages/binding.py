"""What binds a unit: each number with why it stands, and each rule; all of it, or only what plans say differently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.plans.selectors import READ_PLAN, BindingHere, InForce, binding_here
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.plans.pages.wording import said, title_of, told
from notoneless.kernel.problems import NotonelessError
from notoneless.policy import telling
from notoneless.policy.changing import same_meaning
from notoneless.policy.fitness import named_by
from notoneless.policy.model import Binding, Words
from notoneless.policy.resolving import Bound, Won


@dataclass(frozen=True, slots=True)
class WonLine:
    """A number that stands: its title and value, and in a sentence over what and why."""

    title: str
    value: str
    why: str
    kind: str
    clause: str


@dataclass(frozen=True, slots=True)
class BoundLine:
    """A duty, target, procedure or sanction that binds: from which clause of which plan, and who else says the same."""

    title: str
    told: str
    plan: str
    clause: str
    unit: str
    also: str
    is_contested: bool


@page({"GET": READ_PLAN})
def binding(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """What binds a unit today: each number with why it stands, and each rule."""
    try:
        found = binding_here(ctx, unit, ctx.today)
    except NotonelessError as refused:
        return Shown("plans/binding.html", {"error": told(refused.told)}, 422)
    if found is None:
        raise NotFound
    contested = request.GET.get("contested", "") != ""
    won = [each for each in found.resolved.numbers.values() if _is_shown(each)]
    rules = [_bound(each, found) for each in found.resolved.rules.values()]
    values = {
        "unit": found.unit,
        "plans": [(each, title_of(each.plan.title)) for each in found.plans],
        "numbers": [_won(each, found.titles) for each in won if each.over or not contested],
        "count": len(won) + len(rules),
        "contested": contested,
        "overruling": sum(bool(each.over) for each in won) + sum(each.is_contested for each in rules),
        "rules": [each for each in rules if each.is_contested or not contested],
    }
    return Shown("plans/binding.html", values)


def _is_shown(won: Won) -> bool:
    """Settings of the program that no plan speaks of bind nobody: they are only what is counted with."""
    return won.parameter.binding != Binding.SETTING or bool(won.unit)


def _won(won: Won, titles: Mapping[str, Words]) -> WonLine:
    mine = won.parameter
    value, why = told(telling.amount(mine)).strip(), told(telling.why(won, titles))
    return WonLine(told(telling.titled(mine)), value, why, won.why, mine.clause)


def _bound(bound: Bound, found: BindingHere) -> BoundLine:
    numbers = {key: each.parameter for key, each in found.resolved.numbers.items()}
    also: Sequence[Any] = [f"{title_of(found.titles[key])} {clause}" for key, clause in bound.also]
    return BoundLine(
        title=title_of(bound.rule.title),
        told=told(telling.rule(bound.rule, numbers)),
        plan=title_of(bound.plan.title),
        clause=bound.clause.id,
        unit=bound.unit,
        also=said("plans.also", others=telling.joined(also)) if also else "",
        is_contested=_is_contested(bound, found),
    )


def _is_contested(bound: Bound, found: BindingHere) -> bool:
    """Whether plans differ about it, titles apart: over a number that it needs, who bears it, when, or its steps."""
    numbers = found.resolved.numbers
    if any(key in numbers and numbers[key].over for key in named_by(bound.rule)):
        return True
    others = (_rule_of(each, bound.rule.id) for each in found.plans if (each.plan.key, "") != (bound.plan.key, ""))
    return any(
        each is not None and not same_meaning(replace(each, title=bound.rule.title), bound.rule) for each in others
    )


def _rule_of(plan: InForce, name: str) -> Any:
    return next((rule for clause in plan.plan.clauses for rule in clause.rules if rule.id == name), None)


ROUTES = [route("plans/binding/<uuid:unit>/", binding, "plan_binding")]
