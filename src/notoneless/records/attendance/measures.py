"""What plans count of attendance: reports made in time, absences noticed, told and traced, leave that has run out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Level, Units
from notoneless.foundation.audit.rules import day_of
from notoneless.kernel.identifiers import derived
from notoneless.records.attendance.models import AbsenceTrace, ArrivalReport
from notoneless.records.attendance.rules.excusing import AbsentDay
from notoneless.records.attendance.selectors.facts import absent_days, leaves_expired
from notoneless.records.attendance.selectors.numbers import attendance_numbers

_LATELY = timedelta(days=75)
"""Days of the longest break, in which nobody reports."""


def _reported(first: date, last: date, units: Units) -> Iterator[Done]:
    """Days on which a class was reported in time for every session that the county has set, each once.

    What was reported later is a report all the same, and no report of that day.
    """
    rows = ArrivalReport._base_manager.filter(is_current=True, is_in_time=True, on__gte=first, on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    wanted = {each.key for each in attendance_numbers(last).sessions}
    done: dict[tuple[UUID, date], set[str]] = {}
    for unit, on, session in rows.order_by("on", "unit_id").values_list("unit_id", "on", "session"):
        done.setdefault((unit, on), set()).add(session)
    yield from (Done(unit, on) for (unit, on), sessions in done.items() if wanted <= sessions)


def _reported_at_all(first: date, last: date, units: Units) -> Iterator[Done]:
    """Days on which a class was reported, in time or later: each is a record."""
    rows = ArrivalReport._base_manager.filter(is_current=True, on__gte=first, on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    yield from (Done(unit, on) for unit, on in rows.order_by("on", "unit_id").values_list("unit_id", "on").distinct())


def _kept(day: date, units: Units) -> Mapping[UUID, int]:
    """The classes that were reported lately, the longest break looked over."""
    rows = ArrivalReport._base_manager.filter(is_current=True, on__gt=day - _LATELY, on__lte=day)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return dict.fromkeys(rows.order_by().values_list("unit_id", flat=True).distinct(), 1)


def _unexcused(first: date, last: date, units: Units) -> list[AbsentDay]:
    return [day for day in absent_days(first, last) if not day.excused and (units is None or day.unit in units)]


def _noticed(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Pupils who missed a day without leave: each day that each of them missed is an event of its own."""
    for day in _unexcused(first, last, units):
        absence = absence_of(day.child, day.on)
        yield Happened(absence, day.unit, day.on, about=absence, child=day.child)


def absence_of(child: UUID, on: date) -> UUID:
    """What names one absence, also for rooms above: another child's, or another day's, discharges nothing of it."""
    return derived(child, on.isoformat())


def _told(first: date, last: date, units: Units) -> Iterator[Done]:
    """Absences without leave that the school was told of, each on the day on which the class was first reported.

    A report is what tells the school: its board shows who is missing from that moment on.
    """
    # a day may be reported later: what was missed before the first day can have been told within
    numbers = attendance_numbers(last)
    missed = list(absent_days(date.fromordinal(first.toordinal() - numbers.spoken_within), last))
    told = _first_told({(day.unit, day.on) for day in missed if not day.excused})
    for day in missed:
        on = told.get((day.unit, day.on))
        if not day.excused and on is not None and first <= on <= last and (units is None or day.unit in units):
            yield Done(day.unit, on, about=absence_of(day.child, day.on))


def _first_told(wanted: set[tuple[UUID, date]]) -> Mapping[tuple[UUID, date], date]:
    if not wanted:
        return {}
    days = {on for _, on in wanted}
    rows = ArrivalReport._base_manager.filter(on__in=days, unit_id__in={unit for unit, _ in wanted})
    found: dict[tuple[UUID, date], date] = {}
    for unit, on, at in rows.order_by("at", "id").values_list("unit_id", "on", "at"):
        found.setdefault((unit, on), day_of(at))
    return found


def _traced(first: date, last: date, units: Units) -> Iterator[Done]:
    """Absences of which somebody found out where the pupil is, each on the day of the first time."""
    rows = AbsenceTrace._base_manager.filter(is_current=True, traced_on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    seen: set[tuple[UUID, date]] = set()
    for child, on, unit, traced in rows.order_by("traced_on", "at", "id").values_list(
        "child_id", "on", "unit_id", "traced_on"
    ):
        if (child, on) not in seen and traced >= first:
            yield Done(unit, traced, about=absence_of(child, on))
        seen.add((child, on))


def _open(day: date, units: Units) -> Mapping[UUID, int]:
    """Leave that has run out and is not closed, by class."""
    return Counter(each.unit for each in leaves_expired(day, units) if each.unit is not None)


ABSENT, TRACED = Events("attendance.absence_noticed", _noticed), Flow("attendance.absence_traced", _traced)
"""Those of all pupils; rooms above count some of them."""

EVIDENCE: tuple[Evidence, ...] = (
    Flow("attendance.arrival_reports", _reported),
    ABSENT,
    Flow("attendance.absences_reported", _told),
    TRACED,
    Level("attendance.leaves_open", _open),
    Flow("attendance.days_reported", _reported_at_all),
    Level("attendance.kept", _kept),
)
