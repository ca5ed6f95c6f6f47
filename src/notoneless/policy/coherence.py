"""What is asked of the words and rules of a plan as it is brought, changed or adopted, besides its numbers (fitness.py)."""

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from notoneless.kernel.problems import Problem
from notoneless.policy.model import AREAS, Anchor, Every, Plan, Trigger
from notoneless.policy.naming import joined
from notoneless.policy.reading import Fault

MOST_DUTIES = 500
"""Duties of a plan: the longest model plan has some seventy, and each is reckoned for every unit it binds."""
_LONGEST, _LONGEST_SAYING = 200, 2000
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
"""Kinds of characters that nobody sees, or that turn a line around: workbooks and terminals break at them."""


def incoherent(file: str, plan: Plan) -> Iterator[Fault]:
    """Areas that there are not, sanctions in a circle, parts of due days without effect, and texts without measure."""
    for clause in plan.clauses:
        for area in {clause.area, clause.pending} - AREAS - {""}:
            params: dict[str, str | int | Problem] = {"area": area, "areas": joined(sorted(AREAS))}
            yield Fault(file, clause.line, Problem("policy.no_area", params))
    yield from _circles(file, plan)
    for duty in plan.duties:
        for key in idle_parts(duty.trigger):
            yield Fault(file, duty.trigger.line or duty.line, Problem("policy.no_effect", {"key": key}))
    if len(plan.duties) > MOST_DUTIES:
        yield Fault(file, plan.duties[MOST_DUTIES].line, Problem("policy.too_many_duties", {"most": MOST_DUTIES}))
    told: set[str] = set()
    for line, text, is_saying in _texts(plan, 1):
        problem = odd_text(text, is_saying=is_saying) if text not in told else None
        if problem:
            told.add(text)
            yield Fault(file, line, problem)


def idle_parts(when: Trigger) -> tuple[str, ...]:
    """The parts of a trigger that would change nothing: what somebody wrote, and means something by."""
    found = []
    if when.on:
        found += ["within"] if when.within else []
    if when.on or when.event:
        found += ["at"] if when.at != Anchor.END else []
    if when.every == Every.DAY and when.at != Anchor.END and (when.at == Anchor.MIDDLE or not when.within):
        found.append("at")  # a day begins and ends on itself
    if when.event:
        found += [name for name in ("on", "months") if getattr(when, name)]
    if when.days and when.every not in (Every.DAY, Every.WEEK):
        found.append("days")
    return tuple(found)


def _circles(file: str, plan: Plan) -> Iterator[Fault]:
    follows = {each.id: [each.on] for each in plan.sanctions}
    try:
        TopologicalSorter(follows).prepare()
    except CycleError as error:
        around = set(error.args[1])
        first = next(each for each in plan.sanctions if each.id in around)
        yield Fault(file, first.line, Problem("policy.cycle", {"name": first.id}))


def _texts(part: Any, line: int) -> Iterator[tuple[int, str, bool]]:
    """Every text of a plan with its line, and whether it is what a clause says; sources stand at each of their numbers."""
    line = getattr(part, "line", 0) or line
    for each in fields(part):
        found = getattr(part, each.name)
        for value in found if isinstance(found, tuple) else (found,):
            if isinstance(value, str):
                yield line, value, each.name == "says"
            elif is_dataclass(value):
                yield from _texts(value, line)


def odd_text(text: str, *, is_saying: bool) -> Problem | None:
    """What is wrong with a text of a plan: it is too long, or holds what nobody sees. What a clause says may have lines."""
    longest = _LONGEST_SAYING if is_saying else _LONGEST
    if len(text) > longest:
        return Problem("policy.text_too_long", {"start": text[:20], "most": longest})
    if any(unicodedata.category(one) in _UNSEEN for one in (text.replace("\n", "") if is_saying else text)):
        return Problem("policy.text_unseen")
    return None
