"""How duties are followed up: numbers of the county."""

from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.kernel.calendar import Span, SpanUnit, month_after
from notoneless.policy.parameters import load_parameters

PLAN = "local/duties"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Days before it is due that a duty is shown, after which it is raised, and after which a month is sealed."""

    shown_before: int
    raised_after: Span
    sealed_after: int


def follow_up(day: date) -> FollowUp:
    """What stands on a day."""
    found = load_parameters(PLAN, day)
    raised = found["duty.raised_after"]
    return FollowUp(
        int(found["duty.shown_before"].value),
        Span(int(raised.value), SpanUnit(raised.unit)),
        int(found["duty.sealed_after"].value),
    )


def sealed_from(month: date, day: date) -> date:
    """The day from which a month may be sealed, by what stands on a day."""
    return month_after(month) + timedelta(days=follow_up(day).sealed_after)
