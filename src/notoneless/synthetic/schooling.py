"""Where each child goes to school on the as-of date, if anywhere."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from notoneless.synthetic import rates
from notoneless.synthetic.arrays import Bools, Ints
from notoneless.synthetic.people import GHOST, GONE, RESIDENT, People
from notoneless.synthetic.places import County
from notoneless.synthetic.words import words

CLASS_SIZE: Final = 45
GRADE_NAMES: Final = words("一年级 二年级 三年级 四年级 五年级 六年级 七年级 八年级 九年级 高一 高二 高三")
_OUT_WEIGHT: Final = {
    6: 1.5,
    13: 2.0,
    14: 3.0,
    15: 4.0,
}  # dropping out is likelier in the last grades, not entering at the first
_GRADE_NOISE: Final = ((-2, 0.015), (-1, 0.08), (0, 0.885), (1, 0.02))
_PRE_SCHOOL_GRADE: Final = 0  # what `Calendar.grades` gives the children who would enter next year


@dataclass(frozen=True)
class Schooling:
    """One entry for each person.

    out: of compulsory age and in no school.
    on_roll, on_elsewhere: has a row on that roster.
    elsewhere: goes to school in another county.
    grade: 1 to 12.
    """

    out: Bools
    on_roll: Bools
    elsewhere: Bools
    on_elsewhere: Bools
    grade: Ints
    school: Ints


def make_schooling(rng: np.random.Generator, county: County, people: People, children: int) -> Schooling:
    """Draw everybody's schooling; `children` is the number of residents, to whom the out-of-school rate applies."""
    size = len(people)
    resident = people.kind == RESIDENT
    compulsory = people.calendar.compulsory[people.day]
    out = _out_of_school(rng, people, resident & compulsory, round(children * rates.OUT_OF_SCHOOL))
    older = people.age > 15
    early = (
        (people.calendar.grades[people.day] == _PRE_SCHOOL_GRADE)
        & (people.day < people.calendar.new_year)
        & (rng.random(size) < rates.EARLY_PUPILS)
    )
    schooled = np.where(older, rng.random(size) < rates.ON_ROLL_AFTER_SIXTEEN, compulsory | early) & ~out
    schooled |= (people.kind == GHOST) & (people.age > 5)
    away_family = rng.random(len(people.families)) < rates.ELSEWHERE_FAMILIES
    elsewhere = schooled & resident & (away_family[people.family] | (rng.random(size) < rates.ELSEWHERE_CHILDREN))
    elsewhere |= schooled & (people.kind == GONE)
    both = elsewhere & resident & (rng.random(size) < rates.ELSEWHERE_BOTH)
    missing = elsewhere & resident & ~both & (rng.random(size) < rates.ELSEWHERE_MISSING)
    grade = _grades(rng, people)
    return Schooling(
        out=out,
        on_roll=schooled & (~elsewhere | both),
        elsewhere=elsewhere,
        on_elsewhere=elsewhere & ~missing,
        grade=grade,
        school=make_schools(rng, county, people.families.village[people.family], grade),
    )


def _out_of_school(rng: np.random.Generator, people: People, eligible: Bools, count: int) -> Bools:
    """Exactly `count` of the eligible, without replacement, with weights by age."""
    weight = np.array([_OUT_WEIGHT.get(age, 1.0) for age in range(18)])[people.age]
    keys = np.where(eligible, rng.exponential(size=len(weight)) / weight, np.inf)
    out = np.zeros(len(weight), bool)
    out[np.argsort(keys, kind="stable")[:count]] = True
    return out & eligible


def _grades(rng: np.random.Generator, people: People) -> Ints:
    """The grade by age, some children late and a few early."""
    shift, share = zip(*_GRADE_NOISE, strict=True)
    noise = rng.choice(np.array(shift), size=len(people), p=share)
    grade: Ints = np.clip(people.calendar.grades[people.day] + noise, 1, len(GRADE_NAMES))
    return grade


def make_schools(rng: np.random.Generator, county: County, village: Ints, grade: Ints) -> Ints:
    """A school for each pupil: of the own township mostly, some in the county seat; primary schools by village."""
    size = len(village)
    drift = rng.random(size)
    township = np.where(drift < 0.05, 0, county.village_township[village])
    township = np.where(drift > 0.97, rng.integers(0, len(county.townships), size), township)
    pick = np.where(rng.random(size) < 0.08, rng.integers(0, 1000, size), village)
    primary = county.primary_start[township] + pick % county.primary_count[township]
    junior = county.junior_start[township] + pick % county.junior_count[township]
    senior = county.senior_start + rng.integers(0, county.senior_count, size)
    return np.where(grade <= 6, primary, np.where(grade <= 9, junior, senior))


def make_classes(rng: np.random.Generator, school: Ints, grade: Ints) -> Ints:
    """Class numbers from 1, as many classes in each school and grade as it takes to seat 45 in each."""
    size = len(school)
    key = school * 16 + grade
    order = np.lexsort((rng.random(size), key))
    starts = np.flatnonzero(np.concatenate(([True], np.diff(key[order]) != 0))) if size else np.zeros(0, np.int64)
    counts = np.diff(np.append(starts, size))
    rank = np.arange(size) - np.repeat(starts, counts)
    rooms = -(-counts // CLASS_SIZE)
    number = np.empty(size, np.int64)
    number[order] = rank * np.repeat(rooms, counts) // np.repeat(np.maximum(counts, 1), counts) + 1
    return number
