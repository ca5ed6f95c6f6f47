"""What a plan may count of files, placements and pupils in regular classes."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.special_education.measures.counting import counted, done, happened
from notoneless.casework.special_education.models import (
    ConditionVersion,
    EducationProgramme,
    GuardianApplication,
    NeedsAssessment,
    Placement,
    SpecialFile,
)
from notoneless.casework.special_education.rules.kinds import Decided, Learns
from notoneless.casework.special_education.selectors.knowing import agreed, done_with, learning, marked, placed_children
from notoneless.casework.watch_list.models import KeyGroupMark
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Level, Units
from notoneless.records.attendance.measures import ABSENT as _ABSENT
from notoneless.records.attendance.measures import TRACED as _TRACED
from notoneless.records.attendance.measures import absence_of
from notoneless.records.enrolment.models import RollEntry


def _filed(day: date) -> set[UUID]:
    return set(SpecialFile._base_manager.filter(opened_on__lte=day).values_list("child_id", flat=True))


def _known(day: date) -> set[UUID]:
    """The children with disabilities of whom the county knows: those with a file, and those whom a list has named."""
    return (_filed(day) | marked(KeyGroupMark._base_manager.filter(from_on__lte=day))) - done_with(day)


def _without_placement(day: date, units: Units) -> Mapping[UUID, int]:
    return counted(_known(day) - placed_children(day).keys(), day, units)


def _without_file(day: date, units: Units) -> Mapping[UUID, int]:
    return counted(_known(day) - _filed(day), day, units)


def _unregistered(day: date, units: Units) -> Mapping[UUID, int]:
    """Children with disabilities who have no open entry on any roll."""
    known = _known(day)
    rows = RollEntry._base_manager.filter(child_id__in=known, entered_on__lte=day).exclude(left_on__lte=day)
    return counted(known - set(rows.values_list("child_id", flat=True)), day, units)


def _lacking_agreement(learns: Learns) -> Callable[[date, Units], Mapping[UUID, int]]:
    def holds(day: date, units: Units) -> Mapping[UUID, int]:
        return counted(learning(day, learns) - agreed(day, learns), day, units)

    return holds


_LOOKED_BACK = timedelta(days=60)
"""So long after an absence somebody may still find out where the pupil was."""


def _class_absent(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Days that pupils of regular classes missed without leave, each an event of its own, as attendance tells them."""
    names = _absences(first, last)
    yield from (each for each in _ABSENT.happened(first, last, units) if each.about in names)


def _absence_explained(first: date, last: date, units: Units) -> Iterator[Done]:
    """Such absences of which somebody found out why and where, on the day of the first time."""
    names = _absences(first - _LOOKED_BACK, last)
    yield from (each for each in _TRACED.done(first, last, units) if each.about in names)


def _absences(first: date, last: date) -> set[UUID]:
    """What names each absence that a child in a regular class may have had between two days."""
    children = learning(last, Learns.REGULAR_CLASS)
    days = [date.fromordinal(each) for each in range(first.toordinal(), last.toordinal() + 1)] if children else []
    return {absence_of(child, day) for child in children for day in days}


def _placed() -> QuerySet[Placement]:
    return Placement._base_manager.filter(decided=Decided.AGREED)


EVIDENCE: tuple[Evidence, ...] = (
    Level("special.without_placement", _without_placement),
    Level("special.without_file", _without_file),
    Level("special.unregistered", _unregistered),
    Events("special.applied", happened(GuardianApplication._base_manager.all)),
    Flow("special.assessed", done(NeedsAssessment._base_manager.all)),
    Flow("special.placed", done(_placed, "decided_on")),
    Events("special.condition_changed", happened(lambda: ConditionVersion._base_manager.filter(number__gt=1))),
    Level("special.without_agreement", _lacking_agreement(Learns.REGULAR_CLASS)),
    Events("special.class_absent", _class_absent),
    Flow("special.absence_explained", _absence_explained),
    Flow("special.plans_revised", done(EducationProgramme._base_manager.all)),
)
