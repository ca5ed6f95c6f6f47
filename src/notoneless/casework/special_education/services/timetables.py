"""Timetables of home lessons: asked for, worked out by the program, moved by hand, adopted by somebody who answers for it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.special_education.models import (
    HomeboundNote,
    HomeTeacher,
    HomeTeaching,
    HomeTimetable,
    PlannedLesson,
    SpecialFile,
)
from notoneless.casework.special_education.rules.homebound import NoteKind, Place
from notoneless.casework.special_education.rules.timetables import (
    TimetableState,
    conflicts_of,
    kept_text,
    told_broken,
    why_not_minutes,
)
from notoneless.casework.special_education.selectors.timetables import (
    as_lesson,
    asked_of,
    demands_of,
    files_of,
    lessons_between,
    lessons_of,
    norms_of,
    pupil_hours,
    term_on,
)
from notoneless.casework.special_education.services.checking import begun, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.scope import reading_long, tell_database
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.timetabling import Broken, Conflict, Demands, Effort, Lesson, Outcome, broken, clock_of

WORK_OUT = "timetable.work_out"
EFFORT = Effort()
_MOST_GOING = 10
"""Teachers of one lesson; more is a slip of the pen."""
_A_YEAR = timedelta(days=366)

_READY: ContextVar[Mapping[UUID, Outcome] | None] = ContextVar("timetables", default=None)
"""What was worked out before the transaction, by timetable."""


@action("timetable.ask", words="申请排送教课表", english="Ask for a timetable of home lessons")
def ask_timetable(ctx: Context, *, unit: Unit, since: date, class_minutes: int, few_changes: bool | None) -> UUID:
    """Ask for a timetable of the home-taught children of a unit from a day to the end of its term; it is worked out soon.

    class_minutes: of a class hour. few_changes: as little as can be is changed of what is planned. Raises Refused for a day
    that is over or outside a term, where nobody is taught at home, and where no plan says how often.
    """
    if since < ctx.today:
        raise Refused(Problem("special_education.too_late", {"day": since.isoformat()}))
    refuse(why_not_minutes(class_minutes))
    term = term_on(since) if since <= ctx.today + _A_YEAR else None
    if term is None:
        raise Refused(Problem("special_education.no_term", {"day": since.isoformat()}))
    files = files_of(unit.pk, ctx.today)
    if not files:
        raise Refused(Problem("special_education.nobody_home_taught"))
    if not any(each.visits_per_week for each in norms_of(files.values(), ctx.today).values()):
        raise Refused(Problem("special_education.no_norm"))
    row = HomeTimetable(id=ctx.ids.new(), unit=unit, since=since, until=term.last_day, minutes=class_minutes)
    row.keeps, row.state, row.at = bool(few_changes), TimetableState.ASKED, ctx.at
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("timetable.work_out", words="排出送教课表", english="Work out a timetable of home lessons")
def work_out_timetable(ctx: Context, *, home_timetable: HomeTimetable) -> None:
    """Work out a timetable that was asked for: its lessons, or why there are none. Raises Refused for one that was not."""
    if home_timetable.state != TimetableState.ASKED:
        raise Refused(Problem("special_education.worked_out_already"))
    ready = _READY.get() or {}
    found = ready.get(home_timetable.pk) or _worked_out(home_timetable, ctx.today)
    is_there = not found.conflicts
    home_timetable.state = TimetableState.PROPOSED if is_there else TimetableState.IMPOSSIBLE
    home_timetable.gap = found.gap
    home_timetable.told = kept_text(found.short if is_there else found.conflicts)
    home_timetable.save(update_fields=["state", "gap", "told"])
    if is_there:
        _keep(ctx, home_timetable, [each for each in found.lessons if each.on >= home_timetable.since])


def _worked_out(row: HomeTimetable, day: date) -> Outcome:
    # the solver takes half a second to load, and most processes never need it
    from notoneless.timetabling.planning import WronglyMade, work_out

    demands = demands_of(asked_of(row, day))
    files = [UUID(each.key) for each in demands.pupils]
    before = lessons_between(files, row.since, row.until) if row.keeps else ()
    try:
        return work_out(demands, EFFORT, [each for each in before if each.team])
    except WronglyMade:  # told, and never tried again by itself: the same facts give the same fault
        return Outcome((), (Conflict("fault", ""),), (), 1000)


@contextmanager
def worked_out_before(ctx: Context, timetable: UUID) -> Iterator[None]:
    """Within, what is worked out here is found by the action, so that nobody waits for it who has something to write."""
    ready: dict[UUID, Outcome] = {}
    mark = _READY.set(ready)
    try:
        if ctx.may(WORK_OUT):
            with reading_long():
                tell_database(ctx)
                row = HomeTimetable._base_manager.filter(pk=timetable, state=TimetableState.ASKED).first()
                if row is not None:
                    ready[timetable] = _worked_out(row, ctx.today)
        yield
    finally:
        _READY.reset(mark)


def _keep(ctx: Context, timetable: HomeTimetable, lessons: Collection[Lesson]) -> None:
    """The lessons as rows that do not count yet."""
    files = files_of(timetable.unit_id, ctx.today)
    norms, hours = norms_of(files.values(), ctx.today), pupil_hours(files)
    rows = []
    for each in lessons:
        file = files[UUID(each.pupil)]
        row = begun(ctx, PlannedLesson, file, each.on)
        row.begins_at, row.hours = clock_of(each.begins), max(norms[file.pk].hours_per_visit, 1)
        row.place = hours[file.pk].place if file.pk in hours else Place.HOME
        row.is_replaced, row.timetable, row.team = True, timetable, " ".join(each.team)
        rows.append(row)
    PlannedLesson._base_manager.bulk_create(rows, batch_size=500)


@action("timetable.move", words="调整课表中的一次课", english="Move a lesson of a proposed timetable")
def move_lesson(
    ctx: Context, *, planned_lesson: PlannedLesson, on: date, begins_at: str, home_teachers: Passage
) -> None:
    """Move a lesson of a proposed timetable by hand: its day, its hour, who goes (ids, with blanks between). A timetable that
    would break a rule is refused with the reason."""
    timetable = planned_lesson.timetable
    if timetable is None or timetable.state != TimetableState.PROPOSED:
        raise Refused(Problem("special_education.not_proposed"))
    begins = _minute(begins_at)
    rows = lessons_of(timetable.pk)
    moved = Lesson(on, begins, str(planned_lesson.file_id), tuple(sorted(set(home_teachers.split()))))
    if len(moved.team) > _MOST_GOING:
        raise Refused(Problem("special_education.no_people", {"most": _MOST_GOING}))
    lessons = [as_lesson(row) for pk, row in rows.items() if pk != planned_lesson.pk]
    _check(ctx, timetable, [*lessons, moved])
    planned_lesson.on, planned_lesson.begins_at, planned_lesson.team = on, clock_of(begins), " ".join(moved.team)
    planned_lesson.save(update_fields=["on", "begins_at", "team"])


def _minute(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60):
        raise Refused(Problem("special_education.no_time"))
    return int(hours) * 60 + int(minutes)


def _check(ctx: Context, timetable: HomeTimetable, lessons: Collection[Lesson]) -> Demands:
    """The demands of today, which the lessons keep. Raises Refused with the first rule that they break."""
    demands = demands_of(asked_of(timetable, ctx.today))
    asked = replace(demands, excused=demands.excused | _short(timetable))
    found = broken([*demands.held, *lessons], asked)
    if found:
        raise Refused(told_broken(found[0], _names(found)))
    return demands


def _short(timetable: HomeTimetable) -> set[tuple[str, date]]:
    """The children of a timetable with the Mondays of weeks in which they have fewer lessons than the norm."""
    return {(each.pupil, each.monday) for each in conflicts_of(timetable.told) if each.monday is not None}


def _names(found: Collection[Broken]) -> "_Names":
    return _Names({each.pupil for each in found if each.pupil}, {key for each in found for key in each.teachers})


class _Names:
    """The names of children and teachers whom a broken rule is about, by their keys; whoever acts has them in reach."""

    def __init__(self, pupils: Collection[str], teachers: Collection[str]) -> None:
        files = SpecialFile._base_manager.filter(pk__in=_uuids(pupils)).values_list("pk", "child__name")
        staff = HomeTeacher._base_manager.filter(pk__in=_uuids(teachers)).values_list("pk", "account__name")
        self.known = {str(pk): name for pk, name in [*files, *staff]}

    def __call__(self, key: str) -> str:
        return self.known.get(key, "？")


def _uuids(keys: Collection[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found


@action("timetable.adopt", words="采用送教课表", english="Adopt a timetable of home lessons")
def adopt_timetable(ctx: Context, *, home_timetable: HomeTimetable, short_reason: Line | None) -> None:
    """Let a proposed timetable count from its first day on: it stands in the place of what was planned for its children from
    then on, and whoever is to go to a child is sent there.

    short_reason: why single weeks have fewer lessons than the norm, noted of each child. Raises Refused with the reason where
    the timetable breaks a rule by what is known today or begins before today, and where weeks are short without a reason.
    """
    if home_timetable.state != TimetableState.PROPOSED:
        raise Refused(Problem("special_education.not_proposed"))
    if home_timetable.since < ctx.today:
        raise Refused(Problem("special_education.too_late", {"day": home_timetable.since.isoformat()}))
    rows = lessons_of(home_timetable.pk)
    demands = _check(ctx, home_timetable, [as_lesson(row) for row in rows.values()])
    open_ones = _short(home_timetable) - demands.excused
    if open_ones and not short_reason:
        raise Refused(Problem("special_education.short_without_reason", {"weeks": len(open_ones)}))
    files = files_of(home_timetable.unit_id, ctx.today)
    _count(ctx, home_timetable, files)
    _send(ctx, files, rows.values())
    for pupil, monday in sorted(open_ones, key=str):
        _excuse(ctx, files[UUID(pupil)], max(monday, home_timetable.since), short_reason or "")


def _count(ctx: Context, timetable: HomeTimetable, files: Collection[UUID]) -> None:
    """The lessons of a timetable count, those before it do so no more; a timetable that has none left is replaced."""
    ahead = PlannedLesson._base_manager.filter(on__gte=timetable.since, is_replaced=False)
    ahead.filter(file__in=files).update(is_replaced=True)
    PlannedLesson._base_manager.filter(timetable=timetable).update(is_replaced=False)
    others = HomeTimetable._base_manager.filter(state=TimetableState.ADOPTED).exclude(pk=timetable.pk)
    still = PlannedLesson._base_manager.filter(on__gte=timetable.since, is_replaced=False, timetable__isnull=False)
    gone = others.filter(unit_id=timetable.unit_id).exclude(pk__in=still.values("timetable_id"))
    gone.update(state=TimetableState.REPLACED)
    timetable.state, timetable.decided_at = TimetableState.ADOPTED, ctx.at
    timetable.decided_by_id = ctx.actor
    timetable.save(update_fields=["state", "decided_by", "decided_at"])


def _send(ctx: Context, files: Mapping[UUID, SpecialFile], rows: Collection[PlannedLesson]) -> None:
    """Send those who are to go to a child and were not sent yet."""
    wanted = {(row.file_id, UUID(key)) for row in rows for key in row.team.split()}
    sent = set(HomeTeaching._base_manager.filter(file__in=files, until_on=None).values_list("file_id", "teacher_id"))
    staff = {row.pk: row for row in HomeTeacher._base_manager.filter(pk__in={key for _, key in wanted})}
    for file, key in sorted(wanted - sent, key=str):
        row = begun(ctx, HomeTeaching, files[file], ctx.today)
        row.teacher, row.account_id, row.unit_id = staff[key], staff[key].account_id, staff[key].unit_id
        row.is_man = staff[key].is_man
        row.save(force_insert=True)


def _excuse(ctx: Context, file: SpecialFile, on: date, reason: str) -> None:
    """Note of a child why a week has fewer lessons than the norm."""
    row = begun(ctx, HomeboundNote, file, on)
    row.kind, row.value, row.said = NoteKind.WEEK, "", Plain(reason)
    row.save(force_insert=True)


def asked_timetables() -> list[UUID]:
    """The timetables that wait to be worked out, the first asked first."""
    rows = HomeTimetable._base_manager.filter(state=TimetableState.ASKED).order_by("at", "id")
    return list(rows.values_list("pk", flat=True))
