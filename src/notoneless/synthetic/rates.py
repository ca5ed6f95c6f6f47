"""How often each thing happens in the made-up rosters.

Every rate was chosen by this project after the mix described for the linkage engine: of the pairs of a household row
and a roll row of the same child 96 % have equal IDs, 1.2 % equal ones after normalising and 2.7 % are hard; 0.7 % of
the children are in no school. Finer rates are guesses of the right order. The error factor multiplies `NORMALISED`,
`HARD`, `COPY_SLIP` and the `*_ELSEWISE` rates; everything else is a fact of life and stays.
"""

from collections.abc import Mapping
from typing import Final

Shares = tuple[tuple[str, float], ...]

# Who is in school (shares of the N children registered in the county unless said otherwise).
OUT_OF_SCHOOL: Final = 0.007  # of N; all of compulsory age; the older the likelier
ELSEWHERE_FAMILIES: Final = 0.040  # families whose children all go to school elsewhere
ELSEWHERE_CHILDREN: Final = 0.010  # further single children
ELSEWHERE_MISSING: Final = 0.01  # of those schooled elsewhere: not on the elsewhere roster
ELSEWHERE_BOTH: Final = 0.02  # of those schooled elsewhere: also still on the county's own roll
MIGRANT_FAMILIES: Final = 0.042  # families on the roll from another county, without household rows
GHOST_FAMILIES: Final = 0.0037  # gives about 0.3 % of roll rows
# Children who moved away for good: about 2 % of the elsewhere roster, without household rows.
GONE_FAMILIES: Final = 0.0012
ON_ROLL_AFTER_SIXTEEN: Final = 0.72
EARLY_PUPILS: Final = 0.04  # of the five-year-olds born before the new year

# Families.
CHILDREN_PER_FAMILY: Final = (0.40, 0.44, 0.16)
TWIN_BIRTHS: Final = 0.015
TWINS_SAME_SEX: Final = 0.68
TWINS_SHARE_CHARACTER: Final = 0.70
TWINS_SAME_SOUND: Final = 0.08
GENERATION_NAME: Final = 0.35  # families whose children share the first character of the given name
RARE_CHARACTER: Final = 0.006
KEPT_BY_AGE: Final[Mapping[int, float]] = {
    3: 0.25,
    4: 0.35,
    5: 0.5,
    16: 0.4,
    17: 0.25,
}  # of children of other ages all are kept

# Duplicates, of each roster's rows.
HOUSEHOLD_COPIES: Final = 0.003
HOUSEHOLD_SECOND_REGISTRATIONS: Final = 0.001  # in another township, half of them under a second ID
ROLL_COPIES: Final = 0.004
SECOND_ID: Final = 0.5  # of second registrations
SECOND_AT_GRANDPARENTS: Final = 0.5  # of second registrations: the grandfather is the guardian
# Of copies, for each of: ID left out, one digit wrong, name written otherwise.
COPY_SLIP: Final = 0.1

# What the two rows of one child say about the family.
HOUSEHOLD_GUARDIAN: Final = (0.72, 0.18, 0.08, 0.02)  # father, mother, grandfather, grandmother
SAME_GUARDIAN: Final = 0.78
PHONE_CHANGED: Final = 0.12
PHONE_OF_FIRST_GUARDIAN: Final = 0.25  # when the guardians differ: the roll still has the household's phone
PHONE_OF_TEACHER: Final = 0.005
PHONE_MISSING: Final = 0.015
GUARDIAN_MISSPELT: Final = 0.015
VILLAGE_SPELLING: Final = (0.80, 0.06, 0.03, 0.03, 0.02, 0.02, 0.04)  # as `County.village_texts` orders them
DOT_OTHERWISE: Final = 0.25  # of names with a middle dot, in the roll
RESPELT: Final = 0.10  # of transcribed names, in the roll
TRUNCATED: Final = 0.02  # of transcribed names, in the roll
RARE_AS_MARK: Final = 0.06  # of names with a rare character, in the roll
RARE_AS_PINYIN: Final = 0.06  # of names with a rare character, in the roll

# The ID number, as shares of all children; ROLL_SIDE says in which roster the error stands.
NORMALISED: Final = 0.012
HARD: Final = 0.0245  # twins' numbers, copies and second registrations bring the pairs to 0.027
ROLL_SIDE: Final = 0.85
NORMALISED_SHARES: Final[Shares] = (
    ("id.lower_x", 0.22),
    ("id.full_width", 0.14),
    ("id.spaces", 0.20),
    ("id.quote", 0.12),
    ("id.masked", 0.12),
    ("id.excel_rounded", 0.12),
    ("id.fifteen_digits", 0.04),
    ("id.hyphens", 0.04),
)
# Rows that cannot hold a class (no twin, no sibling) are never drawn for it, so the shares are those of all children.
HARD_SHARES: Final[Shares] = (
    ("id.twin", 0.03),
    ("id.sibling", 0.05),
    ("id.row_shift", 0.08),
    ("id.missing", 0.26),
    ("id.wrong_digit", 0.19),
    ("id.transposed", 0.09),
    ("id.dropped_digit", 0.05),
    ("id.extra_digit", 0.04),
    ("id.guardian", 0.05),
    ("id.placeholder", 0.04),
    ("id.second_registration", 0.05),
    ("id.excel_scientific", 0.02),
    ("id.birth_part", 0.05),
)
MISSING_IN_HOUSEHOLD: Final = 0.16  # of missing IDs
MISSING_IN_BOTH: Final = 0.08  # of missing IDs
SWAPPED_WITH_TWIN: Final = 0.5  # of twins' IDs: the twin's row has this child's; else both rows have the same
SECOND_BIRTHDAY: Final = 0.4  # of second registrations: with another birth date
SHIFTED_ROWS: Final = (4, 10)  # pupils of one class whose IDs moved up by one row
SHIFTED_STUDENT_NUMBERS: Final = 0.5  # of such blocks: the student numbers moved along
STUDENT_NUMBER_KEPT: Final = 0.35  # of wrong IDs in the roll: G and the right number stands beside them
STUDENT_NUMBER_WRONG: Final = 0.35  # further: L and the wrong number; else a temporary number
STUDENT_NUMBER_TEMPORARY: Final = 0.07  # of sound roll rows: L numbers

# Name, birth date and sex: on pairs whose IDs are sound (_ELSEWISE, scaled by the error factor) and on hard pairs.
NAME_ELSEWISE: Final = 0.010
NAME_ON_HARD: Final = 0.10
BIRTH_ELSEWISE: Final = 0.005
BIRTH_ON_HARD: Final = 0.06
SEX_ELSEWISE: Final = 0.0015
SEX_ON_HARD: Final = 0.02
DETAIL_ROLL_SIDE: Final = 0.80
NAME_SHARES: Final[Shares] = (
    ("name.homophone", 0.30),
    ("name.dialect", 0.10),
    ("name.look_alike", 0.16),
    ("name.traditional", 0.05),
    ("name.variant", 0.05),
    ("name.dropped", 0.05),
    ("name.added", 0.03),
    ("name.swapped", 0.04),
    ("name.nickname", 0.06),
    ("name.surname", 0.07),
    ("name.spaces", 0.07),
)
BIRTH_SHARES: Final[Shares] = (
    ("dob.lunar", 0.25),
    ("dob.swapped", 0.12),
    ("dob.one_part", 0.30),
    ("dob.year_month", 0.08),
    ("dob.january_first", 0.10),
    ("dob.missing", 0.15),
)
ETHNICITIES: Final[Shares] = (
    ("汉族", 0.880),
    ("彝族", 0.035),
    ("回族", 0.020),
    ("苗族", 0.020),
    ("藏族", 0.013),
    ("维吾尔族", 0.012),
    ("壮族", 0.010),
    ("蒙古族", 0.010),
)
