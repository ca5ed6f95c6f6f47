"""The board: which classes have reported a day, how many came; of a school, and of all schools in reach. It names nobody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.audit.rules import CHINA
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.attendance.models import ArrivalReport
from notoneless.records.attendance.rules.parameters import AttendanceParameters, Session
from notoneless.records.attendance.selectors.idle import idle_since
from notoneless.records.attendance.selectors.missing import MANY
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import READ_BOARD

_NUMBERS = ("due", "absent", "on_leave", "late", "left_early")
_SUMMED = ("classes", "reported", *_NUMBERS)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The numbers of a session: of one class, or of all beneath a school. `closed`: its time is over."""

    session: Session
    classes: int = 1
    reported: int = 0
    due: int = 0
    absent: int = 0
    on_leave: int = 0
    late: int = 0
    left_early: int = 0
    closed: bool = False

    @property
    def present(self) -> int:
        """How many were seen."""
        return self.due - self.absent - self.on_leave

    @property
    def missing(self) -> int:
        """Classes that have not reported."""
        return self.classes - self.reported


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A class, or a school with all its classes; `pupils` belong to these that day, `in_no_class` to the school besides."""

    unit: UUID
    name: str
    above: str
    is_class: bool
    pupils: int
    in_no_class: int
    sessions: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The lines in the order of the tree, those of `unit` or all in reach, and what they come to together."""

    unit: UUID | None
    name: str
    on: date
    lines: tuple[BoardLine, ...]
    total: tuple[Arrival, ...]


def open_board(ctx: Context, on: date, unit: UUID | None = None) -> Board:
    """Schools with all their classes, or where one is opened, or only classes are in reach, its classes.

    Classes without pupils are left out, and where they are few those of whose pupils nobody is to come. Raises NotFound for a
    unit out of reach. Numbers alone: it leaves no entry.
    """
    row = _opened(ctx, unit)
    classes = _of(row, _classes(ctx, on))
    numbers, pupils = attendance_numbers(on), _pupils(classes, on)
    classes = [each for each in classes if pupils.get(each.pk)]
    found = _reported(ctx, on, numbers)
    idle = idle_since([each.pk for each in classes], on) if len(classes) <= MANY else {}
    classes = [each for each in classes if each.pk not in idle or each.pk in found]
    over = _closed(on, ctx.at, numbers)
    by_class = {each.pk: _sessions(numbers, found.get(each.pk, {}), over) for each in classes}
    held = ctx.units_for(READ_BOARD) if row is None else {row.pk}
    in_schools = not all({each.pk, each.parent_id} & held for each in classes)
    lines = _schools(classes, by_class, pupils) if in_schools else [_line(each, by_class, pupils) for each in classes]
    return Board(unit, row.name if row else "", on, tuple(lines), summed(by_class.values(), numbers, over))


def _opened(ctx: Context, unit: UUID | None) -> Unit | None:
    if unit is None:
        return None
    row = visible_to(ctx, READ_BOARD, Unit).filter(pk=unit).first()
    if row is None:
        raise NotFound
    return row


def _of(unit: Unit | None, classes: list[Unit]) -> list[Unit]:
    """Those of a school itself; of any other unit all beneath it."""
    if unit is None:
        return classes
    if unit.kind in (UnitKind.SCHOOL, UnitKind.TEACHING_POINT):
        return [each for each in classes if each.parent_id == unit.pk]
    beneath = set(UnitClosure.objects.filter(ancestor_id=unit.pk).values_list("descendant_id", flat=True))
    return [each for each in classes if each.pk in beneath]


def _classes(ctx: Context, on: date) -> list[Unit]:
    rows = visible_to(ctx, READ_BOARD, Unit).filter(in_force(on), kind=UnitKind.CLASS).select_related("parent__parent")
    return list(rows.order_by("parent__sort_key", "parent_id", "sort_key", "id"))


def _pupils(classes: Sequence[Unit], on: date) -> Mapping[UUID, int]:
    """How many belong to each class, and to the school itself: to none of its classes."""
    units = {each.pk for each in classes} | {each.parent_id for each in classes if each.parent_id}
    rows = ChildUnit._base_manager.filter(in_force(on), track=Track.SCHOOL, unit__in=units)
    return dict(rows.order_by().values_list("unit_id").annotate(number=Count("pk")))


def _reported(ctx: Context, on: date, numbers: AttendanceParameters) -> Mapping[UUID, Mapping[str, tuple[int, ...]]]:
    rows = visible_to(ctx, READ_BOARD, ArrivalReport).filter(on=on, is_current=True)
    rows = rows.filter(session__in=[each.key for each in numbers.sessions])
    found: dict[UUID, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for unit, session, *counts in rows.values_list("unit_id", "session", *_NUMBERS):
        found[unit][session] = tuple(counts)
    return found


def _closed(on: date, at: datetime, numbers: AttendanceParameters) -> Mapping[str, bool]:
    """Which sessions of a day are over."""
    now = at.astimezone(CHINA)
    return {each.key: on < now.date() or (on == now.date() and now.time() >= each.closes) for each in numbers.sessions}


def _sessions(
    numbers: AttendanceParameters, found: Mapping[str, tuple[int, ...]], over: Mapping[str, bool]
) -> tuple[Arrival, ...]:
    return tuple(replace(_counted(each, found.get(each.key)), closed=over[each.key]) for each in numbers.sessions)


def _counted(session: Session, counts: tuple[int, ...] | None) -> Arrival:
    """A class in a session: not reported without counts."""
    if counts is None:
        return Arrival(session)
    due, absent, on_leave, late, left_early = counts
    return Arrival(session, 1, 1, due, absent, on_leave, late, left_early)


def summed(
    several: Iterable[Sequence[Arrival]], numbers: AttendanceParameters, over: Mapping[str, bool]
) -> tuple[Arrival, ...]:
    """The numbers of several classes together, session by session."""
    rows = list(several)
    blank = [Arrival(session, closed=over[session.key]) for session in numbers.sessions]
    return tuple(_added([row[number] for row in rows], each) for number, each in enumerate(blank))


def _line(unit: Unit, by_class: Mapping[UUID, tuple[Arrival, ...]], pupils: Mapping[UUID, int]) -> BoardLine:
    above = unit.parent.name if unit.parent else ""
    return BoardLine(unit.pk, unit.name, above, True, pupils.get(unit.pk, 0), 0, by_class[unit.pk])


def _schools(
    classes: Sequence[Unit], by_class: Mapping[UUID, tuple[Arrival, ...]], pupils: Mapping[UUID, int]
) -> list[BoardLine]:
    held: dict[UUID, list[Unit]] = defaultdict(list)
    for each in classes:
        if each.parent_id is not None:
            held[each.parent_id].append(each)
    return [_school(rooms, by_class, pupils) for rooms in held.values()]


def _school(
    rooms: Sequence[Unit], by_class: Mapping[UUID, tuple[Arrival, ...]], pupils: Mapping[UUID, int]
) -> BoardLine:
    [school] = {room.parent for room in rooms if room.parent}
    first = by_class[rooms[0].pk]
    numbers = [_added([by_class[room.pk][number] for room in rooms], arrival) for number, arrival in enumerate(first)]
    above = school.parent.name if school.parent else ""
    placed = sum(pupils[room.pk] for room in rooms)
    return BoardLine(school.pk, school.name, above, False, placed, pupils.get(school.pk, 0), tuple(numbers))


def _added(rows: Sequence[Arrival], like: Arrival) -> Arrival:
    return replace(like, **{name: sum(getattr(row, name) for row in rows) for name in _SUMMED})


def unreported_sessions(ctx: Context, classes: Sequence[Unit], on: date) -> list[tuple[Unit, Session]]:
    """The classes that have not reported the session that is to be reported now, with it."""
    numbers = attendance_numbers(on)
    session = numbers.current(ctx.at.astimezone(CHINA).time())
    rows = visible_to(ctx, READ_BOARD, ArrivalReport).filter(on=on, session=session.key, is_current=True)
    done = set(rows.filter(unit__in=classes).values_list("unit_id", flat=True))
    return [(each, session) for each in classes if each.pk not in done]
