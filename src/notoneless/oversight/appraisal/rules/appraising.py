"""What may be done with an appraisal, an appeal and a consequence, and what lines look like as they are kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from notoneless.kernel.problems import Problem
from notoneless.oversight.appraisal.rules.scoring import ItemKind, Line, plain


class AppraisalState(StrEnum):
    """How far an appraisal is."""

    SHOWN = "shown"
    CONFIRMED = "confirmed"


class AppealState(StrEnum):
    """What became of an appeal."""

    WAITING = "waiting"
    GRANTED = "granted"
    REJECTED = "rejected"


class ConsequenceState(StrEnum):
    """What became of what a plan's rule proposes."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    DROPPED = "dropped"


class TargetLevel(StrEnum):
    """Down to what a target is split."""

    TEACHING_GROUP = "teaching_group"
    CLASS = "class"
    TEACHER = "teacher"


def kept_line(line: Line) -> dict[str, Any]:
    """A line as it is kept: numbers as text, the reason as its code and what is filled in."""
    return {
        "item": line.item,
        "title": line.title,
        "clause": line.clause,
        "kind": line.kind.value,
        "weight": plain(line.weight),
        "facts": [[fact, None if value is None else plain(value)] for fact, value in line.facts],
        "points": None if line.points is None else plain(line.points),
        "why": [line.why.code, dict(line.why.params)],
        "by": "",
    }


def line_of(told: Mapping[str, Any]) -> Line:
    """A line that was kept."""
    code, params = told["why"]
    return Line(
        told["item"],
        told["title"],
        told["clause"],
        ItemKind(told["kind"]),
        Decimal(told["weight"]),
        tuple((fact, None if value is None else Decimal(value)) for fact, value in told["facts"]),
        None if told["points"] is None else Decimal(told["points"]),
        Problem(code, params),
    )


def why_not_changed(state: str, person: UUID | None, actor: UUID | None) -> Problem | None:
    """Why nothing of an appraisal can be changed by somebody: it is confirmed, or the own."""
    if state == AppraisalState.CONFIRMED:
        return Problem("appraising.confirmed")
    return Problem("appraising.own") if person is not None and person == actor else None


def why_not_appealed(state: str, until: date, today: date) -> Problem | None:
    """Why nobody can appeal any more."""
    if state == AppraisalState.CONFIRMED:
        return Problem("appraising.confirmed")
    return Problem("appraising.appeal_late", {"day": until.isoformat()}) if today > until else None


def why_not_disputed(line: Line) -> Problem | None:
    """Why nobody can dispute a line: it has no points yet."""
    return Problem("appraising.to_judge", {"item": line.title}) if line.points is None else None


def why_not_confirmed(lines: Sequence[Line], until: date, today: date, waiting: int) -> Problem | None:
    """Why an appraisal cannot be confirmed yet: a line has no points, an appeal waits, or the days to appeal still run."""
    unjudged = [line.title for line in lines if line.points is None]
    if unjudged:
        return Problem("appraising.to_judge", {"item": unjudged[0]})
    if waiting:
        return Problem("appraising.appeal_waits")
    return Problem("appraising.appeals_run", {"day": until.isoformat()}) if today <= until else None
