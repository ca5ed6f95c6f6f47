"""What pages show of the roll: plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


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
