"""What is owed so that a child comes back ends when the child is back, or its case is over: nobody can do it any more."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from notoneless.oversight.duties.rules.standing import Stands
from notoneless.policy.judging import State
from notoneless.policy.measures import MEASURES

_OPEN = frozenset({State.COMING, State.DUE, State.BROKEN})


def ended(stands: Stands, back: Iterable[date]) -> tuple[Stands, date | None]:
    """The same once the child was back on one of some days, and on which: what was not due by then is not owed at all, and what
    was overdue stays so and is asked of nobody any more."""
    span = stands.owed.occurrence.span
    on = min((day for day in back if day >= span.start), default=None) if _ends(stands) else None
    if on is None or on > span.due:
        return stands, on
    return replace(stands, verdict=replace(stands.verdict, state=State.EXEMPT)), on


def _ends(stands: Stands) -> bool:
    """Whether something owed of a child would end with its return."""
    asked = (MEASURES[requirement.measure] for requirement, _ in stands.owed.needed)
    return stands.owed.child is not None and stands.verdict.state in _OPEN and any(each.brings_back for each in asked)
