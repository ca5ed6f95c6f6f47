"""Dates with Chinese numerals or the words of the lunar calendar: 二〇一五年三月一日, 2015年腊月初八."""

import re

Parts = tuple[int, int | None, int | None]

_DIGITS = dict(zip("〇零○O一二三四五六七八九", "0000123456789", strict=True))
_ONES = "〇零○O一二三四五六七八九"
_YEAR = rf"(?P<year>[0-9{_ONES}]{{4}}|[0-9{_ONES}]{{2}})[年.\-/ ]"
_MONTH = rf"(?P<leap>闰|閏)?(?P<month>正|元|冬|腊|臘|[0-9{_ONES}十]{{1,3}})(?:月[份]?|[.\-/])"
_DAY = rf"(?P<day>(?:初|[十廿卅])?[0-9{_ONES}十]{{0,3}})[日号]?"
_SHAPE = re.compile(rf"{_YEAR}(?:{_MONTH}(?:{_DAY})?)?").fullmatch

_NAMED_MONTHS = {"正": 1, "元": 1, "冬": 11, "腊": 12, "臘": 12}


def read_chinese(text: str, is_lunar: bool) -> tuple[Parts, bool, bool] | None:
    """Year (as written, two or four digits), month and day; whether lunar; whether in the leap month.

    None for text of another shape.
    """
    match = _SHAPE(text)
    if match is None:
        return None
    month = _month(match["month"])
    day = numeral(match["day"] or "")
    if month == 0 or (match["day"] and day is None):
        return None
    year = int("".join(_DIGITS.get(sign, sign) for sign in match["year"]))
    return (year, month, day), is_lunar, bool(match["leap"])


def _month(word: str | None) -> int | None:
    """None for no month, 0 for a word that is none."""
    if word is None:
        return None
    return _NAMED_MONTHS.get(word) or numeral(word) or 0


def numeral(word: str) -> int | None:
    """1 to 39 in numerals or digits, with or without 初; None for anything else."""
    word = word.removeprefix("初").replace("廿", "二十", 1).replace("卅", "三十", 1).replace("十十", "十")
    if word.isdigit() and word.isascii():
        return int(word)
    digits = "".join(_DIGITS.get(sign, sign) for sign in word)
    match = re.fullmatch(r"([1-3]?)十([0-9]?)|([0-9]{1,2})", digits)
    if match is None:
        return None
    if match[3]:
        return int(match[3])
    return 10 * int(match[1] or 1) + int(match[2] or 0)
