"""Facts for the rooms above, as the registers stand: who missed which days, who was seen, whose leave has run out.

They take no context: who reckons asks as the program, and nothing of this is shown.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.attendance.models import AbsenceTrace, ArrivalReport, AttendanceMark, Leave
from notoneless.records.attendance.rules.excusing import AbsentDay, AwayMark, LeaveSpan, absent_days_of, is_overdue
from notoneless.records.attendance.rules.kinds import AWAY, LeaveState, MarkKind
from notoneless.records.attendance.rules.parameters import AttendanceParameters
from notoneless.records.attendance.rules.reporting import packed_ids
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.rooms import rooms_on

HELD = (LeaveState.GRANTED, LeaveState.CLOSED)
"""States of a leave that was granted."""


@dataclass(frozen=True, slots=True)
class ExpiredLeave:
    """A leave that ended on a day before the last school day, and the pupil has not come back. `unit`: its class, if any."""

    child: UUID
    unit: UUID | None
    ended_on: date


def absent_days(
    first: date,
    last: date,
    children: Iterable[UUID] | None = None,
    *,
    numbers: AttendanceParameters | None = None,
) -> list[AbsentDay]:
    """The school days missed from `first` to `last`, one a child and day; all children where none are named.

    As the registers stand: corrections applied, what a leave covers excused, what one that has run out covered not.
    """
    numbers = numbers or attendance_numbers(last)
    marks = away_marks(first - timedelta(days=numbers.spoken_within), last, children)
    leaves = spans_of({each.child for each in marks}, last)
    return [each for each in absent_days_of(marks, leaves, numbers) if each.on >= first]


def away_marks(first: date, last: date, children: Iterable[UUID] | None = None) -> list[AwayMark]:
    """The marks of those who were not seen, of reports that count."""
    values = _away(first, last, None if children is None else list(children))
    return [AwayMark(child, unit, on, session, MarkKind(kind), why) for child, unit, on, session, kind, why in values]


@prepared
def _away(
    first: date, last: date, children: list[UUID] | None
) -> QuerySet[AttendanceMark, tuple[UUID, UUID, date, str, str, str]]:
    rows = AttendanceMark._base_manager.filter(is_current=True, kind__in=AWAY, on__gte=first, on__lte=last)
    if children is not None:
        rows = rows.filter(child_id__in=children)
    return rows.order_by("on", "child_id").values_list("child_id", "unit_id", "on", "session", "kind", "reason")


def spans_of(children: Collection[UUID], last: date) -> dict[UUID, list[LeaveSpan]]:
    """The granted leave of some children that had begun by a day."""
    if not children:
        return {}
    found: dict[UUID, list[LeaveSpan]] = defaultdict(list)
    for child, begun, ended, closed in _held(children, last):
        found[child].append(LeaveSpan(begun, ended, closed))
    return found


@prepared
def _held(children: Collection[UUID], last: date) -> QuerySet[Leave, tuple[UUID, date, date, date | None]]:
    rows = Leave._base_manager.filter(state__in=HELD, child_id__in=children, first_on__lte=last)
    return rows.values_list("child_id", "first_on", "last_on", "closed_on")


def present_days(first: date, last: date, children: Iterable[UUID]) -> Mapping[UUID, frozenset[date]]:
    """The days on which each child was seen at school, late or for a part of the day. Who was never seen is left out."""
    wanted = frozenset(children)
    seen: dict[UUID, set[date]] = defaultdict(set)
    marked = _away_by_report(first, last, wanted)
    for report, on, asked in _asked(first, last, wanted):
        for child in asked - marked.get(report, set()):
            seen[child].add(on)
    return {child: frozenset(days) for child, days in seen.items()}


def expected_days(first: date, last: date, children: Iterable[UUID]) -> Mapping[UUID, int]:
    """On how many school days that were reported each child was due. Who never was is left out."""
    due: dict[UUID, set[date]] = defaultdict(set)
    for _, on, asked in _asked(first, last, frozenset(children)):
        for child in asked:
            due[child].add(on)
    return {child: len(days) for child, days in due.items()}


def sessions_seen(first: date, last: date, children: Iterable[UUID]) -> Mapping[UUID, Mapping[date, tuple[int, int]]]:
    """Of each child and day, in how many sessions that were reported it was due, and in how many of them it was seen."""
    wanted = frozenset(children)
    counted: dict[UUID, dict[date, tuple[int, int]]] = defaultdict(dict)
    marked = _away_by_report(first, last, wanted)
    for report, on, asked in _asked(first, last, wanted):
        for child in asked:
            due, seen = counted[child].get(on, (0, 0))
            counted[child][on] = (due + 1, seen + (child not in marked.get(report, ())))
    return counted


def _asked(first: date, last: date, wanted: frozenset[UUID]) -> Iterable[tuple[UUID, date, set[UUID]]]:
    """Each report that counts, its day, and whom of the wanted it asked about."""
    known = {child.bytes: child for child in wanted}  # an id is made of none but those that are wanted
    for report, on, kept in _reports(first, last, wanted).values_list("id", "on", "asked").iterator():
        found = {known[part] for part in packed_ids(bytes(kept)) if part in known}
        if found:
            yield report, on, found


def _reports(first: date, last: date, wanted: Collection[UUID]) -> QuerySet[ArrivalReport]:
    """The reports of the classes to which the wanted belonged in these days."""
    rooms = ChildUnit._base_manager.filter(child_id__in=wanted, track=Track.SCHOOL, from_on__lte=last)
    rooms = rooms.filter(Q(until_on__isnull=True) | Q(until_on__gte=first))
    # where a child was asked about and is said today never to have been, the report stands all the same
    marked = AttendanceMark._base_manager.filter(child_id__in=wanted, on__gte=first, on__lte=last)
    units = set(rooms.values_list("unit_id", flat=True)) | set(marked.values_list("unit_id", flat=True))
    return ArrivalReport._base_manager.filter(is_current=True, unit_id__in=units, on__gte=first, on__lte=last)


def _away_by_report(first: date, last: date, wanted: Collection[UUID]) -> dict[UUID, set[UUID]]:
    rows = AttendanceMark._base_manager.filter(
        is_current=True, kind__in=AWAY, on__gte=first, on__lte=last, child_id__in=wanted
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for report, child in rows.values_list("report_id", "child_id"):
        found[report].add(child)
    return found


def leave_running(day: date, children: Collection[UUID]) -> set[UUID]:
    """Which of some children have leave on a day."""
    rows = Leave._base_manager.filter(state__in=HELD, child_id__in=children, first_on__lte=day, last_on__gte=day)
    return set(rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day)).values_list("child_id", flat=True))


def leaves_closed(children: Collection[UUID]) -> Mapping[UUID, Mapping[date, date | None]]:
    """Of the granted leave of some children, by its last day, on which day the pupil was back; None while nobody has said so.

    What was withdrawn is left out: it is no leave.
    """
    rows = Leave._base_manager.filter(state__in=HELD, child_id__in=children)
    found: dict[UUID, dict[date, date | None]] = defaultdict(dict)
    for child, last, closed in rows.order_by("closed_on", "id").values_list("child_id", "last_on", "closed_on"):
        known = found[child].get(last, closed)
        found[child][last] = None if known is None or closed is None else max(known, closed)
    return found


def leaves_expired(
    day: date, units: Collection[UUID] | None = None, children: Collection[UUID] | None = None
) -> list[ExpiredLeave]:
    """The leave that had run out on a day, with a school day since, of pupils not back; of some classes or children or of all.

    Of each child the last leave alone: that one covers those before, whether it still runs or not.
    """
    rows = Leave._base_manager.filter(state__in=HELD, first_on__lte=day)
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))
    if children is not None:
        rows = rows.filter(child_id__in=children)
    columns = ("child_id", "first_on", "last_on", "closed_on")
    latest = {each[0]: each for each in rows.order_by("last_on", "id").values_list(*columns)}
    if not latest:
        return []
    calendar = load_calendar(min(each[2] for each in latest.values()), day)
    over = {
        child: last
        for child, first, last, closed in latest.values()
        if is_overdue(LeaveSpan(first, last, closed), calendar, day)
    }
    rooms = rooms_on(day, over.keys()) if over else {}
    found = [ExpiredLeave(child, rooms[child].pk if child in rooms else None, last) for child, last in over.items()]
    return [each for each in found if units is None or each.unit in units]


def absences_traced(until: date, children: Collection[UUID]) -> list[tuple[UUID, UUID, date, date]]:
    """Where pupils who were away were found to be: id, child, the day of the absence, the day on which it was found out."""
    rows = AbsenceTrace._base_manager.filter(is_current=True, child_id__in=children, traced_on__lte=until)
    return list(rows.order_by("traced_on", "at", "id").values_list("id", "child_id", "on", "traced_on"))
