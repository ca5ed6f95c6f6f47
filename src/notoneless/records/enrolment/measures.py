"""How many children of compulsory age are on the roll, and what happened on it in the month so far."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from notoneless.foundation.access.measures import added_up, lineage
from notoneless.foundation.people.measures import Standing, children_on, of_school_age
from notoneless.policy.measures import Counted, Measured
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.standing import Step

OF_MONTH = {
    "roll.entered": (Step.ENTER,),
    "roll.transferred_in": (Step.TRANSFER_IN,),
    "roll.suspended": (Step.SUSPEND,),
    "roll.resumed": (Step.RESUME,),
    "roll.gone": (Step.TRANSFER_OUT, Step.LEAVE),
}
"""What is counted of the month: entries to which one of some steps happened, each once."""


def count(day: date) -> Counted:
    """All of them on a day. What happened counts where the entry is, and where the child belongs on that day."""
    above, everybody = lineage(), children_on(day)
    known = of_school_age(everybody, day)
    open_on = RollEntry._base_manager.filter(entered_on__lte=day).exclude(left_on__lte=day)
    on_roll = {child for child in open_on.values_list("child_id", flat=True) if child in known}
    found = {"roll.on_roll": added_up((known[child].units for child in on_roll), above)}
    for code, steps in OF_MONTH.items():
        found[code] = added_up(_places(day, steps, everybody), above)
    return found


def _places(day: date, steps: Sequence[Step], everybody: Mapping[UUID, Standing]) -> Iterator[list[UUID]]:
    """Where each entry counts of which an event of these steps holds that fell on a day of the month, up to `day`."""
    rows = RollEvent._base_manager.filter(step__in=steps, on__gte=day.replace(day=1), on__lte=day, is_withdrawal=False)
    superseded = RollEvent._base_manager.filter(supersedes__isnull=False).values("supersedes_id")
    held = rows.exclude(pk__in=superseded)
    for _, child, school in held.values_list("entry_id", "child_id", "entry__unit_id").distinct():
        yield [school, *(everybody[child].units if child in everybody else ())]


MEASURES = Measured(("roll.on_roll", *OF_MONTH), count)
