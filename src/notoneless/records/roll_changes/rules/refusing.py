"""Which application or decision is refused, and why: pure, each with its sentence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.kernel.ages import CompulsoryAge, age_on
from notoneless.kernel.codes.rolls import REASONS, STUDY_SUSPENSION_REASONS
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.rules.standing import Standing
from notoneless.records.roll_changes.rules.kinds import (
    FROM,
    HANDED,
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

FURTHEST = timedelta(days=366)
"""A change, or a signature, further away is a slip of the pen."""

LONGEST = timedelta(days=3 * 366)
"""Nothing that ends is asked for beyond a stage of school; what law or county says is shorter comes besides."""

ADULT = 18
"""Full years (Law on the Protection of Minors 2): who has them returns to no compulsory education."""


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
    if asked.kind in HANDED:
        return Problem("roll_changes.hand_over_instead")
    if asked.kind in numbers.forbidden:
        return Problem("roll_changes.forbidden", {"kind": name, "article": numbers.forbidden[asked.kind]})
    unsigned = _why_not_signed(asked, today)
    if unsigned is not None:
        return unsigned
    if asked.kind in SPANS and asked.until is None:
        return Problem("roll_changes.no_end", {"kind": name})
    if asked.until is not None and asked.until <= asked.on:
        return Problem("enrolment.ends_before", {"day": asked.until.isoformat()})
    if asked.kind in PLACED and not asked.has_room:
        return Problem("roll_changes.no_room", {"kind": name})
    if asked.kind is ChangeKind.TRANSFER and not asked.goes:
        return Problem("enrolment.no_destination")
    return _why_no_reason(asked)


def _why_not_signed(asked: Asked, today: date) -> Problem | None:
    if asked.kind in SIGNED and not (asked.is_signed and asked.signed_on):
        return Problem("roll_changes.not_signed", {"kind": Problem(f"roll_changes.kind_{asked.kind}")})
    if asked.signed_on is None or today - FURTHEST <= asked.signed_on <= today:
        return None
    return Problem("roll_changes.signed_later" if asked.signed_on > today else "roll_changes.signed_long_ago")


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


def why_not_on(asked: Asked, last_on: date | None, born_on: date | None, today: date) -> Problem | None:
    """Why a change cannot be on its days: before birth, before what happened last to the entry, too far, of no end."""
    if born_on is not None and asked.on < born_on:
        return Problem("roll_changes.before_birth", {"day": born_on.isoformat()})
    if last_on is not None and asked.on < last_on:
        return Problem("enrolment.backwards", {"day": asked.on.isoformat(), "last": last_on.isoformat()})
    if asked.on > today + FURTHEST:
        return Problem("roll_changes.too_far", {"day": asked.on.isoformat()})
    if asked.until is None:
        return None
    if asked.kind not in SPANS:
        return Problem("roll_changes.without_end", {"kind": Problem(f"roll_changes.kind_{asked.kind}")})
    return (
        Problem("roll_changes.too_far", {"day": asked.until.isoformat()}) if asked.until > asked.on + LONGEST else None
    )


def why_not_of_age(
    kind: ChangeKind, born_on: date | None, on: date, as_of: date, rule: CompulsoryAge
) -> Problem | None:
    """Why a child is too young or too old for what begins its entry: nobody puts off what is not due within the year, and who
    comes from abroad is of an age to learn. `as_of`: the day on which ages are counted (month and day count)."""
    if born_on is None or kind not in OF_CHILD:
        return None
    counted = _counted_before(on, as_of)
    last = counted if kind is ChangeKind.FOREIGN_RETURN else counted + FURTHEST
    if age_on(born_on, last) < rule.from_years:
        return Problem("roll_changes.too_young", {"years": rule.from_years})
    if kind is ChangeKind.FOREIGN_RETURN and age_on(born_on, on) >= ADULT:
        return Problem("roll_changes.too_old", {"years": ADULT})
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
        last = _in_year(last, last.year + 1)
    latest = date.fromordinal(last.toordinal() + 1)
    return (
        Problem("roll_changes.beyond_age", {"years": entry_age, "last": latest.isoformat()}) if until > latest else None
    )


def _counted_before(on: date, as_of: date) -> date:
    """The day on which ages are counted for the school year that `on` lies in."""
    day = _in_year(as_of, on.year)
    return day if day <= on else _in_year(as_of, on.year - 1)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February where that has no 29th."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


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
