"""Candidate pairs in, levels of agreement and integer scores out, a batch at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from notoneless.kernel.dates import lunar_to_solar
from notoneless.linkage import levels as lv
from notoneless.linkage.compare_names import compare_guardians, compare_names
from notoneless.linkage.encode import Encoded, Population
from notoneless.linkage.id_numbers import id_digits, id_text
from notoneless.linkage.levels import Birth, Guardian, Identity, Name, Phone, Place, Sex
from notoneless.linkage.neighbours import Neighbours

Ints = npt.NDArray[np.int32]
Levels = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]

_NO_SIBLING_WITHIN = 240
"""Days between births that no brother or sister can be apart, twins excepted."""

_SERIAL_AND_CHECK = 11 * 1000
"""An ID code divided by this keeps area and birth date."""

_SIBLINGS = 2
"""Years beyond which a birth date is not the same one written wrong, but a brother's or sister's."""

_YEARS_OF_A_SLIP = 12
"""Years further apart than that are two people, whatever else the dates share."""

_LUNAR_LAG = (14, 60)
"""Days, counting 31 to a month, by which the numbers of a lunar date lag those of its solar date (18 to 51), with a margin."""

EVIDENCE = ("name", "birth", "identity", "guardian", "phone", "place", "sex", "grade")


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs with the level of each kind of evidence (one column each of EVIDENCE) and the score in tenths of a bit."""

    left: Ints
    right: Ints
    levels: Levels
    score: Ints

    def take(self, chosen: npt.NDArray[np.intp] | Bools) -> "Scored":
        """The chosen pairs."""
        return Scored(self.left[chosen], self.right[chosen], self.levels[chosen], self.score[chosen])


@dataclass(frozen=True, slots=True)
class Owners:
    """What the exact stage learned about IDs.

    owned: another child's row on the other side holds the ID. confirmed: the ID code by which the row was linked, 0 for none.
    """

    left_owned: Bools
    left_confirmed: npt.NDArray[np.int64]
    right_owned: Bools
    right_confirmed: npt.NDArray[np.int64]

    @classmethod
    def nothing_known(cls, left: int, right: int) -> "Owners":
        """For rosters of these lengths in which no ID has an owner yet."""
        return cls(
            np.zeros(left, dtype=bool),
            np.zeros(left, dtype=np.int64),
            np.zeros(right, dtype=bool),
            np.zeros(right, dtype=np.int64),
        )


@dataclass(frozen=True)
class Comparer:
    """Compares rows of two encoded rosters of one population. among: rows on the right in which one partner is sought."""

    population: Population
    left: Encoded
    right: Encoded
    owners: Owners
    neighbours: Neighbours
    among: int

    def score(self, left: Ints, right: Ints, least: int) -> Scored:
        """The pairs of row positions that score at least `least`: posterior log-odds, in tenths of a bit.

        Names cost most to compare: a pair that no name could lift to `least` is let go before.
        """
        identity = self._identity(left, right)
        others = identity, self._guardian(left, right), self._phone(left, right), self._place(left, right)
        birth = self._birth(left, right, identity)
        reach = self._weigh_without_name(birth, others, left) + _MOST_BESIDE - self._prior >= least
        left, right, birth = left[reach], right[reach], birth[reach]
        identity, guardian, phone, place = (level[reach] for level in others)
        family = (_GUARDIANS[guardian] > 0) | (_PHONES[phone] > 0) | (place == Place.SAME_VILLAGE)
        worth = (_IDENTITIES[identity] > 0) | family & (_BIRTHS[birth] >= 0)
        levels = np.column_stack(
            [
                self._name(left, right, worth),
                birth,
                identity,
                guardian,
                phone,
                place,
                self._sex(left, right),
                self.neighbours.grade_levels(self.left, self.right, left, right),
            ]
        ).astype(np.uint8)
        score = (self._weigh(levels, left, right) - self._prior).astype(np.int32)
        return Scored(left, right, levels, score).take(score >= least)

    def _weigh_without_name(self, birth: Levels, others: tuple[Levels, ...], i: Ints) -> npt.NDArray[np.int64]:
        """What the evidence weighs before the names are looked at; the family not capped."""
        identity, guardian, phone, place = others
        family = _GUARDIANS[guardian] + _PHONES[phone] + self._place_weight(place, i)
        return np.asarray(_BIRTHS[birth] + _IDENTITIES[identity] + family, dtype=np.int64)

    @property
    def _prior(self) -> int:
        """Tenths of a bit against any one pair: one partner among all rows."""
        return round(10 * float(np.log2(max(self.among, 2))))

    def _name(self, i: Ints, j: Ints, worth: Bools) -> Levels:
        x, y = self.left.name[i], self.right.name[j]
        level = compare_names(self.population.names, x, y, worth)
        former = (x >= 0) & (x == self.right.former[j]) | (y >= 0) & (y == self.left.former[i])
        level[former & (level > Name.NEAR_SOUND)] = Name.FORMER
        return level

    def _birth(self, i: Ints, j: Ints, identity: Levels) -> Levels:
        x, y = self.left.dob[i], self.right.dob[j]
        level = compare_births(x, y)
        ids = compare_births(np.where(x == 0, self.left.id_dob[i], x), np.where(y == 0, self.right.id_dob[j], y))
        level = np.where((x == 0) | (y == 0), ids, level)
        crossed = (self.left.id_dob[i] == y) & (y % 100 > 0) | (self.right.id_dob[j] == x) & (x % 100 > 0)
        crossed &= ~np.isin(identity, [Identity.EQUAL, Identity.CONFIRMED_EQUAL, Identity.BY_STUDENT_NUMBER])
        weaker = (level != Birth.EQUAL) & (level != Birth.OTHER_CALENDAR) & (level != Birth.DAY_MONTH_SWAPPED)
        level[crossed & weaker] = Birth.IN_ID
        return level.astype(np.uint8)

    def _identity(self, i: Ints, j: Ints) -> Levels:
        x, y = self.left.id[i], self.right.id[j]
        alt = self.right.alt_id[j]
        level = np.full(len(i), Identity.MISSING, dtype=np.uint8)
        both = (x > 0) & (y > 0)
        sound = self.left.id_sound[i] & self.right.id_sound[j]
        owned = self.owners.left_owned[i] | self.owners.right_owned[j]
        by_left, by_right = self.owners.left_confirmed[i], self.owners.right_confirmed[j]
        level[both & sound] = Identity.CONFLICT
        level[both & sound & (x // _SERIAL_AND_CHECK == y // _SERIAL_AND_CHECK)] = Identity.TWIN_CONFLICT
        level[both & sound & ((by_left > 0) | (by_right > 0))] = Identity.CONFIRMED_CONFLICT
        level[both & sound & _same_but_birth(x, y)] = Identity.OTHER_BIRTH
        level[both & (owned | self.left.id_foreign[i] | self.right.id_foreign[j])] = Identity.OWNED
        unsure = np.flatnonzero(both & ~sound & (x != y))
        level[unsure] = _slips(x[unsure], y[unsure])
        self._odd(level, i, j)
        equal = both & (x == y) | (x > 0) & (x == alt)
        level[equal] = Identity.EQUAL
        level[equal & (by_right > 0) & (by_right != x)] = Identity.OWNED
        level[equal & ((by_left == x) | (by_right == x))] = Identity.CONFIRMED_EQUAL
        level[(x > 0) & (x == alt) & (x != y)] = Identity.BY_STUDENT_NUMBER
        return level

    def _odd(self, level: Levels, i: Ints, j: Ints) -> None:
        """IDs that are not whole (masked, rounded, a digit short or long) against the other side's."""
        rows = np.flatnonzero(
            (self.left.id_odd[i] | self.right.id_odd[j]) & self.left.id_there[i] & self.right.id_there[j]
        )
        level[rows] = _pattern_levels(_text_of(self.left, i[rows]), _text_of(self.right, j[rows]))

    def _guardian(self, i: Ints, j: Ints) -> Levels:
        names = self.population.names
        level = np.full(len(i), Guardian.MISSING, dtype=np.uint8)
        for mine, theirs in self._guardian_columns():
            x, y = mine[i], theirs[j]
            found = _GUARDIAN_OF_NAME[compare_guardians(names, x, y)]
            level = np.where((level == 0) | (found > 0) & (found < level), found, level).astype(np.uint8)
        kin = self.left.relation[i], self.right.relation[j]
        other_kin = (kin[0] > 0) & (kin[1] > 0) & (kin[0] != kin[1])
        level[other_kin & ((level == Guardian.DIFFERENT) | (level == Guardian.SAME_SURNAME))] = Guardian.OTHER_KIN
        same = (self.left.guardian_id[i] == self.right.guardian_id[j]) & (self.left.guardian_id[i] > 0)
        level[same] = Guardian.SAME_ID
        return level

    def _guardian_columns(self) -> list[tuple[Ints, Ints]]:
        """The pairs of guardian columns that both hold anything; the first guardians last, so that they decide ties."""
        mine, theirs = (
            [names for names in (roster.guardian2, roster.guardian) if (names >= 0).any()]
            for roster in (self.left, self.right)
        )
        return [(x, y) for x in mine for y in theirs]

    def _phone(self, i: Ints, j: Ints) -> Levels:
        level = np.full(len(i), Phone.MISSING, dtype=np.uint8)
        a, b = (self.left.phone[i], self.left.phone2[i]), (self.right.phone[j], self.right.phone2[j])
        level[(a[0] > 0) & (b[0] > 0)] = Phone.DIFFERENT
        level[(a[0] > 0) & (b[0] > 0) & _one_digit_off(a[0], b[0])] = Phone.NEAR
        for x in a:
            for y in b:
                level[(x > 0) & (x == y)] = Phone.EQUAL
        return level

    def _place(self, i: Ints, j: Ints) -> Levels:
        level = self.neighbours.place_levels(self.left, self.right, i, j)
        township = self.left.township[i], self.right.township[j]
        village = self.left.village[i], self.right.village[j]
        here = (township[0] >= 0) & (township[1] >= 0)
        level[here & (township[0] != township[1]) & (level == Place.MISSING)] = Place.DIFFERENT
        level[here & (township[0] == township[1]) & (level != Place.USUAL_SCHOOL)] = Place.SAME_TOWNSHIP
        level[(village[0] >= 0) & (village[0] == village[1])] = Place.SAME_VILLAGE
        return level

    def _sex(self, i: Ints, j: Ints) -> Levels:
        x, y = self.left.sex[i], self.right.sex[j]
        return np.where((x == 0) | (y == 0), Sex.MISSING, np.where(x == y, Sex.EQUAL, Sex.DIFFERENT)).astype(np.uint8)

    def _weigh(self, levels: Levels, i: Ints, j: Ints) -> npt.NDArray[np.int64]:
        column = dict(zip(EVIDENCE, levels.T, strict=True))
        same_name = np.isin(column["name"], [Name.EXACT, Name.FORMER])
        family = np.minimum(
            _GUARDIANS[column["guardian"]] + _PHONES[column["phone"]] + self._place_weight(column["place"], i),
            self._prior + np.where(same_name, lv.FAMILY_CAP_SAME_NAME, lv.FAMILY_CAP),
        )
        weight = (
            self._name_weight(column["name"], i, j)
            + _BIRTHS[column["birth"]]
            + _IDENTITIES[column["identity"]]
            + family
            + _SEXES[column["sex"]]
            + np.where(column["birth"] == Birth.EQUAL, 0, _GRADES[column["grade"]])
        )
        return np.asarray(weight, dtype=np.int64)

    def _place_weight(self, level: Levels, i: Ints) -> npt.NDArray[np.int64]:
        village, township = self.neighbours.rarities(self.left, i)
        rarity = np.where(np.isin(level, [Place.SAME_VILLAGE, Place.USUAL_SCHOOL]), village, township)
        return _PLACES[level] + np.minimum(rarity, _PLACE_CEILINGS[level])

    def _name_weight(self, level: Levels, i: Ints, j: Ints) -> npt.NDArray[np.int64]:
        names = self.population.names
        a, b = self.left.name[i], self.right.name[j]
        exact = np.minimum(names.rarity[a], names.rarity[b])
        sound = np.minimum(names.sound_rarity[a], names.sound_rarity[b])
        rarity = np.where((level == Name.EXACT) | (level == Name.FORMER), exact, sound)
        return np.asarray(np.minimum(rarity, _CEILINGS[level]) - _COSTS[level], dtype=np.int64)


def compare_births(x: Ints, y: Ints) -> Levels:
    """The `Birth` level of each pair of yyyymmdd numbers (0 for none, 00 for an unknown day or month)."""
    level = np.where(np.abs(x // 10000 - y // 10000) > _SIBLINGS, Birth.YEARS_APART, Birth.DIFFERENT).astype(np.uint8)
    level[x == y] = Birth.EQUAL
    month = (x % 100 == 0) | (y % 100 == 0)
    level[month & (x // 100 == y // 100)] = Birth.MONTH_ONLY
    year = (x % 10000 == 0) | (y % 10000 == 0)
    level[year & (x // 10000 == y // 10000)] = Birth.YEAR_ONLY
    level[(x == 0) | (y == 0)] = Birth.MISSING
    rest = np.flatnonzero(~month & (x != y) & (np.abs(x // 10000 - y // 10000) <= _YEARS_OF_A_SLIP))
    level[rest] = _differing(x[rest], y[rest])
    return level


def _differing(x: Ints, y: Ints) -> Levels:
    """Whole dates that differ."""
    (y1, m1, d1), (y2, m2, d2) = _parts(x), _parts(y)
    level = np.where(np.abs(y1 - y2) > _SIBLINGS, Birth.YEARS_APART, Birth.DIFFERENT).astype(np.uint8)
    apart = np.abs((y1 - y2) * 372 + (m1 - m2) * 31 + d1 - d2)
    level[apart <= _NO_SIBLING_WITHIN] = Birth.WITHIN_MONTHS
    level[(m1 == m2) & (d1 == d2)] = Birth.OTHER_YEAR
    level[(y1 == y2) & (d1 == d2)] = Birth.OTHER_MONTH
    level[(y1 == y2) & (m1 == m2)] = Birth.OTHER_DAY
    level[(y1 == y2) & ((x % 10000 == 101) | (y % 10000 == 101))] = Birth.FIRST_OF_YEAR
    level[(y1 == y2) & (m1 == d2) & (d1 == m2)] = Birth.DAY_MONTH_SWAPPED
    lag = np.flatnonzero((apart >= _LUNAR_LAG[0]) & (apart <= _LUNAR_LAG[1]))
    level[lag[_other_calendar(x[lag], y[lag])]] = Birth.OTHER_CALENDAR
    return level


def _other_calendar(x: Ints, y: Ints) -> Bools:
    """One date, its numbers read as a lunar date, is the other."""
    dates = np.unique(np.concatenate([x, y]))
    read = [(*solar_readings(int(day)), 0, 0)[:2] for day in dates]
    solar = np.array(read, dtype=np.int32).reshape(-1, 2)
    p, q = np.searchsorted(dates, x), np.searchsorted(dates, y)
    return np.asarray((solar[p] == y[:, None]).any(axis=1) | (solar[q] == x[:, None]).any(axis=1), dtype=bool)


@lru_cache(maxsize=1 << 16)
def solar_readings(ymd: int) -> tuple[int, ...]:
    """The solar dates (yyyymmdd) that a date's numbers, read as lunar, may stand for; at most two, none if impossible."""
    year, month, day = ymd // 10000, ymd // 100 % 100, ymd % 100
    if day > 30:
        return ()
    found = (lunar_to_solar(year, month, day, leap) for leap in (False, True))
    return tuple(d.year * 10000 + d.month * 100 + d.day for d in found if d is not None)


def _parts(x: Ints) -> tuple[Ints, Ints, Ints]:
    return x // 10000, x // 100 % 100, x % 100


def _same_but_birth(x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]) -> Bools:
    """IDs of one area and serial number with another birth date: a date entered wrong was carried into the ID."""
    head, tail = 11 * 10**11, 11 * 1000
    return np.asarray((x // head == y // head) & (x % tail // 11 == y % tail // 11), dtype=bool)


def _slips(x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]) -> Levels:
    """IDs of which at least one is unsound: how many slips of the finger lie between them."""
    a, b = id_digits(x), id_digits(y)
    differs = a != b
    count = differs.sum(axis=1)
    level = np.full(len(x), Identity.UNSOUND, dtype=np.uint8)
    level[count == 2] = Identity.TWO_DIGITS
    turned = differs[:, :-1] & differs[:, 1:] & (a[:, :-1] == b[:, 1:]) & (a[:, 1:] == b[:, :-1])
    level[(count == 1) | (count == 2) & turned.any(axis=1)] = Identity.NEAR
    return level


def _text_of(roster: Encoded, rows: Ints) -> list[str]:
    """The IDs of rows as text, whole or not; empty for none."""
    codes = roster.id[rows].tolist()
    return [
        roster.odd.get(row) or (id_text(code) if code else "") for row, code in zip(rows.tolist(), codes, strict=True)
    ]


def _pattern_levels(a: list[str], b: list[str]) -> Levels:
    """IDs of which at least one is not whole: by their visible digits, or by the slips between them."""
    slips = process.cpdist(a, b, scorer=OSA.distance, score_cutoff=2)
    level = np.array([Identity.EQUAL, Identity.NEAR, Identity.TWO_DIGITS, Identity.UNSOUND], dtype=np.uint8)[slips]
    for k, (p, q) in enumerate(zip(a, b, strict=True)):
        if "*" in p or "*" in q:
            level[k] = _by_visible_digits(p, q)
    return np.asarray(level, dtype=np.uint8)


def _by_visible_digits(a: str, b: str) -> Identity:
    if len(a) != len(b):
        return Identity.UNSOUND
    fits = all(p == q or "*" in (p, q) for p, q in zip(a, b, strict=True))
    return Identity.PATTERN if fits else Identity.OFF_PATTERN


def _one_digit_off(x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]) -> Bools:
    """Numbers that differ in a single decimal place."""
    gap = np.abs(x - y)
    near = np.zeros(len(x), dtype=bool)
    for power in 10 ** np.arange(12, dtype=np.int64):
        near |= (gap > 0) & (gap % power == 0) & (gap < 10 * power) & (x // (10 * power) == y // (10 * power))
    return near


def _lookup(weights: Mapping[Any, int]) -> npt.NDArray[np.int64]:
    table = np.zeros(max(weights) + 1, dtype=np.int64)
    for level, weight in weights.items():
        table[level] = weight
    return table


_CEILINGS = _lookup({**dict.fromkeys(Name, 0), **lv.NAME_CEILING})
_COSTS = _lookup(lv.NAME_COST)
_BIRTHS = _lookup(lv.BIRTH_WEIGHT)
_IDENTITIES = _lookup(lv.IDENTITY_WEIGHT)
_GUARDIANS = _lookup(lv.GUARDIAN_WEIGHT)
_PHONES = _lookup(lv.PHONE_WEIGHT)
_PLACES = _lookup(lv.PLACE_WEIGHT)
_PLACE_CEILINGS = _lookup({**dict.fromkeys(Place, 0), **lv.PLACE_CEILING})
_SEXES = _lookup(lv.SEX_WEIGHT)
_GRADES = _lookup(lv.GRADE_WEIGHT)
_GUARDIAN_OF_NAME = np.full(len(Name), Guardian.NEAR, dtype=np.uint8)
_GUARDIAN_OF_NAME[Name.MISSING] = Guardian.MISSING
_GUARDIAN_OF_NAME[[Name.EXACT, Name.SAME_SOUND, Name.SKELETON, Name.FORMER]] = Guardian.EQUAL
_GUARDIAN_OF_NAME[[Name.SURNAME_ONLY, Name.TWO_SIMILAR, Name.ONE_OTHER]] = Guardian.SAME_SURNAME
_GUARDIAN_OF_NAME[[Name.DIFFERENT, Name.SAME_GIVEN, Name.NEW_SURNAME]] = Guardian.DIFFERENT
_MOST_BESIDE = max(lv.NAME_CEILING[name] - lv.NAME_COST[name] for name in lv.NAME_CEILING) + int(
    _SEXES.max() + _GRADES.max()
)
"""The most that name, sex and grade together can add."""
