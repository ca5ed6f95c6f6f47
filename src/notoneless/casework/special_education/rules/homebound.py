"""Homebound instruction: its words, and what is refused of home teachers, schedules, lessons, notes and money."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from notoneless.kernel.problems import Problem


class Situation(StrEnum):
    """Where a home-taught child lives and why it is taught so (clause 2.12)."""

    HOME = "home"
    REHABILITATION = "rehabilitation"
    WELFARE = "welfare"
    ILLNESS = "illness"


IN_CARE = frozenset({Situation.REHABILITATION, Situation.ILLNESS})
"""Who is followed each month (clause 5.34): children in rehabilitation and in hospital."""


class Place(StrEnum):
    """Where a home lesson is given (clause 5.24)."""

    HOME = "home"
    WELFARE = "welfare"
    REHABILITATION = "rehabilitation"
    POINT = "point"


class NoteKind(StrEnum):
    """What is noted beside lessons."""

    WEEK = "week"
    SATISFACTION = "satisfaction"
    LOG_PARENTS = "log_parents"
    LOG_VILLAGE = "log_village"
    LOG_KEPT = "log_kept"
    LOG_INSPECTED = "log_inspected"
    TEACHING_CHECKED = "teaching_checked"
    TRACKING = "tracking"
    DOMAIN = "domain"
    MIDDLE_SCHOOL = "middle_school"


NEEDS_WORDS = frozenset(
    {NoteKind.WEEK, NoteKind.TRACKING, NoteKind.DOMAIN, NoteKind.LOG_INSPECTED, NoteKind.TEACHING_CHECKED}
)
"""What says nothing without a word."""


class Satisfaction(StrEnum):
    """How a family judges home lessons."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly"
    DISSATISFIED = "dissatisfied"


class MoneyFlow(StrEnum):
    """Whether money came or went."""

    RECEIVED = "received"
    SPENT = "spent"


SITUATIONS: Mapping[str, Situation] = {
    "居家": Situation.HOME,
    "康复机构": Situation.REHABILITATION,
    "儿童福利机构": Situation.WELFARE,
    "因病休学": Situation.ILLNESS,
}
PLACES: Mapping[str, Place] = {
    "家庭": Place.HOME,
    "福利院": Place.WELFARE,
    "康复机构": Place.REHABILITATION,
    "送教点": Place.POINT,
}
"""The names of plans for them."""

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_MOST_HOURS = 8
"""Class hours of one lesson; more is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class HomeNumbers:
    """What the plans that bind a unit say of home lessons. What no plan says is empty, or asks for nothing."""

    visits_per_week: int = 0
    teachers_per_visit: int = 1
    men_per_visit: int = 0
    hours_per_visit: int = 0
    covers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parent_at: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    fund_uses: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    sends: frozenset[str] = frozenset({"school", "home"})


def home_numbers(said: Mapping[str, str]) -> HomeNumbers:
    """The numbers of home lessons among all that bind a unit, by key."""

    def whole(key: str, least: int = 0) -> int:
        return max(least, int(said.get(f"homebound.{key}", least)))

    def names(key: str) -> tuple[str, ...]:
        return tuple(said.get(f"homebound.{key}", "").split())

    by = {("special.teacherless_allowed", "school"), ("special.without_teacher_allowed", "home")}
    return HomeNumbers(
        visits_per_week=whole("visits_per_week"),
        teachers_per_visit=whole("teachers_per_visit", 1),
        men_per_visit=whole("men_per_visit"),
        hours_per_visit=whole("hours_per_visit"),
        covers=names("covers"),
        places=names("places"),
        parent_at=names("parent_at"),
        domains=names("domains"),
        standards=names("standards"),
        criteria=names("teacher_criteria"),
        subjects=names("safety_subjects"),
        fund_uses=names("fund_uses"),
        contents=names("file_contents"),
        sends=frozenset(who for key, who in by if key in said) or frozenset({"school", "home"}),
    )


def why_not_team(teachers: int, men: int, place: Place, numbers: HomeNumbers) -> Problem | None:
    """Why so many teachers, so many men among them, may not go (clauses 2.13, 5.31); None where they may.

    At a teaching point the parent comes along, and nobody goes to a home.
    """
    if place is Place.POINT:
        return None if teachers else Problem("special_education.nobody_goes")
    if teachers < numbers.teachers_per_visit:
        return Problem("special_education.too_few", {"needed": numbers.teachers_per_visit, "going": teachers})
    if men < numbers.men_per_visit:
        return Problem("special_education.no_man", {"needed": numbers.men_per_visit, "going": men})
    return None


def missing(wanted: Sequence[str], given: Collection[str]) -> tuple[str, ...]:
    """The names that are wanted and not given, in their order."""
    return tuple(each for each in wanted if each not in given)


def why_not_sent(criteria: Collection[str], subjects: Collection[str], numbers: HomeNumbers) -> Problem | None:
    """Why a teacher may not be sent: a criterion of the plan is not met (5.45), or no briefing on a subject (5.46)."""
    lacking = missing(numbers.criteria, criteria)
    if lacking:
        return Problem("special_education.not_fit", {"criteria": "、".join(lacking)})
    lacking = missing(numbers.subjects, subjects)
    return Problem("special_education.not_briefed", {"subjects": "、".join(lacking)}) if lacking else None


@dataclass(frozen=True, slots=True)
class Slot:
    """A lesson that is planned."""

    on: date
    begins_at: str
    hours: int


def slots_of(text: str) -> tuple[Slot, ...] | Problem:
    """The lessons of a schedule, a line each: day, hour, class hours; or the first line that says none."""
    found: list[Slot] = []
    for number, line in enumerate((each for each in text.splitlines() if each.strip()), start=1):
        parts = line.split()
        slot = _slot(parts) if len(parts) == 3 else None
        if slot is None:
            return Problem("special_education.no_slot", {"line": number})
        found.append(slot)
    return tuple(found)


def _slot(parts: Sequence[str]) -> Slot | None:
    try:
        on, hours = date.fromisoformat(parts[0]), int(parts[2])
    except ValueError:
        return None
    fits = _TIME.fullmatch(parts[1]) and 0 < hours <= _MOST_HOURS
    return Slot(on, parts[1], hours) if fits else None


def why_not_planned(slots: Sequence[Slot], first: date, last: date) -> Problem | None:
    """Why a schedule cannot stand: it is empty, has a day twice, or one outside the rest of the term."""
    if not slots:
        return Problem("special_education.no_slots")
    days = [each.on for each in slots]
    twice = next((day for day in days if days.count(day) > 1), None)
    if twice is not None:
        return Problem("special_education.slot_twice", {"day": twice.isoformat()})
    out = next((day for day in days if not first <= day <= last), None)
    if out is None:
        return None
    return Problem(
        "special_education.slot_outside", {"day": out.isoformat(), "first": first.isoformat(), "last": last.isoformat()}
    )


def why_not_given(begins_at: str, hours: int, domains: Collection[str], numbers: HomeNumbers) -> Problem | None:
    """Why a lesson cannot have been so: no time of day, no hours, or a domain that the plan does not know."""
    if not _TIME.fullmatch(begins_at):
        return Problem("special_education.no_time")
    if not 0 < hours <= _MOST_HOURS:
        return Problem("special_education.no_hours", {"most": _MOST_HOURS})
    if not domains:
        return Problem("special_education.no_domain")
    strange = next((each for each in domains if numbers.domains and each not in numbers.domains), None)
    return Problem("special_education.strange_domain", {"domain": strange}) if strange else None


@dataclass(frozen=True, slots=True)
class Span:
    """When a lesson begins, and how many class hours it has."""

    begins_at: str
    hours: int

    def minutes(self) -> tuple[int, int]:
        """Its first minute of the day, and the one after its last."""
        hour, _, minute = self.begins_at.partition(":")
        first = int(hour) * 60 + int(minute)
        return first, first + self.hours * _CLASS_HOUR


_CLASS_HOUR = 40
"""Minutes of a class hour, the shortest that is usual: what overlaps by them overlaps by any other."""


def overlap(one: Span, other: Span) -> bool:
    """Whether somebody cannot give both lessons of a day."""
    (first, last), (begin, end) = one.minutes(), other.minutes()
    return first < end and begin < last


def why_not_fee(fee: int) -> Problem | None:
    """Why a family cannot have been asked for so many yuan; what it was asked for is entered, as lessons are free."""
    return None if 0 <= fee <= _MOST_FEE else Problem("special_education.no_fee", {"most": _MOST_FEE})


_MOST_FEE = 100_000


def yuan_of(text: str) -> Decimal | None:
    """An amount in yuan above nought with at most two decimals, or None."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    fits = found.is_finite() and 0 < found < 10_000_000 and found == found.quantize(Decimal("0.01"))
    return found if fits else None


_SCHOOL_DAYS = 5
"""Days of a week on which somebody may be taught."""


def owed(norm: int, monday: date, since: date) -> int:
    """How many lessons of a week a child is owed that is taught at home since a day: of the week of that day its share,
    rounded, and before that none."""
    if since <= monday:
        return norm
    left = _SCHOOL_DAYS - (since - monday).days
    return (2 * norm * left + _SCHOOL_DAYS) // (2 * _SCHOOL_DAYS) if left > 0 else 0


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
