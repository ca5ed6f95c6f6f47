"""Which application or decision is refused, and why: pure, each with its sentence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.kernel.ages import age_on
from notoneless.kernel.codes.rolls import REASONS, STUDY_SUSPENSION_REASONS
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.rules.standing import Standing
from notoneless.records.roll_changes.rules.kinds import (
    FROM,
    OF_CHILD,
    PLACED,
    SIGNED,
    SPANS,
    ChangeKind,
    Level,
    PaperKind,
)
from notoneless.records.roll_changes.rules.settings import ChangeNumbers
from notoneless.records.roll_changes.rules.standing import NEXT, Move, State

ILL: frozenset[ChangeKind] = frozenset({ChangeKind.STUDY_SUSPENSION, ChangeKind.DEFERRAL})
"""Compulsory Education Law 11: only for the condition of the body."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an application says. `has_room`: class and grade are named; `goes`: a destination is named."""

    kind: ChangeKind
    on: date
    until: date | None = None
    reason: str = ""
    is_signed: bool = False
    signed_on: date | None = None
    has_room: bool = False
    goes: bool = False


def why_not_asked(asked: Asked, numbers: ChangeNumbers, today: date) -> Problem | None:
    """Why an application cannot be made as it is: law, what it leaves out, days that do not fit. None where it can."""
    name = Problem(f"roll_changes.kind_{asked.kind}")
    if asked.kind in numbers.forbidden:
        return Problem("roll_changes.forbidden", {"kind": name, "article": numbers.forbidden[asked.kind]})
    if asked.kind in SIGNED and not (asked.is_signed and asked.signed_on):
        return Problem("roll_changes.not_signed", {"kind": name})
    if asked.signed_on is not None and asked.signed_on > today:
        return Problem("roll_changes.signed_later")
    if asked.kind in SPANS and asked.until is None:
        return Problem("roll_changes.no_end", {"kind": name})
    if asked.until is not None and asked.until <= asked.on:
        return Problem("enrolment.ends_before", {"day": asked.until.isoformat()})
    if asked.kind in PLACED and not asked.has_room:
        return Problem("roll_changes.no_room", {"kind": name})
    if asked.kind is ChangeKind.TRANSFER and not asked.goes:
        return Problem("enrolment.no_destination")
    return _why_no_reason(asked)


def reasons_for(kind: ChangeKind) -> tuple[str, ...]:
    """The codes of the reasons for which a change may be applied for, in the order of their table."""
    return tuple(code for code in REASONS if kind not in ILL or code in STUDY_SUSPENSION_REASONS)


def _why_no_reason(asked: Asked) -> Problem | None:
    allowed = reasons_for(asked.kind)
    if asked.kind in ILL and asked.reason not in allowed:
        return Problem("enrolment.no_reason", {"reason": asked.reason or "—"})
    if asked.reason and asked.reason not in allowed:
        return Problem("enrolment.no_reason", {"reason": asked.reason})
    return None


def why_not_from(kind: ChangeKind, standing: Standing) -> Problem | None:
    """Why a pupil's change cannot be applied for as its entry stands."""
    if kind in OF_CHILD:
        return Problem("roll_changes.without_entry", {"kind": Problem(f"roll_changes.kind_{kind}")})
    if standing.state in FROM[kind]:
        return None
    named = {
        "kind": Problem(f"roll_changes.kind_{kind}"),
        "state": Problem(f"enrolment.state_{standing.state}"),
    }
    return Problem("roll_changes.not_now", named)


def why_not_put_off(born_on: date | None, on: date, until: date, as_of: date, entry_age: int) -> Problem | None:
    """Why a child's enrolment cannot be put off so long: who has reached the entry age on the day on which ages are counted
    must be in school when that school year begins. `as_of`: that day (month and day count).

    Raises nothing for a birth date that is not known: it is refused, since nobody could tell how long.
    """
    if born_on is None:
        return Problem("roll_changes.no_birth_date")
    counted = _counted_before(on, as_of)
    if age_on(born_on, counted) >= entry_age:
        return Problem("roll_changes.old_enough", {"years": entry_age})
    last = counted
    while age_on(born_on, last) < entry_age:
        last = last.replace(year=last.year + 1)
    latest = date.fromordinal(last.toordinal() + 1)
    return (
        Problem("roll_changes.beyond_age", {"years": entry_age, "last": latest.isoformat()}) if until > latest else None
    )


def _counted_before(on: date, as_of: date) -> date:
    """The day on which ages are counted for the school year that `on` lies in."""
    day = as_of.replace(year=on.year)
    return day if day <= on else day.replace(year=on.year - 1)


def why_not_moved(state: State, move: Move) -> Problem | None:
    """Why nothing of this kind may be done with an application as it stands."""
    return None if move in NEXT[state] else Problem(f"roll_changes.is_{state}")


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides what: `levels`: at which somebody may decide of this application; `saw`: the mark of what the form showed."""

    actor: UUID | None
    levels: frozenset[Level]
    saw: str


def why_not_decided(
    deciding: Deciding, level: Level, asked_by: UUID | None, done_by: Collection[UUID], mark: str
) -> Problem | None:
    """Why somebody may not decide: it is not at this person's level, the own application, decided once by the same person
    already, or not what the person saw."""
    if level not in deciding.levels:
        return Problem("roll_changes.other_level", {"level": Problem(f"roll_changes.level_{level}")})
    if deciding.actor == asked_by:
        return Problem("roll_changes.own")
    if deciding.actor in done_by:
        return Problem("roll_changes.decided_before")
    return None if deciding.saw == mark else Problem("roll_changes.changed_since")


def lacking(needed: Collection[PaperKind], there: Collection[PaperKind]) -> tuple[PaperKind, ...]:
    """Which papers are missing, in their usual order."""
    return tuple(each for each in PaperKind if each in needed and each not in there)
