"""The words that pages of surveys show for codes, and the fields of an answer."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext

from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.surveys.rules.kinds import AnswerKind, Hukou, NoSchoolReason
from notoneless.records.surveys.selectors import AnswerCard, ChildLine

BADGES = {
    "in_school": "success",
    "no_school": "danger",
    "not_reached": "warning",
    "done": "success",
    "begun": "info",
}
"""The badge of an answer or a state; all others are plain."""

SAID = ("place", "elsewhere", "grade", "reason", "note")
"""What an answer says besides its kind."""

GRADES = tuple(range(10))
"""Grades to choose: before school, and the nine years."""


def told(code: str, params: Mapping[str, str | int | Problem] | None = None) -> str:
    """A sentence or phrase of the catalogue, in the reader's language."""
    return sentence(Problem(code, params or {}), language_of())


def options(slug: str, kinds: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Codes to choose among, with their words."""
    return [(each.value, told(f"surveys.{slug}.{each.value}")) for each in kinds]


def choices() -> dict[str, Any]:
    """What the fields of an answer offer."""
    return {
        "answers": options("answer", AnswerKind),
        "reasons": options("reason", NoSchoolReason),
        "hukous": options("hukou", Hukou),
        "sexes": [(each, gettext(each)) for each in ("男", "女")],
        "places": [("false", told("surveys.inside")), ("true", told("surveys.outside"))],
        "grades": GRADES,
    }


def of_answer(answer: AnswerCard) -> dict[str, Any]:
    """An answer as a line of a page."""
    return {
        "card": answer,
        "words": told(f"surveys.answer.{answer.kind}"),
        "badge": BADGES.get(answer.kind, ""),
        "hukou": told(f"surveys.hukou.{answer.hukou}") if answer.hukou else "",
    }


def of_child(line: ChildLine) -> dict[str, Any]:
    """A child of a grid cell as a line of a page."""
    return {"line": line, "answer": of_answer(line.answer) if line.answer else None}


def state_of(state: str) -> dict[str, str]:
    """How far a grid cell is."""
    return {"words": told(f"surveys.state.{state}"), "badge": BADGES.get(state, "")}
