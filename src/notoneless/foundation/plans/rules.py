"""What a version of a plan is once its changes are applied, whether it may bind, and its fingerprint."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.changing import Change, changed
from notoneless.policy.checking import checked
from notoneless.policy.floor import laxer_than_law
from notoneless.policy.loading import parse_plan
from notoneless.policy.model import Plan
from notoneless.policy.parameters import load_plan, plans_folder
from notoneless.policy.reading import PlanRefused

MODELS = "model"
"""The folder of plans that may be adopted."""


@lru_cache(maxsize=64)
def plan_of(key: str, text: str, changes: tuple[Change, ...]) -> Plan:
    """The plan of a version: of its text and its changes. Raises PlanRefused for a text with faults."""
    return changed(parse_plan(f"plans/{key}.yaml", text), changes)


def fingerprint(text: str, changes: Sequence[Change]) -> str:
    """The SHA-256 of a version: of its text, and of its changes in order of their keys."""
    rows = sorted([each.kind.value, each.key, each.value] for each in changes)
    return hashlib.sha256(json.dumps([text, rows], ensure_ascii=False).encode()).hexdigest()


@lru_cache(maxsize=1)
def standing_plans() -> tuple[Plan, ...]:
    """Law and settings: what stands without adoption."""
    names = sorted(f"{folder}/{path.stem}" for folder in ("national", "local") for path in _files(folder))
    return tuple(load_plan(name) for name in names)


def _files(folder: str) -> list[Any]:
    return [each for each in (plans_folder() / folder).glob("*.yaml") if _is_plan(each.read_text(encoding="utf-8"))]


def _is_plan(text: str) -> bool:
    """Tables of other shapes, such as that of working days, lie beside the plans."""
    return "\nparameters:" in text or "\nclauses:" in text


@dataclass(frozen=True, slots=True)
class Offered:
    """A plan that the program brings, with its text."""

    key: str
    text: str
    plan: Plan


@lru_cache(maxsize=1)
def offered_plans() -> tuple[Offered, ...]:
    """The model plans, in order."""
    paths = sorted((plans_folder() / MODELS).glob("plan_?.yaml"))
    return tuple(_offered(f"{MODELS}/{path.stem}", path.read_text(encoding="utf-8")) for path in paths)


def _offered(key: str, text: str) -> Offered:
    return Offered(key, text, plan_of(key, text, ()))


def check_whole(plan: Plan) -> None:
    """Raises PlanRefused for a plan that with its changes is not whole, or is laxer than law."""
    file = f"plans/{plan.key}.yaml"
    faults = [*checked(file, plan), *laxer_than_law(file, plan, standing_plans())]
    if faults:
        raise PlanRefused(faults)


def check_level(plan: Plan, kind: str) -> None:
    """Raises NotonelessError where units of a kind may not adopt a plan."""
    if kind not in plan.level:
        kinds = "、".join(plan.level)
        raise NotonelessError(Problem("plans.wrong_level", {"kinds": kinds, "plan": plan.title.zh}))
