"""One thing to do that a room tells, and the words for it."""

from dataclasses import dataclass

from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to do: in words, the way there if there is one, how many days there are (None for no day), and several of it
    one by one.

    `until`: by which hour of today. `waits`: somebody waits for it, so that of what has no day it comes first.
    """

    words: str
    href: str
    days_left: int | None = None
    lines: tuple[tuple[str, str], ...] = ()
    until: str = ""
    waits: bool = False


def in_words(code: str, **params: str | int) -> str:
    """A sentence of the catalogue in the reader's language."""
    return sentence(Problem(code, dict(params)), language_of())
