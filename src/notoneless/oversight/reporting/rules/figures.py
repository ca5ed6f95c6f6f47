"""The figures of a monthly return: which of them a pupil counts in, and tables of them by grade, class and hamlet."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.casework.cases.rules.standing import Standing, State
from notoneless.kernel.counting_order import counting_order
from notoneless.records.enrolment.rules.standing import Standing as RollStanding
from notoneless.records.enrolment.rules.standing import State as RollState

RETURNED = "returned"
"""The reason of a case that is closed out because its child is back in school."""


class Figure(StrEnum):
    """What is counted, in the official order. DUE is the sum of PRESENT, ON_LEAVE, ABSENT and NOT_REPORTED."""

    DUE = "due"
    PRESENT = "present"
    ON_LEAVE = "on_leave"
    ABSENT = "absent"
    NOT_REPORTED = "not_reported"
    SUSPENDED = "suspended"
    TRANSFERRED_IN = "transferred_in"
    TRANSFERRED_OUT = "transferred_out"
    SUSPECTED = "suspected"
    DROPPED_OUT = "dropped_out"
    BROUGHT_BACK = "brought_back"
    NOT_BACK = "not_back"


NAMED = tuple(each for each in Figure if each not in (Figure.DUE, Figure.PRESENT, Figure.NOT_REPORTED))
"""The figures behind which names are kept: behind the others stand the whole school and whole classes."""

CASES = (Figure.SUSPECTED, Figure.DROPPED_OUT, Figure.BROUGHT_BACK, Figure.NOT_BACK)
"""The figures that are of cases; a return in which all but BROUGHT_BACK are nought is a nil return."""

ROOM = (Figure.DUE, Figure.ON_LEAVE, Figure.SUSPENDED, Figure.TRANSFERRED_IN, Figure.TRANSFERRED_OUT, Figure.NOT_BACK)
"""What is told of each class: its enrolment and movement, and who is not back."""

_AWAY = frozenset({RollState.DEFERRED, RollState.SUSPENDED, RollState.NOT_CONFIRMED})
_OUT = frozenset({State.VERIFIED, State.PROPOSED})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a pupil on the day of a return. `roll`: None without an entry; `is_in_class`: whether it belongs to one.

    `came`: whether it was seen on the last school day, None where nobody was asked; `is_excused`: whether it had leave then.
    """

    roll: RollStanding | None
    entered_on: date | None
    is_transferred_in: bool
    is_in_class: bool
    case: Standing | None
    came: bool | None
    is_excused: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A pupil as it counts. `grade`: None where it is not known; `room`, `hamlet`: names; empty without."""

    child: UUID
    grade: int | None
    room: str
    hamlet: str
    figures: frozenset[Figure]


Row = Mapping[str, int]
"""How many pupils count in each figure; what is left out is nought."""


def figures_of(known: Known, month: date, taught: bool) -> frozenset[Figure]:
    """The figures that a pupil counts in. `month`: its first day; `taught`: whether it has a school day to speak of."""
    return frozenset({*_of_attendance(known, taught), *_of_roll(known, month), *_of_case(known.case, month)})


def _of_attendance(known: Known, taught: bool) -> Iterable[Figure]:
    if not known.is_in_class or (known.roll is not None and known.roll.state in _AWAY):
        return
    yield Figure.DUE
    if not taught or (known.came is None):
        yield Figure.NOT_REPORTED
    elif known.came:
        yield Figure.PRESENT
    else:
        yield Figure.ON_LEAVE if known.is_excused else Figure.ABSENT


def _of_roll(known: Known, month: date) -> Iterable[Figure]:
    if known.roll is None:
        return
    if known.roll.state is RollState.SUSPENDED:
        yield Figure.SUSPENDED
    if known.roll.state is RollState.NOT_CONFIRMED and known.roll.since is not None and known.roll.since >= month:
        yield Figure.TRANSFERRED_OUT
    if known.is_transferred_in and known.entered_on is not None and known.entered_on >= month:
        yield Figure.TRANSFERRED_IN


def _of_case(case: Standing | None, month: date) -> Iterable[Figure]:
    if case is None:
        return
    if case.state is State.SUSPECTED:
        yield Figure.SUSPECTED
    if case.verified_on is not None and case.verified_on >= month:
        yield Figure.DROPPED_OUT
    if case.state in _OUT:
        yield Figure.NOT_BACK
    is_closed = case.state is State.CLOSED_OUT and case.closed_on is not None and case.closed_on >= month
    if is_closed and case.reason == RETURNED:
        yield Figure.BROUGHT_BACK


def is_nil(total: Row) -> bool:
    """Whether there is nothing to report: nobody suspected, dropped out, or not back."""
    return not any(total.get(each, 0) for each in CASES if each is not Figure.BROUGHT_BACK)


def counted_by(pupils: Iterable[Counted], key: Callable[[Counted], str]) -> tuple[tuple[str, Row], ...]:
    """The figures of some pupils by what they have in common, as a person counts; what is unknown comes last."""
    found: dict[str, Counter[str]] = {}
    for pupil in pupils:
        found.setdefault(key(pupil), Counter()).update(each.value for each in pupil.figures)
    return tuple((name, dict(found[name])) for name in sorted(found, key=_counted))


def _counted(name: str) -> tuple[bool, str, str]:
    return not name, counting_order(name), name


def summed(rows: Iterable[Row]) -> Row:
    """Rows added up."""
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row)
    return dict(total)


def children_of(pupils: Iterable[Counted]) -> Mapping[str, Sequence[str]]:
    """The ids of those behind each figure that has names, in order, so that equal facts give equal text."""
    ordered = sorted(pupils, key=lambda pupil: pupil.child)
    return {each.value: [str(pupil.child) for pupil in ordered if each in pupil.figures] for each in NAMED}
