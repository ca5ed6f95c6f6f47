"""The words that pages of special education show for codes, in the reader's language."""

from datetime import date
from enum import StrEnum
from typing import Any

from notoneless.casework.special_education.models import (
    GuardianApplication,
    LearningAgreement,
    NeedsAssessment,
    Placement,
)
from notoneless.casework.special_education.rules.kinds import Decided, FileState
from notoneless.casework.special_education.selectors.files import FileLine
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

BADGES = {
    FileState.UNPLACED: "danger",
    FileState.ASSESSED: "warning",
    FileState.PROPOSED: "warning",
    FileState.CHANGED: "warning",
    FileState.PLACED: "success",
}
DECIDED = {Decided.PROPOSED: "warning", Decided.AGREED: "success", Decided.REFUSED: ""}


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def offered(kinds: type[StrEnum], name: str) -> list[tuple[str, str]]:
    """The values of an enumeration with their words, as a field offers them."""
    return [(each.value, told(f"special_education.{name}_{each}")) for each in kinds]


def of_file(line: FileLine) -> dict[str, Any]:
    """A file as one strip of a page."""
    return {
        "line": line,
        "state": told(f"special_education.state_{line.state}"),
        "badge": BADGES[line.state],
        "learns": told(f"special_education.learns_{line.learns}") if line.learns else "",
        "awaits": told(f"special_education.awaits_{line.awaits}", day=line.due_on.isoformat()) if line.due_on else "",
    }


def of_application(row: GuardianApplication) -> dict[str, Any]:
    """An application as a row of a page."""
    return {"row": row, "wished": told(f"special_education.learns_{row.wished}")}


def of_needs_assessment(row: NeedsAssessment) -> dict[str, Any]:
    """A needs assessment as a row of a page."""
    return {"row": row, "advice": told(f"special_education.learns_{row.advice}"), "domains": row.domains.split()}


def of_agreement(row: LearningAgreement, day: date) -> dict[str, Any]:
    """An agreement as a row of a page."""
    return {"row": row, "learns": told(f"special_education.learns_{row.learns}"), "is_over": row.until_on < day}


def of_placement(row: Placement) -> dict[str, Any]:
    """A placement as a row of a page."""
    return {
        "row": row,
        "learns": told(f"special_education.learns_{row.learns}"),
        "decided": told(f"special_education.decided_{row.decided}"),
        "badge": DECIDED[Decided(row.decided)],
        "waits": row.decided == Decided.PROPOSED,
        "is_agreed": row.decided == Decided.AGREED,
    }
