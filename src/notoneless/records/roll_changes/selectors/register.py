"""The register of changes of a term, what of it lacks papers, and entries with holes: as far as whoever asks sees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import sight, visible_to
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import Child
from notoneless.kernel.calendar import Term
from notoneless.records.enrolment.models import RollEvent
from notoneless.records.enrolment.selectors import READ_ROLL
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import ChangeKind, PaperKind
from notoneless.records.roll_changes.rules.refusing import lacking
from notoneless.records.roll_changes.rules.register import Heading
from notoneless.records.roll_changes.rules.standing import STANDING
from notoneless.records.roll_changes.selectors import READ_CHANGE
from notoneless.records.roll_changes.selectors.changes import OnRoll, changes_among, count_lacking
from notoneless.records.roll_changes.selectors.empties import Hole, holes_on
from notoneless.records.roll_changes.selectors.knowing import numbers_on, papers_of

SHOWN = 2000
"""Rows of one register."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A change in the register. `event`: to begin its papers with, where it has no application."""

    heading: Heading
    event: UUID | None
    child: UUID
    name: str
    school: UUID
    school_name: str
    on: date
    until: date | None
    grade: int | None
    destination: str
    papers: tuple[PaperKind, ...]
    lacks: tuple[PaperKind, ...]
    is_traced: bool
    is_exact: bool
    request: UUID | None


@dataclass(frozen=True, slots=True)
class HoleLine:
    """A child whose entry has a hole."""

    hole: Hole
    child: UUID
    name: str
    unit: UUID
    unit_name: str
    elsewhere: str
    days: int


def term_at(day: date, terms_back: int = 0) -> Term:
    """The term that a day is in, or the last before it; or so many terms earlier."""
    calendar = load_calendar(date(day.year - 2, 1, 1), day)
    begun = [each for each in calendar.terms_between(date(day.year - 2, 1, 1), day) if each.first_day <= day]
    return begun[max(-len(begun), -1 - terms_back)]


def list_register(ctx: Context, first: date, last: date, school: UUID | None = None) -> tuple[RegisterLine, ...]:
    """The changes in reach that fell on days between two, the earliest first. The list leaves an entry.

    A school keeps those it let go through an application, although the children belong to it no longer.
    """
    rows = visible_to(ctx, READ_ROLL, RollEvent).filter(on__gte=first, on__lte=last)
    rows = rows.filter(entry__unit=school) if school is not None else rows
    found = _of_events(changes_among(rows, numbers_on(ctx.today)))
    gone = visible_to(ctx, READ_CHANGE, ChangeRequest).filter(state__in=STANDING, on__gte=first, on__lte=last)
    gone = gone.filter(kind=ChangeKind.TRANSFER).exclude(pk__in=[each.request for each in found if each.request])
    found += _of_requests(ctx, gone.select_related("unit__parent").defer("reason", "statement"), school)
    found.sort(key=lambda each: (each.on, each.name, str(each.child)))
    listed(ctx, READ_CHANGE, [each.child for each in found], {"first": first.isoformat(), "school": str(school or "")})
    return tuple(found[:SHOWN])


def list_incomplete(ctx: Context) -> tuple[RegisterLine, ...]:
    """The changes in reach that are not in order yet: papers, whereabouts or figures. The list leaves an entry."""
    found = _of_events(changes_among(visible_to(ctx, READ_ROLL, RollEvent), numbers_on(ctx.today)))
    kept = [each for each in found if each.lacks or not each.is_traced or not each.is_exact]
    listed(ctx, READ_CHANGE, [each.child for each in kept], {"incomplete": True})
    return tuple(kept[:SHOWN])


def count_incomplete(ctx: Context) -> int:
    """How many changes in reach lack papers. Numbers name nobody."""
    return count_lacking(sight(ctx, READ_ROLL, RollEvent), numbers_on(ctx.today))


def list_holes(ctx: Context) -> tuple[HoleLine, ...]:
    """Children in reach whose entry has a hole: never seen, learning elsewhere, without an entry. The list leaves an entry."""
    seen = dict(visible_to(ctx, READ_ROLL, Child).values_list("pk", "name"))
    found = holes_on(ctx.today, numbers_on(ctx.today).empty_after, seen.keys())
    names = _names({each.unit for each in found} | {each.elsewhere for each in found if each.elsewhere})
    lines = tuple(
        HoleLine(
            each.hole,
            each.child,
            seen[each.child],
            each.unit,
            names[each.unit],
            names[each.elsewhere] if each.elsewhere else "",
            each.days,
        )
        for each in found
        if each.child in seen
    )
    listed(ctx, READ_CHANGE, [each.child for each in lines], {"holes": True})
    return lines[:SHOWN]


def _names(units: Iterable[UUID]) -> Mapping[UUID, str]:
    return dict(Unit._base_manager.filter(pk__in=set(units)).values_list("pk", "name"))


def _of_events(changes: list[OnRoll]) -> list[RegisterLine]:
    children = dict(Child._base_manager.filter(pk__in={each.child for each in changes}).values_list("pk", "name"))
    names = _names(each.school for each in changes)
    return [
        RegisterLine(
            heading=each.heading,
            event=each.event,
            child=each.child,
            name=children.get(each.child, ""),
            school=each.school,
            school_name=names[each.school],
            on=each.on,
            until=each.until,
            grade=each.grade,
            destination=each.destination,
            papers=tuple(each.change.papers or ()),
            lacks=each.lacks,
            is_traced=each.traced_on is not None,
            is_exact=each.exact_on is not None,
            request=each.request,
        )
        for each in changes
    ]


def _of_requests(ctx: Context, rows: Iterable[ChangeRequest], school: UUID | None) -> list[RegisterLine]:
    found = [row for row in rows if school is None or school in (row.unit_id, row.unit.parent_id)]
    numbers, papers = numbers_on(ctx.today), papers_of([row.pk for row in found])
    lines = []
    for row in found:
        there, place = papers.get(row.pk, {}), row.unit.parent or row.unit
        lines.append(
            RegisterLine(
                heading=Heading.OUT,
                event=None,
                child=row.child_id,
                name=row.name,
                school=place.pk,
                school_name=place.name,
                on=row.on,
                until=None,
                grade=row.grade,
                destination=row.destination,
                papers=tuple(there),
                lacks=lacking(numbers.papers_for(ChangeKind(row.kind), row.is_within), there.keys()),
                is_traced=row.arrived_on is not None,
                is_exact=True,
                request=row.pk,
            )
        )
    return lines
