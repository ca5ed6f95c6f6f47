"""What the children already linked teach about the others: which villages a school serves, which grade an age sits in."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.linkage.encode import Encoded
from notoneless.linkage.levels import Grade, Place

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

_USUAL_LIFT = 4.0
_MANY = 40
_USUAL_GRADE = 0.10
_POSSIBLE_GRADE = 0.002


@dataclass(frozen=True, slots=True)
class _Table:
    """Counts of pairs of small integers: sorted keys and how often each was seen."""

    keys: Longs
    counts: Longs
    width: int

    @classmethod
    def of(cls, a: Ints, b: Ints) -> "_Table":
        known = (a >= 0) & (b >= 0)
        width = int(b.max(initial=0)) + 1
        coded = pa.array(a[known].astype(np.int64) * width + b[known]).dictionary_encode()
        keys = coded.dictionary.to_numpy()
        order = np.argsort(keys)
        return cls(keys[order], np.bincount(coded.indices.to_numpy(), minlength=len(keys))[order], width)

    def look(self, a: Ints, b: Ints) -> Longs:
        wanted = a.astype(np.int64) * self.width + b
        if not len(self.keys):
            return np.zeros(len(wanted), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where((self.keys[at] == wanted) & (b < self.width) & (a >= 0) & (b >= 0), self.counts[at], 0)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Counts over exactly linked pairs."""

    school_village: _Table
    school_township: _Table
    year_grade: _Table
    schools: Longs
    villages: Longs
    townships: Longs
    years: Longs
    village_rarity: Longs
    township_rarity: Longs
    total: int

    @classmethod
    def learn(cls, left: Encoded, right: Encoded, i: Ints, j: Ints) -> "Neighbours":
        """From the linked pairs of row positions (i on the left, j on the right)."""
        school, village, township = right.school[j], left.village[i], left.township[i]
        year = left.dob[i] // 10000
        villages, townships, total = _totals(village), _totals(township), max(len(i), 1)
        return cls(
            school_village=_Table.of(school, village),
            school_township=_Table.of(school, township),
            year_grade=_Table.of(year, right.grade[j]),
            schools=_totals(school),
            villages=villages,
            townships=townships,
            years=_totals(np.where(right.grade[j] >= 0, year, -1).astype(np.int32)),
            village_rarity=_rarity(villages, total),
            township_rarity=_rarity(townships, total),
            total=total,
        )

    def place_levels(self, left: Encoded, right: Encoded, i: Ints, j: Ints) -> npt.NDArray[np.uint8]:
        """Whether children of the left row's village or township usually attend the right row's school."""
        school, village, township = right.school[j], left.village[i], left.township[i]
        level = np.full(len(i), Place.MISSING, dtype=np.uint8)
        of_school, of_township = _at(self.schools, school), _at(self.townships, township)
        seen = self.school_township.look(school, township)
        expected = of_school * of_township / self.total
        enough = (of_school >= _MANY) & (of_township >= _MANY)
        level[enough & (seen * 20 < expected)] = Place.UNUSUAL_SCHOOL
        level[enough & (seen >= expected * _USUAL_LIFT)] = Place.POSSIBLE_SCHOOL
        near = self.school_village.look(school, village)
        level[(near >= 2) & (near >= _USUAL_LIFT * of_school * _at(self.villages, village) / self.total)] = (
            Place.USUAL_SCHOOL
        )
        return level

    def rarities(self, left: Encoded, i: Ints) -> tuple[Longs, Longs]:
        """Tenths of a bit by which sharing the village and the township of each left row tells two people from chance."""
        return _at(self.village_rarity, left.village[i]), _at(self.township_rarity, left.township[i])

    def grade_levels(self, left: Encoded, right: Encoded, i: Ints, j: Ints) -> npt.NDArray[np.uint8]:
        """Whether children born in the left row's year usually sit in the right row's grade."""
        year = np.where(left.dob[i] > 0, left.dob[i], left.id_dob[i]) // 10000
        grade = right.grade[j]
        of_year = _at(self.years, year)
        share = self.year_grade.look(year, grade) / np.maximum(of_year, 1)
        level = np.full(len(i), Grade.MISSING, dtype=np.uint8)
        known = (grade >= 0) & (of_year >= _MANY)
        level[known] = Grade.UNUSUAL
        level[known & (share >= _POSSIBLE_GRADE)] = Grade.POSSIBLE
        level[known & (share >= _USUAL_GRADE)] = Grade.USUAL
        return level


def _totals(values: Ints) -> Longs:
    """How often each value was seen; behind the last one a 0, for values never seen."""
    return np.append(np.bincount(values[values >= 0]), 0).astype(np.int64)


def _at(table: Longs, values: Ints) -> Longs:
    """The entry for each value; the last one, that of a value never seen, for those outside the table."""
    last = len(table) - 1
    return table[np.where((values < 0) | (values > last), last, values)]


def _rarity(totals: Longs, population: int) -> Longs:
    return np.asarray(np.rint(10 * np.log2(population / np.maximum(totals, 1))), dtype=np.int64)
