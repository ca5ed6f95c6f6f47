"""Which pupils are to be screened in a term, and which have been. By itself it shows nothing to anybody."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.watch_list.models import KeyGroupMark, Screening
from notoneless.casework.watch_list.rules.kinds import DONE
from notoneless.casework.watch_list.selectors.numbers import key_grades
from notoneless.foundation.access.roles import Track, UnitKind
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.measures import grades_of_classes
from notoneless.foundation.people.models import ChildUnit


def term_from(day: date) -> date | None:
    """The first day of the term of a day; None in the holidays, when nobody is screened."""
    term = load_calendar(day, day).term_of(day)
    return term.first_day if term is not None else None


def key_classes(day: date) -> frozenset[UUID]:
    """The classes of the key grades."""
    wanted = key_grades(day)
    return frozenset(unit for unit, grade in grades_of_classes().items() if grade in wanted)


def in_ledger(day: date) -> frozenset[UUID]:
    """The children with an open case."""
    return frozenset(child for child, standing in standings_of_children(day) if standing.state in OPEN)


def to_screen(day: date, units: Collection[UUID] | None = None) -> QuerySet[ChildUnit]:
    """The places in classes, among some, of the pupils to be screened: key grades, key groups, and open cases."""
    rows = ChildUnit._base_manager.filter(in_force(day), track=Track.SCHOOL, unit__kind=UnitKind.CLASS)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    marked = KeyGroupMark._base_manager.filter(in_force(day), child_id=OuterRef("child_id"))
    return rows.filter(Q(unit_id__in=key_classes(day)) | Q(Exists(marked)) | Q(child_id__in=in_ledger(day)))


def is_screened(day: date, begun: date) -> Exists:
    """Asked of a pupil's place: whether the pupil had been screened in a term when a day ended.

    What was found first and superseded later counts too, unless the pupil could not be seen.
    """
    found = Screening._base_manager.filter(term_from=begun, on__lte=day, found__in=DONE)
    return Exists(found.filter(child_id=OuterRef("child_id")))


def count_unscreened(day: date, units: Collection[UUID] | None = None) -> Mapping[UUID, int]:
    """How many pupils of each class are still to be screened on a day."""
    begun = term_from(day)
    if begun is None:
        return {}
    rows = to_screen(day, units).filter(~is_screened(day, begun)).order_by()
    return dict(rows.values_list("unit_id").annotate(number=Count("child_id", distinct=True)))
