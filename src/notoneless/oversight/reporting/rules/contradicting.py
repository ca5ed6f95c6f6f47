"""What in a monthly return contradicts what else is known. The signer resolves each, or says why it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.kernel.counting_order import counting_order
from notoneless.oversight.reporting.rules.figures import Counted, Figure


class Contradiction(StrEnum):
    """Kinds, in the order in which they are told."""

    MISSED_WITHOUT_CASE = "missed_without_case"
    OUT_BUT_SEEN = "out_but_seen"
    NOT_REPORTED = "not_reported"
    NOT_ON_ROLL = "not_on_roll"
    IN_NO_CLASS = "in_no_class"
    LEAVE_OVER = "leave_over"


@dataclass(frozen=True, slots=True)
class Found:
    """One contradiction. `subject`: the class or pupil it is of, else the school; `count`: days or pupils.

    `key` tells it apart as it stands: an explanation of three days does not explain four.
    """

    kind: Contradiction
    subject: UUID
    name: str
    count: int
    is_of_child: bool = False

    @property
    def key(self) -> str:
        """The same for the same contradiction, another one where its number has changed."""
        return f"{self.kind}:{self.subject}:{self.count}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What contradictions are found from. `missed`: school days of the month that a pupil missed without leave.

    `unreported`: by class how many of its school days so far nobody reported; `expired`: pupils whose leave has run out.
    """

    school: UUID
    missed: Mapping[UUID, int]
    in_no_class: Iterable[UUID]
    not_on_roll: Iterable[UUID]
    unreported: Mapping[UUID, int]
    expired: Iterable[UUID]
    rooms: Mapping[UUID, str]


_OF_CASE = frozenset({Figure.SUSPECTED, Figure.NOT_BACK})


def contradictions(pupils: Iterable[Counted], given: Evidence, listed_after: int) -> tuple[Found, ...]:
    """All of them, in the order of their kinds. `listed_after`: school days missed after which a child is to be followed up."""
    order = list(Contradiction)
    found = [*_of_pupils(list(pupils), given, listed_after), *_of_school(given)]
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), counting_order(each.name), str(each.subject))))


def _of_pupils(pupils: list[Counted], given: Evidence, listed_after: int) -> Iterator[Found]:
    expired = frozenset(given.expired)
    for pupil in pupils:
        missed = given.missed.get(pupil.child, 0)
        if missed >= listed_after and not pupil.figures & _OF_CASE:
            yield Found(Contradiction.MISSED_WITHOUT_CASE, pupil.child, "", missed, True)
        if Figure.NOT_BACK in pupil.figures and Figure.PRESENT in pupil.figures:
            yield Found(Contradiction.OUT_BUT_SEEN, pupil.child, "", 1, True)
        if pupil.child in expired:
            yield Found(Contradiction.LEAVE_OVER, pupil.child, "", 1, True)


def _of_school(given: Evidence) -> Iterator[Found]:
    for room, days in given.unreported.items():
        if days:
            yield Found(Contradiction.NOT_REPORTED, room, given.rooms.get(room, ""), days)
    for kind, children in (
        (Contradiction.NOT_ON_ROLL, frozenset(given.not_on_roll)),
        (Contradiction.IN_NO_CLASS, frozenset(given.in_no_class)),
    ):
        if children:
            yield Found(kind, given.school, "", len(children))


def opens_on(month: date, taught: Iterable[date], worked: Iterable[date], last: date) -> date:
    """From which day a month may be signed: its last school day, in the holidays its last working day.

    So nobody has to come on a Sunday to sign by the last day; what happens after is a correction.
    """
    return max(taught, default=None) or max(worked, default=None) or max(last, month)
