"""Where pupils are on a day, as cases, roll and registers of arrival have it: for the overview of a school and its measure."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import Q

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.rules.standing import State as CaseState
from notoneless.casework.cases.selectors.accounted import as_counted
from notoneless.foundation.access.measures import Units
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit
from notoneless.oversight.reporting.rules.accounting import UNACCOUNTED, Status, Told, status_of
from notoneless.records.attendance.models import AbsenceTrace
from notoneless.records.attendance.selectors import absent_days, present_days
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import OPEN, State
from notoneless.records.enrolment.selectors import standings_on

_HOLIDAYS = timedelta(days=12)
"""Longer than any public holiday within a term: what was reported before says nothing of today."""

_AT_ONCE = 5_000
"""Pupils who are read together."""


def reported_days(day: date) -> tuple[date, ...]:
    """The school days whose reports tell of a day: itself, and the one before it in its term."""
    calendar = load_calendar(day - _HOLIDAYS, day)
    term = calendar.term_of(day)
    if term is None:
        return ()
    return calendar.school_days(max(term.first_day, day - _HOLIDAYS), day)[-2:]


def statuses(day: date, rooms: Collection[UUID], roll: Mapping[UUID, State]) -> dict[UUID, Status]:
    """How each pupil stands on a day: those in classes (`rooms`), and those with an open entry (`roll`).

    By the last report of its class: of the day itself, else of the school day before. It shows nothing to anybody by itself.
    """
    children = set(rooms) | roll.keys()
    standings = as_counted(dict(standings_of_children(day, list(children))), day)
    cases = {child: standing.state for child, standing in standings.items()}
    arrivals = _arrivals(day, children)
    return {
        child: status_of(
            Told(roll.get(child), cases.get(child, CaseState.NOTHING), child in rooms, *arrivals.get(child, (None,)))
        )
        for child in children
    }


def _arrivals(day: date, children: Collection[UUID]) -> dict[UUID, tuple[bool, bool, bool]]:
    """Of whom a report tells: whether the pupil came, had leave, and was traced."""
    days = reported_days(day)
    if not days:
        return {}
    found: dict[UUID, tuple[date, bool, bool]] = {}
    for missed in absent_days(days[0], days[-1], children):
        if missed.on in days and (missed.child not in found or missed.on > found[missed.child][0]):
            found[missed.child] = (missed.on, False, missed.excused)
    for child, seen in present_days(days[0], days[-1], children).items():
        if child not in found or max(seen) >= found[child][0]:
            found[child] = (max(seen), True, False)
    traced = set(
        AbsenceTrace._base_manager.filter(is_current=True, child_id__in=found, on__in=days, traced_on__lte=day)
        .order_by()
        .values_list("child_id", "on")
    )
    return {child: (came, excused, (child, on) in traced) for child, (on, came, excused) in found.items()}


def count_unaccounted(day: date, units: Units) -> Mapping[UUID, int]:
    """Pupils of the register of whom nobody can say on a day where they are, by class, or by school where they have none."""
    entries = RollEntry._base_manager.filter(entered_on__lte=day).exclude(left_on__lte=day)
    if units is not None:
        entries = entries.filter(Q(place_id__in=units) | Q(unit_id__in=units))
    found: Counter[UUID] = Counter()
    rows = iter(entries.order_by("unit_id", "id"))
    while some := list(islice(rows, _AT_ONCE)):
        found.update(_unaccounted(day, some))
    return {unit: count for unit, count in found.items() if units is None or unit in units}


def _unaccounted(day: date, entries: Sequence[RollEntry]) -> Iterator[UUID]:
    standings = standings_on(entries, day)
    roll = {each.child_id: standings[each.pk].state for each in entries if standings[each.pk].state in OPEN}
    places = ChildUnit._base_manager.filter(in_force(day), child_id__in=roll, track=Track.SCHOOL)
    rooms = dict(places.values_list("child_id", "unit_id"))
    told = statuses(day, rooms.keys(), roll)
    schools = {each.child_id: each.unit_id for each in entries}
    yield from (rooms.get(child) or schools[child] for child in roll if told[child] in UNACCOUNTED)
