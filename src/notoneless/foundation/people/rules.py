"""How a name is sorted and searched, and what a phone number is."""

import re

from notoneless.kernel.names.cleaning import DOT, clean_name
from notoneless.kernel.names.readings import syllables

SHORTEST_SEARCH = 1
_LONGEST_TOKEN = 120
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}|\d{7,8}")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_TABLE_OF_SIGNS = re.compile(r"[\s\-—－()（）]")


def sort_key(name: str) -> str:
    """By pinyin, then by the characters themselves, in any collation."""
    return f"{' '.join(syllables(name))} {name}"[:200]


def name_tokens(name: str) -> list[str]:
    """The beginnings by which a name is found: 张三丰 by 张三, 三丰, zhangs, sanf, zsf, sf."""
    cleaned = clean_name(name)
    plain = cleaned.replace(DOT, "").lower()
    sounds = list(syllables(cleaned))
    tokens = [plain[start:] for start in range(len(plain))]
    tokens += ["".join(sounds[start:]) for start in range(len(sounds))]
    tokens += ["".join(sound[0] for sound in sounds[start:]) for start in range(len(sounds) - 1)]
    return list(dict.fromkeys(token[:_LONGEST_TOKEN] for token in tokens if token))


def search_token(text: str) -> str:
    """What a person types to find a name, as a beginning of a token."""
    return re.sub(r"[\s'·•\x00-\x1f\x7f]", "", clean_name(text) or text).replace(DOT, "").lower()[:_LONGEST_TOKEN]


def phone_number(text: str) -> str | None:
    """A phone number in one form: a mobile, or a line with or without its area code; None for anything else."""
    digits = _TABLE_OF_SIGNS.sub("", text.translate(_FULL_WIDTH)).removeprefix("+86")
    return digits if _PHONE.fullmatch(digits) else None
