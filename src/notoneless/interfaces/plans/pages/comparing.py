"""A draft side by side with what is adopted, with its file, and, adopted for the first time, with what binds its unit now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.plans.selectors import READ_PLAN, OpenVersion
from notoneless.foundation.plans.selectors.adopting import binding_now_and_then, same_plan_near
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.plans.pages.versions import period
from notoneless.interfaces.plans.pages.viewing import version_in_reach
from notoneless.interfaces.plans.pages.wording import DifferenceLine, difference_lines, said, title_of, told
from notoneless.policy import telling
from notoneless.policy.changing import ChangeKind, differences
from notoneless.policy.model import Duty, Parameter, Target
from notoneless.policy.resolving import Bound, Resolved


@dataclass(frozen=True, slots=True)
class NewLine:
    """A duty or target that nobody asked for here before: who owes it and when."""

    clause: str
    title: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A number that stands otherwise than before: in words with where it comes from."""

    title: str
    before: str
    after: str


def compared(found: OpenVersion, day: date) -> dict[str, Any]:
    """What a page of differences shows of a version that is to bind from a day on."""
    values: dict[str, Any] = {"to_file": found.adopted is None, "lines": _lines(found, day)}
    shown = {(each.clause, each.title, each.after) for each in values["lines"]}
    values["laxer"] = [each for each in _to_file(found, day) if each.is_laxer]
    values["laxer_apart"] = [each for each in values["laxer"] if (each.clause, each.title, each.after) not in shown]
    return values if found.adopted is not None else values | _first(found, day)


def _lines(found: OpenVersion, day: date) -> list[DifferenceLine]:
    """To what is adopted, or where nothing is, to the file."""
    if found.adopted is None:
        return _to_file(found, day)
    return difference_lines(differences(found.adopted, found.plan), found.adopted, found.plan, day, _reasons(found))


def _to_file(found: OpenVersion, day: date) -> list[DifferenceLine]:
    return difference_lines(differences(found.file, found.plan), found.file, found.plan, day, _reasons(found))


def _reasons(found: OpenVersion) -> Mapping[tuple[ChangeKind, str], str]:
    return {(each.kind, each.key): each.reason for each in found.changes}


def _first(found: OpenVersion, day: date) -> dict[str, Any]:
    """What a plan that its unit has never adopted would add to what binds there."""
    now, then = binding_now_and_then(found, day)
    added = [each for name, each in then.rules.items() if name not in now.rules]
    numbers = {key: each.parameter for key, each in then.numbers.items()}
    new = [_new(each, numbers) for each in added if isinstance(each.rule, Duty | Target)]
    return {
        "is_first": True,
        "new": new,
        "new_others": len(added) - len(new),
        "known": sum(1 for each in then.rules if each in now.rules and _is_of(found, each)),
        "moved": _moved(now, then),
        "same": [(each.unit_name, period(each.from_on, each.until_on)) for each in same_plan_near(found, day)],
    }


def _is_of(found: OpenVersion, name: str) -> bool:
    return any(name == each for each, _ in found.plan.named())


def _new(bound: Bound, numbers: Mapping[str, Parameter]) -> NewLine:
    rule = bound.rule
    if isinstance(rule, Duty):
        each = told(telling.kind_of_unit(rule.each))
        who = said("plans.who_each", who=told(telling.who(rule.bearer)), each=each)
        return NewLine(bound.clause.id, title_of(rule.title), who, told(telling.when(rule.trigger, numbers)))
    assert isinstance(rule, Target)
    who = said("plans.each", each=told(telling.kind_of_unit(rule.of)))
    return NewLine(bound.clause.id, title_of(rule.title), who, said(f"telling.each_{rule.every}"))


def _moved(now: Resolved, then: Resolved) -> Sequence[MovedLine]:
    found = []
    for key, before in now.numbers.items():
        after = then.numbers[key]
        if before.parameter.value != after.parameter.value:
            title = told(telling.titled(after.parameter))
            found.append(MovedLine(title, _value(before.parameter), _value(after.parameter)))
    return found


def _value(number: Parameter) -> str:
    return said(
        "plans.value_of", value=told(telling.amount(number)).strip(), source=f"{number.document} {number.clause}"
    )


@page({"GET": READ_PLAN})
def difference(ctx: Context, request: HttpRequest, version: Any) -> Answer:
    """A version side by side with what its unit has adopted of the plan, or with what binds there and the file."""
    found = version_in_reach(ctx, version)
    values = {"version": found, "title": title_of(found.plan.title), **compared(found, ctx.today)}
    return Shown("plans/difference.html", values)


ROUTES = [route("plans/versions/<uuid:version>/difference/", difference, "plan_difference")]
