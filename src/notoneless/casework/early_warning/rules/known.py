"""What is known of a pupil as far as the ladder asks: plain facts, gathered by whoever reads tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class End(StrEnum):
    """How what stood came to its end."""

    ARRIVED = "arrived"
    """The child was seen at school, or was entered on a roll."""
    EXPLAINED = "explained"
    """There is leave, a suspension of studies, or teaching at home."""
    LEFT = "left"
    """The entry on the roll ended as the law allows: moved to a school that has confirmed, finished, died."""
    CASE = "case"
    """A case is open: what is done from then on is done there."""
    DECIDED = "decided"
    """The case was cleared or closed out."""
    EASED = "eased"
    """So many days are not missed within the span any more."""
    LAPSED = "lapsed"
    """By the registers as they were corrected it does not stand."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A school day on which a child was missed; `excused`: with leave."""

    on: date
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """Something that should have come to its end by `due`, and did so on `ended_on` in the way that `end` says.

    `is_deferral`: of a child whose entry to school was put off.
    """

    on: date
    ended_on: date | None = None
    end: End = End.ARRIVED
    is_deferral: bool = False


class Told(StrEnum):
    """What came of turning to a family, as far as it decides what comes next."""

    REFUSED = "refused"
    PROMISED = "promised"
    UNREACHED = "unreached"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of turning to the family on a day, by a visit or otherwise; `until`: by when the child was to be back."""

    on: date
    told: Told
    by_visit: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The days of a child's case: opened last, verified, cleared or closed out. `is_back`: its child's return stands."""

    opened_on: date
    verified_on: date | None = None
    closed_on: date | None = None
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class PupilFacts:
    """What is known of one child. `room`, `school`, `home`: the units where it belongs, None where it does to none.

    `gone`: days on which an entry on the roll ended as the law allows. `pauses`: days on which a suspension of studies
    began, or teaching at home.
    `leaves`: leave by its last day; `study_suspensions`, or deferral, by the day they should end; `transfers`: by the day
    on which the child was let go. `heard`: what came of each day's contact
    with the family. `entered_on`: when its entry on the roll began; `is_expected`: a new pupil who is on none.
    """

    child: UUID
    room: UUID | None = None
    school: UUID | None = None
    home: UUID | None = None
    grade: int | None = None
    absences: tuple[Absence, ...] = ()
    present: frozenset[date] = frozenset()
    gone: frozenset[date] = frozenset()
    pauses: frozenset[date] = frozenset()
    leaves: tuple[Pending, ...] = ()
    study_suspensions: tuple[Pending, ...] = ()
    transfers: tuple[Pending, ...] = ()
    entered_on: date | None = None
    is_expected: bool = False
    case: CaseFacts | None = None
    heard: tuple[Heard, ...] = ()

    def seen_after(self, day: date, until: date) -> date | None:
        """The first day after `day`, not after `until`, on which the child was seen at school."""
        return min((each for each in self.present if day < each <= until), default=None)


@dataclass(frozen=True, slots=True)
class Run:
    """School days missed without leave, one after the other: nobody saw the child between them, and there was no leave."""

    days: tuple[date, ...]
    ended_on: date | None = None
    end: End | None = None

    @property
    def since(self) -> date:
        """Its first day."""
        return self.days[0]


def runs_of(facts: PupilFacts, day: date) -> list[Run]:
    """The runs of absence up to a day, the first first.

    A day on which a child was missed and seen ends the run before it, and begins one of its own: somebody has to ask why.
    """
    missed = {each.on: each.excused for each in facts.absences}
    found: list[Run] = []
    days: list[date] = []
    for each in sorted(_days(facts, day)):
        end = _ending(facts, missed, each)
        if end is not None and days:
            found.append(Run(tuple(days), each, end))
            days = []
        if missed.get(each) is False:
            days.append(each)
    return [*found, Run(tuple(days))] if days else found


def _ending(facts: PupilFacts, missed: Mapping[date, bool], day: date) -> End | None:
    """How a day ends the run of absence before it, if it does."""
    if day in facts.gone:
        return End.LEFT
    if day in facts.present:
        return End.ARRIVED
    return End.EXPLAINED if day in facts.pauses or missed.get(day) else None


def _days(facts: PupilFacts, day: date) -> set[date]:
    """The days on which anything is known, up to a day."""
    known: Iterable[date] = (*(each.on for each in facts.absences), *facts.present, *facts.gone, *facts.pauses)
    return {each for each in known if each <= day}
