"""Pinyin without tones: of a character, of a surname, of a whole name."""

from collections.abc import Mapping
from functools import cache, lru_cache

from notoneless.kernel.names.cleaning import DOT, clean_name
from notoneless.kernel.names.packaged import load_json
from notoneless.kernel.names.surnames import COMPOUND, SINGLE

_TONES = str.maketrans(
    "āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿếềê",
    "aaaaeeeeiiiioooouuuuvvvvvnnnmeee",
    "\u0300\u0301\u0304\u030c",
)


def load_readings() -> None:
    """Read the table of readings now, while something else is waited for."""
    _toned()


@cache
def _toned() -> Mapping[str, str]:
    """Readings with tones by decimal code point, from pypinyin's file; importing pypinyin takes ten times as long."""
    data: Mapping[str, str] = load_json("pypinyin", "pinyin_dict.json")
    return data


@lru_cache(maxsize=1 << 15)
def readings(char: str) -> tuple[str, ...]:
    """The toneless readings of one character, most usual first, ü as v; empty for anything but a Han character."""
    if len(char) != 1:
        return ()
    toned = _toned().get(str(ord(char)), "")
    return tuple(dict.fromkeys(toned.translate(_TONES).split(","))) if toned else ()


def surname_reading(name: str) -> tuple[str, ...]:
    """The syllables of the surname a name begins with: two for 欧阳, one otherwise; empty for an empty name."""
    if len(name) > 2 and name[:2] in COMPOUND:
        return COMPOUND[name[:2]]
    if not name:
        return ()
    return SINGLE.get(name[0]) or (_syllable(name[0]),)


@lru_cache(maxsize=1 << 14)
def syllables(name: str) -> tuple[str, ...]:
    """One toneless syllable a character, the surname read as a surname; what has no reading stands for itself.

    Names with a dot have no surname in this sense. Dots and spaces are left out; Latin letters stay as they are.
    """
    name = clean_name(name)
    start = () if DOT in name else surname_reading(name)
    return (*start, *(_syllable(char) for char in name[len(start) :] if char not in (DOT, " ")))


def initials(name: str) -> str:
    """The first letters of the syllables, lower case: 张伟 is zw. Characters without a reading stay."""
    return "".join(syllable[0] for syllable in syllables(name)).lower()


@lru_cache(maxsize=1 << 15)
def _syllable(char: str) -> str:
    return (readings(char) or (char,))[0]
