"""The roll by school and class."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Sight, in_force, sight, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.parameters import RollParameters
from notoneless.records.enrolment.rules.refusing import confirmed_by, is_overdue
from notoneless.records.enrolment.rules.standing import (
    PENDING,
    STATUS_OF,
    Standing,
    State,
)
from notoneless.records.enrolment.selectors.lines import GroupLine, PupilLine, RollPage
from notoneless.records.enrolment.selectors.standings import READ_ROLL, roll_numbers, standings_by, standings_on


def list_schools(ctx: Context) -> tuple[GroupLine, ...]:
    """The schools of my units, or where there is none the classes, with their counts. The list leaves an entry."""
    rows = visible_to(ctx, READ_ROLL, Unit).filter(in_force(ctx.today), kind__in=[UnitKind.SCHOOL, UnitKind.CLASS])
    schools = list(rows.filter(kind=UnitKind.SCHOOL).order_by("sort_key", "id"))
    units = schools or list(rows.order_by("sort_key", "id"))
    counts = _counts(_open_entries(ctx), "unit_id" if schools else "place_id")
    listed(ctx, READ_ROLL, [unit.pk for unit in units], {"roll": "schools"})
    return tuple(_group(unit, counts[unit.pk]) for unit in units)


CONFIRM = "roll.transfer_in"


@dataclass(frozen=True, slots=True)
class LetGo:
    """How many children a school has let go whom no other school has yet, and by when the first is to be confirmed."""

    unit: UUID
    name: str
    count: int
    due_on: date | None


def let_go(seen: Sight) -> QuerySet[RollEntry]:
    """The entries in sight of children let go whom no other school has yet: to be asked for within a prepared question."""
    return seen.of(RollEntry).filter(left_on__isnull=True, state=State.NOT_CONFIRMED)


@prepared
def _let_go(seen: Sight) -> QuerySet[RollEntry, Any]:
    return let_go(seen).order_by("unit__sort_key", "unit_id", "id").values_list("pk", "unit_id", "unit__name")


def not_confirmed(ctx: Context) -> list[LetGo]:
    """Schools that have let children go whom no other school has yet, for who may confirm that one does."""
    entries = _let_go(sight(ctx, CONFIRM, RollEntry))
    if not entries:
        return []
    standings, numbers = standings_by([entry for entry, _, _ in entries], ctx.today), roll_numbers(ctx.today)
    found: list[LetGo] = []
    for (unit, name), group in groupby(entries, key=lambda row: row[1:]):
        days = [confirmed_by(standings[entry], numbers) for entry, _, _ in group]
        found.append(LetGo(unit, name, len(days), min((day for day in days if day), default=None)))
    return found


@dataclass(frozen=True, slots=True)
class NotConfirmed:
    """A school with the pupils it let go whom no other school has yet."""

    unit: UUID
    name: str
    pupils: tuple[PupilLine, ...]


def list_not_confirmed(ctx: Context, unit: UUID | None, most: int) -> tuple[NotConfirmed, ...]:
    """The pupils in reach, or of one school, whom no other school has yet: at most so many, by school. Leaves an entry."""
    rows = _open_entries(ctx).filter(state=State.NOT_CONFIRMED)
    rows = rows.filter(unit_id=unit) if unit is not None else rows
    ordered = rows.select_related("unit", "child").order_by("unit__sort_key", "unit_id", "child__sort_key", "id")
    entries = list(ordered[:most])
    schools: dict[UUID, tuple[str, list[PupilLine]]] = {}
    for entry, line in zip(entries, _lines(ctx, entries), strict=True):
        schools.setdefault(entry.unit_id, (entry.unit.name, []))[1].append(line)
    listed(ctx, READ_ROLL, [entry.child_id for entry in entries], {"not_confirmed": str(unit or "")})
    return tuple(NotConfirmed(pk, name, tuple(lines)) for pk, (name, lines) in schools.items())


def _group(unit: Unit, counts: dict[str, int]) -> GroupLine:
    return GroupLine(unit.pk, unit.name, unit.kind == UnitKind.CLASS, counts)


def _open_entries(ctx: Context) -> QuerySet[RollEntry]:
    return visible_to(ctx, READ_ROLL, RollEntry).filter(left_on__isnull=True)


def _counts(rows: QuerySet[RollEntry], column: str) -> dict[UUID, dict[str, int]]:
    """How many entries are in which state, by the unit in a column: one query."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for unit, state, number in rows.order_by().values_list(column, "state").annotate(number=Count("pk")):
        found[unit][state] = number
    return found


def open_roll(ctx: Context, unit: UUID) -> RollPage:
    """The roll of a school or class in reach. Opening it leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_ROLL, Unit).select_related("parent").filter(pk=unit).first()
    if row is None or row.kind not in (UnitKind.SCHOOL, UnitKind.CLASS):
        raise NotFound
    is_class = row.kind == UnitKind.CLASS
    entries = _open_entries(ctx)
    of_school = entries.filter(unit=row)
    here = entries.filter(place=row)
    shown = _pupils(ctx, here if is_class else here.exclude(state__in=PENDING))
    pending = () if is_class else _pupils(ctx, of_school.filter(state__in=PENDING))
    groups = () if is_class else _classes(ctx, row, of_school)
    told = [*(line.child for line in shown), *(line.child for line in pending)]
    listed(ctx, READ_ROLL, told, {"roll": str(row.pk)})
    school = row.parent.name if is_class and row.parent else row.name
    return RollPage(row.pk, row.name, school, is_class, groups, shown, pending)


def _classes(ctx: Context, school: Unit, entries: QuerySet[RollEntry]) -> tuple[GroupLine, ...]:
    counts = _counts(entries, "place_id")
    classes = visible_to(ctx, READ_ROLL, Unit).filter(in_force(ctx.today), parent=school, kind=UnitKind.CLASS)
    return tuple(_group(unit, counts[unit.pk]) for unit in classes.order_by("sort_key", "id"))


def _pupils(ctx: Context, rows: QuerySet[RollEntry]) -> tuple[PupilLine, ...]:
    """Entries as lines, in the order of names."""
    return _lines(ctx, list(rows.select_related("child").order_by("child__sort_key", "id")))


def _lines(ctx: Context, entries: Sequence[RollEntry]) -> tuple[PupilLine, ...]:
    standings, parameters = standings_on(entries, ctx.today), roll_numbers(ctx.today)
    return tuple(_pupil(ctx, entry, standings[entry.pk], parameters) for entry in entries)


def _pupil(ctx: Context, entry: RollEntry, standing: Standing, parameters: RollParameters) -> PupilLine:
    return PupilLine(
        entry.child_id,
        entry.child.name,
        standing.state,
        status_word(standing.state),
        standing.grade,
        standing.since,
        standing.until,
        standing.destination,
        is_overdue(standing, ctx.today, parameters),
    )


def status_word(state: State) -> str:
    """The word that national tables have for a state, empty where they have none."""
    return STATUS_OF.get(state, "")
