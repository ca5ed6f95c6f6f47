"""How alike what an alert tells is to a child that is known, and by which keys two alerts are about one child.

Nothing is decided here: whoever decides sees what speaks for a child and what against it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from notoneless.kernel.ages import age_on
from notoneless.kernel.names.folding import fold_name
from notoneless.kernel.names.readings import syllables
from notoneless.kernel.names.sounds import fold_sound

AGES_APART = 2
"""Years by which somebody who tells an age from sight may be wrong."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an alert tells of a child: a name or what passes for one, about how old on the day it was told, where."""

    name: str
    age: int | None
    place: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike: `points` to put candidates in order, `reasons` what speaks for the child, `against` what speaks against it."""

    points: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]


def name_key(name: str) -> str:
    """The same for all forms of one name."""
    return fold_name(name)


def sound_key(name: str) -> str:
    """The same for names that sound alike, also in the mouth of who merges zh and z, n and l, -ng and -n."""
    return " ".join(fold_sound(each) for each in syllables(fold_name(name)))


def likeness(told: Told, name: str, born_on: date | None, places: Sequence[str], day: date) -> Likeness | None:
    """How alike a known child is to what was told; None for one who need not be looked at."""
    by_name = _of_name(told.name, name)
    if by_name is None:
        return None
    points, reasons = by_name[0], [by_name[1]]
    against: list[str] = []
    if told.age is not None and born_on is not None:
        fits = abs(age_on(born_on, day) - told.age) <= AGES_APART
        (reasons if fits else against).append("age" if fits else "other_age")
        points += 20 if fits else -30
    if told.place and any(_names_place(told.place, place) for place in places):
        reasons.append("place")
        points += 20
    return Likeness(points, tuple(reasons), tuple(against))


def _of_name(told: str, name: str) -> tuple[int, str] | None:
    if not told:
        return None
    if name_key(told) == name_key(name):
        return 100, "same_name"
    if sound_key(told) == sound_key(name):
        return 80, "same_sound"
    mine, other = fold_name(told), fold_name(name)
    differing = sum(x != y for x, y in zip(mine, other, strict=False))
    if len(mine) == len(other) > 2 and differing == 1:
        return 50, "one_character"
    return None


def _names_place(told: str, place: str) -> bool:
    """Whether what was told names a place, or the place names it: 柳树村一组 tells 柳树村."""
    return bool(place) and (place in told or (len(told) > 1 and told in place))
