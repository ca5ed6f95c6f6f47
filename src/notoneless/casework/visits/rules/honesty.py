"""Which records of visits a person should look at: the same photo twice, one visitor in two places, words that were copied.

Each is a doubt, never a verdict: twins share a photo, two visitors may write alike, a clock may be wrong.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import asin, cos, hypot, radians, sin, sqrt
from uuid import UUID

from notoneless.casework.visits.rules.kinds import Oddity
from notoneless.casework.visits.rules.recording import time_of

MARKS = 64
"""Marks that stand for a text: two texts are alike as far as their marks agree, give or take a tenth."""

_SHINGLE = 3
"""Characters in a row that are compared: a Chinese word or two."""

_HUNDREDTHS_KM = 1.6
"""How far, in kilometres, a place may lie from its coordinates rounded to hundredths of a degree, for both ends together."""

_EARTH_KM = 6371.0
_NO_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is compared of a visit. `household`: None where unknown. `place`: rounded coordinates, or empty.

    `marks`: of its words; `written`: their characters, without signs.
    """

    id: UUID
    child: UUID
    household: UUID | None
    on: date
    begun_at: str
    ended_at: str
    place: str
    visitors: frozenset[UUID]
    photos: frozenset[str]
    written: int
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many characters on, and from which share of marks in per cent, words are alike; the fastest way, km an hour."""

    words_from: int
    words_percent: int
    speed: int


def plain(text: str) -> str:
    """A text without blanks, signs and the differences of width and case that a copyist may leave or make."""
    return _NO_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def marks_of(text: str, keyed: Callable[[str], bytes]) -> tuple[int, ...]:
    """What stands for a text where the text itself is sealed: of each of MARKS orders the least of its shingles.

    `keyed`: a digest that nobody makes without the keys, so that words cannot be found by trying.
    """
    words = plain(text)
    shingles = {words[at : at + _SHINGLE] for at in range(max(len(words) - _SHINGLE + 1, 1))} if words else set()
    if not shingles:
        return ()
    digests = [keyed(each) for each in sorted(shingles)]
    return tuple(min(_turned(digest, order) for digest in digests) for order in range(MARKS))


def _turned(digest: bytes, order: int) -> int:
    """A digest under one of the orders: its bits, multiplied by an odd number of the order's own."""
    multiplied = (int.from_bytes(digest[:8], "big") | 1) * (2 * order * 0x9E3779B97F4A7C15 + 0xD6E8FEB86659FD93)
    return (multiplied >> 16) & 0xFFFFFFFF


def alike_percent(one: Sequence[int], other: Sequence[int]) -> int:
    """How much of two texts agrees, by their marks; 0 where one has none."""
    if not one or len(one) != len(other):
        return 0
    return 100 * sum(a == b for a, b in zip(one, other, strict=True)) // len(one)


def oddities(one: Seen, other: Seen, limits: Limits) -> Iterator[Oddity]:
    """Why two records should be looked at together, if they should. The same whichever comes first."""
    if one.photos & other.photos and not _is_one_trip(one, other):
        yield Oddity.SAME_PHOTO
    if one.visitors & other.visitors and _cannot_be_both(one, other, limits.speed):
        yield Oddity.TWO_PLACES
    if _is_copied(one, other, limits):
        yield Oddity.SAME_WORDS


def _is_one_trip(one: Seen, other: Seen) -> bool:
    """One trip to one home: brothers and sisters, of whom one photo tells."""
    return one.on == other.on and one.household is not None and one.household == other.household


def _is_copied(one: Seen, other: Seen, limits: Limits) -> bool:
    if min(one.written, other.written) < limits.words_from or _is_one_trip(one, other):
        return False
    return alike_percent(one.marks, other.marks) >= limits.words_percent


def _cannot_be_both(one: Seen, other: Seen, speed: int) -> bool:
    """Whether nobody was at both: the times overlap in two homes, or the way between is too long for the time between."""
    if one.on != other.on or _is_same_home(one, other):
        return False
    first, second = _span(one), _span(other)
    if first is None or second is None:
        return False
    if first[0] > second[0]:
        first, second = second, first
    if second[0] < first[1] or second[0] == first[0]:
        return True
    apart = distance_km(one.place, other.place)
    hours = (second[0] - first[1]) / timedelta(hours=1)
    return apart is not None and apart - _HUNDREDTHS_KM > hours * speed


def _is_same_home(one: Seen, other: Seen) -> bool:
    return one.child == other.child or (one.household is not None and one.household == other.household)


def _span(seen: Seen) -> tuple[datetime, datetime] | None:
    """From when till when a visit lasted: without an end, it is known to have lasted a moment only."""
    begun = time_of(seen.begun_at)
    if begun is None:
        return None
    ended = time_of(seen.ended_at) or begun
    return datetime.combine(seen.on, begun), datetime.combine(seen.on, ended)


def distance_km(one: str, other: str) -> float | None:
    """How far two places are apart on the ground, straight; None where one is unknown."""
    if not (one and other):
        return None
    north, east, other_north, other_east = (radians(float(each)) for each in (*one.split(), *other.split()))
    across = sqrt(cos(north) * cos(other_north)) * sin((other_east - east) / 2)
    return 2 * _EARTH_KM * asin(min(1.0, hypot(sin((other_north - north) / 2), across)))
