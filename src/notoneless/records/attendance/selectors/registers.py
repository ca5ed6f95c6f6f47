"""Registers: a class over some days, pupil by pupil; and one pupil."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.namesakes import Named, Traits, told_apart
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.records.attendance.models import AbsenceTrace, ArrivalReport, AttendanceMark, Leave
from notoneless.records.attendance.rules.excusing import AwayMark, LeaveSpan, absent_days_of
from notoneless.records.attendance.rules.kinds import AWAY, PRESENT, MarkKind, NotAsked
from notoneless.records.attendance.rules.parameters import AttendanceParameters
from notoneless.records.attendance.rules.reporting import unpacked
from notoneless.records.attendance.selectors.classes import pupils_of
from notoneless.records.attendance.selectors.facts import HELD
from notoneless.records.attendance.selectors.leaves import LeaveLine, leaves_of
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import READ_ATTENDANCE, READ_BOARD, class_in_reach


@dataclass(frozen=True, slots=True)
class Lesson:
    """A session of a school day in a register; `reported` by nobody yet, or by somebody."""

    on: date
    session: str
    reported: bool


@dataclass(frozen=True, slots=True)
class RegisterCell:
    """How a pupil stood in a session: PRESENT, a kind of mark, or empty where nobody has reported it or asks about the pupil;
    `is_asked`: whether the pupil is asked about, where that was looked up.
    """

    kind: str = ""
    reason: str = ""
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A pupil with a cell for each session, and the days missed: with leave, without; `late` and `left_early` in sessions.

    `traits`: where another has the same name; `skipped`: why nobody asks about this one on the last day.
    """

    child: UUID
    name: str
    born_on: date | None
    cells: tuple[RegisterCell, ...]
    excused: int
    unexcused: int
    late: int
    left_early: int
    traits: Traits | None
    skipped: NotAsked | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """A class from a first to a last day. `gone`: how many who were asked about are not in reach any more."""

    unit: Unit
    first: date
    last: date
    lessons: tuple[Lesson, ...]
    rows: tuple[RegisterRow, ...]
    gone: int


@dataclass(frozen=True, slots=True)
class PupilDay:
    """A mark of one pupil. `excused`: of a day missed; `where`: where the pupil was found to be, the latest first."""

    mark: UUID
    on: date
    session: str
    kind: str
    reason: str
    room: str
    excused: bool
    has_note: bool
    where: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class PupilRegister:
    """One pupil's marks since a day, the latest first, and its leave."""

    child: UUID
    name: str
    since: date
    days: tuple[PupilDay, ...]
    leaves: tuple[LeaveLine, ...]


def open_register(ctx: Context, unit: UUID, first: date, last: date, to_fill: bool = False) -> Register:
    """A class over some days, none to come. The list of its pupils leaves an entry. Raises NotFound out of reach.

    `to_fill`: of each day that is not reported it is looked up, too, whom it asks about.
    """
    row = class_in_reach(ctx, unit)
    last = min(last, ctx.today)
    reports = _reports(ctx, unit, first, last)
    marks = _marks(ctx, reports)
    lessons = _lessons(reports, first, last)
    asked = {each: frozenset(unpacked(bytes(report.asked))) for each, report in reports.items()}
    wanted = {child for children in asked.values() for child in children}
    to_ask = _to_ask(ctx, unit, lessons) if to_fill else {}
    wanted |= {child for children in to_ask.values() for child in children}
    skipped = {each.id: each.skipped for each in pupils_of(ctx, READ_ATTENDANCE, unit, max(first, last))}
    wanted |= skipped.keys()
    rows = visible_to(ctx, READ_ATTENDANCE, Child).filter(pk__in=wanted).order_by("sort_key", "id")
    people = [Named(*each) for each in rows.values_list("pk", "name", "sex", "born_on")]
    missed, traits = _missed(ctx, [each.id for each in people], marks, last), told_apart(ctx, people)
    listed(ctx, READ_ATTENDANCE, [each.id for each in people], {"register": str(unit), "from": first.isoformat()})
    known = asked | to_ask
    found = (_row(each, lessons, known, marks.get(each.id, {}), missed, traits.get(each.id)) for each in people)
    lines = tuple(replace(each, skipped=skipped.get(each.child)) for each in found)
    return Register(row, first, last, lessons, lines, len(wanted) - len(people))


_Key = tuple[date, str]


def _to_ask(ctx: Context, unit: UUID, lessons: Sequence[Lesson]) -> dict[_Key, frozenset[UUID]]:
    """Whom each session that is not reported asks about."""
    days = {each.on for each in lessons if not each.reported}
    on_day = {
        day: frozenset(each.id for each in pupils_of(ctx, READ_ATTENDANCE, unit, day) if each.skipped is None)
        for day in sorted(days)
    }
    return {(each.on, each.session): on_day[each.on] for each in lessons if not each.reported}


def _reports(ctx: Context, unit: UUID, first: date, last: date) -> Mapping[_Key, ArrivalReport]:
    rows = visible_to(ctx, READ_BOARD, ArrivalReport).filter(unit_id=unit, is_current=True, on__gte=first, on__lte=last)
    return {(row.on, row.session): row for row in rows}


def _marks(ctx: Context, reports: Mapping[_Key, ArrivalReport]) -> Mapping[UUID, Mapping[_Key, AttendanceMark]]:
    rows = visible_to(ctx, READ_ATTENDANCE, AttendanceMark).filter(report__in=[each.pk for each in reports.values()])
    found: dict[UUID, dict[_Key, AttendanceMark]] = defaultdict(dict)
    for row in rows:
        found[row.child_id][row.on, row.session] = row
    return found


def _lessons(reports: Mapping[_Key, ArrivalReport], first: date, last: date) -> tuple[Lesson, ...]:
    """Every session of the school days, reported or not, and whatever was reported besides."""
    numbers = attendance_numbers(last)
    days = load_calendar(first, last).school_days(first, last) if first <= last else ()
    keys = {(day, each.key) for day in days for each in numbers.sessions} | reports.keys()
    ordered = sorted(keys, key=lambda key: (key[0], numbers.order(key[1]), key[1]))
    return tuple(Lesson(on, session, (on, session) in reports) for on, session in ordered)


def _missed(
    ctx: Context, children: Sequence[UUID], marks: Mapping[UUID, Mapping[_Key, AttendanceMark]], last: date
) -> Mapping[UUID, Counter[bool]]:
    """Of each child how many days were missed with leave (True) and without."""
    away = [_away(row) for known in marks.values() for row in known.values() if row.kind in AWAY]
    days = absent_days_of(away, _spans(ctx, children, last), attendance_numbers(last))
    found: dict[UUID, Counter[bool]] = defaultdict(Counter)
    for day in days:
        found[day.child][day.excused] += 1
    return found


def _away(row: AttendanceMark) -> AwayMark:
    return AwayMark(row.child_id, row.unit_id, row.on, row.session, MarkKind(row.kind), row.reason)


def _spans(ctx: Context, children: Sequence[UUID], last: date) -> Mapping[UUID, list[LeaveSpan]]:
    rows = visible_to(ctx, READ_ATTENDANCE, Leave).filter(child_id__in=children, first_on__lte=last)
    rows = rows.filter(state__in=HELD)
    found: dict[UUID, list[LeaveSpan]] = defaultdict(list)
    for row in rows:
        found[row.child_id].append(LeaveSpan(row.first_on, row.last_on, row.closed_on))
    return found


def _row(
    person: Named,
    lessons: Sequence[Lesson],
    asked: Mapping[_Key, frozenset[UUID]],
    marks: Mapping[_Key, AttendanceMark],
    missed: Mapping[UUID, Counter[bool]],
    traits: Traits | None,
) -> RegisterRow:
    cells = []
    for each in lessons:
        mark = marks.get((each.on, each.session))
        known = asked.get((each.on, each.session))
        is_asked = known is None or person.id in known
        kind = PRESENT if each.reported and is_asked else ""
        cells.append(RegisterCell(mark.kind, mark.reason) if mark else RegisterCell(kind, is_asked=is_asked))
    kinds = Counter(row.kind for row in marks.values())
    away = missed.get(person.id, Counter())
    return RegisterRow(
        person.id,
        person.name,
        person.born_on,
        tuple(cells),
        away[True],
        away[False],
        kinds[MarkKind.LATE],
        kinds[MarkKind.LEFT_EARLY],
        traits,
    )


def pupil_register(ctx: Context, child: UUID, since: date, numbers: AttendanceParameters) -> PupilRegister:
    """The same for a part of the child's page, whose opening is recorded. Raises NotFound out of reach."""
    person = child_in_reach(ctx, child, READ_ATTENDANCE)
    rows = visible_to(ctx, READ_ATTENDANCE, AttendanceMark).filter(child_id=child, on__gte=since)
    marks = list(rows.filter(is_current=True).select_related("unit", "same_as").order_by("-on", "-id"))
    leaves = leaves_of(ctx, child)
    spans = [LeaveSpan(each.first_on, each.last_on, each.closed_on) for each in leaves if each.state in HELD]
    days = absent_days_of([_away(row) for row in marks if row.kind in AWAY], {child: spans}, numbers)
    excused = {day.on for day in days if day.excused}
    where = _traces(ctx, child, since) if days else {}
    reporters = _reporters(ctx, marks)
    lines = tuple(
        _pupil_day(row, row.on in excused, where.get(row.on, []), reporters.get(row.report_id, "")) for row in marks
    )
    return PupilRegister(child, person.name, since, lines, leaves)


def _reporters(ctx: Context, marks: Sequence[AttendanceMark]) -> Mapping[UUID, str]:
    """Who made the reports of some marks, for whom they are in reach: a village sees the mark and not the report."""
    if not marks or not ctx.may(READ_BOARD):
        return {}
    rows = visible_to(ctx, READ_BOARD, ArrivalReport).filter(pk__in=[row.report_id for row in marks])
    return dict(rows.values_list("pk", "by__name"))


def _traces(ctx: Context, child: UUID, since: date) -> Mapping[date, list[str]]:
    """Where a child was found to be, by the day of the absence, the latest first."""
    where: dict[date, list[str]] = defaultdict(list)
    traces = visible_to(ctx, READ_ATTENDANCE, AbsenceTrace).filter(is_current=True, child_id=child, on__gte=since)
    for on, found in traces.order_by("-at", "-id").values_list("on", "traced_to"):
        where[on].append(found)
    return where


def _pupil_day(row: AttendanceMark, excused: bool, where: list[str], by: str) -> PupilDay:
    has_note = row.note is not None or bool(row.same_as and row.same_as.note is not None)
    return PupilDay(
        row.pk,
        row.on,
        row.session,
        row.kind,
        row.reason,
        row.unit.name,
        excused,
        has_note,
        tuple(where) if row.kind in AWAY else (),
        by,
    )


def open_pupil(ctx: Context, child: UUID, since: date, numbers: AttendanceParameters) -> PupilRegister:
    """One pupil's marks since a day, and its leave. Opening it leaves an entry. Raises NotFound out of reach."""
    found = pupil_register(ctx, child, since, numbers)
    opened_row(ctx, READ_ATTENDANCE, Child(pk=child))
    return found
