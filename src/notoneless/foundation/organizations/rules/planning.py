"""What a spreadsheet of units asks for: which are founded, which are known, and what is wrong at which cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem
from notoneless.tabular.tables import Table, TableRow, place_of

Ref = UUID | int
"""A unit that is there, or the number of one that is founded by the same plan."""

Profile = Mapping[str, str | int | bool | None]

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that is there already. `code`: of its division or school, as unit or profile has it."""

    id: UUID
    kind: UnitKind
    name: str
    code: str
    parent: UUID | None


@dataclass(frozen=True, slots=True)
class Founding:
    """A unit to found beneath another."""

    parent: Ref
    kind: UnitKind
    name: str
    code: str
    row: TableRow


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row: the sentence with its place, and the row itself for the sheet of faulty rows."""

    row: TableRow
    problem: Problem


@dataclass(frozen=True, slots=True)
class Plan:
    """What one file asks for. Units founded stand in their order, each after what is above it."""

    table: Table
    founded: tuple[Founding, ...] = ()
    described: Mapping[Ref, Profile] = field(default_factory=dict)
    known: int = 0
    faults: tuple[Fault, ...] = ()


class CellFault(Exception):
    """Something is wrong with one cell of a row: the key of its column, and what."""

    def __init__(self, key: str, problem: Problem) -> None:
        super().__init__(problem)
        self.key, self.problem = key, problem


def faulty(key: str, slug: str, **params: str | int) -> CellFault:
    """The fault for the catalogue entry `organizations.<slug>`, to be raised by the caller."""
    return CellFault(key, Problem(f"organizations.{slug}", params))


def told(row: TableRow, fault: CellFault, table: Table) -> Fault:
    """A fault with its place."""
    place = place_of(row, fault.key, table.letters)
    return Fault(row, Problem("organizations.fault", {"place": place, "what": fault.problem}))


class Growing:
    """The tree as it grows while a plan is made: what is there, and what the rows so far have founded."""

    def __init__(self, county: UUID, units: Iterable[KnownUnit]) -> None:
        self.county = county
        self.founded: list[Founding] = []
        self.seen: set[UUID] = set()
        self._kinds: dict[Ref, UnitKind] = {}
        self._names: dict[Ref, str] = {}
        self._at: dict[tuple[Ref | None, UnitKind, str], Ref] = {}
        self._called: dict[str, list[Ref]] = {}
        self.codes: dict[str, Ref] = {}
        self.code_of: dict[Ref, str] = {}
        for unit in units:
            self._enter(unit.id, unit.parent, unit.kind, unit.name, unit.code)

    def _enter(self, ref: Ref, parent: Ref | None, kind: UnitKind, name: str, code: str) -> None:
        self._kinds[ref], self._names[ref] = kind, name
        self._at[parent, kind, name] = ref
        self._called.setdefault(name, []).append(ref)
        if code:
            self.codes[code], self.code_of[ref] = ref, code

    def kind(self, ref: Ref) -> UnitKind:
        """The kind of a unit."""
        return self._kinds[ref]

    def name(self, ref: Ref) -> str:
        """The name of a unit."""
        return self._names[ref]

    def find(self, parent: Ref, kind: UnitKind, name: str) -> Ref | None:
        """The unit of a name beneath another."""
        return self._at.get((parent, kind, name))

    def called(self, name: str, kinds: frozenset[UnitKind]) -> list[Ref]:
        """The units of a name, of some kinds."""
        return [ref for ref in self._called.get(name, ()) if self._kinds[ref] in kinds]

    def take(self, row: TableRow, key: str, parent: Ref, kind: UnitKind, name: str, code: str = "") -> Ref:
        """The unit of that name beneath another, founded if it is not there. Raises CellFault where name or code cannot be."""
        check_name(key, name)
        there = self.find(parent, kind, name)
        if code:
            self.check_code(there, code)
        if there is not None:
            self._see(there, code)
            return there
        ref = len(self.founded)
        self.founded.append(Founding(parent, kind, name, code, row))
        self._enter(ref, parent, kind, name, code)
        return ref

    def check_code(self, there: Ref | None, code: str) -> None:
        """Raises CellFault where a code is another unit's, or the unit has another."""
        owner = self.codes.get(code)
        if owner is not None and owner != there:
            raise faulty("code", "code_of_other", code=code, name=self._names[owner])
        own = self.code_of.get(there, "") if there is not None else ""
        if there is not None and own not in ("", code):
            raise faulty("code", "has_other_code", name=self._names[there], code=own)

    def _see(self, ref: Ref, code: str) -> None:
        if isinstance(ref, UUID):
            self.seen.add(ref)
        if code:
            self.codes[code], self.code_of[ref] = ref, code


def check_name(key: str, name: str) -> None:
    """Raises CellFault for a name that is missing, too long, or holds what no name holds."""
    if not name:
        raise faulty(key, "empty_cell")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise faulty(key, "bad_name", most=LONGEST_NAME)


def yes_or_no(key: str, text: str) -> bool | None:
    """What a cell of yes and no says; None where it is empty. Raises CellFault for anything else."""
    if not text:
        return None
    known = _ANSWERS.get(text.lower())
    if known is None:
        raise faulty(key, "yes_or_no", text=text[:20])
    return known


_ANSWERS = dict.fromkeys(("是", "√", "✓", "y", "yes", "1", "true"), True) | dict.fromkeys(
    ("否", "×", "n", "no", "0", "false", "-", "—"), False
)
