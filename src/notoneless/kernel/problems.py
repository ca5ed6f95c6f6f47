"""A fact worth telling a person: a code and its parameters, turned into a sentence by one catalogue.

Pure code never writes sentences of its own. It returns a `Problem`; whoever has a reader before them calls `sentence`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from notoneless.kernel.catalogue import WORDS

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell: `code` names an entry of the catalogue, `params` fill its placeholders.

    A parameter may be a `Problem` itself: a phrase told in the language of the sentence around it.
    """

    code: str
    params: Mapping[str, "str | int | Problem"] = field(default_factory=dict)


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
    told = {k: sentence(v, lang) if isinstance(v, Problem) else v for k, v in problem.params.items()}
    return (zh if lang == "zh" else en).format_map(told)
