"""Where a child learns on a day, from what every room says of it: each child is in one of the kinds, and only some are in
school.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from notoneless.casework.cases.rules import standing as cases
from notoneless.records.enrolment.rules import standing as rolls
from notoneless.records.surveys.rules.kinds import AnswerKind


class Schooling(StrEnum):
    """Where a child learns, or why it does not."""

    ON_ROLL = "on_roll"
    IN_CLASS = "in_class"
    ELSEWHERE = "elsewhere"
    FINISHED = "finished"
    SUSPENDED = "suspended"
    DEFERRED = "deferred"
    NOT_CONFIRMED = "not_confirmed"
    DROPPED_OUT = "dropped_out"
    OUT_OF_SCHOOL = "out_of_school"
    LEFT = "left"
    NOT_FOUND = "not_found"
    SAID_NONE = "said_none"
    UNKNOWN = "unknown"
    DECEASED = "deceased"


IN_SCHOOL = frozenset({Schooling.ON_ROLL, Schooling.IN_CLASS, Schooling.ELSEWHERE, Schooling.FINISHED})
"""Who counts as in school. Who finished early is counted in; a suspension of studies counts again once the pupil is back."""

COUNTED = tuple(kind for kind in Schooling if kind is not Schooling.DECEASED)
"""The kinds that together are a population: the deceased are none of it."""

_OF_ROLL = {
    rolls.State.ON_ROLL: Schooling.ON_ROLL,
    rolls.State.SUSPENDED: Schooling.SUSPENDED,
    rolls.State.DEFERRED: Schooling.DEFERRED,
    rolls.State.NOT_CONFIRMED: Schooling.NOT_CONFIRMED,
    rolls.State.TRANSFERRED: Schooling.ELSEWHERE,
    rolls.State.DECEASED: Schooling.DECEASED,
}
_OF_CASE = {"dropped_out": Schooling.DROPPED_OUT, "out_of_school": Schooling.OUT_OF_SCHOOL}
_DIED = "deceased"
"""The reason of a case that was closed because its child has died."""


class Evidence(NamedTuple):
    """What the rooms say of one child on a day.

    `roll`, `grade`: state of its last entry here, None without one, and its grade. `in_class`: a roster or the roll puts it
    in a class. `case`, `kind`, `reason`: where its case stands. `missing_on`: the day of the comparison that found it in no
    school; `is_elsewhere`: a comparison found it on the elsewhere roster. `is_confirmed`: something confirms that it is in
    school elsewhere; False where that was said and nothing confirms it any more; None where no record is kept of it.
    `answer`, `answered_on`, `answer_elsewhere`: the last survey's.
    """

    roll: rolls.State | None = None
    grade: int | None = None
    in_class: bool = False
    case: cases.State | None = None
    kind: str = ""
    reason: str = ""
    missing_on: date | None = None
    is_elsewhere: bool = False
    answer: AnswerKind | None = None
    answered_on: date | None = None
    answer_elsewhere: bool = False
    is_confirmed: bool | None = None


def schooling_of(evidence: Evidence, last_grade: int) -> Schooling:
    """Where a child learns. `last_grade`: of compulsory education; who completed it has finished.

    A verified case weighs most, then our own roll; a person's answer weighs more than an earlier comparison, a comparison more
    than the class of a roster. What nobody says anything of is unknown, never in school.
    """
    if _has_died(evidence):
        return Schooling.DECEASED
    if evidence.case in (cases.State.VERIFIED, cases.State.PROPOSED):
        return _OF_CASE.get(evidence.kind, Schooling.DROPPED_OUT)
    state = evidence.roll
    if state is rolls.State.COMPLETED and (evidence.grade or 0) >= last_grade:
        return Schooling.FINISHED
    if evidence.is_confirmed is not None and state is not rolls.State.ON_ROLL:
        return _of_record(evidence)
    if state in _OF_ROLL:
        return _OF_ROLL[state]
    return _without_entry(evidence)


def _has_died(evidence: Evidence) -> bool:
    closed = evidence.case in cases.CLOSED and evidence.reason == _DIED
    return closed or evidence.roll is rolls.State.DECEASED or evidence.answer is AnswerKind.DIED


def _of_record(evidence: Evidence) -> Schooling:
    """Of a child recorded as schooled elsewhere, and not on a roll here: nobody can say where one is whom nothing confirms."""
    if evidence.is_confirmed:
        return Schooling.ELSEWHERE
    if evidence.in_class:
        return Schooling.IN_CLASS
    return Schooling.NOT_FOUND if evidence.missing_on is not None else Schooling.UNKNOWN


def _without_entry(evidence: Evidence) -> Schooling:
    """Of a child with no open entry here: the later of what a survey was told and what a comparison found, then the class."""
    missing, asked = evidence.missing_on, evidence.answered_on
    if asked is not None and (missing is None or asked >= missing):
        if evidence.answer is AnswerKind.NO_SCHOOL:
            return Schooling.SAID_NONE
        if evidence.answer is AnswerKind.IN_SCHOOL:
            return Schooling.ELSEWHERE if evidence.answer_elsewhere else Schooling.IN_CLASS
    if missing is not None:
        return Schooling.NOT_FOUND
    if evidence.in_class:
        return Schooling.IN_CLASS
    if evidence.is_elsewhere:
        return Schooling.ELSEWHERE
    return Schooling.LEFT if evidence.roll is rolls.State.LEFT else Schooling.UNKNOWN
