"""The words that pages of campaigns show for codes, in the reader's language."""

from typing import Any

from notoneless.casework.campaigns.rules.meetings import OVERDUE, DecisionState, MeetingState
from notoneless.casework.campaigns.selectors.meetings import DecisionLine, MeetingLine
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import NotonelessError, Problem, sentence

BADGES = {
    MeetingState.CALLED: "info",
    MeetingState.WRITTEN: "warning",
    MeetingState.SIGNED: "success",
    MeetingState.CALLED_OFF: "",
}
OF_DECISIONS = {DecisionState.OPEN: "info", OVERDUE: "danger", DecisionState.DONE: "success", DecisionState.DROPPED: ""}


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def word(kind: str, code: str) -> str:
    """What a code of this room is called."""
    return told(f"campaigns.{kind}_{code}") if code else ""


def refused(refusal: NotonelessError | None) -> str:
    """Why something was refused, if it was."""
    return sentence(refusal.told, language_of()) if refusal else ""


def of_meeting(line: MeetingLine) -> dict[str, Any]:
    """A meeting as a row of a page."""
    return {
        "line": line,
        "kind": word("kind", line.kind),
        "state": word("state", line.state),
        "badge": BADGES[line.state],
    }


def of_decision(line: DecisionLine) -> dict[str, Any]:
    """A decision as a row of a page."""
    return {"line": line, "state": word("decision", line.standing), "badge": OF_DECISIONS[line.standing]}
