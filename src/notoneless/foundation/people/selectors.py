"""The children of my units: list, search, one child. What comes out are plain values, with what may be shown of each field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused
from notoneless.foundation.access.revealing import done_today
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.measures import ages_on
from notoneless.foundation.people.models import Child, ChildUnit, Guardian, SearchedName
from notoneless.foundation.people.rules import BEFORE, search_token
from notoneless.foundation.sealing.models import search_keys
from notoneless.foundation.sealing.registry import declared
from notoneless.kernel.phones import phone_number
from notoneless.kernel.problems import Problem
from notoneless.kernel.resident_id import IdKind, parse_resident_id
from notoneless.kernel.student_number import StudentNumberKind, parse_student_number

READ = reading("child.read", words="查看儿童", english="See children")
FIND = reading("child.find", words="按完整号码查找儿童", english="Find a child by a whole number")
REVEAL = reading("child.reveal", words="查看证件号码", english="Reveal a child's numbers")
REVEAL_PHONE = reading("guardian.reveal", words="查看监护人电话", english="Reveal a guardian's phone number")
EXPORT = reading("child.export", words="成批导出证件号码和电话", english="Export children's numbers in bulk")

PAGE = 50
"""Children on one page of a list."""

FOUND_A_DAY = 200
"""Searches for a whole number by one account on one day, found or not. Whoever may try all numbers learns the sealed one."""

COUNTED = 1000
"""Beyond so many a list says "more than" instead of counting on."""


class Among(StrEnum):
    """Which of a unit's children a list shows."""

    ALL = "all"
    SCHOOL_AGE = "school_age"
    IN_CLASS = "in_class"
    NO_CLASS = "no_class"


@dataclass(frozen=True, slots=True)
class Sealedly:
    """What a page may know of a sealed field: whether it is there, and whether this person may open it."""

    is_there: bool
    may_open: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that a child belongs to, with what stands above it."""

    track: str
    unit: UUID
    name: str
    above: str


@dataclass(frozen=True, slots=True)
class ChildLine:
    """One child in a list."""

    id: UUID
    name: str
    sex: str
    born_on: date | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class GuardianCard:
    """One guardian on a child's page."""

    id: UUID
    name: str
    relation: str
    phone: Sealedly
    may_correct: bool


@dataclass(frozen=True, slots=True)
class ChildCard:
    """A child's page: what this person may see of it."""

    line: ChildLine
    household: str
    id_number: Sealedly
    student_number: Sealedly
    guardians: tuple[GuardianCard, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: its lines, how many there are (up to COUNTED + 1), and where the next page begins."""

    lines: tuple[ChildLine, ...]
    count: int
    following: UUID | None

    @property
    def is_many(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > COUNTED


def list_children(
    ctx: Context,
    *,
    search: str = "",
    after: UUID | None = None,
    found_a_day: int = FOUND_A_DAY,
    unit: UUID | None = None,
    among: Among = Among.ALL,
) -> Listed:
    """Children in reach in the order of their names; `search` is a name, its pinyin or initials, or a whole number.

    `unit`: those who belong to it or to a unit beneath it today, `among` them some. Raises NotFound for one out of reach.

    A search that is a whole number finds that number alone, is recorded as such, and is limited: Refused beyond so many a day.
    The list leaves an entry with its count and a hash of its ids.
    """
    rows = _among(ctx, _of_unit(ctx, visible_to(ctx, READ, Child), unit), among)
    number = _number(search.strip())
    if number is not None:
        rows = _by_number(ctx, rows, number, found_a_day)
    elif search.strip():
        rows = rows.filter(pk__in=SearchedName._base_manager.filter(_begins(search_token(search))).values("child_id"))
    count = len(rows.order_by().values_list("pk")[: COUNTED + 1])
    page = list(_from(ctx, rows, after).order_by("sort_key", "id")[: PAGE + 1])
    lines = _lines(ctx, page[:PAGE])
    asked = {"search": bool(search.strip()), "after": str(after or ""), "unit": str(unit or "")}
    if among is not Among.ALL:
        asked["among"] = among.value
    listed(ctx, READ if number is None else FIND, [line.id for line in lines], asked)
    return Listed(lines, count, lines[-1].id if len(page) > PAGE else None)


def unit_listed(ctx: Context, unit: UUID) -> Unit:
    """The unit whose children a list shows. Raises NotFound out of reach."""
    row = visible_to(ctx, READ, Unit).select_related("parent").filter(pk=unit).first()
    if row is None:
        raise NotFound
    return row


def lists_children(ctx: Context, unit: UUID) -> bool:
    """Whether a list may show the children of a unit."""
    return visible_to(ctx, READ, Unit).filter(pk=unit).exists()


def _of_unit(ctx: Context, rows: QuerySet[Child], unit: UUID | None) -> QuerySet[Child]:
    if unit is None:
        return rows
    beneath = UnitClosure.objects.filter(ancestor_id=unit_listed(ctx, unit).pk).values("descendant_id")
    here = ChildUnit._base_manager.filter(in_force(ctx.today), unit_id__in=beneath)
    return rows.filter(pk__in=here.values("child_id"))


def _among(ctx: Context, rows: QuerySet[Child], among: Among) -> QuerySet[Child]:
    """Some of them, as the measures of this room count them."""
    if among is Among.ALL:
        return rows
    of_age = rows.filter(born_on__range=ages_on(ctx.today).born())
    if among is Among.SCHOOL_AGE:
        return of_age
    rooms = Exists(ChildUnit._base_manager.filter(in_force(ctx.today), track=Track.SCHOOL, child_id=OuterRef("pk")))
    return of_age.filter(rooms if among is Among.IN_CLASS else ~rooms)


def _from(ctx: Context, rows: QuerySet[Child], after: UUID | None) -> QuerySet[Child]:
    if after is None:
        return rows
    last = visible_to(ctx, READ, Child).filter(pk=after).only("sort_key").first()
    if last is None:
        raise NotFound
    return rows.filter(Q(sort_key__gt=last.sort_key) | Q(sort_key=last.sort_key, id__gt=last.id))


def _by_number(ctx: Context, rows: QuerySet[Child], number: Q, a_day: int) -> QuerySet[Child]:
    """The child with a number. A miss tells as much as a find, and both are recorded and counted as searches for a number."""
    if not ctx.may(FIND):
        raise NotAllowed(FIND)
    if done_today(ctx, FIND) >= a_day:
        raise Refused(Problem("people.too_many_numbers", {"most": a_day}))
    return rows.filter(number)


def _number(text: str) -> Q | None:
    """What a search for a whole number asks for; None where it is none."""
    resident = parse_resident_id(text)
    if resident.kind is IdKind.VALID:
        return Q(id_number_index__in=search_keys(Child, "id_number", resident.value))
    student = parse_student_number(text)
    if student.kind not in (StudentNumberKind.OTHER, StudentNumberKind.MISSING):
        return Q(student_number_index__in=search_keys(Child, "student_number", student.kind + student.body))
    phone = phone_number(text)
    if phone is not None:
        of_phone = Guardian._base_manager.filter(phone_index__in=search_keys(Guardian, "phone", phone))
        return Q(pk__in=of_phone.values("child_id"))
    return None


def _begins(token: str) -> Q:
    """Names with a beginning of their own that begins so."""
    return Q(beginnings__contains=f"{BEFORE}{token}") if token else Q(pk__isnull=True)


def open_child(ctx: Context, child: UUID) -> ChildCard:
    """One child's page. Opening it leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ, Child).select_related("household").filter(pk=child).first()
    if row is None:
        raise NotFound
    guardians = visible_to(ctx, READ, Guardian).filter(child=row).order_by("id")
    card = ChildCard(
        line=_lines(ctx, [row])[0],
        household=row.household.address if row.household else "",
        id_number=_sealedly(ctx, row, "id_number"),
        student_number=_sealedly(ctx, row, "student_number"),
        guardians=tuple(_guardian(ctx, each) for each in guardians),
    )
    opened_row(ctx, READ, row)
    return card


def _guardian(ctx: Context, row: Guardian) -> GuardianCard:
    phone = _sealedly(ctx, row, "phone")
    return GuardianCard(row.id, row.name, row.relation, phone, ctx.may("guardian.correct_phone"))


def _sealedly(ctx: Context, row: Any, field: str) -> Sealedly:
    code = declared(type(row))[field].seen
    is_there = getattr(row, field) is not None
    return Sealedly(is_there, is_there and code is not None and ctx.may(code))


def _lines(ctx: Context, rows: Sequence[Child]) -> tuple[ChildLine, ...]:
    """The rows as lines, with the units they belong to today: one query for all of them."""
    periods = ChildUnit._base_manager.filter(in_force(ctx.today), child__in=[row.pk for row in rows])
    places: dict[UUID, list[Place]] = {}
    for period in periods.select_related("unit__parent__parent").order_by("track"):
        unit = period.unit
        above = names_above(unit, period.track)
        places.setdefault(period.child_id, []).append(Place(period.track, unit.id, unit.name, above))
    return tuple(ChildLine(row.id, row.name, row.sex, row.born_on, tuple(places.get(row.id, ()))) for row in rows)


def lines_of(ctx: Context, ids: Sequence[UUID]) -> tuple[ChildLine, ...]:
    """Those of some children who are in reach, in the order of their names. Whoever shows them records the list."""
    rows = visible_to(ctx, READ, Child).filter(pk__in=ids).order_by("sort_key", "id")
    return _lines(ctx, list(rows))


def names_above(unit: Unit, track: str) -> str:
    """The school of a class; the township of a village, and of a group with its village: villages are called alike."""
    above, town = unit.parent, unit.parent.parent if unit.parent else None
    names = [each.name for each in (town, above) if each and each.parent_id and (each is above or track == "household")]
    return " ".join(names) or (above.name if above else "")


def count_children(ctx: Context, unit: UUID) -> int:
    """How many children in reach belong to a unit or to one beneath it today. A number names nobody: nothing is recorded."""
    beneath = UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id")
    here = ChildUnit._base_manager.filter(in_force(ctx.today), unit_id__in=beneath)
    return visible_to(ctx, READ, Child).filter(pk__in=here.values("child_id")).count()


def child_in_reach(ctx: Context, child: UUID, code: str) -> Child:
    """A child on whom `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Child).filter(pk=child).first()
    if row is None:
        raise NotFound
    return row


def guardian_in_reach(ctx: Context, guardian: UUID, code: str) -> Guardian:
    """A guardian on whom `code` may be done, to show a form. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Guardian).select_related("child").filter(pk=guardian).first()
    if row is None:
        raise NotFound
    return row
