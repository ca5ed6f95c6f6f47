"""School days of this term that are over and that a class has not reported: for who reports, for the head, for those above."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.identifiers import made_at
from notoneless.records.attendance.models import ArrivalReport, NoReport
from notoneless.records.attendance.rules.missing import Awaited, Days, Span, missing
from notoneless.records.attendance.rules.parameters import AttendanceParameters, Session
from notoneless.records.attendance.selectors.idle import idle_since
from notoneless.records.attendance.selectors.numbers import numbers_through
from notoneless.records.attendance.selectors.permitting import READ_BOARD

_DAY = timedelta(days=1)
_LEAST = date(1900, 1, 1)
MANY = 50
"""Of more classes than these it is counted first how many reports they have."""

SHOWN = 400
"""So many are listed one by one; of more the list says how many there are."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A session of a past school day that a class has not reported."""

    unit: Unit
    on: date
    session: Session


@dataclass(frozen=True, slots=True)
class MissingClass:
    """Of how many days, the first of them which, and in how many sessions a class has not reported."""

    unit: Unit
    days: int
    count: int
    first_on: date


@dataclass(frozen=True, slots=True)
class MissingSchool:
    """How many sessions the classes of one school have not reported."""

    unit: UUID
    name: str
    above: str
    classes: int
    count: int


def awaited_classes(ctx: Context, code: str, beneath: UUID | None = None) -> list[Unit]:
    """The classes in reach of `code` that have pupils, each with the day since when it has (`taught_from`)."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), kind=UnitKind.CLASS)
    if beneath is not None:
        rows = rows.filter(pk__in=UnitClosure._base_manager.filter(ancestor_id=beneath).values("descendant_id"))
    found = list(_taught(rows, ctx.today).order_by("parent__sort_key", "parent_id", "sort_key", "id"))
    return _until_idle(found, ctx.today)


def own_awaited(ctx: Context, code: str) -> list[Unit]:
    """Those that somebody holds itself, not through what stands above."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), pk__in=ctx.units_for(code), kind=UnitKind.CLASS)
    return _until_idle(list(_taught(rows, ctx.today, all_too=True).order_by("sort_key", "id")), ctx.today)


def _until_idle(classes: list[Unit], day: date) -> list[Unit]:
    """Classes, each of whose pupils nobody is to come with the day since which that is so (`idle_from`): from then on no report
    is awaited. Of many classes, where they are only counted, it is not asked."""
    if 0 < len(classes) <= MANY:
        idle = idle_since([each.pk for each in classes], day)
        for each in classes:
            each.idle_from = idle.get(each.pk)  # type: ignore[attr-defined]
    return classes


def _taught(rows: QuerySet[Unit], day: date, all_too: bool = False) -> QuerySet[Unit]:
    pupils = ChildUnit._base_manager.filter(in_force(day), unit=OuterRef("pk"), track=Track.SCHOOL)
    found = rows.annotate(taught_from=Subquery(pupils.order_by("from_on").values("from_on")[:1]))
    return (found if all_too else found.filter(taught_from__isnull=False)).select_related("parent__parent")


def missing_reports(ctx: Context, classes: Sequence[Unit], calendar: Calendar) -> list[Missing]:
    """What some classes have not reported of the school days of this term that are over, the first day first."""
    days, numbers = past_days(calendar, ctx.today)
    return _missing(ctx, classes, days, numbers)


def missing_between(ctx: Context, code: str, classes: Collection[UUID], first: date, last: date) -> list[Missing]:
    """The same of the days from a first to a last one that are over, of those of some classes that are in reach of `code`."""
    days = load_calendar(first, last).school_days(first, min(last, ctx.today - _DAY))
    if not days:
        return []
    rows = _taught(visible_to(ctx, code, Unit).filter(pk__in=classes, kind=UnitKind.CLASS), ctx.today)
    return _missing(ctx, _until_idle(list(rows.order_by("sort_key", "id")), ctx.today), *_sessions_of(days))


def _missing(
    ctx: Context, classes: Sequence[Unit], days: Days, numbers: Callable[[date], AttendanceParameters]
) -> list[Missing]:
    if not (days and classes):
        return []
    everything = visible_to(ctx, READ_BOARD, ArrivalReport).filter(is_current=True)
    lacking = _counted(everything, classes, days)
    classes = [each for each in classes if lacking.get(each.pk, 1)]
    first, last, units = days[0][0], days[-1][0], [each.pk for each in classes]
    reports = everything.filter(on__gte=first, on__lte=last, unit__in=units)
    reported, explained = _told(reports, _said(ctx, days).filter(unit__in=units))
    found = [
        Missing(each, on, session)
        for each in classes
        for on, key in missing(awaited(each), days, reported[each.pk], explained[each.pk])
        if (session := numbers(on).session(key)) is not None
    ]
    return sorted(found, key=lambda one: one.on)


def count_missing(ctx: Context, unit: UUID | None = None) -> int:
    """How many sessions `list_missing` has, at this instant: of many classes the database counts, and no day is listed."""
    classes = awaited_classes(ctx, READ_BOARD, unit)
    days, numbers = past_days(load_calendar(ctx.today, ctx.today), ctx.today)
    if not (days and classes):
        return 0
    lacking = _counted(visible_to(ctx, READ_BOARD, ArrivalReport).filter(is_current=True), classes, days)
    said = set(_said(ctx, days).values_list("unit_id", flat=True)) if lacking else set()
    counted = {pk: number for pk, number in lacking.items() if not number or pk not in said}
    rest = [each for each in classes if each.pk not in counted]
    return sum(counted.values()) + len(_missing(ctx, rest, days, numbers))


def _said(ctx: Context, days: Days) -> QuerySet[NoReport]:
    return visible_to(ctx, READ_BOARD, NoReport).filter(first_on__lte=days[-1][0], last_on__gte=days[0][0])


def _counted(reports: QuerySet[ArrivalReport], classes: Sequence[Unit], days: Days) -> dict[UUID, int]:
    """Of many classes how many sessions each has not reported, whatever was said of them: of those awaited alike, which most
    are, as many as there are sessions and no reports. It is one question for each day from which classes are awaited.
    """
    alike: dict[date, list[Unit]] = defaultdict(list)
    for each in classes:
        from_on = max(awaited(each).from_on, days[0][0])
        alike[from_on if awaited(each).until_on is None else date.max].append(each)
    lacking: dict[UUID, int] = {}
    for from_on, some in alike.items():
        due = [(on, session) for on, sessions in days if on >= from_on for session in sessions]
        on_days, keys = {on for on, _ in due}, {session for _, session in due}
        if len(some) > MANY and due and len(due) == len(on_days) * len(keys):
            rows = reports.filter(unit__in=[each.pk for each in some], on__in=on_days, session__in=keys).order_by()
            counts = dict(rows.values_list("unit_id").annotate(number=Count("pk")))
            lacking.update({each.pk: len(due) - counts.get(each.pk, 0) for each in some})
    return lacking


def _told(
    reports: QuerySet[ArrivalReport], said: QuerySet[NoReport]
) -> tuple[Mapping[UUID, set[tuple[date, str]]], Mapping[UUID, list[Span]]]:
    """What was reported of each class, and of which days somebody said why not: one question."""
    nothing = Value(None, output_field=ArrivalReport._meta.get_field("on").__class__())
    both = reports.order_by().values_list("unit_id", "on", nothing, "session")
    other = said.order_by().values_list("unit_id", "first_on", "last_on", Value("", output_field=CharField()))
    reported: dict[UUID, set[tuple[date, str]]] = defaultdict(set)
    explained: dict[UUID, list[Span]] = defaultdict(list)
    for unit, on, until, session in both.union(other, all=True):
        if until is None:
            reported[unit].add((on, session))
        else:
            explained[unit].append((on, until))
    return reported, explained


def past_days(calendar: Calendar, today: date) -> tuple[Days, Callable[[date], AttendanceParameters]]:
    """The school days of the term before today with their sessions, as the county had set them then."""
    term = calendar.term_of(today)
    days = calendar.school_days(term.first_day, today - _DAY) if term and term.first_day < today else ()
    return _sessions_of(days) if days else ((), numbers_through(today, today))


def _sessions_of(days: Sequence[date]) -> tuple[Days, Callable[[date], AttendanceParameters]]:
    numbers = numbers_through(days[0], days[-1])
    return tuple((day, tuple(each.key for each in numbers(day).sessions)) for day in days), numbers


def awaited(unit: Unit) -> Awaited:
    """From when on a class is awaited: it must be there, be known to the program, and have pupils."""
    made, taught = made_at(unit.pk), getattr(unit, "taught_from", None)
    known = day_of(datetime.fromtimestamp(made / 1000, UTC)) if made is not None else _LEAST
    if taught is None:
        return Awaited(date.max)
    ends = [each for each in (unit.until_on, getattr(unit, "idle_from", None)) if each is not None]
    return Awaited(max(unit.from_on, known, taught), min(ends, default=None))


def is_asked(unit: Unit, day: date) -> bool:
    """Whether a class is asked for a report of a day: not where nobody of it is to come."""
    idle_from: date | None = getattr(unit, "idle_from", None)
    return idle_from is None or day < idle_from


def missing_by_class(found: Collection[Missing]) -> list[MissingClass]:
    """What is missing class by class, those of one school together."""
    held: dict[UUID, list[Missing]] = defaultdict(list)
    for each in found:
        held[each.unit.pk].append(each)
    rows = [
        MissingClass(some[0].unit, len({each.on for each in some}), len(some), some[0].on) for some in held.values()
    ]
    return sorted(rows, key=lambda each: (_above(each.unit), each.unit.sort_key, each.unit.pk))


def _above(unit: Unit) -> tuple[str, str]:
    school = unit.parent
    return (school.parent.name if school and school.parent else "", school.name if school else "")


def missing_by_school(found: Collection[Missing]) -> list[MissingSchool]:
    """What is missing added up by school, in the order of the tree."""
    held: dict[UUID, list[Missing]] = defaultdict(list)
    for each in found:
        if each.unit.parent_id is not None:
            held[each.unit.parent_id].append(each)
    return sorted((_school(some) for some in held.values()), key=lambda each: (each.above, each.name))


def _school(some: Sequence[Missing]) -> MissingSchool:
    school = some[0].unit.parent
    above = school.parent.name if school and school.parent else ""
    classes = len({each.unit.pk for each in some})
    return MissingSchool(school.pk if school else UUID(int=0), school.name if school else "", above, classes, len(some))


def list_missing(ctx: Context, unit: UUID | None = None) -> list[Missing]:
    """What is missing of all classes in reach, or of those of one unit. It names nobody, so it leaves no entry."""
    return missing_reports(ctx, awaited_classes(ctx, READ_BOARD, unit), load_calendar(ctx.today, ctx.today))


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a class has no report of some days, and who says so."""

    first_on: date
    last_on: date
    why: str
    by: str
    at: datetime


def explained_day(ctx: Context, unit: UUID, on: date) -> Explained | None:
    """What was said of a day of a class without a report, the latest first."""
    rows = visible_to(ctx, READ_BOARD, NoReport).filter(Q(first_on__lte=on, last_on__gte=on), unit_id=unit)
    row = rows.select_related("by").order_by("-at", "-id").first()
    return Explained(row.first_on, row.last_on, row.why, row.by.name, row.at) if row else None
