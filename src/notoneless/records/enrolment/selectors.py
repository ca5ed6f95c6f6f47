"""Reading the roll: schools and classes with their counts, one class, one child's history, and the monthly differences."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.roles import UnitKind
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.dossier import DossierLine
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollComparison, RollDifference, RollEntry, RollEvent
from notoneless.records.enrolment.rules.differing import DOABLE
from notoneless.records.enrolment.rules.parameters import RollParameters, roll_parameters
from notoneless.records.enrolment.rules.refusing import is_overdue
from notoneless.records.enrolment.rules.standing import (
    NEXT,
    PENDING,
    STATUS_OF,
    Fact,
    Standing,
    State,
    Step,
    holding,
    standing_on,
)

READ_ROLL = reading("roll.read", words="查看学籍", english="See the school roll")
REVEAL_REASON = reading("roll.reveal", words="查看学籍变动原因", english="Reveal why a roll entry changed")
READ_DIFFERENCES = reading(
    "roll_difference.read", words="查看学籍比对差异", english="See how the roll differs from the export"
)


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A pupil in a list: the state of its entry today, and whether something expected is overdue."""

    child: UUID
    name: str
    state: str
    status: str
    grade: int | None
    since: date | None
    until: date | None
    destination: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A school or class with the counts of its open entries by state."""

    unit: UUID
    name: str
    is_class: bool
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All open entries."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class RollPage:
    """The roll of one unit: the classes of a school, or the pupils of a class; `pending` is what still has to come."""

    unit: UUID
    name: str
    school: str
    is_class: bool
    groups: tuple[GroupLine, ...]
    pupils: tuple[PupilLine, ...]
    pending: tuple[PupilLine, ...]


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of a child's roll, as its history shows it. `holds`: neither superseded nor withdrawn."""

    id: UUID
    step: str
    movement: str
    on: date
    until: date | None
    grade: int | None
    place: str
    destination: str
    has_reason: bool
    proof: UUID | None
    holds: bool
    is_withdrawal: bool
    is_last: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One entry of a child, with its events, and the steps that may follow today."""

    id: UUID
    school: str
    school_unit: UUID
    entered_on: date
    left_on: date | None
    how_left: str
    number_kind: str
    state: str
    status: str
    grade: int | None
    since: date | None
    until: date | None
    destination: str
    is_overdue: bool
    following: tuple[str, ...]
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class ChildRoll:
    """A child's roll: its entries, the newest first."""

    child: UUID
    name: str
    entries: tuple[EntryCard, ...]

    @property
    def is_on_roll(self) -> bool:
        """Whether an entry is open."""
        return any(entry.left_on is None for entry in self.entries)


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference: what differs, what each side says, what is proposed, and what became of it."""

    id: UUID
    kind: str
    proposal: str
    name: str
    child: UUID | None
    place: str
    row: int | None
    ours: str
    theirs: str
    state: str
    explanation: str
    can_be_done: bool


@dataclass(frozen=True, slots=True)
class ComparisonCard:
    """The latest comparison of a school: its counts and differences by class; None at all where none was made."""

    id: UUID
    unit: UUID
    school: str
    month: date
    at: datetime
    counts: dict[str, int]
    open: int
    differences: tuple[DifferenceLine, ...]


def facts_of(entry: RollEntry) -> list[tuple[UUID, Fact]]:
    """The events of an entry that hold, in the order in which they were entered."""
    return _holding_facts(RollEvent._base_manager.filter(entry=entry).order_by("number"))


def standing_of(entry: RollEntry) -> Standing:
    """What all events of an entry make of it."""
    return standing_on(fact for _, fact in facts_of(entry))


def _holding_facts(rows: Iterable[RollEvent]) -> list[tuple[UUID, Fact]]:
    known = list(rows)
    held = set(holding([(row.pk, row.supersedes_id, row.is_withdrawal) for row in known]))
    return [(row.pk, _fact(row)) for row in known if row.pk in held]


def _fact(row: RollEvent) -> Fact:
    place = row.place_id
    return Fact(Step(row.step), row.on, row.movement, row.until_on, row.grade, place, row.destination)


def standings_on(entries: Sequence[RollEntry], day: date) -> dict[UUID, Standing]:
    """The standing of each entry on a day: one query for all of them."""
    rows: dict[UUID, list[RollEvent]] = defaultdict(list)
    found = RollEvent._base_manager.filter(entry__in=[entry.pk for entry in entries]).order_by("number")
    for row in found.defer("reason"):
        rows[row.entry_id].append(row)
    return {entry.pk: standing_on((fact for _, fact in _holding_facts(rows[entry.pk])), day) for entry in entries}


def entries_of_class(ctx: Context, code: str, unit: Unit) -> list[tuple[RollEntry, Standing]]:
    """The open entries of a class on which `code` may be done, with their standings."""
    rows = visible_to(ctx, code, RollEntry).filter(place=unit, left_on__isnull=True)
    entries = list(rows.order_by("child__sort_key", "id"))
    standings = standings_on(entries, ctx.today)
    return [(entry, standings[entry.pk]) for entry in entries]


def list_schools(ctx: Context) -> tuple[GroupLine, ...]:
    """The schools of my units, or where there is none the classes, with their counts. The list leaves an entry."""
    rows = visible_to(ctx, READ_ROLL, Unit).filter(in_force(ctx.today), kind__in=[UnitKind.SCHOOL, UnitKind.CLASS])
    schools = list(rows.filter(kind=UnitKind.SCHOOL).order_by("sort_key", "id"))
    units = schools or list(rows.order_by("sort_key", "id"))
    counts = _counts(_open_entries(ctx), "unit_id" if schools else "place_id")
    listed(ctx, READ_ROLL, [unit.pk for unit in units], {"roll": "schools"})
    return tuple(_group(unit, counts[unit.pk]) for unit in units)


def not_confirmed(ctx: Context) -> list[tuple[UUID, str, int]]:
    """Schools with the number of children let go whom no other school has yet, for who may confirm that one does."""
    rows = visible_to(ctx, "roll.transfer_in", RollEntry).filter(left_on__isnull=True, state=State.NOT_CONFIRMED)
    return list(rows.order_by("unit__sort_key").values_list("unit_id", "unit__name").annotate(number=Count("pk")))


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
    entries = list(rows.select_related("child").order_by("child__sort_key", "id"))
    standings, parameters = standings_on(entries, ctx.today), roll_parameters(ctx.today)
    return tuple(_pupil(ctx, entry, standings[entry.pk], parameters) for entry in entries)


def _pupil(ctx: Context, entry: RollEntry, standing: Standing, parameters: RollParameters) -> PupilLine:
    return PupilLine(
        entry.child_id,
        entry.child.name,
        standing.state,
        _status(standing.state),
        standing.grade,
        standing.since,
        standing.until,
        standing.destination,
        is_overdue(standing, ctx.today, parameters),
    )


def _status(state: State) -> str:
    return STATUS_OF.get(state, "")


def open_child_roll(ctx: Context, child: UUID) -> ChildRoll:
    """One child's roll, the newest entry first. Opening it leaves an entry. Raises NotFound out of reach."""
    found = child_roll(ctx, child)
    opened_row(ctx, READ_ROLL, Child(pk=child))
    return found


def dossier_lines(ctx: Context, child: UUID) -> list[DossierLine]:
    """What happened on the child's roll and holds."""
    rows = visible_to(ctx, READ_ROLL, RollEvent).filter(child_id=child).select_related("place").order_by("number")
    held = {each for each, _ in _holding_facts(rows)}
    return [DossierLine(row.on, _told(row), row.until_on) for row in rows if row.pk in held]


def _told(row: RollEvent) -> Problem:
    where = row.destination or (row.place.name if row.place else "")
    step = Problem(f"enrolment.step_{row.step}")
    return Problem("enrolment.dossier_at", {"step": step, "where": where}) if where else step


def child_roll(ctx: Context, child: UUID) -> ChildRoll:
    """The same as a part of the child's page, whose opening is recorded. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_ROLL, Child).filter(pk=child).first()
    if row is None:
        raise NotFound
    entries = list(visible_to(ctx, READ_ROLL, RollEntry).filter(child=row).select_related("unit").order_by("id"))
    events: dict[UUID, list[RollEvent]] = defaultdict(list)
    for event in visible_to(ctx, READ_ROLL, RollEvent).filter(child=row).select_related("place").order_by("number"):
        events[event.entry_id].append(event)
    people = _people({event.by for each in events.values() for event in each})
    cards = [_card(ctx, entry, events[entry.pk], people) for entry in reversed(entries)]
    return ChildRoll(row.pk, row.name, tuple(cards))


def _people(ids: set[UUID]) -> dict[UUID, str]:
    return dict(Account._base_manager.filter(pk__in=ids).values_list("pk", "name"))


def _card(ctx: Context, entry: RollEntry, rows: Sequence[RollEvent], people: dict[UUID, str]) -> EntryCard:
    held = _holding_facts(rows)
    standing = standing_on((fact for _, fact in held), ctx.today)
    last = held[-1][0] if held else None
    return EntryCard(
        id=entry.pk,
        school=entry.unit.name,
        school_unit=entry.unit_id,
        entered_on=entry.entered_on,
        left_on=entry.left_on,
        how_left=entry.how_left,
        number_kind=entry.number_kind,
        state=standing.state,
        status=_status(standing.state),
        grade=standing.grade,
        since=standing.since,
        until=standing.until,
        destination=standing.destination,
        is_overdue=is_overdue(standing, ctx.today, roll_parameters(ctx.today)),
        following=tuple(step for step in NEXT[standing.state]),
        events=tuple(_event(row, {each for each, _ in held}, last, people) for row in rows),
    )


def _event(row: RollEvent, held: set[UUID], last: UUID | None, people: dict[UUID, str]) -> EventLine:
    return EventLine(
        id=row.pk,
        step=row.step,
        movement=row.movement,
        on=row.on,
        until=row.until_on,
        grade=row.grade,
        place=row.place.name if row.place else "",
        destination=row.destination,
        has_reason=row.reason is not None,
        proof=row.proof_id,
        holds=row.pk in held,
        is_withdrawal=row.is_withdrawal,
        is_last=row.pk == last,
        by=people.get(row.by, ""),
        at=row.at,
    )


def entry_of_child(ctx: Context, child: UUID, code: str) -> RollEntry:
    """The open entry of a child, on which `code` may be done, to show a form. Raises NotFound out of reach or without one."""
    rows = visible_to(ctx, code, RollEntry).select_related("child", "unit")
    row = rows.filter(child_id=child, left_on__isnull=True).first()
    if row is None:
        raise NotFound
    return row


def event_in_reach(ctx: Context, event: UUID, code: str) -> RollEvent:
    """An event on which `code` may be done, to show a form or open its reason. Raises NotFound out of reach."""
    row = visible_to(ctx, code, RollEvent).select_related("child").filter(pk=event).first()
    if row is None:
        raise NotFound
    return row


def classes_of(ctx: Context, school: UUID, code: str) -> list[tuple[UUID, str]]:
    """The classes of a school in reach of `code`, to choose one."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), parent_id=school, kind=UnitKind.CLASS)
    return list(rows.order_by("sort_key", "id").values_list("pk", "name"))


def unit_for(ctx: Context, unit: UUID, code: str, kinds: frozenset[UnitKind]) -> Unit:
    """A unit of one of some kinds on which `code` may be done, to show a form. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Unit).select_related("parent").filter(pk=unit, kind__in=kinds).first()
    if row is None:
        raise NotFound
    return row


def open_comparison(ctx: Context, unit: UUID) -> tuple[str, ComparisonCard | None]:
    """The name of a school in reach and its latest comparison with the export. Raises NotFound out of reach."""
    school = unit_for(ctx, unit, READ_DIFFERENCES, frozenset({UnitKind.SCHOOL}))
    row = visible_to(ctx, READ_DIFFERENCES, RollComparison).filter(unit=school).order_by("-at", "-id").first()
    if row is None:
        opened_row(ctx, READ_DIFFERENCES, school)
        return school.name, None
    rows = visible_to(ctx, READ_DIFFERENCES, RollDifference).filter(comparison=row).select_related("place")
    lines = [_difference(each) for each in rows.order_by("row", "name", "id")]
    lines.sort(key=lambda line: (line.place, line.name))
    listed(ctx, READ_DIFFERENCES, [line.id for line in lines], {"comparison": str(row.pk)})
    still_open = sum(line.state == "open" for line in lines)
    card = ComparisonCard(row.pk, school.pk, school.name, row.month, row.at, dict(row.counts), still_open, tuple(lines))
    return school.name, card


def _difference(row: Any) -> DifferenceLine:
    return DifferenceLine(
        id=row.pk,
        kind=row.kind,
        proposal=row.proposal,
        name=row.name,
        child=row.child_id,
        place=row.place.name if row.place else row.theirs,
        row=row.row,
        ours=row.ours,
        theirs=row.theirs,
        state=row.state,
        explanation=row.explanation,
        can_be_done=row.proposal in DOABLE and row.place_id is not None and row.state == "open",
    )


def difference_in_reach(ctx: Context, difference: UUID, code: str) -> RollDifference:
    """A difference on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, RollDifference).filter(pk=difference).first()
    if row is None:
        raise NotFound
    return row
