"""The words that pages of left-behind children show for codes, in the reader's language."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from notoneless.casework.left_behind.rules.kinds import ContactState
from notoneless.casework.left_behind.selectors.reading import FileLine
from notoneless.interfaces.frame.forming import Options
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

_BADGES = {ContactState.NOBODY: "danger", ContactState.OVERDUE: "warning", ContactState.KEPT: "success"}

_WORDS: Mapping[str, Callable[[str], str]] = {
    "away": lambda code: told(f"away_{code}"),
    "carer": lambda code: told(f"carer_{code}"),
    "trait": lambda code: told(f"trait_{code}"),
    "family": lambda code: told(f"family_{code}"),
    "closing": lambda code: told(f"closing_{code}"),
    "partner": lambda code: told(f"partner_{code}"),
    "stage": lambda code: told(f"stage_{code}"),
    "sex": lambda code: told(f"sex_{code}"),
    "definition": lambda code: told(f"definition_{code}"),
}


def told(slug: str, **params: str | int) -> str:
    """A sentence or phrase of this room."""
    return sentence(Problem(f"left_behind.{slug}", dict(params)), language_of())


def warned(slug: str) -> str:
    """How early warning calls a way of contact, or who was spoken to."""
    return sentence(Problem(f"early_warning.{slug}"), language_of())


def word(kind: str, code: str) -> str:
    """What a code of a kind is called: of one of the enumerations, or of what a survey adds up."""
    return _WORDS[kind](code)


def choices(prefix: str, kinds: type[StrEnum]) -> Options:
    """The values of an enumeration with their words."""
    return [(each.value, word(prefix, each)) for each in kinds]


def of_line(line: FileLine) -> dict[str, Any]:
    """A file as a row of a page."""
    return {"line": line, "state": told(f"state_{line.state}"), "badge": _BADGES[line.state]}
