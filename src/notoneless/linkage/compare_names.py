"""How two names agree, for many pairs at once: by character, sound and shape; by skeleton where transliterated."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from notoneless.kernel.names import DOT, shape_similarity, skeleton_of_folded, syllables
from notoneless.linkage.levels import Name
from notoneless.linkage.name_index import UNREADABLE, Bools, Codes, Ints, Longs, NameIndex

Levels = npt.NDArray[np.uint8]

LOOK_ALIKE_AT = 60
NEAR_SKELETON_AT = 0.86
_WORTH_A_LOOK = 0.7
_WHOLE_NAME = 5
"""Letters of a skeleton long enough to be a name of its own."""
_NICK = np.array(sorted(map(ord, "小阿老大二幺")), dtype=np.uint32)


def compare_names(index: NameIndex, left: Ints, right: Ints, worth: Bools | None = None) -> Levels:
    """The `Name` level of each pair of positions in `index`; -1 on either side is MISSING.

    worth: pairs with other evidence of one child; for the others the shape of characters is not looked at.
    """
    levels = np.full(len(left), Name.MISSING, dtype=np.uint8)
    equal = (left == right) & (left >= 0)
    levels[equal] = Name.EXACT
    open_pairs = np.flatnonzero((left >= 0) & (right >= 0) & ~equal)
    a, b = left[open_pairs], right[open_pairs]
    found = np.full(len(a), Name.DIFFERENT, dtype=np.uint8)
    both = index.plain[a] & index.plain[b]
    gap = index.length[a] - index.length[b]
    looks = np.ones(len(a), dtype=bool) if worth is None else worth[open_pairs]
    _apply(found, both & (gap == 0), a, b, lambda x, y, at: _same_length(index, x, y, looks[at]))
    _apply(found, both & (np.abs(gap) == 1), a, b, lambda x, y, _: _one_dropped(index, x, y))
    sounds = (index.sound_key[a] == index.sound_key[b]) & both
    found[sounds & (found > Name.NEAR_SOUND)] = Name.NEAR_SOUND
    _apply(found, index.unreadable[a] | index.unreadable[b], a, b, lambda x, y, _: _unreadable(index, x, y))
    p, q = index.skeletons.keys(a), index.skeletons.keys(b)
    foreign = np.flatnonzero((p >= 0) & (q >= 0) & (found > Name.NEAR_SKELETON))
    if len(foreign):
        found[foreign] = np.minimum(found[foreign], _transliterated(index, p[foreign], q[foreign]))
    dotted = (index.dotted[a] | index.dotted[b]) & (found > Name.SKELETON)
    _apply(found, dotted, a, b, lambda x, y, _: _dotted(index, x, y))
    levels[open_pairs] = found
    return levels


def _dotted(index: NameIndex, a: Ints, b: Ints) -> Levels:
    """Names of which at least one is dotted: without the dot, in the other order, or without the father's name."""
    pairs = zip(a.tolist(), b.tolist(), strict=True)
    found = (_of_dotted(index.text(i), index.text(j)) for i, j in pairs)
    return np.fromiter(found, dtype=np.uint8, count=len(a))


def _of_dotted(a: str, b: str) -> int:
    if a.replace(DOT, "") == b.replace(DOT, ""):
        return Name.DOT_APART
    p, q = ([skeleton_of_folded(part) for part in name.split(DOT)] for name in (a, b))
    if p == q[::-1]:
        return Name.SKELETON
    alone = len(p) == 1 or len(q) == 1
    return Name.NEAR_SKELETON if alone and p[0] == q[0] else Name.DIFFERENT


def _apply(
    levels: Levels, where: Bools, a: Ints, b: Ints, judge: Callable[[Ints, Ints, npt.NDArray[np.intp]], Levels]
) -> None:
    """Lower the levels of the pairs `where` to what `judge` says of them."""
    at = np.flatnonzero(where)
    if len(at):
        levels[at] = np.minimum(levels[at], judge(a[at], b[at], at))


def _same_length(index: NameIndex, a: Ints, b: Ints, worth: Bools) -> Levels:
    """Plain names of one length: which characters differ, and do those sound or look alike."""
    x, y = index.codes[a, :4], index.codes[b, :4]
    differs = x != y
    count = differs.sum(axis=1)
    levels = np.full(len(a), Name.DIFFERENT, dtype=np.uint8)
    levels[~differs[:, 0]] = Name.SURNAME_ONLY
    few = np.flatnonzero(count <= 2)
    levels[few] = _few_differ(index, x[few], y[few], index.length[a[few]], worth[few])
    return levels


def _few_differ(index: NameIndex, x: Codes, y: Codes, length: Ints, worth: Bools) -> Levels:
    """Names of one length that differ in one or two characters."""
    differs = x != y
    one = differs.sum(axis=1) == 1
    surname = differs[:, 0]
    same, near, alike = _resemble(index, x, y, differs, worth)
    levels = np.where(surname, Name.DIFFERENT, Name.SURNAME_ONLY).astype(np.uint8)
    levels[one & (length >= 3) & ~surname] = Name.ONE_OTHER
    levels[one & surname] = np.where(length[one & surname] >= 3, Name.NEW_SURNAME, Name.SAME_GIVEN)
    levels[~one & (length >= 3) & (near | alike | ~differs).all(axis=1)] = Name.TWO_SIMILAR
    levels[~one & (length >= 3) & (np.sort(x, axis=1) == np.sort(y, axis=1)).all(axis=1)] = Name.SWAPPED
    levels[one & _nicknamed(x, y, differs)] = Name.NICKNAME
    levels[one & (alike | ~differs).all(axis=1)] = Name.LOOK_ALIKE
    levels[one & (near | ~differs).all(axis=1)] = Name.NEAR_SOUND
    levels[(same | ~differs).all(axis=1)] = Name.SAME_SOUND
    return levels


def _resemble(index: NameIndex, x: Codes, y: Codes, differs: Bools, worth: Bools) -> tuple[Bools, Bools, Bools]:
    """Per differing character: same sound, near sound, look-alike. Shapes are asked where they can decide something."""
    same, near, alike = (np.zeros(x.shape, dtype=bool) for _ in range(3))
    same[differs], near[differs] = index.chars.same_sound(x[differs], y[differs])
    open_characters = differs & ~near
    decisive = open_characters & (worth & (open_characters.sum(axis=1) == 1))[:, None]
    keys = (np.minimum(x, y)[decisive].astype(np.int64) << 32) | np.maximum(x, y)[decisive]
    distinct, back = np.unique(keys, return_inverse=True)
    pairs = ((chr(key >> 32), chr(key & 0xFFFFFFFF)) for key in distinct.tolist())
    likeness = np.fromiter((shape_similarity(p, q) for p, q in pairs), dtype=np.int64, count=len(distinct))
    alike[decisive] = likeness[back] >= LOOK_ALIKE_AT
    return same, near, alike


def _nicknamed(x: Codes, y: Codes, differs: Bools) -> Bools:
    """王小明 or 王明明 for 王志明, 小明 for 王明: one character given way to a familiar one or to its neighbour's double."""
    familiar = np.isin(x, _NICK) ^ np.isin(y, _NICK)  # 大双 and 小双 are two
    doubled = np.zeros(len(x), dtype=bool)
    for at, neighbour in ((1, 2), (2, 1)):
        doubled |= differs[:, at] & ((x[:, 1] == x[:, 2]) | (y[:, 1] == y[:, 2])) & ~differs[:, neighbour]
    first_of_two = differs[:, 0] & familiar[:, 0] & (x[:, 2] == 0)
    return np.asarray(doubled | (differs[:, 1] & familiar[:, 1] & (x[:, 2] > 0)) | first_of_two, dtype=bool)


def _one_dropped(index: NameIndex, a: Ints, b: Ints) -> Levels:
    """Plain names whose lengths differ by one: is the shorter the longer with a character left out."""
    swap = index.length[a] > index.length[b]
    x = index.codes[np.where(swap, b, a), :4]
    y = index.codes[np.where(swap, a, b), :4]
    short = index.length[np.where(swap, b, a)]
    levels = np.full(len(a), Name.DIFFERENT, dtype=np.uint8)
    levels[x[:, 0] == y[:, 0]] = Name.SURNAME_ONLY
    for skip in range(4):
        kept = np.delete(y, skip, axis=1)
        levels[((kept == x[:, :3]).all(axis=1)) & (short >= skip)] = Name.DROPPED if skip else Name.NICKNAME
    familiar = (short == 2) & (np.isin(x[:, 0], _NICK) | (x[:, 0] == x[:, 1]))
    of_given = familiar & ((x[:, 1] == y[:, 1]) | (x[:, 1] == y[:, 2]))
    levels[of_given & (levels > Name.NICKNAME)] = Name.NICKNAME
    return levels


def _unreadable(index: NameIndex, a: Ints, b: Ints) -> Levels:
    """Names with characters lost or typed in letters."""
    pairs = zip(a.tolist(), b.tolist(), strict=True)
    found = (_of_unreadable(index.text(i), index.text(j)) for i, j in pairs)
    return np.fromiter(found, dtype=np.uint8, count=len(a))


def _of_unreadable(a: str, b: str) -> int:
    if _fits_unknown(a, b) or _fits_unknown(b, a):
        return Name.WILDCARD
    if (_has_letters(a) or _has_letters(b)) and _spelled(a) == _spelled(b):
        return Name.PINYIN
    return Name.SURNAME_ONLY if a[0] == b[0] else Name.DIFFERENT


def _fits_unknown(pattern: str, name: str) -> bool:
    """The pattern has unreadable characters and agrees in all others (at least one)."""
    if len(pattern) != len(name) or not UNREADABLE & set(pattern):
        return False
    known = [(p, n) for p, n in zip(pattern, name, strict=True) if p not in UNREADABLE]
    return bool(known) and all(p == n for p, n in known)


def _has_letters(name: str) -> bool:
    return any(c.isascii() and c.isalpha() for c in name)


def _spelled(name: str) -> str:
    """The name in letters, as someone without the character would type it."""
    return "".join(syllables(name)).replace("·", "").replace(" ", "").lower()


def _transliterated(index: NameIndex, a: Longs, b: Longs) -> Levels:
    """Transliterated names by the keys of their skeletons: the same, close, or one the other without the father's name."""
    x, y = ([index.skeletons.text[k] for k in side.tolist()] for side in (a, b))
    ratio = process.cpdist(x, y, scorer=JaroWinkler.normalized_similarity, scorer_kwargs={"prefix_weight": 0.05})
    levels = np.full(len(a), Name.DIFFERENT, dtype=np.uint8)
    levels[ratio >= NEAR_SKELETON_AT] = Name.NEAR_SKELETON
    levels[a == b] = Name.SKELETON
    for k in np.flatnonzero((levels == Name.DIFFERENT) & (ratio >= _WORTH_A_LOOK)).tolist():
        short, long = sorted((x[k], y[k]), key=len)
        if len(short) >= _WHOLE_NAME and long.startswith(short):
            levels[k] = Name.NEAR_SKELETON
    return levels


def compare_guardians(index: NameIndex, left: Ints, right: Ints) -> Levels:
    """The `Name` level of guardians' names, told apart only as far as family evidence needs: no shapes, no nicknames."""
    levels = np.full(len(left), Name.MISSING, dtype=np.uint8)
    both = (left >= 0) & (right >= 0)
    levels[both & (left == right)] = Name.EXACT
    others = np.flatnonzero(both & (left != right))
    levels[others] = _other_guardians(index, left[others], right[others])
    return levels


def _other_guardians(index: NameIndex, a: Ints, b: Ints) -> Levels:
    """Guardians' names that are not the same to the character."""
    levels = np.full(len(a), Name.DIFFERENT, dtype=np.uint8)
    plain = index.plain[a] & index.plain[b]
    akin = np.flatnonzero(plain & (index.codes[a, 0] == index.codes[b, 0]))
    levels[akin] = Name.SURNAME_ONLY
    length = index.length[a[akin]]
    akin = akin[(length == index.length[b[akin]]) & (length >= 3)]
    x, y = index.codes[a[akin], :4], index.codes[b[akin], :4]
    one = (x != y).sum(axis=1) == 1
    x, y, akin = x[one], y[one], akin[one]
    differs = x != y
    _, near = index.chars.same_sound(x[differs], y[differs])
    levels[akin[near]] = Name.NEAR_SOUND
    foreign = np.flatnonzero(~index.plain[a] | (index.length[a] > 3))  # the others have no skeleton
    skeletons = index.skeletons.keys(a[foreign])
    levels[foreign[(skeletons == index.skeletons.keys(b[foreign])) & (skeletons >= 0)]] = Name.SKELETON
    levels[plain & (index.sound_key[a] == index.sound_key[b])] = Name.SAME_SOUND
    return levels
