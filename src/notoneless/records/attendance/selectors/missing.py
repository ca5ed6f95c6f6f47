"""School days of this term that are over and that a class has not reported: for who reports, for the head, for those above."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.roles import Track, UnitKind
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.identifiers import made_at
from notoneless.records.attendance.models import ArrivalReport, NoReport
from notoneless.records.attendance.rules.missing import Awaited, Days, Span, missing
from notoneless.records.attendance.rules.parameters import AttendanceParameters, Session
from notoneless.records.attendance.selectors.numbers import numbers_through
from notoneless.records.attendance.selectors.permitting import READ_BOARD

_DAY = timedelta(days=1)
_LEAST = date(1900, 1, 1)
MANY = 50
"""Classes of which it is counted first how many reports they have."""

SHOWN = 400
"""So many are listed one by one; of more the list says how many there are."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A session of a past school day that a class has not reported."""

    unit: Unit
    on: date
    session: Session


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
    return list(_taught(rows, ctx.today).order_by("parent__sort_key", "parent_id", "sort_key", "id"))


def own_awaited(ctx: Context, code: str) -> list[Unit]:
    """Those that somebody holds itself, not through what stands above."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), pk__in=ctx.units_for(code), kind=UnitKind.CLASS)
    return list(_taught(rows, ctx.today, all_too=True).order_by("sort_key", "id"))


def _taught(rows: QuerySet[Unit], day: date, all_too: bool = False) -> QuerySet[Unit]:
    pupils = ChildUnit._base_manager.filter(in_force(day), unit=OuterRef("pk"), track=Track.SCHOOL)
    found = rows.annotate(taught_from=Subquery(pupils.order_by("from_on").values("from_on")[:1]))
    return (found if all_too else found.filter(taught_from__isnull=False)).select_related("parent__parent")


def missing_reports(ctx: Context, classes: Sequence[Unit], calendar: Calendar) -> list[Missing]:
    """What some classes have not reported of the school days of this term that are over, the first day first."""
    days, numbers = past_days(calendar, ctx.today)
    if not (days and classes):
        return []
    everything = visible_to(ctx, READ_BOARD, ArrivalReport).filter(is_current=True)
    classes = _lacking(everything, classes, days)
    first, last, units = days[0][0], days[-1][0], [each.pk for each in classes]
    reports = everything.filter(on__gte=first, on__lte=last, unit__in=units)
    said = visible_to(ctx, READ_BOARD, NoReport).filter(first_on__lte=last, last_on__gte=first, unit__in=units)
    reported, explained = _told(reports, said)
    found = [
        Missing(each, on, session)
        for each in classes
        for on, key in missing(awaited(each), days, reported[each.pk], explained[each.pk])
        if (session := numbers(on).session(key)) is not None
    ]
    return sorted(found, key=lambda one: one.on)


def _lacking(reports: QuerySet[ArrivalReport], classes: Sequence[Unit], days: Days) -> Sequence[Unit]:
    """Of many classes those that lack anything: of those awaited alike, which most are, whoever has as many reports as there
    are sessions lacks none. It is counted in one question for each day from which classes are awaited.
    """
    alike: dict[date, list[Unit]] = defaultdict(list)
    for each in classes:
        alike[awaited(each).from_on if each.until_on is None else date.max].append(each)
    whole: set[UUID] = set()
    for from_on, some in alike.items():
        due = [(on, session) for on, sessions in days if on >= from_on for session in sessions]
        on_days, keys = {on for on, _ in due}, {session for _, session in due}
        if len(some) > MANY and due and len(due) == len(on_days) * len(keys):
            rows = reports.filter(unit__in=[each.pk for each in some], on__in=on_days, session__in=keys).order_by()
            counts = rows.values_list("unit_id").annotate(number=Count("pk"))
            whole.update(unit for unit, number in counts if number == len(due))
    return [each for each in classes if each.pk not in whole]


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
    if not days:
        return (), numbers_through(today, today)
    numbers = numbers_through(days[0], days[-1])
    return tuple((day, tuple(each.key for each in numbers(day).sessions)) for day in days), numbers


def awaited(unit: Unit) -> Awaited:
    """From when on a class is awaited: it must be there, be known to the program, and have pupils."""
    made, taught = made_at(unit.pk), getattr(unit, "taught_from", None)
    known = day_of(datetime.fromtimestamp(made / 1000, UTC)) if made is not None else _LEAST
    if taught is None:
        return Awaited(date.max)
    return Awaited(max(unit.from_on, known, taught), unit.until_on)


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


def unreported_on(day: date) -> Iterator[tuple[UUID, int]]:
    """How many sessions each class has not reported of the days of the term before a day: for who counts the whole county."""
    days, _ = past_days(load_calendar(day, day), day)
    if not days:
        return
    first, last = days[0][0], days[-1][0]
    rows = ArrivalReport._base_manager.filter(is_current=True, on__gte=first, on__lte=last)
    reported, explained = _told(rows, NoReport._base_manager.filter(first_on__lte=last, last_on__gte=first))
    for unit in _taught(Unit._base_manager.filter(in_force(day), kind=UnitKind.CLASS), day):
        count = sum(1 for _ in missing(awaited(unit), days, reported[unit.pk], explained[unit.pk]))
        if count:
            yield unit.pk, count


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
