"""What may not be said of a child schooled elsewhere, and why. Pure."""

from datetime import date

from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.kernel.problems import Problem
from notoneless.records.schooling_elsewhere.rules.kinds import EndReason

STAGES = ("primary", "junior")
"""The stages of compulsory education."""

DETAILS = ("school", "stage", "grade", "class_name", "student_number")
"""What is on file of each child schooled elsewhere (clause 2.04)."""

LONGEST_TERM = 366
"""Days after which a confirmation ends at the latest: nobody confirms what comes after a school year."""


def why_not_described(stage: str, grade: int | None) -> Problem | None:
    """Why details cannot be as they are."""
    if stage and stage not in STAGES:
        return Problem("schooling_elsewhere.no_stage")
    if grade is not None and not 1 <= grade <= LAST_COMPULSORY_GRADE:
        return Problem("enrolment.no_grade", {"grade": grade})
    return None


def why_not_on(on: date, since: date, today: date) -> Problem | None:
    """Why something cannot have been done on a day: it is to come, or before the child was away."""
    if on > today:
        return Problem("schooling_elsewhere.day_to_come", {"day": on.isoformat()})
    return Problem("schooling_elsewhere.before", {"day": since.isoformat()}) if on < since else None


def why_not_until(issued_on: date, until: date, today: date) -> Problem | None:
    """Why a confirmation cannot hold until a day."""
    if issued_on > today:
        return Problem("schooling_elsewhere.day_to_come", {"day": issued_on.isoformat()})
    if until < today:
        return Problem("schooling_elsewhere.expired", {"day": until.isoformat()})
    if until <= issued_on or (until - issued_on).days > LONGEST_TERM:
        return Problem("schooling_elsewhere.no_such_term")
    return None


def comes_back(reason: EndReason) -> bool:
    """Whether a record that ended for such a reason leaves a child who is in no school."""
    return reason is EndReason.NOT_ATTENDING
