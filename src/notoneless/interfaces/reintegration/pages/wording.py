"""The words that pages of returned pupils show for codes, in the reader's language."""

from typing import Any

from notoneless.casework.reintegration.rules.kinds import Hold, MarkState, ReturnState
from notoneless.casework.reintegration.selectors.returns import FollowedLine, PlacementLine, PlanLine, ReturnLine
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

BADGES = {
    ReturnState.RUNNING: "info",
    ReturnState.HELD: "success",
    ReturnState.CLOSED: "",
    ReturnState.RELAPSED: "danger",
    ReturnState.WITHDRAWN: "",
}
MARKS = {
    MarkState.COMING: "",
    MarkState.DUE: "warning",
    MarkState.OVERDUE: "danger",
    MarkState.HELD: "success",
    MarkState.BROKEN: "danger",
}
HOLDS = {Hold.HOLDS: "success", Hold.BROKEN: "danger", Hold.UNKNOWN: "warning"}


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def of_return(line: ReturnLine) -> dict[str, Any]:
    """A return as one strip of a page."""
    return {
        "line": line,
        "state": told(f"reintegration.state_{line.state}"),
        "badge": BADGES[line.state],
        "teaching": told(f"reintegration.teaching_{line.teaching}") if line.teaching else "",
        "marks": [
            {
                "words": told("reintegration.mark", days=each.days),
                "state": told(f"reintegration.mark_{each.state}"),
                "badge": MARKS[each.state],
                "on": each.on,
            }
            for each in line.marks
        ],
    }


def of_placement(line: PlacementLine) -> dict[str, Any]:
    """A placement as a row of a page."""
    return {"line": line, "teaching": told(f"reintegration.teaching_{line.teaching}")}


def of_plan(line: PlanLine) -> dict[str, Any]:
    """A version of a plan as a row of a page."""
    return {"line": line}


def of_followed(line: FollowedLine) -> dict[str, Any]:
    """A follow-up as a row of a page."""
    return {
        "line": line,
        "how": told(f"reintegration.how_{line.how}"),
        "hold": told(f"reintegration.hold_{line.hold}"),
        "badge": HOLDS[Hold(line.hold)],
        "mark": told("reintegration.mark", days=line.mark) if line.mark is not None else "",
    }
