"""Read the dated, cited numbers of a plan file; refuse what is unknown, undated or without a source."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from notoneless.kernel.problems import NotonelessError, Problem

_KEYS = frozenset({"key", "title", "value", "unit", "binding", "stricter", "from", "source", "checked"})
_SOURCE_KEYS = frozenset({"document", "clause", "says"})
_TITLE_KEYS = frozenset({"zh", "en"})
_BINDINGS = frozenset({"law", "setting"})
_DIRECTIONS = frozenset({"lower", "higher", "none"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of a plan. `value` is text as written; `binding` is law or setting; `stricter` names a direction.

    `zh`, `en`: its title.
    """

    key: str
    value: str
    unit: str
    binding: str
    stricter: str
    since: date
    document: str
    clause: str
    zh: str
    en: str

    def laxer(self, number: int) -> bool:
        """Whether `number` in place of the value goes against the direction that is stricter."""
        value = int(self.value)
        return number > value if self.stricter == "lower" else self.stricter == "higher" and number < value


def plans_folder() -> Path:
    """Where the plan files lie: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "plans"
    return packaged if packaged.is_dir() else package.parents[1] / "plans"


def load_parameters(name: str, on: date) -> dict[str, Parameter]:
    """The parameters of plan file `name` (such as "national/school_age") in force on a date, by key.

    Where several dated values of one key are in force, the latest stands. Raises NotonelessError for an unknown file or
    key, a missing source, date or unit, or a direction or binding that does not exist.
    """
    path = plans_folder() / f"{name}.yaml"
    if not path.is_file():
        raise NotonelessError(Problem("policy.no_plan", {"plan": name}))
    found: dict[str, Parameter] = {}
    for entry in _entries(path.read_text(encoding="utf-8")):
        parameter = _parameter(name, entry)
        earlier = found.get(parameter.key)
        if parameter.since <= on and (earlier is None or earlier.since <= parameter.since):
            found[parameter.key] = parameter
    return found


@lru_cache(maxsize=32)
def _entries(text: str) -> tuple[dict[str, Any], ...]:
    """The entries of a plan's text, parsed once: a page asks for the same numbers many times."""
    return tuple(yaml.load(text, Loader=yaml.SafeLoader)["parameters"])


def _parameter(plan: str, entry: dict[str, Any]) -> Parameter:
    key = str(entry.get("key", "?"))
    wrong = _wrong(entry)
    if wrong:
        raise NotonelessError(Problem("policy.bad_parameter", {"plan": plan, "key": key, "what": wrong}))
    return Parameter(
        key=key,
        value=entry["value"],
        unit=entry["unit"],
        binding=entry["binding"],
        stricter=entry["stricter"],
        since=entry["from"],
        document=entry["source"]["document"],
        clause=entry["source"]["clause"],
        zh=entry["title"]["zh"],
        en=entry["title"]["en"],
    )


def _wrong(entry: dict[str, Any]) -> str:
    """The first thing amiss with an entry, as the name of its key; empty if nothing is."""
    amiss = sorted(_KEYS ^ entry.keys())
    if amiss:
        return amiss[0]
    if set(entry["source"]) != _SOURCE_KEYS or not all(entry["source"].values()):
        return "source"
    if not isinstance(entry["title"], dict) or set(entry["title"]) != _TITLE_KEYS:
        return "title"
    if not isinstance(entry["value"], str):
        return "value"
    if not isinstance(entry["from"], date):
        return "from"
    if entry["binding"] not in _BINDINGS:
        return "binding"
    return "" if entry["stricter"] in _DIRECTIONS else "stricter"
