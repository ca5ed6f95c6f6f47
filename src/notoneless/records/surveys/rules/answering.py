"""What an answer may say, when it may have been asked, and which of several counts, whatever the order in which they came."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from notoneless.foundation.audit.rules import CHINA
from notoneless.kernel.problems import Problem
from notoneless.records.surveys.rules.kinds import AnswerKind, NoSchoolReason

LAST_GRADE = 12
"""The last grade that a school has."""

END_OF_DAY = "24:00:00"
"""When an answer of an earlier day without a time was asked: after all others of that day."""

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?").fullmatch


@dataclass(frozen=True, slots=True)
class Said:
    """What was found out about one child. What its kind has no use for is left out (`tidy`)."""

    kind: AnswerKind
    place: str = ""
    elsewhere: bool | None = None
    grade: int | None = None
    reason: NoSchoolReason | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """When an answer was asked: the day, the time where it is known, and what tells answers of one time apart.

    Where the surveyor's device told the time, the order is the same in whatever order answers arrive: the same second is
    decided by the id of the request. Answers without a time are the last of their day, the one entered later after the others.
    """

    on: date
    at: str
    entered: datetime
    request: UUID

    @property
    def key(self) -> tuple[date, str, str, str]:
        """By what answers are put in order."""
        known = self.at != END_OF_DAY
        return self.on, self.at, "" if known else self.entered.isoformat(), str(self.request)


def counts_over(new: Asked, former: Asked) -> bool:
    """Whether an answer takes the place of another about the same child in the same grid cell."""
    return new.key > former.key


def asked_at(told: str | None, on: date, now: datetime) -> str:
    """The time of an answer: as told; now, where it was asked today; else the end of its day."""
    if told:
        return told if len(told) == len(END_OF_DAY) else f"{told}:00"
    here = now.astimezone(CHINA)
    return f"{here:%H:%M:%S}" if here.date() == on else END_OF_DAY


def why_not_asked(on: date, at: str | None, first: date, last: date, today: date) -> Problem | None:
    """Why nobody can have asked then: the day is to come, or not of the survey; the time is none."""
    if on > today:
        return Problem("surveys.day_to_come", {"day": on.isoformat()})
    if not first <= on <= last:
        return Problem("surveys.other_day", {"from": first.isoformat(), "until": last.isoformat()})
    if at and not _CLOCK(at):
        return Problem("surveys.no_time", {"text": at})
    return None


def why_not_said(said: Said) -> Problem | None:
    """Why an answer is not whole."""
    if said.kind is AnswerKind.IN_SCHOOL and not said.place:
        return Problem("surveys.which_school")
    if said.kind is AnswerKind.MOVED_AWAY and not said.place:
        return Problem("surveys.where_to")
    if said.kind is AnswerKind.NO_SCHOOL and said.reason is None:
        return Problem("surveys.why_in_none")
    if said.grade is not None and not 0 <= said.grade <= LAST_GRADE:
        return Problem("surveys.no_grade", {"most": LAST_GRADE})
    return None


def tidy(said: Said) -> Said:
    """An answer with what its kind has."""
    match said.kind:
        case AnswerKind.IN_SCHOOL:
            return Said(said.kind, said.place, said.elsewhere, said.grade, note=said.note)
        case AnswerKind.MOVED_AWAY:
            return Said(said.kind, said.place, note=said.note)
        case AnswerKind.NO_SCHOOL:
            return Said(said.kind, reason=said.reason, note=said.note)
        case _:
            return Said(said.kind, note=said.note)
