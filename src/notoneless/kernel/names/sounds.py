"""How alike two characters sound, the mergers of southern and south-western speech included."""

from functools import lru_cache

from notoneless.kernel.names.readings import readings
from notoneless.kernel.names.surnames import HETERONYMS, SINGLE

SAME, SAME_IN_DIALECT, RARE_READING = 100, 80, 70

_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
_MERGED_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}
_FULL_FINALS = {"ui": "uei", "un": "uen", "iu": "iou"}
_AFTER_Y = {final: f"i{final}" for final in ("a", "an", "ang", "ao", "e", "ou", "ong")}
_AFTER_Y |= {"u": "v", "ue": "ve", "uan": "van", "un": "vn"}
_AFTER_W = {"u": "u", "ei": "uei", "en": "uen", "eng": "ueng"}


@lru_cache(maxsize=4096)
def fold_sound(syllable: str) -> str:
    """The syllable as a speaker may say it who merges zh/z, ch/c, sh/s, n/l, f/hu, -ng/-n; anything else unchanged.

    Two syllables of equal fold may be taken for one another. r stays apart from l: only few dialects merge them.
    """
    if not (syllable.isascii() and syllable.islower()):
        return syllable
    initial, final = split_sound(syllable)
    final = _merged_final(final)
    if initial == "f":
        return "hu" if final == "u" else f"hu{final}"
    return _MERGED_INITIALS.get(initial, initial) + final


def split_sound(syllable: str) -> tuple[str, str]:
    """Initial and full final: y and w are spelling, not sound; u after j, q, x is v."""
    initial = next((i for i in _INITIALS if syllable.startswith(i)), "")
    final = _FULL_FINALS.get(syllable[len(initial) :], syllable[len(initial) :])
    if initial == "y":
        return "", _AFTER_Y.get(syllable[1:], syllable[1:])
    if initial == "w":
        return "", _AFTER_W.get(syllable[1:], f"u{syllable[1:]}")
    if initial in ("j", "q", "x") and final.startswith("u"):
        return initial, "vn" if final == "uen" else f"v{final[1:]}"
    return initial, final


def _merged_final(final: str) -> str:
    if final.endswith("ng") and final not in ("ong", "iong"):
        final = final[:-1]
    return "ve" if final == "ue" else final


@lru_cache(maxsize=1 << 17)
def sound_similarity(a: str, b: str) -> int:
    """How alike two characters sound, 0 to 100.

    100: a shared reading of daily use, as a surname included. 80: equal but for a dialect merger. 70: equal only by a
    rare reading of one of them. Below: by initial and final, at most 60. 0: unrelated, or one has no reading.
    """
    if a == b:
        return SAME
    daily_a, daily_b = daily_readings(a), daily_readings(b)
    if not daily_a or not daily_b:
        return 0
    best = max(_syllable_score(x, y) for x in daily_a for y in daily_b)
    rare = best < RARE_READING and (daily_a[0] in readings(b) or daily_b[0] in readings(a))
    return RARE_READING if rare else best


@lru_cache(maxsize=1 << 15)
def daily_readings(char: str) -> tuple[str, ...]:
    """The toneless readings a character has in daily use and in surnames, most usual first; empty where it has none."""
    return tuple(dict.fromkeys((*readings(char)[:1], *SINGLE.get(char, ()), *HETERONYMS.get(char, ()))))


_NEAR_INITIAL_PAIRS = "b/p d/t g/k j/q z/c j/z q/c x/s k/h m/n r/l l/d /h /r"
_NEAR_FINAL_PAIRS = """
an/en an/ian ian/in en/uen in/vn ian/van uan/an uan/van uen/vn ong/uen ong/iong
a/ia a/ua ai/ei ai/ie ai/uai ao/iao ao/ou iao/iou
i/v i/ie i/ei ie/ve ie/ian e/o e/uo e/ei o/uo u/ou u/uo u/v ou/iou v/iou uei/ei uai/uei
"""
_NEAR_INITIALS = frozenset(frozenset(pair.split("/")) for pair in _NEAR_INITIAL_PAIRS.split())
_NEAR_FINALS = frozenset(frozenset(pair.split("/")) for pair in _NEAR_FINAL_PAIRS.split())


@lru_cache(maxsize=1 << 14)
def _syllable_score(x: str, y: str) -> int:
    """100, 80, or by parts: 60 near initial and same final, 50 same initial and near final, less where less agrees."""
    if x == y:
        return SAME
    if fold_sound(x) == fold_sound(y):
        return SAME_IN_DIALECT
    (initial_x, final_x), (initial_y, final_y) = split_sound(fold_sound(x)), split_sound(fold_sound(y))
    if final_x == final_y:
        return 60 if frozenset((initial_x, initial_y)) in _NEAR_INITIALS else 30
    if frozenset((final_x, final_y)) not in _NEAR_FINALS:
        return 20 if initial_x and initial_x == initial_y else 0
    return 50 if initial_x == initial_y else 30 if frozenset((initial_x, initial_y)) in _NEAR_INITIALS else 10
