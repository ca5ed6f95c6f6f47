"""Rosters in reach: what was received, what is wrong with it, which count, and their rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pyarrow as pa
from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.store import read
from notoneless.kernel.problems import Problem, from_json
from notoneless.records.rosters.models import Roster, RosterFault, RosterState
from notoneless.records.rosters.rules.placing import Place, Placed, Tree, places_in
from notoneless.records.rosters.rules.stacking import Part, Stack, stacked
from notoneless.records.rosters.rules.versions import TRACK_OF_KIND, RosterKind, Version, in_force
from notoneless.records.rosters.services.reading import table_of
from notoneless.tabular.fields import Field

READ_ROSTER = reading("roster.read", words="查看花名册", english="See rosters")

FAULTS = 200
"""Faults on one page."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One roster in a list. `is_in_force`: in some unit no later roster of its kind speaks."""

    id: UUID
    unit: str
    kind: RosterKind
    title: str
    as_of: date
    count: int
    state: RosterState
    faults: int
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One fault with its place as a person sees it when the file is opened."""

    sheet: str
    row: int | None
    column: str
    problem: Problem
    value: str


def list_rosters(ctx: Context, most: int = 100) -> list[RosterLine]:
    """The rosters in reach, the latest first. The list leaves an entry."""
    rows = list(visible_to(ctx, READ_ROSTER, Roster).select_related("unit").order_by("-received_at", "-id")[:most])
    counts: dict[UUID, int] = {}
    for roster in visible_to(ctx, READ_ROSTER, RosterFault).filter(roster__in=rows).values_list("roster_id", flat=True):
        counts[roster] = counts.get(roster, 0) + 1
    listed(ctx, READ_ROSTER, [row.id for row in rows], {})
    speaking = set(counting(Roster._base_manager.filter(state=RosterState.ADOPTED)).values())
    return [_line(row, counts.get(row.id, 0), is_in_force=row.id in speaking) for row in rows]


def _line(row: Roster, faults: int, *, is_in_force: bool) -> RosterLine:
    kind, state = RosterKind(row.kind), RosterState(row.state)
    return RosterLine(row.id, row.unit.name, kind, row.title, row.as_of, row.count, state, faults, is_in_force)


def open_roster(ctx: Context, roster: UUID, code: str = READ_ROSTER) -> Roster:
    """One roster in reach. Opening it leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Roster).select_related("unit", "file", "table").filter(pk=roster).first()
    if row is None:
        raise NotFound
    opened_row(ctx, code, row)
    return row


def faults_of(ctx: Context, roster: UUID, most: int | None = FAULTS) -> list[FaultLine]:
    """What is wrong with a roster in reach, by sheet and row."""
    rows = visible_to(ctx, READ_ROSTER, RosterFault).filter(roster=roster).order_by("id")[:most]
    return [FaultLine(each.sheet, each.row, each.column, from_json(each.problem), each.value) for each in rows]


def table_of_roster(roster: Roster) -> pa.Table:
    """The rows of a roster as it was read. For what works on whole rosters: it shows nothing to anybody by itself."""
    return table_of(read(roster.table.content))


def tree_of(unit: Unit) -> Tree:
    """The units beneath one, to be looked up by name."""
    above = _places_of(UnitClosure.objects.filter(descendant=unit, depth__gt=0), "ancestor")
    beneath = _places_of(UnitClosure.objects.filter(ancestor=unit, depth__gt=0), "descendant")
    return Tree.of(Place(unit.id, UnitKind(unit.kind), unit.name, unit.code, unit.parent_id), above, beneath)


def _places_of(rows: QuerySet[UnitClosure], end: str) -> list[Place]:
    """The units at one end of rows of the tree, in bare values: a county has thousands."""
    columns = (f"{end}_id", *(f"{end}__{each}" for each in ("kind", "name", "code", "parent_id")))
    return [Place(key, UnitKind(kind), *named) for key, kind, *named in rows.values_list(*columns)]


def versions(rows: Iterable[Roster]) -> list[Version]:
    """Rosters as the question which of them count sees them."""
    return [Version(row.id, RosterKind(row.kind), row.unit_id, row.as_of, row.fingerprint) for row in rows]


def counting(rows: Iterable[Roster]) -> Mapping[tuple[RosterKind, UUID], UUID]:
    """For each kind and unit the roster whose rows count there, of those that are adopted."""
    adopted = [row for row in rows if row.state == RosterState.ADOPTED]
    lineage: dict[UUID, list[UUID]] = {}
    for descendant, ancestor in UnitClosure.objects.values_list("descendant_id", "ancestor_id"):
        lineage.setdefault(descendant, []).append(ancestor)
    return in_force(versions(adopted), lineage)


class Gathering:
    """The adopted rosters with their tables, each opened once. For what works on whole rosters: it shows nothing by itself."""

    def __init__(self, ctx: Context, code: str, unit: Unit) -> None:
        adopted = visible_to(ctx, code, Roster).filter(state=RosterState.ADOPTED).select_related("unit", "table")
        self.rosters = list(adopted.order_by("id"))
        self.days = {roster.id: roster.as_of for roster in self.rosters}
        self._beneath = set(UnitClosure.objects.filter(ancestor=unit).values_list("descendant_id", flat=True))
        self._opened: dict[UUID, tuple[pa.Table, list[Placed]]] = {}
        self._trees: dict[UUID, Tree] = {}

    def on(self, day: date, kinds: Sequence[RosterKind]) -> dict[RosterKind, Stack]:
        """The rows in force on a day in the units beneath, by kind; kinds of which there are none are left out."""
        rosters = [roster for roster in self.rosters if roster.as_of <= day]
        where = counting(rosters)
        parts: dict[RosterKind, list[Part]] = {}
        for roster in rosters:
            kind = RosterKind(roster.kind)
            if kind in kinds and (part := self._part(roster, kind, where)).units:
                parts.setdefault(kind, []).append(part)
        return {kind: stacked(found) for kind, found in parts.items()}

    def let_go(self) -> None:
        """Close the tables; one that is asked for again is opened again."""
        self._opened.clear()

    def _part(self, roster: Roster, kind: RosterKind, where: Mapping[tuple[RosterKind, UUID], UUID]) -> Part:
        """The rows of a roster that count: those in units for which no later roster speaks."""
        if roster.id not in set(where.values()):
            return Part(roster.id, roster.title, pa.table({}), ())
        table, placed = self._placed(roster)
        counts = {unit for unit in self._beneath if where.get((kind, unit)) == roster.id}
        kept = [at for at, place in enumerate(placed) if place.unit in counts]
        whole = table if len(kept) == table.num_rows else table.take(pa.array(kept, pa.int64()))
        return Part(roster.id, roster.title, whole, [placed[at].unit for at in kept])

    def _placed(self, roster: Roster) -> tuple[pa.Table, list[Placed]]:
        if roster.id not in self._opened:
            table = table_of_roster(roster)
            if roster.unit_id not in self._trees:
                self._trees[roster.unit_id] = tree_of(roster.unit)
            self._opened[roster.id] = table, _places(roster, table, self._trees[roster.unit_id])
        return self._opened[roster.id]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a roster holds: rows placed as exactly as they say, names that led nowhere with their rows, and beside the roster
    that counts there now which rows are new, gone, and the same.
    """

    placed: int
    lacking: tuple[tuple[str, int], ...]
    new: int
    gone: int
    same: int


def looked_at(ctx: Context, roster: Roster, names_shown: int = 20) -> Looked:
    """Look at a roster before it is adopted."""
    table = table_of_roster(roster)
    found = _places(roster, table, tree_of(roster.unit))
    lacking = Counter(each.lacking for each in found if each.lacking)
    before = _counting_for(ctx, roster)
    ours, theirs = _contents(table), _contents(table_of_roster(before)) if before else Counter()
    same = (ours & theirs).total()
    return Looked(
        placed=len(found) - lacking.total(),
        lacking=tuple(lacking.most_common(names_shown)),
        new=ours.total() - same,
        gone=theirs.total() - same,
        same=same,
    )


def _places(roster: Roster, table: pa.Table, tree: Tree) -> list[Placed]:
    return places_in(table, tree, TRACK_OF_KIND[RosterKind(roster.kind)])


def _counting_for(ctx: Context, roster: Roster) -> Roster | None:
    """The other roster of this kind that counts for the same unit, if there is one in reach."""
    others = visible_to(ctx, READ_ROSTER, Roster).filter(unit=roster.unit, kind=roster.kind, state=RosterState.ADOPTED)
    found = list(others.exclude(pk=roster.pk).select_related("table"))
    return max(found, key=lambda each: (each.as_of, each.fingerprint), default=None)


def _contents(table: pa.Table) -> Counter[tuple[str | None, ...]]:
    """What the rows say, wherever they stand."""
    names = [name for name in table.column_names if name in set(Field) and name != Field.KEY]
    return Counter(zip(*(table[name].to_pylist() for name in sorted(names)), strict=True))
