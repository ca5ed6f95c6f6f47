"""The plan files that the program brings, and the numbers of those that stand without adoption: law, and settings."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.loading import parse_plan
from notoneless.policy.model import Parameter, Plan, in_force

__all__ = ["Parameter", "load_parameters", "load_plan", "plans_folder"]


def plans_folder() -> Path:
    """Where the plan files lie: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "plans"
    return packaged if packaged.is_dir() else package.parents[1] / "plans"


def load_plan(name: str) -> Plan:
    """The plan file `name` (such as "national/school_age").

    Raises NotonelessError where there is none, PlanRefused for one with faults.
    """
    path = plans_folder() / f"{name}.yaml"
    if not path.is_file():
        raise NotonelessError(Problem("policy.no_plan", {"plan": name}))
    return _parsed(f"plans/{name}.yaml", path.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def _parsed(file: str, text: str) -> Plan:
    """A plan's text, parsed once: a page asks for the same numbers many times."""
    return parse_plan(file, text)


def load_parameters(name: str, on: date) -> Mapping[str, Parameter]:
    """The parameters of plan file `name` in force on a date, by key: of several dated values the latest.

    Raises NotonelessError for an unknown file, PlanRefused for one with faults.
    """
    return in_force(load_plan(name).parameters, on)
