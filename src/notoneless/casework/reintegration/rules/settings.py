"""The numbers of returns: settings of the county, or of the plans in force."""

from collections.abc import Mapping
from dataclasses import dataclass

from notoneless.casework.reintegration.rules.kinds import Teaching
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter

PLAN = "local/reintegration"


@dataclass(frozen=True, slots=True)
class ReturnNumbers:
    """What the county has set. `sessions`: in which the child must have been seen; `marks`: days after the return on which it
    is asked whether the pupil stays, in order; `share`, `reported`: in per cent; `absent_most`: school days; all else in
    days."""

    sessions: int
    marks: tuple[int, ...]
    confirm_within: int
    share: int
    reported: int
    absent_most: int
    relapse_early: int
    accept_within: int
    review_within: int
    long_away: int
    approved: frozenset[Teaching]


def numbers_of(plan: Mapping[str, Parameter]) -> ReturnNumbers:
    """The numbers that a county has. Raises NotonelessError where one is missing or is none."""

    def text(key: str) -> str:
        if key not in plan:
            raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {key}"}))
        return plan[key].value

    def whole(key: str) -> int:
        return int(text(key))

    return ReturnNumbers(
        sessions=whole("return.sessions_seen"),
        marks=tuple(sorted(int(each) for each in text("return.marks").split())),
        confirm_within=whole("return.confirm_within"),
        share=whole("return.present_share"),
        reported=whole("return.reported_share"),
        absent_most=whole("return.absent_most"),
        relapse_early=whole("return.relapse_early"),
        accept_within=whole("return.accept_within"),
        review_within=whole("return.review_within"),
        long_away=whole("return.long_away"),
        approved=frozenset(
            Teaching(each) for each in text("return.approved_teaching").split() if each in set(Teaching)
        ),
    )
