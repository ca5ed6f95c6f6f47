"""Names for whole populations: surnames and given names drawn as arrays, transcribed names one family at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.synthetic import han_names, minority_names, rates
from notoneless.synthetic.arrays import Bools, Floats, Ints
from notoneless.synthetic.characters import HOMOPHONES, RARE
from notoneless.synthetic.han_names import Fashion

PEOPLES: Final = tuple(name for name, _ in rates.ETHNICITIES)
_TABLES: Final = {"回族": han_names.HUI_SURNAMES, "苗族": han_names.MIAO_SURNAMES, "壮族": han_names.ZHUANG_SURNAMES}
_TRANSCRIBED: Final = {"彝族": 0.6, "藏族": 1.0, "维吾尔族": 1.0, "蒙古族": 0.85, "回族": 0.08}
_SINGLE_CHILD_NAME: Final = 0.07
_SINGLE_ADULT_NAME: Final = 0.08
_POPULAR: Final = 0.34


def _alphabet() -> str:
    fashions = (
        *han_names.BOYS,
        *han_names.GIRLS,
        han_names.FATHERS,
        han_names.MOTHERS,
        han_names.GRANDFATHERS,
        han_names.GRANDMOTHERS,
    )
    text = "".join("".join(fashion.popular) + fashion.first + fashion.second for fashion in fashions)
    return "".join(dict.fromkeys(text + "".join(HOMOPHONES) + "".join(RARE)))


_CHARACTERS: Final = ("", *_alphabet())  # number 0 is no character
_NUMBER: Final = {character: i for i, character in enumerate(_CHARACTERS)}
_RARE: Final = np.array([_NUMBER[character] for character in RARE])
_SAME_SOUND: Final = np.array([_NUMBER[HOMOPHONES.get(character, character)[:1]] for character in _CHARACTERS])
_SURNAMES: Final = tuple(
    dict.fromkeys(surname for table in (han_names.HAN_SURNAMES, *_TABLES.values()) for surname in table[0])
)


@dataclass(frozen=True)
class Adults:
    """The grown-ups of each family.

    people: number of the family's people in `PEOPLES`.
    names: of father, mother, grandfather and grandmother.
    surname: number of the father's surname, which passes to the children.
    transcribed: for families with transcribed names, what the children's names are built on.
    """

    people: Ints
    names: tuple[pa.Array, pa.Array, pa.Array, pa.Array]
    surname: Ints
    transcribed: dict[int, str]


def _shares(size: int, steepness: float = 0.75) -> Floats:
    weight: Floats = (1.0 / (np.arange(size) + 2.0) ** steepness).astype(np.float64)
    weight /= weight.sum()
    return weight


def _draw_given(rng: np.random.Generator, fashion: Fashion, size: int, single: float) -> Ints:
    """`size` given names as rows of two character numbers."""
    first = np.array([_NUMBER[c] for c in fashion.first])
    second = np.array([_NUMBER[c] for c in fashion.second])
    popular = np.array([[_NUMBER[name[0]], _NUMBER[name[1:]]] for name in fashion.popular])
    given = np.stack(
        (rng.choice(first, size, p=_shares(len(first))), rng.choice(second, size, p=_shares(len(second)))), axis=1
    )
    same = given[:, 0] == given[:, 1]
    given[same, 1] = 0
    kind = rng.random(size)
    given[kind < single] = np.stack(
        (given[kind < single, 1], np.zeros(np.count_nonzero(kind < single), np.int64)), axis=1
    )
    empty = given[:, 0] == 0
    given[empty, 0] = second[0]
    chosen = kind > 1 - _POPULAR
    given[chosen] = popular[rng.choice(len(popular), np.count_nonzero(chosen), p=_shares(len(popular), 0.6))]
    return given


def _draw_surnames(rng: np.random.Generator, people: Ints) -> Ints:
    drawn = np.zeros(len(people), np.int64)
    for number, name in enumerate(PEOPLES):
        mine = people == number
        surnames, weights = _TABLES.get(name, han_names.HAN_SURNAMES)
        numbers = np.array([_SURNAMES.index(surname) for surname in surnames])
        shares = np.array(weights) / sum(weights)
        drawn[mine] = rng.choice(numbers, np.count_nonzero(mine), p=shares)
    return drawn


def _written(surname: Ints, given: Ints) -> pa.Array:
    characters = pa.array(_CHARACTERS, pa.string())
    parts = [pa.array(_SURNAMES, pa.string()).take(pa.array(surname))]
    parts += [characters.take(pa.array(np.ascontiguousarray(given[:, i]))) for i in range(2)]
    return pc.binary_join_element_wise(*parts, "")


def replaced(column: pa.Array, rows: Sequence[int], values: Sequence[str | None]) -> pa.Array:
    """The column with `values` in place of the entries at `rows`; no row twice."""
    if not rows:
        return column
    order = np.argsort(np.asarray(rows), kind="stable")
    mask = np.zeros(len(column), bool)
    mask[np.asarray(rows)] = True
    return pc.replace_with_mask(column, mask, pa.array([values[i] for i in order.tolist()], pa.string()))


def make_adults(rng: np.random.Generator, people: Ints) -> Adults:
    """Parents and the father's parents of each family; `people` numbers `PEOPLES`."""
    size = len(people)
    surname = _draw_surnames(rng, people)
    columns = []
    for own, fashion in (
        (surname, han_names.FATHERS),
        (_draw_surnames(rng, people), han_names.MOTHERS),
        (surname, han_names.GRANDFATHERS),
        (_draw_surnames(rng, people), han_names.GRANDMOTHERS),
    ):
        columns.append(_written(own, _draw_given(rng, fashion, size, _SINGLE_ADULT_NAME)))
    share = np.array([_TRANSCRIBED.get(name, 0.0) for name in PEOPLES])[people]
    families = np.flatnonzero(rng.random(size) < share).tolist()
    draws = Random(int(rng.integers(2**62)))
    rows = [_transcribed_adults(draws, PEOPLES[people[family]], _SURNAMES[surname[family]]) for family in families]
    names = [replaced(column, families, [row[i] for row in rows]) for i, column in enumerate(columns)]
    return Adults(
        people=people,
        names=(names[0], names[1], names[2], names[3]),
        surname=surname,
        transcribed={family: row[4] for family, row in zip(families, rows, strict=True)},
    )


def _transcribed_adults(rng: Random, people: str, surname: str) -> tuple[str, str, str, str, str]:
    """Father, mother, grandfather, grandmother, and what the children's names are built on."""
    if people == "维吾尔族":
        elders = [
            minority_names.uyghur(rng, male=True, father=minority_names.uyghur(rng, male=True, father=""))
            for _ in range(3)
        ]
        father = minority_names.uyghur(rng, male=True, father=elders[0])
        women = [minority_names.uyghur(rng, male=False, father=elder) for elder in elders[1:]]
        return father, women[0], elders[0], women[1], father
    if people == "彝族":
        clans = [minority_names.yi_clan(rng) for _ in range(3)]
        men = [minority_names.yi(rng, male=True, clan=clans[0]) for _ in range(2)]
        women = [minority_names.yi(rng, male=False, clan=clan) for clan in clans[1:]]
        return men[0], women[0], men[1], women[1], clans[0]
    if people == "回族":
        names = [minority_names.scripture(rng, surname) for _ in range(4)]
        return names[0], names[1], names[2], names[3], surname
    maker = minority_names.tibetan if people == "藏族" else minority_names.mongol
    return maker(rng, male=True), maker(rng, male=False), maker(rng, male=True), maker(rng, male=False), ""


def _transcribed_child(rng: Random, people: str, base: str, male: bool) -> str:
    if people == "维吾尔族":
        return minority_names.uyghur(rng, male=male, father=base)
    if people == "彝族":
        return minority_names.yi(rng, male=male, clan=base)
    if people == "回族":
        return minority_names.scripture(rng, base)
    return (minority_names.tibetan if people == "藏族" else minority_names.mongol)(rng, male=male)


def child_names(
    rng: np.random.Generator, adults: Adults, family: Ints, year: Ints, male: Bools, twin: Ints
) -> pa.Array:
    """Names of children by year of birth, siblings beside each other; brothers and sisters never have the same one."""
    size = len(family)
    cohort = np.searchsorted(han_names.COHORT_STARTS, year, side="right")
    given = np.zeros((size, 2), np.int64)
    for number in range(len(han_names.COHORT_STARTS) + 1):
        for is_male, fashions in ((True, han_names.BOYS), (False, han_names.GIRLS)):
            mine = (cohort == number) & (male == is_male)
            given[mine] = _draw_given(rng, fashions[number], int(np.count_nonzero(mine)), _SINGLE_CHILD_NAME)
    rare = rng.random(size) < rates.RARE_CHARACTER
    given[rare, 1] = rng.choice(_RARE, np.count_nonzero(rare))
    _share_generation(rng, given, family)
    _liken_twins(rng, given, twin)
    _tell_siblings_apart(given, family)
    column = _written(adults.surname[family], given)
    return _with_transcribed(rng, column, adults, family, male)


def _share_generation(rng: np.random.Generator, given: Ints, family: Ints) -> None:
    """Brothers and sisters of some families share the first of two characters."""
    flags = rng.random(family[-1] + 1) < rates.GENERATION_NAME
    first_child = np.searchsorted(family, family)
    shared = flags[family] & (given[:, 1] != 0) & (given[first_child, 1] != 0)
    given[shared, 0] = given[first_child[shared], 0]


def _liken_twins(rng: np.random.Generator, given: Ints, twin: Ints) -> None:
    second = np.flatnonzero((twin >= 0) & (twin < np.arange(len(twin))))
    first = twin[second]
    draw = rng.random(len(second))
    same_sound = draw < rates.TWINS_SAME_SOUND
    given[second[same_sound]] = given[first[same_sound]]
    last = np.where(given[first[same_sound], 1] > 0, 1, 0)
    given[second[same_sound], last] = _SAME_SOUND[given[first[same_sound], last]]
    share = ~same_sound & (draw < rates.TWINS_SAME_SOUND + rates.TWINS_SHARE_CHARACTER)
    share &= (given[first, 1] != 0) & (given[second, 1] != 0)
    given[second[share], 0] = given[first[share], 0]


def _tell_siblings_apart(given: Ints, family: Ints) -> None:
    """Give the next character to a child whose name equals that of one of the two siblings before it."""
    changed = True
    while changed:
        changed = False
        for back in (1, 2, 3):
            same = (family[back:] == family[:-back]) & (given[back:] == given[:-back]).all(axis=1)
            rows = np.flatnonzero(same) + back
            given[rows, 1] = given[rows, 1] % (len(_CHARACTERS) - 1) + 1
            changed |= len(rows) > 0


def _with_transcribed(
    rng: np.random.Generator, column: pa.Array, adults: Adults, family: Ints, male: Bools
) -> pa.Array:
    draws = Random(int(rng.integers(2**62)))
    flags = np.zeros(family[-1] + 1, bool)
    flags[list(adults.transcribed)] = True
    rows = np.flatnonzero(flags[family]).tolist()
    taken: set[tuple[int, str]] = set()
    values: list[str | None] = []
    for row in rows:
        own = int(family[row])
        name = _transcribed_child(draws, PEOPLES[adults.people[own]], adults.transcribed[own], bool(male[row]))
        while (own, name) in taken:
            name = _transcribed_child(draws, PEOPLES[adults.people[own]], adults.transcribed[own], bool(male[row]))
        taken.add((own, name))
        values.append(name)
    return replaced(column, rows, values)
