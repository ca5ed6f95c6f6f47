"""How duties are followed up: numbers of the county."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.kernel.calendar import Span, SpanUnit, month_after
from notoneless.policy.model import Parameter

PLAN = "local/duties"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Days before it is due that a duty is shown, after which it is raised, and after which a month is sealed."""

    shown_before: int
    raised_after: Span
    sealed_after: int


def follow_up(found: Mapping[str, Parameter]) -> FollowUp:
    """What the county's numbers say."""
    raised = found["duty.raised_after"]
    return FollowUp(
        int(found["duty.shown_before"].value),
        Span(int(raised.value), SpanUnit(raised.unit)),
        int(found["duty.sealed_after"].value),
    )


def sealed_from(month: date, after: FollowUp) -> date:
    """The day from which a month may be sealed."""
    return month_after(month) + timedelta(days=after.sealed_after)
