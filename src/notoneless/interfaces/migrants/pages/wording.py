"""The words that pages of migrant children show for codes, in the reader's language."""

from typing import Any

from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.migrants.rules.kinds import State
from notoneless.records.migrants.selectors.records import ApplicationLine, MigrantLine, PaperLine

BADGES = {
    State.WAITING: "info",
    State.QUEUED: "warning",
    State.NEAREST: "success",
    State.OTHER: "success",
    State.REFUSED: "danger",
}


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def word(kind: str, code: str) -> str:
    """What a code of this room is called."""
    return told(f"migrants.{kind}_{code}") if code else ""


def of_migrant(line: MigrantLine) -> dict[str, Any]:
    """A migrant child as a row of a page."""
    return {"line": line, "application": of_application(line.application) if line.application else None}


def of_application(line: ApplicationLine) -> dict[str, Any]:
    """An application as a row of a page."""
    return {
        "line": line,
        "state": word("state", line.state),
        "badge": BADGES[line.state],
        "ground": word("ground", line.ground),
        "lacks": [word("paper", each) for each in line.lacks],
    }


def of_paper(line: PaperLine) -> dict[str, Any]:
    """A paper as a row of a page."""
    return {"line": line, "kind": word("paper", line.kind)}
