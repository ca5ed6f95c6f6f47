"""Which children with a case are accounted for: back at school, taught at home, or on suspension or deferral that still runs.

None of them is a dropout: they are in nobody's figures, and nothing is asked or ordered of their families.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from notoneless.casework.cases.rules.standing import Standing, State, Step
from notoneless.casework.cases.selectors.returned import RETURNED, back_since
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.selectors.at_home import at_home_since
from notoneless.records.enrolment.selectors.pauses import paused_since

AT_HOME, PAUSED = "home_lessons", "paused"
_OUT = frozenset({State.VERIFIED, State.PROPOSED})


@dataclass(frozen=True, slots=True)
class Accounted:
    """Since when a child is accounted for, and as what: RETURNED, AT_HOME or PAUSED."""

    since: date
    reason: str


def accounted_for(children: Collection[UUID], day: date) -> dict[UUID, Accounted]:
    """Those of some children who are accounted for on a day. It shows nothing to anybody by itself."""
    if not children:
        return {}
    paused = {child: Accounted(since, PAUSED) for child, since in paused_since(children, day).items()}
    at_home = {child: Accounted(since, AT_HOME) for child, since in at_home_since(children, day).items()}
    back = {child: Accounted(since, RETURNED) for child, since in back_since(children, day).items()}
    return {**paused, **at_home, **back}


def accounted_among(children: Collection[UUID], day: date) -> frozenset[UUID]:
    """Those of some children who are accounted for on a day."""
    return frozenset(accounted_for(children, day))


def as_counted(standings: Mapping[UUID, Standing], day: date) -> dict[UUID, Standing]:
    """Where cases stand for whoever counts children, by child: who is accounted for is so since the recorded day, though the
    case goes on until a return has held, or was closed out for it months later."""
    ends = {child for child, each in standings.items() if each.state in _OUT or each.reason == RETURNED}
    found = accounted_for(ends, day)
    return {child: _counted(each, found.get(child)) for child, each in standings.items()}


def _counted(standing: Standing, accounted: Accounted | None) -> Standing:
    if accounted is None or (standing.state not in _OUT and accounted.reason != RETURNED):
        return standing
    return replace(standing, state=State.CLOSED_OUT, reason=accounted.reason, closed_on=accounted.since)


def why_no_dropout(child: UUID, step: Step, on: date) -> Problem | None:
    """Why a child cannot be said to have dropped out on a day: it is taught at home, or on suspension or deferral that runs."""
    if step is not Step.VERIFY:
        return None
    found = accounted_for([child], on).get(child)
    if found is None or found.reason == RETURNED:
        return None
    return Problem(f"cases.no_dropout_{found.reason}", {"since": found.since.isoformat()})
