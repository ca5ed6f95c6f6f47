"""The distinct names of a population, with what comparing them needs: characters, sounds, skeletons, frequency."""

from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.kernel.names import (
    daily_readings,
    fold_char,
    fold_name,
    fold_sound,
    is_transliterated,
    skeleton_of_folded,
    syllables,
)
from notoneless.linkage.arrow_bytes import of_width, three_byte_characters

WIDTH = 8
"""Characters compared one by one; longer names are transliterations and compared by their skeleton."""

READINGS = 3
"""Readings of a character that are compared; a fourth is no longer a reading of names."""

UNREADABLE = frozenset("?？□■*＊\ufffd○〇")
"""What stands where a character could not be typed or was lost."""

Codes = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_NO_NAME = ("", "无", "无名", "不详", "未知", "暂无", "待定", "未起名", "未命名", "没有", "空",
            "未取名", "暂未取名", "尚未取名", "待取名", "某某", "某", "婴儿", "男婴", "女婴", "新生儿")  # fmt: skip
_SHIFT = 11
_DOTS = "[·•・．‧∙⋅◦]"
_DOT, _DOT_CODE = "・", ord("・")
"""In here the dot of a transliterated name is a character as wide as the others, so that names are read by columns."""

_LONGEST = 16
"""Characters of a name read by columns; longer ones are folded one by one."""

_HAN_FIRST, _HAN_LAST = 0x3400, 0x9FFF
_RARE_FIRST = 0x20000
"""From here on lie the Han characters that few fonts and no old program know; names are full of them."""

_UNASKED = -2
_CODE_POINTS = 0x33480
"""Lookup tables end behind the last Han extension; code points beyond it count as one."""


@dataclass(frozen=True)
class NameIndex:
    """Distinct folded names. `texts[i]` is name i; `count[i]` how many rows of all rosters carry it.

    codes: code points, one name a row, 0 beyond its end. length: characters. plain: 2 to 4 Han characters.
    """

    texts: pa.Array
    codes: Codes
    length: Ints
    plain: Bools
    count: Ints

    def __len__(self) -> int:
        """Number of distinct names."""
        return len(self.texts)

    def text(self, position: int) -> str:
        """Name `position`."""
        return str(self.texts[position]).replace(_DOT, "·")

    @classmethod
    def build(cls, raw: pa.Array, uses: Ints) -> tuple["NameIndex", Ints]:
        """Index of the distinct texts `raw` and the position in it of each.

        uses: positions in `raw`, one for each row whose name counts towards frequency, -1 for none.
        """
        codes, length, same = _decode(raw)
        same &= ~pc.is_in(raw, value_set=pa.array(_NO_NAME)).to_numpy(zero_copy_only=False)
        changed = np.flatnonzero(~same)
        folded = _folded(raw.take(pa.array(changed)))
        position = np.cumsum(same, dtype=np.int32) - 1
        position[changed], added = _placed(folded, raw, same, position)
        texts = pa.concat_arrays([raw.filter(pa.array(same)), pa.array(added, pa.string())])
        codes = np.vstack([codes[same], _matrix(added)])
        length = np.concatenate([length[same], np.fromiter(map(len, added), np.int32, len(added))])
        han = ((codes >= _HAN_FIRST) & (codes <= _HAN_LAST) | (codes >= _RARE_FIRST)).sum(axis=1)
        plain = (han == length) & (length >= 2) & (length <= 4)
        used = position[uses[uses >= 0]] if len(raw) else np.empty(0, np.int32)
        count = np.bincount(used[used >= 0], minlength=len(texts)).astype(np.int32)
        return cls(texts, codes, length, plain, count), position

    def prepare(self) -> None:
        """Find out now what the joins are going to ask of every name: its sound, and how many share it."""
        _ = self.sound_key, self.sound_count, self.surname_key

    @cached_property
    def chars(self) -> "Characters":
        """The characters of all names with their readings."""
        return Characters.of(self.codes)

    @cached_property
    def _sounds(self) -> Longs:
        """Per name and position, the number of the dialect-folded sound, 0 beyond the end; surnames by their own reading."""
        sounds = self.chars.folded[self.chars.at(self.codes[:, :4]), 0].astype(np.int64)
        sounds[:, 0] = self.chars.surname[self.chars.at(self.codes[:, 0])]
        return np.asarray(sounds, dtype=np.int64)

    @cached_property
    def sound_key(self) -> Longs:
        """One integer for the dialect-folded sound of a plain name; -1 for others."""
        packed = np.zeros(len(self), dtype=np.int64)
        for k in range(4):
            packed = (packed << _SHIFT) | self._sounds[:, k]
        return np.where(self.plain, packed, -1)

    @cached_property
    def sound_count(self) -> Ints:
        """How many rows carry a name that sounds like name i."""
        _, group = np.unique(self.sound_key, return_inverse=True)
        totals = np.bincount(group, weights=self.count).astype(np.int32)
        return np.where(self.plain, totals[group], self.count).astype(np.int32)

    @cached_property
    def surname_key(self) -> Longs:
        """The folded sound of the first character."""
        return self._sounds[:, 0]

    @cached_property
    def given_key(self) -> Longs:
        """The folded sounds after the first character of a plain name; -1 for others."""
        return np.where(self.plain, self.sound_key & ((1 << (3 * _SHIFT)) - 1), -1)

    def pair_key(self, first: int, second: int) -> Longs:
        """Two of the characters of a plain name of three, by their place; -1 for others."""
        packed = (self.codes[:, first].astype(np.int64) << 24) | self.codes[:, second]
        return np.where(self.plain & (self.length == 3), packed * 3 + first + second, -1)

    @cached_property
    def unreadable(self) -> Bools:
        """Names with a character lost or typed in letters."""
        lost = np.array(sorted(map(ord, UNREADABLE)), dtype=np.uint32)
        found = np.zeros(len(self), dtype=bool)
        odd = np.flatnonzero(~self.plain)
        codes = self.codes[odd]
        found[odd] = ((codes > 0) & (codes < 128) | np.isin(codes, lost)).any(axis=1)
        return found

    @cached_property
    def dotted(self) -> Bools:
        """Names of several parts."""
        return np.asarray((self.codes == _DOT_CODE).any(axis=1), dtype=bool)

    @cached_property
    def skeletons(self) -> "Skeletons":
        """The transliteration skeletons, made as they are asked for."""
        return Skeletons(self)

    @cached_property
    def rarity(self) -> Ints:
        """Tenths of a bit by which sharing name i tells two people from chance."""
        return _rarity(self.count, int(self.count.sum()))

    @cached_property
    def sound_rarity(self) -> Ints:
        """As `rarity`, for sharing the sound of name i."""
        return _rarity(self.sound_count, int(self.count.sum()))


class Skeletons:
    """Transliteration skeletons of names: few names are compared by them, so each is made when first asked for."""

    def __init__(self, names: NameIndex) -> None:
        self._names = names
        self._keys = np.full(len(names), _UNASKED, dtype=np.int64)
        self._keys[(names.plain & (names.length < 4)) | names.unreadable | (names.length < 2)] = -1
        self._numbers: dict[str, int] = {}
        self._asking = Lock()  # pairs are compared in several threads
        self.text: list[str] = []

    def keys(self, names: Ints) -> Longs:
        """A number for the skeleton of each name (position, -1 for none); -1 for names without one.

        Names not transliterated have none, nor have those so short that their sound serves. `text` of a number is the
        skeleton itself.
        """
        known = np.maximum(names, 0)
        if len(self._keys) and len(known):
            with self._asking:
                self._ask(np.unique(known[self._keys[known] == _UNASKED]))
            return np.where(names < 0, -1, self._keys[known])
        return np.full(len(names), -1, dtype=np.int64)

    def _ask(self, names: Ints) -> None:
        for name in names.tolist():
            text = self._names.text(name)
            found = skeleton_of_folded(text) if is_transliterated(text) else ""
            if found and found not in self._numbers:
                self._numbers[found] = len(self.text)
                self.text.append(found)
            self._keys[name] = self._numbers[found] if found else -1


@dataclass(frozen=True)
class Characters:
    """Distinct characters. exact, folded: numbers of up to READINGS readings, as read and dialect-folded, 0 for none."""

    position: Ints
    exact: Ints
    folded: Ints
    surname: Ints

    @classmethod
    def of(cls, codes: Codes) -> "Characters":
        """The characters among code points (0 is none)."""
        used = np.zeros(_CODE_POINTS, dtype=bool)
        used[np.minimum(codes, _CODE_POINTS - 1)] = True
        used[0] = True
        distinct = np.flatnonzero(used)
        position = np.zeros(_CODE_POINTS, dtype=np.int32)
        position[distinct] = np.arange(len(distinct))
        exact, folded = (np.zeros((len(distinct), READINGS), dtype=np.int32) for _ in range(2))
        surname = np.zeros(len(distinct), dtype=np.int32)
        exact_numbers: dict[str, int] = {}
        numbers: dict[str, int] = {}
        for k, code in enumerate(distinct[1:].tolist(), start=1):
            char = chr(code)
            read = daily_readings(char)[:READINGS] or (char,)
            exact[k, : len(read)] = [exact_numbers.setdefault(r, len(exact_numbers) + 1) for r in read]
            folded[k, : len(read)] = [numbers.setdefault(fold_sound(r), len(numbers) + 1) for r in read]
            surname[k] = numbers.setdefault(fold_sound(syllables(char + "子")[0]), len(numbers) + 1)
        return cls(position, exact, folded, surname)

    def at(self, codes: Codes) -> Ints:
        """Positions of code points among the characters."""
        return self.position[np.minimum(codes, _CODE_POINTS - 1)]

    def same_sound(self, x: Codes, y: Codes) -> tuple[Bools, Bools]:
        """Whether pairs of characters share a reading, exactly and but for dialect."""
        p, q = self.at(x), self.at(y)
        return _shares(self.exact[p], self.exact[q]), _shares(self.folded[p], self.folded[q])


def _shares(x: Ints, y: Ints) -> Bools:
    return np.asarray(((x[:, :, None] == y[:, None, :]) & (x[:, :, None] > 0)).any(axis=(1, 2)), dtype=bool)


def _rarity(count: Ints, population: int) -> Ints:
    return np.asarray(np.rint(10 * np.log2(max(population, 1) / np.maximum(count, 1))), dtype=np.int32)


def _matrix(texts: list[str]) -> Codes:
    if not texts:
        return np.zeros((0, WIDTH), dtype=np.uint32)
    return np.array(texts, dtype=f"U{WIDTH}").view(np.uint32).reshape(len(texts), WIDTH)


def _decode(raw: pa.Array) -> tuple[Codes, Ints, Bools]:
    """Code points and lengths of the texts that are Han characters and their own folded form, dots among them, and which."""
    codes = np.zeros((len(raw), WIDTH), dtype=np.uint32)
    length = np.zeros(len(raw), dtype=np.int32)
    same = np.zeros(len(raw), dtype=bool)
    for characters in range(2, _LONGEST + 1) if len(raw) else ():
        matrix, whole = of_width(raw, 3 * characters)
        found, han = three_byte_characters(matrix)
        han &= _all_fold_to_themselves(found) & (found[:, [0, -1]] != _DOT_CODE).all(axis=1)
        rows = np.flatnonzero(whole)
        codes[rows, :characters] = found[:, :WIDTH]
        length[rows] = characters
        same[rows] = han
    return codes, length, same


def _folded(texts: pa.Array) -> list[str]:
    """Names that are not their own folded form, folded. Most of them only write the dot in another way."""
    dotted = pc.replace_substring_regex(texts, _DOTS, _DOT)
    done = _decode(dotted)[2].tolist()
    pairs = zip(dotted.to_pylist(), done, strict=True)
    return [text if same else fold_name(text).replace("·", _DOT) for text, same in pairs]


def _all_fold_to_themselves(codes: Codes) -> Bools:
    itself = np.zeros(_CODE_POINTS, dtype=bool)
    used = np.unique(codes)
    itself[[code for code in used.tolist() if _is_its_own_fold(code)]] = True
    return np.asarray(itself[np.minimum(codes, _CODE_POINTS - 1)].all(axis=1), dtype=bool)


def _is_its_own_fold(code: int) -> bool:
    return code == _DOT_CODE or (_HAN_FIRST <= code <= _HAN_LAST and fold_char(chr(code)) == chr(code))


def _placed(folded: list[str], raw: pa.Array, same: Bools, position: Ints) -> tuple[Ints, list[str]]:
    """Positions of changed names: of the unchanged name they fold to, or behind the last as names of their own."""
    there = pc.index_in(pa.array(folded, pa.string()), value_set=raw).fill_null(-1).to_numpy(zero_copy_only=False)
    own: dict[str, int] = {}
    found = np.empty(len(folded), dtype=np.int32)
    first = int(same.sum())
    for k, (text, at) in enumerate(zip(folded, there.tolist(), strict=True)):
        if text in _NO_NAME:
            found[k] = -1
        elif at >= 0 and same[at]:
            found[k] = position[at]
        else:
            found[k] = first + own.setdefault(text, len(own))
    return found, list(own)
