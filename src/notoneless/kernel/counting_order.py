"""Names in the order in which a person counts: 2组 before 10组, 一年级 before 三年级."""

import re
import unicodedata

_ONES = {sign: value for value, signs in enumerate(("〇零", *"一二三四五六七八九")) for sign in signs}
_RUN = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百]+")
_TENS = re.compile(r"(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)").fullmatch
_HUNDRED, _TEN = 100, 10


def counting_order(name: str) -> str:
    """`name` as a key to sort by: each number in it, in figures or numerals, written so that it stands by its value.

    A number becomes the count of its figures, in two figures, and these; so keys compare rightly as text, sign by sign.
    A key is at most four times as long as the name.
    """
    return _RUN.sub(_by_value, unicodedata.normalize("NFKC", name))


def _by_value(run: re.Match[str]) -> str:
    figures = str(_value(run[0]))[:99]
    return f"{len(figures):02}{figures}"


def _value(run: str) -> str | int:
    """What a run of figures or numerals counts: 二十三 and 二三 are 23; of a run that is no number, each numeral by itself."""
    if run[0] in "0123456789":
        return run.lstrip("0") or "0"
    parts = _TENS(run)
    if parts is None or run == "百":
        return "".join(str(_ONES.get(sign, _TEN)) for sign in run)
    hundred, ten, one = parts.groups()
    tens = 0 if ten is None else _ONES.get(ten, 1)
    return _HUNDRED * _ONES.get(hundred or "", 0) + _TEN * tens + _ONES.get(one, 0)
