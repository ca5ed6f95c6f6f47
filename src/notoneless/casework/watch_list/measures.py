"""What a plan may count of the watch list: who wavers, who has no file or no keeper, and who is screened."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q

from notoneless.casework.watch_list.models import Screening
from notoneless.casework.watch_list.rules.kinds import DONE
from notoneless.casework.watch_list.selectors.facts import listed_on, to_be_listed, waverings, without_keeper
from notoneless.casework.watch_list.selectors.screened import count_unscreened, term_from
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Level, Units
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit

_YEAR = timedelta(days=366)
"""No term is longer."""


def _wavering(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Marks, at the class of that day, each told of its pupil: the visit has to be to that one."""
    rows = waverings(first, last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for pk, unit, on, child in rows.order_by("on", "id").values_list("pk", "unit_id", "on", "child_id"):
        yield Happened(pk, unit, on, about=child)


def _at_school(wanted: Q, day: date, units: Units) -> Mapping[UUID, int]:
    """How many of the children that are wanted each class has; who is in none counts nowhere."""
    rows = ChildUnit._base_manager.filter(wanted, in_force(day), track=Track.SCHOOL)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return Counter(rows.values_list("unit_id", flat=True))


def _without_keeper(day: date, units: Units) -> Mapping[UUID, int]:
    return _at_school(Q(child_id__in=without_keeper(day).values("child_id")), day, units)


def _without_file(day: date, units: Units) -> Mapping[UUID, int]:
    return _at_school(to_be_listed(day, term_from(day), "child_id"), day, units)


def _screened(first: date, last: date, units: Units) -> Iterator[Done]:
    """Pupils screened, once in a term each, at the class in which that was first done."""
    rows = Screening._base_manager.filter(found__in=DONE, on__lte=last, term_from__gt=first - _YEAR)
    seen: set[tuple[UUID, date]] = set()
    columns = ("child_id", "term_from", "unit_id", "on")
    for child, term, unit, on in rows.order_by("on", "at", "id").values_list(*columns):
        is_new = (child, term) not in seen
        seen.add((child, term))
        if is_new and on >= first and (units is None or unit in units):
            yield Done(unit, on, about=child)


def _looked_at(day: date, units: Units) -> Mapping[UUID, int]:
    """Pupils of each class who were screened within a year, or have a file: whoever has neither has never looked."""
    rows = Screening._base_manager.filter(found__in=DONE, on__lte=day, on__gt=day - _YEAR)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    screened = Counter(dict(rows.order_by().values_list("unit_id").annotate(number=Count("child_id", distinct=True))))
    return screened + Counter(_at_school(Q(child_id__in=listed_on(day).values("child_id")), day, units))


EVIDENCE: tuple[Evidence, ...] = (
    Events("warning.wavering", _wavering),
    Level("warning.without_keeper", _without_keeper),
    Level("warning.without_file", _without_file),
    Flow("warning.screened", _screened),
    Level("warning.unscreened", count_unscreened),
    Level("warning.looked_at", _looked_at),
)
