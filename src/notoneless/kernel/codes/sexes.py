"""Sex as registers write it."""

import unicodedata
from typing import Literal

Sex = Literal["男", "女"]

# GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated; education templates use 1 and 2 as well.
_MALE = frozenset(
    ("男", "1", "01", "M", "MALE", "BOY", "♂", "男性", "男孩", "男生", "男童", "儿子", "1男", "男1", "1-男")
)
_FEMALE = frozenset(
    ("女", "2", "02", "F", "FEMALE", "GIRL", "♀", "女性", "女孩", "女生", "女童", "女儿", "2女", "女2", "2-女")
)


def parse_sex(raw: str | None) -> Sex | None:
    """男 or 女 from a word or a code of GB/T 2261.1; None for everything else, 0 (unknown) and 9 (not stated) too."""
    if raw is None:
        return None
    if raw in ("男", "女"):
        return "男" if raw == "男" else "女"
    text = unicodedata.normalize("NFKC", raw).strip(" \t\r\n'.").upper().removesuffix(".0").replace(" ", "")
    if text in _MALE:
        return "男"
    return "女" if text in _FEMALE else None
