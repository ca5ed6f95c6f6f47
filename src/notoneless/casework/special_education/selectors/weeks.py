"""Timetables and weeks of home lessons as pages show them: proposals with what they lack, and who teaches whom when."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.special_education.models import (
    HomeLesson,
    HomeTeacher,
    HomeTeaching,
    HomeTimetable,
    PlannedLesson,
    SpecialFile,
)
from notoneless.casework.special_education.rules.homebound import monday_of
from notoneless.casework.special_education.rules.timetables import (
    TeacherLoad,
    TimetableState,
    conflicts_of,
    loads_of,
    told_conflict,
)
from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.casework.special_education.selectors.timetables import as_lesson
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.kernel.problems import Problem
from notoneless.timetabling import Changed, changes

MOST = 50
_WEEKS = 30
"""Weeks of a term, and some more: nobody turns further."""


@dataclass(frozen=True, slots=True)
class LessonBox:
    """A planned lesson in a week: whose, who goes, until when, and whether one was recorded on that day."""

    row: PlannedLesson
    child: str
    code: str
    teachers: tuple[str, ...]
    until: str
    is_given: bool


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A day of a week with its lessons."""

    day: date
    is_school_day: bool
    boxes: tuple[LessonBox, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week: its days; how many lessons were planned and how many recorded; of each child, in the order of names."""

    monday: date
    days: tuple[DayColumn, ...]
    planned: int
    given: int
    children: tuple[tuple[str, int, int], ...]

    @property
    def before(self) -> date:
        """The Monday before."""
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        """The Monday after."""
        return self.monday + timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TimetablePage:
    """One timetable: conflicts or short weeks in words, a week of it, what it changes of what is planned, and how many of its
    lessons each teacher has, by name."""

    row: HomeTimetable
    told: tuple[Problem, ...]
    week: WeekPage
    changed: tuple[tuple[str, Changed], ...]
    lessons: int
    loads: tuple[tuple[str, TeacherLoad], ...]


def code_of(file: UUID) -> str:
    """The short sign of a child in what leaves the program, such as a calendar file: it says nothing to whoever finds it."""
    return file.hex[-6:].upper()


def list_timetables(ctx: Context) -> tuple[HomeTimetable, ...]:
    """The timetables in reach, the latest first. It leaves an entry."""
    rows = visible_to(ctx, READ_SPECIAL, HomeTimetable).select_related("unit", "by", "decided_by")
    kept = tuple(rows.order_by("-at", "-id")[:MOST])
    listed(ctx, READ_SPECIAL, [each.pk for each in kept], {})
    return kept


def open_timetable(ctx: Context, timetable: UUID, week: date | None) -> TimetablePage:
    """A timetable in reach. Raises NotFound. It leaves an entry."""
    rows = visible_to(ctx, READ_SPECIAL, HomeTimetable).select_related("unit", "by", "decided_by")
    row = rows.filter(pk=timetable).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_SPECIAL, row)
    mine = visible_to(ctx, READ_SPECIAL, PlannedLesson).filter(timetable=row)
    conflicts = conflicts_of(row.told)
    names = _names(ctx, {each.pupil for each in conflicts}, {key for each in conflicts for key in each.teachers})
    told = tuple(told_conflict(each, lambda key: names.get(key, "？")) for each in conflicts)
    monday = monday_of(week or max(row.since, min(ctx.today, row.until)))
    return TimetablePage(row, told, _week(ctx, mine, monday), _changed(ctx, row, mine), mine.count(), _loads(ctx, mine))


def _loads(ctx: Context, mine: QuerySet[PlannedLesson]) -> tuple[tuple[str, TeacherLoad], ...]:
    """How many lessons of a timetable each teacher has, with the name."""
    kept = list(mine.values_list("on", "team", "file_id"))
    found = loads_of((on, team) for on, team, _ in kept)
    names = _names(ctx, (), {each.teacher for each in found}, {file for _, _, file in kept})
    return tuple((names.get(each.teacher, "？"), each) for each in found)


def _changed(ctx: Context, row: HomeTimetable, mine: Iterable[PlannedLesson]) -> tuple[tuple[str, Changed], ...]:
    """What a proposal with few changes changes of what is planned, with the names of children."""
    if not row.keeps or row.state != TimetableState.PROPOSED:
        return ()
    after = list(mine)
    rows = visible_to(ctx, READ_SPECIAL, PlannedLesson).filter(is_replaced=False, on__gte=row.since, on__lte=row.until)
    before = list(rows.filter(file__in={each.file_id for each in after}))
    found = changes([as_lesson(each) for each in before], [as_lesson(each) for each in after])
    names = _names(ctx, {(each.was or each.now).pupil for each in found}, ())  # type: ignore[union-attr]
    return tuple((names.get((each.was or each.now).pupil, "？"), each) for each in found)  # type: ignore[union-attr]


def week_of_lessons(
    ctx: Context, week: date | None, teacher: UUID | None = None, file: UUID | None = None, unit: UUID | None = None
) -> WeekPage:
    """The planned lessons in reach that count in a week: of a teacher, a child, or the children a unit's timetables are of. It
    leaves an entry."""
    rows = visible_to(ctx, READ_SPECIAL, PlannedLesson).filter(is_replaced=False)
    if teacher is not None:
        rows = rows.filter(team__contains=str(teacher))
    if file is not None:
        rows = rows.filter(file=file)
    if unit is not None:
        beneath = UnitClosure._base_manager.filter(ancestor_id=unit).values("descendant_id")
        rows = rows.filter(timetable__unit__in=beneath)
    found = _week(ctx, rows, monday_of(week or ctx.today))
    ids = [each.row.pk for day in found.days for each in day.boxes]
    listed(ctx, READ_SPECIAL, ids, {"week": found.monday.isoformat()})
    return found


def own_teacher(ctx: Context) -> UUID | None:
    """The home teacher that whoever asks is, if any."""
    # the row of a home teacher is its school's; whoever is sent to a child in reach sees so by the child
    rows = visible_to(ctx, READ_SPECIAL, HomeTeaching).filter(account=ctx.actor, until_on=None)
    return rows.order_by("id").values_list("teacher_id", flat=True).first()


def own_lessons(ctx: Context) -> tuple[LessonBox, ...]:
    """The lessons that whoever asks is to give from this week on. It leaves an entry."""
    teacher = own_teacher(ctx)
    if teacher is None:
        return ()
    rows = visible_to(ctx, READ_SPECIAL, PlannedLesson).filter(is_replaced=False, team__contains=str(teacher))
    first = monday_of(ctx.today)
    kept = list(rows.filter(on__gte=first, on__lte=first + timedelta(weeks=_WEEKS)).select_related("timetable"))
    listed(ctx, READ_SPECIAL, [each.pk for each in kept], {"own": "yes"})
    return tuple(_box(each, "", (), frozenset()) for each in sorted(kept, key=lambda row: (row.on, row.begins_at)))


def _week(ctx: Context, rows: object, monday: date) -> WeekPage:
    last = monday + timedelta(days=6)
    kept = list(
        rows.filter(on__gte=monday, on__lte=last).select_related("timetable", "file__child")  # type: ignore[attr-defined]
    )
    files = {each.file_id for each in kept}
    given = visible_to(ctx, READ_SPECIAL, HomeLesson).filter(file__in=files, on__gte=monday, on__lte=last)
    done = Counter(given.values_list("file_id", "on"))
    names = _names(ctx, (), {key for each in kept for key in each.team.split()}, files)
    boxes: dict[date, list[LessonBox]] = defaultdict(list)
    for each in sorted(kept, key=lambda row: (row.on, row.begins_at, row.file.child.sort_key)):
        going = tuple(names.get(key, "？") for key in each.team.split())
        boxes[each.on].append(_box(each, each.file.child.name, going, done.keys()))
    calendar = load_calendar(monday, last)
    week = [monday + timedelta(days=n) for n in range(7)]
    return WeekPage(
        monday,
        tuple(DayColumn(day, calendar.is_school_day(day), tuple(boxes[day])) for day in week),
        len(kept),
        sum(done.values()),
        _by_child(kept, Counter(file for file, _ in done.elements())),
    )


def _box(row: PlannedLesson, child: str, teachers: tuple[str, ...], done: Collection[tuple[UUID, date]]) -> LessonBox:
    hours, minutes = (int(part) for part in row.begins_at.split(":"))
    end = hours * 60 + minutes + row.hours * (row.timetable.minutes if row.timetable else 0)
    until = f"{end // 60:02d}:{end % 60:02d}" if row.timetable else ""
    return LessonBox(row, child, code_of(row.file_id), teachers, until, (row.file_id, row.on) in done)


def _by_child(rows: Iterable[PlannedLesson], done: Mapping[UUID, int]) -> tuple[tuple[str, int, int], ...]:
    planned = Counter(each.file_id for each in rows)
    children = {each.file_id: each.file.child for each in rows}
    ordered = sorted(children, key=lambda file: (children[file].sort_key, file))
    return tuple((children[file].name, planned[file], done.get(file, 0)) for file in ordered)


def _names(
    ctx: Context, pupils: Collection[str], teachers: Collection[str], files: Collection[UUID] = ()
) -> dict[str, str]:
    """The names of children by their files and of teachers, as far as they are in reach. Whoever sees a child sees who goes."""
    found: dict[str, str] = {}
    if pupils:
        kept = visible_to(ctx, READ_SPECIAL, SpecialFile).filter(pk__in=[UUID(each) for each in pupils if each])
        found |= {str(pk): name for pk, name in kept.values_list("pk", "child__name")}
    if teachers:
        keys = [UUID(each) for each in teachers]
        staff = visible_to(ctx, READ_SPECIAL, HomeTeacher).filter(pk__in=keys)
        found |= {str(pk): name for pk, name in staff.values_list("pk", "account__name")}
        sent = visible_to(ctx, READ_SPECIAL, HomeTeaching).filter(teacher__in=keys, file__in=files)
        found |= {str(pk): name for pk, name in sent.values_list("teacher_id", "account__name")}
    return found
