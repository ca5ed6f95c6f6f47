"""What is counted of a village in a month, and when a school may sum its villages up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.casework.cases.rules.standing import Standing, State
from notoneless.kernel.calendar import last_day_of_month
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.rules.figures import RETURNED
from notoneless.oversight.reporting.rules.months import MOST_MONTHS, months_between


class Found(StrEnum):
    """How a child of a village counts, in this order; FOUND: a comparison found it in no school, and it has no case."""

    FOUND = "found"
    SUSPECTED = "suspected"
    NOT_BACK = "not_back"
    BROUGHT_BACK = "brought_back"


_STATES = {State.SUSPECTED: Found.SUSPECTED, State.VERIFIED: Found.NOT_BACK, State.PROPOSED: Found.NOT_BACK}


def found_as(case: Standing | None, is_found: bool, month: date) -> Found | None:
    """How a child counts in a month, if it does. `is_found`: by the comparison in force."""
    if case is not None and case.state in _STATES:
        return _STATES[case.state]
    if case is not None and case.state is State.CLOSED_OUT and case.reason == RETURNED and case.closed_on is not None:
        return Found.BROUGHT_BACK if month <= case.closed_on <= last_day_of_month(month) else None
    return Found.FOUND if is_found and (case is None or case.state is State.NOTHING) else None


@dataclass(frozen=True, slots=True)
class Village:
    """A village as it was found: by figure the children."""

    children: Mapping[Found, Sequence[UUID]]

    @property
    def figures(self) -> dict[str, int]:
        """How many by figure, nought too."""
        return {each.value: len(self.children.get(each, ())) for each in Found}


def is_nil(figures: Mapping[str, int]) -> bool:
    """Whether nobody of a village is in no school."""
    return not any(figures.get(each.value, 0) for each in Found if each is not Found.BROUGHT_BACK)


def why_no_month(month: date, today: date) -> Problem | None:
    """Why a month cannot be handed in or summed up: it is none, is to come, or is too long ago."""
    if month.day != 1 or not 0 <= months_between(month, today) <= MOST_MONTHS:
        return Problem("reporting.no_summary_month")
    return None
