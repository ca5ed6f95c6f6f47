"""What a joint check may find, and on which days it may have been."""

from datetime import date
from enum import StrEnum

from notoneless.kernel.problems import Problem

JOINT_WITHIN = "case.joint_check_within"
"""The number of plans: until school, township and village have looked together, from the opening of the case."""


class CheckResult(StrEnum):
    """What school, township and village found together."""

    STILL_OUT = "still_out"
    BACK = "back"
    ELSEWHERE = "elsewhere"
    WORKING = "working"
    ILL = "ill"
    NOT_MET = "not_met"


def why_no_check(on: date, opened_on: date, today: date) -> Problem | None:
    """Why there cannot have been a check on a day: it is to come, or lies before the suspicion."""
    if on > today:
        return Problem("reporting.check_to_come")
    if on < opened_on:
        return Problem("reporting.check_before", {"day": opened_on.isoformat()})
    return None
