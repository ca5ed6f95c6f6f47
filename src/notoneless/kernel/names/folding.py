"""One representative for all forms of a character, so that equal names compare equal."""

from functools import cache, lru_cache
from typing import Any

from notoneless.kernel.names.cleaning import clean_name
from notoneless.kernel.names.variants import APART, FORMS


def fold_name(name: str) -> str:
    """The cleaned name in simplified characters, one for all forms of a character; for equality, not for display.

    A character of GB 2312 is simplified already. The others go through OpenCC (t2s) one by one, then through an own
    table.
    """
    return "".join(map(fold_char, clean_name(name)))


@lru_cache(maxsize=1 << 15)
def fold_char(char: str) -> str:
    """The representative of one character; the character itself where it has no other form."""
    if char < "\u2e80" or char in APART:
        return char
    char = FORMS.get(char, char)
    if _is_simplified(char):
        return char
    simple: str = _converter().convert(char)
    return FORMS.get(simple, simple) if len(simple) == 1 else char


def _is_simplified(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> Any:
    """OpenCC is loaded only when a character outside GB 2312 turns up: it costs some 25 ms."""
    from opencc import OpenCC

    return OpenCC("t2s")
