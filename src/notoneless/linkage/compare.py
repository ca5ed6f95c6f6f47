"""Candidate pairs in, levels of agreement and integer scores out, a batch at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from notoneless.linkage import levels as lv
from notoneless.linkage.compare_births import compare_births
from notoneless.linkage.compare_ids import Owners, compare_ids
from notoneless.linkage.compare_names import compare_guardians, compare_names
from notoneless.linkage.encode import Encoded, Population
from notoneless.linkage.levels import Birth, Guardian, Identity, Name, Phone, Place, Sex
from notoneless.linkage.neighbours import Neighbours

Ints = npt.NDArray[np.int32]
Levels = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]

_FEW_BEARERS, _RARE = 4, 140
"""Rows that carry a name, up to which it is one child's and perhaps a copy's; and the rarity (one in 16,000 rows) that it
must have besides, since in a small roster every name has few bearers."""

EVIDENCE = ("name", "birth", "identity", "guardian", "phone", "place", "sex", "grade")


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs with the level of each kind of evidence (one column each of EVIDENCE) and the score in tenths of a bit.

    rare: the name is the same, and so few rows carry it that it tells a child from every other.
    """

    left: Ints
    right: Ints
    levels: Levels
    score: Ints
    rare: Bools

    def take(self, chosen: npt.NDArray[np.intp] | Bools) -> "Scored":
        """The chosen pairs."""
        return Scored(*(getattr(self, field.name)[chosen] for field in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence["Scored"]) -> "Scored":
        """The pairs of several parts, in their order."""
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))


@dataclass(frozen=True, slots=True)
class _Compared:
    """Pairs on their way: the levels found so far, one column each of EVIDENCE; 0, missing, where not yet compared."""

    left: Ints
    right: Ints
    levels: Levels

    def set(self, kind: str, levels: Levels) -> None:
        """Note the levels of one kind of evidence."""
        self.levels[:, EVIDENCE.index(kind)] = levels

    def of(self, kind: str) -> Levels:
        """The levels of one kind of evidence."""
        return self.levels[:, EVIDENCE.index(kind)]

    @property
    def weight(self) -> npt.NDArray[np.int64]:
        """What the cheap kinds of evidence weigh, the family not capped."""
        weight = _BIRTHS[self.of("birth")] + _IDENTITIES[self.of("identity")]
        return np.asarray(weight + _GUARDIANS[self.of("guardian")] + _PHONES[self.of("phone")], dtype=np.int64)

    def take(self, chosen: Bools) -> "_Compared":
        """The chosen pairs."""
        at = np.flatnonzero(chosen)
        return _Compared(self.left[at], self.right[at], self.levels[at])


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

        Most candidates are strangers. The dearer a kind of evidence is to compare, the later its turn: a pair that nothing
        still to come could lift to `least` is let go before.
        """
        pairs = self._compared_early(left, right)
        missing = least + self._prior - pairs.weight - self._most_of_name(left, right) - _MOST_OF_REST
        chosen = missing <= self._most_of_place(left, right)
        pairs, missing = pairs.take(chosen), missing[chosen]
        pairs.set("place", self._place(pairs.left, pairs.right))
        pairs = pairs.take(missing <= self._place_weight(pairs.of("place"), pairs.left))
        self._compare_late(pairs)
        score = (self._weigh(pairs.levels, pairs.left, pairs.right) - self._prior).astype(np.int32)
        return Scored(pairs.left, pairs.right, pairs.levels, score, self._rare(pairs)).take(score >= least)

    def _compared_early(self, left: Ints, right: Ints) -> "_Compared":
        """The pairs with what is cheap to compare."""
        pairs = _Compared(left, right, np.zeros((len(left), len(EVIDENCE)), dtype=np.uint8))
        pairs.set("identity", compare_ids(self.left, self.right, self.owners, left, right))
        pairs.set("birth", self._birth(left, right, pairs.of("identity")))
        pairs.set("guardian", self._guardian(left, right))
        pairs.set("phone", self._phone(left, right))
        return pairs

    def _compare_late(self, pairs: "_Compared") -> None:
        """Compare what is left of a few pairs."""
        left, right, birth = pairs.left, pairs.right, pairs.of("birth")
        family = (_GUARDIANS[pairs.of("guardian")] > 0) | (_PHONES[pairs.of("phone")] > 0)
        family |= pairs.of("place") == Place.SAME_VILLAGE
        worth = (_IDENTITIES[pairs.of("identity")] > 0) | family & (_BIRTHS[birth] >= 0) | (birth == Birth.EQUAL)
        pairs.set("name", self._name(left, right, worth))
        pairs.set("sex", self._sex(left, right))
        pairs.set("grade", self.neighbours.grade_levels(self.left, self.right, left, right))

    def _rare(self, pairs: "_Compared") -> Bools:
        names, bearer = self.population.names, self.left.name[pairs.left]
        few = (names.count[bearer] <= _FEW_BEARERS) & (names.rarity[bearer] >= _RARE)
        return np.asarray(few & (pairs.of("name") == Name.EXACT), dtype=bool)

    def _most_of_name(self, i: Ints, j: Ints) -> npt.NDArray[np.int64]:
        """The most a name can weigh: as the very name, or as one that sounds alike; without the dearer comparisons."""
        names, x, y = self.population.names, self.left.name[i], self.right.name[j]
        exact = np.minimum(np.minimum(names.rarity[x], names.rarity[y]), _CEILINGS[Name.EXACT]) - _COSTS[Name.EXACT]
        sound = (
            np.minimum(np.minimum(names.sound_rarity[x], names.sound_rarity[y]), _CEILING_OF_UNLIKE) - _COST_OF_UNLIKE
        )
        most = np.where(x == y, exact, np.maximum(sound, 0))
        most[(self.left.former[i] >= 0) | (self.right.former[j] >= 0)] = _CEILINGS[Name.FORMER] - _COSTS[Name.FORMER]
        return np.asarray(most, dtype=np.int64)

    def _most_of_place(self, i: Ints, j: Ints) -> npt.NDArray[np.int64]:
        """The most a place can weigh, in one village and otherwise."""
        one_village = self.left.village[i] == self.right.village[j]
        return np.where(one_village, _MOST_OF_VILLAGE, _MOST_OF_OTHER_PLACE)

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
        level = compare_births(
            np.where(x == 0, self.left.own_id_dob[i], x), np.where(y == 0, self.right.own_id_dob[j], y)
        )
        crossed = (self.left.id_dob[i] == y) & (y % 100 > 0) | (self.right.id_dob[j] == x) & (x % 100 > 0)
        crossed &= ~np.isin(identity, [Identity.EQUAL, Identity.CONFIRMED_EQUAL, Identity.BY_STUDENT_NUMBER])
        weaker = (level != Birth.EQUAL) & (level != Birth.OTHER_CALENDAR) & (level != Birth.DAY_MONTH_SWAPPED)
        level[crossed & weaker] = Birth.IN_ID
        return level

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
        differ = np.flatnonzero((level == Phone.DIFFERENT) & (a[0] != b[0]))
        level[differ[_one_digit_off(a[0][differ], b[0][differ])]] = Phone.NEAR
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


def _one_digit_off(x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]) -> Bools:
    """Different numbers that differ in a single decimal place."""
    gap = np.abs(x - y)
    power = _POWERS[np.searchsorted(_POWERS, gap, side="right") - 1]
    return np.asarray((gap % power == 0) & (x // (10 * power) == y // (10 * power)), dtype=bool)


_POWERS = 10 ** np.arange(13, dtype=np.int64)


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
_GUARDIAN_OF_NAME[[Name.EXACT, Name.DOT_APART, Name.SAME_SOUND, Name.SKELETON, Name.FORMER]] = Guardian.EQUAL
_GUARDIAN_OF_NAME[[Name.SURNAME_ONLY, Name.TWO_SIMILAR, Name.ONE_OTHER]] = Guardian.SAME_SURNAME
_GUARDIAN_OF_NAME[[Name.DIFFERENT, Name.SAME_GIVEN, Name.NEW_SURNAME]] = Guardian.DIFFERENT
_UNLIKE = [name for name in lv.NAME_CEILING if name not in (Name.EXACT, Name.FORMER)]
_CEILING_OF_UNLIKE = max(lv.NAME_CEILING[name] for name in _UNLIKE)
_COST_OF_UNLIKE = min(lv.NAME_COST[name] for name in _UNLIKE)
_MOST_OF_VILLAGE = int((_PLACES + _PLACE_CEILINGS).max())
_MOST_OF_OTHER_PLACE = int(np.delete(_PLACES + _PLACE_CEILINGS, Place.SAME_VILLAGE).max())
_MOST_OF_REST = int(_SEXES.max() + _GRADES.max())
