"""Which numbers of a plan are lengths by which its rules reckon, and between what such a length lies for that."""

from collections.abc import Iterator
from dataclasses import dataclass

from notoneless.policy.model import Anchor, Plan, Trigger
from notoneless.policy.periods import AFTER, LONGEST

DAYS_OF = {"day": 1, "working_day": 2, "school_day": 2, "week": 7, "month": 31, "year": 366}
"""Days that one of a unit takes at most, breaks between terms apart."""
_BREAK = 75
"""Days of the longest break, which school days may have to pass."""
_MOST_AFTER_EVENT = 400
_MOST_OF_STEP = 4000


@dataclass(frozen=True, slots=True)
class Length:
    """How a rule reckons by a number: the least that counts, and the days after which nobody looks for what falls due."""

    least: int
    days: int

    def most(self, unit: str) -> int:
        """The most of a unit that lies within the days."""
        return (self.days - (_BREAK if unit == "school_day" else 0)) // DAYS_OF.get(unit, 1)


def lengths_of(plan: Plan) -> Iterator[tuple[str, Length]]:
    """The keys of the numbers that are lengths, with each way in which one is."""
    for duty in plan.duties:
        if duty.trigger.within:
            yield duty.trigger.within, Length(_least_of(duty.trigger), _days_of(duty.trigger))
    for procedure in plan.procedures:
        for step in procedure.steps:
            if step.within:
                yield step.within, Length(0, _MOST_OF_STEP)


def _days_of(when: Trigger) -> int:
    if not when.every:
        return _MOST_AFTER_EVENT
    return AFTER + (LONGEST[when.every] if when.at == Anchor.START else 0)


def _least_of(when: Trigger) -> int:
    """From the start of a period its first day counts as one."""
    return int(bool(when.every) and when.at == Anchor.START)
