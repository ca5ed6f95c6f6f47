"""The made-up people before anybody writes them down: families, their children, birthdays and ID numbers."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from notoneless.synthetic import rates
from notoneless.synthetic.arrays import Bools, Bytes, Ints
from notoneless.synthetic.calendar import Calendar
from notoneless.synthetic.names import Adults, child_names, make_adults
from notoneless.synthetic.places import County
from notoneless.synthetic.resident_numbers import make_numbers

RESIDENT, MIGRANT, GHOST, GONE = range(4)
FATHER, MOTHER, GRANDFATHER, GRANDMOTHER = range(4)
# Mobile prefixes no operator has been given, so that no number rings at anybody's.
_PREFIXES: Final = np.array([154, 161, 163, 164, 168, 169, 179, 194], np.int64)
_AREA_SHARES: Final = {
    RESIDENT: 0.88,
    MIGRANT: 0.0,
    GHOST: 0.5,
    GONE: 0.5,
}  # families whose ID numbers carry the county's own code


@dataclass(frozen=True)
class Families:
    """One entry for each family. `phones` has a column for each of father, mother, grandfather, grandmother."""

    kind: Ints
    village: Ints
    group: Ints
    house: Ints
    area: Ints
    phones: Ints
    guardian: Ints
    adults: Adults

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True)
class People:
    """One entry for each child, siblings beside each other.

    `twin` and `sibling` are the entry of another child of the family, or -1.
    """

    families: Families
    calendar: Calendar
    family: Ints
    day: Ints
    male: Bools
    twin: Ints
    sibling: Ints
    name: pa.Array
    numbers: Bytes

    def __len__(self) -> int:
        return len(self.family)

    @property
    def kind(self) -> Ints:
        """RESIDENT, MIGRANT, GHOST or GONE."""
        return self.families.kind[self.family]

    @property
    def age(self) -> Ints:
        """Full years on the as-of date."""
        return self.calendar.ages[self.day]


@dataclass(frozen=True)
class _Births:
    family: Ints
    kind: Ints
    day: Ints
    male: Bools
    twin: Ints


def make_people(rng: np.random.Generator, county: County, children: int) -> People:
    """Exactly `children` resident children with their families, and the migrants and ghosts that go with them."""
    births = _births(rng, county.calendar, children)
    families = _families(rng, county, births)
    index = np.arange(len(births.family))
    sibling = np.full(len(index), -1)
    same = births.family[1:] == births.family[:-1]
    sibling[1:][same] = index[:-1][same]
    sibling[:-1][same] = index[1:][same]
    area = families.area[births.family]
    moved = (rng.random(len(area)) < 0.03) & (families.kind[births.family] == RESIDENT)
    area = np.where(moved, rng.integers(0, len(county.areas), len(area)), area)
    return People(
        families=families,
        calendar=county.calendar,
        family=births.family,
        day=births.day,
        male=births.male,
        twin=births.twin,
        sibling=sibling,
        name=child_names(
            rng, families.adults, births.family, county.calendar.years[births.day], births.male, births.twin
        ),
        numbers=make_numbers(county, area, births.day, births.male),
    )


def _births(rng: np.random.Generator, calendar: Calendar, children: int) -> _Births:
    """Draw births until there are enough children of residents, then cut off the rest."""
    supply = children + 60
    while True:
        family, kind, day = _deliveries(rng, calendar, supply)
        if np.count_nonzero(kind[family] == RESIDENT) > children:
            break
        supply *= 2
    twins = rng.random(len(family)) < rates.TWIN_BIRTHS
    repeats = np.where(twins, 2, 1)
    family, day = np.repeat(family, repeats), np.repeat(day, repeats)
    second = np.zeros(len(family), bool)
    second[np.cumsum(repeats)[twins] - 1] = True
    male = rng.random(len(family)) < 0.525
    same_sex = second[1:] & (rng.random(len(family) - 1) < rates.TWINS_SAME_SEX)
    male[1:][same_sex] = male[:-1][same_sex]
    cut = int(np.searchsorted(np.cumsum(kind[family] == RESIDENT), children)) + 1
    family, day, male, second = family[:cut], day[:cut], male[:cut], second[:cut]
    twin = np.full(cut, -1)
    position = np.flatnonzero(second)
    twin[position], twin[position - 1] = position - 1, position
    used, family = np.unique(family, return_inverse=True)
    return _Births(family.astype(np.int64), kind[used], day, male, twin)


def _deliveries(rng: np.random.Generator, calendar: Calendar, supply: int) -> tuple[Ints, Ints, Ints]:
    """Family and birthday of each delivery, and the kind of each family."""
    families = int(supply * 1.3)
    shares = rates.MIGRANT_FAMILIES, rates.GHOST_FAMILIES, rates.GONE_FAMILIES
    kind = rng.choice(4, size=families, p=(1 - sum(shares), *shares))
    count = 1 + rng.choice(3, size=families, p=rates.CHILDREN_PER_FAMILY)
    family = np.repeat(np.arange(families), count)
    gap = 420 + np.minimum(rng.exponential(850, len(family)), 2600)
    starts = np.cumsum(count) - count
    gap[starts] = 0
    after_first = np.cumsum(gap)
    first = rng.integers(-9 * 365, len(calendar.days), families)
    day = first[family] + (after_first - after_first[starts][family]).astype(np.int64)
    inside = (day >= 0) & (day < len(calendar.days))
    keep = np.array([rates.KEPT_BY_AGE.get(age, 1.0) for age in range(calendar.ages.max() + 1)])
    inside[inside] = rng.random(np.count_nonzero(inside)) < keep[calendar.ages[day[inside]]]
    return family[inside], kind, day[inside]


def _families(rng: np.random.Generator, county: County, births: _Births) -> Families:
    kind = births.kind
    size = len(kind)
    people = rng.choice(len(rates.ETHNICITIES), size=size, p=[share for _, share in rates.ETHNICITIES])
    home = rng.random(size) < np.array([_AREA_SHARES[k] for k in range(4)])[kind]
    own = len(county.home_areas)
    return Families(
        kind=kind,
        village=_villages(rng, county, people),
        group=rng.integers(1, 13, size),
        house=rng.integers(1, 200, size),
        area=np.where(home, rng.integers(0, own, size), rng.integers(own, len(county.areas), size)),
        phones=make_phones(rng, (size, 4)),
        guardian=rng.choice(4, size=size, p=rates.HOUSEHOLD_GUARDIAN),
        adults=make_adults(rng, people),
    )


def make_phones(rng: np.random.Generator, shape: int | tuple[int, int]) -> Ints:
    """Mobile numbers of eleven digits."""
    return _PREFIXES[rng.integers(0, len(_PREFIXES), shape)] * 10**8 + rng.integers(0, 10**8, shape)


def _villages(rng: np.random.Generator, county: County, people: Ints) -> Ints:
    """A village for each family; families of minorities live mostly in the last third of the townships."""
    weight = county.village_weight * county.township_weight[county.village_township]
    remote = county.village_township >= len(county.townships) * 2 // 3
    minority = np.where(remote, weight * 5, weight)
    draws = [rng.choice(len(weight), size=len(people), p=w / w.sum()) for w in (weight, minority)]
    return np.where(people == 0, *draws)
