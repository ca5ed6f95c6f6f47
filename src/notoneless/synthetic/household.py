"""The household roster as a careful clerk would write it, and the columns it shares with the rolls."""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.synthetic import rates
from notoneless.synthetic.arrays import Ints
from notoneless.synthetic.names import PEOPLES
from notoneless.synthetic.people import GRANDFATHER, RESIDENT, People
from notoneless.synthetic.places import COUNTY, County
from notoneless.synthetic.resident_numbers import to_arrow
from notoneless.synthetic.sheet import NO_ROW, Entries, Sheet, arrange, row_of

RELATIONS: Final = ("父亲", "母亲", "祖父", "祖母")
_MALE: Final = ("女", "男")
_DIGITS: Final = "一二三四五六七八九"


def chosen(texts: list[str] | tuple[str, ...] | pa.Array, index: Ints) -> pa.Array:
    """The text of each index."""
    options = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
    return options.take(pa.array(index))


def row_keys(letter: str, count: int) -> pa.Array:
    """A key for each row, as an office's own system gives it: a letter and eight digits."""
    numbers = pc.utf8_lpad(pc.cast(pa.array(np.arange(1, count + 1)), pa.string()), width=8, padding="0")
    return pc.binary_join_element_wise(pa.scalar(letter), numbers, "")


def copies(rng: np.random.Generator, count: int, share: float) -> Ints:
    """Which of `count` entries get a copy."""
    return np.sort(rng.choice(count, round(count * share), replace=False))


def with_copies(person: Ints, copied: Ints) -> tuple[Ints, Ints]:
    """Entries with copies appended, and what each copies."""
    copy_of = np.concatenate((np.full(len(person), NO_ROW), copied))
    return np.concatenate((person, person[copied])), copy_of


def identity(people: People, person: Ints, style: str) -> dict[str, pa.Array]:
    """The columns that all rosters share."""
    return {
        "name": people.name.take(pa.array(person)),
        "sex": chosen(_MALE, people.male[person].astype(np.int64)),
        "dob": chosen(people.calendar.texts(style), people.day[person]),
        "id_no": to_arrow(people.numbers[person]),
    }


def adult_names(people: People, family: Ints, who: Ints) -> pa.Array:
    """The name of father, mother, grandfather or grandmother (0 to 3) of each family."""
    names = [column.take(pa.array(family)) for column in people.families.adults.names]
    return pc.choose(pa.array(who), *names)


def household_sheet(rng: np.random.Generator, county: County, people: People) -> Sheet:
    """Every resident child by village and family, with plain copies and second registrations in other townships."""
    residents = np.flatnonzero(people.kind == RESIDENT)
    plain = copies(rng, len(residents), rates.HOUSEHOLD_COPIES)
    again = copies(rng, len(residents), rates.HOUSEHOLD_SECOND_REGISTRATIONS)
    person, copy_of = with_copies(residents, np.concatenate((plain, again)))
    village = people.families.village[people.family[person]]
    other = _villages_of_other_townships(rng, county, village[-len(again) :] if len(again) else village[:0])
    village[len(village) - len(again) :] = other
    entries, _ = arrange(person, village, copy_of, (np.arange(len(person)), people.family[person], village))
    return _household(rng, county, people, entries)


def _villages_of_other_townships(rng: np.random.Generator, county: County, village: Ints) -> Ints:
    home = county.village_township[village]
    other = (home + rng.integers(1, len(county.townships), len(home))) % len(county.townships)
    starts = np.searchsorted(county.village_township, other)
    ends = np.searchsorted(county.village_township, other, side="right")
    return starts + rng.integers(0, 1 << 30, len(other)) % (ends - starts)


def _household(rng: np.random.Generator, county: County, people: People, entries: Entries) -> Sheet:
    family = people.family[entries.person]
    homes = people.families
    moved = entries.place != homes.village[family]
    at_grandparents = moved & (rng.random(len(family)) < rates.SECOND_AT_GRANDPARENTS)
    who = np.where(at_grandparents, GRANDFATHER, homes.guardian[family])
    phone = homes.phones[family, who]
    blank = rng.random(len(family)) < 2 * rates.PHONE_MISSING
    township = chosen(county.townships, county.village_township[entries.place])
    village = chosen(county.villages, entries.place)
    columns = {
        "hid": row_keys("H", len(family)),
        **identity(people, entries.person, "iso"),
        "ethnicity": chosen(PEOPLES, homes.adults.people[family]),
        "guardian_name": adult_names(people, family, who),
        "guardian_rel": chosen(RELATIONS, who),
        "phone": pc.if_else(pa.array(blank), pa.scalar(None, pa.string()), pc.cast(pa.array(phone), pa.string())),
        "county": pa.array([COUNTY]).take(pa.array(np.zeros(len(family), np.int64))),
        "township": township,
        "village": village,
        "address": _addresses(rng, township, village, homes.group[family], homes.house[family]),
    }
    marks = np.zeros(len(family), np.uint64)
    return Sheet("household", "iso", entries.person, entries.original, row_of(entries, len(people)), columns, marks)


def _addresses(rng: np.random.Generator, township: pa.Array, village: pa.Array, group: Ints, house: Ints) -> pa.Array:
    """Free text: with or without the county, group numbers in two scripts, house number sometimes left out."""
    size = len(group)
    groups = [f"{n}组" for n in range(13)] + [f"{_numeral(n)}组" for n in range(13)] + [f"{n}社" for n in range(13)]
    houses = [f"{n}号" for n in range(200)] + [""]
    parts = (
        chosen((COUNTY, ""), rng.integers(0, 2, size)),
        township,
        village,
        chosen(("", "村民小组", "委会"), rng.choice(3, size, p=(0.85, 0.05, 0.10))),
        chosen(groups, group + 13 * rng.integers(0, 3, size)),
        chosen(houses, np.where(rng.random(size) < 0.2, 200, house)),
    )
    return pc.binary_join_element_wise(*parts, "")


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("十" if tens else "") + (_DIGITS[ones - 1] if ones else "")
