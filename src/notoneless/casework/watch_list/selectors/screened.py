"""Which pupils are to be screened in a term, and which have been. By itself it shows nothing to anybody."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from notoneless.casework.cases.measures import OPENING, standings_of_children
from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.watch_list.models import KeyGroupMark, Screening
from notoneless.casework.watch_list.rules.kinds import DONE
from notoneless.casework.watch_list.selectors.numbers import numbers_on
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import Beneath, in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.calendar.selectors import term_on
from notoneless.foundation.people.measures import grades_of_classes
from notoneless.foundation.people.models import ChildUnit


def term_from(day: date) -> date | None:
    """The first day of the term of a day; None in the holidays, when nobody is screened."""
    term = term_on(day)
    return term.first_day if term is not None else None


def key_classes(grades: frozenset[int], within: Beneath | None = None) -> frozenset[UUID]:
    """The classes of some grades, of all or of those beneath some units."""
    classes = Unit._base_manager.filter(within.holds("pk")) if within is not None else None
    known = grades_of_classes(classes=classes)
    return frozenset(unit for unit, grade in known.items() if grade in grades)


def in_ledger(day: date) -> frozenset[UUID]:
    """The children with an open case when a day ended."""
    return frozenset(child for child, standing in standings_of_children(day) if standing.state in OPEN)


def in_ledger_now() -> QuerySet[Any]:
    """The children with an open case now, to be asked for within another question."""
    return Case._base_manager.filter(state__in=OPEN).values("child_id")


def entered_in_ledger() -> QuerySet[CaseEvent]:
    """What opened or reopened cases, as it was first entered, the last first: since when their children are to be screened.

    By the day of entry, not by the day that was written: of a case that is opened for what was before nobody knew before.
    """
    return CaseEvent._base_manager.filter(step__in=OPENING, supersedes__isnull=True).order_by("-number")


def places_to_screen(
    day: date,
    classes: Collection[UUID],
    ledger: Collection[UUID] | QuerySet[Any],
    since: tuple[date, date] | None = None,
) -> QuerySet[ChildUnit]:
    """The places in classes of the pupils to be screened: of the key grades' `classes`, of key groups, of the `ledger`.

    `since`: of key groups and the ledger those alone who were of it by the second day and since the first: whom a list or a
    case brought in later has time of their own.
    """
    rows = ChildUnit._base_manager.filter(in_force(day), track=Track.SCHOOL, unit__kind=UnitKind.CLASS)
    marks = KeyGroupMark._base_manager.filter(child_id=OuterRef("child_id"))
    wanted, of_ledger = Q(Exists(marks.filter(in_force(day)))), Q(child_id__in=ledger)
    if since is not None:
        held = Q(until_on__isnull=True) | Q(until_on__gte=since[0])
        wanted &= Q(Exists(marks.filter(held, from_on__lte=since[1])))
        of_ledger &= ~Q(Exists(entered_in_ledger().filter(child_id=OuterRef("child_id"), at__date__gt=since[1])))
    return rows.filter(Q(unit_id__in=classes) | wanted | of_ledger)


def clock_over(day: date, begun: date) -> tuple[date, date]:
    """Of key groups and the ledger those whose time to be screened in is over on a day, and whose began with the term."""
    days = timedelta(days=numbers_on(day).screening_days)
    return begun, max(begun, day - days - timedelta(days=1))


def is_screened(day: date, begun: date) -> Exists:
    """Asked of a pupil's place: whether the pupil had been screened in a term when a day ended.

    What was found first and superseded later counts too, unless the pupil could not be seen.
    """
    found = Screening._base_manager.filter(term_from=begun, on__lte=day, found__in=DONE)
    return Exists(found.filter(child_id=OuterRef("child_id")))


def count_unscreened(day: date, units: Collection[UUID] | None = None) -> Mapping[UUID, int]:
    """How many pupils of each class are still to be screened on a day, but for whom there is time of their own left."""
    begun = term_from(day)
    if begun is None:
        return {}
    classes = key_classes(numbers_on(day).key_grades)
    rows = places_to_screen(day, classes, in_ledger(day), clock_over(day, begun)).filter(~is_screened(day, begun))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return dict(rows.order_by().values_list("unit_id").annotate(number=Count("child_id", distinct=True)))
