"""How a name is sorted and searched."""

import re

from notoneless.kernel.names.cleaning import DOT, clean_name
from notoneless.kernel.names.readings import syllables

SHORTEST_SEARCH = 1
BEFORE = "\n"
"""What stands before each beginning, and in none."""

_LONGEST_TOKEN = 120


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


def beginnings(name: str) -> str:
    """The beginnings by which a name is found as one text, each after a line break."""
    return "".join(f"{BEFORE}{token}" for token in name_tokens(name))


def search_token(text: str) -> str:
    """What a person types to find a name, as a beginning of a token."""
    return re.sub(r"[\s'·•\x00-\x1f\x7f]", "", clean_name(text) or text).replace(DOT, "").lower()[:_LONGEST_TOKEN]
