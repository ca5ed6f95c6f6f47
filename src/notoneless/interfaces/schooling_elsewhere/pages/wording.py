"""The words that pages of children schooled elsewhere show for codes, in the reader's language."""

from typing import Any

from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.schooling_elsewhere.rules.standing import State
from notoneless.records.schooling_elsewhere.selectors.records import (
    AwayLine,
    ConfirmationLine,
    ContactLine,
    CopyLine,
    CopyToKeep,
)

BADGES = {
    State.AWAITED: "info",
    State.CONFIRMED: "success",
    State.DUE: "warning",
    State.LAPSED: "danger",
    State.DOUBTED: "danger",
    State.ENDED: "",
}


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def word(kind: str, code: str) -> str:
    """What a code of this room is called."""
    return told(f"schooling_elsewhere.{kind}_{code}") if code else ""


def of_away(line: AwayLine) -> dict[str, Any]:
    """A record as a row of a page."""
    return {
        "line": line,
        "state": word("state", line.standing.state),
        "badge": BADGES[line.standing.state],
        "beyond": word("beyond", line.beyond),
        "stage": word("stage", line.stage),
        "lacks": [word("detail", each) for each in line.lacks],
        "copies": [of_copy(each) for each in line.copies],
    }


def of_copy(line: CopyLine | CopyToKeep) -> dict[str, Any]:
    """A copy as a row of a page."""
    return {"line": line, "recipient": word("recipient", line.recipient)}


def of_contact(line: ContactLine) -> dict[str, Any]:
    """A contact as a row of a page."""
    return {"line": line, "way": word("way", line.way), "said": word("said", line.said)}


def of_confirmation(line: ConfirmationLine) -> dict[str, Any]:
    """A confirmation as a row of a page."""
    return {"line": line, "proof": word("proof", line.proof)}
