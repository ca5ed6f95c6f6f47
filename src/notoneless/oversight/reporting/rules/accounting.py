"""Where a pupil of a school is: one state for each, and how a class stands to its part of the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from notoneless.casework.cases.rules.standing import State as CaseState
from notoneless.records.enrolment.rules.standing import State as RollState


class Status(StrEnum):
    """How a pupil stands on a day, in this order; each pupil in one of them alone."""

    AT_SCHOOL = "at_school"
    ON_LEAVE = "on_leave"
    TRACED = "traced"
    UNTRACED = "untraced"
    NOT_REPORTED = "not_reported"
    SUSPECTED = "suspected"
    NOT_BACK = "not_back"
    SUSPENDED = "suspended"
    DEFERRED = "deferred"
    NOT_CONFIRMED = "not_confirmed"
    IN_NO_CLASS = "in_no_class"


UNACCOUNTED = frozenset({Status.UNTRACED, Status.NOT_REPORTED, Status.IN_NO_CLASS})
"""States in which nobody can say where the pupil is: missed and not traced, asked about by nobody, in no class."""

_BY_CASE = {
    CaseState.SUSPECTED: Status.SUSPECTED,
    CaseState.VERIFIED: Status.NOT_BACK,
    CaseState.PROPOSED: Status.NOT_BACK,
}
_BY_ROLL = {
    RollState.SUSPENDED: Status.SUSPENDED,
    RollState.DEFERRED: Status.DEFERRED,
    RollState.NOT_CONFIRMED: Status.NOT_CONFIRMED,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a pupil. `came`: by the last report of its class, None where nobody was asked; `is_excused`: by leave.

    `roll`: None without an entry; `is_traced`: whether somebody found out where the pupil was when it was missed.
    """

    roll: RollState | None
    case: CaseState | None
    is_in_class: bool
    came: bool | None
    is_excused: bool = False
    is_traced: bool = False


def status_of(told: Told) -> Status:
    """How a pupil stands: an open case before the roll, the roll before the register of arrival."""
    if told.case in _BY_CASE:
        return _BY_CASE[told.case]
    if told.roll in _BY_ROLL:
        return _BY_ROLL[told.roll]
    if not told.is_in_class:
        return Status.IN_NO_CLASS
    if told.came is None:
        return Status.NOT_REPORTED
    if told.came:
        return Status.AT_SCHOOL
    if told.is_excused:
        return Status.ON_LEAVE
    return Status.TRACED if told.is_traced else Status.UNTRACED


class Odd(StrEnum):
    """Why a pupil makes a class and its part of the register differ."""

    NOT_ON_ROLL = "not_on_roll"
    NOT_IN_CLASS = "not_in_class"
    OTHER_CLASS = "other_class"


@dataclass(frozen=True, slots=True)
class ClassSum:
    """A class, or who is in none (`name` empty): how many are in each state, and how many the register has there."""

    name: str
    counts: Mapping[Status, int]
    register: int

    @property
    def pupils(self) -> int:
        """The states added up."""
        return sum(self.counts.values())

    @property
    def difference(self) -> int:
        """How many more are there than the register has."""
        return self.pupils - self.register
