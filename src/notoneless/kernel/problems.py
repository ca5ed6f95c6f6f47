"""A fact worth telling a person: a code and its parameters, turned into a sentence by one catalogue.

Pure code never writes sentences of its own. It returns a `Problem`; whoever has a reader before them calls `sentence`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from notoneless.kernel.catalogue import WORDS

Lang = Literal["zh", "en"]

_BREAKS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]+")
"""What a file name may hold and a line of text may not: line breaks, commands to a terminal, bytes that are no text."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell: `code` names an entry of the catalogue, `params` fill its placeholders.

    A parameter may be a `Problem` itself: a phrase told in the language of the sentence around it.
    """

    code: str
    params: Mapping[str, "str | int | Problem"] = field(default_factory=dict)


def as_json(problem: Problem) -> dict[str, Any]:
    """The problem as JSON holds it, phrases within it included."""
    params = {name: as_json(value) if isinstance(value, Problem) else value for name, value in problem.params.items()}
    return {"code": problem.code, "params": params}


def from_json(kept: Mapping[str, Any]) -> Problem:
    """The problem that `as_json` made."""
    params = {name: from_json(value) if isinstance(value, dict) else value for name, value in kept["params"].items()}
    return Problem(kept["code"], params)


class NotonelessError(Exception):
    """The work cannot go on; carries the `problem`, and `told`, the one sentence to tell of it, without a traceback."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = self.told = problem

    def __str__(self) -> str:
        return sentence(self.told, "zh")


def sentence(problem: Problem, lang: Lang = "zh") -> str:
    """The problem as one sentence in `lang`. Raises KeyError for a code the catalogue lacks."""
    zh, en = WORDS[problem.code]
    told = {name: _told(value, lang) for name, value in problem.params.items()}
    return (zh if lang == "zh" else en).format_map(told)


def _told(value: "str | int | Problem", lang: Lang) -> str | int:
    if isinstance(value, Problem):
        return sentence(value, lang)
    return _BREAKS.sub("�", value) if isinstance(value, str) else value
