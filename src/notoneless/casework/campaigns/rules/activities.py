"""What an activity may be, when it counts as held, and what share of a school it has reached."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from unicodedata import normalize
from uuid import UUID

from notoneless.casework.campaigns.rules.meetings import why_not_near
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem


class ActivityKind(StrEnum):
    """Publicity by a channel, a lesson on one of the three laws, or what a prevention month brings."""

    PUBLICITY = "publicity"
    LESSON = "lesson"
    ACTION = "action"


class What(StrEnum):
    """By which channel, on which law, in which aspect."""

    SCREEN = "screen"
    BROADCAST = "broadcast"
    BOARD = "board"
    SLOGAN = "slogan"
    CLASS_MEETING = "class_meeting"
    PARENT_MEETING = "parent_meeting"
    TAUGHT = "taught"
    LETTER = "letter"
    VILLAGE = "village"
    COMPULSORY_EDUCATION = "compulsory_education"
    MINORS = "minors"
    EDUCATION = "education"
    AID = "aid"
    CONDITIONS = "conditions"
    QUALITY = "quality"


class LedBy(StrEnum):
    """Who leads an activity."""

    YOUTH_LEAGUE = "youth_league"
    SCHOOL = "school"
    CLASS_TEACHER = "class_teacher"
    GOVERNMENT = "government"


class Reached(StrEnum):
    """Whom an activity has reached in a class."""

    CLASS = "class"
    PUPILS = "pupils"
    FAMILIES = "families"
    BOTH = "both"


LAWS = (What.COMPULSORY_EDUCATION, What.MINORS, What.EDUCATION)
"""The three laws."""
ASPECTS = (What.AID, What.CONDITIONS, What.QUALITY)
"""What prevention months bring: aid, conditions of learning, quality of teaching."""
OF_KIND: Mapping[ActivityKind, tuple[What, ...]] = {
    ActivityKind.PUBLICITY: tuple(each for each in What if each not in LAWS + ASPECTS),
    ActivityKind.LESSON: LAWS,
    ActivityKind.ACTION: ASPECTS,
}
_UNHEARD = frozenset({What.SCREEN, What.BROADCAST, What.BOARD, What.SLOGAN})
"""Of these it is known which classes they reach, not which pupils."""
_FAMILIES = frozenset({What.PARENT_MEETING, What.LETTER, What.VILLAGE, *ASPECTS})
"""By these families are reached."""
_HOLDERS = frozenset({UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.SCHOOL, UnitKind.CLASS})


def why_not_planned(kind: ActivityKind, what: What, of: UnitKind) -> Problem | None:
    """Why a unit plans no such activity: what it is does not fit its kind, or lessons are not of a class."""
    if what not in OF_KIND[kind]:
        return Problem("campaigns.other_kind")
    if of not in _HOLDERS or (kind is ActivityKind.LESSON and of != UnitKind.CLASS):
        return Problem("campaigns.not_its_activity")
    return None


def twin_of(heading: str, others: Iterable[str]) -> str | None:
    """Which of the other headings of one day says the same as a heading, blanks, marks and widths apart; None if none."""
    return next((each for each in others if _letters(each) == _letters(heading)), None)


def _letters(heading: str) -> str:
    folded = normalize("NFKC", heading).casefold()
    return "".join(each for each in folded if each.isalnum()) or folded.strip()


def why_not_held(held_on: date, today: date, is_proved: bool) -> Problem | None:
    """Why an activity was not held on a day: it is still to come, long ago, or nothing proves it."""
    if held_on > today:
        return Problem("campaigns.activity_to_come", {"day": held_on.isoformat()})
    if why_not_near(held_on, today):
        return why_not_near(held_on, today)
    return None if is_proved else Problem("campaigns.no_proof")


def why_not_reached(what: What, reached: Reached) -> Problem | None:
    """Why an activity cannot have reached pupils or families one by one."""
    names_pupils = reached in (Reached.PUPILS, Reached.BOTH)
    if reached is not Reached.CLASS and what in _UNHEARD:
        return Problem("campaigns.class_only")
    if reached in (Reached.FAMILIES, Reached.BOTH) and what not in _FAMILIES:
        return Problem("campaigns.no_families")
    return Problem("campaigns.families_only") if names_pupils and what is What.LETTER else None


def share(wanted: Collection[UUID], reached: Collection[UUID]) -> int:
    """What share of some is among others, in per cent, rounded down so that all means all; all of nobody. Never above 100."""
    owing = set(wanted)
    return 100 if not owing else len(owing & set(reached)) * 100 // len(owing)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a school: its villages, households, classes and pupils, and those of them that were reached."""

    villages: frozenset[UUID] = frozenset()
    reached_villages: frozenset[UUID] = frozenset()
    households: frozenset[UUID] = frozenset()
    reached_households: frozenset[UUID] = frozenset()
    classes: frozenset[UUID] = frozenset()
    reached_classes: frozenset[UUID] = frozenset()
    people: frozenset[UUID] = frozenset()
    reached_people: frozenset[UUID] = frozenset()

    def of(self, name: str) -> int:
        """The share reached of `villages`, `households`, `classes` or `people`."""
        return share(getattr(self, name), getattr(self, f"reached_{name}"))

    @property
    def whole(self) -> int:
        """The share of all households and pupils together."""
        return share(self.households | self.people, self.reached_households | self.reached_people)
