"""Names that transcribe another language by sound: recognised, and reduced so that older and newer spellings meet.

Spellings change because clerks choose other characters for a sound, because Chinese has no characters for many foreign
syllables, and because norms changed (新疆 DB65/T 2189-2005: 买买提 to 麦麦提, 阿不都 to 阿卜杜, 肉孜 to 若孜).
The skeleton keeps what survives. From each character's usual sound in transcriptions:

- initials: b p f are P, d t T, g k K, j zh z J, q ch c C, x sh s S; m n l r h stay;
- vowels: open ones (a ai ao) are A, rounded ones (u o ou ü) U, the others (i e ei ie) E; nasal endings are N;
- er, ri, re are a bare R; ya and ye Y; wa, wai, wei W; yi is the vowel E, wu the vowel U;
- equal neighbours fall together; dots and spaces go.

Where spellings of one name differ more than that, a table of whole words brings them together first.
"""

import re
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from notoneless.kernel.names.cleaning import DOT
from notoneless.kernel.names.folding import fold_name
from notoneless.kernel.names.readings import readings
from notoneless.kernel.names.sounds import split_sound
from notoneless.kernel.names.surnames import COMPOUND
from notoneless.kernel.names.transliterations import CHINESE_SURNAMES, SOUNDS, SPELLINGS, TELLTALES, TYPICAL

_CLASSES: Final = ("P b p f", "T d t", "K g k", "J j zh z", "C q ch c", "S x sh s", "M m", "N n", "L l", "R r", "H h")
_INITIALS: Final = MappingProxyType({initial: row[0] for row in _CLASSES for initial in row.split()[1:]})
_BARE_R: Final = frozenset({"er", "ri", "re"})
_ROUNDED: Final = frozenset("uvo")
_REPEATED: Final = re.compile(r"(.)\1+")


def skeleton(name: str) -> str:
    """The transliteration skeleton of a name, upper-case letters; what has no sound stands for itself.

    Equal skeletons of two transcribed names mean: probably one name. Useless for Han names, which keep little.
    """
    return skeleton_of_folded(fold_name(name))


def skeleton_of_folded(name: str) -> str:
    """As `skeleton`, for a name that `fold_name` has been through."""
    text = name.replace(DOT, "").replace(" ", "")
    text = _words(tuple(SPELLINGS)).sub(lambda match: SPELLINGS[match[0]], text)
    return _REPEATED.sub(r"\1", "".join(map(_code, text)))


def is_transliterated(name: str) -> bool:
    """Whether the name transcribes another language: a dot, five characters, telltale words, typical characters.

    Four characters that begin with no Chinese surname are taken for a transcription as well.
    """
    if DOT in name:
        return True
    count = len(_HAN.findall(name))
    if name[:2] in COMPOUND or count < 2:
        return count > 4
    if count >= 4:
        return count > 4 or name[0] not in CHINESE_SURNAMES or bool(_words(TELLTALES).search(name))
    if name[0] in CHINESE_SURNAMES:
        return False
    return bool(_words(TELLTALES).search(name)) or sum(char in TYPICAL for char in name) * 4 >= 3 * count


_HAN: Final = re.compile(r"[^\W0-9A-Z_a-z]")


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest first; compiled when first needed."""
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=1 << 13)
def _code(char: str) -> str:
    syllable = SOUNDS.get(char) or next(iter(readings(char)), "")
    if not syllable:
        return char
    if syllable in _BARE_R:
        return "R"
    nasal = "N" if syllable.endswith(("n", "ng")) and len(syllable) > 1 else ""
    if syllable.startswith("y"):
        return _code_of_y(syllable, nasal)
    if syllable.startswith("w") and syllable != "wu":
        return f"W{_vowel(syllable) if nasal else ''}{nasal}"
    initial, final = split_sound(syllable)
    return _INITIALS.get(initial, "") + _vowel(final) + nasal


def _code_of_y(syllable: str, nasal: str) -> str:
    """The glide, and the vowel only where it is rounded or carries a nasal: ya and ye are spelled for one another."""
    if syllable.startswith("yi"):
        return f"E{nasal}"
    vowel = _vowel(syllable[1:])
    return f"Y{vowel if nasal or vowel == 'U' else ''}{nasal}"


def _vowel(final: str) -> str:
    if "a" in final:
        return "A"
    return "U" if _ROUNDED & set(final) else "E"
