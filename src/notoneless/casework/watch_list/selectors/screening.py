"""Screening class by class: which classes have how many pupils to screen, and each pupil of a class with its state."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from notoneless.casework.watch_list.models import KeyGroupMark, Screening
from notoneless.casework.watch_list.rules.settings import WatchSettings
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.watch_list.selectors.files import listed_among
from notoneless.casework.watch_list.selectors.numbers import numbers_on
from notoneless.casework.watch_list.selectors.screened import (
    entered_in_ledger,
    in_ledger_now,
    is_screened,
    key_classes,
    places_to_screen,
    term_from,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Beneath, beneath, in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import ChildUnit

SCREEN, MARK = "watch_list.screen", "watch_list.mark_group"
PAGE = 50
"""Classes of one page."""


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class: how many of its pupils are to be screened this term, and how many have been."""

    unit: UUID
    name: str
    school: str
    pupils: int
    done: int


@dataclass(frozen=True, slots=True)
class Screenings:
    """A page of classes with the numbers of all in reach. `begun`: the first day of the term, None in the holidays."""

    begun: date | None
    due_on: date | None
    lines: tuple[ClassLine, ...]
    pupils: int
    done: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A pupil to screen: why, what was found last this term, and the file where there is one.

    `mark`: that it is counted among a key group; of which is told apart. `due_on`: by when, where that is the pupil's own day.
    """

    child: UUID
    name: str
    is_of_grade: bool
    mark: UUID | None
    is_in_ledger: bool
    found: str
    on: date | None
    entry: UUID | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ClassPage:
    """A class with its pupils to screen, and the others, who may be counted among a key group."""

    unit: UUID
    name: str
    school: str
    begun: date | None
    due_on: date | None
    pupils: tuple[PupilLine, ...]
    others: tuple[tuple[UUID, str], ...]


def list_screenings(ctx: Context, page: int = 1) -> Screenings:
    """The classes in reach that have pupils to screen, in the order of the tree. It names no pupil.

    Whoever says which pupils are of a key group is shown the other classes too: their pages are where that is said.
    """
    begun = term_from(ctx.today)
    if begun is None:
        return Screenings(None, None, (), 0, 0, 1, 1)
    numbers = numbers_on(ctx.today)
    rows = to_screen(ctx, ctx.units_for(READ_WATCH_LIST), numbers.key_grades).order_by()
    screened = Count("child_id", distinct=True, filter=Q(is_screened(ctx.today, begun)))
    counted = {
        unit: (pupils, done)
        for unit, pupils, done in rows.values_list("unit_id").annotate(
            pupils=Count("child_id", distinct=True), done=screened
        )
    }
    counted = dict.fromkeys(_rooms(ctx), (0, 0)) | counted
    pages = max(-(-len(counted) // PAGE), 1)
    page = min(max(page, 1), pages)
    classes = Unit._base_manager.filter(pk__in=counted).select_related("parent")
    shown = classes.order_by("parent__sort_key", "parent_id", "sort_key", "id")[(page - 1) * PAGE : page * PAGE]
    lines = tuple(ClassLine(row.pk, row.name, row.parent.name if row.parent else "", *counted[row.pk]) for row in shown)
    pupils, done = (sum(each[at] for each in counted.values()) for at in (0, 1))
    return Screenings(begun, _due(numbers, begun), lines, pupils, done, page, pages)


def _rooms(ctx: Context) -> list[UUID]:
    """The classes whose pupils whoever asks may count among a key group."""
    if not ctx.may(MARK):
        return []
    rows = visible_to(ctx, MARK, Unit).filter(in_force(ctx.today), kind=UnitKind.CLASS)
    return list(rows.values_list("pk", flat=True))


def open_class(ctx: Context, unit: UUID) -> ClassPage:
    """A class with its pupils, each with its state. It leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_WATCH_LIST, Unit).filter(pk=unit, kind=UnitKind.CLASS).select_related("parent").first()
    if row is None:
        raise NotFound
    begun = term_from(ctx.today)
    everybody = ChildUnit._base_manager.filter(in_force(ctx.today), unit_id=unit).select_related("child")
    names = {each.child_id: each.child.name for each in everybody.order_by("child__sort_key", "child_id")}
    numbers = numbers_on(ctx.today)
    pupils = _pupils(ctx, unit, names, begun, numbers.key_grades) if begun is not None else ()
    listed(ctx, READ_WATCH_LIST, names, {"use": "screening", "unit": str(unit)})
    wanted = {each.child for each in pupils}
    others = tuple((child, name) for child, name in names.items() if child not in wanted)
    school = row.parent.name if row.parent else ""
    return ClassPage(row.pk, row.name, school, begun, _due(numbers, begun) if begun else None, pupils, others)


def _pupils(
    ctx: Context, unit: UUID, names: dict[UUID, str], begun: date, grades: frozenset[int]
) -> tuple[PupilLine, ...]:
    """Those of a class who are to be screened, as `places_to_screen` finds them in all classes."""
    held = visible_to(ctx, READ_WATCH_LIST, Screening).filter(child_id__in=names, term_from=begun, holds=True)
    found = {child: (what, on) for child, what, on in held.values_list("child_id", "found", "on")}
    marks = visible_to(ctx, READ_WATCH_LIST, KeyGroupMark).filter(in_force(ctx.today), child_id__in=names)
    of_group = {child: (pk, on) for child, pk, on in marks.values_list("child_id", "pk", "from_on")}
    marked, files = {child: pk for child, (pk, _) in of_group.items()}, listed_among(ctx, names)
    starts, numbers = {child: on for child, (_, on) in of_group.items()}, numbers_on(ctx.today)
    cases = entered_in_ledger().filter(child_id__in=in_ledger_now().filter(child_id__in=names)).reverse()
    ledger = {child: localdate(at) for child, at in cases.values_list("child_id", "at")}
    days = {child: [on for on in (starts.get(child), ledger.get(child)) if on is not None] for child in names}
    of_grade = unit in key_classes(grades, beneath([unit]))
    return tuple(
        PupilLine(
            child,
            name,
            of_grade,
            marked.get(child),
            child in ledger,
            found.get(child, ("", None))[0],
            found.get(child, ("", None))[1],
            files.get(child),
            None if of_grade else _due(numbers, max(begun, min(days[child]))),
        )
        for child, name in names.items()
        if of_grade or child in marked or child in ledger
    )


def to_screen(ctx: Context, units: Collection[UUID], grades: frozenset[int]) -> QuerySet[ChildUnit]:
    """The places of the pupils to be screened now in some units and beneath."""
    within = beneath(units)
    return places_to_screen(ctx.today, key_classes(grades, within), in_ledger_now()).filter(within.holds("unit_id"))


def unscreened_of(
    within: Beneath, day: date, begun: date, classes: Collection[UUID]
) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The pupils whom whoever may screen them has still to screen this term, and those of them whose clock began with the
    term, to be asked for within a prepared question. `classes`: of the key grades.
    """
    ledger = in_ledger_now()
    every = places_to_screen(day, classes, ledger)
    of_term = places_to_screen(day, classes, ledger, (begun, begun))
    still = ~is_screened(day, begun)
    here = within.holds("unit_id")
    return every.filter(still, here).values("child_id"), of_term.filter(still, here).values("child_id")


def _due(numbers: WatchSettings, begun: date) -> date:
    return begun + timedelta(days=numbers.screening_days)
