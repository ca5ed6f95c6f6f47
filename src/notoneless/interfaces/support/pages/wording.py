"""The words that pages of help show for codes, in the reader's language."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from uuid import UUID

from notoneless.casework.support.rules.kinds import Change
from notoneless.casework.support.selectors.schemes import MarkLine, SchemeLine
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

CHANGES = {Change.BETTER: "success", Change.SAME: "", Change.WORSE: "danger"}


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def choices(begins: str, codes: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Codes of this room to choose among."""
    return [(each.value, told(f"helping.{begins}_{each}")) for each in codes]


def of_scheme(line: SchemeLine) -> dict[str, Any]:
    """A scheme as one strip of a page."""
    return {
        "line": line,
        "trouble": told(f"helping.trouble_{line.trouble}"),
        "means": told(f"helping.means_{line.means}"),
        "change": told(f"helping.change_{line.change}") if line.change else "",
        "badge": CHANGES[line.change] if line.change else "",
        "closing": told(f"helping.closing_{line.closing}") if line.closing else "",
    }


def of_mark(line: MarkLine) -> dict[str, Any]:
    """What was measured as a row of a page."""
    return {"line": line, "change": told(f"helping.change_{line.change}"), "badge": CHANGES[line.change]}


def uuid_of(text: str | None) -> UUID | None:
    """An id in an address; None where it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
