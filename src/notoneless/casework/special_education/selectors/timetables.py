"""What a timetable of home lessons is worked out from, as the pure part takes it, for this room's own actions.

It shows nothing. Pupils are known by the id of their file, teachers by their own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.special_education.models import (
    HomeboundNote,
    HomeTeacher,
    HomeTeaching,
    HomeTimetable,
    PlannedLesson,
    PupilHours,
    SpecialFile,
    TeacherHours,
)
from notoneless.casework.special_education.rules.homebound import (
    HomeNumbers,
    NoteKind,
    Place,
    home_numbers,
    monday_of,
    why_not_sent,
)
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.rules.timetables import people_for
from notoneless.casework.special_education.selectors.homebound import senders_to
from notoneless.casework.special_education.selectors.knowing import answering, learning, numbers_of
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.kernel.calendar import Term
from notoneless.timetabling import Demands, Lesson, Pupil, Stretch, Taken, Teacher, minutes_of, stretches_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a timetable: of which unit, on which day that is known, from which day on, minutes of a class hour."""

    unit: UUID
    day: date
    since: date
    minutes: int


def asked_of(row: HomeTimetable, day: date) -> Asked:
    """What a timetable asks, with what is known on a day."""
    return Asked(row.unit_id, day, row.since, row.minutes)


def term_on(day: date) -> Term | None:
    """The term of a day."""
    return load_calendar(day, day).term_of(day)


def files_of(unit: UUID, day: date) -> dict[UUID, SpecialFile]:
    """The files of the home-taught children for whom a unit answers, or one beneath it, by their ids."""
    beneath = set(UnitClosure._base_manager.filter(ancestor_id=unit).values_list("descendant_id", flat=True))
    children = learning(day, Learns.HOMEBOUND)
    mine = {child for child, each in answering(children, day).items() if each in beneath}
    rows = SpecialFile._base_manager.filter(child_id__in=mine).select_related("child").order_by("child__sort_key", "id")
    return {row.pk: row for row in rows}


def norms_of(files: Iterable[SpecialFile], day: date) -> dict[UUID, HomeNumbers]:
    """What the plans that bind say of each child's home lessons, by file."""
    rows = list(files)
    units = answering({row.child_id for row in rows}, day)
    said = {unit: home_numbers(numbers_of(unit, day)) for unit in set(units.values())}
    return {row.pk: said[units[row.child_id]] for row in rows if row.child_id in units}


def pupil_hours(files: Collection[UUID]) -> dict[UUID, PupilHours]:
    """The hours of each child that count, by file."""
    return {row.file_id: row for row in PupilHours._base_manager.filter(file__in=files).order_by("at", "id")}


def teacher_hours(teachers: Collection[UUID] | None = None) -> dict[UUID, TeacherHours]:
    """The hours of each home teacher that count."""
    rows = TeacherHours._base_manager.filter(teacher__until_on=None)
    if teachers is not None:
        rows = rows.filter(teacher__in=teachers)
    return {row.teacher_id: row for row in rows.order_by("at", "id")}


def demands_of(asked: Asked) -> Demands:
    """All that a timetable must fulfil, from the facts of a day."""
    files = files_of(asked.unit, asked.day)
    norms, hours = norms_of(files.values(), asked.day), pupil_hours(files)
    staff = {row.pk: row for row in HomeTeacher._base_manager.filter(until_on=None).order_by("id")}
    times = teacher_hours(staff)
    sent = _sent(files)
    normed = {row.child_id: norms[pk] for pk, row in files.items() if pk in norms}
    senders = senders_to(normed, normed, asked.day)
    may_go = {
        pk: _may_go(senders[row.child_id], norms[pk], staff) | sent.get(pk, frozenset())
        for pk, row in files.items()
        if pk in norms
    }
    pupils = tuple(
        _pupil(pk, norms[pk], hours.get(pk), asked.minutes, may_go[pk], sent.get(pk, frozenset())) for pk in may_go
    )
    going = {each for keys in may_go.values() for each in keys}
    teachers = tuple(_teacher(row, times[pk]) for pk, row in staff.items() if pk in times and str(pk) in going)
    term = term_on(asked.since)
    first, last = monday_of(asked.since), term.last_day if term else asked.since
    return Demands(
        pupils=pupils,
        teachers=teachers,
        days=frozenset(load_calendar(first, last).school_days(first, last)),
        since=asked.since,
        held=lessons_between(files, first, asked.since - timedelta(days=1)),
        taken=_taken({each.key for each in teachers}, files, first, last),
        excused=_excused(files, first, last),
    )


def _may_go(units: Collection[UUID], numbers: HomeNumbers, staff: Mapping[UUID, HomeTeacher]) -> frozenset[str]:
    """Who may be sent to a child by the plan that binds: from a unit that sends, fit, and briefed."""
    return frozenset(
        str(pk)
        for pk, row in staff.items()
        if row.unit_id in units and why_not_sent(row.criteria.split(), row.subjects.split(), numbers) is None
    )


def _sent(files: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    rows = HomeTeaching._base_manager.filter(file__in=files, until_on=None, teacher__until_on=None)
    found: dict[UUID, set[str]] = defaultdict(set)
    for file, teacher in rows.values_list("file_id", "teacher_id"):
        found[file].add(str(teacher))
    return {file: frozenset(each) for file, each in found.items()}


def _pupil(
    file: UUID,
    numbers: HomeNumbers,
    hours: PupilHours | None,
    minutes: int,
    may_go: frozenset[str],
    known: frozenset[str],
) -> Pupil:
    place = Place(hours.place) if hours else Place.HOME
    people, men = people_for(numbers, place, hours.people if hours else 0, hours.needs_man if hours else False)
    return Pupil(
        key=str(file),
        visits=numbers.visits_per_week,
        minutes=max(numbers.hours_per_visit, 1) * minutes,
        team=people,
        men=men,
        good=read_stretches(hours.good) if hours else (),
        may_go=may_go,
        travel=hours.travel if hours else 0,
        known=known,
    )


def _teacher(row: HomeTeacher, hours: TeacherHours) -> Teacher:
    away = ((hours.away_from, hours.away_until),) if hours.away_from and hours.away_until else ()
    free = read_stretches(hours.free)
    return Teacher(str(row.pk), str(row.unit_id), row.is_man, free, hours.most, away)


def read_stretches(text: str) -> tuple[Stretch, ...]:
    """Stretches that were read before they were kept."""
    found = stretches_of(text)
    return () if isinstance(found, str) else found


def lessons_between(files: Collection[UUID], first: date, last: date) -> tuple[Lesson, ...]:
    """The planned lessons of some children that count, from a day to another."""
    rows = PlannedLesson._base_manager.filter(file__in=files, is_replaced=False, on__gte=first, on__lte=last)
    return tuple(sorted(as_lesson(row) for row in rows))


def lessons_of(timetable: UUID) -> dict[UUID, PlannedLesson]:
    """The lessons of a timetable, whether they count or not, in order."""
    rows = PlannedLesson._base_manager.filter(timetable=timetable).order_by("on", "begins_at", "id")
    return {row.pk: row for row in rows}


def as_lesson(row: PlannedLesson) -> Lesson:
    """A planned lesson as the pure part takes it."""
    return Lesson(row.on, minutes_of(row.begins_at), str(row.file_id), tuple(sorted(row.team.split())))


def _taken(teachers: set[str], files: Collection[UUID], first: date, last: date) -> tuple[Taken, ...]:
    """When teachers are with children of other timetables, the way there and back included."""
    rows = PlannedLesson._base_manager.filter(is_replaced=False, on__gte=first, on__lte=last, timetable__isnull=False)
    others = list(rows.exclude(file__in=files).select_related("timetable"))
    hours = pupil_hours({row.file_id for row in others})
    found = []
    for row in others:
        travel = hours[row.file_id].travel if row.file_id in hours else 0
        begins = minutes_of(row.begins_at)
        minutes = row.hours * (row.timetable.minutes if row.timetable else 0)
        gone = (begins - travel, begins + minutes + travel)
        found += [Taken(row.on, *gone, key) for key in row.team.split() if key in teachers]
    return tuple(sorted(found))


def _excused(files: Collection[UUID], first: date, last: date) -> frozenset[tuple[str, date]]:
    notes = HomeboundNote._base_manager.filter(file__in=files, kind=NoteKind.WEEK)
    notes = notes.filter(on__gte=first, on__lte=last + timedelta(days=6))
    return frozenset((str(file), monday_of(on)) for file, on in notes.values_list("file_id", "on"))
