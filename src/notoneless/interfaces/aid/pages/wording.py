"""The words that pages of student aid show for codes, in the reader's language."""

from typing import Any

from notoneless.casework.aid.rules.kinds import Standing
from notoneless.casework.aid.selectors.reading import AidLine
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

_BADGES = {Standing.UNPAID: "danger", Standing.SHORT: "warning", Standing.PAID: "success", None: "warning"}


def told(slug: str, **params: str | int) -> str:
    """A sentence or phrase of this room."""
    return sentence(Problem(f"aid.{slug}", dict(params)), language_of())


def of_line(line: AidLine) -> dict[str, Any]:
    """A pupil as a row of a page."""
    code = line.standing.value if line.standing else "undecided"
    return {"line": line, "state": told(f"standing_{code}"), "badge": _BADGES[line.standing]}
