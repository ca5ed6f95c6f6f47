"""The levels of agreement each kind of evidence can reach, and the integer weight of each.

Weights are tenths of a bit, log2(m/u) * 10: m is how often the level is met between two records of one child that an ID
could not link, u how often between two records of different children. They were set from the error classes of real
rosters and checked on the project's synthetic ones (decisions/0004-linkage.md); names add their own rarity.
"""

from enum import IntEnum
from typing import Final


class Name(IntEnum):
    """How two names agree, the most telling first: where two levels apply, the lower stands."""

    MISSING = 0
    EXACT = 1
    DOT_APART = 2
    SAME_SOUND = 3
    NEAR_SOUND = 4
    LOOK_ALIKE = 5
    SWAPPED = 6
    DROPPED = 7
    WILDCARD = 8
    PINYIN = 9
    SKELETON = 10
    NEAR_SKELETON = 11
    FORMER = 12
    NEW_SURNAME = 13
    TWO_SIMILAR = 14
    ONE_OTHER = 15
    NICKNAME = 16
    SAME_GIVEN = 17
    SURNAME_ONLY = 18
    DIFFERENT = 19


class Birth(IntEnum):
    """How two birth dates agree."""

    MISSING = 0
    EQUAL = 1
    OTHER_CALENDAR = 2
    DAY_MONTH_SWAPPED = 3
    MONTH_ONLY = 4
    YEAR_ONLY = 5
    FIRST_OF_YEAR = 6
    OTHER_DAY = 7
    OTHER_MONTH = 8
    OTHER_YEAR = 9
    IN_ID = 10
    WITHIN_MONTHS = 11
    DIFFERENT = 12
    YEARS_APART = 13


class Identity(IntEnum):
    """How two ID numbers agree."""

    MISSING = 0
    EQUAL = 1
    NEAR = 2
    PATTERN = 3
    TWO_DIGITS = 4
    OWNED = 5
    UNSOUND = 6
    OFF_PATTERN = 7
    CONFLICT = 8
    CONFIRMED_CONFLICT = 9
    OTHER_BIRTH = 10
    CONFIRMED_EQUAL = 11
    TWIN_CONFLICT = 12
    BY_STUDENT_NUMBER = 13
    PATTERN_WITH_END = 14


class Guardian(IntEnum):
    """How the guardians agree."""

    MISSING = 0
    EQUAL = 1
    NEAR = 2
    SAME_SURNAME = 3
    DIFFERENT = 4
    SAME_ID = 5
    OTHER_KIN = 6


class Phone(IntEnum):
    """How the telephone numbers agree."""

    MISSING = 0
    EQUAL = 1
    NEAR = 2
    DIFFERENT = 3


class Place(IntEnum):
    """How the place of one fits the place or school of the other."""

    MISSING = 0
    SAME_VILLAGE = 1
    SAME_TOWNSHIP = 2
    DIFFERENT = 3
    USUAL_SCHOOL = 4
    POSSIBLE_SCHOOL = 5
    UNUSUAL_SCHOOL = 6


class Sex(IntEnum):
    """How the sexes agree."""

    MISSING = 0
    EQUAL = 1
    DIFFERENT = 2


class Grade(IntEnum):
    """How the grade fits the birth year, as seen among the children already linked."""

    MISSING = 0
    USUAL = 1
    POSSIBLE = 2
    UNUSUAL = 3


# A name level's weight is min(rarity, ceiling) - cost; without rarity (ceiling 0) it is -cost.
NAME_CEILING: Final = {
    Name.EXACT: 165, Name.DOT_APART: 145,
    Name.SAME_SOUND: 145, Name.NEAR_SOUND: 130, Name.LOOK_ALIKE: 130, Name.SWAPPED: 130, Name.DROPPED: 110,
    Name.WILDCARD: 110, Name.PINYIN: 120, Name.SKELETON: 130, Name.NEAR_SKELETON: 110, Name.FORMER: 165,
    Name.NEW_SURNAME: 100, Name.TWO_SIMILAR: 120, Name.ONE_OTHER: 90, Name.NICKNAME: 60,
    Name.SAME_GIVEN: 20,
}  # fmt: skip
NAME_COST: Final = {
    Name.MISSING: 0, Name.EXACT: 5, Name.DOT_APART: 25,
    Name.SAME_SOUND: 25, Name.NEAR_SOUND: 40, Name.LOOK_ALIKE: 45, Name.SWAPPED: 50,
    Name.DROPPED: 40, Name.WILDCARD: 40, Name.PINYIN: 30, Name.SKELETON: 35, Name.NEAR_SKELETON: 60, Name.FORMER: 10,
    Name.NEW_SURNAME: 45, Name.TWO_SIMILAR: 75, Name.ONE_OTHER: 75, Name.NICKNAME: 55, Name.SURNAME_ONLY: 80,
    Name.DIFFERENT: 120, Name.SAME_GIVEN: 30,
}  # fmt: skip
BIRTH_WEIGHT: Final = {
    Birth.MISSING: 0, Birth.EQUAL: 115, Birth.OTHER_CALENDAR: 95, Birth.DAY_MONTH_SWAPPED: 80, Birth.MONTH_ONLY: 60,
    Birth.YEAR_ONLY: 25, Birth.FIRST_OF_YEAR: 15, Birth.OTHER_DAY: 35, Birth.OTHER_MONTH: 35, Birth.OTHER_YEAR: 40,
    Birth.IN_ID: 70, Birth.WITHIN_MONTHS: -30, Birth.DIFFERENT: -70, Birth.YEARS_APART: -110,
}  # fmt: skip
IDENTITY_WEIGHT: Final = {
    Identity.MISSING: 0, Identity.EQUAL: 140, Identity.NEAR: 115, Identity.PATTERN: 70, Identity.TWO_DIGITS: 40,
    Identity.OWNED: -5, Identity.UNSOUND: -10, Identity.OFF_PATTERN: -70, Identity.CONFLICT: -90,
    Identity.CONFIRMED_CONFLICT: -130, Identity.OTHER_BIRTH: 60,
    Identity.CONFIRMED_EQUAL: 140, Identity.TWIN_CONFLICT: -90, Identity.BY_STUDENT_NUMBER: 140, Identity.PATTERN_WITH_END: 115,
}  # fmt: skip
GUARDIAN_WEIGHT: Final = {
    Guardian.MISSING: 0, Guardian.EQUAL: 80, Guardian.NEAR: 55, Guardian.SAME_SURNAME: -5, Guardian.DIFFERENT: -15,
    Guardian.SAME_ID: 100, Guardian.OTHER_KIN: -3,
}  # fmt: skip
PHONE_WEIGHT: Final = {Phone.MISSING: 0, Phone.EQUAL: 110, Phone.NEAR: 60, Phone.DIFFERENT: -10}
PLACE_WEIGHT: Final = {
    Place.MISSING: 0, Place.SAME_VILLAGE: -20, Place.SAME_TOWNSHIP: -10, Place.DIFFERENT: -25, Place.USUAL_SCHOOL: -35,
    Place.POSSIBLE_SCHOOL: -20, Place.UNUSUAL_SCHOOL: -25,
}  # fmt: skip
PLACE_CEILING: Final = {
    Place.SAME_VILLAGE: 105, Place.USUAL_SCHOOL: 95, Place.SAME_TOWNSHIP: 70, Place.POSSIBLE_SCHOOL: 60,
}  # fmt: skip
"""To the weight of these comes the rarity of the village (first two) or township, up to the ceiling."""

SEX_WEIGHT: Final = {Sex.MISSING: 0, Sex.EQUAL: 8, Sex.DIFFERENT: -40}
GRADE_WEIGHT: Final = {Grade.MISSING: 0, Grade.USUAL: 25, Grade.POSSIBLE: 0, Grade.UNUSUAL: -25}

FAMILY_CAP: Final = -15
"""Guardian, telephone and place are shared by brothers and sisters: together they weigh at most the prior plus this …"""

FAMILY_CAP_SAME_NAME: Final = 75
"""… or plus this where the name is the same to the character, which brothers and sisters do not share."""
