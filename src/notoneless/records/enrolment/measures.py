"""How many children of compulsory age are on the roll, and what happened on it in the month so far."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from notoneless.foundation.access.measures import Done, Evidence, Flow, Level, Units
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.audit.rules import day_of, instants_of
from notoneless.foundation.people.measures import Census, Counted, Measured
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.enrolment.models import RollComparison, RollEntry, RollEvent
from notoneless.records.enrolment.rules.standing import Step

OF_MONTH = {
    "roll.entered": (Step.ENTER,),
    "roll.transferred_in": (Step.TRANSFER_IN,),
    "roll.suspended": (Step.SUSPEND,),
    "roll.resumed": (Step.RESUME,),
    "roll.gone": (Step.TRANSFER_OUT, Step.LEAVE),
}
"""What is counted of the month: entries to which one of some steps happened, each once."""


def count(census: Census) -> Counted:
    """All of them. What happened counts where the entry is, and where the child belongs on that day."""
    open_then = RollEntry._base_manager.filter(entered_on__lte=census.day).exclude(left_on__lte=census.day)
    on_roll = census.of_age.keys() & set(open_then.values_list("child_id", flat=True))
    found = {"roll.on_roll": census.children(census.of_age[child] for child in on_roll)}
    for code, steps in OF_MONTH.items():
        found[code] = census.places(_places(census, steps))
    return found


def _places(census: Census, steps: Sequence[Step]) -> Iterator[list[UUID]]:
    """Where each entry counts of which an event of these steps holds that fell on a day of the month, up to the census."""
    first = census.day.replace(day=1)
    rows = RollEvent._base_manager.filter(step__in=steps, on__gte=first, on__lte=census.day, is_withdrawal=False)
    superseded = RollEvent._base_manager.filter(supersedes__isnull=False).values("supersedes_id")
    held = rows.exclude(pk__in=superseded)
    for _, child, school in held.values_list("entry_id", "child_id", "entry__unit_id").distinct():
        known = census.everybody.get(child)
        yield [school, *(known.units if known else ())]


MEASURES = Measured(("roll.on_roll", *OF_MONTH), count)


def _compared(first: date, last: date, units: Units) -> Iterator[Done]:
    """Comparisons of the roll with the national system's export, each on the day on which it was made."""
    begin, end = instants_of(first, last)
    rows = RollComparison._base_manager.filter(at__gte=begin, at__lt=end)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, at in rows.order_by("id").values_list("unit_id", "at"):
        yield Done(unit, day_of(at))


def _pupils(day: date, units: Units) -> Mapping[UUID, int]:
    """How many children each class has, whoever brought them there."""
    rows = ChildUnit._base_manager.filter(in_force(day), track=Track.SCHOOL)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return dict(rows.order_by().values_list("unit_id").annotate(number=Count("child_id", distinct=True)))


EVIDENCE: tuple[Evidence, ...] = (Flow("roll.compared", _compared), Level("roll.pupils", _pupils))
