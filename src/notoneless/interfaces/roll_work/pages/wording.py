"""The words of plans and measures, and what their fields offer."""

from typing import Any, Final

from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.roll_work.rules import year_words
from notoneless.records.roll_work.selectors import MeasureLine, PlanLine

BADGES: Final = {
    "draft": "info",
    "coming": "info",
    "in_force": "success",
    "withdrawn": "danger",
    "overdue": "danger",
    "open": "warning",
    "done": "success",
}
"""The badge of a version or a measure by how it stands; all others are plain."""


def told(slug: str, **params: str | int) -> str:
    """A sentence or phrase of the catalogue, in the reader's language."""
    return sentence(Problem(f"roll_work.{slug}", params), language_of())


def sentence_of(refusal: NotonelessError | None) -> str:
    """What a refusal says; nothing without one."""
    return sentence(refusal.told, language_of()) if refusal else ""


def of_plan(line: PlanLine) -> dict[str, Any]:
    """A version as a page shows it."""
    return {
        "line": line,
        "year": year_words(line.school_year),
        "force": told(f"force.{line.force}"),
        "badge": BADGES.get(line.force, ""),
        "done": line.counts.get("done", 0),
        "overdue": line.counts.get("overdue", 0),
    }


def of_measure(line: MeasureLine) -> dict[str, Any]:
    """A measure as a page shows it."""
    return {"line": line, "standing": told(f"standing.{line.standing}"), "badge": BADGES.get(line.standing, "")}
