"""What a version of a plan is once its changes are applied, whether it may bind, and its fingerprint."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.unit_kinds import PARENTS, UnitKind
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy import telling
from notoneless.policy.changing import Change, changed
from notoneless.policy.checking import checked
from notoneless.policy.fitness import unfit_to_bind
from notoneless.policy.floor import laxer_than_law
from notoneless.policy.loading import once_each, parse_plan, read_plan
from notoneless.policy.model import Bearer, Binding, Duty, Parameter, Plan, Stricter, Words, in_force
from notoneless.policy.parameters import load_plan, plans_folder
from notoneless.policy.ranges import far_out, out_of_range
from notoneless.policy.reading import Fault, PlanRefused, decoded
from notoneless.policy.values import unfit_number

MODELS = "model"
"""The folder of plans that may be adopted."""
OWN = "own/"
"""How the keys of plans begin that units have written themselves."""

OWN_FILE = "方案.yaml"
"""How an uploaded file is called where it is refused: its own name may say anything."""

_OWN_KEY = re.compile(r"own/[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Offered:
    """A plan that the program brings, with its text."""

    key: str
    text: str
    plan: Plan


@lru_cache(maxsize=64)
def plan_of(key: str, text: str, changes: tuple[Change, ...]) -> Plan:
    """The plan of a version: of its text and its changes. Raises PlanRefused for a text with faults."""
    return changed(parse_plan(f"plans/{key}.yaml", text), changes)


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored version as it is read today: what can be read of it, and what checks that came after it refuse."""

    plan: Plan
    faults: tuple[Fault, ...] = ()


@lru_cache(maxsize=64)
def kept_plan(key: str, text: str, changes: tuple[Change, ...]) -> Kept:
    """A version that was taken before; nothing of it is refused any more. What a stricter check finds is told beside it."""
    name = f"plans/{key}.yaml"
    try:
        plan, found = read_plan(name, text)
    except PlanRefused as refused:
        plan, found = Plan(key, Words(key, key), "", (), None, "", (), ()), refused.faults
    title = plan.title if plan.title.zh else Words(key, key)
    plan, faults = replace(plan, key=key, title=title), list(found)
    for change in changes:
        try:
            plan = _carried_out(changed(plan, (change,)), change)
        except NotonelessError as refused:
            faults.append(Fault(name, 0, refused.told))
    faults += [*_also_asked(name, plan), *_bearers(name, plan)]
    return Kept(_countable(plan), tuple(once_each(faults)))


def _carried_out(plan: Plan, change: Change) -> Plan:
    """The plan, unless a room could not go by what a setting was changed to: then the number of the file stands.

    Raises NotonelessError. What rules ask for stands as it was adopted: whatever it is, it can be reckoned by.
    """
    for each in plan.own if not plan.clauses else ():
        problem = out_of_range(each) if each.key == change.key else None
        if problem is not None:
            raise NotonelessError(Problem("plans.not_carried_out", {"what": problem}))
    return plan


def _countable(plan: Plan) -> Plan:
    """A plan without what nothing can be reckoned by: numbers that are none, duties of nobody or for nothing."""
    clauses = tuple(
        replace(
            each,
            parameters=tuple(filter(_is_number, each.parameters)),
            duties=tuple(filter(_is_owed, each.duties)),
            targets=tuple(target for target in each.targets if target.of in set(UnitKind)),
        )
        for each in plan.clauses
    )
    return replace(plan, own=tuple(filter(_is_number, plan.own)), clauses=clauses)


def _is_owed(duty: Duty) -> bool:
    kinds = {duty.bearer.of, duty.each}
    return bool(duty.requires) and duty.bearer.role in ROLES.table and kinds <= set(UnitKind)


def _is_number(each: Parameter) -> bool:
    return each.stricter == Stricter.NONE or each.is_awaited or not unfit_number(each.unit, each.value)


def fingerprint(text: str, changes: Sequence[Change]) -> str:
    """The SHA-256 of a version: of its text, and of its changes in order of their keys."""
    rows = sorted([each.kind.value, each.key, each.value] for each in changes)
    return hashlib.sha256(json.dumps([text, rows], ensure_ascii=False).encode()).hexdigest()


@lru_cache(maxsize=1)
def standing_plans() -> tuple[Plan, ...]:
    """Law and settings: what stands without adoption."""
    return tuple(each.plan for each in _standing())


@lru_cache(maxsize=1)
def _standing() -> tuple[Offered, ...]:
    found = ((f"{folder}/{path.stem}", path) for folder in ("national", "local") for path in _files(folder))
    return tuple(Offered(key, path.read_text(encoding="utf-8"), load_plan(key)) for key, path in sorted(found))


def _files(folder: str) -> list[Any]:
    return [each for each in (plans_folder() / folder).glob("*.yaml") if _is_plan(each.read_text(encoding="utf-8"))]


def _is_plan(text: str) -> bool:
    """Tables of other shapes, such as that of working days, lie beside the plans."""
    return "\nparameters:" in text or "\nclauses:" in text


@lru_cache(maxsize=1)
def offered_plans() -> tuple[Offered, ...]:
    """The model plans, in order, and after them the settings that a county may decide."""
    paths = sorted((plans_folder() / MODELS).glob("plan_?.yaml"))
    models = tuple(_offered(f"{MODELS}/{path.stem}", path.read_text(encoding="utf-8")) for path in paths)
    return (*models, *(each for each in _standing() if each.plan.level))


def _offered(key: str, text: str) -> Offered:
    return Offered(key, text, plan_of(key, text, ()))


def check_number(plan: Plan, key: str, value: str) -> None:
    """Raises NotonelessError for a number that does not lie where the form of the workshop says that it may.

    What is none, and what a plan or law says besides, is told where the whole plan is checked.
    """
    for each in plan.parameters:
        problem = far_out(plan, replace(each, value=value)) if each.key == key else None
        if problem is not None:
            raise NotonelessError(problem)


def check_whole(plan: Plan, first: date | None = None) -> None:
    """Raises PlanRefused for a plan that with its changes is not whole from a day on, or is laxer than law.

    `first`: the day from which on it is to bind; its own first day where none is chosen yet.
    """
    file = f"plans/{plan.key}.yaml"
    faults = once_each([*checked(file, plan), *_also_asked(file, plan, first)])
    if faults:
        raise PlanRefused(faults)


def _also_asked(file: str, plan: Plan, first: date | None = None) -> Iterator[Fault]:
    """What a plan must be before it binds, besides being readable."""
    yield from laxer_than_law(file, plan, standing_plans())
    yield from unfit_to_bind(file, plan, first)


@dataclass(frozen=True, slots=True)
class Examined:
    """A file as it was looked at: its text, the plan if it could be read, and everything that is wrong, in order of lines."""

    text: str
    plan: Plan | None
    faults: tuple[Fault, ...]
    is_own: bool = False
    """Whether it calls itself a plan of somebody's own."""


@lru_cache(maxsize=16)
def examined(file: str, content: bytes) -> Examined:
    """A plan file that somebody brings: whole, of people there are, not laxer than law. `file`: how refusals call it."""
    return _examined(file, content, lambda _: ())


@lru_cache(maxsize=16)
def examined_own(file: str, content: bytes) -> Examined:
    """The same of a plan that a unit has written itself: it has a key of its own, clauses, and does not call itself law."""
    return _examined(file, content, lambda plan: _of_own(file, plan))


def _examined(file: str, content: bytes, more: Callable[[Plan], Iterable[Fault]]) -> Examined:
    """Everything is asked of as much as can be read, so that somebody is told all of it at once."""
    text = ""
    try:
        text = decoded(file, content)
        plan, unread = read_plan(file, text)
    except PlanRefused as refused:
        return Examined(text, None, refused.faults)
    found = once_each([*unread, *_also_asked(file, plan), *_bearers(file, plan), *more(plan)])
    return Examined(text, None if unread else plan, tuple(found), plan.key.startswith(OWN))


def _of_own(file: str, plan: Plan) -> Iterator[Fault]:
    if plan.key and not _OWN_KEY.fullmatch(plan.key):
        yield Fault(file, 1, Problem("plans.own_key", {"key": plan.key}))
    if not plan.clauses:
        yield Fault(file, 1, Problem("plans.no_clauses"))
    for each in plan.parameters:
        if each.binding == Binding.LAW:
            yield Fault(file, each.line, Problem("plans.not_law", {"key": each.key}))


def _bearers(file: str, plan: Plan) -> Iterator[Fault]:
    """Whom nobody can be, and who is not whoever adopts the plan or beneath: what is theirs would be owed by nobody."""
    yield from _posts(file, plan)
    for duty in plan.duties:
        yield from _above(file, plan, duty.line, duty.bearer)
        if {duty.bearer.of, duty.each} <= set(UnitKind) and duty.bearer.of not in up_from(duty.each):
            kinds = {"each": telling.kind_of_unit(duty.each), "of": telling.kind_of_unit(duty.bearer.of)}
            yield Fault(file, duty.line, Problem("plans.bearer_aside", kinds))
    for sanction in plan.sanctions:
        yield from _above(file, plan, sanction.line, sanction.whom)


def _above(file: str, plan: Plan, line: int, bearer: Bearer) -> Iterator[Fault]:
    if bearer.of in set(UnitKind) and not up_from(bearer.of) & set(plan.level):
        kinds = telling.joined([telling.kind_of_unit(each) for each in plan.level])
        yield Fault(file, line, Problem("plans.bearer_above", {"kinds": kinds, "of": telling.kind_of_unit(bearer.of)}))


@cache
def up_from(kind: str) -> frozenset[str]:
    """A kind of units and those that may stand above it."""
    above = PARENTS[UnitKind(kind)] - {UnitKind(kind)}
    return frozenset({kind}).union(*(up_from(each) for each in above))


def _posts(file: str, plan: Plan) -> Iterator[Fault]:
    bearers: list[tuple[int, Bearer]] = [(each.line, each.bearer) for each in plan.duties]
    bearers += [(each.line, each.whom) for each in plan.sanctions]
    bearers += [(step.line, step.bearer) for each in plan.procedures for step in each.steps if step.bearer]
    for line, bearer in bearers:
        if bearer.role and bearer.role not in ROLES.table:
            yield Fault(file, line, Problem("plans.no_role", {"role": bearer.role}))
        elif bearer.role and bearer.of in set(UnitKind) and bearer.of not in ROLES.table[bearer.role].kinds:
            named = {"role": Problem(f"role.{bearer.role}"), "of": telling.kind_of_unit(bearer.of)}
            yield Fault(file, line, Problem("plans.wrong_post", named))


def law_floor(key: str, day: date) -> Parameter | None:
    """What law says of a number on a day, if it says anything."""
    laws = in_force((each for law in standing_plans() for each in law.parameters if each.binding == Binding.LAW), day)
    return laws.get(key)


def check_level(plan: Plan, kind: str) -> None:
    """Raises NotonelessError where units of a kind may not adopt a plan, or it would lay a duty on units above them."""
    if kind not in plan.level:
        kinds = telling.joined([telling.kind_of_unit(each) for each in plan.level])
        raise NotonelessError(Problem("plans.wrong_level", {"kinds": kinds, "plan": telling.words(plan.title)}))
    for duty in plan.duties:
        of = duty.bearer.of
        if kind not in up_from(of):
            named = {"kinds": telling.kind_of_unit(kind), "of": telling.kind_of_unit(of)}
            raise NotonelessError(Problem("plans.bearer_above", named))
