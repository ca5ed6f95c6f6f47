"""Points of concern, 0 to 20, from a table that a clerk can check by hand: of facts, numbers and a day.

What is not known gives nothing and is said to be unknown: it is never counted as safe. Sex, ethnic group, household
registration and disability are no facts here, and poverty alone is none either.
"""

from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.early_warning.rules.point_parameters import GROUPS, PointParameters

REASONS_SHOWN = 3
_HIGHEST_GRADE = 9


@dataclass(frozen=True, slots=True)
class Attended:
    """The school days on which a pupil was due, missed for whatever reason, and missed without leave; up to `on`."""

    due: int
    missed: int
    unexcused: int
    on: date

    @property
    def percent(self) -> float:
        """Percent of the days missed."""
        return 100 * self.missed / self.due if self.due else 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """A value that somebody recorded on a day."""

    value: str
    on: date


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """What is known of a pupil; None: not known. `over_age`: years above the age of the grade, on the day ages are counted.

    `left_on`, `away_until`: when the child last dropped out, and when its last suspension of studies ended; both None with
    `history_known` say that there was neither. `sibling_out_on`: since when a brother or sister is out of school.
    """

    child: UUID
    recent: Attended | None = None
    last_term: Attended | None = None
    subjects_failed: Said | None = None
    lowest_tenth: Said | None = None
    over_age: int | None = None
    grade: int | None = None
    grade_since: date | None = None
    history_known: bool = False
    left_on: date | None = None
    away_until: date | None = None
    siblings_known: bool = False
    sibling_out_on: date | None = None
    parents_away: Said | None = None
    boarding: Said | None = None
    far: Said | None = None
    concern: Said | None = None
    concern_known: bool = False


@dataclass(frozen=True, slots=True)
class PointReason:
    """Why there are points: a code of the catalogue, so many points, the day it is known of, the values of its sentence."""

    code: str
    group: str
    points: int
    on: date
    values: Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Score:
    """The points of a pupil. `groups`: those of each group that is known; `reasons`: the weightiest, at most three."""

    total: int
    groups: Mapping[str, int]
    reasons: tuple[PointReason, ...]
    protective: PointReason | None

    @property
    def known_groups(self) -> int:
        """How many of the groups are known."""
        return len(self.groups)


def points(facts: ChildFacts, given: PointParameters, day: date) -> Score:
    """The points of a pupil on a day."""
    table = _Table(facts, given, day)
    found: dict[str, list[PointReason]] = {}
    for group in GROUPS:
        known, reasons = getattr(table, group)()
        if known:
            found[group] = reasons
    groups = {group: min(given.cap(group), sum(each.points for each in reasons)) for group, reasons in found.items()}
    every = [each for reasons in found.values() for each in reasons if each.points]
    order = {group: number for number, group in enumerate(GROUPS)}
    every.sort(key=lambda each: (-each.points, order[each.group], -each.on.toordinal()))
    total = min(given.total_cap, sum(groups.values()))
    return Score(total, groups, tuple(every[:REASONS_SHOWN]), next(_protective(facts, day), None))


Found = tuple[bool, list[PointReason]]


@dataclass(frozen=True)
class _Table:
    """The table of points: for each group whether anything is known, and the reasons."""

    facts: ChildFacts
    given: PointParameters
    day: date

    def attendance(self) -> Found:
        """Days missed for whatever reason, and much more than last term or without leave."""
        recent = self.facts.recent
        if recent is None or not recent.due:
            return False, []
        step = sum(recent.percent >= least for least in self.given.attendance)
        values = {"missed": recent.missed, "due": recent.due, "unexcused": recent.unexcused}
        found = [PointReason("absent", "attendance", step, recent.on, values)] if step else []
        before = self.facts.last_term
        if before is not None and before.due and recent.percent - before.percent >= self.given.worse_by:
            found.append(PointReason("absent_more", "attendance", 1, recent.on, values))
        elif recent.unexcused >= self.given.unexcused:
            found.append(PointReason("unexcused", "attendance", 1, recent.on, values))
        return True, found

    def learning(self) -> Found:
        """Subjects failed, or the lowest tenth."""
        failed, lowest = self.facts.subjects_failed, self.facts.lowest_tenth
        if lowest is not None and lowest.value == "yes":
            return True, [PointReason("lowest", "learning", 3, lowest.on, {})]
        if failed is None:
            return False, []
        step = sum(int(failed.value) >= least for least in self.given.learning)
        return True, [
            PointReason("failed", "learning", step, failed.on, {"subjects": int(failed.value)})
        ] if step else []

    def age(self) -> Found:
        """Years above the age of the grade."""
        if self.facts.over_age is None:
            return False, []
        one, more = self.given.age
        step = 3 if self.facts.over_age >= more else 1 if self.facts.over_age >= one else 0
        return True, [PointReason("over_age", "age", step, self.day, {"years": self.facts.over_age})] if step else []

    def grade(self) -> Found:
        """Grades from which pupils leave."""
        if self.facts.grade is None:
            return False, []
        step = dict(self.given.grades).get(self.facts.grade, 0)
        since = self.facts.grade_since or self.day
        return True, [PointReason("grade", "grade", step, since, {"grade": self.facts.grade})] if step else []

    def history(self) -> Found:
        """Dropped out before, or long away."""
        if self.facts.left_on is not None and self.day <= _years_after(self.facts.left_on, self.given.left_years):
            return True, [PointReason("left_before", "history", 3, self.facts.left_on, {})]
        if self.facts.away_until is not None and self.day < _years_after(self.facts.away_until, self.given.away_years):
            return True, [PointReason("long_away", "history", 2, self.facts.away_until, {})]
        return self.facts.history_known, []

    def family(self) -> Found:
        """Brothers and sisters, parents, boarding."""
        found = []
        if self.facts.sibling_out_on is not None:
            found.append(PointReason("sibling_out", "family", 2, self.facts.sibling_out_on, {}))
        away, boards = self.facts.parents_away, self.facts.boarding
        if away is not None and away.value in ("mother", "both"):
            found.append(PointReason("parents_away", "family", 1, away.on, {}))
        if boards is not None and boards.value == "yes" and self._marks_are_low():
            found.append(PointReason("boards_and_fails", "family", 1, boards.on, {}))
        return self.facts.siblings_known or away is not None or boards is not None, found

    def _marks_are_low(self) -> bool:
        failed, lowest = self.facts.subjects_failed, self.facts.lowest_tenth
        fails = failed is not None and int(failed.value) >= self.given.learning[0]
        return fails or (lowest is not None and lowest.value == "yes")

    def distance(self) -> Found:
        """Far from school without bus or bed."""
        if self.facts.far is None:
            return False, []
        boards = self.facts.boarding is not None and self.facts.boarding.value == "yes"
        counts = self.facts.far.value == "yes" and not boards
        return True, [PointReason("far", "distance", 1, self.facts.far.on, {})] if counts else []

    def concern(self) -> Found:
        """What the class teacher is concerned about."""
        if self.facts.concern is None:
            return self.facts.concern_known, []
        return True, [PointReason(self.facts.concern.value, "concern", self.given.concern, self.facts.concern.on, {})]


def _protective(facts: ChildFacts, day: date) -> Iterator[PointReason]:
    """What speaks for the pupil's staying, the strongest first."""
    recent, failed, away = facts.recent, facts.subjects_failed, facts.parents_away
    if recent is not None and recent.due and not recent.missed:
        yield PointReason("always_there", "attendance", 0, recent.on, {"due": recent.due})
    if failed is not None and failed.value == "0":
        yield PointReason("passes", "learning", 0, failed.on, {})
    if away is not None and away.value in ("none", "father"):
        yield PointReason("mother_home", "family", 0, away.on, {})
    if facts.boarding is not None and facts.boarding.value == "yes" and facts.far is not None:
        yield PointReason("boards", "distance", 0, facts.boarding.on, {})
    if facts.over_age is not None and facts.over_age <= 0:
        yield PointReason("in_time", "age", 0, day, {})


def _years_after(day: date, years: int) -> date:
    """The corresponding day so many years later; of 29 February in a year without one, the last of that month."""
    is_leap_day = (day.month, day.day) == (2, 29) and not isleap(day.year + years)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)


def over_age(age: int, grade: int, first_age: int) -> int:
    """Years above the age of a grade: who begins at `first_age` is of the age of grade 1. Raises ValueError for no grade."""
    if not 1 <= grade <= _HIGHEST_GRADE:
        raise ValueError(grade)
    return age - (first_age + grade - 1)
